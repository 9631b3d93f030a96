//! The two-factor code that the check sends with the new password.

use egui::{Label, Ui};

use crate::app::job::MissingInput;
use crate::app::rotation::RotationAction;
use crate::model::TotpCode;
use crate::ui::kit::theme::{Colors, Size, Tone, Weight, space, text};
use crate::ui::kit::widgets::{
    Button, Field, Note, Strip, focus_on_open, initial_focus, scroll_to_new,
};
use crate::ui::rotation::form::{CODE_FIELD, RotationForm};
use crate::ui::{sandbox_hint, words};

/// The field takes the focus when it appears.
pub(crate) fn show(ui: &mut Ui, form: &mut RotationForm<'_, '_, '_>) {
    let p = Colors::in_use(ui);
    let profile = &form.check.profile;
    let mut message = format!(
        "Enter the code from your authenticator app for {}.",
        profile.account.display_login()
    );
    if form.check.tries_stored {
        message = format!("{message} Codes work once, so the saved password won’t be tested.");
    }
    let (state, missing) = (form.view.state, MissingInput::Code);
    let hint = sandbox_hint::hint_text(state, &profile.console, &profile.account, missing);
    let shown = Strip::inside(Tone::Neutral).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        ui.label(text(
            "Two-factor code needed",
            Size::Body,
            Weight::SemiBold,
            p.text,
        ));
        ui.add(Label::new(text(message, Size::Note, Weight::Regular, p.dim)).wrap());
        let error = TotpCode::parse(form.drafts.new_secret_code.text()).err();
        let note = error
            .filter(|_| form.check.shows_error)
            .map(|error| Note::error(error.to_string()));
        let field = Field::new(initial_focus(CODE_FIELD), words::CODE)
            .code()
            .note(note);
        let response = field.show(ui, form.drafts.new_secret_code.text_mut(), |_| {});
        focus_on_open(ui.ctx(), CODE_FIELD);
        form.note_enter(&response);
        if let Some(message) = &hint {
            sandbox_hint::show(ui, message);
        }
        let without = ui.add(Button::quiet(words::SIGN_IN_WITHOUT_CODE));
        form.ask_if(without.clicked(), RotationAction::CheckWithoutCode);
    });
    let news = match (form.check.shows_error, hint.is_some()) {
        (true, _) => "wrong code",
        (false, true) => "code with a hint",
        (false, false) => "code",
    };
    scroll_to_new(&shown.response, news);
}
