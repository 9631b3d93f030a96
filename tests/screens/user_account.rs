//! The pane of a user account: its head, what its card asks for, and what follows a refusal.

use egui::accesskit::Role;
use egui::{Key, Modifiers, Theme};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::action::Masked;
use tokendesk::app::flow::Wanted;
use tokendesk::app::row::{Ended, RowContent};
use tokendesk::app::state::Shown;
use tokendesk::app::{Action, Drafts, State};
use tokendesk::model::{PasswordKept, ProfileId, SignInFailure};

use super::samples::{grant, now, production, showing};
use super::user_samples::{
    DANA, cards, dana, failed, notes, prompt, prompted, single_sign_on, typed,
};
use super::window::{SMALLEST, USUAL, Window};

const CODE: &str = "Two-factor code";
const PASSWORD: &str = "Password";
const MORE: &str = "More about this profile";
const USE_CODE: &str = "Use a two-factor code";

fn key(window: &mut Window, key: Key) -> Vec<Action> {
    window.0.key_press_modifiers(Modifiers::NONE, key);
    window.settle();
    window.asked()
}

fn type_text(window: &mut Window, text: &str) {
    let text = text.to_owned();
    window.0.event(egui::Event::Text(text));
    window.settle();
}

/// What stands in the fields of the card.
fn draft(window: &Window, id: ProfileId) -> (&str, &str) {
    let draft = &window.0.state().drafts.sign_ins[&id];
    (draft.password.text(), draft.code.text())
}

/// Whether a field says to screen readers that its content will not do.
fn is_invalid(window: &Window, role: Role, name: &str) -> bool {
    let field = window.0.get_by_role_and_label(role, name);
    field.accesskit_node().data().invalid().is_some()
}

#[test]
fn the_head_names_username_and_where_the_password_is() {
    for (kept, told) in [
        (PasswordKept::InKeyring, "in the system keyring"),
        (PasswordKept::AskedEachTime, "asked for at each sign-in"),
    ] {
        let mut window = Window::of(showing([dana(kept)]));
        for part in ["User account", "Username", "Password", DANA, told] {
            assert!(window.says(part), "{part}");
        }
        let is_stored = kept == PasswordKept::InKeyring;
        assert_eq!(window.says("saved 12 Nov 2026"), is_stored);
        assert!(!window.has("Client ID") && !window.has("Copy client ID"));
        assert_eq!(window.press("Copy username"), [Action::CopySelection]);
        let copied = window.0.state().drafts.selection.as_ref().unwrap();
        assert_eq!(copied.expose_secret(), DANA);
    }
}

#[test]
fn its_row_says_user_account_and_tells_screen_readers_whose() {
    let window = Window::of(showing([dana(PasswordKept::InKeyring)]));
    let row = window.0.get_by_role_and_label(Role::ListBoxOption, DANA);
    let spoken = row.accesskit_node().description().unwrap();
    assert_eq!(spoken, "US2 · user account dana@example.com, no token");
    let found = showing([dana(PasswordKept::InKeyring)]);
    assert_eq!(found.matching("DANA@").count(), 1);
}

#[test]
fn a_row_whose_card_asks_for_something_says_so_and_keeps_its_token_in_sight() {
    let mut row = prompted(Wanted::Code);
    row.grant = Some(grant(872));
    let window = Window::of(showing([row]));
    let row = window.0.get_by_role_and_label(Role::ListBoxOption, DANA);
    let spoken = row.accesskit_node().description().unwrap();
    assert!(spoken.ends_with("14:32 left, needs your input"), "{spoken}");
}

#[test]
fn a_code_is_at_hand_on_the_card_and_in_the_menu() {
    let row = dana(PasswordKept::InKeyring);
    let id = row.profile.id;
    let mut window = Window::of(showing([row.clone()]));
    assert_eq!(window.press(USE_CODE), [Action::UseCode(id)]);
    assert_eq!(window.choose(MORE, USE_CODE), [Action::UseCode(id)]);

    let mut expired = row.clone();
    expired.ended = Some(Ended::Expired { at: now().wall });
    let mut window = Window::of(showing([expired]));
    assert_eq!(window.press(USE_CODE), [Action::UseCode(id)]);

    let mut live = row;
    live.grant = Some(grant(872));
    let mut window = Window::of(showing([live]));
    assert!(!window.has(USE_CODE), "the card of a token is calm");
    assert_eq!(window.choose(MORE, USE_CODE), [Action::UseCode(id)]);
}

