//! The window's state, and the one place that changes it.

pub mod flow;
