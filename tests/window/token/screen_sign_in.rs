//! What is typed on the card of a user account: where the keyboard is, what is said of a field, and what the buttons ask for.

use egui::accesskit::Role;
use egui::{Key, Modifiers, Theme};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::action::Masked;
use tokendesk::app::job::MissingInput;
use tokendesk::app::profiles::RowContent;
use tokendesk::app::state::CopyQuestion;
use tokendesk::app::state::{Dialog, Shown};
use tokendesk::app::tab::Tab;
use tokendesk::app::token::Purpose;
use tokendesk::app::{Action, State};
use tokendesk::model::{PasswordStorage, ProfileId};

use crate::harness::screen::{ScreenHarness, USUAL};
use crate::samples::users::{dana, prompt, prompted, typed};
use crate::samples::{grant, now, showing};

const CODE: &str = "Two-factor code";
const PASSWORD: &str = "Password";
const MORE: &str = "More about this profile";
const USE_CODE: &str = "Use a two-factor code";

fn type_text(window: &mut ScreenHarness, text: &str) {
    let text = text.to_owned();
    window.0.event(egui::Event::Text(text));
    window.settle();
}

/// What stands in the fields of the card.
fn draft(window: &ScreenHarness, id: ProfileId) -> (&str, &str) {
    let draft = &window.0.state().drafts.sign_ins[&id];
    (draft.password.text(), draft.code.text())
}

/// Whether a field says to screen readers that its content will not do.
fn is_invalid(window: &ScreenHarness, role: Role, name: &str) -> bool {
    let field = window.0.get_by_role_and_label(role, name);
    field.accesskit_node().data().invalid().is_some()
}

#[test]
fn the_code_has_the_keyboard_when_it_is_asked_for_and_enter_sends_it() {
    let row = prompted(MissingInput::Code);
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    for told in [
        "Two-factor code needed",
        "Enter the code from your authenticator app for dana@example.com.",
    ] {
        assert!(window.says(told), "{told}");
    }
    assert_eq!(window.focused().as_deref(), Some(CODE));
    type_text(&mut window, "004242");
    assert_eq!(draft(&window, id), ("", "004242"));
    assert_eq!(window.key(Key::Enter), [Action::SignIn(id)]);
}

#[test]
fn every_button_of_the_form_asks_for_what_it_says() {
    let row = prompted(MissingInput::Code);
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    let send = "Sign in and copy header";
    assert_eq!(window.press(send), [Action::SignIn(id)]);
    window.wait_half_a_second();
    let without = window.press("Sign in without a code");
    assert_eq!(without, [Action::SignInWithoutCode(id)]);
    assert_eq!(window.press("Cancel"), [Action::ClosePrompt(id)]);

    let row = prompted(MissingInput::Password);
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    assert!(!window.has("Sign in without a code"));
    assert_eq!(window.press(USE_CODE), [Action::UseCode(id)]);
}

#[test]
fn the_solid_button_of_a_renewal_promises_no_copy() {
    let mut row = prompted(MissingInput::Code);
    let id = row.profile.id;
    row.grant = Some(grant(872));
    row.prompt.as_mut().unwrap().purpose = Purpose::Renew;
    let mut window = ScreenHarness::of(showing([row]));
    assert!(!window.has("Sign in and copy header"));
    assert!(window.says("Your current token still works"));
    assert_eq!(window.press("Sign in"), [Action::SignIn(id)]);
}

#[test]
fn ctrl_enter_sends_and_esc_cancels() {
    let row = prompted(MissingInput::PasswordAndCode);
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    assert_eq!(window.command_key(Key::Enter), [Action::SignIn(id)]);
    assert_eq!(window.key(Key::Escape), [Action::ClosePrompt(id)]);
}

#[test]
fn esc_in_the_search_and_in_a_menu_leaves_the_form_alone() {
    let row = prompted(MissingInput::Code);
    let mut window = ScreenHarness::of(showing([row]));
    assert_eq!(window.press(MORE), []);
    assert_eq!(window.key(Key::Escape), []);
    window.0.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.settle();
    assert_eq!(window.key(Key::Escape), []);
}

