//! A labeled text field with notes below it, both tied to it for screen readers.

use std::sync::Arc;

use egui::accesskit::{Invalid, Role};
use egui::text::{LayoutJob, TextFormat};
use egui::text_edit::TextEditState;
use egui::{
    Align, Align2, Color32, Context, CornerRadius, Event, FontSelection, Frame, Galley, IMEPurpose,
    Id, Label, Layout, Margin, Rect, Response, Stroke, TextBuffer, TextEdit, Ui, UiBuilder, Widget,
    pos2, vec2,
};

use crate::ui::kit::theme::{Colors, Size, Tone, Weight, font, mono, space, text};
use crate::ui::kit::widgets::focus::scroll_to_focus;
use crate::ui::kit::widgets::text::{caption, described_by};
use crate::ui::kit::widgets::{disabled, edit_menu};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// *Bad* marks the field as invalid.
    pub tone: Tone,
    pub text: String,
}

impl Note {
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(Tone::Neutral, text)
    }

    pub fn warn(text: impl Into<String>) -> Self {
        Self::new(Tone::Warn, text)
    }

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

/// A labeled field for one line of text.
#[must_use = "show it"]
pub struct Field<'a> {
    id: Id,
    label: &'a str,
    is_labeled: bool,
    placeholder: &'a str,
    look: Look,
    mask: Mask,
    notes: Vec<Note>,
    is_wrong: bool,
    width: f32,
    end_width: f32,
    prefix: &'a str,
}

const CODE: Size = Size::Heading;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Text,
    Mono,
    /// Large digits, in groups.
    Code,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mask {
    None,
    Masked,
    Shown,
}

impl<'a> Field<'a> {
    pub fn new(id: Id, label: &'a str) -> Self {
        Self {
            id,
            label,
            is_labeled: true,
            placeholder: "",
            look: Look::Text,
            mask: Mask::None,
            notes: Vec::new(),
            is_wrong: false,
            width: f32::INFINITY,
            end_width: 0.0,
            prefix: "",
        }
    }

    pub fn id(&self) -> Id {
        self.id
    }

    pub fn placeholder(mut self, text: &'a str) -> Self {
        self.placeholder = text;
        self
    }

    /// In the font for tokens.
    pub fn mono(mut self) -> Self {
        self.look = Look::Mono;
        self
    }

    /// For a secret: masked unless `shown`, and without an undo history, which would keep the text.
    pub fn secret(mut self, shown: bool) -> Self {
        self.mask = if shown { Mask::Shown } else { Mask::Masked };
        self.look = Look::Mono;
        self
    }

    /// For a two-factor code: large digits in two groups, as authenticator apps show them. The groups are only drawn; the text
    /// stays as typed. No undo history, as for any secret.
    pub fn code(mut self) -> Self {
        self.mask = Mask::Shown;
        self.look = Look::Code;
        self
    }

    /// The label is for screen readers only; the surroundings show what the field is.
    pub fn without_label(mut self) -> Self {
        self.is_labeled = false;
        self
    }

    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// Marks it as invalid when the error is shown elsewhere.
    pub fn wrong(mut self, is_wrong: bool) -> Self {
        self.is_wrong |= is_wrong;
        self
    }

    /// A line below it.
    pub fn note(mut self, note: Option<Note>) -> Self {
        self.notes.extend(note);
        self
    }

    /// A line each below it.
    pub fn notes(mut self, notes: Vec<Note>) -> Self {
        self.notes.extend(notes);
        self
    }

    /// Dim text in front of what is typed.
    pub fn prefix(mut self, prefix: &'a str) -> Self {
        self.prefix = prefix;
        self
    }

    /// Leaves room for a control of this width at its end.
    pub fn room_at_end(mut self, width: f32) -> Self {
        self.end_width = width;
        self
    }

