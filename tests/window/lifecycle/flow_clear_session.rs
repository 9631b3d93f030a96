//! *Clear session*: by hand, by the lock of the session or sleep, and after an idle time.

use std::slice;
use std::time::Duration;

use tokendesk::app::job::Job;
use tokendesk::app::request::RequestWay;
use tokendesk::app::{Action, Effect, Event};
use tokendesk::model::{
    ClearReason, ClipboardFailure, IdleLimit, KeyringFailure, PasswordStorage, Settings,
};

use crate::harness::flow::clipboard::the_clear;
use crate::harness::flow::{FlowHarness, profile, user};

const LOCKED: Event = Event::ClearSession(ClearReason::Locked);
const ORGANIZATIONS: &str = "/api/v1/Org";
const MINUTE: f64 = 60.0;

fn clears_clipboard(effects: &[Effect]) -> bool {
    effects
        .iter()
        .any(|effect| matches!(effect, Effect::Run(_, Job::ClearClipboard { .. })))
}

fn idle_limit(limit: IdleLimit) -> Settings {
    Settings {
        idle_limit: limit,
        ..Settings::default()
    }
}

#[test]
fn tokens_typed_text_responses_and_activity_go_and_the_profiles_stay() {
    for by_hand in [true, false] {
        let (a, b) = (profile("A"), user("B", PasswordStorage::AskedEachTime));
        let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
        harness.renewed(a.id, 900);
        harness.copied(a.id);
        harness.compose(a.id, RequestWay::Token, ORGANIZATIONS);
        let sent = harness.send(a.id);
        harness.answered(sent.job, a.id, "{}");
        harness.get_token(b.id);
        harness.select(b.id);
        harness.type_on_card(b.id, "typed-password", "");
        "typed search".clone_into(&mut harness.app.drafts.search);
        let effects = if by_hand {
            harness.on_action(Action::ClearSession)
        } else {
            harness.on_event(LOCKED)
        };
        assert!(clears_clipboard(&effects), "{effects:?}");
        assert!(harness.has_wiped_fields);
        let (state, drafts) = (&harness.app.state, &harness.app.drafts);
        assert!(
            state
                .profiles()
                .all(|row| row.grant.is_none() && row.prompt.is_none())
        );
        assert_eq!(harness.shown_status(a.id), None);
        assert_eq!(state.activity.count(), 0);
        assert!(drafts.sign_ins.is_empty() && drafts.requests.is_empty());
        assert_eq!((drafts.search.as_str(), state.rows.len()), ("", 2));
    }
}

#[test]
fn by_hand_unsaved_changes_are_asked_about_once_and_the_tokens_go_at_once() {
    let (mut harness, a) = FlowHarness::with_token();
    harness.type_a_new_profile();
    harness.on_action(Action::ClearSession);
    assert!(harness.row(a.id).grant.is_none());
    assert!(harness.app.state.discard_question.is_some());
    assert!(harness.app.drafts.editor.has_secret());
    harness.on_action(Action::ClearSession);
    assert!(harness.app.state.discard_question.is_none() && harness.app.state.dialog.is_none());
    assert!(!harness.app.drafts.editor.has_secret());
}

#[test]
fn discard_in_that_question_clears_the_rest() {
    let (mut harness, _) = FlowHarness::with_token();
    harness.type_a_new_profile();
    harness.on_action(Action::ClearSession);
    harness.on_action(Action::ConfirmDiscard);
    assert!(harness.app.state.dialog.is_none());
    assert_eq!(harness.app.state.activity.count(), 0);
}

#[test]
fn a_locked_session_does_not_ask() {
    let mut harness = FlowHarness::of(&profile("A"));
    harness.type_a_new_profile();
    harness.on_event(LOCKED);
    assert!(harness.app.state.dialog.is_none() && harness.app.state.discard_question.is_none());
    assert!(!harness.app.drafts.editor.has_secret());
}

#[test]
fn a_save_in_progress_is_finished_and_leaves_no_token() {
    let mut harness = FlowHarness::with(&[]);
    harness.type_a_new_profile();
    let (job, write) = crate::editor::flow::save(&mut harness);
    let effects = harness.on_event(LOCKED);
    assert!(
        !effects
            .iter()
            .any(|effect| matches!(effect, Effect::Cancel(_))),
        "{effects:?}"
    );
    harness.saved(job, &write, 1);
    assert!(harness.row(write.id).grant.is_none());
}