#[test]
fn the_keyboard_goes_to_the_first_empty_field_and_from_there_by_tab() {
    let row = prompted(MissingInput::PasswordAndCode);
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    assert!(window.says("Password and two-factor code needed"));
    assert_eq!(window.focused().as_deref(), Some(PASSWORD));
    type_text(&mut window, "correct horse");
    window.key(Key::Tab);
    assert_eq!(window.focused().as_deref(), Some(CODE));
    type_text(&mut window, "424 242");
    assert_eq!(draft(&window, id), ("correct horse", "424 242"));

    // Opened anew with a password in it, as by *Use a two-factor code*.
    let mut row = prompted(MissingInput::PasswordAndCode);
    row.prompt.as_mut().unwrap().serial = 2;
    let drafts = typed(row.profile.id, "correct horse", "");
    let window = ScreenHarness::with(showing([row]), drafts, USUAL, Theme::Light);
    assert_eq!(window.focused().as_deref(), Some(CODE));
}

#[test]
fn enter_after_password_tab_and_code_sends_them_and_shows_nothing() {
    let row = prompted(MissingInput::PasswordAndCode);
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    type_text(&mut window, "pretend horse");
    window.key(Key::Tab);
    type_text(&mut window, "424242");
    assert_eq!(window.key(Key::Enter), [Action::SignIn(id)]);
    // *Show* comes after the fields and the buttons, and can still be reached by keyboard.
    let mut window = ScreenHarness::of(showing([prompted(MissingInput::Password)]));
    type_text(&mut window, "pretend horse");
    let mut passed = Vec::new();
    while window.focused().as_deref() != Some("Show") {
        passed.extend(window.focused());
        assert!(passed.len() < 40, "{passed:?}");
        window.key(Key::Tab);
    }
    assert_eq!(passed[..2], [PASSWORD, "Sign in and copy header"]);
    let asked = window.key(Key::Enter);
    assert!(matches!(asked[..], [Action::Show(_)]), "{asked:?}");
}

#[test]
fn show_is_where_it_was_at_the_end_of_its_field() {
    let mut window = ScreenHarness::of(showing([prompted(MissingInput::PasswordAndCode)]));
    type_text(&mut window, "pretend horse");
    let field = window
        .0
        .get_by_role_and_label(Role::PasswordInput, PASSWORD);
    let (field, show) = (field.rect(), window.button("Show").rect());
    assert!(field.contains_rect(show), "{show:?} in {field:?}");
    assert!(field.right() - show.right() <= 16.0);
}

fn search_for(window: &mut ScreenHarness, text: &str) {
    window.0.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.settle();
    type_text(window, text);
}

fn ask_for_token(window: &mut ScreenHarness) -> Vec<Action> {
    window.command_key(Key::Enter)
}

#[test]
fn a_form_that_was_asked_for_from_the_search_takes_the_keyboard() {
    let row = dana(PasswordStorage::AskedEachTime);
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    search_for(&mut window, "da");
    assert_eq!(ask_for_token(&mut window), [Action::GetToken(id)]);
    // At once, or after the console was asked how the account signs in.
    for _ in 0..10 {
        window.settle();
    }
    set_prompt(window.state_mut(), MissingInput::Password);
    window.settle();
    assert_eq!(window.focused().as_deref(), Some(PASSWORD));
    type_text(&mut window, "pretend horse");
    assert_eq!(window.0.state().drafts.search, "da");
    assert_eq!(draft(&window, id), ("pretend horse", ""));
}

#[test]
fn a_form_that_was_asked_for_in_a_dialog_takes_the_keyboard_from_the_search_behind_it() {
    let row = dana(PasswordStorage::AskedEachTime);
    let id = row.profile.id;
    let action = Action::GetToken(id);
    let mut window = ScreenHarness::of(showing([row]));
    search_for(&mut window, "da");
    let question = CopyQuestion { id, action };
    window.state_mut().dialog = Some(Dialog::CopyQuestion(question));
    window.settle();
    window.wait_half_a_second();
    assert_eq!(ask_for_token(&mut window), [Action::ConfirmCopy]);
    window.state_mut().dialog = None;
    window.settle();
    // The dialog gave the keyboard back; the form comes up later.
    assert_eq!(window.focused().as_deref(), Some("Search profiles"));
    set_prompt(window.state_mut(), MissingInput::Password);
    window.settle();
    assert_eq!(window.focused().as_deref(), Some(PASSWORD));
}

#[test]
fn what_is_typed_before_the_form_comes_up_is_not_in_the_search_and_the_form_still_takes_the_keyboard()
 {
    let row = dana(PasswordStorage::AskedEachTime);
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    search_for(&mut window, "da");
    assert_eq!(ask_for_token(&mut window), [Action::GetToken(id)]);
    type_text(&mut window, "pretend ");
    assert_eq!(window.0.state().drafts.search, "da");
    set_prompt(window.state_mut(), MissingInput::Password);
    window.settle();
    type_text(&mut window, "horse");
    assert_eq!(window.0.state().drafts.search, "da");
    assert_eq!(draft(&window, id), ("horse", ""));
}

