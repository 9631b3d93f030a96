//! *Activity*: what happened to each profile in this run, by its name, without secrets, and not without end.

use std::time::Duration;

use tokendesk::app::activity::{ActivityAction, ActivityScope, MAX_ENTRIES};
use tokendesk::app::editor::EditorAction;
use tokendesk::app::job::{
    AttemptOutcome, CopyWhat, Job, MakeBasicHeaderOutcome, Outcome, SendRequestOutcome,
};
use tokendesk::app::profiles::RowKey;
use tokendesk::app::request::{RequestAction, RequestWay};
use tokendesk::app::{Action, Effect};
use tokendesk::model::{
    ClearOutcome, ClipText, CopyId, CopyOutcome, Failure, KeyringFailure, KnownLogin,
    PasswordStorage, Profile, ProfileId, RequestFormat,
};

use crate::harness::flow::request::COMPUTERS;
use crate::harness::flow::{FlowHarness, job_ended, profile, read_and_ended, user};

/// What is told of this profile, newest first.
fn told(harness: &FlowHarness, id: ProfileId) -> Vec<String> {
    let entries = harness.app.state.activity.of(id);
    entries.map(|entry| entry.kind.message()).collect()
}

fn cleared(harness: &mut FlowHarness, copy_id: CopyId, cleared: ClearOutcome) {
    let result = Ok(cleared);
    harness.clear_ended(copy_id, result);
}

#[test]
fn the_history_of_a_token_is_listed_newest_first_with_times() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    let job = harness.get_token(a.id);
    harness.wait(3.0);
    harness.granted(job, a.id, 60);
    let at = harness.now.wall;
    let copy_id = harness.copied(a.id);
    harness.wait(60.0);
    cleared(&mut harness, copy_id, ClearOutcome::Cleared);
    assert_eq!(
        told(&harness, a.id),
        [
            "Clipboard cleared",
            "Token expired",
            "Header copied",
            "Got token (1 min)"
        ]
    );
    let fetched = harness.app.state.activity.of(a.id).last().unwrap();
    assert_eq!(fetched.at, at);
    assert_eq!(fetched.took, Some(Duration::from_millis(200)));
}

#[test]
fn renewals_refusals_and_canceled_sign_ins_are_listed_as_such() {
    let (mut harness, a) = FlowHarness::with_token();
    let job = harness.get_token(a.id);
    harness.refused(job, a.id);
    harness.get_token(a.id);
    harness.on_action(Action::CancelFetch(a.id));
    let host = a.console.host();
    for failure in [Failure::Defect, Failure::SingleSignOn { host }] {
        let job = harness.get_token(a.id);
        harness.fetched(job, a.id, None, AttemptOutcome::Failed(failure));
    }
    assert_eq!(
        told(&harness, a.id),
        [
            "Sign-in not possible with a password",
            "Sign-in failed",
            "Sign-in canceled",
            "Sign-in rejected: HTTP 401",
            "Renewed token (15 min)"
        ]
    );
    let refused = harness.app.state.activity.of(a.id).nth(3).unwrap();
    assert_eq!(refused.took, Some(Duration::from_millis(187)));
}

#[test]
fn a_copy_is_listed_once_it_is_done() {
    let (mut harness, a) = FlowHarness::with_token();
    let format = tokendesk::model::CopyFormat::TokenOnly;
    let effects = harness.on_action(Action::Copy(a.id, format));
    let copy_id = crate::harness::flow::the_copy(&effects);
    assert_eq!(told(&harness, a.id).len(), 1);
    let result = Ok(CopyOutcome::ChangedElsewhere);
    harness.copy_ended(copy_id, result);
    assert_eq!(told(&harness, a.id).len(), 1);
    let copy_id = harness.copied(a.id);
    harness.on_action(Action::ClearClipboard);
    cleared(&mut harness, copy_id, ClearOutcome::ChangedElsewhere);
    assert_eq!(
        told(&harness, a.id)[..2],
        ["Something else was copied; left as is", "Header copied"]
    );
}

#[test]
fn a_basic_header_and_its_clear_are_listed_under_its_profile() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = FlowHarness::of(&dana);
    harness.on_action(Action::AskBasicHeader(dana.id));
    let [Effect::Run(job, Job::MakeBasicHeader { .. })] =
        harness.on_action(Action::CopyBasicHeader)[..]
    else {
        panic!("no header is made")
    };
    let effects = harness.on_event(read_and_ended(
        job,
        None,
        Outcome::MakeBasicHeader(MakeBasicHeaderOutcome::Made(ClipText::new(
            "Authorization: Basic eA==".to_owned(),
        ))),
    ));
    let [Effect::Run(_, Job::Copy { copy_id, .. })] = effects[..] else {
        panic!("{effects:?}")
    };
    harness.copy_done(copy_id);
    harness.wait(60.0);
    cleared(&mut harness, copy_id, ClearOutcome::Cleared);
    assert_eq!(
        told(&harness, dana.id),
        ["Clipboard cleared", "Basic header copied"]
    );
}

