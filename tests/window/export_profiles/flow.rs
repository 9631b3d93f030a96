//! *Export profiles*: what is chosen and typed, and what becomes of it.

use tokendesk::app::action::Masked;
use tokendesk::app::export_profiles::{
    ExportAction, ExportForm, ExportLock, ExportPhase, ExportProfiles, ExportScope, PassphraseField,
};
use tokendesk::app::job::{ExportOutcome, Job, JobId, Outcome, Progress};
use tokendesk::app::profiles::{ListAction, RowKey};
use tokendesk::app::{Action, Effect, Event};
use tokendesk::model::failure::RecipientError;
use tokendesk::model::{
    ExportFailure, ExportedProfile, FileProtection, KeyringFailure, PasswordStorage, Tag,
};

use crate::harness::flow::{FlowHarness, job_ended, profile, user};

const PASSPHRASE: &str = "pretend-passphrase";

fn export(harness: &mut FlowHarness, action: ExportAction) -> Vec<Effect> {
    harness.on_action(Action::Export(action))
}

fn opened() -> FlowHarness {
    let profiles = [
        profile("A"),
        profile("B"),
        user("Dana", PasswordStorage::AskedEachTime),
    ];
    let mut harness = FlowHarness::with(&profiles);
    assert!(harness.on_action(Action::OpenExport).is_empty());
    harness
}

fn dialog(harness: &FlowHarness) -> &ExportProfiles {
    harness.app.state.export_profiles().expect("it is open")
}

fn type_passphrase(harness: &mut FlowHarness, first: &str, again: &str) {
    let draft = &mut harness.app.drafts.export;
    for (field, text) in [
        (&mut draft.passphrase, first),
        (&mut draft.passphrase_again, again),
    ] {
        field.wipe();
        field.text_mut().push_str(text);
    }
    export(harness, ExportAction::Changed);
}

/// With a passphrase typed twice.
fn ready() -> FlowHarness {
    let mut harness = opened();
    export(&mut harness, ExportAction::Form(ExportForm::WithSecrets));
    type_passphrase(&mut harness, PASSPHRASE, PASSPHRASE);
    harness
}

fn the_export(effects: &[Effect]) -> (JobId, Vec<ExportedProfile>, FileProtection) {
    let [
        Effect::Run(
            job,
            Job::ExportProfiles {
                profiles,
                protection,
                ..
            },
        ),
    ] = effects
    else {
        panic!("not one export: {effects:?}")
    };
    (*job, profiles.clone(), protection.clone())
}

fn start(harness: &mut FlowHarness) -> (JobId, Vec<ExportedProfile>, FileProtection) {
    the_export(&export(harness, ExportAction::Start))
}

fn ended(harness: &mut FlowHarness, job: JobId, outcome: ExportOutcome) -> Vec<Effect> {
    harness.on_event(job_ended(job, Outcome::ExportProfiles(outcome)))
}

fn saved() -> ExportOutcome {
    ExportOutcome::Saved {
        path: "/home/ada/profiles.age".to_owned(),
    }
}

fn is_wiped(harness: &FlowHarness) -> bool {
    let draft = &harness.app.drafts.export;
    draft.passphrase.is_empty() && draft.passphrase_again.is_empty() && draft.recipients.is_empty()
}

fn names(profiles: &[ExportedProfile]) -> Vec<&str> {
    let names = profiles.iter().map(|entry| entry.profile.name.as_str());
    names.collect()
}

#[test]
fn without_secrets_all_profiles_go_with_their_marks_and_nothing_more() {
    let mut harness = opened();
    let first = harness.app.state.profiles().next().unwrap().profile.id;
    harness.on_action(Action::SetTag(first, Some(Tag::Violet)));
    harness.on_action(Action::Pin(first, true));
    let tags = &mut harness.app.state.settings.tags;
    tags.rename(Tag::Violet, "Live").unwrap();
    let (job, profiles, protection) = start(&mut harness);
    assert!(matches!(protection, FileProtection::WithoutSecrets));
    assert_eq!(names(&profiles), ["A", "B", "Dana"]);
    let marks: Vec<_> = profiles
        .iter()
        .map(|entry| (entry.tag.as_deref(), entry.is_pinned))
        .collect();
    assert_eq!(marks, [(Some("Live"), true), (None, false), (None, false)]);
    ended(&mut harness, job, saved());
    let phase = &dialog(&harness).phase;
    assert!(matches!(phase, ExportPhase::Saved { profiles: 3, path } if path.contains(".age")));
}

