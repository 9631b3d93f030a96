//! The toolkit of the screens: theme, widgets, focus. Knows no feature.

pub(super) mod focus_handoff;
pub mod keys;
pub(super) mod middle_click;
pub mod theme;
pub mod widgets;
