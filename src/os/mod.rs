//! The leaf next to the operating system: threads, clocks, cancelling, hardening, what the desktop prefers.

pub mod cancel;
pub mod clock;
pub mod thread;

pub use cancel::Cancel;