#[test]
fn of_several_selected_only_those_go_unless_all_are_chosen() {
    let mut harness = opened();
    harness.on_action(Action::CloseDialog);
    let ids: Vec<_> = harness
        .app
        .state
        .profiles()
        .map(|row| row.profile.id)
        .collect();
    harness.on_action(Action::Select(RowKey::Item(ids[0])));
    harness.on_action(Action::List(ListAction::ToggleSelected(RowKey::Item(
        ids[2],
    ))));
    harness.on_action(Action::List(ListAction::ExportSelected));
    assert_eq!(dialog(&harness).scope, ExportScope::Selected);
    let (job, profiles, _) = start(&mut harness);
    assert_eq!(names(&profiles), ["A", "Dana"]);
    ended(&mut harness, job, ExportOutcome::NotSaved);
    export(&mut harness, ExportAction::Scope(ExportScope::All));
    assert_eq!(names(&start(&mut harness).1), ["A", "B", "Dana"]);
}

#[test]
fn a_search_preselects_what_it_finds() {
    let mut harness = opened();
    harness.on_action(Action::CloseDialog);
    "dana".clone_into(&mut harness.app.drafts.search);
    harness.on_action(Action::OpenExport);
    assert_eq!(dialog(&harness).scope, ExportScope::Listed);
    let (_, profiles, _) = start(&mut harness);
    assert!(names(&profiles).contains(&"Dana") && !names(&profiles).contains(&"B"));
}

#[test]
fn a_passphrase_must_be_long_enough_and_typed_twice() {
    let mut harness = opened();
    export(&mut harness, ExportAction::Form(ExportForm::WithSecrets));
    for (first, again) in [
        ("", ""),
        ("pretend", "pretend"),
        (PASSPHRASE, ""),
        (PASSPHRASE, "pretend-passphrasE"),
        ("pretend\npassphrase", "pretend\npassphrase"),
        ("           ", "           "),
    ] {
        type_passphrase(&mut harness, first, again);
        assert!(!dialog(&harness).shows_errors);
        assert!(export(&mut harness, ExportAction::Start).is_empty());
        assert!(dialog(&harness).shows_errors, "{first:?}");
    }
    // White space around it comes from pasting.
    type_passphrase(&mut harness, "pretend-passphrase\n", " pretend-passphrase");
    let (_, profiles, protection) = start(&mut harness);
    let FileProtection::Passphrase(passphrase) = protection else {
        panic!("{protection:?}")
    };
    assert_eq!(passphrase.expose_secret(), PASSPHRASE);
    assert_eq!(profiles.len(), 3);
}

#[test]
fn a_generated_passphrase_is_shown_for_a_while_and_its_copy_is_cleared_like_a_header() {
    let mut harness = opened();
    export(&mut harness, ExportAction::Form(ExportForm::WithSecrets));
    export(&mut harness, ExportAction::Generate);
    let draft = &harness.app.drafts.export;
    assert_eq!(draft.passphrase.text(), draft.passphrase_again.text());
    assert_eq!(draft.passphrase.text().split('-').count(), 10);
    assert!(harness.app.state.is_shown(Masked::ExportPassphrase));
    let effects = export(&mut harness, ExportAction::CopyPassphrase);
    let [Effect::Run(_, Job::Copy { copy_id, .. })] = &effects[..] else {
        panic!("{effects:?}")
    };
    harness.copy_done(*copy_id);
    assert!(harness.app.state.copied_item.is_some());
    harness.wait(31.0);
    assert!(!harness.app.state.is_shown(Masked::ExportPassphrase));
}

#[test]
fn a_passphrase_of_ones_own_after_a_generated_one_is_hidden_and_has_to_be_repeated() {
    for field in [PassphraseField::First, PassphraseField::Again] {
        let mut harness = opened();
        export(&mut harness, ExportAction::Form(ExportForm::WithSecrets));
        export(&mut harness, ExportAction::Generate);
        let typed = |harness: &mut FlowHarness| {
            let draft = &mut harness.app.drafts.export;
            let edited = match field {
                PassphraseField::First => &mut draft.passphrase,
                PassphraseField::Again => &mut draft.passphrase_again,
            };
            edited.wipe();
            edited.text_mut().push_str(PASSPHRASE);
            export(harness, ExportAction::PassphraseTyped(field));
        };
        typed(&mut harness);
        assert!(!harness.app.state.is_shown(Masked::ExportPassphrase));
        let draft = &harness.app.drafts.export;
        let (edited, other) = match field {
            PassphraseField::First => (&draft.passphrase, &draft.passphrase_again),
            PassphraseField::Again => (&draft.passphrase_again, &draft.passphrase),
        };
        assert_eq!((edited.text(), other.text()), (PASSPHRASE, ""), "{field:?}");
        // Only the first edit: what is shown later on request stays, and so does the other field.
        type_passphrase(&mut harness, PASSPHRASE, PASSPHRASE);
        harness.on_action(Action::Show(Masked::ExportPassphrase));
        typed(&mut harness);
        assert!(harness.app.state.is_shown(Masked::ExportPassphrase));
        start(&mut harness);
    }
}

