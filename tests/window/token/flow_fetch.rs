//! Principle 4, superseded reports, renewing, canceling, and the end of a token.

use tokendesk::app::action::Masked;
use tokendesk::app::job::{AttemptOutcome, CopyWhat, Job, Progress};
use tokendesk::app::primary::Primary;
use tokendesk::app::token::{Card, CopySkipped, LastOutcome};
use tokendesk::app::{Action, Effect, Event};
use tokendesk::model::failure::Stage;
use tokendesk::model::{
    ClearOutcome, ClipboardOwner, ConsoleUrl, CopyFormat, CopyOutcome, Failure, KnownLogin, Listed,
    Profile, ProfileName, TokenPhase,
};

use crate::harness::flow::clipboard::the_clear;
use crate::harness::flow::{FlowHarness, fetch_ended, profile, refusal, the_copy};

#[test]
fn one_click_fetches_and_copies_the_header_line() {
    let eu = profile("Production EU");
    let mut harness = FlowHarness::of(&eu);
    let job = harness.get_token(eu.id);
    assert!(matches!(
        harness.row(eu.id).card(harness.now),
        Card::Fetching(_)
    ));

    let effects = harness.granted(job, eu.id, 900);
    let [
        Effect::Run(
            _,
            Job::Copy {
                copy_id,
                what: CopyWhat::Token { format, .. },
                unless_taken_since,
            },
        ),
    ] = &effects[..]
    else {
        panic!("not one copy: {effects:?}")
    };
    assert_eq!(
        (*format, *unless_taken_since),
        (CopyFormat::HeaderLine, Some(ClipboardOwner::Nobody))
    );
    harness.copy_ended(*copy_id, Ok(CopyOutcome::Done));
    let copied_item = harness.copied_item();
    assert_eq!(
        (copied_item.name.as_str(), copied_item.noun),
        ("Production EU", "header")
    );
    assert_eq!(
        harness.app.state.primary(harness.now),
        Primary::CopyHeader(eu.id)
    );
}

#[test]
fn a_token_that_arrives_after_the_selection_moved_is_not_copied() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    let job = harness.get_token(a.id);
    harness.select(b.id);
    assert!(harness.granted(job, a.id, 900).is_empty());
    assert_eq!(
        harness.row(a.id).copy_skipped,
        Some(CopySkipped::SelectionMoved)
    );
    assert!(harness.app.state.copied_item.is_none());
    // It is a token all the same, and one click away.
    harness.select(a.id);
    assert_eq!(
        harness.app.state.primary(harness.now),
        Primary::CopyHeader(a.id)
    );
}

#[test]
fn a_token_that_arrives_after_coming_back_to_the_profile_is_copied() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    let job = harness.get_token(a.id);
    harness.select(b.id);
    harness.select(a.id);
    the_copy(&harness.granted(job, a.id, 900));
}

#[test]
fn a_token_that_arrives_after_another_copy_of_ours_is_not_copied() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    harness.renewed(b.id, 900);
    let job = harness.get_token(a.id);
    harness.on_action(Action::Copy(b.id, CopyFormat::HeaderLine));
    assert!(harness.granted(job, a.id, 900).is_empty());
    assert_eq!(harness.row(a.id).copy_skipped, Some(CopySkipped::OtherCopy));
}

#[test]
fn when_another_program_copied_since_the_click_its_copy_stays() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    let job = harness.get_token(a.id);
    let copy_id = the_copy(&harness.granted(job, a.id, 900));
    assert!(
        harness
            .copy_ended(copy_id, Ok(CopyOutcome::ChangedElsewhere))
            .is_empty()
    );
    assert_eq!(harness.row(a.id).copy_skipped, Some(CopySkipped::OtherCopy));
    assert!(
        harness.app.state.copied_item.is_none(),
        "nothing of ours is there"
    );
    // A click on Copy header asks nobody.
    let effects = harness.on_action(Action::Copy(a.id, CopyFormat::HeaderLine));
    assert!(matches!(
        effects[..],
        [Effect::Run(
            _,
            Job::Copy {
                unless_taken_since: None,
                ..
            }
        )]
    ));
}

