//! The dialog *Export profiles*: what it shows and asks for.

use egui::accesskit::Role;
use egui::{Event, Key, Theme};
use egui_kittest::kittest::Queryable as _;
use tokendesk::app::Action;
use tokendesk::app::export_profiles::{
    ExportAction, ExportForm, ExportLock, ExportProfiles, ExportScope, PassphraseField,
};
use tokendesk::app::profiles::ListAction;

use crate::harness::screen::{SMALLEST, ScreenHarness, USUAL};
use crate::samples::export::{encrypted, export_states, exporting, recipients, typed};
use crate::samples::{production, showing, tenants};

fn state(name: &str) -> ScreenHarness {
    let found = export_states()
        .into_iter()
        .find(|(known, _)| *known == name);
    ScreenHarness::of(found.unwrap().1)
}

fn asked(action: ExportAction) -> [Action; 1] {
    [Action::Export(action)]
}

fn radio(window: &mut ScreenHarness, name: &str) -> Vec<Action> {
    let role = Role::RadioButton;
    window.0.get_by_role_and_label(role, name).click();
    window.settle();
    window.asked()
}

#[test]
fn export_opens_from_the_menu_of_the_list_and_for_several_selected() {
    let mut window = ScreenHarness::of(showing([production()]));
    let opens = window.choose("More", "Export profiles…");
    assert_eq!(opens, [Action::OpenExport]);
    let mut window = ScreenHarness::of(showing([]));
    window.press("More");
    assert!(!window.has("Export profiles…"));
    let mut window = ScreenHarness::of(tenants::three_selected());
    let opens = window.press("Export…");
    assert_eq!(opens, [Action::List(ListAction::ExportSelected)]);
}

#[test]
fn without_secrets_is_chosen_at_first_and_the_key_of_the_solid_button_exports() {
    let mut window = state("export");
    assert!(window.says("Exports all 3 profiles."));
    assert!(!window.has("Passphrase"));
    assert_eq!(window.press("Cancel"), [Action::CloseDialog]);
    assert_eq!(window.press("Export…"), asked(ExportAction::Start));
    let by_key = window.command_key(Key::Enter);
    assert_eq!(by_key, asked(ExportAction::Start));
    let chosen = radio(&mut window, "With secrets, encrypted");
    assert_eq!(chosen, asked(ExportAction::Form(ExportForm::WithSecrets)));
}

#[test]
fn a_choice_of_profiles_is_offered_where_there_is_one() {
    let mut window = state("export, several");
    let chosen = radio(&mut window, "All (3)");
    assert_eq!(chosen, asked(ExportAction::Scope(ExportScope::All)));
    assert!(window.has("Selected (2)"));
}

#[test]
fn profiles_that_are_gone_cannot_be_exported() {
    let mut window = state("export, none left");
    assert_eq!(window.press("Export…"), []);
    assert_eq!(window.command_key(Key::Enter), []);
}

#[test]
fn the_length_is_shown_and_what_lacks_a_password_is_named() {
    let state = exporting(encrypted(ExportLock::Passphrase));
    let drafts = typed("pretend-passphrase", "");
    let mut window = ScreenHarness::with(state, drafts, USUAL, Theme::Light);
    assert!(window.says("18 characters"));
    assert!(window.says("1 profile has no saved password"));
    assert!(!window.shows("pretend-passphrase"));
    assert_eq!(window.press("Generate"), asked(ExportAction::Generate));
    let copied = window.press("Copy passphrase");
    assert_eq!(copied, asked(ExportAction::CopyPassphrase));
    let chosen = radio(&mut window, "Private keys");
    assert_eq!(chosen, asked(ExportAction::Lock(ExportLock::Recipients)));
}

#[test]
fn what_lacks_a_password_is_said_right_below_which_profiles_are_exported() {
    let window = state("export, passphrase");
    let top = |text| window.0.get_by_label_contains(text).rect().top();
    let remark = top("1 profile has no saved password");
    assert!(top("Exports all 3 profiles.") < remark && remark < top("Without secrets"));
}

#[test]
fn it_is_known_which_passphrase_was_typed() {
    for (name, field) in [
        ("Passphrase", PassphraseField::First),
        ("Repeat passphrase", PassphraseField::Again),
    ] {
        let mut window = state("export, passphrase");
        window.0.get_by_label(name).focus();
        window.settle();
        window.0.event(Event::Text("x".to_owned()));
        window.settle();
        let typed = asked(ExportAction::PassphraseTyped(field));
        assert_eq!(window.asked(), typed, "{name}");
    }
}

#[test]
fn export_moves_to_the_first_field_that_is_wrong_where_its_error_is_in_sight() {
    for (drafts, name, error) in [
        (typed("", ""), "Passphrase", "Enter a passphrase"),
        (
            typed("pretend-passphrase", ""),
            "Repeat passphrase",
            "Enter the passphrase again.",
        ),
    ] {
        let missing = ExportProfiles {
            shows_errors: true,
            ..encrypted(ExportLock::Passphrase)
        };
        let mut window = ScreenHarness::with(exporting(missing), drafts, SMALLEST, Theme::Light);
        assert_eq!(window.press("Export…"), asked(ExportAction::Start));
        window.settle();
        assert_eq!(window.focused().as_deref(), Some(name));
        let errors = window.0.query_all_by_role(Role::Label);
        let mut errors =
            errors.filter(|label| label.value().is_some_and(|text| text.contains(error)));
        let error = errors.next().unwrap().rect();
        let button = window.button("Export…").rect();
        assert!(error.bottom() < button.top(), "{error:?} {button:?}");
    }
}

#[test]
fn what_is_missing_is_said_at_its_field() {
    let window = state("export, passphrase missing");
    assert!(window.says("Enter a passphrase, or generate one."));
    assert!(window.says("Enter the passphrase again."));
    let window = state("export, bad recipient");
    assert!(
        window.says("Line 2: Files can’t be encrypted to SSH keys of type ecdsa-sha2-nistp256.")
    );
}

#[test]
fn enter_in_the_public_keys_begins_another_line() {
    let state = exporting(encrypted(ExportLock::Recipients));
    let drafts = recipients("pretend-line");
    let mut window = ScreenHarness::with(state, drafts, USUAL, Theme::Light);
    let field = Role::MultilineTextInput;
    window.0.get_by_role_and_label(field, "Public keys").focus();
    window.settle();
    assert_eq!(window.key(Key::Enter), asked(ExportAction::Changed));
}

#[test]
fn while_it_runs_escape_and_the_button_cancel() {
    for name in [
        "export, choosing a file",
        "export, reading",
        "export, encrypting",
    ] {
        let mut window = state(name);
        assert_eq!(window.press("Cancel"), asked(ExportAction::Cancel));
        assert_eq!(window.key(Key::Escape), asked(ExportAction::Cancel));
    }
    assert!(state("export, reading").says("1 of 3"));
}

#[test]
fn afterwards_it_says_where_the_file_is_and_what_to_do_with_it() {
    let mut window = state("export, saved");
    assert!(
        window.says("Exported 3 profiles to /home/ada/Documents/tokendesk-profiles-2026-11-12.age")
    );
    assert!(window.says("On the other computer"));
    assert!(window.says("Delete the file"));
    assert_eq!(window.press("Close"), [Action::CloseDialog]);
    assert_eq!(window.key(Key::Escape), [Action::CloseDialog]);
}