#[test]
fn a_form_takes_the_keyboard_from_no_field_that_the_person_went_to_since_it_was_asked_for() {
    let row = dana(PasswordStorage::InKeyring);
    let mut window = ScreenHarness::of(showing([row]));
    ask_for_token(&mut window);
    search_for(&mut window, "");
    set_prompt(window.state_mut(), MissingInput::Code);
    window.settle();
    assert_eq!(window.focused().as_deref(), Some("Search profiles"));
}

#[test]
fn a_form_that_nobody_asked_for_takes_the_keyboard_from_no_field() {
    let row = dana(PasswordStorage::InKeyring);
    let mut window = ScreenHarness::of(showing([row]));
    search_for(&mut window, "da");
    set_prompt(window.state_mut(), MissingInput::Code);
    window.settle();
    type_text(&mut window, "na");
    assert_eq!(window.0.state().drafts.search, "dana");

    let row = dana(PasswordStorage::InKeyring);
    let mut state = showing([row]);
    state.tab = Tab::Request;
    let mut window = ScreenHarness::of(state);
    window
        .0
        .get_by_role_and_label(Role::TextInput, "Path")
        .focus();
    window.settle();
    set_prompt(window.state_mut(), MissingInput::Code);
    window.settle();
    assert_eq!(window.focused().as_deref(), Some("Path"));

    // Where nobody types, nothing can be lost.
    let row = dana(PasswordStorage::InKeyring);
    let mut window = ScreenHarness::of(showing([row]));
    set_prompt(window.state_mut(), MissingInput::Code);
    window.settle();
    assert_eq!(window.focused().as_deref(), Some(CODE));
}

fn set_prompt(state: &mut State, missing: MissingInput) {
    if let RowContent::Profile(row) = &mut state.rows[0].content {
        row.prompt = Some(prompt(missing));
    }
}

#[test]
fn a_field_says_what_is_wrong_once_it_was_left_or_asked_for_and_takes_the_keyboard_back() {
    let row = prompted(MissingInput::Code);
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    type_text(&mut window, "42424");
    let wrong = "A code has 6 to 8 digits.";
    assert!(!window.says(wrong) && !is_invalid(&window, Role::TextInput, CODE));
    assert_eq!(window.key(Key::Enter), [Action::SignIn(id)]);
    assert!(window.says(wrong) && is_invalid(&window, Role::TextInput, CODE));
    assert_eq!(window.focused().as_deref(), Some(CODE));
    type_text(&mut window, "2");
    assert!(!window.says(wrong) && !is_invalid(&window, Role::TextInput, CODE));

    let mut row = prompted(MissingInput::PasswordAndCode);
    row.prompt.as_mut().unwrap().tried = Some(MissingInput::Password);
    let window = ScreenHarness::of(showing([row]));
    assert!(window.says("Enter the password."));
    assert!(!window.says("Enter the code from your authenticator app."));
}

#[test]
fn a_password_is_masked_until_shown_and_its_white_space_is_reported() {
    let row = prompted(MissingInput::Password);
    let id = row.profile.id;
    let what = Masked::TypedPassword(id);
    let drafts = typed(id, "correct horse ", "");
    let mut window = ScreenHarness::with(showing([row]), drafts, USUAL, Theme::Light);
    assert!(!window.says("correct horse"));
    assert!(window.says("The password starts or ends with a space."));
    assert_eq!(window.press("Show"), [Action::Show(what)]);
    window.state_mut().shown = Some(Shown { what, until: now() });
    window.settle();
    assert!(window.says("correct horse"));
    assert_eq!(window.press("Hide"), [Action::Hide]);
}

#[test]
fn what_was_typed_cannot_be_brought_back_by_undo() {
    for (missing, name) in [
        (MissingInput::Code, CODE),
        (MissingInput::Password, PASSWORD),
    ] {
        let row = prompted(missing);
        let id = row.profile.id;
        let mut window = ScreenHarness::of(showing([row]));
        assert_eq!(window.focused().as_deref(), Some(name));
        type_text(&mut window, "424242");
        window.0.key_press_modifiers(Modifiers::COMMAND, Key::A);
        window.key(Key::Backspace);
        window.0.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        window.settle();
        assert_eq!(draft(&window, id), ("", ""), "{name}");
    }
}
