//! The two-factor code in the editor, and what a failed test of a user account offers.

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::editor::{Editor, EditorAction, EditorMode, EditorTest};
use tokendesk::app::{Action, Drafts};
use tokendesk::model::{Failure, KnownLogin, LoginKind, PasswordStorage, SignInFailure};

use crate::editor::screen_users::{filled, new, paste, user, window};
use crate::harness::screen::ScreenHarness;
use crate::samples::{editor, failed_with, refused};

const KEPT: PasswordStorage = PasswordStorage::InKeyring;
const USE_CODE: &str = "Use a two-factor code";

fn wanted(shows_error: bool) -> Editor {
    let mut open = new();
    open.test = EditorTest::MissingInput {
        shows_error,
        is_needed: true,
    };
    open
}

fn failed(failure: Failure) -> ScreenHarness {
    let mut open = new();
    open.test = EditorTest::Failed(failure);
    window(open, filled("s3cret", KEPT))
}

fn press(window: &mut ScreenHarness, key: Key) -> Vec<Action> {
    window.key(key)
}

fn buttons(window: &ScreenHarness, name: &str) -> usize {
    window
        .0
        .query_all_by_role_and_label(Role::Button, name)
        .count()
}

#[test]
fn a_code_can_always_be_used_for_a_user_account_and_never_for_an_api_client() {
    let mut free = window(new(), filled("s3cret", KEPT));
    assert_eq!(
        free.press(USE_CODE),
        [Action::Editor(EditorAction::UseCode)]
    );
    assert!(!window(new(), Drafts::default()).has(USE_CODE));
    for failure in [
        refused(),
        failed_with(SignInFailure::CodeMissing, Some(401)),
        failed_with(SignInFailure::ServerError, Some(500)),
        Failure::Defect,
    ] {
        let mut window = failed(failure.clone());
        assert_eq!(buttons(&window, USE_CODE), 1, "{failure:?}");
        assert_eq!(
            window.press(USE_CODE),
            [Action::Editor(EditorAction::UseCode)]
        );
    }
    assert!(!window(wanted(false), filled("s3cret", KEPT)).has(USE_CODE));
}

#[test]
fn the_keyboard_is_in_the_code_field_a_code_is_pasted_and_enter_sends_it() {
    let mut window = window(new(), filled("s3cret", KEPT));
    if let Some(tokendesk::app::state::Dialog::Editor(open)) = &mut window.state_mut().dialog {
        open.test = EditorTest::MissingInput {
            shows_error: false,
            is_needed: true,
        };
    }
    window.settle();
    assert_eq!(window.focused().as_deref(), Some("Two-factor code"));
    assert!(
        !window.says("Enter the code from your authenticator app."),
        "not yet wrong"
    );
    paste(&mut window, "004 242");
    assert_eq!(window.0.state().drafts.editor.code.text(), "004 242");
    assert_eq!(window.asked(), [], "a code is no field of the profile");
    assert_eq!(
        press(&mut window, Key::Enter),
        [Action::Editor(EditorAction::Test)]
    );
}

#[test]
fn a_wrong_code_keeps_the_keyboard_and_says_what_is_wrong() {
    let mut drafts = filled("s3cret", KEPT);
    drafts.editor.code.text_mut().push_str("12345");
    let mut window = window(wanted(true), drafts);
    assert!(window.says("A code has 6 to 8 digits."));
    assert_eq!(
        press(&mut window, Key::Enter),
        [Action::Editor(EditorAction::Test)]
    );
    assert_eq!(window.focused().as_deref(), Some("Two-factor code"));
    let field = window
        .0
        .get_by_role_and_label(Role::TextInput, "Two-factor code");
    assert!(field.accesskit_node().data().invalid().is_some());
}

