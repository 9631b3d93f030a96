//! The table of *Check all*.
