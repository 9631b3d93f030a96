//! The pane of a user account: its head, its row, what follows a refusal, and the note before a basic header.

use egui::accesskit::Role;
use egui::{Key, Modifiers, Theme};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::clipboard::BasicHeaderPhase;
use tokendesk::app::job::MissingInput;
use tokendesk::app::token::LastOutcome;
use tokendesk::app::{Action, Drafts};
use tokendesk::model::{PasswordStorage, SignInFailure, SignInWith, Tag};

use crate::harness::screen::{SMALLEST, ScreenHarness, USUAL};
use crate::samples::users::{
    DANA, cards, dana, failed, note, notes, prompt, prompted, single_sign_on,
};
use crate::samples::{grant, mark, now, production, showing};

const PASSWORD: &str = "Password";
const MORE: &str = "More about this profile";
const USE_CODE: &str = "Use a two-factor code";

#[test]
fn the_head_names_username_and_where_the_password_is() {
    for (kept, told) in [
        (PasswordStorage::InKeyring, "Saved in keyring"),
        (PasswordStorage::AskedEachTime, "Ask every time"),
    ] {
        let mut window = ScreenHarness::of(showing([dana(kept)]));
        for part in ["User account", "Username", "Password", DANA, told] {
            assert!(window.says(part), "{part}");
        }
        let is_stored = kept == PasswordStorage::InKeyring;
        assert_eq!(window.says("Nov 12, 2026"), is_stored);
        assert!(!window.has("Client ID") && !window.has("Copy client ID"));
        assert_eq!(
            window.press("Copy username"),
            [Action::CopyText("username")]
        );
        let copied = window.0.state().drafts.to_copy.as_ref().unwrap();
        assert_eq!(copied.expose_secret(), DANA);
    }
}

#[test]
fn a_user_row_says_user_account_and_tells_screen_readers_whose() {
    let window = ScreenHarness::of(showing([dana(PasswordStorage::InKeyring)]));
    let row = window.0.get_by_role_and_label(Role::ListBoxOption, DANA);
    let spoken = row.accesskit_node().description().unwrap();
    assert_eq!(spoken, "US2 · user account dana@example.com, no token");
    let found = showing([dana(PasswordStorage::InKeyring)]);
    assert_eq!(found.matching("DANA@").count(), 1);
}

#[test]
fn a_row_whose_card_asks_for_something_says_so_and_keeps_its_token_in_sight() {
    let mut row = prompted(MissingInput::Code);
    row.grant = Some(grant(872));
    let window = ScreenHarness::of(showing([row]));
    let row = window.0.get_by_role_and_label(Role::ListBoxOption, DANA);
    let spoken = row.accesskit_node().description().unwrap();
    assert!(spoken.ends_with("14:32 left, needs your input"), "{spoken}");
}

#[test]
fn a_code_is_at_hand_on_the_card_and_in_the_menu() {
    let row = dana(PasswordStorage::InKeyring);
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row.clone()]));
    assert_eq!(window.press(USE_CODE), [Action::UseCode(id)]);
    assert_eq!(window.choose(MORE, USE_CODE), [Action::UseCode(id)]);

    let mut expired = row.clone();
    expired.last_outcome = Some(LastOutcome::Expired { at: now().wall });
    let mut window = ScreenHarness::of(showing([expired]));
    assert_eq!(window.press(USE_CODE), [Action::UseCode(id)]);

    let mut live = row;
    live.grant = Some(grant(872));
    let mut window = ScreenHarness::of(showing([live]));
    assert!(!window.has(USE_CODE), "the card of a token is calm");
    assert_eq!(window.choose(MORE, USE_CODE), [Action::UseCode(id)]);
}

#[test]
fn an_api_client_has_neither_a_code_nor_a_basic_header() {
    let mut row = production();
    row.grant = Some(grant(872));
    let mut window = ScreenHarness::of(showing([row]));
    for button in [MORE, "Copy as"] {
        window.press(button);
        assert!(!window.has(USE_CODE) && !window.has("Basic header (deprecated)…"));
        window.key(Key::Escape);
    }
}

#[test]
fn a_refused_password_leads_to_the_new_one_where_one_is_stored() {
    let row = failed(
        PasswordStorage::InKeyring,
        SignInFailure::Refused,
        SignInWith::Password,
    );
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    let enter = window.press("Enter new password");
    assert_eq!(enter, [Action::EnterNewSecret(id)]);
    assert_eq!(window.press("Try again"), [Action::GetToken(id)]);
    assert_eq!(window.press(USE_CODE), [Action::UseCode(id)]);
    let question = window.press("Check address");
    assert_eq!(question, [Action::ProbeConsole(id)]);

    let row = failed(
        PasswordStorage::AskedEachTime,
        SignInFailure::Refused,
        SignInWith::Password,
    );
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    assert!(!window.has("Enter new password"));
    assert_eq!(window.0.get_all_by_label("Try again").count(), 1);
    assert_eq!(window.press("Try again"), [Action::GetToken(id)]);
    assert_eq!(window.press(USE_CODE), [Action::UseCode(id)]);
}

#[test]
fn after_a_refusal_without_a_hint_both_the_code_and_the_password_are_at_hand() {
    for (kept, passwords) in [
        (PasswordStorage::InKeyring, 1),
        (PasswordStorage::AskedEachTime, 0),
    ] {
        let row = failed(kept, SignInFailure::Refused, SignInWith::PasswordAndCode);
        let id = row.profile.id;
        let mut window = ScreenHarness::of(showing([row]));
        let enter = "Enter new password";
        let found = window.0.query_all_by_label(enter).count();
        assert_eq!(found, passwords, "{kept:?}");
        if passwords > 0 {
            assert_eq!(window.press(enter), [Action::EnterNewSecret(id)]);
        }
        assert_eq!(window.0.get_all_by_label(USE_CODE).count(), 1);
        assert_eq!(window.press(USE_CODE), [Action::UseCode(id)]);
    }
}

