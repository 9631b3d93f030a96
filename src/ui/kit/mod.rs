//! What the screens are made of: look, controls, focus. Knows no feature.

pub(super) mod focus_handoff;
pub mod keys;
pub mod theme;
pub mod widgets;
