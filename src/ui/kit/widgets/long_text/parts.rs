use std::ops::Range;

use crate::ui::kit::widgets::long_text::rows::Rows;
use crate::ui::kit::widgets::long_text::selection::TextSelection;
use egui::Id;

/// Between the frame and the text; the scroll bar has its place on the right one.
pub(super) const PADDING: f32 = 12.0;

/// A text, and what is marked in it.
#[must_use = "show it"]
pub struct LongText<'a> {
    /// Tells it apart.
    pub id: Id,
    /// Its accessible name.
    pub name: &'a str,
    /// The text.
    pub text: &'a str,
    /// Its rows, from [`LongText::rows`].
    pub rows: &'a Rows,
    /// What a search found, in order.
    pub hits: &'a [Range<usize>],
    /// The hit that the search stands at.
    pub hit: Option<usize>,
    /// The height of the whole.
    pub height: f32,
}

/// What is selected, and how far it is scrolled.
#[derive(Clone, Debug, Default)]
pub struct LongTextState {
    pub(super) selection: TextSelection,
    /// How far it was scrolled in the last pass, in points.
    pub(super) scrolled: f32,
    /// How far it is to be scrolled in the next one.
    pub(super) scroll_to: Option<f32>,
    /// What is to be brought into view, as an offset in bytes.
    pub(super) reveal: Option<usize>,
}

impl LongTextState {
    /// Brings this place into view, as an offset in bytes.
    pub fn reveal(&mut self, offset: usize) {
        self.reveal = Some(offset);
    }
}
