//! To come: when the window must look again.