#[test]
fn a_code_leaves_no_history() {
    let mut window = window(wanted(false), filled("s3cret", KEPT));
    paste(&mut window, "424242");
    assert!(!window.0.state().drafts.editor.code.is_empty());
    window.0.run_steps(60);
    window.0.state_mut().drafts.editor.code.wipe();
    window.settle();
    window
        .0
        .key_press_modifiers(egui::Modifiers::COMMAND, Key::Z);
    window.settle();
    assert!(window.0.state().drafts.editor.code.is_empty());
}

#[test]
fn the_question_says_whose_code_goes_where_and_that_the_name_may_be_unknown() {
    let open = wanted(false);
    let offered = window(open.clone(), filled("s3cret", KEPT));
    assert!(offered.says("With a two-factor code"));
    assert!(offered.says("from your authenticator app for ada@example.com"));
    assert!(!offered.says("when the username doesn’t exist"));
    let mut needed = window(open, filled("s3cret", KEPT));
    needed.learns(&user(KEPT), KnownLogin::Is(LoginKind::LocalTwoFactor));
    assert!(needed.says("Two-factor code needed"));
    assert!(needed.says("ask for this when the username doesn’t exist"));
}

#[test]
fn the_question_can_be_passed_over_and_left() {
    let mut window = window(wanted(false), filled("s3cret", KEPT));
    assert_eq!(
        window.press("Sign in without a code"),
        [Action::Editor(EditorAction::TestWithoutCode)]
    );
    window.wait_half_a_second();
    assert_eq!(
        press(&mut window, Key::Escape),
        [Action::Editor(EditorAction::CancelTest)]
    );
    assert_eq!(window.focused().as_deref(), Some("Test"));
    window.wait_half_a_second();
    assert_eq!(
        window.press("Cancel test"),
        [Action::Editor(EditorAction::CancelTest)]
    );
    window.wait_half_a_second();
    assert_eq!(window.press("Test"), [Action::Editor(EditorAction::Test)]);
}

#[test]
fn a_missing_password_is_reported_where_a_code_was_to_be_sent_with_it() {
    let asked = PasswordStorage::AskedEachTime;
    for (shows_error, says) in [(false, false), (true, true)] {
        let mut open = wanted(shows_error);
        open.shows_all_errors = true;
        let window = window(open, filled("", asked));
        assert_eq!(window.shows("Enter the password."), says);
    }
}

#[test]
fn single_sign_on_offers_an_api_client_and_no_code_in_the_failure() {
    let host = "console.us1.crashplan.com".to_owned();
    let mut window = failed(Failure::SingleSignOn { host });
    assert!(window.says("single sign-on"));
    assert_eq!(
        window.press("Create API client profile"),
        [Action::Editor(EditorAction::MakeApiClient)]
    );
    let test = window.button("Test").rect().center().y;
    let beside_test = window.button("Check address").rect().center().y;
    assert!((test - beside_test).abs() < 1.0, "not in the failure");
}

#[test]
fn a_failed_test_of_an_api_client_offers_no_code() {
    let mut open = editor(EditorMode::New);
    open.test = EditorTest::Failed(refused());
    let window = window(open, Drafts::default());
    assert_eq!(buttons(&window, USE_CODE), 0);
    assert_eq!(buttons(&window, "Check address"), 1);
}

#[test]
fn tab_leads_from_the_password_to_the_code_and_nothing_in_between_is_ticked() {
    let mut window = window(wanted(false), filled("", KEPT));
    window
        .0
        .get_by_role_and_label(Role::PasswordInput, "Password")
        .focus();
    window.settle();
    paste(&mut window, "pretend horse");
    press(&mut window, Key::Tab);
    assert_eq!(window.focused().as_deref(), Some("Two-factor code"));
    paste(&mut window, "424242");
    assert_eq!(
        press(&mut window, Key::Enter),
        [Action::Editor(EditorAction::Test)]
    );
    let draft = &window.0.state().drafts.editor;
    assert_eq!(
        (draft.secret.text(), draft.code.text()),
        ("pretend horse", "424242")
    );
}
