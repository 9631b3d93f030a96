//! *Test* in the editor: how long its verdict and its token count.

use tokendesk::app::editor::{EditorAction, EditorTest};
use tokendesk::app::job::{AttemptOutcome, Job};
use tokendesk::app::{Action, Effect};
use tokendesk::model::KnownLogin;

use crate::editor::flow::{save, test, type_in};
use crate::harness::flow::{FlowHarness, refusal};

#[test]
fn a_token_from_test_is_kept_on_save_and_not_copied() {
    let mut harness = FlowHarness::with(&[]);
    harness.type_a_new_profile();
    let job = test(&mut harness);
    assert!(harness.test_granted(job, 900).is_empty());
    let (job, write) = save(&mut harness);
    let effects = harness.saved(job, &write, 1);
    assert!(
        effects.is_empty(),
        "nothing is sent and nothing is copied: {effects:?}"
    );
    assert!(harness.row(write.id).grant.is_some());
}

#[test]
fn a_field_changed_after_the_test_drops_its_verdict_and_its_token() {
    let mut harness = FlowHarness::with(&[]);
    harness.type_a_new_profile();
    let job = test(&mut harness);
    harness.test_granted(job, 900);
    type_in(
        &mut harness,
        "A",
        "console.us1.crashplan.com",
        "key-1",
        "another",
    );
    let (job, write) = save(&mut harness);
    harness.saved(job, &write, 1);
    assert!(harness.row(write.id).grant.is_none());
}

#[test]
fn a_field_changed_during_the_test_stops_it_and_its_late_verdict_is_dropped() {
    let mut harness = FlowHarness::with(&[]);
    harness.type_a_new_profile();
    let job = test(&mut harness);
    harness.app.drafts.editor.fields.client_id.push('2');
    assert!(
        matches!(harness.editor(EditorAction::Changed)[..], [Effect::Cancel(stopped)] if stopped == job)
    );
    harness.test_granted(job, 900);
    assert!(matches!(harness.open_editor().test, EditorTest::Untested));
}

#[test]
fn saving_during_the_test_stops_it() {
    let mut harness = FlowHarness::with(&[]);
    harness.type_a_new_profile();
    let testing = test(&mut harness);
    let effects = harness.editor(EditorAction::Save);
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
    harness.tested(job, KnownLogin::Unasked, AttemptOutcome::Failed(refusal()));
    save(&mut harness);
}

#[test]
fn a_token_from_test_is_forgotten_when_it_expires_and_by_forget_all() {
    let mut harness = FlowHarness::with(&[]);
    for by_time in [true, false] {
        harness.type_a_new_profile();
        let job = test(&mut harness);
        harness.test_granted(job, 90);
        let (job, write) = if by_time {
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
            harness.on_action(Action::ClearSession);
            saved
        };
        harness.saved(job, &write, 1);
        assert!(harness.row(write.id).grant.is_none(), "by time: {by_time}");
        let job = harness.delete(write.id);
        harness.deleted(job);
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
        harness.test_granted(job, 900);
        typed(&mut harness, "second");
        let (job, write) = save(&mut harness);
        harness.saved(job, &write, 1);
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
    harness.test_granted(job, 900);
    harness.app.drafts.editor.secret.keep_spaces();
    let (job, write) = save(&mut harness);
    harness.saved(job, &write, 1);
    assert!(harness.row(write.id).grant.is_none());
}
