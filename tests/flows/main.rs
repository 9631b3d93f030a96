//! Flows over `App::update`: what a person does, what jobs report, and what must and must not follow. No I/O, and time is an
//! argument.

mod clipboard;
mod closing;
mod desk;
mod editor;
mod fetching;
mod listing;
mod waking;