#[test]
fn a_clear_that_failed_is_tried_again_and_a_deletion_keeps_its_time() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    harness.renewed(a.id, 900);
    let copy = harness.copied(a.id);
    harness.on_action(Action::AskDelete(b.id));
    harness.on_action(Action::ConfirmDelete);
    let effects = harness.on_event(LOCKED);
    assert_eq!(the_clear(&effects), copy);
    harness.clear_ended(copy, Err(ClipboardFailure::Unavailable));
    assert!(harness.app.state.undoable().next().is_some());
    let effects = harness.wait(MINUTE);
    assert!(clears_clipboard(&effects), "{effects:?}");
}

#[test]
fn what_happened_is_said_until_the_user_is_back() {
    let (mut harness, copy) = FlowHarness::with_header_copied();
    harness.on_event(LOCKED);
    harness.cleared(copy);
    harness.wait(5.0 * MINUTE);
    harness.on_action(Action::FocusGained);
    assert!(harness.notice().starts_with("The screen was locked, so"));
    harness.on_action(Action::OpenShortcuts);
    assert!(harness.notice().starts_with("The screen was locked, so"));
    harness.wait(8.0);
    assert_eq!(harness.notice(), "");
}

#[test]
fn with_nothing_to_clear_nothing_is_said() {
    let mut harness = FlowHarness::of(&profile("A"));
    assert!(harness.on_event(LOCKED).is_empty());
    assert_eq!(harness.notice(), "");
}

#[test]
fn a_window_that_nobody_touches_clears_itself_after_the_limit() {
    for (limit, minutes) in [
        (IdleLimit::Mins5, 5),
        (IdleLimit::Mins15, 15),
        (IdleLimit::Mins60, 60),
    ] {
        let a = profile("A");
        let mut harness = FlowHarness::with_settings(slice::from_ref(&a), idle_limit(limit));
        harness.input();
        harness.renewed(a.id, 86_400);
        harness.wait(MINUTE);
        harness.input();
        let secs = f64::from(minutes) * MINUTE;
        harness.wait(secs - 0.5);
        assert!(harness.row(a.id).grant.is_some(), "{limit:?}");
        let next = harness.app.next_wake(harness.now);
        assert_eq!(next, Some(Duration::from_millis(500)), "{limit:?}");
        harness.wait(0.5);
        assert!(harness.row(a.id).grant.is_none(), "{limit:?}");
        let text = format!("Tokendesk wasn’t used for {minutes} minutes");
        assert!(harness.notice().starts_with(&text));
    }
}

#[test]
fn without_a_limit_it_does_not() {
    let a = profile("A");
    let mut harness = FlowHarness::with_settings(slice::from_ref(&a), idle_limit(IdleLimit::Never));
    harness.input();
    harness.renewed(a.id, 86_400);
    harness.wait(100.0 * MINUTE);
    assert!(harness.row(a.id).grant.is_some());
}

#[test]
fn the_first_sign_in_of_a_run_is_canceled_and_copies_nothing() {
    let a = profile("A");
    for checks in [false, true] {
        let mut harness = FlowHarness::of(&a);
        let job = if checks {
            crate::harness::flow::check::check(&mut harness, &a)
        } else {
            harness.get_token(a.id)
        };
        let effects = harness.on_event(LOCKED);
        assert!(
            matches!(effects[..], [Effect::Cancel(canceled)] if canceled == job),
            "{effects:?}"
        );
        assert!(harness.granted(job, a.id, 900).is_empty());
        assert!(harness.row(a.id).grant.is_none());
        assert!(harness.notice().starts_with("The screen was locked"));
    }
}

#[test]
fn a_save_that_fails_after_the_lock_is_said_until_the_user_is_back() {
    let mut harness = FlowHarness::with(&[]);
    harness.type_a_new_profile();
    let (job, write) = crate::editor::flow::save(&mut harness);
    harness.on_event(LOCKED);
    harness.save_failed(job, KeyringFailure::Locked);
    harness.wait(60.0 * MINUTE);
    let text = format!("“{}” wasn’t saved: ", write.name);
    assert!(harness.notice().starts_with(&text), "{}", harness.notice());
}

#[test]
fn a_question_about_a_header_that_is_gone_goes_too() {
    let (mut harness, copy) = FlowHarness::with_header_copied();
    harness.on_action(Action::CloseWindow);
    assert!(harness.app.state.close_question.is_some());
    harness.on_event(LOCKED);
    assert!(harness.app.state.close_question.is_none());
    harness.cleared(copy);
    assert!(harness.app.state.close_question.is_none());
}

#[test]
fn by_hand_one_message_tells_of_all() {
    let (mut harness, copy) = FlowHarness::with_header_copied();
    harness.on_action(Action::ClearSession);
    harness.cleared(copy);
    assert!(harness.notice().starts_with("Session cleared: "));
}
