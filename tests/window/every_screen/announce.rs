//! What is said by itself: once, in the words of the outcome, and never for a second that passes.

use std::time::Duration;

use egui::accesskit::{Live, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::State;
use tokendesk::app::state::{Notice, NoticeTone};
use tokendesk::app::token::LastOutcome;
use tokendesk::model::{AccountKind, ActivityKind, SignInFailure, Verdict};

use crate::harness::screen::ScreenHarness;
use crate::samples::{failed, failed_with, live, now, production, refused, showing};

/// What is said now, and how; the number that tells one saying from the next.
fn said(window: &ScreenHarness) -> Option<(String, Live, u64)> {
    let all: Vec<_> = window.0.query_all_by_role(Role::Status).collect();
    assert!(all.len() <= 1, "one place says it");
    let node = all.first()?.accesskit_node();
    Some((node.label()?, node.live(), node.locate().0.0))
}

fn note(state: &mut State, kind: ActivityKind) {
    let profile = state.profiles().next().unwrap().profile.clone();
    let of = (profile.id, profile.name.as_str());
    state.activity.record(of, now().wall, kind, None);
}

fn message(window: &ScreenHarness) -> String {
    said(window).unwrap().0
}

#[test]
fn what_happened_before_the_window_looked_is_not_news() {
    let mut state = showing([production()]);
    note(&mut state, ActivityKind::Created);
    assert_eq!(said(&ScreenHarness::of(state)), None);
}

#[test]
fn an_outcome_is_announced_once_and_a_second_one_of_its_kind_again() {
    let mut window = ScreenHarness::of(showing([live(872)]));
    note(
        &mut window.0.state_mut().state,
        ActivityKind::Copied { noun: "header" },
    );
    window.settle();
    let first = said(&window).unwrap();
    assert_eq!(first.0, "Production EU: Header copied.");
    assert_eq!(first.1, Live::Polite);
    window.settle();
    assert_eq!(said(&window).unwrap(), first, "the same node, so not again");
    note(
        &mut window.0.state_mut().state,
        ActivityKind::Copied { noun: "header" },
    );
    window.settle();
    let second = said(&window).unwrap();
    assert_eq!(second.0, first.0);
    assert_ne!(second.2, first.2, "another node, or nobody would hear it");
}

#[test]
fn what_happens_at_once_is_reported_in_its_order() {
    let mut window = ScreenHarness::of(showing([production()]));
    let lifetime = Duration::from_mins(15);
    let state = &mut window.0.state_mut().state;
    note(state, ActivityKind::Fetched { lifetime });
    note(state, ActivityKind::Copied { noun: "header" });
    window.settle();
    assert_eq!(
        message(&window),
        "Production EU: Got token (15 min). Production EU: Header copied."
    );
}

#[test]
fn bad_news_is_announced_at_once() {
    let mut window = ScreenHarness::of(showing([production()]));
    note(
        &mut window.0.state_mut().state,
        ActivityKind::Checked {
            verdict: Verdict::Refused,
            kind: AccountKind::ApiClient,
        },
    );
    window.settle();
    assert_eq!(said(&window).unwrap().1, Live::Assertive);
}

#[test]
fn of_two_profiles_with_one_name_the_one_that_failed_is_announced() {
    let refused = failed(refused());
    let busy = failed(failed_with(SignInFailure::ServerError, Some(503)));
    let headlines = [&refused, &busy].map(|row| match &row.last_outcome {
        Some(LastOutcome::Failed(failure)) => failure.message().headline,
        other => panic!("{other:?}"),
    });
    let rows = [refused, busy];
    for (row, headline) in rows.iter().zip(headlines) {
        let mut window = ScreenHarness::of(showing(rows.clone()));
        let of = (row.profile.id, row.profile.name.as_str());
        window.state_mut().activity.record(
            of,
            now().wall,
            ActivityKind::Failed {
                short: "failed",
                status: None,
            },
            None,
        );
        window.settle();
        assert_eq!(message(&window), format!("Production EU: {headline}."));
    }
}

#[test]
fn seconds_that_pass_are_not_said() {
    let mut window = ScreenHarness::of(showing([live(872)]));
    note(
        &mut window.0.state_mut().state,
        ActivityKind::Copied { noun: "header" },
    );
    window.settle();
    let before = said(&window);
    for _ in 0..5 {
        let content = window.0.state_mut();
        content.now = content.now.plus(Duration::from_secs(1));
        window.settle();
    }
    assert_eq!(said(&window), before);
}

#[test]
fn what_was_said_is_gone_soon_after_and_not_said_again() {
    let mut window = ScreenHarness::of(showing([live(872)]));
    note(
        &mut window.0.state_mut().state,
        ActivityKind::Copied { noun: "header" },
    );
    window.settle();
    let content = window.0.state_mut();
    content.now = content.now.plus(Duration::from_secs(10));
    window.settle();
    assert_eq!(said(&window), None);
    window.settle();
    assert_eq!(said(&window), None);
}

#[test]
fn a_notice_is_announced_when_it_appears_and_replaces_what_it_says_better() {
    let mut window = ScreenHarness::of(showing([production()]));
    let state = &mut window.0.state_mut().state;
    state.notice = Some(Notice {
        text: "Clipboard cleared.".to_owned(),
        tone: NoticeTone::Good,
        until: Some(now()),
        tags_before: Vec::new(),
    });
    note(state, ActivityKind::Cleared);
    window.settle();
    assert_eq!(message(&window), "Clipboard cleared.");
    assert_eq!(said(&window).unwrap().1, Live::Polite);
    let notice = window.state_mut().notice.as_mut().unwrap();
    notice.tone = NoticeTone::Bad;
    "The clipboard could not be cleared.".clone_into(&mut notice.text);
    window.settle();
    assert_eq!(said(&window).unwrap().1, Live::Assertive, "bad news");
}
