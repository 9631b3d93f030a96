//! How the window looks: every colour, distance, radius and text size comes from here, and nowhere else.

mod apply;
mod colors;
mod fonts;
mod motion;
pub mod space;
mod text;

pub use apply::{apply, set_motion, style};
pub use colors::{Colors, Tone};
pub use motion::{faded, turns};
pub use text::{Size, Weight, font, mono, text};
