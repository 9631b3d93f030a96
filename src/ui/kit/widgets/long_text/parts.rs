use std::ops::Range;

use egui::Id;

use crate::ui::kit::widgets::long_text::rows::Rows;
use crate::ui::kit::widgets::long_text::selection::TextSelection;

/// Between frame and text; the scroll bar is in the right one.
pub(super) const PADDING: f32 = 12.0;

#[must_use = "show it"]
pub struct LongText<'a> {
    pub id: Id,
    pub name: &'a str,
    pub text: &'a str,
    /// From [`LongText::rows`].
    pub rows: &'a Rows,
    /// The matches of a search, in order.
    pub hits: &'a [Range<usize>],
    /// The current match.
    pub hit: Option<usize>,
    pub height: f32,
}

#[derive(Clone, Debug, Default)]
pub struct LongTextState {
    pub(super) selection: TextSelection,
    /// In the previous pass, in points.
    pub(super) scrolled: f32,
    /// For the next pass.
    pub(super) scroll_to: Option<f32>,
    /// Offset in bytes to bring into view.
    pub(super) reveal: Option<usize>,
}

impl LongTextState {
    /// Brings an offset in bytes into view.
    pub fn reveal(&mut self, offset: usize) {
        self.reveal = Some(offset);
    }
}
