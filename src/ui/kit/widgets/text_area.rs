//! A labeled field for several lines that may hold a secret: no undo history, which would keep it, and nothing for input methods to learn.

use egui::{FontSelection, Id, Label, Response, ScrollArea, Stroke, TextEdit, Ui, Vec2, Widget};

use crate::ui::kit::theme::{Colors, Size, Tone, Weight, mono, space, text};
use crate::ui::kit::widgets::edit_menu;
use crate::ui::kit::widgets::field::{Note, describe, field_frame, forget_history, hide_from_ime};
use crate::ui::kit::widgets::focus::scroll_to_focus;

#[derive(Clone, Debug)]
pub struct TextArea<'a> {
    pub id: Id,
    pub label: &'a str,
    pub placeholder: &'a str,
    /// Lines in sight; longer text scrolls.
    pub lines: usize,
    pub note: Option<Note>,
}

impl TextArea<'_> {
    pub fn show(self, ui: &mut Ui, content: &mut String) -> Response {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = space::XS + 1.0;
            let p = Colors::in_use(ui);
            let label = text(self.label, Size::Small, Weight::Medium, p.dim);
            let label = ui.add(Label::new(label));
            let has_focus = ui.memory(|memory| memory.has_focus(self.id));
            let is_wrong = |note: &Note| note.tone == Tone::Bad;
            let stroke = match (has_focus, self.note.as_ref().is_some_and(is_wrong)) {
                (true, _) => Stroke::new(space::FOCUS, p.accent),
                (false, true) => Stroke::new(space::HAIR, p.bad),
                (false, false) => Stroke::new(space::HAIR, p.field_line),
            };
            let frame = field_frame(p, stroke, 0.0);
            let shown = frame.show(ui, |ui| self.edit(ui, content));
            let response = shown.inner.labelled_by(label.id);
            // Its frame, too.
            scroll_to_focus(ui, &response.clone().with_new_rect(shown.response.rect));
            if let Some(note) = &self.note {
                describe(ui, &response, note);
            }
            response
        })
        .inner
    }

    fn edit(&self, ui: &mut Ui, content: &mut String) -> Response {
        let p = Colors::in_use(ui);
        let font = mono(Size::Note);
        let line = ui.fonts_mut(|fonts| fonts.row_height(&font));
        #[expect(clippy::cast_precision_loss, reason = "a few lines")]
        let height = line * self.lines as f32;
        let area = ScrollArea::vertical()
            .id_salt(self.id)
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink([false, false]);
        edit_menu::keep_selection(ui.ctx(), self.id);
        let shown = area.show(ui, |ui| {
            TextEdit::multiline(content)
                .id(self.id)
                .hint_text(text(self.placeholder, Size::Note, Weight::Regular, p.dim))
                .font(FontSelection::FontId(font))
                .text_color(p.text)
                .frame(egui::Frame::NONE)
                .margin(Vec2::ZERO)
                .desired_width(f32::INFINITY)
                .desired_rows(self.lines)
                .ui(ui)
        });
        let response = shown.inner;
        edit_menu::show(&response, true);
        forget_history(ui.ctx(), self.id);
        hide_from_ime(ui.ctx(), self.id);
        response
    }
}
