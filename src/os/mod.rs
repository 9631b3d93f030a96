//! What depends on the operating system and on no other module: threads, clocks, cancellation, hardening, desktop preferences, signals of the session.

pub mod cancel;
pub mod clock;
pub mod desktop;
pub mod harden;
mod interrupt;
pub mod locale;
pub mod panic_hook;
pub mod program;
pub mod session_lock;
pub mod terminal;
pub mod thread;

#[cfg(target_os = "linux")]
mod portal;
#[cfg(target_os = "linux")]
mod session_bus;

#[cfg(test)]
mod child_of_a_test;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod private_bus;

pub use cancel::Cancel;
pub use desktop::{ColorScheme, DesktopPreferences, desktop_preferences};
pub use session_lock::SessionSignal;