#[test]
fn an_api_client_has_neither_a_code_nor_a_basic_header() {
    let mut row = production();
    row.grant = Some(grant(872));
    let mut window = Window::of(showing([row]));
    for button in [MORE, "Copy as"] {
        window.press(button);
        assert!(!window.has(USE_CODE) && !window.has("Basic header (deprecated)"));
        key(&mut window, Key::Escape);
    }
}

#[test]
fn the_code_has_the_keyboard_when_it_is_asked_for_and_enter_sends_it() {
    let row = prompted(Wanted::Code);
    let id = row.profile.id;
    let mut window = Window::of(showing([row]));
    for told in [
        "Two-factor code needed",
        "Enter the code that the authenticator app shows for dana@example.com. It is sent once, with the password, to console.us2.crashplan.com.",
    ] {
        assert!(window.says(told), "{told}");
    }
    assert_eq!(window.focused().as_deref(), Some(CODE));
    type_text(&mut window, "004242");
    assert_eq!(draft(&window, id), ("", "004242"));
    assert_eq!(key(&mut window, Key::Enter), [Action::SignIn(id)]);
}

#[test]
fn every_button_of_the_form_asks_for_what_it_says() {
    let row = prompted(Wanted::Code);
    let id = row.profile.id;
    let mut window = Window::of(showing([row]));
    let send = "Sign in and copy header";
    assert_eq!(window.press(send), [Action::SignIn(id)]);
    let without = window.press("Sign in without a code");
    assert_eq!(without, [Action::SignInWithoutCode(id)]);
    assert_eq!(window.press("Cancel"), [Action::ClosePrompt(id)]);

    let row = prompted(Wanted::Password);
    let id = row.profile.id;
    let mut window = Window::of(showing([row]));
    assert!(!window.has("Sign in without a code"));
    assert_eq!(window.press(USE_CODE), [Action::UseCode(id)]);
}

#[test]
fn the_solid_button_of_a_renewal_promises_no_copy() {
    let mut row = prompted(Wanted::Code);
    let id = row.profile.id;
    row.grant = Some(grant(872));
    row.prompt.as_mut().unwrap().copies = false;
    let mut window = Window::of(showing([row]));
    assert!(!window.has("Sign in and copy header"));
    assert!(window.says("lives on meanwhile"));
    assert_eq!(window.press("Sign in"), [Action::SignIn(id)]);
}

#[test]
fn ctrl_enter_sends_and_esc_cancels() {
    let row = prompted(Wanted::PasswordAndCode);
    let id = row.profile.id;
    let mut window = Window::of(showing([row]));
    window.0.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    window.settle();
    assert_eq!(window.asked(), [Action::SignIn(id)]);
    assert_eq!(key(&mut window, Key::Escape), [Action::ClosePrompt(id)]);
}

#[test]
fn esc_in_the_search_and_in_a_menu_leaves_the_form_alone() {
    let row = prompted(Wanted::Code);
    let mut window = Window::of(showing([row]));
    assert_eq!(window.press(MORE), []);
    assert_eq!(key(&mut window, Key::Escape), []);
    window.0.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.settle();
    assert_eq!(key(&mut window, Key::Escape), []);
}

