//! The open editor with its draft, which the parts of the dialog share, and the focus of its fields.

use egui::{Context, Id, Response, Ui};

use crate::app::editor::{
    Checked, Editor, EditorAction, EditorField, EditorSave, EditorTest, check,
};
use crate::app::{Action, EditorDraft};
use crate::model::AccountKind;
use crate::model::failure::Remedy;
use crate::ui::kit::widgets::segment_id;
use crate::ui::secret_field::Reveal;
use crate::ui::view::View;

pub(super) const HOW_IT_SIGNS_IN: &str = "How this profile signs in";

pub(super) const NAME: &str = "Name";

pub(super) const CANCEL_TEST: &str = "Cancel the test";

/// An open editor and its fields.
pub(crate) struct EditorForm<'f, 'v, 's> {
    pub(crate) view: &'f mut View<'v>,
    pub(crate) editor: &'s Editor,
    pub(crate) draft: &'f mut EditorDraft,
    /// *Show* at the end of the secret.
    pub(crate) reveal: Option<Reveal>,
    pub(crate) is_save_key: bool,
}

impl EditorForm<'_, '_, '_> {
    pub(crate) fn checked(&self) -> Checked {
        check(self.editor, self.draft, &self.view.state.rows)
    }

    /// Whether a two-factor code can be asked for, and nothing else on the screen does that.
    pub(crate) fn offers_code(&self) -> bool {
        let can_test = matches!(self.editor.save, EditorSave::Idle | EditorSave::Failed(_))
            && !self.editor.is_testing();
        self.draft.kind == AccountKind::User
            && can_test
            && !self.editor.wants_code()
            && !self.offers_code_after_failure()
    }

    /// Whether a failed test offers *Use a two-factor code*: after any refusal of a password, since a console need not say that the code
    /// was what it missed.
    pub(crate) fn offers_code_after_failure(&self) -> bool {
        let is_shown = self.editor.save == EditorSave::Idle;
        match &self.editor.test {
            EditorTest::Failed { failure, .. }
                if is_shown && self.draft.kind == AccountKind::User =>
            {
                matches!(failure.remedy(), Remedy::EnterSecret | Remedy::EnterCode)
            }
            _ => false,
        }
    }

    /// *Cancel the test*. What had the keyboard may go with it.
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
    form.view
        .ask_if(response.changed(), Action::Editor(EditorAction::Changed));
    if field == form.editor.focus {
        show_when_opened(form, response);
    }
    // To choose how it signs in is not to leave a field out.
    if response.lost_focus() && !is_kind_choice_focused(&response.ctx) {
        let place = left_place(form, field);
        response.ctx.data_mut(|data| data.insert_temp(place, true));
    }
}

/// Whether a field says what is wrong with it: once it was left, or after *Save* or *Test* was asked for.
pub(crate) fn says_errors(ui: &Ui, form: &EditorForm<'_, '_, '_>, field: EditorField) -> bool {
    let place = left_place(form, field);
    form.editor.shows_all_errors
        || ui
            .data(|data| data.get_temp::<bool>(place))
            .unwrap_or_default()
}

fn left_place(form: &EditorForm<'_, '_, '_>, field: EditorField) -> Id {
    // For each kind anew: whoever chooses another one has not left anything of it out yet.
    let is_user = form.draft.kind == AccountKind::User;
    field_id(field, form.draft.kind).with(("left", form.editor.serial, is_user))
}

/// Scrolls to the field that the editor opens at: where the dialog does not fit into the window, it may be out of sight. A new
/// dialog has its size after a pass or two.
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

/// The id of a field, the same in every editor. Client ID and username are two fields: each has its own undo.
pub(crate) fn field_id(field: EditorField, kind: AccountKind) -> Id {
    Id::unique(match (field, kind) {
        (EditorField::Name, _) => "editor name",
        (EditorField::Console, _) => "editor console",
        (EditorField::Login, AccountKind::ApiClient) => "editor client id",
        (EditorField::Login, AccountKind::User) => "editor username",
        (EditorField::Secret, AccountKind::ApiClient) => "editor secret",
        (EditorField::Secret, AccountKind::User) => "editor password",
        (EditorField::Code, _) => "editor code",
    })
}

/// The id of the choice between the kinds of account.
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
