//! The open editor with its draft, shared by the parts of the dialog.

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Context, Event, Id, Key, Response, Ui};

use crate::app::editor::{
    Checked, Editor, EditorAction, EditorField, EditorSave, EditorTest, FilledIn, Pasted, check,
};
use crate::app::{Action, EditorDraft};
use crate::model::AccountKind;
use crate::model::failure::Remedy;
use crate::ui::kit::widgets::{Note, segment_id};
use crate::ui::secret_field::Reveal;
use crate::ui::view::View;

pub(super) const HOW_IT_SIGNS_IN: &str = "Sign-in method";

pub(super) const NAME: &str = "Name";

pub(super) const CANCEL_TEST: &str = "Cancel test";

pub(crate) struct EditorForm<'f, 'v, 's> {
    pub(crate) view: &'f mut View<'v>,
    pub(crate) editor: &'s Editor,
    pub(crate) draft: &'f mut EditorDraft,
    /// The secret's *Show* button.
    pub(crate) reveal: Option<Reveal>,
    pub(crate) is_save_key: bool,
}

impl EditorForm<'_, '_, '_> {
    pub(crate) fn checked(&self) -> Checked {
        check(self.editor, self.draft, &self.view.state.rows)
    }

    /// Whether to offer a two-factor code: not if something else on screen does.
    pub(crate) fn offers_code(&self) -> bool {
        let can_test = matches!(self.editor.save, EditorSave::Idle | EditorSave::Failed(_))
            && !self.editor.is_testing();
        self.draft.fields.kind == AccountKind::User
            && can_test
            && !self.editor.wants_code()
            && !self.offers_code_after_failure()
    }

    /// Whether a failed test offers *Use a two-factor code*: after any rejected password, since consoles need not say that a code
    /// was missing.
    pub(crate) fn offers_code_after_failure(&self) -> bool {
        let is_shown = self.editor.save == EditorSave::Idle;
        match &self.editor.test {
            EditorTest::Failed(failure)
                if is_shown && self.draft.fields.kind == AccountKind::User =>
            {
                matches!(failure.remedy(), Remedy::EnterSecret | Remedy::EnterCode)
            }
            _ => false,
        }
    }

    /// Whether *Check address* is beside *Test*: not if a failed test offers it.
    pub(crate) fn offers_probe(&self, checked: &Checked) -> bool {
        let is_offered_above = match &self.editor.test {
            EditorTest::Failed(failure) if self.editor.save == EditorSave::Idle => {
                failure.may_ask_console()
            }
            _ => false,
        };
        checked.console.is_ok() && !is_offered_above
    }

    /// The focused control may disappear with the test.
    pub(crate) fn cancel_test(&mut self, ctx: &Context) {
        self.view.ask(Action::Editor(EditorAction::CancelTest));
        ctx.memory_mut(|memory| memory.request_focus(test_button()));
    }

    pub(crate) fn leave(&mut self, ctx: &Context) {
        if self.editor.is_testing() || self.editor.wants_code() {
            self.cancel_test(ctx);
        } else {
            self.view.ask(Action::CloseDialog);
        }
    }
}

pub(crate) fn changed(form: &mut EditorForm<'_, '_, '_>, field: EditorField, response: &Response) {
    if response.changed() {
        form.draft.forget_paste(field);
        form.view.ask(Action::Editor(EditorAction::Changed));
    }
    if field == form.editor.focus {
        show_when_opened(form, response);
    }
    // Choosing the kind of account, or pressing the field's own button, doesn't count as leaving a field.
    let is_left = response.lost_focus() && !is_kind_choice_focused(&response.ctx);
    if is_left && !is_pressed_inside(response) {
        let place = left_place(form, field);
        response.ctx.data_mut(|data| data.insert_temp(place, true));
    }
}

/// The focus goes in the pass after the press.
fn is_pressed_inside(field: &Response) -> bool {
    field.ctx.input(|input| {
        let at = input.pointer.interact_pos();
        at.is_some_and(|at| field.rect.contains(at)) && !input.key_pressed(Key::Tab)
    })
}

/// Takes a paste that is more than this field holds before the field gets it: a secret must not get into the text or the undo history
/// of another field.
pub(crate) fn take_paste(ctx: &Context, form: &mut EditorForm<'_, '_, '_>, field: EditorField) {
    let id = field_id(field, form.draft.fields.kind);
    if !ctx.memory(|memory| memory.has_focus(id)) {
        return;
    }
    let draft = &mut *form.draft;
    let is_taken = ctx.input_mut(|input| {
        let before = input.events.len();
        input.events.retain(|event| match event {
            Event::Paste(text) => !draft.paste(field, text),
            _ => true,
        });
        input.events.len() < before
    });
    if is_taken {
        caret_to_end(ctx, id, field_text(form, field));
        was_filled_in(form);
    }
}

