//! *Basic header (deprecated)*: a note, a second click, a copy like any other, and nothing sent.

use std::time::Duration;

use tokendesk::app::action::Masked;
use tokendesk::app::clipboard::{BasicHeaderNote, BasicHeaderPhase};
use tokendesk::app::job::{CopyWhat, Job, JobId, MakeBasicHeaderOutcome, Outcome};
use tokendesk::app::{Action, Effect};
use tokendesk::model::{
    ClipText, ClipboardDelay, ConsoleUrl, CopyId, Failure, KeyringFailure, PasswordStorage, Profile,
};

use crate::harness::flow::clipboard::the_clear;
use crate::harness::flow::{FlowHarness, profile, read_and_ended, user};

const HEADER: &str = "Authorization: Basic ZGFuYTpjb3JyZWN0IGhvcnNl";

/// A window with the note open for this profile.
fn noted(profile: &Profile) -> FlowHarness {
    let mut harness = FlowHarness::with(std::slice::from_ref(profile));
    assert!(
        harness
            .on_action(Action::AskBasicHeader(profile.id))
            .is_empty()
    );
    harness
}

/// Presses *Copy Basic header*; the job, and the password that it was given.
fn second_click(harness: &mut FlowHarness) -> (JobId, Option<String>) {
    let effects = harness.on_action(Action::CopyBasicHeader);
    let [Effect::Run(job, Job::MakeBasicHeader { password, .. })] = &effects[..] else {
        panic!("{effects:?}")
    };
    let password = password.as_ref();
    let password = password.map(|password| password.expose_secret().to_owned());
    (*job, password)
}

/// A window in which the header of Dana's stored password is being made.
fn making() -> (FlowHarness, Profile, JobId) {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = noted(&dana);
    let (job, _) = second_click(&mut harness);
    (harness, dana, job)
}

fn open_note(harness: &FlowHarness) -> &BasicHeaderNote {
    let note = harness.app.state.basic_header_note();
    note.expect("the note stays")
}

fn made(harness: &mut FlowHarness, job: JobId, result: MakeBasicHeaderOutcome) -> Vec<Effect> {
    harness.on_event(read_and_ended(job, None, Outcome::MakeBasicHeader(result)))
}

fn the_header() -> MakeBasicHeaderOutcome {
    MakeBasicHeaderOutcome::Made(ClipText::new(HEADER.to_owned()))
}

/// The ID of the one copy among these orders, of a header.
fn the_copy(effects: &[Effect]) -> CopyId {
    let [
        Effect::Run(
            _,
            Job::Copy {
                copy_id,
                what: CopyWhat::Text(text),
                unless_taken_since: None,
            },
        ),
    ] = effects
    else {
        panic!("{effects:?}")
    };
    assert_eq!(text.expose_secret(), HEADER);
    *copy_id
}

#[test]
fn the_second_click_reads_the_stored_password_and_the_copy_is_held_named_and_cleared() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = noted(&dana);
    let (job, password) = second_click(&mut harness);
    assert_eq!(password, None);
    let copy_id = the_copy(&made(&mut harness, job, the_header()));
    assert!(harness.app.state.dialog.is_none());
    harness.copy_done(copy_id);
    let copied_item = harness.copied_item();
    assert_eq!(
        (copied_item.name.as_str(), copied_item.noun),
        ("Dana", "Basic header")
    );
    assert_eq!(the_clear(&harness.wait(60.0)), copy_id);
}

#[test]
fn with_the_timer_off_a_basic_header_or_a_selected_password_is_still_cleared_after_five_minutes() {
    for selects in [false, true] {
        let mut harness = noted(&user("Dana", PasswordStorage::InKeyring));
        harness.app.state.settings.clipboard_delay = ClipboardDelay::Never;
        let copy_id = if selects {
            harness.copy_selection("correct horse")
        } else {
            let (job, _) = second_click(&mut harness);
            the_copy(&made(&mut harness, job, the_header()))
        };
        harness.copy_done(copy_id);
        assert!(harness.wait(299.0).is_empty());
        assert_eq!(the_clear(&harness.wait(1.0)), copy_id);
    }
}

#[test]
fn renewing_the_token_does_not_mark_the_basic_header_as_outdated() {
    let (mut harness, dana, job) = making();
    let copy_id = the_copy(&made(&mut harness, job, the_header()));
    harness.copy_done(copy_id);
    harness.renewed(dana.id, 1_800);
    let copied_item = harness.copied_item();
    assert!(!copied_item.is_earlier);
}

