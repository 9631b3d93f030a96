//! The field of a new profile that fills in the others.

use egui::{Key, Ui};

use crate::app::editor::EditorField;
use crate::ui::announce;
use crate::ui::editor::form::{
    EditorForm, changed, field_id, paste_notes, take_paste, was_filled_in,
};
use crate::ui::kit::theme::Tone;
use crate::ui::kit::widgets::Field;

const PASTE: &str = "Paste to fill in";
const EXAMPLES: &str = "Paste a curl command, ID:secret, or console address";

/// What is pasted never gets into the field. What is typed there is a secret until Enter or Tab.
pub(crate) fn show(ui: &mut Ui, form: &mut EditorForm<'_, '_, '_>) {
    take_paste(ui.ctx(), form, EditorField::Paste);
    let notes = paste_notes(form.draft, EditorField::Paste);
    let told: Vec<&str> = notes.iter().map(|note| note.text.as_str()).collect();
    if !told.is_empty() {
        announce::message(ui.ctx(), "editor paste", &told.join(" "), Tone::Neutral);
    }
    let response = Field::new(field_id(EditorField::Paste, form.draft.fields.kind), PASTE)
        .without_label()
        .placeholder(EXAMPLES)
        .secret(false)
        .notes(notes)
        .show(ui, form.draft.to_fill_in.text_mut(), |_| {});
    if response.changed() {
        form.draft.to_fill_in.settle();
    }
    changed(form, EditorField::Paste, &response);
    let is_ended = response.lost_focus() && !ui.input(|input| input.key_pressed(Key::Escape));
    if is_ended && !form.draft.to_fill_in.is_empty() {
        form.draft.fill_in_typed();
        was_filled_in(form);
    }
}