/// A secret that is shown was typed: a pasted one is not shown with it.
pub(crate) fn was_filled_in(form: &mut EditorForm<'_, '_, '_>) {
    if matches!(form.draft.pasted, Some(Pasted::Filled(_))) {
        form.view.ask(Action::Hide);
    }
    form.view.ask(Action::Editor(EditorAction::Changed));
}

/// What became of the text that was pasted into this field.
pub(crate) fn paste_notes(draft: &EditorDraft, field: EditorField) -> Vec<Note> {
    match &draft.pasted {
        Some(Pasted::Split(beside)) if *beside == field => {
            vec![Note::plain("Split into client ID and secret.")]
        }
        Some(Pasted::Filled(filled)) if filled.beside == field => filled_in(filled),
        _ => Vec::new(),
    }
}

fn filled_in(filled: &FilledIn) -> Vec<Note> {
    let what = match filled.fields.as_slice() {
        [] => Note::warn(
            "Nothing was filled in. Paste a curl command, ID:secret, or a console address.",
        ),
        [one] => Note::plain(format!("Filled in: {one}.")),
        [one, other] => Note::plain(format!("Filled in: {one} and {other}.")),
        [first @ .., last] => Note::plain(format!("Filled in: {}, and {last}.", first.join(", "))),
    };
    let remarks = filled.remarks.iter().map(Note::warn);
    std::iter::once(what).chain(remarks).collect()
}

fn field_text<'f>(form: &'f EditorForm<'_, '_, '_>, field: EditorField) -> &'f str {
    match field {
        EditorField::Name => &form.draft.fields.name,
        EditorField::Console => &form.draft.fields.console,
        EditorField::Secret => form.draft.secret.text(),
        EditorField::Paste => "",
        _ => &form.draft.fields.client_id,
    }
}

fn caret_to_end(ctx: &Context, id: Id, text: &str) {
    let mut state = TextEditState::load(ctx, id).unwrap_or_default();
    let end = CCursorRange::one(CCursor::end_of_str(text));
    state.cursor.set_char_range(Some(end));
    state.store(ctx, id);
}

/// Whether a field shows its error: once it was left, or after *Save* or *Test*.
pub(crate) fn shows_error(ui: &Ui, form: &EditorForm<'_, '_, '_>, field: EditorField) -> bool {
    let place = left_place(form, field);
    form.editor.shows_all_errors
        || ui
            .data(|data| data.get_temp::<bool>(place))
            .unwrap_or_default()
}

fn left_place(form: &EditorForm<'_, '_, '_>, field: EditorField) -> Id {
    // Per kind of account: after a switch no field was left yet.
    let is_user = form.draft.fields.kind == AccountKind::User;
    field_id(field, form.draft.fields.kind).with(("left", form.editor.serial, is_user))
}

/// Scrolls to the editor's first field, which can be out of view in a low window. A new dialog has its final size after a pass or
/// two.
fn show_when_opened(form: &EditorForm<'_, '_, '_>, response: &Response) {
    const PASSES: u8 = 3;
    let (ctx, place) = (&response.ctx, Id::unique("editor field shown"));
    let place = place.with(form.editor.serial);
    let passed: u8 = ctx.data(|data| data.get_temp(place)).unwrap_or_default();
    if passed < PASSES {
        response.scroll_to_me(None);
        ctx.data_mut(|data| data.insert_temp(place, passed + 1));
        ctx.request_repaint();
    }
}

/// The same in every editor. Client ID and username are two fields, so that each has its own undo.
pub(crate) fn field_id(field: EditorField, kind: AccountKind) -> Id {
    Id::unique(match (field, kind) {
        (EditorField::Paste, _) => "editor paste",
        (EditorField::Name, _) => "editor name",
        (EditorField::Console, _) => "editor console",
        (EditorField::Login, AccountKind::ApiClient) => "editor client id",
        (EditorField::Login, AccountKind::User) => "editor username",
        (EditorField::Secret, AccountKind::ApiClient) => "editor secret",
        (EditorField::Secret, AccountKind::User) => "editor password",
        (EditorField::Code, _) => "editor code",
    })
}

pub(crate) fn kind_choice_id() -> Id {
    Id::unique("editor kind")
}

fn is_kind_choice_focused(ctx: &Context) -> bool {
    let focused = ctx.memory(egui::Memory::focused);
    let id = kind_choice_id();
    (0..2).any(|index| focused == Some(segment_id(id, index)))
}

pub(crate) fn test_button() -> Id {
    Id::unique("editor test")
}