#[test]
fn a_password_that_is_not_stored_is_typed_in_the_note_and_wiped() {
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut harness = noted(&dana);
    assert!(harness.on_action(Action::CopyBasicHeader).is_empty());
    let note = open_note(&harness);
    assert!(note.shows_error);

    let typed = harness.app.drafts.basic_password.text_mut();
    typed.push_str("correct horse");
    harness.on_action(Action::Show(Masked::BasicPassword));
    let (job, password) = second_click(&mut harness);
    assert_eq!(password.as_deref(), Some("correct horse"));
    the_copy(&made(&mut harness, job, the_header()));
    assert!(harness.app.drafts.basic_password.is_empty());
    assert!(harness.app.state.shown.is_none());
}

#[test]
fn an_api_client_has_no_basic_header() {
    let client = profile("Client");
    let mut harness = noted(&client);
    assert!(harness.app.state.dialog.is_none());
    assert!(harness.on_action(Action::CopyBasicHeader).is_empty());
}

#[test]
fn another_click_while_the_header_is_made_does_nothing() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = noted(&dana);
    second_click(&mut harness);
    assert!(harness.on_action(Action::CopyBasicHeader).is_empty());
    // The wait for the keyring is counted.
    let wake = harness.app.next_wake(harness.now);
    assert_eq!(wake, Some(Duration::from_secs(1)));
}

#[test]
fn closing_the_note_or_forgetting_all_cancels_the_job_and_a_late_header_is_not_copied() {
    for leaving in [Action::CloseDialog, Action::ClearSession] {
        let dana = user("Dana", PasswordStorage::AskedEachTime);
        let mut harness = noted(&dana);
        let typed = harness.app.drafts.basic_password.text_mut();
        typed.push_str("correct horse");
        let (job, _) = second_click(&mut harness);
        let effects = harness.on_action(leaving);
        assert!(
            matches!(effects[..], [Effect::Cancel(stopped)] if stopped == job),
            "{leaving:?}: {effects:?}"
        );
        assert!(harness.app.drafts.basic_password.is_empty(), "{leaving:?}");
        assert!(
            made(&mut harness, job, the_header()).is_empty(),
            "{leaving:?}"
        );
    }
}

#[test]
fn nothing_new_is_copied_while_the_close_question_is_open() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = FlowHarness::of(&dana);
    harness.renewed(dana.id, 1_800);
    harness.copied(dana.id);
    harness.on_action(Action::AskBasicHeader(dana.id));
    let (job, _) = second_click(&mut harness);
    harness.on_action(Action::CloseWindow);
    assert!(harness.app.state.close_question.is_some());
    assert!(made(&mut harness, job, the_header()).is_empty());
    let note = open_note(&harness);
    assert_eq!(note.phase, BasicHeaderPhase::Asking);
}

#[test]
fn a_keyring_failure_is_shown_in_the_note_and_can_be_retried() {
    let (mut harness, _, job) = making();
    let failure = Failure::Keyring(KeyringFailure::Locked);
    let end = MakeBasicHeaderOutcome::Failed(failure.clone());
    assert!(made(&mut harness, job, end).is_empty());
    let note = open_note(&harness);
    assert_eq!(note.phase, BasicHeaderPhase::Failed(failure));
    let (job, _) = second_click(&mut harness);
    assert!(made(&mut harness, job, MakeBasicHeaderOutcome::Canceled).is_empty());
    let note = open_note(&harness);
    assert_eq!(note.phase, BasicHeaderPhase::Asking);
}

#[test]
fn a_profile_changed_elsewhere_is_updated_in_the_list_and_in_the_note() {
    let (mut harness, dana, job) = making();
    let theirs = Profile {
        rev: 2,
        console: ConsoleUrl::parse("https://console.us2.crashplan.com").unwrap(),
        ..dana.clone()
    };
    let effects = harness.on_event(read_and_ended(
        job,
        Some(theirs.clone()),
        Outcome::MakeBasicHeader(MakeBasicHeaderOutcome::Failed(Failure::ChangedElsewhere)),
    ));
    assert!(effects.is_empty());
    assert_eq!(harness.row(dana.id).profile, theirs);
    let note = open_note(&harness);
    assert_eq!(note.profile, theirs);
}

#[test]
fn a_password_that_is_no_longer_stored_is_asked_for_in_the_note() {
    let (mut harness, dana, job) = making();
    let theirs = Profile {
        rev: 2,
        account: user("Dana", PasswordStorage::AskedEachTime).account,
        ..dana
    };
    harness.on_event(read_and_ended(
        job,
        Some(theirs),
        Outcome::MakeBasicHeader(MakeBasicHeaderOutcome::PasswordRequired),
    ));
    let note = open_note(&harness);
    assert!(note.wants_password());
    assert_eq!(note.phase, BasicHeaderPhase::Asking);
}

#[test]
fn text_cut_from_the_notes_password_field_is_cleared_like_a_header() {
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut harness = noted(&dana);
    assert!(harness.is_held_when_copied("cut out"));
}
