//! The screens: they draw `State`, edit `Drafts` in place, and return actions. They do no work and read no clock.
//!
//! [`show`] is the window. Look and controls come from [`kit`], commands and their keys from [`commands`].

mod activity;
mod announce;
mod banners;
mod check_all;
mod claims;
mod click_debounce;
mod clipboard;
mod command_controls;
pub mod commands;
mod console_probe;
mod dialogs;
mod editor;
mod export_profiles;
mod import;
mod keys;
pub mod kit;
mod palette;
mod panes;
mod postman;
mod profiles;
mod request;
mod rotation;
mod sandbox_hint;
mod secret_field;
mod settings;
mod shortcut_sheet;
mod tabs;
mod token;
mod view;
mod window;
mod words;

pub use window::show;
