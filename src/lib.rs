//! Tokendesk: CrashPlan API profiles in the system keyring, one click to a ready `Authorization` header.
//!
//! `ARCHITECTURE.md` shows the layers and follows a click through them; `tests/layers` holds who may import whom.

pub mod app;
pub mod cli;
pub mod clipboard;
pub mod console;
pub mod export;
pub mod files;
pub mod jobs;
pub mod model;
pub mod os;
pub mod runtime;
#[cfg(feature = "sandbox")]
pub mod sandbox;
#[cfg(not(feature = "sandbox"))]
#[path = "sandbox/absent.rs"]
pub mod sandbox;
pub mod shell;
pub mod ui;
pub mod vault;
