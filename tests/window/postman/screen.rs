//! *Save for Postman*, drawn.

use egui::accesskit::Role;
use egui::{Key, Theme};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::postman::PostmanAction;
use tokendesk::app::{Action, Drafts, State};
use tokendesk::model::{PasswordStorage, PostmanFile};

use crate::harness::screen::{SMALLEST, ScreenHarness};
use crate::samples::postman::{at, saved, saving_for_postman};
use crate::samples::users::dana;
use crate::samples::{live, production};

const SAVE: Action = Action::Postman(PostmanAction::Save);
const FILES: [(&str, &str); 4] = [
    ("Environment", "Save environment…"),
    ("Environment with token", "Save with token…"),
    ("Collection", "Save collection…"),
    ("Collection that signs in", "Save collection…"),
];
const UPLOAD: &str = "Postman may upload the token";

fn with(file: PostmanFile) -> ScreenHarness {
    ScreenHarness::of(saving_for_postman(live(872), file))
}

#[test]
fn each_file_can_be_chosen_and_its_button_says_what_is_saved() {
    for ((name, button), file) in FILES.into_iter().zip(PostmanFile::ALL) {
        let mut window = with(file);
        assert!(window.says("Save “Production EU” for Postman"));
        assert_eq!(window.focused().as_deref(), Some(name));
        assert_eq!(window.press(button), [SAVE]);
        assert_eq!(window.command_key(Key::Enter), [SAVE]);
        assert_eq!(window.press("Close"), [Action::CloseDialog]);
        assert_eq!(window.has(UPLOAD), file.has_token(), "{name}");
        for ((other, _), value) in FILES.into_iter().zip(PostmanFile::ALL) {
            if value != file {
                let card = window.0.get_by_role_and_label(Role::RadioButton, other);
                card.click();
                window.settle();
                let chosen = Action::Postman(PostmanAction::Choose(value));
                assert_eq!(window.asked(), [chosen]);
            }
        }
    }
}

#[test]
fn without_a_token_or_for_a_user_account_the_button_says_why_it_is_disabled() {
    let disabled = |state: State, button: &str, why: &str| {
        let mut window = ScreenHarness::of(state);
        let node = window.button(button);
        assert!(node.accesskit_node().is_disabled(), "{button}");
        assert!(window.says(why), "{why}");
        assert_eq!(window.command_key(Key::Enter), []);
    };
    let no_token = saving_for_postman(production(), PostmanFile::EnvironmentWithToken);
    disabled(no_token, "Save with token…", "There is no valid token.");
    let user = dana(PasswordStorage::InKeyring);
    let user = saving_for_postman(user, PostmanFile::SignInCollection);
    disabled(user, "Save collection…", "For API clients only");
}

#[test]
fn the_empty_environment_says_what_to_paste_into_it() {
    let window = with(PostmanFile::Environment);
    assert!(window.says("copy it with Copy as › Token only"));
}

#[test]
fn in_the_smallest_window_the_warning_is_in_sight_before_the_token_is_saved() {
    let state = saving_for_postman(live(872), PostmanFile::EnvironmentWithToken);
    let mut window = ScreenHarness::with(state, Drafts::default(), SMALLEST, Theme::Light);
    window.settle();
    let warning = window.0.get_by_label(UPLOAD).rect();
    let button = window.button("Save with token…").rect();
    assert!(warning.bottom() < button.top(), "{warning:?} {button:?}");
}

#[test]
fn a_saved_file_says_where_it_is_and_what_to_do_next() {
    for (file, next) in [
        (PostmanFile::Environment, "Then select the environment"),
        (
            PostmanFile::EnvironmentWithToken,
            "Then delete it: the token in it works until 10:47 AM.",
        ),
        (PostmanFile::Collection, "Then select an environment"),
        (PostmanFile::SignInCollection, "steps for the vault"),
    ] {
        let window = ScreenHarness::of(saved(file, at("/home/ada/file.json")));
        assert!(window.says("Saved as /home/ada/file.json"));
        assert!(window.says("In Postman, choose Import and open this file."));
        assert!(window.says(next), "{next}");
    }
}
