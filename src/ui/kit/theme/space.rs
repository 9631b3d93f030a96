//! Distances and radii in two closed scales, and a few measures of the frame.

/// Between an icon and its text.
pub const XS: f32 = 4.0;
/// Between related controls.
pub const S: f32 = 8.0;
/// Between the rows of a form, at the edge of the side pane.
pub const M: f32 = 12.0;
/// Between blocks, inside a card.
pub const L: f32 = 18.0;
/// Around a pane.
pub const XL: f32 = 26.0;

/// A chip, a keyboard hint.
pub const RADIUS_S: u8 = 4;
/// A button, a field, a row.
pub const RADIUS_M: u8 = 8;
/// A card, a dialog.
pub const RADIUS_L: u8 = 12;

/// Height of a button and of a field.
pub const CONTROL: f32 = 36.0;
pub const HAIR: f32 = 1.0;
pub const FOCUS: f32 = 2.0;
/// A window narrower than this gets narrower panes.
pub const NARROW: f32 = 860.0;
/// Dialogs with a form.
pub const DIALOG: f32 = 520.0;
/// Dialogs with one question.
pub const QUESTION: f32 = 420.0;