#[test]
fn a_copy_by_another_program_clears_the_earlier_header_from_memory() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    harness.renewed(a.id, 60);
    let earlier = harness.copied(a.id);
    harness.wait(55.0);
    let job = harness.get_token(a.id);
    let copy_id = the_copy(&harness.granted(job, a.id, 900));
    let result = Ok(CopyOutcome::ChangedElsewhere);
    assert_eq!(the_clear(&harness.copy_ended(copy_id, result)), earlier);
    let result = Ok(ClearOutcome::ChangedElsewhere);
    harness.clear_ended(earlier, result);
    assert!(harness.app.state.copied_item.is_none());
}

#[test]
fn a_second_click_while_a_sign_in_runs_sends_nothing() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    harness.get_token(a.id);
    for action in [
        Action::GetToken(a.id),
        Action::Renew(a.id),
        Action::GetToken(a.id),
    ] {
        assert!(harness.on_action(action).is_empty());
    }
}

#[test]
fn renew_never_copies_and_a_failed_renewal_leaves_the_old_token_and_says_why() {
    let (mut harness, a) = FlowHarness::with_token();
    assert_eq!(harness.row(a.id).copy_skipped, None);
    let effects = harness.on_action(Action::Renew(a.id));
    let [Effect::Run(job, Job::FetchToken(_))] = effects[..] else {
        panic!("no sign-in")
    };
    assert!(harness.refused(job, a.id).is_empty());
    let Card::Token {
        phase: TokenPhase::Live,
        renewal_failed: Some(failure),
        ..
    } = harness.row(a.id).card(harness.now)
    else {
        panic!("{:?}", harness.row(a.id).card(harness.now))
    };
    assert_eq!(*failure, refusal());
    assert_eq!(
        harness.app.state.primary(harness.now),
        Primary::CopyHeader(a.id)
    );
}

#[test]
fn a_refusal_is_shown_and_nothing_is_tried_again() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    let job = harness.get_token(a.id);
    assert!(harness.refused(job, a.id).is_empty());
    assert!(
        matches!(harness.row(a.id).card(harness.now), Card::Failed(failure) if failure.short() == "rejected")
    );
    assert_eq!(
        harness.app.state.primary(harness.now),
        Primary::EnterNewSecret(a.id)
    );
    assert!(harness.wait(3_600.0).is_empty());
}

#[test]
fn a_canceled_sign_in_ends_at_once_and_its_late_token_is_dropped() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    let job = harness.get_token(a.id);
    assert!(
        matches!(harness.on_action(Action::CancelFetch(a.id))[..], [Effect::Cancel(canceled)] if canceled == job)
    );
    assert!(matches!(harness.row(a.id).card(harness.now), Card::NoToken));
    assert!(harness.granted(job, a.id, 900).is_empty());
    assert!(harness.row(a.id).grant.is_none());
    // A fresh click has its own job, and the old one's report does not end it.
    let next = harness.get_token(a.id);
    harness.fetched(job, a.id, None, AttemptOutcome::Canceled);
    assert!(
        harness
            .row(a.id)
            .attempt
            .as_ref()
            .is_some_and(|attempt| attempt.job == next)
    );
}

#[test]
fn a_profile_changed_elsewhere_is_not_signed_in_and_shows_as_it_is_now() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    let job = harness.get_token(a.id);
    let mut theirs = a.clone();
    theirs.rev = 2;
    theirs.console = ConsoleUrl::parse("https://console.us2.crashplan.com").unwrap();
    let result = AttemptOutcome::Failed(Failure::ChangedElsewhere);
    harness.on_event(fetch_ended(
        job,
        Some(theirs.clone()),
        KnownLogin::Unasked,
        (result, None),
    ));
    assert_eq!(harness.row(a.id).profile, theirs);
    assert_eq!(
        harness.row(a.id).last_outcome,
        Some(LastOutcome::Failed(Failure::ChangedElsewhere))
    );
}

#[test]
fn a_token_ends_on_time_is_wiped_and_takes_its_header_off_the_clipboard() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    harness.renewed(a.id, 45);
    let copy_id = harness.copied(a.id);
    assert!(harness.wait(44.9).is_empty());
    // So late that its own 30 seconds do not end it.
    harness.on_action(Action::Show(Masked::Token(a.id)));
    assert_eq!(the_clear(&harness.wait(0.1)), copy_id);
    assert!(harness.row(a.id).grant.is_none());
    assert!(matches!(
        harness.row(a.id).card(harness.now),
        Card::Expired { .. }
    ));
    assert!(harness.app.state.shown.is_none());
}