#[test]
fn requests_and_copied_commands_are_listed() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = FlowHarness::of(&dana);
    harness.compose(dana.id, RequestWay::Basic, COMPUTERS);
    let effects = harness.request(dana.id, RequestAction::CopyAs(RequestFormat::Curl));
    let [Effect::Run(_, Job::Copy { copy_id, .. })] = effects[..] else {
        panic!("{effects:?}")
    };
    harness.copy_done(copy_id);
    let sent = harness.send(dana.id);
    harness.answered(sent.job, dana.id, "{}");
    let sent = harness.send(dana.id);
    let failed = SendRequestOutcome::Failed(Failure::Defect);
    harness.request_ended(sent.job, None, failed);
    harness.send(dana.id);
    harness.request(dana.id, RequestAction::Cancel);
    assert_eq!(
        told(&harness, dana.id),
        [
            "Request failed",
            "Request failed",
            "Request: HTTP 200",
            "Curl command copied"
        ]
    );
}

#[test]
fn creating_editing_and_deleting_a_profile_are_listed_under_its_name_at_the_time() {
    let mut harness = FlowHarness::with(&[]);
    harness.on_action(Action::NewProfile);
    let draft = &mut harness.app.drafts.editor;
    draft.fields.name = "New one".to_owned();
    draft.fields.console = "console.us1.crashplan.com".to_owned();
    draft.fields.client_id = "key-42".to_owned();
    draft.secret.text_mut().push_str("s3cret");
    let made = save(&mut harness, 1);
    harness.on_action(Action::Edit(made.id));
    harness.app.drafts.editor.fields.name = "Renamed".to_owned();
    let edited = save(&mut harness, 2);
    assert_eq!(edited.id, made.id);
    let job = harness.delete(made.id);
    let result = Ok(());
    harness.on_event(job_ended(job, Outcome::DeleteProfile(result)));
    assert_eq!(
        told(&harness, made.id),
        ["Profile deleted", "Profile edited", "Profile saved"]
    );
    let all = harness.app.state.activity.all();
    assert!(all.iter().all(|(name, _)| *name == "Renamed"));
}

#[test]
fn a_deletion_that_failed_or_was_undone_is_no_deletion() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    harness.on_action(Action::AskDelete(a.id));
    harness.on_action(Action::ConfirmDelete);
    harness.on_action(Action::Undo);
    let job = harness.delete(a.id);
    let result = Err(KeyringFailure::Locked);
    harness.on_event(job_ended(job, Outcome::DeleteProfile(result)));
    assert!(told(&harness, a.id).is_empty());
}

#[test]
fn activity_of_a_deleted_profile_is_listed_under_its_last_name() {
    let (mut harness, a) = FlowHarness::with_token();
    let copy_id = harness.copied(a.id);
    harness.on_action(Action::AskDelete(a.id));
    harness.on_action(Action::ConfirmDelete);
    harness.on_action(Action::ClearClipboard);
    cleared(&mut harness, copy_id, ClearOutcome::Cleared);
    assert_eq!(told(&harness, a.id)[0], "Clipboard cleared");
}

#[test]
fn no_more_than_five_hundred_entries_of_a_profile_are_kept_and_the_oldest_go_first() {
    let [a, b] = [profile("A"), profile("B")];
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    harness.renewed(b.id, 900);
    harness.renewed(a.id, 900);
    for _ in 0..MAX_ENTRIES {
        harness.copied(a.id);
    }
    let of_a = told(&harness, a.id);
    assert_eq!((MAX_ENTRIES, of_a.len()), (500, 500));
    assert!(of_a.iter().all(|told| told == "Header copied"));
    assert_eq!(told(&harness, b.id).len(), 1);
}

#[test]
fn the_activity_is_copied_as_shown_for_one_profile_or_all() {
    let [a, b] = [profile("A"), profile("B")];
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    assert!(copied_lines(&mut harness).is_none(), "nothing happened yet");
    harness.renewed(a.id, 900);
    harness.renewed(b.id, 600);
    let of_a = [("A".to_owned(), "Renewed token (15 min)".to_owned())];
    assert_eq!(copied_lines(&mut harness).unwrap(), of_a);
    harness.on_action(Action::Activity(ActivityAction::Show(ActivityScope::All)));
    let of_b = ("B".to_owned(), "Renewed token (10 min)".to_owned());
    assert_eq!(copied_lines(&mut harness).unwrap(), [of_b, of_a[0].clone()]);
}

