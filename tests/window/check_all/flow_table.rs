//! The table of *Check all*: sorted by any column, copied and saved as it is shown.

use tokendesk::app::check_all::{CheckAllAction, Column, Saving};
use tokendesk::app::job::{CheckCredentialOutcome, CopyWhat, Job, JobId, Outcome, SaveFileOutcome};
use tokendesk::app::{Action, Effect};
use tokendesk::model::{
    CheckAllReport, CheckOutcome, ConsoleUrl, CopyOutcome, Failure, FileFailure, KeyringFailure,
    PasswordStorage, Profile, Tag,
};

use crate::harness::flow::check_all::{accepted, opened, refused};
use crate::harness::flow::{FlowHarness, job_ended, profile, user};

/// A whole table: "b" refused, "A" and "c" accepted, "D" not tested, and a user account that was left out.
fn whole() -> FlowHarness {
    let console = ConsoleUrl::parse("https://console.eu5.cpg.crashplan.com").unwrap();
    let in_eu = Profile {
        console,
        ..profile("c")
    };
    let profiles = [
        profile("A"),
        profile("b"),
        in_eu,
        profile("D"),
        user("E user", PasswordStorage::InKeyring),
    ];
    let mut harness = opened(&profiles);
    let sent = harness.start_check_all();
    let locked = CheckOutcome::Untested(Failure::Keyring(KeyringFailure::Locked));
    let trials = [
        accepted(&harness, 900, 250),
        refused(),
        accepted(&harness, 600, 90),
        locked,
    ];
    // They end in the reverse order.
    for (sent, outcome) in sent.into_iter().zip(trials).rev() {
        harness.wait(1.0);
        harness.ended(sent, CheckCredentialOutcome::Tried(outcome));
    }
    assert!(harness.is_whole());
    harness.on_action(Action::SetTag(profiles[0].id, Some(Tag::Violet)));
    harness.on_action(Action::SetTag(profiles[2].id, Some(Tag::Teal)));
    let names = &mut harness.app.state.settings.tags;
    names.rename(Tag::Violet, "Live").unwrap();
    names.rename(Tag::Teal, "Archive").unwrap();
    harness
}

fn shown(harness: &FlowHarness) -> String {
    let names = harness.table().shown(&harness.app.state.settings);
    let names: Vec<_> = names
        .iter()
        .map(|line| line.profile.name.as_str())
        .collect();
    names.join(" ")
}

#[test]
fn each_column_sorts_both_ways_with_what_is_unknown_last_and_equals_by_name() {
    let mut harness = whole();
    assert_eq!(shown(&harness), "b D", "the problems, the worst first");
    harness.many(CheckAllAction::ProblemsOnly(false));
    assert_eq!(shown(&harness), "b D E user A c");
    for (column, up, down) in [
        (Column::Tag, "c A b D E user", "A c b D E user"),
        (Column::Lifetime, "c A b D E user", "A c b D E user"),
        (Column::Duration, "c b A D E user", "A b c D E user"),
        (Column::Time, "D c b A E user", "A b c D E user"),
        (Column::Profile, "A b c D E user", "E user D c b A"),
        (Column::Verdict, "b D E user A c", "A c E user D b"),
    ] {
        harness.many(CheckAllAction::Sort(column));
        assert_eq!(shown(&harness), up, "{column:?}");
        harness.many(CheckAllAction::Sort(column));
        assert_eq!(shown(&harness), down, "{column:?}, the other way round");
    }
}

