//! *Basic header (deprecated)*: a note, a second click, a copy like any other, and nothing sent.

use std::time::Duration;

use tokendesk::app::action::Masked;
use tokendesk::app::clipboard::BasicHeaderPhase;
use tokendesk::app::job::{CopyWhat, Job, JobId, MakeBasicHeaderOutcome, Outcome};
use tokendesk::app::{Action, Effect};
use tokendesk::model::{
    ClipText, ClipboardDelay, ConsoleUrl, CopyId, CopyOutcome, Failure, KeyringFailure,
    PasswordStorage, Profile,
};

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

fn made(harness: &mut FlowHarness, job: JobId, result: MakeBasicHeaderOutcome) -> Vec<Effect> {
    harness.on_event(read_and_ended(job, None, Outcome::MakeBasicHeader(result)))
}

fn the_header() -> MakeBasicHeaderOutcome {
    MakeBasicHeaderOutcome::Made(ClipText::new(HEADER.to_owned()))
}

/// The ticket of the one copy among these orders, of a header.
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
    let result = Ok(CopyOutcome::Done);
    harness.copy_ended(copy_id, result);
    let copied_item = harness
        .app
        .state
        .copied_item
        .as_ref()
        .expect("the strip shows");
    assert_eq!(
        (copied_item.name.as_str(), copied_item.noun),
        ("Dana", "Basic header")
    );
    let effects = harness.wait(60.0);
    assert!(
        matches!(effects[..], [Effect::Run(_, Job::ClearClipboard { copy_id: cleared })] if cleared == copy_id),
        "{effects:?}"
    );
}

#[test]
fn where_no_delay_is_set_a_basic_header_or_a_selected_password_is_cleared_after_five_minutes() {
    for selects in [false, true] {
        let mut harness = noted(&user("Dana", PasswordStorage::InKeyring));
        harness.app.state.settings.clipboard_delay = ClipboardDelay::Never;
        let effects = if selects {
            harness.app.drafts.selection = Some(ClipText::new("correct horse".to_owned()));
            harness.on_action(Action::CopySelection)
        } else {
            let (job, _) = second_click(&mut harness);
            made(&mut harness, job, the_header())
        };
        let [Effect::Run(_, Job::Copy { copy_id, .. })] = &effects[..] else {
            panic!("{effects:?}")
        };
        let (copy_id, result) = (*copy_id, Ok(CopyOutcome::Done));
        harness.copy_ended(copy_id, result);
        assert!(harness.wait(299.0).is_empty());
        let effects = harness.wait(1.0);
        assert!(
            matches!(effects[..], [Effect::Run(_, Job::ClearClipboard { copy_id: cleared })] if cleared == copy_id),
            "{effects:?}"
        );
    }
}

#[test]
fn a_renewed_token_does_not_make_the_header_an_earlier_one() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = noted(&dana);
    let (job, _) = second_click(&mut harness);
    let copy_id = the_copy(&made(&mut harness, job, the_header()));
    let result = Ok(CopyOutcome::Done);
    harness.copy_ended(copy_id, result);
    harness.renewed(dana.id, 1_800);
    let copied_item = harness
        .app
        .state
        .copied_item
        .as_ref()
        .expect("the strip shows");
    assert!(!copied_item.is_earlier);
}

#[test]
fn a_password_that_is_not_stored_is_typed_in_the_note_and_wiped() {
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut harness = noted(&dana);
    assert!(harness.on_action(Action::CopyBasicHeader).is_empty());
    let note = harness
        .app
        .state
        .basic_header_note()
        .expect("the note stays");
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
fn an_api_client_has_no_such_header() {
    let client = profile("Client");
    let mut harness = noted(&client);
    assert!(harness.app.state.dialog.is_none());
    assert!(harness.on_action(Action::CopyBasicHeader).is_empty());
}

#[test]
fn a_click_more_while_it_is_made_orders_nothing() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = noted(&dana);
    second_click(&mut harness);
    assert!(harness.on_action(Action::CopyBasicHeader).is_empty());
    // The wait for the keyring is counted.
    let wake = harness.app.next_wake(harness.now);
    assert_eq!(wake, Some(Duration::from_secs(1)));
}

#[test]
fn leaving_the_note_or_forgetting_everything_stops_it_and_a_late_header_is_not_copied() {
    for leaving in [Action::CloseDialog, Action::ForgetAll] {
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
fn while_the_window_asks_whether_to_close_nothing_new_is_copied() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = FlowHarness::of(&dana);
    harness.renewed(dana.id, 1_800);
    harness.copied(dana.id);
    harness.on_action(Action::AskBasicHeader(dana.id));
    let (job, _) = second_click(&mut harness);
    harness.on_action(Action::CloseWindow);
    assert!(harness.app.state.close_question.is_some());
    assert!(made(&mut harness, job, the_header()).is_empty());
    let note = harness
        .app
        .state
        .basic_header_note()
        .expect("the note stays");
    assert_eq!(note.phase, BasicHeaderPhase::Asking);
}

#[test]
fn a_keyring_that_gives_nothing_is_told_in_the_note_and_can_be_tried_again() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = noted(&dana);
    let (job, _) = second_click(&mut harness);
    let failure = Failure::Keyring(KeyringFailure::Locked);
    let outcome = MakeBasicHeaderOutcome::Failed(failure.clone());
    assert!(made(&mut harness, job, outcome).is_empty());
    let note = harness
        .app
        .state
        .basic_header_note()
        .expect("the note stays");
    assert_eq!(note.phase, BasicHeaderPhase::Failed(failure));
    let (job, _) = second_click(&mut harness);
    assert!(made(&mut harness, job, MakeBasicHeaderOutcome::Canceled).is_empty());
    let note = harness
        .app
        .state
        .basic_header_note()
        .expect("the note stays");
    assert_eq!(note.phase, BasicHeaderPhase::Asking);
}

#[test]
fn a_profile_changed_elsewhere_is_told_in_the_note_and_shown_as_it_is_now() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = noted(&dana);
    let (job, _) = second_click(&mut harness);
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
    let note = harness
        .app
        .state
        .basic_header_note()
        .expect("the note stays");
    assert_eq!(note.profile, theirs);
}

#[test]
fn a_password_that_is_no_longer_stored_is_asked_for_in_the_note() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = noted(&dana);
    let (job, _) = second_click(&mut harness);
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
    let note = harness
        .app
        .state
        .basic_header_note()
        .expect("the note stays");
    assert!(note.wants_password());
    assert_eq!(note.phase, BasicHeaderPhase::Asking);
}

#[test]
fn what_is_cut_out_of_the_notes_field_is_cleared_like_a_header() {
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut harness = noted(&dana);
    harness.app.drafts.selection = Some(ClipText::new("cut out".to_owned()));
    let effects = harness.on_action(Action::CopySelection);
    let [Effect::Run(_, Job::Copy { copy_id, .. })] = effects[..] else {
        panic!("{effects:?}")
    };
    let result = Ok(CopyOutcome::Done);
    harness.copy_ended(copy_id, result);
    assert!(harness.app.state.copied_item.is_some());
}
