//! The window's state, and the one place that changes it: [`App::update`].
//!
//! No egui, no threads, no clock: a message and the time come in, the state changes, orders to the outside go out.

pub mod action;
pub mod activity;
pub mod basic_header;
pub mod check;
pub mod check_all;
pub mod copy_question;
pub mod deletion;
pub mod drafts;
pub mod editor;
pub mod flow;
pub mod launch;
pub mod palette;
pub mod request;
pub mod rotation;
pub mod row;
pub mod sandbox;
pub mod state;
pub mod tab;
mod update;
mod wake;

pub use action::Action;
pub use drafts::{Drafts, EditorDraft};
pub use state::State;
pub use update::{App, Message};
