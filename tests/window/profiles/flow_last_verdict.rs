//! What a console last said about a saved secret is remembered for the next run: the verdict and its time, by profile id.

use std::slice;

use jiff::Timestamp;
use tokendesk::app::editor::EditorAction;
use tokendesk::app::job::{AttemptOutcome, CheckCredentialOutcome, Job, MissingInput, Outcome};
use tokendesk::app::primary::Primary;
use tokendesk::app::profiles::Standing;
use tokendesk::app::rotation::RotationAction;
use tokendesk::app::{Action, EditorDraft, Effect};
use tokendesk::model::{
    KnownLogin, LastVerdict, PasswordStorage, Profile, SecretVerdict, Settings, SignInFailure,
    SignInWith,
};

use crate::editor::flow::{save, written};
use crate::harness::flow::check::{
    accepted, check, check_rotation, checked, different, found, one, refused, tried, untested,
};
use crate::harness::flow::{FlowHarness, job_ended, profile, user, user_refusal};

fn last(harness: &FlowHarness, of: &Profile) -> Option<(SecretVerdict, Timestamp)> {
    let settings = &harness.app.state.settings;
    let last = harness.row(of.id).last_verdict(settings);
    last.map(|last| (last.verdict, last.at))
}

fn verdict(harness: &FlowHarness, of: &Profile) -> Option<SecretVerdict> {
    last(harness, of).map(|(verdict, _)| verdict)
}

/// The list of the next run, over what this run wrote.
fn next_run(harness: &mut FlowHarness, profile: &Profile) -> FlowHarness {
    harness.wait(1.0);
    let written = harness.written.last().expect("the settings were written");
    FlowHarness::with_settings(slice::from_ref(profile), written.clone())
}

#[test]
fn a_check_is_remembered_for_the_next_run_with_its_time() {
    let a = profile("A");
    let mut harness = one(&a);
    assert_eq!(last(&harness, &a), None);
    for (outcome, expected) in [
        (refused(), SecretVerdict::Rejected),
        (accepted(), SecretVerdict::Works),
    ] {
        harness.wait(60.25);
        let job = check(&mut harness, &a);
        checked(&mut harness, job, &a, tried(outcome));
        let known = Some((expected, harness.now.to_the_second()));
        assert_eq!(last(&harness, &a), known);
        let next = next_run(&mut harness, &a);
        assert_eq!(next.row(a.id).check, None);
        assert_eq!(last(&next, &a), known);
    }
}

#[test]
fn a_check_that_says_nothing_about_the_secret_changes_nothing() {
    let a = profile("A");
    let mut harness = one(&a);
    let job = check(&mut harness, &a);
    checked(&mut harness, job, &a, tried(refused()));
    let mut next = next_run(&mut harness, &a);
    let known = last(&next, &a);
    next.wait(60.0);
    let job = check(&mut next, &a);
    checked(&mut next, job, &a, tried(untested()));
    assert_eq!(last(&next, &a), known);
}

#[test]
fn sign_ins_and_check_all_are_remembered_too() {
    let a = profile("A");
    let mut harness = one(&a);
    let job = harness.get_token(a.id);
    harness.refused(job, a.id);
    assert_eq!(verdict(&harness, &a), Some(SecretVerdict::Rejected));
    let job = harness.get_token(a.id);
    harness.granted(job, a.id, 900);
    assert_eq!(verdict(&harness, &a), Some(SecretVerdict::Works));

    let mut harness = one(&a);
    harness.on_action(Action::OpenCheckAll);
    let sent = harness.start_check_all();
    harness.ended(sent[0], CheckCredentialOutcome::Tried(refused()));
    let next = next_run(&mut harness, &a);
    assert_eq!(verdict(&next, &a), Some(SecretVerdict::Rejected));
}

#[test]
fn a_replaced_secret_has_the_verdict_of_the_new_one() {
    let a = profile("A");
    let mut harness = one(&a);
    let sent = check_rotation(&mut harness, &a);
    found(&mut harness, sent.job, &a, different(accepted(), refused()));
    assert_eq!(verdict(&harness, &a), Some(SecretVerdict::Rejected));
    harness.wait(30.0);
    let effects = harness.on_action(Action::Rotation(RotationAction::Replace));
    let [Effect::Run(job, Job::SaveProfile(_))] = effects[..] else {
        panic!("{effects:?}")
    };
    let replaced = Profile {
        rev: 2,
        saved_at: harness.now.wall,
        ..a.clone()
    };
    harness.on_event(job_ended(job, Outcome::SaveProfile(Ok(replaced.clone()))));
    let next = next_run(&mut harness, &replaced);
    assert_eq!(verdict(&next, &replaced), Some(SecretVerdict::Works));
}

#[test]
fn a_verdict_from_before_a_save_elsewhere_does_not_count() {
    let a = profile("A");
    let mut harness = one(&a);
    let job = check(&mut harness, &a);
    checked(&mut harness, job, &a, tried(refused()));
    let saved_since = Profile {
        rev: 2,
        saved_at: "2100-01-01T00:00:00Z".parse().unwrap(),
        ..a.clone()
    };
    let next = next_run(&mut harness, &saved_since);
    assert_eq!(last(&next, &saved_since), None);
}

