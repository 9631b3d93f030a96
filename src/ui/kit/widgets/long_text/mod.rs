//! A long text to read, search and select: monospaced, wrapped, and as fast with a megabyte in one line as with ten words.
//!
//! egui's own fields lay out and describe their complete text, and its labels lose a selection whose end scrolls out of view.
//! Here only visible rows are laid out, and the selection is kept by offset.

mod parts;
mod rows;
mod search;
mod selection;
mod view;

use egui::emath::GuiRounding as _;
use egui::{
    Context, CornerRadius, CursorIcon, Event, EventFilter, Frame, Id, InputState, Key, Modifiers,
    Rect, Response, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, UiKind,
    UiStackInfo, WidgetInfo, vec2,
};

use crate::ui::kit::theme::{Colors, Size, mono, space};
use crate::ui::kit::widgets::focus::scroll_to_focus;
use crate::ui::kit::widgets::long_text::parts::PADDING;
pub use crate::ui::kit::widgets::long_text::parts::{LongText, LongTextState};
pub use crate::ui::kit::widgets::long_text::rows::Rows;
pub use crate::ui::kit::widgets::long_text::search::find_all;
use crate::ui::kit::widgets::long_text::selection::{TextSelection, Way};
use crate::ui::kit::widgets::long_text::view::VisibleRows;

/// Whether text is selected in one that is visible: copy keys mean that text then.
pub fn is_long_text_selected(ctx: &Context) -> bool {
    let seen: Option<u64> = ctx.data(|data| data.get_temp(selected_place()));
    seen.is_some_and(|pass| pass + 1 >= ctx.cumulative_pass_nr())
}

fn selected_place() -> Id {
    Id::unique("long text with a selection")
}

impl LongText<'_> {
    /// Wraps a text for `ui`. Worth caching while [`LongText::room`] stays the same.
    pub fn rows(ui: &Ui, text: &str) -> Rows {
        let font = mono(Size::Body);
        let room = Self::room(ui);
        ui.fonts_mut(|fonts| {
            Rows::of(text, room, |c| {
                // A missing glyph is drawn as a box, as wide as a letter.
                let drawn = if fonts.has_glyph(&font, c) { c } else { '0' };
                fonts.glyph_width(&font, drawn)
            })
        })
    }

    pub fn room(ui: &Ui) -> f32 {
        (ui.available_width() - 2.0 * PADDING).max(1.0)
    }

    /// Returns the selection if it is to be copied.
    pub fn show(self, ui: &mut Ui, state: &mut LongTextState) -> Option<String> {
        state.selection = state.selection.within(self.text);
        let size = vec2(ui.available_width(), self.height);
        let (outer, _) = ui.allocate_exact_size(size, Sense::hover());
        let inner = Rect::from_min_max(
            outer.min + vec2(PADDING, space::S),
            outer.max - vec2(PADDING, space::S),
        );
        let response = ui.interact(inner, self.id, Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, self.name));
        frame(ui, outer, &response);
        scroll_to_focus(ui, &response);
        let row_height = ui.fonts_mut(|fonts| fonts.row_height(&mono(Size::Body)));
        self.read_keys(ui, state, inner.height(), row_height);
        self.bring_into_view(state, inner.height(), row_height);
        // The scroll bar is at the frame's edge, beside the text.
        let around = Rect::from_min_max(inner.min, inner.max + vec2(PADDING - 3.0, 0.0));
        // In whole pixels, or the last one shows beyond the fade.
        let around = around.round_to_pixels(ui.pixels_per_point());
        // What the text fades into at an edge.
        let behind = Frame::new().fill(Colors::in_use(ui).background);
        let behind = UiStackInfo::new(UiKind::Frame).with_frame(behind);
        let within = UiBuilder::new().max_rect(around).ui_stack_info(behind);
        let mut within = ui.new_child(within);
        let mut area = ScrollArea::vertical().id_salt(self.id).auto_shrink(false);
        if let Some(to) = state.scroll_to.take() {
            area = area.vertical_scroll_offset(to);
        }
        let shown = area.show_viewport(&mut within, |ui, viewport| {
            ui.set_min_size(vec2(inner.width(), height_of(self.rows, row_height)));
            let view = VisibleRows::of(&self, ui, inner, viewport, row_height);
            view.select_by_pointer(ui, state, &response, outer);
            view.paint(ui, &self, state.selection, response.has_focus());
            view.describe(ui, &self, state.selection);
        });
        state.scrolled = shown.state.clamped_offset().y;
        response.on_hover_cursor(CursorIcon::Text);
        self.copied(ui.ctx(), state.selection)
    }

    /// Arrows scroll, as in any read-only text; with Shift they select.
    fn read_keys(&self, ui: &Ui, state: &mut LongTextState, height: f32, row_height: f32) {
        if !ui.memory(|memory| memory.has_focus(self.id)) {
            return;
        }
        let filter = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(self.id, filter));
        let page = (height - row_height).max(row_height);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a few rows"
        )]
        let way = ui.input_mut(|input| selecting_key(input, (page / row_height) as usize));
        if let Some(way) = way {
            state.selection = state.selection.extended(self.text, self.rows, way);
            state.reveal(state.selection.head);
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::A)) {
            state.selection = TextSelection::all(self.text);
        }
        let end = height_of(self.rows, row_height);
        let by = ui.input_mut(|input| scrolling_key(input, row_height, page, end));
        if let Some(by) = by {
            state.scroll_to = Some((state.scrolled + by).clamp(0.0, (end - height).max(0.0)));
        }
    }

    fn bring_into_view(&self, state: &mut LongTextState, height: f32, row_height: f32) {
        let Some(offset) = state.reveal.take() else {
            return;
        };
        #[expect(clippy::cast_precision_loss, reason = "a place on the screen")]
        let top = self.rows.at(offset) as f32 * row_height;
        let last = (height_of(self.rows, row_height) - height).max(0.0);
        // With the adjacent row.
        if top < state.scrolled {
            state.scroll_to = Some((top - row_height).clamp(0.0, last));
        } else if top + row_height > state.scrolled + height {
            state.scroll_to = Some((top + 2.0 * row_height - height).clamp(0.0, last));
        }
    }

    fn copied(&self, ctx: &Context, selection: TextSelection) -> Option<String> {
        if selection.is_empty() {
            ctx.data_mut(|data| data.remove::<u64>(selected_place()));
            return None;
        }
        let pass = ctx.cumulative_pass_nr();
        ctx.data_mut(|data| data.insert_temp(selected_place(), pass));
        let is_asked = !ctx.text_edit_focused()
            && ctx.input_mut(|input| {
                let before = input.events.len();
                input.events.retain(|event| !matches!(event, Event::Copy));
                input.events.len() < before
            });
        is_asked.then(|| self.text[selection.range()].to_owned())
    }
}

