//! User accounts in the editor: how the profile signs in, where the password is, and the methods compared.

use egui::accesskit::{Role, Toggled};
use egui::{Event, Key, Rect, Theme};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::editor::{Editor, EditorAction, EditorMode, EditorSave};
use tokendesk::app::{Action, Drafts};
use tokendesk::model::{Account, AccountKind, PasswordStorage, Profile, Username};

use crate::harness::screen::{SMALLEST, ScreenHarness, USUAL};
use crate::samples::{EU5, US1, editing, editor, profile};

const KEPT: PasswordStorage = PasswordStorage::InKeyring;
const ASKED: PasswordStorage = PasswordStorage::AskedEachTime;

pub(crate) fn user(password: PasswordStorage) -> Profile {
    Profile {
        account: Account::User {
            username: Username::parse("ada@example.com").unwrap(),
            password,
        },
        ..profile("Ada", US1, "key-1")
    }
}

pub(crate) fn filled(password: &str, kept: PasswordStorage) -> Drafts {
    let mut drafts = Drafts::default();
    let draft = &mut drafts.editor;
    (draft.fields.kind, draft.fields.password_storage) = (AccountKind::User, kept);
    "Ada".clone_into(&mut draft.fields.name);
    US1.clone_into(&mut draft.fields.console);
    "ada@example.com".clone_into(&mut draft.fields.username);
    draft.secret.text_mut().push_str(password);
    drafts
}

pub(crate) fn window(open: Editor, drafts: Drafts) -> ScreenHarness {
    ScreenHarness::with(editing(open), drafts, USUAL, Theme::Light)
}

pub(crate) fn edit_of(base: Profile) -> Editor {
    editor(EditorMode::Edit { base })
}

pub(crate) fn new() -> Editor {
    editor(EditorMode::New)
}

fn is_disabled(window: &ScreenHarness, name: &str) -> bool {
    window.button(name).accesskit_node().is_disabled()
}

fn toggled(window: &ScreenHarness, role: Role, name: &str) -> Option<Toggled> {
    let node = window.0.get_by_role_and_label(role, name);
    node.accesskit_node().toggled()
}

fn press(window: &mut ScreenHarness, key: Key) -> Vec<Action> {
    window.key(key)
}

/// Lets the window ask for another kind, and chooses it as `update` does: before the next pass.
fn chosen(window: &mut ScreenHarness) -> Vec<Action> {
    window.0.step();
    let asked = window.asked();
    if let [Action::Editor(EditorAction::ChooseKind(kind))] = asked[..] {
        window.0.state_mut().drafts.editor.fields.kind = kind;
    }
    window.settle();
    asked
}

#[test]
fn how_a_profile_signs_in_is_a_group_of_two_of_which_one_is_chosen() {
    let mut window = window(new(), Drafts::default());
    let group = window
        .0
        .get_by_role_and_label(Role::RadioGroup, "Sign-in method");
    let names: Vec<_> = group
        .children_recursive()
        .filter_map(|node| node.accesskit_node().label())
        .collect();
    assert_eq!(names, ["API client", "User account"]);
    let of = |name| toggled(&window, Role::RadioButton, name);
    assert_eq!(of("API client"), Some(Toggled::True));
    assert_eq!(of("User account"), Some(Toggled::False));
    assert!(window.says("Recommended. Tokens last 15 minutes."));

    let user = window
        .0
        .get_by_role_and_label(Role::RadioButton, "User account");
    user.click();
    window.settle();
    assert_eq!(
        window.asked(),
        [Action::Editor(EditorAction::ChooseKind(AccountKind::User))]
    );
}

#[test]
fn the_arrow_keys_choose_the_kind_and_the_tab_key_stops_there_once() {
    for (kind, name, other) in [
        (AccountKind::ApiClient, "API client", AccountKind::User),
        (AccountKind::User, "User account", AccountKind::ApiClient),
    ] {
        for key in [
            Key::ArrowRight,
            Key::ArrowLeft,
            Key::ArrowUp,
            Key::ArrowDown,
        ] {
            let mut drafts = Drafts::default();
            drafts.editor.fields.kind = kind;
            let mut window = window(new(), drafts);
            window
                .0
                .get_by_role_and_label(Role::RadioButton, name)
                .focus();
            window.settle();
            window.0.key_press(key);
            assert_eq!(
                chosen(&mut window),
                [Action::Editor(EditorAction::ChooseKind(other))]
            );
            let name = if other == AccountKind::User {
                "User account"
            } else {
                "API client"
            };
            assert_eq!(window.focused().as_deref(), Some(name), "{key:?}");
            press(&mut window, Key::Tab);
            assert_eq!(window.focused().as_deref(), Some("Compare methods"));
        }
    }
}

