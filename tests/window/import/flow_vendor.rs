//! The profiles of the vendor's command-line tools in the window: when they are looked for, and what their rows are.

use tokendesk::app::import::{ImportAction, ImportRowState};
use tokendesk::app::job::{Job, JobId, Outcome, SecretSource};
use tokendesk::app::{Action, Effect};
use tokendesk::model::failure::{ReadFailure, VendorSecretFailure};
use tokendesk::model::{
    AccountKind, Candidate, CandidateSecret, ImportOrigin, KeyringFailure, VendorConfig,
    VendorItem, VendorList, VendorProfile, VendorProfiles, VendorSecret, VendorTool,
};

use crate::harness::flow::import::{RowJob, row_jobs};
use crate::harness::flow::{FlowHarness, job_ended, profile};
use crate::samples;

fn searches(effects: &[Effect]) -> Vec<JobId> {
    let search = |effect: &Effect| match effect {
        Effect::Run(job, Job::FindVendorProfiles) => Some(*job),
        _ => None,
    };
    effects.iter().filter_map(search).collect()
}

fn found(name: &str, kind: AccountKind, secret: VendorSecret) -> VendorProfile {
    let candidate = Candidate {
        name: name.to_owned(),
        console: "console.us1.crashplan.com".to_owned(),
        login: format!("login-{name}"),
        secret: CandidateSecret::OfVendorTool(item(name)),
        ..Candidate::at(format!("[{name}]"), kind)
    };
    VendorProfile { candidate, secret }
}

fn item(name: &str) -> VendorItem {
    VendorItem {
        tool: VendorTool::CrashPlanCli,
        profile: name.to_owned(),
        username: format!("login-{name}"),
    }
}

fn config(tool: VendorTool, profiles: Vec<VendorProfile>) -> VendorConfig {
    let unused = Vec::new();
    VendorConfig {
        tool,
        path: "/home/ada/config.cfg".to_owned(),
        content: Ok(VendorList { profiles, unused }),
    }
}

/// *Import* is open, and these were found.
fn harness(profiles: Vec<VendorProfile>) -> FlowHarness {
    let mut harness = FlowHarness::with(&[profile("Saved")]);
    let [job] = searches(&harness.on_action(Action::OpenImport))[..] else {
        panic!("they are not looked for")
    };
    let found = VendorProfiles(vec![config(VendorTool::CrashPlanCli, profiles)]);
    harness.on_event(job_ended(job, Outcome::FindVendorProfiles(found)));
    harness
}

#[test]
fn an_empty_keyring_looks_for_them_once_and_a_full_one_when_import_opens() {
    let mut harness = FlowHarness::with(&[]);
    let running = harness.app.state.running.iter();
    assert_eq!(running.count(), 1, "they are looked for");
    assert!(searches(&harness.on_action(Action::OpenImport)).is_empty());

    let mut harness = FlowHarness::with(&[profile("Saved")]);
    assert_eq!(harness.app.state.running.iter().count(), 0);
    assert_eq!(searches(&harness.on_action(Action::OpenImport)).len(), 1);
}

#[test]
fn the_sandbox_leaves_the_profiles_of_this_computer_alone() {
    let mut harness = FlowHarness::with(&[profile("Saved")]);
    harness.app.state.sandbox = Some(samples::sandbox());
    assert!(searches(&harness.on_action(Action::OpenImport)).is_empty());
}

#[test]
fn profiles_are_counted_by_tool_and_unreadable_files_are_none() {
    let mut harness = FlowHarness::with(&[]);
    assert_eq!(harness.app.state.found_vendor_profiles(), 0);
    let one = |name| found(name, AccountKind::ApiClient, VendorSecret::Found);
    harness.app.state.vendor_profiles = Some(VendorProfiles(vec![
        config(VendorTool::CrashPlanCli, vec![one("a"), one("b")]),
        VendorConfig {
            content: Err(ReadFailure::NotAllowed),
            ..config(VendorTool::Code42Cli, Vec::new())
        },
    ]));
    assert_eq!(harness.app.state.found_vendor_profiles(), 2);
    let found = harness.app.state.vendor_profiles.as_ref().unwrap();
    let counts: Vec<_> = found.counts().collect();
    assert_eq!(counts, [(VendorTool::CrashPlanCli, 2)]);
}

#[test]
fn a_missing_secret_is_typed_a_missing_password_asked_for_and_a_locked_keyring_explained() {
    use AccountKind::{ApiClient, User};
    let mut harness = harness(vec![
        found("found", ApiClient, VendorSecret::Found),
        found("typed", ApiClient, VendorSecret::Missing),
        found("asked", User, VendorSecret::Missing),
        found("locked", User, VendorSecret::Locked),
        found(
            "unknown",
            User,
            VendorSecret::Unknown(KeyringFailure::Other),
        ),
    ]);
    harness.on_import(ImportAction::ReviewTool(VendorTool::CrashPlanCli));
    let table = harness.import_table();
    let crash_plan = ImportOrigin::VendorTool(VendorTool::CrashPlanCli);
    assert_eq!(table.origin, crash_plan);
    let rows: Vec<_> = table
        .rows
        .iter()
        .map(|row| (row.edits.secret, row.remarks.concat()))
        .collect();
    assert_eq!(rows[0], (false, String::new()));
    assert!(rows[1].0 && rows[1].1.contains("Enter the secret."));
    assert!(!rows[2].0 && rows[2].1.contains("asked for it at each sign-in"));
    assert!(!rows[3].0 && rows[3].1.contains("The keyring is locked."));
    assert!(!rows[4].0 && rows[4].1.contains("Couldn’t look for the password"));

    harness.on_import(ImportAction::Select(1, false));
    let jobs = harness.start_import();
    let sources: Vec<_> = jobs
        .iter()
        .map(|job| match job {
            RowJob::Save(_, write) => match &write.secret {
                SecretSource::OfVendorTool(item) => item.profile.as_str(),
                SecretSource::NotKept => "not kept",
                other => panic!("{other:?}"),
            },
            RowJob::Check(..) => panic!("a check"),
        })
        .collect();
    assert_eq!(sources, ["found", "not kept", "locked", "unknown"]);
}

#[test]
fn a_secret_that_cannot_be_used_can_be_typed_afterwards() {
    let secret = VendorSecret::Found;
    let mut harness = harness(vec![found("one", AccountKind::ApiClient, secret)]);
    harness.on_import(ImportAction::ReviewTool(VendorTool::CrashPlanCli));
    let jobs = harness.start_import();
    let [RowJob::Save(job, _)] = jobs[..] else {
        panic!("{jobs:?}")
    };
    let gone = KeyringFailure::VendorSecret(VendorSecretFailure::Gone);
    harness.on_event(job_ended(job, Outcome::SaveProfile(Err(gone.clone()))));
    assert_eq!(harness.import_row(0).state, ImportRowState::Failed(gone));
    assert!(harness.import_row(0).edits.secret);
    let draft = &mut harness.app.drafts.import.rows[0];
    draft.typed_secret.text_mut().push_str("pretend-typed");
    harness.on_import(ImportAction::Typed(0));
    let effects = harness.on_action(Action::Import(ImportAction::Start));
    let [RowJob::Save(_, write)] = &row_jobs(&effects)[..] else {
        panic!("{effects:?}")
    };
    assert!(matches!(write.secret, SecretSource::Typed(_)));
}
