//! The visible rows of a long text: layout, pointer, painting, and their text for screen readers.

use std::ops::Range;
use std::sync::Arc;

use egui::emath::TSTransform;
use egui::epaint::text::cursor::LayoutCursor;
use egui::text::{CCursor, CharIndex, LayoutJob, TextFormat};
use egui::text_selection::CCursorRange;
use egui::text_selection::accesskit_text::update_accesskit_for_text_widget;
use egui::{
    Color32, CornerRadius, Galley, Pos2, Rect, Response, Stroke, StrokeKind, Ui, pos2, vec2,
};

use crate::ui::kit::theme::{Colors, Size, mono, space};
use crate::ui::kit::widgets::long_text::parts::{LongText, LongTextState};
use crate::ui::kit::widgets::long_text::rows;
use crate::ui::kit::widgets::long_text::selection::{TextSelection, offset_of, word_at};

/// Scrolling speed while selecting beyond the edge, per second and point of distance.
const PULL: f32 = 10.0;
/// Width of a selected line end.
const LINE_END: f32 = 5.0;

pub(crate) struct VisibleRows<'a> {
    text: &'a str,
    /// Their ranges in the text; at least one.
    rows: Vec<Range<usize>>,
    galley: Arc<Galley>,
    origin: Pos2,
    window: Rect,
}