#[test]
fn a_missing_or_refused_code_leads_to_the_next_code() {
    for failure in [SignInFailure::CodeMissing, SignInFailure::CodeRefused] {
        let row = failed(
            PasswordStorage::InKeyring,
            failure,
            SignInWith::PasswordAndCode,
        );
        let id = row.profile.id;
        let mut window = ScreenHarness::of(showing([row]));
        assert_eq!(window.0.get_all_by_label(USE_CODE).count(), 1);
        assert!(!window.has("Try again") && !window.has("Enter new password"));
        assert_eq!(window.press(USE_CODE), [Action::UseCode(id)]);
    }
}

#[test]
fn single_sign_on_leads_to_an_api_client_and_offers_no_code() {
    let row = single_sign_on();
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    assert!(window.says("This account uses single sign-on"));
    let make = window.press("Create API client profile");
    assert_eq!(make, [Action::MakeApiClient(id)]);
    assert_eq!(window.press("Try again"), [Action::GetToken(id)]);
    assert!(!window.has(USE_CODE));
}

#[test]
fn the_basic_header_is_behind_a_note_in_both_menus() {
    let mut row = dana(PasswordStorage::InKeyring);
    let id = row.profile.id;
    row.grant = Some(grant(872));
    let mut window = ScreenHarness::of(showing([row]));
    let item = "Basic header (deprecated)…";
    for button in ["Copy as", MORE] {
        assert_eq!(window.choose(button, item), [Action::AskBasicHeader(id)]);
    }
}

#[test]
fn the_note_gives_the_reasons_and_enter_never_copies() {
    for (name, state) in notes() {
        let wants_password = name == "basic header, no password";
        let is_made = name == "basic header, being made";
        let mut window = ScreenHarness::of(state);
        for told in ["readable form", "Deprecated", "v4+", "auth/jwt"] {
            assert!(window.says(told), "{name}: {told}");
        }
        let fields = window
            .0
            .query_all_by_role_and_label(Role::PasswordInput, PASSWORD);
        assert_eq!(fields.count(), usize::from(wants_password), "{name}");
        assert_eq!(window.says("Enter the password."), wants_password);
        assert_eq!(
            window.says("Look for its password prompt"),
            is_made,
            "{name}"
        );
        if wants_password {
            assert_eq!(window.focused().as_deref(), Some(PASSWORD), "{name}");
            assert_eq!(window.key(Key::Enter), []);
        } else {
            assert_eq!(window.focused().as_deref(), Some("Cancel"), "{name}");
            assert_eq!(window.key(Key::Enter), [Action::CloseDialog]);
        }
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
fn the_note_names_the_tag_of_its_profile() {
    let mut state = note(PasswordStorage::InKeyring, BasicHeaderPhase::Asking);
    let id = state.profiles().next().unwrap().profile.id;
    mark(&mut state, id, false, Some(Tag::Violet));
    let window = ScreenHarness::of(state);
    let dialog = window.0.get_by_role(Role::Dialog);
    assert!(dialog.query_by_label("Tag Production").is_some());
}

#[test]
fn no_text_of_the_card_is_cut_in_either_window() {
    for (name, state) in cards() {
        for size in [USUAL, SMALLEST] {
            let clone = showing(state.profiles().cloned());
            let window = ScreenHarness::with(clone, Drafts::default(), size, Theme::Dark);
            for (role, what, rect) in window.places() {
                let is_text = matches!(role, Role::Label | Role::Heading | Role::Button);
                let is_in = !is_text || rect.right() <= size.x - 17.0;
                assert!(is_in, "{name} at {size:?}: {role:?} “{what}” at {rect:?}");
            }
        }
    }
}

#[test]
fn a_renewal_that_was_refused_offers_what_it_speaks_of() {
    for (kept, stored) in [
        (PasswordStorage::InKeyring, true),
        (PasswordStorage::AskedEachTime, false),
    ] {
        let mut row = failed(kept, SignInFailure::Refused, SignInWith::PasswordAndCode);
        row.grant = Some(grant(872));
        let id = row.profile.id;
        let mut window = ScreenHarness::of(showing([row]));
        assert!(window.says("Couldn’t renew. Your current token still works."));
        assert_eq!(window.press(USE_CODE), [Action::UseCode(id)]);
        assert_eq!(window.has("Enter new password"), stored);
        if stored {
            let password = window.press("Enter new password");
            assert_eq!(password, [Action::EnterNewSecret(id)]);
        }
    }
}

#[test]
fn a_refused_password_that_is_not_saved_is_asked_for_again_below_what_was_refused() {
    let mut row = failed(
        PasswordStorage::AskedEachTime,
        SignInFailure::Refused,
        SignInWith::Password,
    );
    let mut again = prompt(MissingInput::Password);
    again.is_retry = true;
    row.prompt = Some(again);
    let Some(LastOutcome::Failed(failure)) = row.last_outcome.clone() else {
        panic!("no failure")
    };
    let headline = failure.message().headline;
    let window = ScreenHarness::of(showing([row.clone()]));
    assert!(window.says(&headline), "{:?}", window.texts());
    assert_eq!(window.focused().as_deref(), Some(PASSWORD));
    // A form that is asked for later has nothing to say of it.
    row.prompt = Some(prompt(MissingInput::Password));
    assert!(!ScreenHarness::of(showing([row])).says(&headline));
}
