//! The two-factor code for a test in the editor.

use egui::{Context, Id, Key, Label, Ui, vec2};

use crate::app::Action;
use crate::app::editor::{EditorAction, EditorField};
use crate::app::job::MissingInput;
use crate::model::{KnownLogin, LoginKind, TotpCode};
use crate::ui::editor::form::{CANCEL_TEST, EditorForm, field_id};
use crate::ui::kit::theme::{Colors, Size, Tone, Weight, space, text};
use crate::ui::kit::widgets::{Button, Field, Note, Strip, scroll_to_new};
use crate::ui::{sandbox_hint, words};

const OFFERED: &str = "With a two-factor code";

/// The field takes the focus when it appears; Enter in it is *Test*.
pub(crate) fn show(ui: &mut Ui, form: &mut EditorForm<'_, '_, '_>, shows_error: bool) {
    ui.add_space(space::M);
    let hint = hint(form);
    let shown = Strip::inside(Tone::Neutral).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        about(ui, form);
        code(ui, form, shows_error);
        if let Some(message) = &hint {
            sandbox_hint::show(ui, message);
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::L, space::S);
            let without = ui.add(Button::quiet(words::SIGN_IN_WITHOUT_CODE));
            form.view.ask_if(
                without.clicked(),
                Action::Editor(EditorAction::TestWithoutCode),
            );
            let cancel = ui.add(Button::quiet(CANCEL_TEST));
            if cancel.clicked() {
                form.cancel_test(ui.ctx());
            }
        });
    });
    // An error or a hint makes it taller.
    let news = match (shows_error, hint.is_some()) {
        (true, _) => "wrong code",
        (false, true) => "code with a hint",
        (false, false) => "code",
    };
    scroll_to_new(&shown.response, news);
}

/// The sandbox's code.
fn hint(form: &EditorForm<'_, '_, '_>) -> Option<String> {
    let checked = form.checked();
    let (console, account) = (checked.console.ok()?, checked.account.ok()?);
    sandbox_hint::hint_text(form.view.state, &console, &account, MissingInput::Code)
}

fn about(ui: &mut Ui, form: &EditorForm<'_, '_, '_>) {
    let checked = form.checked();
    let (Ok(console), Ok(account)) = (checked.console, checked.account) else {
        headline(ui, OFFERED);
        return;
    };
    let known = form.view.state.login_kinds.known(&console, &account);
    let is_needed = known == KnownLogin::Is(LoginKind::LocalTwoFactor);
    headline(
        ui,
        if is_needed {
            "Two-factor code needed"
        } else {
            OFFERED
        },
    );
    let mut message = format!(
        "Enter the code from your authenticator app for {}.",
        account.display_login()
    );
    if is_needed {
        message = format!("{message} Consoles also ask for this when the username doesn’t exist.");
    }
    let color = Colors::in_use(ui).dim;
    ui.add(Label::new(text(message, Size::Note, Weight::Regular, color)).wrap());
}

fn headline(ui: &mut Ui, message: &str) {
    let color = Colors::in_use(ui).text;
    ui.label(text(message, Size::Body, Weight::SemiBold, color));
}

fn code(ui: &mut Ui, form: &mut EditorForm<'_, '_, '_>, shows_error: bool) {
    let error = TotpCode::parse(form.draft.code.text()).err();
    let note = error
        .filter(|_| shows_error)
        .map(|error| Note::error(error.to_string()));
    let id = field_id(EditorField::Code, form.draft.fields.kind);
    // Kept out of the undo history, like any secret.
    let field = Field::new(id, words::CODE).secret(true).note(note);
    let response = field.show(ui, form.draft.code.text_mut(), |_| {});
    if has_just_appeared(ui.ctx()) {
        response.request_focus();
    }
    if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        form.view.ask(Action::Editor(EditorAction::Test));
        if error.is_some() {
            response.request_focus();
        }
    }
}

/// Whether it was not drawn in the previous pass.
fn has_just_appeared(ctx: &Context) -> bool {
    let place = Id::unique("editor code last drawn");
    let pass = ctx.cumulative_pass_nr();
    let last: Option<u64> = ctx.data(|data| data.get_temp(place));
    ctx.data_mut(|data| data.insert_temp(place, pass));
    last.is_none_or(|last| last + 1 < pass)
}
