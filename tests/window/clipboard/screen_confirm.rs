//! The question before a copy: what it says, and that nobody answers it unread.

use std::time::Duration;

use egui::accesskit::Role;
use egui::{Key, Modifiers, Pos2, Rect, Theme};
use egui_kittest::kittest::Queryable as _;
use tokendesk::app::profiles::ProfileRow;
use tokendesk::app::request::RequestAction;
use tokendesk::app::state::CopyQuestion;
use tokendesk::app::state::Dialog;
use tokendesk::app::{Action, Drafts, State};
use tokendesk::model::{CopyFormat, ProfileId, RequestFormat, Tag};

use crate::harness::screen::{SMALLEST, ScreenHarness, USUAL};
use crate::samples::{US1, live, mark, profile, showing, showing_production, widest};

/// A red profile with a token, and another one that is selected.
fn asked(action: impl Fn(ProfileId) -> Action) -> State {
    let row = live(872);
    let id = row.profile.id;
    let other = ProfileRow::new(profile("Backup", US1, "key-42"));
    let mut state = showing([other, row]);
    mark(&mut state, id, false, Some(Tag::Violet));
    let action = action(id);
    state.dialog = Some(Dialog::CopyQuestion(CopyQuestion { id, action }));
    state
}

fn copy(id: ProfileId) -> Action {
    Action::Copy(id, CopyFormat::HeaderLine)
}

#[test]
fn the_question_names_the_profile_its_tag_its_host_and_what_was_asked_for_whatever_is_selected() {
    for theme in [Theme::Light, Theme::Dark] {
        let window = ScreenHarness::with(asked(copy), Drafts::default(), USUAL, theme);
        assert!(window.has("Copy the header for “Production EU”?"));
        let dialog = window.0.get_by_role(Role::Dialog);
        assert!(dialog.query_by_label("Tag Production").is_some());
        assert!(window.says("It works with console.eu5.cpg.crashplan.com until it expires."));
        let has = |name| dialog.query_by_role_and_label(Role::Button, name).is_some();
        assert!(has("Copy header") && has("Cancel"));
    }
}

#[test]
fn the_button_of_the_question_says_what_was_pressed() {
    type Wanted = fn(ProfileId) -> Action;
    let wishes: [(Wanted, &str, &str); 6] = [
        (
            Action::GetToken,
            "Copy the header for “Production EU”?",
            "Get token and copy header",
        ),
        (
            Action::SignIn,
            "Copy the header for “Production EU”?",
            "Sign in and copy header",
        ),
        (
            |id| Action::Copy(id, CopyFormat::HeaderValue),
            "Copy the header value for “Production EU”?",
            "Copy header value",
        ),
        (
            |id| Action::Copy(id, CopyFormat::TokenOnly),
            "Copy the token for “Production EU”?",
            "Copy token",
        ),
        (
            |id| Action::Request(id, RequestAction::CopyAs(RequestFormat::Curl)),
            "Copy the curl command for “Production EU”?",
            "Copy curl command",
        ),
        (
            |id| Action::Request(id, RequestAction::CopyAs(RequestFormat::Python)),
            "Copy the Python code for “Production EU”?",
            "Copy Python code",
        ),
    ];
    for (action, title, button) in wishes {
        let window = ScreenHarness::of(asked(action));
        assert!(window.has(title), "{title}");
        let dialog = window.0.get_by_role(Role::Dialog);
        let found = dialog.query_by_role_and_label(Role::Button, button);
        assert!(found.is_some(), "{button}");
    }
}

#[test]
fn the_question_takes_a_click_or_a_key_only_after_half_a_second() {
    type Answer = fn(&mut ScreenHarness);
    let answers: [(&str, Answer); 3] = [
        ("click", |window| {
            let dialog = window.0.get_by_role(Role::Dialog);
            dialog
                .get_by_role_and_label(Role::Button, "Copy header")
                .click();
        }),
        ("Enter", |window| window.0.key_press(Key::Enter)),
        ("Ctrl+Enter", |window| {
            window.0.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
        }),
    ];
    for (name, answer) in answers {
        let mut window = ScreenHarness::of(asked(copy));
        // The rest of a burst that opened it, each a little after the one before.
        for _ in 0..4 {
            answer(&mut window);
            window.settle();
            assert_eq!(window.asked(), [], "{name}, too soon");
            let content = window.0.state_mut();
            content.now = content.now.plus(Duration::from_millis(300));
            window.settle();
        }
        window.wait_half_a_second();
        answer(&mut window);
        window.settle();
        assert_eq!(window.asked(), [Action::ConfirmCopy], "{name}");
    }
}

#[test]
fn cancel_and_esc_leave_it_at_once() {
    let mut window = ScreenHarness::of(asked(copy));
    assert_eq!(window.press("Cancel"), [Action::CloseDialog]);
    assert_eq!(window.key(Key::Escape), [Action::CloseDialog]);
}

#[test]
fn the_longest_name_fits_into_the_smallest_window() {
    let row = widest();
    let id = row.profile.id;
    let mut state = showing_production(row);
    let tags = &mut state.settings.tags;
    tags.rename(Tag::Violet, &"W".repeat(24)).unwrap();
    let action = Action::GetToken(id);
    state.dialog = Some(Dialog::CopyQuestion(CopyQuestion { id, action }));
    let window = ScreenHarness::with(state, Drafts::default(), SMALLEST, Theme::Light);
    let dialog = window.0.get_by_role(Role::Dialog);
    let room = Rect::from_min_size(Pos2::ZERO, SMALLEST).shrink(20.0);
    for name in ["Get token and copy header", "Cancel"] {
        let button = dialog.get_by_role_and_label(Role::Button, name).rect();
        assert!(room.contains_rect(button), "{name}: {button:?}");
    }
    let tag = dialog.get_by_label_contains("Tag WWW").rect();
    assert!(room.contains_rect(tag), "{tag:?}");
}

#[test]
fn a_profile_that_is_gone_is_not_asked_about() {
    let mut state = asked(copy);
    state.rows.pop();
    let mut window = ScreenHarness::of(state);
    window.settle();
    assert!(window.asked().contains(&Action::CloseDialog));
}