#[test]
fn the_keyboard_goes_to_the_first_empty_field_and_from_there_by_tab() {
    let row = prompted(Wanted::PasswordAndCode);
    let id = row.profile.id;
    let mut window = Window::of(showing([row]));
    assert!(window.says("Password and two-factor code needed"));
    assert_eq!(window.focused().as_deref(), Some(PASSWORD));
    type_text(&mut window, "correct horse");
    // Show stands inside the field.
    key(&mut window, Key::Tab);
    key(&mut window, Key::Tab);
    assert_eq!(window.focused().as_deref(), Some(CODE));
    type_text(&mut window, "424 242");
    assert_eq!(draft(&window, id), ("correct horse", "424 242"));

    // Opened anew with a password in it, as by *Use a two-factor code*.
    let mut row = prompted(Wanted::PasswordAndCode);
    row.prompt.as_mut().unwrap().serial = 2;
    let drafts = typed(row.profile.id, "correct horse", "");
    let window = Window::with(showing([row]), drafts, USUAL, Theme::Light);
    assert_eq!(window.focused().as_deref(), Some(CODE));
}

#[test]
fn what_is_typed_into_the_search_does_not_end_up_in_a_form_that_opens() {
    let row = dana(PasswordKept::InKeyring);
    let mut window = Window::of(showing([row]));
    window.0.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.settle();
    type_text(&mut window, "da");
    set_prompt(window.state_mut(), Wanted::Code);
    window.settle();
    type_text(&mut window, "na");
    assert_eq!(window.0.state().drafts.search, "dana");
}

fn set_prompt(state: &mut State, wanted: Wanted) {
    if let RowContent::Profile(row) = &mut state.rows[0].content {
        row.prompt = Some(prompt(wanted));
    }
}

#[test]
fn a_field_says_what_is_wrong_once_it_was_left_or_asked_for_and_takes_the_keyboard_back() {
    let row = prompted(Wanted::Code);
    let id = row.profile.id;
    let mut window = Window::of(showing([row]));
    type_text(&mut window, "42424");
    let wrong = "A code has 6 to 8 digits.";
    assert!(!window.says(wrong) && !is_invalid(&window, Role::TextInput, CODE));
    assert_eq!(key(&mut window, Key::Enter), [Action::SignIn(id)]);
    assert!(window.says(wrong) && is_invalid(&window, Role::TextInput, CODE));
    assert_eq!(window.focused().as_deref(), Some(CODE));
    type_text(&mut window, "2");
    assert!(!window.says(wrong) && !is_invalid(&window, Role::TextInput, CODE));

    let mut row = prompted(Wanted::PasswordAndCode);
    row.prompt.as_mut().unwrap().tried = Some(Wanted::Password);
    let window = Window::of(showing([row]));
    assert!(window.says("Enter the password."));
    assert!(!window.says("Enter the code that the authenticator app shows."));
}

#[test]
fn a_password_is_masked_until_it_is_asked_for_and_its_white_space_is_told() {
    let row = prompted(Wanted::Password);
    let id = row.profile.id;
    let what = Masked::TypedPassword(id);
    let drafts = typed(id, "correct horse ", "");
    let mut window = Window::with(showing([row]), drafts, USUAL, Theme::Light);
    assert!(!window.says("correct horse"));
    assert!(window.says("There is white space at an end of the password."));
    assert_eq!(window.press("Show"), [Action::Show(what)]);
    window.state_mut().shown = Some(Shown { what, until: now() });
    window.settle();
    assert!(window.says("correct horse"));
    assert_eq!(window.press("Hide"), [Action::Hide]);
}

#[test]
fn what_was_typed_cannot_be_brought_back_by_undo() {
    for (wanted, name) in [(Wanted::Code, CODE), (Wanted::Password, PASSWORD)] {
        let row = prompted(wanted);
        let id = row.profile.id;
        let mut window = Window::of(showing([row]));
        assert_eq!(window.focused().as_deref(), Some(name));
        type_text(&mut window, "424242");
        window.0.key_press_modifiers(Modifiers::COMMAND, Key::A);
        key(&mut window, Key::Backspace);
        window.0.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        window.settle();
        assert_eq!(draft(&window, id), ("", ""), "{name}");
    }
}

