//! The profile editor: a dialog over [`EditorDraft`], validated by [`check`].

mod code;
mod compare_methods;
mod conflict;
mod fields;
mod form;
mod kind;
mod paste;
mod secret;
mod status;

use egui::Ui;

use crate::app::availability::DisabledReason;
use crate::app::editor::{
    Checked, Editor, EditorAction, EditorMode, EditorSave, NameError, SecretError,
};
use crate::app::token::ConsoleProbe;
use crate::app::{Action, EditorDraft};
use crate::model::AccountKind;
use crate::model::account::LoginError;
use crate::model::console_url::ConsoleUrlError;
use crate::model::profile::ProfileNameError;
use crate::ui::commands::{Command, disabled_reason};
use crate::ui::editor::form::{EditorForm, test_button};
use crate::ui::kit::theme::space;
use crate::ui::kit::widgets::{
    Button, DialogEnd, DialogFrame, add_unless, disabled_scope, to_the_end,
};
use crate::ui::view::View;
use crate::ui::words;

const ONE_AT_A_TIME: &str = "Finish the current task first";

pub(crate) fn show(ui: &Ui, view: &mut View<'_>, editor: &Editor, draft: &mut EditorDraft) {
    let title = match editor.mode {
        EditorMode::New => "New profile",
        EditorMode::Edit { .. } => "Edit profile",
        EditorMode::Duplicate { .. } => "Duplicate profile",
    };
    let dialog = DialogFrame {
        id: "editor",
        title,
        width: space::DIALOG,
    };
    // Read before the buttons are drawn: Enter, with any modifier, presses the focused one.
    let is_save_key = Command::Primary.pressed(ui.ctx());
    let mut form = EditorForm {
        view,
        editor,
        draft,
        reveal: None,
        is_save_key,
    };
    let end = dialog.show(
        ui,
        &mut form,
        |ui, form| {
            let why = form.editor.is_saving().then_some("Saving…");
            disabled_scope(ui, why, |ui| fields::show(ui, form));
            status::show(ui, form);
            if let Some(reveal) = form.reveal.take() {
                reveal.show(ui, form.view, why);
            }
        },
        buttons,
    );
    if end == DialogEnd::Left {
        form.leave(ui.ctx());
    }
}

fn buttons(ui: &mut Ui, form: &mut EditorForm<'_, '_, '_>) {
    let checked = form.checked();
    let is_busy = form.editor.is_busy();
    let kind = form.draft.fields.kind;

    let test = Button::secondary("Test").id(test_button());
    let missing = missing_for_test(&checked, kind);
    let why = missing.as_deref().unwrap_or(ONE_AT_A_TIME);
    let can_test = checked.can_test() && !is_busy;
    let test = add_unless(ui, (!can_test).then_some(why), test);
    form.view
        .ask_if(test.clicked(), Action::Editor(EditorAction::Test));
    test.on_hover_text("Signs in once with these values. Nothing is saved or copied.");

    if form.offers_probe(&checked) {
        let is_probing = matches!(form.editor.probe, Some(ConsoleProbe::Asking { .. }));
        let why = if is_probing {
            Some(disabled_reason(DisabledReason::CheckingAddress))
        } else {
            is_busy.then_some(ONE_AT_A_TIME)
        };
        let probe = add_unless(ui, why, Button::ghost(Command::CheckAddress.label()));
        form.view
            .ask_if(probe.clicked(), Action::Editor(EditorAction::ProbeConsole));
    }

    // A canceled save that doesn't answer can be left.
    let saving = form.editor.save.job();
    let is_stuck = saving.is_some_and(|job| form.view.state.is_canceled(job));
    let cancel = Button::leave(if is_stuck {
        words::CLOSE
    } else {
        words::CANCEL
    });
    let save = Button::primary("Save to keyring").hint(Command::Primary.hint(ui.ctx().os()));
    to_the_end(ui, &[&cancel, &save]);
    let cancel = ui.add(cancel);
    form.view.ask_if(cancel.clicked(), Action::CloseDialog);
    let must_settle = matches!(
        form.editor.save,
        EditorSave::Conflict { .. } | EditorSave::Gone
    );
    let why = if must_settle {
        "Choose an option above first"
    } else {
        ONE_AT_A_TIME
    };
    let missing = missing_for_save(&checked, kind);
    let why = missing.as_deref().unwrap_or(why);
    let can_save = checked.can_save() && !is_busy && !must_settle;
    let save = add_unless(ui, (!can_save).then_some(why), save);
    // With an invalid field the key still asks, so that every field shows its error.
    let by_key = !is_busy && form.is_save_key;
    form.view
        .ask_if(save.clicked() || by_key, Action::Editor(EditorAction::Save));
}

/// What *Save to keyring* still needs.
fn missing_for_save(checked: &Checked, kind: AccountKind) -> Option<String> {
    let name = checked.name.as_ref().err();
    let needs_name = matches!(name, Some(NameError::Invalid(ProfileNameError::Empty)));
    let secret = checked.secret_source().err();
    let empty = needs_name.then_some("a name").into_iter();
    let empty = empty.chain(empty_credential(checked, secret, kind));
    enter(&empty.collect::<Vec<_>>())
        .or_else(|| name.map(ToString::to_string))
        .or_else(|| wrong_credential(checked, secret, kind))
}

/// What *Test* still needs.
fn missing_for_test(checked: &Checked, kind: AccountKind) -> Option<String> {
    let secret = checked.secret.as_ref().err().copied();
    let empty = empty_credential(checked, secret, kind);
    enter(&empty.collect::<Vec<_>>()).or_else(|| wrong_credential(checked, secret, kind))
}

/// The fields of a sign-in that are empty.
fn empty_credential(
    checked: &Checked,
    secret: Option<SecretError>,
    kind: AccountKind,
) -> impl Iterator<Item = &'static str> {
    let (login_name, secret_name) = match kind {
        AccountKind::ApiClient => ("the client ID", "the secret"),
        AccountKind::User => ("the username", "the password"),
    };
    let console = checked.console.as_ref().err() == Some(&ConsoleUrlError::Empty);
    let login = checked.account.as_ref().err() == Some(&LoginError::Empty);
    let secret = secret == Some(SecretError::Missing);
    [
        console.then_some("the console’s address"),
        login.then_some(login_name),
        secret.then_some(secret_name),
    ]
    .into_iter()
    .flatten()
}

/// "Enter a name, the client ID, and the secret."
fn enter(empty: &[&str]) -> Option<String> {
    let list = match empty {
        [] => return None,
        [one] => (*one).to_owned(),
        [one, other] => format!("{one} and {other}"),
        [first @ .., last] => format!("{}, and {last}", first.join(", ")),
    };
    Some(format!("Enter {list}."))
}

fn wrong_credential(
    checked: &Checked,
    secret: Option<SecretError>,
    kind: AccountKind,
) -> Option<String> {
    let console = checked.console.as_ref().err().map(ToString::to_string);
    let account = checked.account.as_ref().err();
    console
        .or_else(|| account.map(|error| error.message(kind).to_owned()))
        .or_else(|| secret.map(|error| error.message(kind).to_owned()))
}
