//! A burst of clicks is one wish, whatever button the answer of a fast console puts under the pointer.

use std::time::Duration;

use egui::Key;
use egui_kittest::kittest::NodeT as _;
use tokendesk::app::Action;
use tokendesk::app::check_all::{CheckAllAction, CheckAllPhase, LineState};
use tokendesk::app::editor::EditorAction;
use tokendesk::app::job::MissingInput;
use tokendesk::app::profiles::ProfileRow;
use tokendesk::app::rotation::{Replacing, RotationAction};
use tokendesk::app::state::Dialog;
use tokendesk::app::token::{Attempt, Check, LastOutcome};
use tokendesk::model::{PasswordStorage, ProfileId, SignInFailure, SignInWith};

use crate::editor::screen_users;
use crate::harness::screen::ScreenHarness;
use crate::samples::check::{self, checking_rotation, found, took_effect};
use crate::samples::users::{failed, prompted};
use crate::samples::{attempt, failed_with, production, showing};

const GET_TOKEN: &str = "Get token and copy header";

#[test]
fn the_second_half_of_a_double_click_is_no_second_sign_in() {
    let (mut window, id) = of(production());
    assert_eq!(window.press(GET_TOKEN), [Action::GetToken(id)]);
    change(&mut window, |row| {
        let failure = failed_with(SignInFailure::ServerError, Some(503));
        row.last_outcome = Some(LastOutcome::Failed(failure));
    });
    for _ in 0..5 {
        wait(&mut window, 400);
        assert_eq!(window.press("Try again"), [], "the burst goes on");
    }
    window.wait_half_a_second();
    assert_eq!(window.press("Try again"), [Action::GetToken(id)]);
    assert_eq!(window.command_key(Key::Enter), [], "by the key");
}

#[test]
fn a_burst_that_outlasts_a_slow_response_is_still_one_click() {
    let (mut window, id) = of(production());
    assert_eq!(window.press("Check secret"), [Action::Check(id)]);
    change(&mut window, |row| {
        row.check = Some(check::checking(None));
    });
    for _ in 0..7 {
        wait(&mut window, 150);
        assert_eq!(window.press("Check secret"), [], "it rests");
    }
    change(&mut window, |row| row.check = None);
    wait(&mut window, 150);
    assert_eq!(window.press("Check secret"), [], "the burst goes on");
    window.wait_half_a_second();
    assert_eq!(window.press("Check secret"), [Action::Check(id)]);
}

#[test]
fn a_key_pressed_twice_in_a_dialog_does_nothing_behind_it() {
    let mut row = production();
    row.grant = Some(crate::samples::grant(872));
    let id = row.profile.id;
    let mut window = ScreenHarness::of(checking_rotation(row, |check| {
        check.phase = found(took_effect(), Replacing::Idle);
    }));
    let by_key = |window: &mut ScreenHarness| window.command_key(Key::Enter);
    assert_eq!(
        by_key(&mut window),
        [Action::Rotation(RotationAction::Replace)]
    );
    window.state_mut().dialog = None;
    wait(&mut window, 400);
    assert_eq!(by_key(&mut window), [], "it was meant for the dialog");
    wait(&mut window, 500);
    let copy = Action::CopyHeader(id);
    assert_eq!(by_key(&mut window), [copy]);
}

#[test]
fn a_burst_of_clicks_does_not_cancel_what_it_began_and_is_of_one_profile() {
    let (mut window, id) = of(production());
    assert_eq!(window.press(GET_TOKEN), [Action::GetToken(id)]);
    change(&mut window, |row| row.attempt = Some(attempt(0)));
    for _ in 0..3 {
        assert!(rests(&window, "Cancel"));
        assert_eq!(window.press("Cancel"), [], "the burst goes on");
        wait(&mut window, 400);
    }
    window.wait_half_a_second();
    assert!(!rests(&window, "Cancel"));
    assert_eq!(window.press("Cancel"), [Action::CancelFetch(id)]);

    let other = production();
    let other_id = other.profile.id;
    *window.state_mut() = showing([other]);
    window.settle();
    assert_eq!(window.press(GET_TOKEN), [Action::GetToken(other_id)]);
}

#[test]
fn what_was_typed_is_sent_at_once_and_not_twice() {
    let row = failed(
        PasswordStorage::InKeyring,
        SignInFailure::Forbidden,
        SignInWith::Password,
    );
    let (mut window, id) = of(row);
    assert_eq!(window.press("Try again"), [Action::GetToken(id)]);
    change(&mut window, |row| {
        row.prompt = prompted(MissingInput::Code).prompt;
    });
    let send = "Sign in and copy header";
    assert_eq!(window.press(send), [Action::SignIn(id)]);
    assert_eq!(window.press(send), []);
    assert_eq!(window.press("Sign in without a code"), []);

    // The next form is another wish, however soon it is filled in.
    change(&mut window, |row| {
        let prompt = row.prompt.as_mut().unwrap();
        prompt.serial += 1;
    });
    assert_eq!(window.press(send), [Action::SignIn(id)]);
}