    /// `end` draws the control at its end.
    pub fn show(
        self,
        ui: &mut Ui,
        content: &mut dyn TextBuffer,
        end: impl FnOnce(&mut Ui),
    ) -> Response {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = space::XS + 1.0;
            let p = Colors::in_use(ui);
            let response = if self.is_labeled {
                let label = text(self.label, Size::Small, Weight::Medium, p.dim);
                let label = ui.add(Label::new(label));
                self.edit(ui, content).labelled_by(label.id)
            } else {
                self.edit(ui, content).accessible_name(self.label)
            };
            let room = Rect::from_min_max(
                pos2(response.rect.right() - self.end_width, response.rect.top()),
                response.rect.max - vec2(space::M, 0.0),
            );
            if self.end_width > 0.0 {
                let layout = Layout::right_to_left(Align::Center);
                end(&mut ui.new_child(UiBuilder::new().max_rect(room).layout(layout)));
            }
            for note in &self.notes {
                describe(ui, &response, note);
            }
            if self.notes.iter().any(|note| note.tone == Tone::Bad) {
                // The error, too.
                scroll_to_focus(ui, &response.clone().with_new_rect(ui.min_rect()));
            }
            response
        })
        .inner
    }

    fn edit(&self, ui: &mut Ui, content: &mut dyn TextBuffer) -> Response {
        if self.mask != Mask::None && self.look != Look::Code {
            keep_line_breaks(ui.ctx(), self.id);
        }
        let p = Colors::in_use(ui);
        let has_focus = ui.memory(|memory| memory.has_focus(self.id));
        let is_wrong = self.is_wrong || self.notes.iter().any(|note| note.tone == Tone::Bad);
        let stroke = match (has_focus, is_wrong) {
            (true, _) => Stroke::new(space::FOCUS, p.accent),
            (false, true) => Stroke::new(space::HAIR, p.bad),
            (false, false) => Stroke::new(space::HAIR, p.field_line),
        };
        let font = match self.look {
            Look::Text => font(Size::Body, Weight::Regular),
            Look::Mono => mono(Size::Body),
            Look::Code => mono(CODE),
        };
        let color = if ui.is_enabled() { p.text } else { p.dim };
        let mut frame = field_frame(p, stroke, self.end_width);
        if self.look == Look::Code {
            // The digits are larger, the field is not.
            frame.inner_margin.top -= 4;
            frame.inner_margin.bottom -= 4;
        }
        let mut grouped =
            |ui: &Ui, content: &dyn TextBuffer, _: f32| grouped_digits(ui, content.as_str(), color);
        let mut edit = TextEdit::singleline(content);
        if self.look == Look::Code {
            edit = edit.layouter(&mut grouped);
        }
        edit_menu::keep_selection(ui.ctx(), self.id);
        if !self.prefix.is_empty() {
            let prefix = text(self.prefix, Size::Body, Weight::Regular, p.dim).font(font.clone());
            edit = edit.prefix(prefix);
        }
        let response = edit
            .id(self.id)
            .hint_text(text(self.placeholder, Size::Body, Weight::Regular, p.dim))
            .password(self.mask == Mask::Masked)
            .font(FontSelection::FontId(font))
            .text_color(color)
            .frame(frame)
            .align(Align2::LEFT_CENTER)
            .min_size(vec2(0.0, space::CONTROL))
            .desired_width(self.width)
            .ui(ui);
        scroll_to_focus(ui, &response);
        edit_menu::show(&response, self.mask != Mask::Masked);
        if self.mask == Mask::None {
            spell_in_order(ui.ctx(), self.id, content.as_str());
        } else {
            forget_history(ui.ctx(), self.id);
            hide_from_ime(ui.ctx(), self.id);
        }
        disabled::explain(ui, response)
    }
}

/// A field's frame: the same size whatever the width of its line.
pub(crate) fn field_frame(p: &Colors, stroke: Stroke, end_width: f32) -> Frame {
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
pub(super) fn forget_history(ctx: &Context, id: Id) {
    if let Some(mut state) = TextEditState::load(ctx, id) {
        state.clear_undoer();
        state.store(ctx, id);
    }
}

/// egui turns the line breaks of a paste into spaces, indistinguishable from a secret's own.
fn keep_line_breaks(ctx: &Context, id: Id) {
    if !ctx.memory(|memory| memory.has_focus(id)) {
        return;
    }
    ctx.input_mut(|input| {
        for event in &mut input.events {
            if let Event::Paste(pasted) = event
                && pasted.contains(['\n', '\r'])
            {
                *event = Event::Text(std::mem::take(pasted));
            }
        }
    });
}

/// egui gives screen readers the letters as they are drawn: those of Arabic and Hebrew in reverse, and joined ones twice or not at all.
fn spell_in_order(ctx: &Context, id: Id, content: &str) {
    /// egui cuts longer text into runs.
    const LONGEST: usize = 255;
    let lengths: Vec<u8> = content
        .chars()
        .filter_map(|letter| u8::try_from(letter.len_utf8()).ok())
        .collect();
    if lengths.len() > LONGEST {
        return;
    }
    let run = id.with(0_usize).with(0_usize);
    ctx.accesskit_node_builder(run, |node| {
        if node.role() == Role::TextRun && node.value() != Some(content) {
            node.set_value(content);
            node.set_character_lengths(lengths);
            node.clear_character_positions();
            node.clear_character_widths();
            node.clear_word_starts();
        }
    });
}

/// egui tells an input method that text is a password only while it is masked. A shown secret and a code must not be learned or
/// suggested either.
pub(super) fn hide_from_ime(ctx: &Context, id: Id) {
    if ctx.memory(|memory| memory.has_focus(id)) {
        ctx.output_mut(|output| {
            if let Some(ime) = &mut output.ime {
                ime.purpose = IMEPurpose::Password;
            }
        });
    }
}

/// Draws a code in two groups. One pasted with its own spaces stays as it is.
fn grouped_digits(ui: &Ui, code: &str, color: Color32) -> Arc<Galley> {
    const APART: f32 = 4.0;
    const BETWEEN_GROUPS: f32 = 16.0;
    let format = TextFormat {
        extra_letter_spacing: APART,
        ..TextFormat::simple(mono(CODE), color)
    };
    let digits = code.chars().count();
    let is_plain = code.bytes().all(|byte| byte.is_ascii_digit());
    // Six digits in threes, eight in fours; in threes while typing.
    let half = if digits == 8 { 4 } else { 3 };
    let (first, rest) = code.split_at(if is_plain {
        half.min(digits)
    } else {
        code.len()
    });
    let mut job = LayoutJob::default();
    job.append(first, 0.0, format.clone());
    if !rest.is_empty() {
        job.append(rest, BETWEEN_GROUPS, format);
    }
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Shows a note and ties it to the field.
pub(crate) fn describe(ui: &mut Ui, field: &Response, note: &Note) {
    let color = Colors::in_use(ui).of_tone(note.tone);
    let line = caption(ui, &note.text, color);
    described_by(field, &line, &note.text);
    if note.tone == Tone::Bad {
        let wrong = |node: &mut egui::accesskit::Node| node.set_invalid(Invalid::True);
        ui.ctx().accesskit_node_builder(field.id, wrong);
    }
}