fn frame(ui: &Ui, outer: Rect, response: &Response) {
    let p = Colors::in_use(ui);
    let stroke = if response.has_focus() {
        Stroke::new(space::FOCUS, p.accent)
    } else {
        Stroke::new(space::HAIR, p.line)
    };
    let radius = CornerRadius::same(space::RADIUS_M);
    ui.painter()
        .rect(outer, radius, p.background, stroke, StrokeKind::Inside);
}

#[expect(clippy::cast_precision_loss, reason = "a place on the screen")]
fn height_of(rows: &Rows, row_height: f32) -> f32 {
    rows.count() as f32 * row_height
}

fn selecting_key(input: &mut InputState, page: usize) -> Option<Way> {
    let ctrl = Modifiers::SHIFT.plus(Modifiers::COMMAND);
    [
        (ctrl, Key::Home, Way::Start),
        (ctrl, Key::End, Way::End),
        (Modifiers::SHIFT, Key::ArrowLeft, Way::Left),
        (Modifiers::SHIFT, Key::ArrowRight, Way::Right),
        (Modifiers::SHIFT, Key::ArrowUp, Way::Up(1)),
        (Modifiers::SHIFT, Key::ArrowDown, Way::Down(1)),
        (Modifiers::SHIFT, Key::PageUp, Way::Up(page)),
        (Modifiers::SHIFT, Key::PageDown, Way::Down(page)),
        (Modifiers::SHIFT, Key::Home, Way::RowStart),
        (Modifiers::SHIFT, Key::End, Way::RowEnd),
    ]
    .into_iter()
    .find(|(modifiers, key, _)| input.consume_key(*modifiers, *key))
    .map(|(_, _, way)| way)
}

/// In points.
fn scrolling_key(input: &mut InputState, row: f32, page: f32, end: f32) -> Option<f32> {
    [
        (Key::ArrowUp, -row),
        (Key::ArrowDown, row),
        (Key::PageUp, -page),
        (Key::PageDown, page),
        (Key::Home, -end),
        (Key::End, end),
    ]
    .into_iter()
    .find(|(key, _)| {
        input.consume_key(Modifiers::NONE, *key) || input.consume_key(Modifiers::COMMAND, *key)
    })
    .map(|(_, by)| by)
}
