//! The window's state, and the one place that changes it: [`App::update`].
//!
//! No egui, threads or clock: a message and the time come in, the state changes, effects go out.

pub mod action;
pub mod activity;
pub mod availability;
pub mod check_all;
pub mod clipboard;
pub mod command;
pub mod drafts;
pub mod editor;
pub mod effect;
pub mod event;
pub mod export_profiles;
pub mod import;
pub mod job;
pub mod lifecycle;
pub mod palette;
pub mod postman;
pub mod primary;
pub mod profiles;
pub mod request;
pub mod rotation;
pub mod running;
pub mod sandbox;
pub mod search;
pub mod settings;
pub mod state;
pub mod tab;
pub mod token;
mod update;
mod wake;

pub use action::Action;
pub use drafts::{Drafts, EditorDraft};
pub use effect::Effect;
pub use event::Event;
pub use state::State;
pub use update::{App, Message};
