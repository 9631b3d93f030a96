//! Tokendesk: CrashPlan API profiles in the system keyring, one click to a ready `Authorization` header.
//!
//! The layers, and who may import whom (held by `tests/layers`):
//!
//! ```text
//!              Action                 Effect                  run                    call
//!   ui ──────────────────▶ app::update ──────▶ runtime ─────────────▶ jobs ─────────────────▶ vault · console · clipboard · files
//!    ▲  (typed text: Drafts)   ▲   │             │  promise / outbox    │
//!    └─────── &State ──────────┼───┘             └──────── Event ◀──────┘
//!                              └────────────────────────────┘
//! ```
//!
//! `ARCHITECTURE.md` walks one click through these rooms.

pub mod app;
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