#[test]
fn a_token_within_ten_seconds_of_its_end_is_not_copied_and_a_new_one_is_offered() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    harness.renewed(a.id, 60);
    harness.wait(50.0);
    assert!(
        harness
            .on_action(Action::Copy(a.id, CopyFormat::HeaderLine))
            .is_empty()
    );
    assert!(
        harness.notice().contains("wasn’t copied"),
        "{}",
        harness.notice()
    );
    assert_eq!(
        harness.app.state.primary(harness.now),
        Primary::RenewAndCopy(a.id)
    );

    let job = harness.get_token(a.id);
    assert!(harness.granted(job, a.id, 5).is_empty());
    assert_eq!(
        harness.row(a.id).copy_skipped,
        Some(CopySkipped::ExpiresTooSoon)
    );
}

#[test]
fn show_ends_after_thirty_seconds_by_another_selection_and_when_the_window_loses_focus() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    harness.renewed(a.id, 900);
    let what = Masked::Token(a.id);
    harness.on_action(Action::Show(what));
    harness.wait(29.9);
    assert!(harness.app.state.is_shown(what));
    harness.wait(0.1);
    assert!(!harness.app.state.is_shown(what));

    harness.on_action(Action::Show(what));
    harness.select(b.id);
    assert!(!harness.app.state.is_shown(what));

    harness.on_action(Action::Show(what));
    harness.on_action(Action::FocusLost);
    assert!(!harness.app.state.is_shown(what));
}

#[test]
fn forget_all_drops_tokens_stops_sign_ins_and_clears_the_clipboard() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    harness.renewed(a.id, 900);
    let copy_id = harness.copied(a.id);
    let job = harness.get_token(b.id);
    let effects = harness.on_action(Action::ClearSession);
    assert!(
        matches!(effects[..], [Effect::Cancel(stopped), Effect::Run(_, Job::ClearClipboard { copy_id: cleared })]
            if stopped == job && cleared == copy_id),
        "{effects:?}"
    );
    assert!(harness.row(a.id).grant.is_none());
    assert!(
        harness.granted(job, b.id, 900).is_empty(),
        "a late token is dropped"
    );
    assert!(harness.row(b.id).grant.is_none());
}

#[test]
fn a_report_that_read_the_profile_before_a_save_does_not_undo_it_in_the_list() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    let job = harness.get_token(a.id);
    let listing = harness.on_action(Action::Reload);
    let [Effect::Run(listing, Job::ListProfiles)] = listing[..] else {
        panic!("no reading")
    };
    let renamed = Profile {
        rev: 2,
        name: ProfileName::parse("B").unwrap(),
        ..a.clone()
    };
    harness.on_event(Event::Progress(
        listing,
        Progress::Listed(Listed::from(renamed)),
    ));
    let result = AttemptOutcome::Granted(harness.grant(900));
    harness.on_event(fetch_ended(
        job,
        Some(a.clone()),
        KnownLogin::Unasked,
        (result, None),
    ));
    assert_eq!(harness.row(a.id).profile.name.as_str(), "B");
    assert!(harness.row(a.id).grant.is_some());
}

#[test]
fn a_sign_in_begins_in_the_keyring_and_moves_on_when_the_client_reports() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    let job = harness.get_token(a.id);
    assert_eq!(harness.stage(job), Stage::Keyring);
    harness.on_event(Event::Progress(job, Progress::Stage(Stage::Connecting)));
    assert_eq!(harness.stage(job), Stage::Connecting);
}

#[test]
fn a_renewal_makes_the_copied_header_an_earlier_one() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    harness.renewed(a.id, 900);
    harness.copied(a.id);
    let is_earlier = |harness: &FlowHarness| harness.copied_item().is_earlier;
    harness.renewed(b.id, 900);
    assert!(!is_earlier(&harness));
    harness.renewed(a.id, 900);
    assert!(is_earlier(&harness));
}
