//! Saving the rows: a few at a time, each at most checked once, and nothing lost when something fails.

use std::collections::BTreeSet;

use tokendesk::app::Action;
use tokendesk::app::import::{ClashChoice, ImportAction, ImportRowState};
use tokendesk::app::job::{AttemptOutcome, JobId, MissingInput, ProfileWrite, SecretSource};
use tokendesk::model::{
    Account, AccountKind, Candidate, CandidateSecret, KeyringFailure, PasswordStorage,
    SecretVerdict, SignInFailure, Tag, VendorItem, VendorTool,
};

use crate::harness::flow::import::{RowJob, client, clients, secret_text};
use crate::harness::flow::{FlowHarness, moved, profile};
use crate::samples::{failed_with, refused};

fn save(job: &RowJob) -> (JobId, &ProfileWrite) {
    match job {
        RowJob::Save(job, write) => (*job, write),
        RowJob::Check(..) => panic!("a check: {job:?}"),
    }
}

fn check(job: &RowJob) -> (JobId, &str, &str) {
    match job {
        RowJob::Check(job, login, secret) => (*job, login, secret),
        RowJob::Save(..) => panic!("a save: {job:?}"),
    }
}

#[test]
fn two_hundred_rows_are_saved_four_at_a_time_each_with_its_own_secret() {
    let mut harness = FlowHarness::with(&[]);
    harness.import(clients(200));
    let mut open = harness.start_import();
    let mut saved = BTreeSet::new();
    while !open.is_empty() {
        assert!(open.len() <= 4);
        let job = open.remove(open.len() / 2);
        let (id, write) = save(&job);
        let secret = secret_text(&write.secret);
        assert_eq!(secret, format!("pretend-{}", write.account.login()));
        assert_eq!(write.base_rev, None);
        assert!(saved.insert(write.name.as_str().to_owned()));
        open.extend(harness.import_saved(id, write));
    }
    assert_eq!(saved.len(), 200);
    assert_eq!(harness.app.state.profiles().count(), 200);
    let table = harness.import_table();
    assert!(!table.is_running && table.to_import() == 0);
    assert_eq!(table.count(|state| *state == ImportRowState::Saved), 200);
    let drafts = &harness.app.drafts.import.rows;
    let is_wiped = |secret: &CandidateSecret| matches!(secret, CandidateSecret::Missing);
    assert!(drafts.iter().all(|row| is_wiped(&row.secret)));
    assert_eq!(harness.app.state.copied_item, None);
    assert!(harness.app.state.selected.is_some());
}

#[test]
fn only_what_the_console_accepts_is_saved_and_each_is_sent_once() {
    let mut harness = FlowHarness::with(&[]);
    harness.import(clients(3));
    harness.on_import(ImportAction::CheckFirst(true));
    let jobs = harness.start_import();
    let sent: Vec<_> = jobs.iter().map(check).collect();
    assert_eq!(
        (sent[0].1, sent[0].2),
        ("key-1", "pretend-key-1"),
        "its own secret"
    );
    assert_eq!(sent.len(), 3);
    let grant = harness.grant(900);
    let saves = harness.import_checked(sent[0].0, AttemptOutcome::Granted(grant));
    let (job, write) = save(&saves[0]);
    assert!(harness.import_saved(job, write).is_empty());
    let id = write.id;
    assert!(harness.row(id).grant.is_none(), "no token is kept");
    let verdict = harness.app.state.settings.last_verdicts[&id].verdict;
    assert_eq!(verdict, SecretVerdict::Works);

    let not_accepted = AttemptOutcome::Failed(refused());
    assert!(harness.import_checked(sent[1].0, not_accepted).is_empty());
    let unreachable = AttemptOutcome::Failed(failed_with(SignInFailure::ServerError, Some(503)));
    assert!(harness.import_checked(sent[2].0, unreachable).is_empty());
    for index in [1, 2] {
        assert!(
            harness.import_row(index).edits.secret,
            "it can be corrected"
        );
        let state = &harness.import_row(index).state;
        assert!(matches!(state, ImportRowState::NotAccepted(_)), "{state:?}");
    }
    assert_eq!(harness.app.state.profiles().count(), 1);
    assert!(!harness.import_table().is_running);

    // Without the check they are saved: the person knows better.
    harness.on_import(ImportAction::CheckFirst(false));
    let jobs = harness.start_import();
    assert_eq!(jobs.len(), 2);
    let names: Vec<_> = jobs.iter().map(|job| save(job).1.name.as_str()).collect();
    assert_eq!(names, ["Tenant 2", "Tenant 3"]);
}

