//! The look of the window: the only source of colors, distances, radii and text sizes.

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
