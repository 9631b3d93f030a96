//! What tests drive in place of a window: the state alone, a runtime, or the screens.

pub(crate) mod flow;
pub(crate) mod job;
pub(crate) mod painter;
pub(crate) mod screen;
