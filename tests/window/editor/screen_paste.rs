//! The field of a new profile that fills in the others.

use egui::accesskit::Role;
use egui::{Event, Key};
use egui_kittest::kittest::Queryable as _;
use tokendesk::app::action::Masked;
use tokendesk::app::editor::{EditorAction, EditorMode};
use tokendesk::app::state::Shown;
use tokendesk::app::{Action, Drafts, State};
use tokendesk::model::AccountKind;

use crate::harness::screen::{ScreenHarness, USUAL};
use crate::samples::{EU5, US1, editing, editor, now, profile};

const BOX: &str = "Paste to fill in";
const COMMAND: &str = "curl -X POST -u 'key-42:pretend-secret' -k -H 'Cookie: a=pretend-cookie' \
     'https://console.eu5.cpg.crashplan.com/api/v3/oauth/token?grant_type=client_credentials'\n";

fn window(state: State) -> ScreenHarness {
    ScreenHarness::with(state, Drafts::default(), USUAL, egui::Theme::Light)
}

fn new_profile() -> ScreenHarness {
    window(editing(editor(EditorMode::New)))
}

fn focus(window: &mut ScreenHarness, role: Role, name: &str) {
    window.0.get_by_role_and_label(role, name).focus();
    window.settle();
}

fn paste(window: &mut ScreenHarness, text: &str) -> Vec<Action> {
    window.0.event(Event::Paste(text.to_owned()));
    window.settle();
    window.asked()
}

#[test]
fn a_pasted_command_fills_in_the_fields_and_is_gone() {
    let mut shown = new_profile();
    focus(&mut shown, Role::PasswordInput, BOX);
    let asked = paste(&mut shown, COMMAND);
    assert!(
        asked.contains(&Action::Editor(EditorAction::Changed)),
        "{asked:?}"
    );
    let draft = &shown.0.state().drafts.editor;
    assert_eq!(draft.fields.console, EU5);
    assert_eq!(
        (draft.fields.kind, draft.fields.client_id.as_str()),
        (AccountKind::ApiClient, "key-42")
    );
    assert_eq!(
        (draft.fields.name.as_str(), draft.secret.text()),
        ("", "pretend-secret")
    );
    assert!(draft.to_fill_in.is_empty());
    assert!(shown.says("Filled in: console, client ID, and secret."));
    assert!(shown.says("Certificate checks stay on."));
    assert!(shown.says("The cookies aren’t used."));
    // Neither a screen reader nor undo finds it.
    shown.command_key(Key::Z);
    assert!(!shown.says("pretend"));
    assert!(shown.0.state().drafts.editor.to_fill_in.is_empty());
}

#[test]
fn a_command_pasted_into_another_field_fills_in_all_of_them_too() {
    for (role, name) in [
        (Role::TextInput, "Name"),
        (Role::TextInput, "Console"),
        (Role::PasswordInput, "Secret"),
    ] {
        let mut shown = new_profile();
        focus(&mut shown, role, name);
        paste(&mut shown, COMMAND);
        let draft = &shown.0.state().drafts.editor;
        assert_eq!(
            (draft.fields.name.as_str(), draft.fields.client_id.as_str()),
            ("", "key-42"),
            "{name}"
        );
        assert_eq!(draft.secret.text(), "pretend-secret");
        assert!(
            shown.says("Filled in: console, client ID, and secret."),
            "{name}"
        );
        assert!(!shown.says("pretend"));
    }
}

#[test]
fn a_user_account_changes_the_sign_in_method() {
    let mut shown = new_profile();
    focus(&mut shown, Role::PasswordInput, BOX);
    paste(
        &mut shown,
        "curl -u ada:pretend https://console.us1.crashplan.com/api/v1/User/my",
    );
    let draft = &shown.0.state().drafts.editor;
    assert_eq!(
        (draft.fields.kind, draft.fields.username.as_str()),
        (AccountKind::User, "ada")
    );
    assert!(shown.says("Filled in: console, username, and password."));
}

#[test]
fn typed_text_is_masked_and_fills_in_the_fields_when_it_is_left() {
    let mut shown = new_profile();
    focus(&mut shown, Role::PasswordInput, BOX);
    for letter in "key-42:pretend".chars() {
        shown.0.event(Event::Text(letter.to_string()));
    }
    shown.settle();
    assert!(!shown.says("pretend"));
    assert_eq!(shown.0.state().drafts.editor.fields.client_id, "");
    shown.key(Key::Tab);
    let draft = &shown.0.state().drafts.editor;
    assert_eq!(
        (draft.fields.client_id.as_str(), draft.secret.text()),
        ("key-42", "pretend")
    );
    assert!(draft.to_fill_in.is_empty());
}

#[test]
fn a_pasted_secret_is_not_shown_with_one_that_was_typed() {
    let mut state = editing(editor(EditorMode::New));
    let what = Masked::TypedSecret;
    state.shown = Some(Shown { what, until: now() });
    let mut shown = window(state);
    focus(&mut shown, Role::PasswordInput, BOX);
    assert!(paste(&mut shown, COMMAND).contains(&Action::Hide));
}

#[test]
fn text_that_means_nothing_changes_nothing_and_says_so() {
    let mut shown = new_profile();
    focus(&mut shown, Role::PasswordInput, BOX);
    paste(&mut shown, "pretend text");
    let draft = &shown.0.state().drafts.editor;
    assert_eq!(
        (
            draft.fields.console.as_str(),
            draft.fields.client_id.as_str()
        ),
        ("", "")
    );
    assert!(draft.secret.is_empty() && draft.to_fill_in.is_empty());
    assert!(shown.says("Nothing was filled in."));
    assert!(!shown.says("pretend"));
}

#[test]
fn only_a_new_profile_has_the_field() {
    let base = profile("Another", US1, "key-1");
    for mode in [
        EditorMode::Edit { base: base.clone() },
        EditorMode::Duplicate { of: base },
    ] {
        let shown = window(editing(editor(mode)));
        assert!(shown.0.query_by_label(BOX).is_none());
    }
}