#[test]
fn an_account_that_needs_a_code_is_not_saved_unchecked() {
    let mut harness = FlowHarness::with(&[]);
    let user = |name: &str, secret| Candidate {
        kind: AccountKind::User,
        secret,
        ..client(name, &format!("{name}@example.com"))
    };
    let given = client("A", "key-1").secret;
    let each_time = CandidateSecret::AskedEachTime;
    harness.import(vec![user("A", given), user("B", each_time)]);
    harness.on_import(ImportAction::CheckFirst(true));
    let jobs = harness.start_import();
    assert_eq!(jobs.len(), 1, "nothing to check in the other one");
    let code = AttemptOutcome::MissingInput(MissingInput::Code);
    assert!(harness.import_checked(check(&jobs[0]).0, code).is_empty());
    let rows = &harness.import_table().rows;
    assert!(
        rows.iter()
            .all(|row| row.state == ImportRowState::NotChecked)
    );

    harness.on_import(ImportAction::CheckFirst(false));
    let jobs = harness.start_import();
    let (_, write) = save(&jobs[1]);
    assert!(matches!(write.secret, SecretSource::NotKept));
    let password = match &write.account {
        Account::User { password, .. } => *password,
        Account::ApiClient { .. } => panic!("a client"),
    };
    assert_eq!(password, PasswordStorage::AskedEachTime);
}

#[test]
fn a_replaced_profile_keeps_its_id_and_is_not_overwritten_if_it_changed_elsewhere() {
    let saved = profile("Production EU");
    let mut harness = FlowHarness::of(&saved);
    harness.renewed(saved.id, 900);
    let mut tagged = client("Production EU", "key-new");
    tagged.tag = "Test".to_owned();
    harness.import(vec![tagged]);
    harness.on_import(ImportAction::Resolve(0, ClashChoice::Replace));
    let jobs = harness.start_import();
    let (job, write) = save(&jobs[0]);
    assert_eq!((write.id, write.base_rev), (saved.id, Some(saved.rev)));
    let theirs = KeyringFailure::Conflict(Box::new(moved(&saved)));
    assert!(harness.import_failed(job, theirs).is_empty());
    let state = &harness.import_row(0).state;
    assert!(matches!(state, ImportRowState::Failed(_)), "{state:?}");
    assert!(
        harness.row(saved.id).profile.rev > saved.rev,
        "theirs is shown"
    );

    let jobs = harness.start_import();
    let (job, write) = save(&jobs[0]);
    assert_eq!(write.base_rev, Some(saved.rev + 1), "now the newer one");
    harness.import_saved(job, write);
    let row = harness.row(saved.id);
    assert_eq!(row.profile.account.login(), "key-new");
    assert!(row.grant.is_none(), "the token was of the old secret");
    let marks = harness.app.state.settings.marks_of(saved.id);
    assert_eq!(marks.tag, Some(Tag::Teal));
}

#[test]
fn without_a_secret_a_replacement_keeps_the_saved_one_of_the_same_account_only() {
    let saved = profile("Production EU");
    let mut harness = FlowHarness::of(&saved);
    let mut same = client("Production EU", saved.account.login());
    same.secret = CandidateSecret::Missing;
    let mut other = client("Production EU", "key-new");
    other.secret = CandidateSecret::Missing;
    harness.import(vec![same, other]);
    harness.on_import(ImportAction::ResolveAll(ClashChoice::Replace));
    assert!(harness.import_row(0).checked.secret.is_ok());
    assert!(harness.import_row(1).checked.secret.is_err());
    harness.on_import(ImportAction::Select(1, false));
    let jobs = harness.start_import();
    let (_, write) = save(&jobs[0]);
    assert!(matches!(write.secret, SecretSource::Stored(id) if id == saved.id));
}