#[test]
fn the_passphrase_is_wiped_once_the_file_is_saved_and_kept_after_a_failure() {
    let mut harness = ready();
    let (job, ..) = start(&mut harness);
    // A second press orders nothing.
    assert!(export(&mut harness, ExportAction::Start).is_empty());
    let locked = ExportFailure::Keyring {
        name: "A".to_owned(),
        failure: KeyringFailure::Locked,
    };
    ended(&mut harness, job, ExportOutcome::Failed(locked.clone()));
    assert_eq!(dialog(&harness).failure(), Some(&locked));
    assert_eq!(harness.app.drafts.export.passphrase.text(), PASSPHRASE);
    let (job, ..) = start(&mut harness);
    ended(&mut harness, job, saved());
    assert!(is_wiped(&harness));
    assert!(!format!("{:?}", harness.app.state).contains(PASSPHRASE));
}

#[test]
fn cancel_returns_to_the_choices_and_a_file_written_all_the_same_is_reported() {
    let mut harness = ready();
    let (job, ..) = start(&mut harness);
    let read = |count| Event::Progress(job, Progress::ProfilesRead(count));
    harness.on_event(read(0));
    harness.on_event(read(2));
    assert!(matches!(
        dialog(&harness).phase,
        ExportPhase::Running { reading: Some(reading), .. } if reading.read == 2
    ));
    let effects = export(&mut harness, ExportAction::Cancel);
    assert!(matches!(effects[..], [Effect::Cancel(canceled)] if canceled == job));
    assert!(matches!(dialog(&harness).phase, ExportPhase::Choosing));
    assert_eq!(harness.app.drafts.export.passphrase.text(), PASSPHRASE);
    harness.on_event(read(3));
    assert!(matches!(dialog(&harness).phase, ExportPhase::Choosing));
    ended(&mut harness, job, saved());
    assert!(harness.notice().contains("/home/ada/profiles.age"));
    assert!(matches!(dialog(&harness).phase, ExportPhase::Choosing));
}

#[test]
fn closing_and_clear_session_stop_the_export_and_wipe_what_was_typed() {
    for action in [Action::CloseDialog, Action::ClearSession] {
        let mut harness = ready();
        "pretend".clone_into(&mut harness.app.drafts.export.recipients);
        let (job, ..) = start(&mut harness);
        let effects = harness.on_action(action);
        let is_stopped = |effect: &Effect| matches!(effect, Effect::Cancel(id) if *id == job);
        assert!(effects.iter().any(is_stopped), "{effects:?}");
        assert!(harness.app.state.dialog.is_none() && is_wiped(&harness));
        ended(&mut harness, job, ExportOutcome::NotSaved);
        assert!(harness.app.state.dialog.is_none());
    }
}

#[test]
fn a_private_key_among_the_recipients_is_removed_from_the_field() {
    let mut harness = opened();
    export(&mut harness, ExportAction::Form(ExportForm::WithSecrets));
    export(&mut harness, ExportAction::Lock(ExportLock::Recipients));
    for (why, is_removed) in [
        (RecipientError::NotAKey, false),
        (RecipientError::PrivateKey, true),
    ] {
        "pretend-key".clone_into(&mut harness.app.drafts.export.recipients);
        let (job, _, protection) = start(&mut harness);
        assert!(matches!(protection, FileProtection::Recipients(text) if text == "pretend-key"));
        let failure = ExportFailure::Recipient { line: 1, why };
        ended(&mut harness, job, ExportOutcome::Failed(failure));
        assert_eq!(is_wiped(&harness), is_removed);
    }
}

#[test]
fn text_copied_out_of_the_dialog_counts_as_a_secret_unless_it_is_public() {
    let mut harness = ready();
    "ssh-ed25519 AAAA".clone_into(&mut harness.app.drafts.export.recipients);
    assert!(!harness.is_held_when_copied("ed25519"));
    assert!(harness.is_held_when_copied("pretend-pass"));
}
