//! A labelled text field: its label above, what is wrong or worth knowing below, both tied to it for screen readers.

use egui::accesskit::Invalid;
use egui::text_edit::TextEditState;
use egui::{
    Align2, Context, CornerRadius, FontSelection, Frame, Id, Label, Margin, Rect, Response, Stroke,
    TextBuffer, TextEdit, Ui, Widget, pos2, vec2,
};

use super::text::caption;
use crate::ui::theme::{Palette, Size, Tone, Weight, font, mono, space, text};

/// A line under a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its colour: *bad* marks the field as wrong.
    pub tone: Tone,
    /// What it says.
    pub text: String,
}

impl Note {
    /// Something worth knowing.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(Tone::Neutral, text)
    }

    /// Something to look at.
    pub fn warn(text: impl Into<String>) -> Self {
        Self::new(Tone::Warn, text)
    }

    /// Why the field's content will not do.
    pub fn error(text: impl Into<String>) -> Self {
        Self::new(Tone::Bad, text)
    }

    fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self {
            tone,
            text: text.into(),
        }
    }
}

/// A labelled field for one line of text.
#[must_use = "show it"]
pub struct Field<'a> {
    id: Id,
    label: &'a str,
    placeholder: &'a str,
    is_mono: bool,
    mask: Mask,
    notes: Vec<Note>,
    end_width: f32,
}

/// Whether a field's text can be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mask {
    /// Ordinary text.
    None,
    /// A secret behind dots.
    Masked,
    /// A secret that was asked to be shown.
    Shown,
}

impl<'a> Field<'a> {
    /// A field named `label`.
    pub fn new(id: Id, label: &'a str) -> Self {
        Self {
            id,
            label,
            placeholder: "",
            is_mono: false,
            mask: Mask::None,
            notes: Vec::new(),
            end_width: 0.0,
        }
    }

    /// Text in the empty field.
    pub fn placeholder(mut self, text: &'a str) -> Self {
        self.placeholder = text;
        self
    }

    /// Draws its text in the font for tokens.
    pub fn mono(mut self) -> Self {
        self.is_mono = true;
        self
    }

    /// Makes it a field for a secret: masked unless `shown`, and without an undo history, which would keep what was typed.
    pub fn secret(mut self, shown: bool) -> Self {
        self.mask = if shown { Mask::Shown } else { Mask::Masked };
        self.is_mono = true;
        self
    }

    /// A line under it.
    pub fn note(mut self, note: Option<Note>) -> Self {
        self.notes.extend(note);
        self
    }

    /// Leaves room at its end for a control of this width.
    pub fn room_at_end(mut self, width: f32) -> Self {
        self.end_width = width;
        self
    }

    /// Draws it. `end` draws the control at its end into the room that was left for it.
    pub fn show(
        self,
        ui: &mut Ui,
        content: &mut dyn TextBuffer,
        end: impl FnOnce(&mut Ui, Rect),
    ) -> Response {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = space::XS + 1.0;
            let p = Palette::in_use(ui);
            let label = text(self.label, Size::Small, Weight::Medium, p.dim);
            let label = ui.add(Label::new(label));
            let response = self.edit(ui, content).labelled_by(label.id);
            let room = Rect::from_min_max(
                pos2(response.rect.right() - self.end_width, response.rect.top()),
                response.rect.max,
            );
            end(ui, room.shrink2(vec2(2.0, 2.0)));
            for note in &self.notes {
                describe(ui, &response, note);
            }
            response
        })
        .inner
    }

    fn edit(&self, ui: &mut Ui, content: &mut dyn TextBuffer) -> Response {
        let p = Palette::in_use(ui);
        let has_focus = ui.memory(|memory| memory.has_focus(self.id));
        let is_wrong = self.notes.iter().any(|note| note.tone == Tone::Bad);
        let stroke = match (has_focus, is_wrong) {
            (true, _) => Stroke::new(space::FOCUS, p.accent),
            (false, true) => Stroke::new(space::HAIR, p.bad),
            (false, false) => Stroke::new(space::HAIR, p.line),
        };
        let font = if self.is_mono {
            mono(Size::Body)
        } else {
            font(Size::Body, Weight::Regular)
        };
        let color = if ui.is_enabled() { p.text } else { p.dim };
        let response = TextEdit::singleline(content)
            .id(self.id)
            .hint_text(text(self.placeholder, Size::Body, Weight::Regular, p.dim))
            .password(self.mask == Mask::Masked)
            .font(FontSelection::FontId(font))
            .text_color(color)
            .frame(field_frame(p, stroke, self.end_width))
            .align(Align2::LEFT_CENTER)
            .min_size(vec2(0.0, space::CONTROL))
            .desired_width(f32::INFINITY)
            .ui(ui);
        if self.mask != Mask::None {
            forget_history(ui.ctx(), self.id);
        }
        response
    }
}

/// The frame of a field, which stays as large whatever the width of its line.
pub(in crate::ui) fn field_frame(p: &Palette, stroke: Stroke, end_width: f32) -> Frame {
    #[expect(clippy::cast_possible_truncation, reason = "small whole numbers")]
    let (line, end) = (stroke.width as i8, end_width as i8);
    Frame::new()
        .fill(p.card)
        .stroke(stroke)
        .corner_radius(CornerRadius::same(space::RADIUS_M))
        .inner_margin(Margin {
            left: 12 - line,
            right: end.max(12) - line,
            top: 8 - line,
            bottom: 8 - line,
        })
}

/// egui's undo history would keep every state of the text in the clear.
fn forget_history(ctx: &Context, id: Id) {
    if let Some(mut state) = TextEditState::load(ctx, id) {
        state.clear_undoer();
        state.store(ctx, id);
    }
}

/// Shows a note, and ties it to the field.
fn describe(ui: &mut Ui, field: &Response, note: &Note) {
    let color = Palette::in_use(ui).of_tone(note.tone);
    let line = caption(ui, &note.text, color);
    ui.ctx().accesskit_node_builder(field.id, |node| {
        node.push_described_by(line.id.accesskit_id());
        if note.tone == Tone::Bad {
            node.set_invalid(Invalid::True);
        }
    });
}
