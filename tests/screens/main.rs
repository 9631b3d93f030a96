//! The screens by role and name: what they show in each state, what they ask for, and that all of it can be reached by
//! keyboard, by a screen reader and in the smallest window. No GPU is needed.

#![expect(
    clippy::unwrap_used,
    reason = "the samples are known to be right; if not, the test is to stop"
)]

mod access;
mod activity;
mod announcing;
mod answer_view;
mod check_all;
mod check_message;
mod check_samples;
mod claims;
mod click_debounce;
mod copy_question;
mod editor;
mod editor_code;
mod editor_user_states;
mod editor_users;
mod failures;
mod focus_rings;
mod fonts;
mod keyboard;
mod keyboard_focus;
mod list;
mod lookalikes;
mod many;
mod motion;
mod painter;
mod palette;
mod picture_samples;
mod pictures;
mod profile;
mod questions;
mod request;
mod reset_room;
mod resting;
mod rotation;
mod samples;
mod sandbox_hint;
mod settings;
mod shortcut_sheet;
mod sign_in_form;
mod sizes;
mod states;
mod tab_samples;
mod tabs;
mod user_account;
mod user_samples;
mod window;
