//! Who may import whom: to come.