#[test]
fn a_user_account_has_a_username_and_a_password_and_a_switch_to_keep_it() {
    let mut window = window(new(), filled("", KEPT));
    for (role, name) in [
        (Role::TextInput, "Name"),
        (Role::TextInput, "Console"),
        (Role::TextInput, "Username"),
        (Role::PasswordInput, "Password"),
    ] {
        window.0.get_by_role_and_label(role, name);
    }
    for (role, name) in [
        (Role::TextInput, "Client ID"),
        (Role::PasswordInput, "Secret"),
    ] {
        let found = window.0.query_by_role_and_label(role, name);
        assert!(found.is_none(), "{name}");
    }
    assert!(window.says("For local accounts without SSO. Tokens last 30 minutes."));
    assert!(!window.says("Shown only once"), "that is said of clients");
    let keep = "Save password in keyring";
    assert_eq!(toggled(&window, Role::CheckBox, keep), Some(Toggled::True));
    window.0.get_by_role_and_label(Role::CheckBox, keep).click();
    window.settle();
    assert_eq!(
        window.asked(),
        [Action::Editor(EditorAction::KeepPassword(ASKED))]
    );
    window.0.get_by_role_and_label(Role::CheckBox, keep).focus();
    window.settle();
    assert_eq!(
        press(&mut window, Key::Space),
        [Action::Editor(EditorAction::KeepPassword(ASKED))]
    );
}

#[test]
fn choosing_another_kind_first_is_not_leaving_the_name_out() {
    let mut window = window(new(), Drafts::default());
    assert_eq!(window.focused().as_deref(), Some("Name"));
    let user = window
        .0
        .get_by_role_and_label(Role::RadioButton, "User account");
    user.click();
    assert_eq!(
        chosen(&mut window),
        [Action::Editor(EditorAction::ChooseKind(AccountKind::User))]
    );
    assert!(!window.shows("Enter a name."));
    press(&mut window, Key::Tab);
    press(&mut window, Key::Tab);
    press(&mut window, Key::Tab);
    assert!(window.says("Enter a name."), "it was left now");
}

#[test]
fn a_password_that_is_not_kept_is_for_test_alone_and_may_stay_empty() {
    let mut drafts = filled("", ASKED);
    let mut open = new();
    open.shows_all_errors = true;
    let empty = window(open, drafts);
    assert!(empty.says("You’ll be asked each time."));
    assert!(empty.says("only to test"));
    assert!(!empty.shows("Enter the password."), "it is not missing");
    assert!(!is_disabled(&empty, "Save to keyring") && is_disabled(&empty, "Test"));
    drafts = filled("for-test", ASKED);
    assert!(!is_disabled(&window(new(), drafts), "Test"));
    let mut open = new();
    open.shows_all_errors = true;
    let kept = window(open, filled("", KEPT));
    assert!(kept.says("Enter the password.") && is_disabled(&kept, "Save to keyring"));
}

#[test]
fn the_stored_secret_is_mentioned_only_where_it_can_be_used() {
    let mentions = |window: &ScreenHarness| window.texts().iter().any(|text| text == "Saved");
    let kept = window(edit_of(user(KEPT)), filled("", KEPT));
    assert!(mentions(&kept) && kept.says("Leave blank to keep the current password."));

    let no_longer = window(edit_of(user(KEPT)), filled("", ASKED));
    assert!(!mentions(&no_longer) && no_longer.says("Saved (removed when you save)"));
    assert!(no_longer.says("Saving removes the password from your keyring."));

    let never = window(edit_of(user(ASKED)), filled("", KEPT));
    assert!(!mentions(&never) && is_disabled(&never, "Save to keyring"));
    let of_a_client = window(edit_of(profile("Ada", US1, "key-1")), filled("", KEPT));
    assert!(!mentions(&of_a_client) && is_disabled(&of_a_client, "Test"));

    let mut drafts = filled("", KEPT);
    EU5.clone_into(&mut drafts.editor.fields.console);
    let moved = window(edit_of(user(KEPT)), drafts);
    assert!(!mentions(&moved));
    assert!(moved.says("You changed the console"));
}

const COMPARE: &str = "Compare methods";

