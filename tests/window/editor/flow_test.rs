//! *Test* in the editor: what its verdict and its token are good for, and when they are gone.

use tokendesk::app::editor::{EditorAction, EditorSave, EditorTest};
use tokendesk::app::job::{AttemptOutcome, Job, JobId, Outcome};
use tokendesk::app::state::Dialog;
use tokendesk::app::{Action, Effect};
use tokendesk::model::KnownLogin;

use crate::editor::flow::{save, test, type_in, written};
use crate::harness::flow::{FlowHarness, job_ended, refusal, test_ended};

#[test]
fn a_token_that_test_obtained_is_kept_on_save_and_not_copied() {
    let mut harness = FlowHarness::with(&[]);
    harness.type_a_new_profile();
    let job = test(&mut harness);
    let grant = harness.grant(900);
    assert!(
        harness
            .on_event(test_ended(
                &harness,
                job,
                KnownLogin::Unasked,
                AttemptOutcome::Granted(grant)
            ))
            .is_empty()
    );
    let (job, write) = save(&mut harness);
    let effects = harness.on_event(job_ended(job, Outcome::SaveProfile(Ok(written(&write, 1)))));
    assert!(
        effects.is_empty(),
        "nothing is sent and nothing is copied: {effects:?}"
    );
    assert!(harness.row(write.id).grant.is_some());
}

#[test]
fn a_field_changed_after_the_test_takes_its_verdict_and_its_token_away() {
    let mut harness = FlowHarness::with(&[]);
    harness.type_a_new_profile();
    let job = test(&mut harness);
    let grant = harness.grant(900);
    harness.on_event(test_ended(
        &harness,
        job,
        KnownLogin::Unasked,
        AttemptOutcome::Granted(grant),
    ));
    type_in(
        &mut harness,
        "A",
        "console.us1.crashplan.com",
        "key-1",
        "another",
    );
    let (job, write) = save(&mut harness);
    harness.on_event(job_ended(job, Outcome::SaveProfile(Ok(written(&write, 1)))));
    assert!(harness.row(write.id).grant.is_none());
}

#[test]
fn a_field_changed_during_the_test_stops_it_and_its_late_verdict_is_dropped() {
    let mut harness = FlowHarness::with(&[]);
    harness.type_a_new_profile();
    let job = test(&mut harness);
    harness.app.drafts.editor.client_id.push('2');
    assert!(
        matches!(harness.on_action(Action::Editor(EditorAction::Changed))[..], [Effect::Cancel(stopped)] if stopped == job)
    );
    let grant = harness.grant(900);
    harness.on_event(test_ended(
        &harness,
        job,
        KnownLogin::Unasked,
        AttemptOutcome::Granted(grant),
    ));
    assert!(
        matches!(&harness.app.state.dialog, Some(Dialog::Editor(editor)) if matches!(editor.test, EditorTest::Untested))
    );
}

#[test]
fn saving_during_the_test_stops_it() {
    let mut harness = FlowHarness::with(&[]);
    harness.type_a_new_profile();
    let testing = test(&mut harness);
    let effects = harness.on_action(Action::Editor(EditorAction::Save));
    assert!(
        matches!(effects[..], [Effect::Run(_, Job::SaveProfile(_)), Effect::Cancel(stopped)] if stopped == testing),
        "{effects:?}"
    );
}

#[test]
fn a_failed_test_can_still_be_saved() {
    let mut harness = FlowHarness::with(&[]);
    harness.type_a_new_profile();
    let job = test(&mut harness);
    harness.on_event(test_ended(
        &harness,
        job,
        KnownLogin::Unasked,
        AttemptOutcome::Failed(refusal()),
    ));
    save(&mut harness);
}

#[test]
fn a_token_that_test_obtained_is_forgotten_at_its_end_and_by_forget_all() {
    let mut harness = FlowHarness::with(&[]);
    for by_time in [true, false] {
        harness.type_a_new_profile();
        let job = test(&mut harness);
        let grant = harness.grant(90);
        harness.on_event(test_ended(
            &harness,
            job,
            KnownLogin::Unasked,
            AttemptOutcome::Granted(grant),
        ));
        let (_, write) = if by_time {
            assert_eq!(
                harness
                    .app
                    .next_wake(harness.now)
                    .map(|wait| wait.as_secs()),
                Some(90)
            );
            harness.wait(90.0);
            save(&mut harness)
        } else {
            let saved = save(&mut harness);
            harness.on_action(Action::ForgetAll);
            saved
        };
        let job = JobId(saved_job(&harness));
        harness.on_event(job_ended(job, Outcome::SaveProfile(Ok(written(&write, 1)))));
        assert!(harness.row(write.id).grant.is_none(), "by time: {by_time}");
        let job = harness.delete(write.id);
        harness.on_event(job_ended(job, Outcome::DeleteProfile(Ok(()))));
    }
}

fn saved_job(harness: &FlowHarness) -> u64 {
    match &harness.app.state.dialog {
        Some(Dialog::Editor(editor)) => match editor.save {
            EditorSave::Saving {
                job: JobId(job), ..
            } => job,
            _ => 0,
        },
        _ => 0,
    }
}

#[test]
fn a_token_counts_only_for_the_secret_that_was_tested_whether_or_not_the_edit_was_reported() {
    let typed = |harness: &mut FlowHarness, text: &str| {
        let secret = &mut harness.app.drafts.editor.secret;
        secret.wipe();
        secret.text_mut().push_str(text);
    };
    for edited_while_it_runs in [true, false] {
        let mut harness = FlowHarness::with(&[]);
        harness.type_a_new_profile();
        typed(&mut harness, "first");
        let job = test(&mut harness);
        if edited_while_it_runs {
            typed(&mut harness, "second");
        }
        let grant = harness.grant(900);
        harness.on_event(test_ended(
            &harness,
            job,
            KnownLogin::Unasked,
            AttemptOutcome::Granted(grant),
        ));
        typed(&mut harness, "second");
        let (job, write) = save(&mut harness);
        harness.on_event(job_ended(job, Outcome::SaveProfile(Ok(written(&write, 1)))));
        assert!(
            harness.row(write.id).grant.is_none(),
            "{edited_while_it_runs}"
        );
    }
}

#[test]
fn a_secret_whose_spaces_are_kept_since_the_test_is_another_secret() {
    let mut harness = FlowHarness::with(&[]);
    harness.type_a_new_profile();
    harness.app.drafts.editor.secret.text_mut().push(' ');
    let job = test(&mut harness);
    let grant = harness.grant(900);
    harness.on_event(test_ended(
        &harness,
        job,
        KnownLogin::Unasked,
        AttemptOutcome::Granted(grant),
    ));
    harness.app.drafts.editor.secret.keep_spaces();
    let (job, write) = save(&mut harness);
    harness.on_event(job_ended(job, Outcome::SaveProfile(Ok(written(&write, 1)))));
    assert!(harness.row(write.id).grant.is_none());
}
