//! The open dialog with its draft, shared by its parts.

use egui::{Key, Response};

use crate::app::rotation::{Rotation, RotationAction};
use crate::app::{Action, Drafts};
use crate::model::AccountKind;
use crate::ui::secret_field::Reveal;
use crate::ui::view::View;

pub(super) const CODE_FIELD: &str = "reset check code";

pub(super) const NEW_PASSWORD: &str = "New password";

pub(super) const NEW_SECRET: &str = "New secret";

pub(crate) struct RotationForm<'f, 'v, 's> {
    pub(crate) view: &'f mut View<'v>,
    pub(crate) drafts: &'f mut Drafts,
    pub(crate) check: &'s Rotation,
    /// The new secret's *Show* button.
    pub(crate) reveal: Option<Reveal>,
    /// Whether the solid button's key was pressed.
    pub(crate) is_entered: bool,
}

impl RotationForm<'_, '_, '_> {
    pub(crate) fn kind(&self) -> AccountKind {
        self.check.profile.account.kind()
    }

    pub(crate) fn ask_if(&mut self, is_asked: bool, action: RotationAction) {
        self.view.ask_if(is_asked, Action::Rotation(action));
    }

    /// Enter in a field is the solid button. Changing the code doesn't discard the result.
    pub(crate) fn note_enter(&mut self, response: &Response) {
        self.is_entered |=
            response.lost_focus() && response.ctx.input(|input| input.key_pressed(Key::Enter));
    }
}
