//! *Test* in the editor: what its verdict and its token are good for, and when they are gone.

use tokendesk::app::editor::{EditorAction, EditorSave, EditorTest};
use tokendesk::app::job::{AttemptEnd, JobId, Outcome};
use tokendesk::app::state::Dialog;
use tokendesk::app::{Action, Effect};
use tokendesk::model::KnownLogin;

use crate::editor::flow::{save, test, type_in, written};
use crate::harness::flow::{Desk, job_ended, refusal, test_ended};

#[test]
fn a_token_that_test_obtained_is_kept_on_save_and_not_copied() {
    let mut desk = Desk::with(&[]);
    desk.type_a_new_profile();
    let job = test(&mut desk);
    let grant = desk.grant(900);
    assert!(
        desk.on_event(test_ended(
            &desk,
            job,
            KnownLogin::Unasked,
            AttemptEnd::Granted(grant)
        ))
        .is_empty()
    );
    let (job, write) = save(&mut desk);
    let effects = desk.on_event(job_ended(job, Outcome::SaveProfile(Ok(written(&write, 1)))));
    assert!(
        effects.is_empty(),
        "nothing is sent and nothing is copied: {effects:?}"
    );
    assert!(desk.row(write.id).grant.is_some());
}

#[test]
fn a_field_changed_after_the_test_takes_its_verdict_and_its_token_away() {
    let mut desk = Desk::with(&[]);
    desk.type_a_new_profile();
    let job = test(&mut desk);
    let grant = desk.grant(900);
    desk.on_event(test_ended(
        &desk,
        job,
        KnownLogin::Unasked,
        AttemptEnd::Granted(grant),
    ));
    type_in(
        &mut desk,
        "A",
        "console.us1.crashplan.com",
        "key-1",
        "another",
    );
    let (job, write) = save(&mut desk);
    desk.on_event(job_ended(job, Outcome::SaveProfile(Ok(written(&write, 1)))));
    assert!(desk.row(write.id).grant.is_none());
}

#[test]
fn a_field_changed_during_the_test_stops_it_and_its_late_verdict_is_dropped() {
    let mut desk = Desk::with(&[]);
    desk.type_a_new_profile();
    let job = test(&mut desk);
    desk.app.drafts.editor.client_id.push('2');
    assert!(
        matches!(desk.on_action(Action::Editor(EditorAction::Changed))[..], [Effect::Cancel(stopped)] if stopped == job)
    );
    let grant = desk.grant(900);
    desk.on_event(test_ended(
        &desk,
        job,
        KnownLogin::Unasked,
        AttemptEnd::Granted(grant),
    ));
    assert!(
        matches!(&desk.app.state.dialog, Some(Dialog::Editor(editor)) if matches!(editor.test, EditorTest::Untested))
    );
}

#[test]
fn a_failed_test_can_still_be_saved() {
    let mut desk = Desk::with(&[]);
    desk.type_a_new_profile();
    let job = test(&mut desk);
    desk.on_event(test_ended(
        &desk,
        job,
        KnownLogin::Unasked,
        AttemptEnd::Failed(refusal()),
    ));
    save(&mut desk);
}

#[test]
fn a_token_that_test_obtained_is_forgotten_at_its_end_and_by_forget_all() {
    let mut desk = Desk::with(&[]);
    for by_time in [true, false] {
        desk.type_a_new_profile();
        let job = test(&mut desk);
        let grant = desk.grant(90);
        desk.on_event(test_ended(
            &desk,
            job,
            KnownLogin::Unasked,
            AttemptEnd::Granted(grant),
        ));
        let (_, write) = if by_time {
            assert_eq!(
                desk.app.next_wake(desk.now).map(|wait| wait.as_secs()),
                Some(90)
            );
            desk.wait(90.0);
            save(&mut desk)
        } else {
            let saved = save(&mut desk);
            desk.on_action(Action::ForgetAll);
            saved
        };
        let job = JobId(saved_job(&desk));
        desk.on_event(job_ended(job, Outcome::SaveProfile(Ok(written(&write, 1)))));
        assert!(desk.row(write.id).grant.is_none(), "by time: {by_time}");
        let job = desk.delete(write.id);
        desk.on_event(job_ended(job, Outcome::DeleteProfile(Ok(()))));
    }
}

fn saved_job(desk: &Desk) -> u64 {
    match &desk.app.state.dialog {
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
    let typed = |desk: &mut Desk, text: &str| {
        let secret = &mut desk.app.drafts.editor.secret;
        secret.wipe();
        secret.text_mut().push_str(text);
    };
    for edited_while_it_runs in [true, false] {
        let mut desk = Desk::with(&[]);
        desk.type_a_new_profile();
        typed(&mut desk, "first");
        let job = test(&mut desk);
        if edited_while_it_runs {
            typed(&mut desk, "second");
        }
        let grant = desk.grant(900);
        desk.on_event(test_ended(
            &desk,
            job,
            KnownLogin::Unasked,
            AttemptEnd::Granted(grant),
        ));
        typed(&mut desk, "second");
        let (job, write) = save(&mut desk);
        desk.on_event(job_ended(job, Outcome::SaveProfile(Ok(written(&write, 1)))));
        assert!(desk.row(write.id).grant.is_none(), "{edited_while_it_runs}");
    }
}
