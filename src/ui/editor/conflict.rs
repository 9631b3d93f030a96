//! The profile was changed or deleted elsewhere while it was edited. Nothing is resolved without a click.

use egui::{Label, Response, Ui, vec2};

use crate::app::editor::{EditorAction, EditorMode, Fields};
use crate::app::{Action, EditorDraft};
use crate::model::{AccountKind, PasswordStorage, Profile, visible_line};
use crate::ui::editor::form::{EditorForm, HOW_IT_SIGNS_IN, NAME};
use crate::ui::kit::theme::{Colors, Size, Tone, Weight, space, text};
use crate::ui::kit::widgets::{Button, Strip, scroll_to_new_end};
use crate::ui::{announce, words};

pub(crate) fn conflict(
    ui: &mut Ui,
    form: &mut EditorForm<'_, '_, '_>,
    theirs: &Profile,
    shows_theirs: bool,
) {
    let shown = notice(ui, "This profile changed since you opened it", |ui| {
        note(ui, "Your edits are still here and nothing was overwritten.");
        if shows_theirs {
            differences(ui, &form.draft.fields, &Fields::of(theirs));
        }
        note(ui, about_secret(form.draft, theirs));
        buttons(ui, |ui| {
            let see = if shows_theirs { "Hide" } else { "Compare" };
            let see = ui.add(Button::secondary(see));
            form.view
                .ask_if(see.clicked(), Action::Editor(EditorAction::SeeTheirs));
            if shows_theirs {
                let take = ui.add(Button::secondary("Use saved version"));
                form.view
                    .ask_if(take.clicked(), Action::Editor(EditorAction::TakeTheirs));
            }
            let keep = ui.add(Button::secondary("Keep my version"));
            form.view
                .ask_if(keep.clicked(), Action::Editor(EditorAction::KeepMine));
        });
    });
    // It grows by the comparison.
    let what = if shows_theirs {
        "comparison"
    } else {
        "conflict"
    };
    scroll_to_new_end(&shown, what);
}

pub(crate) fn gone(ui: &mut Ui, form: &mut EditorForm<'_, '_, '_>) {
    let (headline, more) = match form.editor.mode {
        EditorMode::Duplicate { .. } => (
            "The original profile was deleted",
            "It’s no longer in your keyring. Nothing was saved; your edits are still here.",
        ),
        EditorMode::New | EditorMode::Edit { .. } => (
            "This profile was deleted",
            "It’s no longer in your keyring. Your edits are still here.",
        ),
    };
    let shown = notice(ui, headline, |ui| {
        note(ui, more);
        if form.draft.stores_secret() && form.draft.secret.is_empty() {
            note(
                ui,
                match form.draft.fields.kind {
                    AccountKind::ApiClient => "Enter the secret to save it as a new profile.",
                    AccountKind::User => "Enter the password to save it as a new profile.",
                },
            );
        }
        buttons(ui, |ui| {
            let save = ui.add(Button::secondary("Save as new profile"));
            form.view
                .ask_if(save.clicked(), Action::Editor(EditorAction::SaveAsNew));
        });
    });
    scroll_to_new_end(&shown, "gone");
}

/// What happens to the secret, which neither version shows.
fn about_secret(mine: &EditorDraft, theirs: &Profile) -> &'static str {
    let has_one = theirs.account.kind() == mine.fields.kind && theirs.account.stores_secret();
    match mine.fields.kind {
        _ if !mine.stores_secret() => {
            "Keeping your version removes the saved password from your keyring."
        }
        AccountKind::ApiClient if has_one => {
            "Secrets can’t be compared. Leave blank to keep the saved one."
        }
        AccountKind::ApiClient => {
            "It has no saved secret anymore. To keep your version, enter the secret."
        }
        AccountKind::User if has_one => {
            "Passwords can’t be compared. Leave blank to keep the saved one."
        }
        AccountKind::User => {
            "It has no saved password anymore. To keep your version, enter the password."
        }
    }
}

/// The fields that differ: the saved value and what was typed.
fn differences(ui: &mut Ui, mine: &Fields, theirs: &Fields) {
    let (mine_told, theirs_told) = (in_words(mine), in_words(theirs));
    let mut differs = false;
    for (label, theirs) in &theirs_told {
        let mine = mine_told.iter().find(|(of, _)| of == label);
        match mine {
            Some((_, mine)) if mine == theirs => continue,
            Some((_, mine)) => {
                let (theirs, mine) = (visible_line(theirs), visible_line(mine));
                note(ui, &format!("{label}: saved “{theirs}”, yours “{mine}”"));
            }
            // A field of the other kind of account.
            None => note(ui, &format!("{label}: saved “{}”", visible_line(theirs))),
        }
        differs = true;
    }
    if !differs {
        note(ui, "Name, console, and account are the same.");
    }
}

fn in_words(fields: &Fields) -> Vec<(&'static str, &str)> {
    let mut message = vec![
        (NAME, fields.name.as_str()),
        (words::CONSOLE, &fields.console),
    ];
    match fields.kind {
        AccountKind::ApiClient => message.extend([
            (HOW_IT_SIGNS_IN, words::API_CLIENT),
            (words::CLIENT_ID, &fields.client_id),
        ]),
        AccountKind::User => message.extend([
            (HOW_IT_SIGNS_IN, words::USER_ACCOUNT),
            (words::USERNAME, fields.username.as_str()),
            (
                words::PASSWORD,
                match fields.password_storage {
                    PasswordStorage::InKeyring => "in keyring",
                    PasswordStorage::AskedEachTime => "ask every time",
                },
            ),
        ]),
    }
    message
}

fn notice(ui: &mut Ui, headline: &str, content: impl FnOnce(&mut Ui)) -> Response {
    ui.add_space(space::M);
    let shown = Strip::inside(Tone::Warn).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        let color = Colors::in_use(ui).warn;
        ui.add(Label::new(text(headline, Size::Note, Weight::SemiBold, color)).wrap());
        content(ui);
    });
    announce::message(ui.ctx(), "conflict", headline, Tone::Warn);
    shown.response
}

fn note(ui: &mut Ui, content: &str) {
    let color = Colors::in_use(ui).warn;
    ui.add(Label::new(text(content, Size::Note, Weight::Regular, color)).wrap());
}

fn buttons(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    ui.add_space(space::XS);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::S);
        content(ui);
    });
}