#[test]
fn the_table_is_copied_as_shown_and_stays_on_the_clipboard() {
    let mut harness = whole();
    harness.many(CheckAllAction::ProblemsOnly(false));
    harness.many(CheckAllAction::Sort(Column::Verdict));
    let effects = harness.many(CheckAllAction::CopyTable);
    let [
        Effect::Run(
            _,
            Job::Copy {
                copy_id,
                what: CopyWhat::CheckTable { report, .. },
                unless_taken_since: None,
            },
        ),
    ] = &effects[..]
    else {
        panic!("{effects:?}")
    };
    assert_eq!(Some(report.made_at), harness.table().ended_at);
    let lines = report.lines.iter();
    let lines: Vec<_> = lines
        .map(|line| {
            (
                line.profile.as_str(),
                line.tag.as_str(),
                line.verdict.as_str(),
                line.status,
                line.reason.as_str(),
            )
        })
        .collect();
    let refused = refused().failure().unwrap().reason();
    let locked = Failure::Keyring(KeyringFailure::Locked).reason();
    let user = "User accounts weren’t included.";
    assert_eq!(
        lines,
        [
            ("A", "Live", "Works", Some(200), ""),
            ("c", "Archive", "Works", Some(200), ""),
            ("E user", "", "Skipped", None, user),
            ("D", "", "Couldn’t check", None, &locked),
            ("b", "", "Rejected", Some(401), &refused),
        ]
    );
    assert_eq!(report.profiles, 5);
    assert_eq!(report.summary, "2 of 5 need attention · 2 work · 1 skipped");
    let result = Ok(CopyOutcome::Done);
    let copy_id = *copy_id;
    harness.copy_ended(copy_id, result);
    assert_eq!(
        (harness.notice(), &harness.app.state.copied_item),
        ("Table copied.", &None),
        "it holds no secret, so it is not cleared"
    );
}

#[test]
fn the_table_is_saved_once_where_the_user_chooses_and_says_where() {
    let mut harness = whole();
    let (job, report) = save(&mut harness);
    assert_eq!(
        report.lines.len(),
        2,
        "the problems, which is what is shown"
    );
    assert_eq!(harness.table().saving, Saving::Running { job });
    assert!(harness.many(CheckAllAction::SaveTable).is_empty());
    saved(&mut harness, job, SaveFileOutcome::NotChosen);
    assert_eq!(harness.table().saving, Saving::Idle);

    let (job, _) = save(&mut harness);
    let failure = FileFailure::NoRoom {
        path: "/table.csv".to_owned(),
    };
    saved(&mut harness, job, SaveFileOutcome::Failed(failure.clone()));
    assert_eq!(harness.table().saving, Saving::Failed(failure));

    let (job, _) = save(&mut harness);
    let path = "/home/dana/table.csv".to_owned();
    saved(
        &mut harness,
        job,
        SaveFileOutcome::Saved { path: path.clone() },
    );
    assert_eq!(harness.table().saving, Saving::Saved { path });
}

#[test]
fn a_table_closed_while_it_is_saved_is_reported_if_it_was_saved_anyway() {
    for leaving in [
        Action::CloseDialog,
        Action::CheckAll(CheckAllAction::NewCheck),
    ] {
        let mut harness = whole();
        let (job, _) = save(&mut harness);
        let effects = harness.on_action(leaving);
        assert!(
            matches!(effects[..], [Effect::Cancel(stopped)] if stopped == job),
            "{effects:?}"
        );
        let path = "/home/dana/table.csv".to_owned();
        saved(&mut harness, job, SaveFileOutcome::Saved { path });
        assert_eq!(
            harness.notice(),
            "The table was saved anyway: /home/dana/table.csv"
        );
    }
}

#[test]
fn a_table_that_still_fills_is_neither_copied_nor_saved() {
    let mut harness = opened(&[profile("A")]);
    harness.start_check_all();
    assert!(harness.many(CheckAllAction::CopyTable).is_empty());
    assert!(harness.many(CheckAllAction::SaveTable).is_empty());
}

fn save(harness: &mut FlowHarness) -> (JobId, CheckAllReport) {
    let effects = harness.many(CheckAllAction::SaveTable);
    let [Effect::Run(job, Job::SaveTable { report, .. })] = &effects[..] else {
        panic!("{effects:?}")
    };
    (*job, report.clone())
}

fn saved(harness: &mut FlowHarness, job: JobId, result: SaveFileOutcome) {
    assert!(
        harness
            .on_event(job_ended(job, Outcome::SaveTable(result)))
            .is_empty()
    );
}
