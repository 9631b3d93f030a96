//! What stays on the clipboard, how long, and what the window says about it.

use tokendesk::app::job::{Job, Outcome};
use tokendesk::app::lifecycle::ClosePhase;
use tokendesk::app::{Action, Effect};
use tokendesk::model::{ClearOutcome, ClipboardFailure, CopyFormat};

use crate::harness::flow::clipboard::the_clear;
use crate::harness::flow::{FlowHarness, job_ended, profile, the_copy};

#[test]
fn the_clipboard_is_cleared_after_sixty_seconds_and_once() {
    let (mut harness, copy_id) = FlowHarness::with_header_copied();
    assert!(harness.wait(59.9).is_empty());
    assert_eq!(the_clear(&harness.wait(0.1)), copy_id);
    assert!(harness.wait(5.0).is_empty(), "one order is enough");
    harness.cleared(copy_id);
    assert!(harness.app.state.copied_item.is_none());
    assert_eq!(harness.notice(), "Clipboard cleared.");
}

#[test]
fn a_copy_that_a_clipboard_manager_took_is_reported_as_cleared_here_only() {
    let (mut harness, copy_id) = FlowHarness::with_header_copied();
    harness.on_action(Action::ClearClipboard);
    let result = Ok(ClearOutcome::ClearedHere);
    harness.clear_ended(copy_id, result);
    assert!(harness.app.state.copied_item.is_none());
    assert!(
        harness.notice().contains("another program took a copy"),
        "{}",
        harness.notice()
    );
}

#[test]
fn a_copy_that_a_clipboard_manager_restores_stays_in_the_strip_and_is_cleared_again_and_asked_about()
 {
    let (mut harness, copy_id) = FlowHarness::with_header_copied();
    harness.on_action(Action::ClearClipboard);
    let restored =
        |harness: &mut FlowHarness| harness.clear_ended(copy_id, Err(ClipboardFailure::Restored));
    restored(&mut harness);
    assert!(
        harness
            .notice()
            .starts_with("A clipboard manager restored it."),
        "{}",
        harness.notice()
    );
    assert!(harness.app.state.copied_item.is_some());
    assert!(matches!(
        harness.wait(60.0)[..],
        [Effect::Run(_, Job::ClearClipboard { .. })]
    ));
    restored(&mut harness);

    assert!(harness.on_action(Action::CloseWindow).is_empty());
    assert_eq!(harness.app.state.close_question, Some(ClosePhase::Asking));
    harness.on_action(Action::ConfirmClose);
    restored(&mut harness);
    let failed = ClosePhase::Failed(ClipboardFailure::Restored);
    assert_eq!(harness.app.state.close_question, Some(failed));
    let effects = harness.on_action(Action::ConfirmClose);
    assert!(matches!(effects[..], [Effect::CloseWindow]), "{effects:?}");
}

#[test]
fn a_new_copy_replaces_the_held_one_and_restarts_its_timer() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    harness.renewed(a.id, 900);
    harness.renewed(b.id, 900);
    harness.copied(a.id);
    harness.wait(50.0);
    let second = harness.copied(b.id);
    assert_eq!(harness.copied_item().name, "B");
    assert!(
        harness.wait(50.0).is_empty(),
        "the first copy’s time is no longer counted"
    );
    assert_eq!(the_clear(&harness.wait(10.0)), second);
}

#[test]
fn a_late_report_about_an_older_copy_changes_nothing() {
    let (mut harness, a) = FlowHarness::with_token();
    let first = harness.copied(a.id);
    harness.on_action(Action::ClearClipboard);
    let second = harness.copied(a.id);
    harness.clear_ended(first, Ok(ClearOutcome::Superseded));
    assert!(harness.holds(second));
}

#[test]
fn a_copy_of_another_program_is_left_alone_and_the_notice_says_so() {
    let (mut harness, copy_id) = FlowHarness::with_header_copied();
    harness.on_action(Action::ClearClipboard);
    harness.clear_ended(copy_id, Ok(ClearOutcome::ChangedElsewhere));
    assert!(harness.app.state.copied_item.is_none());
    assert_eq!(
        harness.notice(),
        "You copied something else, so the clipboard was left as is."
    );
}

#[test]
fn back_in_the_window_a_copy_that_was_replaced_elsewhere_is_no_longer_promised() {
    let (mut harness, copy_id) = FlowHarness::with_header_copied();
    for is_gone in [false, true] {
        harness.on_action(Action::FocusLost);
        let effects = harness.on_action(Action::FocusGained);
        let [Effect::Run(job, Job::LookForCopy { copy_id: of })] = effects[..] else {
            panic!("{effects:?}")
        };
        assert_eq!(of, copy_id);
        let effects = harness.on_event(job_ended(job, Outcome::LookForCopy { is_gone }));
        if is_gone {
            assert_eq!(the_clear(&effects), copy_id, "its own text is wiped");
        } else {
            assert!(effects.is_empty(), "{effects:?}");
        }
    }
    harness.clear_ended(copy_id, Ok(ClearOutcome::ChangedElsewhere));
    assert!(harness.app.state.copied_item.is_none());
    assert!(harness.on_action(Action::FocusGained).is_empty());
}