#[test]
fn a_refused_password_leads_to_the_new_one_where_one_is_stored() {
    let row = failed(PasswordKept::InKeyring, SignInFailure::Refused);
    let id = row.profile.id;
    let mut window = Window::of(showing([row]));
    let enter = window.press("Enter the new password");
    assert_eq!(enter, [Action::EnterNewSecret(id)]);
    assert_eq!(window.press("Try again"), [Action::GetToken(id)]);
    assert_eq!(window.press(USE_CODE), [Action::UseCode(id)]);
    let question = window.press("Is this a console?");
    assert_eq!(question, [Action::AskConsole(id)]);

    let row = failed(PasswordKept::AskedEachTime, SignInFailure::Refused);
    let id = row.profile.id;
    let mut window = Window::of(showing([row]));
    assert!(!window.has("Enter the new password"));
    assert_eq!(window.0.get_all_by_label("Try again").count(), 1);
    assert_eq!(window.press("Try again"), [Action::GetToken(id)]);
    assert_eq!(window.press(USE_CODE), [Action::UseCode(id)]);
}

#[test]
fn a_missing_or_refused_code_leads_to_the_next_code() {
    for failure in [SignInFailure::CodeMissing, SignInFailure::CodeRefused] {
        let row = failed(PasswordKept::InKeyring, failure);
        let id = row.profile.id;
        let mut window = Window::of(showing([row]));
        assert_eq!(window.0.get_all_by_label(USE_CODE).count(), 1);
        assert!(!window.has("Try again") && !window.has("Enter the new password"));
        assert_eq!(window.press(USE_CODE), [Action::UseCode(id)]);
    }
}

#[test]
fn single_sign_on_leads_to_an_api_client_and_offers_no_code() {
    let row = single_sign_on();
    let id = row.profile.id;
    let mut window = Window::of(showing([row]));
    assert!(window.says("This account uses single sign-on"));
    let make = window.press("Make an API client profile");
    assert_eq!(make, [Action::MakeApiClient(id)]);
    assert_eq!(window.press("Try again"), [Action::GetToken(id)]);
    assert!(!window.has(USE_CODE));
}

#[test]
fn the_basic_header_is_behind_a_note_in_both_menus() {
    let mut row = dana(PasswordKept::InKeyring);
    let id = row.profile.id;
    row.grant = Some(grant(872));
    let mut window = Window::of(showing([row]));
    let item = "Basic header (deprecated)";
    for button in ["Copy as", MORE] {
        assert_eq!(window.choose(button, item), [Action::AskBasicHeader(id)]);
    }
}

#[test]
fn the_note_gives_the_reasons_and_its_default_is_to_cancel() {
    for (name, state) in notes() {
        let wants_password = name == "basic header, no password";
        let is_made = name == "basic header, being made";
        let mut window = Window::of(state);
        for told in ["readable form", "deprecated", "v4 and later", "auth/jwt"] {
            assert!(window.says(told), "{name}: {told}");
        }
        let fields = window
            .0
            .query_all_by_role_and_label(Role::PasswordInput, PASSWORD);
        assert_eq!(fields.count(), usize::from(wants_password), "{name}");
        assert_eq!(window.says("Enter the password."), wants_password);
        assert_eq!(window.says("look for its window"), is_made, "{name}");
        assert_eq!(window.focused().as_deref(), Some("Cancel"), "{name}");
        assert_eq!(key(&mut window, Key::Enter), [Action::CloseDialog]);
        window.0.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
        window.settle();
        assert!(!window.asked().contains(&Action::CopyBasicHeader));
        if !is_made {
            let copy = window.press("Copy Basic header");
            assert_eq!(copy, [Action::CopyBasicHeader], "{name}");
        }
    }
}

#[test]
fn no_text_of_the_card_is_cut_in_either_window() {
    for (name, state) in cards() {
        for size in [USUAL, SMALLEST] {
            let clone = showing(state.profiles().cloned());
            let window = Window::with(clone, Drafts::default(), size, Theme::Dark);
            for (role, what, rect) in window.places() {
                let is_text = matches!(role, Role::Label | Role::Heading | Role::Button);
                let is_in = !is_text || rect.right() <= size.x - 17.0;
                assert!(is_in, "{name} at {size:?}: {role:?} “{what}” at {rect:?}");
            }
        }
    }
}