impl<'a> VisibleRows<'a> {
    pub(crate) fn of(
        long: &LongText<'a>,
        ui: &Ui,
        window: Rect,
        viewport: Rect,
        row_height: f32,
    ) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a positive number of rows"
        )]
        let row_at = |y: f32| (y / row_height).max(0.0) as usize;
        let first = row_at(viewport.min.y).min(long.rows.count() - 1);
        let end = (row_at(viewport.max.y) + 1).clamp(first + 1, long.rows.count());
        let rows: Vec<_> = (first..end)
            .map(|row| long.rows.range(long.text, row))
            .collect();
        let mut content = String::new();
        for (index, row) in rows.iter().enumerate() {
            if index > 0 {
                content.push('\n');
            }
            content.extend(long.text[row.clone()].chars().map(rows::shown));
        }
        let format = TextFormat {
            line_height: Some(row_height),
            ..TextFormat::simple(mono(Size::Body), Colors::in_use(ui).text)
        };
        let galley = ui
            .painter()
            .layout_job(LayoutJob::single_section(content, format));
        // Far down, the rounding of `f32` would be visible.
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            reason = "see above"
        )]
        let above = (first as f64 * f64::from(row_height) - f64::from(viewport.min.y)) as f32;
        Self {
            text: long.text,
            rows,
            galley,
            origin: pos2(window.left(), window.top() + above),
            window,
        }
    }

    /// Selects by press, drag and multiple clicks. A press outside `outer` clears the selection.
    pub(crate) fn select_by_pointer(
        &self,
        ui: &Ui,
        state: &mut LongTextState,
        response: &Response,
        outer: Rect,
    ) {
        let (is_pressed, has_shift, at) = ui.input(|input| {
            let pointer = &input.pointer;
            (
                pointer.primary_pressed(),
                input.modifiers.shift,
                pointer.interact_pos(),
            )
        });
        let Some(at) = at else { return };
        let offset = self.offset_at(at);
        let selection = &mut state.selection;
        // Press and release can come in one pass.
        let is_begun = response.is_pointer_button_down_on() || response.clicked();
        if response.triple_clicked() {
            *selection = TextSelection::of(self.rows[self.row_at(at)].clone());
        } else if response.double_clicked() {
            *selection = TextSelection::of(word_at(self.text, offset));
        } else if is_pressed && is_begun {
            response.request_focus();
            selection.head = offset;
            if !has_shift {
                selection.anchor = offset;
            }
        } else if is_pressed && !outer.contains(at) {
            selection.anchor = selection.head;
        } else if response.dragged_by(egui::PointerButton::Primary) {
            selection.head = offset;
            let beyond = at.y - at.y.clamp(self.window.top(), self.window.bottom());
            if beyond != 0.0 {
                let secs = ui.input(|input| input.stable_dt).min(0.1);
                state.scroll_to = Some((state.scrolled + beyond * PULL * secs).max(0.0));
                ui.ctx().request_repaint();
            }
        }
    }

    /// The offset in the text at a position on screen.
    fn offset_at(&self, at: Pos2) -> usize {
        let at = pos2(at.x, at.y.clamp(self.window.top(), self.window.bottom()));
        let cursor = self.galley.cursor_from_pos(at - self.origin);
        let LayoutCursor { row, column } = self.galley.layout_from_cursor(cursor);
        let row = &self.rows[row.min(self.rows.len() - 1)];
        row.start + offset_of(&self.text[row.clone()], column.0)
    }

    fn row_at(&self, at: Pos2) -> usize {
        let cursor = self.galley.cursor_from_pos(at - self.origin);
        let row = self.galley.layout_from_cursor(cursor).row;
        row.min(self.rows.len() - 1)
    }

    /// Draws matches, selection, text and focus.
    pub(crate) fn paint(
        &self,
        ui: &Ui,
        long: &LongText<'_>,
        selection: TextSelection,
        has_focus: bool,
    ) {
        let p = Colors::in_use(ui);
        let painter = ui.painter();
        let end = self.rows.last().map_or(0, |row| row.end);
        let first = long
            .hits
            .partition_point(|hit| hit.end <= self.rows[0].start);
        let in_view = long.hits.iter().enumerate().skip(first);
        for (index, hit) in in_view.take_while(|(_, hit)| hit.start < end) {
            let stroke = if long.hit == Some(index) {
                Stroke::new(1.5, p.warn)
            } else {
                Stroke::NONE
            };
            for rect in self.rects(hit, 0.0) {
                let radius = CornerRadius::same(2);
                painter.rect(rect, radius, p.warn_soft, stroke, StrokeKind::Outside);
            }
        }
        for rect in self.rects(&selection.range(), LINE_END) {
            painter.rect_filled(rect, CornerRadius::ZERO, p.selected);
        }
        painter.galley(self.origin, Arc::clone(&self.galley), Color32::PLACEHOLDER);
        if has_focus && let Some((row, column)) = self.place_of(selection.head) {
            let at = self.place(row, column);
            let stroke = Stroke::new(space::HAIR, p.accent);
            painter.vline(at.left(), at.y_range(), stroke);
        }
    }

    /// A range on screen, one rectangle per row. A line end in it is `line_end` wide.
    fn rects(&self, range: &Range<usize>, line_end: f32) -> Vec<Rect> {
        let mut rects = Vec::new();
        for (index, row) in self.rows.iter().enumerate() {
            if range.is_empty() || range.start > row.end || range.end < row.start {
                continue;
            }
            let column = |offset: usize| {
                let until = offset.clamp(row.start, row.end);
                self.text[row.start..until].chars().count()
            };
            let from = self.place(index, column(range.start));
            let mut to = self.place(index, column(range.end));
            let next = self
                .rows
                .get(index + 1)
                .map_or(self.text.len(), |row| row.start);
            if range.end > row.end && next > row.end {
                to = to.translate(vec2(line_end, 0.0));
            }
            let rect = Rect::from_min_max(from.left_top(), to.left_bottom());
            if rect.width() > 0.0 {
                rects.push(rect);
            }
        }
        rects
    }

    fn place(&self, row: usize, column: usize) -> Rect {
        let cursor = LayoutCursor {
            row,
            column: CharIndex(column),
        };
        self.galley
            .pos_from_layout_cursor(&cursor)
            .translate(self.origin.to_vec2())
    }

    /// Row and column of an offset, if visible.
    fn place_of(&self, offset: usize) -> Option<(usize, usize)> {
        let index = self
            .rows
            .partition_point(|row| row.start <= offset)
            .checked_sub(1)?;
        let row = &self.rows[index];
        let column = self
            .text
            .get(row.start..offset.min(row.end))?
            .chars()
            .count();
        (offset <= row.end || index + 1 < self.rows.len()).then_some((index, column))
    }

    /// Describes the visible rows and their selection for screen readers.
    pub(crate) fn describe(&self, ui: &Ui, long: &LongText<'_>, selection: TextSelection) {
        let ctx = ui.ctx();
        let range = self.cursor_of(selection.anchor);
        let range = CCursorRange::two(range, self.cursor_of(selection.head));
        let place = TSTransform::from_translation(self.origin.to_vec2());
        ctx.accesskit_node_builder(long.id, |node| {
            node.set_read_only();
            node.set_value(self.galley.text());
        });
        update_accesskit_for_text_widget(ctx, long.id, Some(range), place, &self.galley);
    }

    /// An offset as a cursor in the visible text, clamped.
    fn cursor_of(&self, offset: usize) -> CCursor {
        let end = self.rows.last().map_or(0, |row| row.end);
        let offset = offset.clamp(self.rows[0].start, end);
        let Some((row, column)) = self.place_of(offset) else {
            return CCursor::default();
        };
        // A line end between two rows counts as one character.
        let before: usize = self.rows[..row]
            .iter()
            .map(|row| self.text[row.clone()].chars().count() + 1)
            .sum();
        CCursor::new(before + column)
    }
}