/// Presses *Copy as text*; the lines, and that they are copied like any text.
fn copied_lines(harness: &mut FlowHarness) -> Option<Vec<(String, String)>> {
    let effects = harness.on_action(Action::Activity(ActivityAction::Copy));
    let [
        Effect::Run(
            _,
            Job::Copy {
                copy_id,
                what: CopyWhat::Activity { lines, .. },
                unless_taken_since: None,
            },
        ),
    ] = &effects[..]
    else {
        assert!(effects.is_empty(), "{effects:?}");
        return None;
    };
    let printed = format!("{lines:?}");
    assert!(!printed.contains("eyJ"), "{printed}");
    let (copy_id, result) = (*copy_id, Ok(CopyOutcome::Done));
    harness.copy_ended(copy_id, result);
    assert_eq!(harness.app.state.copied_item, None);
    let line =
        |line: &tokendesk::model::ActivityLine| (line.profile.clone(), line.entry.kind.message());
    Some(lines.iter().map(line).collect())
}

/// Presses *Save*, and reports what the keyring holds then.
fn save(harness: &mut FlowHarness, rev: u64) -> Profile {
    let effects = harness.editor(EditorAction::Save);
    let [Effect::Run(job, Job::SaveProfile(write))] = &effects[..] else {
        panic!("{effects:?}")
    };
    let saved = Profile {
        id: write.id,
        rev,
        name: write.name.clone(),
        console: write.console.clone(),
        account: write.account.clone(),
        saved_at: harness.now.wall,
    };
    let (job, id, result) = (*job, write.id, Ok(saved.clone()));
    harness.on_event(job_ended(job, Outcome::SaveProfile(result)));
    assert_eq!(harness.app.state.selected, Some(RowKey::Item(id)));
    saved
}

#[test]
fn tests_in_the_editor_are_listed_by_the_name_of_the_profile() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    harness.on_action(Action::Edit(a.id));
    let job = crate::editor::flow::test(&mut harness);
    harness.test_granted(job, 900);
    let job = crate::editor::flow::test(&mut harness);
    let failed = AttemptOutcome::Failed(crate::harness::flow::refusal());
    harness.tested(job, KnownLogin::Unasked, failed);
    crate::editor::flow::test(&mut harness);
    harness.editor(EditorAction::CancelTest);
    assert_eq!(
        told(&harness, a.id),
        [
            "Sign-in canceled",
            "Test rejected: HTTP 401",
            "Test accepted"
        ]
    );

    // A profile that isn't saved yet, under the name that it would get.
    let mut harness = FlowHarness::with(&[]);
    harness.type_a_new_profile();
    let job = crate::editor::flow::test(&mut harness);
    harness.test_granted(job, 900);
    let name = harness.app.drafts.editor.fields.name.clone();
    let all = harness.app.state.activity.all();
    let all: Vec<_> = all
        .iter()
        .map(|(name, entry)| (*name, entry.kind.message()))
        .collect();
    assert_eq!(all, [(name.as_str(), "Test accepted".to_owned())]);
}

#[test]
fn a_test_that_ends_with_its_editor_or_by_an_edit_is_listed_as_canceled() {
    let [a, b] = ["A", "B"].map(profile);
    for way in [
        Action::CloseDialog,
        Action::NewProfile,
        Action::Edit(b.id),
        Action::OpenPalette,
        Action::OpenSettings,
        Action::AskDelete(a.id),
        Action::OpenRotation(a.id),
        Action::OpenCheckAll,
    ] {
        let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
        harness.on_action(Action::Edit(a.id));
        crate::editor::flow::test(&mut harness);
        harness.on_action(way);
        assert_eq!(told(&harness, a.id), ["Sign-in canceled"], "{way:?}");
    }

    // After the question about unsaved changes, in which the test goes on.
    let mut harness = FlowHarness::of(&a);
    harness.on_action(Action::Edit(a.id));
    harness.app.drafts.editor.fields.name.push('2');
    crate::editor::flow::test(&mut harness);
    harness.on_action(Action::NewProfile);
    assert_eq!(told(&harness, a.id), [""; 0]);
    harness.on_action(Action::ConfirmDiscard);
    assert_eq!(told(&harness, a.id), ["Sign-in canceled"]);

    for action in [EditorAction::Changed, EditorAction::Save] {
        let mut harness = FlowHarness::of(&a);
        harness.on_action(Action::Edit(a.id));
        crate::editor::flow::test(&mut harness);
        harness.editor(action);
        assert_eq!(told(&harness, a.id), ["Sign-in canceled"], "{action:?}");
    }

    // A profile that isn't saved, under the name that was typed.
    let mut harness = FlowHarness::with(&[]);
    harness.type_a_new_profile();
    crate::editor::flow::test(&mut harness);
    let typed = harness.app.drafts.editor.fields.name.clone();
    harness.on_action(Action::CloseDialog);
    harness.on_action(Action::ConfirmDiscard);
    let all = harness.app.state.activity.all();
    let [(name, entry)] = &all[..] else {
        panic!("{all:?}")
    };
    assert_eq!(*name, typed);
    assert_eq!(entry.kind.message(), "Sign-in canceled");
}