#[test]
fn a_clear_that_fails_is_reported_and_retried_later() {
    let (mut harness, copy_id) = FlowHarness::with_header_copied();
    harness.on_action(Action::ClearClipboard);
    harness.clear_ended(copy_id, Err(ClipboardFailure::Busy));
    assert!(
        harness.app.state.copied_item.is_some(),
        "the strip stays: it may still be there"
    );
    assert!(
        harness.notice().contains("may still be there"),
        "{}",
        harness.notice()
    );
    assert!(matches!(
        harness.wait(60.0)[..],
        [Effect::Run(_, Job::ClearClipboard { .. })]
    ));
}

#[test]
fn a_copy_that_fails_keeps_the_token_and_is_reported() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    let job = harness.get_token(a.id);
    let copy_id = the_copy(&harness.granted(job, a.id, 900));
    harness.copy_ended(copy_id, Err(ClipboardFailure::Unavailable));
    assert!(harness.row(a.id).grant.is_some());
    assert!(
        harness.notice().contains("Can’t reach the clipboard"),
        "{}",
        harness.notice()
    );
    assert!(harness.app.state.copied_item.is_none());
}

#[test]
fn each_copy_format_is_named_in_the_strip() {
    let (mut harness, a) = FlowHarness::with_token();
    for (format, noun) in [
        (CopyFormat::HeaderLine, "header"),
        (CopyFormat::HeaderValue, "header value"),
        (CopyFormat::TokenOnly, "token"),
    ] {
        let copy_id = the_copy(&harness.on_action(Action::Copy(a.id, format)));
        harness.copy_done(copy_id);
        assert_eq!(harness.copied_item().noun, noun);
    }
}

#[test]
fn selected_text_is_cleared_like_a_header_only_if_it_is_part_of_a_secret() {
    let (mut harness, _) = FlowHarness::with_token();
    for (text, is_held) in [
        ("key-42", false),
        ("xxxxxxxxxxxx", true),
        ("https://console.us1.crashplan.com", false),
    ] {
        assert_eq!(harness.is_held_when_copied(text), is_held, "{text}");
    }
}

#[test]
fn selected_text_counts_as_a_copy_since_the_click() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    let job = harness.get_token(a.id);
    harness.copy_selection("key-42");
    assert!(harness.granted(job, a.id, 900).is_empty());
}

#[test]
fn text_that_overlaps_a_token_is_held_wherever_it_begins() {
    let (mut harness, _) = FlowHarness::with_token();
    for (text, is_held) in [
        ("tion: Bearer eyJxxxxxx", true),
        ("eyJxxxx", false),
        ("eyJxxxxx", true),
    ] {
        assert_eq!(harness.is_held_when_copied(text), is_held, "{text}");
    }
}

#[test]
fn text_cut_out_of_the_secret_field_is_held_though_it_is_no_longer_there() {
    let mut harness = FlowHarness::with(&[]);
    harness.on_action(Action::NewProfile);
    harness.app.drafts.editor.fields.client_id = "key-42".to_owned();
    for (text, is_held) in [("cut secret", true), ("key-42", false)] {
        assert_eq!(harness.is_held_when_copied(text), is_held, "{text}");
    }
}

#[test]
fn when_the_second_of_two_copies_fails_the_first_is_still_held_and_cleared() {
    let (mut harness, a) = FlowHarness::with_token();
    let first = harness.copy_header(a.id);
    let second = harness.copy_header(a.id);
    harness.copy_done(first);
    harness.copy_ended(second, Err(ClipboardFailure::Busy));
    assert!(harness.holds(first));
    assert_eq!(the_clear(&harness.wait(60.0)), first);
}

#[test]
fn the_button_says_for_a_second_and_a_half_that_its_header_was_copied() {
    let (mut harness, a) = FlowHarness::with_token();
    let flash = |harness: &FlowHarness| harness.app.state.copy_flash.map(|flash| flash.id);
    let copy_id = harness.copy_header(a.id);
    assert_eq!(flash(&harness), None, "not before it is there");
    harness.copy_done(copy_id);
    assert_eq!(flash(&harness), Some(a.id));
    harness.wait(1.25);
    let quarter = std::time::Duration::from_millis(250);
    assert!(harness.app.next_wake(harness.now) <= Some(quarter));
    assert_eq!(flash(&harness), Some(a.id));
    harness.wait(0.25);
    assert_eq!(flash(&harness), None);

    // Other text is no header.
    let copy_id = harness.copy_selection("key-42");
    harness.copy_done(copy_id);
    assert_eq!(flash(&harness), None);
}