#[test]
fn a_test_is_asked_for_once_by_a_burst() {
    let filled = screen_users::filled("s3cret", PasswordStorage::InKeyring);
    let mut window = screen_users::window(screen_users::new(), filled);
    assert_eq!(window.press("Test"), [Action::Editor(EditorAction::Test)]);
    assert_eq!(window.press("Test"), []);
    window.wait_half_a_second();
    assert_eq!(window.press("Test"), [Action::Editor(EditorAction::Test)]);
}

#[test]
fn a_check_is_asked_for_once_by_a_burst_and_not_canceled_by_it() {
    let (mut window, id) = of(production());
    assert_eq!(window.press("Check secret"), [Action::Check(id)]);
    assert_eq!(window.press("Check secret"), [], "it ended at once");
    // Another wish, however soon.
    assert_eq!(window.press(GET_TOKEN), [Action::GetToken(id)]);
    window.wait_half_a_second();
    assert_eq!(window.press("Check secret"), [Action::Check(id)]);
    let started = window.0.state().now;
    let job = window.begin(started);
    change(&mut window, |row| {
        row.check = Some(Check::Running { job, before: None });
    });
    for _ in 0..3 {
        assert!(rests(&window, "Cancel check"));
        assert_eq!(window.press("Cancel check"), [], "the burst goes on");
        wait(&mut window, 400);
    }
    window.wait_half_a_second();
    assert_eq!(window.press("Cancel check"), [Action::CancelCheck(id)]);
}

#[test]
fn a_check_of_a_reset_is_asked_for_once_by_a_burst_which_replaces_nothing() {
    let mut window = ScreenHarness::of(checking_rotation(production(), |_| {}));
    let action = |action| [Action::Rotation(action)];
    assert_eq!(window.press("Check"), action(RotationAction::Check));
    assert_eq!(window.press("Check"), []);
    if let Some(Dialog::Rotation(check)) = &mut window.state_mut().dialog {
        check.phase = found(took_effect(), Replacing::Idle);
    }
    window.settle();
    assert_eq!(window.press("Replace saved secret"), [], "not read yet");
    window.wait_half_a_second();
    assert_eq!(
        window.press("Replace saved secret"),
        action(RotationAction::Replace)
    );
    assert_eq!(window.press("Check again"), [], "the burst goes on");
}

#[test]
fn the_check_of_many_is_begun_once_by_a_burst_and_not_stopped_by_it() {
    let rows = check::four();
    let table = check::table(&rows, vec![LineState::Waiting; 4]);
    let choosing = check::check_all(CheckAllPhase::Choosing);
    let mut window = ScreenHarness::of(check::checking_all(rows, choosing));
    let action = |action| [Action::CheckAll(action)];
    assert_eq!(window.press("Check all"), action(CheckAllAction::Start));
    assert_eq!(window.press("Check all"), []);
    if let Some(Dialog::CheckAll(check)) = &mut window.state_mut().dialog {
        check.phase = CheckAllPhase::Running(table);
    }
    window.settle();
    assert_eq!(window.press("Cancel"), [], "the burst goes on");
    window.wait_half_a_second();
    assert_eq!(window.press("Cancel"), action(CheckAllAction::Stop));
}

#[test]
fn the_first_press_of_a_screen_reader_after_a_jump_of_the_clock_counts() {
    use jiff::SignedDuration;
    let (hour, none) = (Duration::from_hours(1), Duration::ZERO);
    for (wall, forth, back) in [
        (SignedDuration::from_hours(1), none, none),
        (SignedDuration::from_hours(-1), none, none),
        (SignedDuration::ZERO, hour, none),
        (SignedDuration::ZERO, none, hour),
    ] {
        let (mut window, id) = of(production());
        assert_eq!(window.press("Check secret"), [Action::Check(id)]);
        wait(&mut window, 600);
        let now = &mut window.0.state_mut().now;
        now.wall += wall;
        now.boot = (now.boot + forth).checked_sub(back).unwrap();
        // It sends no press of the pointer and no key.
        window.button("Check secret").click_accesskit();
        window.settle();
        assert_eq!(
            window.asked(),
            [Action::Check(id)],
            "{wall} {forth:?} {back:?}"
        );

        // Nor does what began before rest for an hour.
        let started = window.0.state().now.plus(back);
        let job = window.begin(started);
        change(&mut window, |row| {
            row.attempt = Some(Attempt {
                job,
                copy_after: None,
            });
        });
        wait(&mut window, 600);
        assert!(!rests(&window, "Cancel"), "{wall} {forth:?} {back:?}");
    }
}

fn of(row: ProfileRow) -> (ScreenHarness, ProfileId) {
    let id = row.profile.id;
    (ScreenHarness::of(showing([row])), id)
}

/// What became of the selected profile meanwhile.
fn change(window: &mut ScreenHarness, change: impl FnOnce(&mut ProfileRow)) {
    let state = window.state_mut();
    let mut row = state.selected_profile().unwrap().clone();
    change(&mut row);
    let running = state.running.clone();
    *state = showing([row]);
    state.running = running;
    window.settle();
}

fn rests(window: &ScreenHarness, name: &str) -> bool {
    window.button(name).accesskit_node().is_disabled()
}

fn wait(window: &mut ScreenHarness, millis: u64) {
    let content = window.0.state_mut();
    content.now = content.now.plus(Duration::from_millis(millis));
    window.settle();
}