#[test]
fn a_rename_keeps_the_verdict_and_a_new_secret_account_or_console_drops_it() {
    type Edit = fn(&mut EditorDraft);
    let edits: [(Edit, bool); 4] = [
        (|draft| draft.fields.name.push_str(" renamed"), true),
        (|draft| draft.secret.text_mut().push_str("new"), false),
        (|draft| draft.fields.client_id.push('2'), false),
        (
            |draft| {
                "https://console.us2.crashplan.com".clone_into(&mut draft.fields.console);
                draft.secret.text_mut().push_str("new");
            },
            false,
        ),
    ];
    for (edit, is_kept) in edits {
        let a = profile("A");
        let mut harness = one(&a);
        let job = check(&mut harness, &a);
        checked(&mut harness, job, &a, tried(refused()));
        let mut next = next_run(&mut harness, &a);
        let (known, before) = (last(&next, &a), next.app.state.settings.clone());
        assert!(known.is_some());
        next.wait(60.0);
        next.on_action(Action::Edit(a.id));
        edit(&mut next.app.drafts.editor);
        next.editor(EditorAction::Changed);
        let (job, write) = save(&mut next);
        next.saved(job, &write, 2);
        assert_eq!(last(&next, &a), known.filter(|_| is_kept));
        next.wait(1.0);
        let settings = next.written.last().unwrap_or(&before).clone();
        let saved = written(&write, 2);
        let after = FlowHarness::with_settings(slice::from_ref(&saved), settings);
        assert_eq!(last(&after, &saved), known.filter(|_| is_kept));
    }
}

#[test]
fn a_check_counts_though_the_clock_was_ahead_when_the_profile_was_saved() {
    let a = Profile {
        saved_at: "2100-01-01T00:00:00.7Z".parse().unwrap(),
        ..profile("A")
    };
    let mut harness = one(&a);
    let job = check(&mut harness, &a);
    checked(&mut harness, job, &a, tried(refused()));
    let next = next_run(&mut harness, &a);
    assert_eq!(verdict(&next, &a), Some(SecretVerdict::Rejected));
}

#[test]
fn a_check_of_this_run_wins_over_a_remembered_one() {
    let a = profile("A");
    let remembered = LastVerdict {
        verdict: SecretVerdict::Works,
        at: "2100-01-01T00:00:00Z".parse().unwrap(),
        rev: a.rev,
    };
    let mut settings = Settings::default();
    settings.last_verdicts.insert(a.id, remembered);
    let mut harness = FlowHarness::with_settings(slice::from_ref(&a), settings);
    assert_eq!(verdict(&harness, &a), Some(SecretVerdict::Works));
    let job = check(&mut harness, &a);
    checked(&mut harness, job, &a, tried(refused()));
    assert_eq!(verdict(&harness, &a), Some(SecretVerdict::Rejected));
}

#[test]
fn what_was_typed_for_one_sign_in_is_not_remembered() {
    let each_time = user("Each time", PasswordStorage::AskedEachTime);
    let mut harness = one(&each_time);
    harness.wants(each_time.id, KnownLogin::Unanswered, MissingInput::Password);
    let sent = harness.sign_in_with(each_time.id, "mistyped", "");
    harness.refused(sent.job, each_time.id);
    let with_code = user("With a code", PasswordStorage::InKeyring);
    let mut codes = one(&with_code);
    let job = codes.get_token(with_code.id);
    let failure = user_refusal(SignInFailure::Refused, SignInWith::PasswordAndCode);
    codes.fetched(job, with_code.id, None, AttemptOutcome::Failed(failure));
    for (harness, id) in [(harness, each_time.id), (codes, with_code.id)] {
        assert_eq!(harness.app.state.settings.last_verdicts.get(&id), None);
    }
}

#[test]
fn a_deleted_profile_leaves_no_verdict() {
    let a = profile("A");
    let mut harness = one(&a);
    let job = check(&mut harness, &a);
    checked(&mut harness, job, &a, tried(refused()));
    let job = harness.delete(a.id);
    harness.deleted(job);
    assert!(harness.app.state.settings.last_verdicts.is_empty());
}

#[test]
fn a_secret_that_was_rejected_in_an_earlier_run_is_not_sent_by_the_main_key() {
    let a = profile("A");
    let mut harness = one(&a);
    let job = check(&mut harness, &a);
    checked(&mut harness, job, &a, tried(refused()));
    let mut next = next_run(&mut harness, &a);
    let primary = |harness: &FlowHarness| harness.app.state.primary(harness.now);
    assert_eq!(primary(&next), Primary::EnterNewSecret(a.id));
    // By a click it is.
    let job = next.get_token(a.id);
    next.granted(job, a.id, 900);
    assert_eq!(primary(&next), Primary::CopyHeader(a.id));
}

#[test]
fn an_accepted_secret_keeps_its_mark_when_its_token_ends() {
    let a = profile("A");
    let mut harness = one(&a);
    let standing = |harness: &FlowHarness| {
        let settings = &harness.app.state.settings;
        harness.row(a.id).standing(settings, harness.now)
    };
    let job = harness.get_token(a.id);
    harness.granted(job, a.id, 900);
    assert_eq!(standing(&harness), Standing::Live);
    harness.wait(901.0);
    assert_eq!(standing(&harness), Standing::Accepted);
    let job = harness.get_token(a.id);
    harness.refused(job, a.id);
    assert_eq!(standing(&harness), Standing::Rejected);
}