#[test]
fn the_methods_are_compared_in_text_and_the_keyboard_comes_back_to_the_link() {
    let mut window = window(new(), Drafts::default());
    assert_eq!(window.press(COMPARE), []);
    window.0.get_by_role_and_label(Role::Dialog, COMPARE);
    for method in [
        "API client (recommended)",
        "User account (token)",
        "Basic authentication (deprecated)",
    ] {
        window.0.get_by_role_and_label(Role::Heading, method);
    }
    for told in [
        "15 minutes.",
        "30 minutes.",
        "the password is sent every time",
        "All resources the client has permissions for.",
        "All resources.",
        "v1 and v4+ (v3: auth/jwt only).",
        "The secret can be reset.",
        "tools’ histories",
    ] {
        assert!(window.says(told), "{told}");
    }
    assert_eq!(window.focused().as_deref(), Some("Close"));
    assert_eq!(press(&mut window, Key::Escape), [], "the editor stays");
    assert!(!window.has("API client (recommended)"));
    assert_eq!(window.focused().as_deref(), Some(COMPARE));
    assert_eq!(press(&mut window, Key::Escape), [Action::CloseDialog]);

    window.press(COMPARE);
    assert_eq!(window.press("Close"), []);
    assert!(!window.has("API client (recommended)"));
    assert_eq!(window.focused().as_deref(), Some(COMPARE));
}

#[test]
fn in_the_smallest_window_the_comparison_is_read_to_its_end_by_the_arrow_keys() {
    let mut window = ScreenHarness::with(editing(new()), Drafts::default(), SMALLEST, Theme::Dark);
    window.press(COMPARE);
    let room = Rect::from_min_size(egui::Pos2::ZERO, SMALLEST);
    let place = |window: &ScreenHarness, part: &str| {
        let places = window.places().into_iter();
        let mut found = places.filter(|(_, name, _)| name.contains(part));
        found.next().unwrap().2
    };
    assert!(room.contains_rect(place(&window, "API client (recommended)")));
    let close = place(&window, "Close");
    assert!(room.contains_rect(close));
    let last = "Passwords end up";
    assert!(
        place(&window, last).bottom() > close.top(),
        "below the fold"
    );
    for _ in 0..12 {
        press(&mut window, Key::ArrowDown);
    }
    window.0.run_steps(20);
    assert!(place(&window, last).bottom() < close.top());
    for _ in 0..12 {
        press(&mut window, Key::ArrowUp);
    }
    window.0.run_steps(20);
    assert!(place(&window, last).bottom() > close.top());
}

#[test]
fn a_conflict_tells_kinds_names_and_where_the_password_is_apart() {
    let conflict = |theirs: Profile, drafts: Drafts| {
        let mut open = edit_of(user(KEPT));
        open.save = EditorSave::Conflict {
            theirs: Box::new(theirs),
            shows_theirs: true,
        };
        window(open, drafts)
    };
    let asked = conflict(user(ASKED), filled("", KEPT));
    assert!(asked.says("Password: saved “ask every time”, yours “in keyring”"));
    assert!(!asked.says("Username: saved"), "it does not differ");
    assert!(asked.says("It has no saved password anymore"));

    let client = conflict(profile("Ada", US1, "key-1"), filled("", KEPT));
    assert!(client.says("Sign-in method: saved “API client”, yours “User account”"));
    assert!(client.says("Client ID: saved “key-1”") && !client.says("Username: saved"));
    assert!(client.says("It has no saved password anymore"));

    let mut other = user(KEPT);
    other.account = Account::User {
        username: Username::parse("bob@example.com").unwrap(),
        password: KEPT,
    };
    let named = conflict(other, filled("", KEPT));
    assert!(named.says("Username: saved “bob@example.com”, yours “ada@example.com”"));
    assert!(named.says("Passwords can’t be compared."));
    let not_kept = conflict(user(KEPT), filled("", ASKED));
    assert!(not_kept.says("removes the saved password from your keyring"));
}

#[test]
fn a_user_account_that_is_gone_needs_its_password_only_to_keep_it() {
    for (kept, needs) in [(KEPT, true), (ASKED, false)] {
        let mut open = edit_of(user(kept));
        open.save = EditorSave::Gone;
        let window = window(open, filled("", kept));
        assert_eq!(
            window.says("Enter the password to save it as a new profile"),
            needs
        );
    }
}

/// What is typed by a person who pastes.
pub(crate) fn paste(window: &mut ScreenHarness, text: &str) {
    window.0.event(Event::Paste(text.to_owned()));
    window.settle();
}