#[test]
fn the_secret_of_a_vendors_tool_is_read_by_the_job_alone() {
    let mut harness = FlowHarness::with(&[]);
    let item = VendorItem {
        tool: VendorTool::CrashPlanCli,
        profile: "prod".to_owned(),
        username: "key-1".to_owned(),
    };
    let mut found = client("prod", "key-1");
    found.secret = CandidateSecret::OfVendorTool(item.clone());
    harness.import(vec![found]);
    let jobs = harness.start_import();
    let (_, write) = save(&jobs[0]);
    assert!(matches!(&write.secret, SecretSource::OfVendorTool(of) if *of == item));
}

#[test]
fn cancel_stops_the_checks_and_what_is_being_saved_is_finished() {
    let mut harness = FlowHarness::with(&[]);
    harness.import(clients(6));
    harness.on_import(ImportAction::CheckFirst(true));
    let jobs = harness.start_import();
    let grant = harness.grant(900);
    let saves = harness.import_checked(check(&jobs[0]).0, AttemptOutcome::Granted(grant));
    // The save took the place of the check: no fifth one runs.
    let (job, write) = save(&saves[0]);
    assert_eq!(saves.len(), 1);
    harness.on_import(ImportAction::Stop);
    let late = harness.grant(900);
    let late = harness.import_checked(check(&jobs[1]).0, AttemptOutcome::Granted(late));
    assert!(late.is_empty(), "a late answer saves nothing");
    assert!(harness.import_saved(job, write).is_empty());
    let rows = &harness.import_table().rows;
    assert_eq!(rows[0].state, ImportRowState::Saved);
    assert!(
        rows[1..]
            .iter()
            .all(|row| row.state == ImportRowState::Idle)
    );
    assert_eq!(harness.app.state.profiles().count(), 1);
}

#[test]
fn a_save_that_ends_after_the_dialog_was_closed_still_counts() {
    let mut harness = FlowHarness::with(&[]);
    harness.import(clients(2));
    let jobs = harness.start_import();
    harness.on_import(ImportAction::Stop);
    harness.on_action(Action::CloseDialog);
    assert!(harness.app.state.dialog.is_none());
    let (job, write) = save(&jobs[0]);
    harness.import_saved(job, write);
    assert_eq!(harness.app.state.profiles().count(), 1);
    let (job, _) = save(&jobs[1]);
    harness.import_failed(job, KeyringFailure::Defect);
    assert!(harness.notice().contains("“Tenant 2” wasn’t imported"));
}

#[test]
fn a_failed_save_stays_in_the_table_with_its_secret_and_can_be_tried_again() {
    let mut harness = FlowHarness::with(&[]);
    harness.import(clients(1));
    let jobs = harness.start_import();
    harness.import_failed(save(&jobs[0]).0, KeyringFailure::Defect);
    let state = &harness.import_row(0).state;
    assert_eq!(*state, ImportRowState::Failed(KeyringFailure::Defect));
    let jobs = harness.start_import();
    let (job, write) = save(&jobs[0]);
    assert_eq!(secret_text(&write.secret), "pretend-key-1");
    harness.import_saved(job, write);
    assert_eq!(harness.app.state.activity.count(), 1);
}

#[test]
fn a_profile_that_was_deleted_while_it_is_to_be_replaced_is_not_made_again() {
    let saved = profile("Production EU");
    let mut harness = FlowHarness::of(&saved);
    harness.import(vec![client("Production EU", "key-new")]);
    harness.on_import(ImportAction::Resolve(0, ClashChoice::Replace));
    harness.on_action(Action::Reload);
    harness.app.state.rows.clear();
    assert!(harness.start_import().is_empty());
    let state = &harness.import_row(0).state;
    assert_eq!(*state, ImportRowState::Failed(KeyringFailure::NotFound));
}
