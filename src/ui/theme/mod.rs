//! How the window looks: every colour, distance, radius and text size comes from here, and nowhere else.

mod apply;
mod fonts;
mod motion;
mod palette;
pub mod space;
mod text;

pub use apply::{apply, set_motion, style};
pub use motion::{faded, turns};
pub use palette::{Palette, Tone};
pub use text::{Size, Weight, font, mono, text};
