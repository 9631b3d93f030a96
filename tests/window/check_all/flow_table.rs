//! The table of *Check all*: sorted by any column, copied and saved as it is shown.

use tokendesk::app::check_all::{CheckAllAction, Column, Saving};
use tokendesk::app::job::{CheckEnd, CopyWhat, Job, JobId, Outcome, SaveEnd};
use tokendesk::app::{Action, Effect};
use tokendesk::model::{
    CheckAllReport, CheckOutcome, ConsoleUrl, CopyOutcome, Failure, FileFailure, KeyringFailure,
    PasswordStorage, Profile,
};

use crate::harness::flow::check_all::{accepted, opened, refused};
use crate::harness::flow::{Desk, job_ended, profile, user};

/// A whole table: "b" refused, "A" and "c" accepted, "D" not tested, and a user account that was left out.
fn whole() -> Desk {
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
    let mut desk = opened(&profiles);
    let sent = desk.start_many();
    let locked = CheckOutcome::Untested(Failure::Keyring(KeyringFailure::Locked));
    let trials = [
        accepted(&desk, 900, 250),
        refused(),
        accepted(&desk, 600, 90),
        locked,
    ];
    // They end in the reverse order.
    for (sent, outcome) in sent.into_iter().zip(trials).rev() {
        desk.wait(1.0);
        desk.ended(sent, CheckEnd::Tried(outcome));
    }
    assert!(desk.is_whole());
    desk
}

fn shown(desk: &Desk) -> String {
    let names = desk.table().sorted().into_iter();
    let names: Vec<_> = names.map(|line| line.profile.name.as_str()).collect();
    names.join(" ")
}

#[test]
fn each_column_sorts_both_ways_with_what_is_unknown_last_and_equals_by_name() {
    let mut desk = whole();
    assert_eq!(shown(&desk), "A b c D E user");
    for (column, up, down) in [
        (Column::Console, "c A b D E user", "A b D E user c"),
        (Column::Verdict, "A c b D E user", "D b A c E user"),
        (Column::Lifetime, "c A b D E user", "A c b D E user"),
        (Column::Duration, "c b A D E user", "A b c D E user"),
        (Column::Time, "D c b A E user", "A b c D E user"),
        (Column::Profile, "A b c D E user", "E user D c b A"),
    ] {
        desk.many(CheckAllAction::Sort(column));
        assert_eq!(shown(&desk), up, "{column:?}");
        desk.many(CheckAllAction::Sort(column));
        assert_eq!(shown(&desk), down, "{column:?}, the other way round");
    }
}

#[test]
fn it_is_copied_as_it_is_shown_and_stays_on_the_clipboard() {
    let mut desk = whole();
    desk.many(CheckAllAction::Sort(Column::Verdict));
    let effects = desk.many(CheckAllAction::CopyTable);
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
    assert_eq!(report.made_at, desk.now.wall);
    let lines = report.lines.iter();
    let lines: Vec<_> = lines
        .map(|line| {
            (
                line.profile.as_str(),
                line.verdict.as_str(),
                line.reason.as_str(),
            )
        })
        .collect();
    let refused = refused().failure().unwrap().message().headline;
    let locked = KeyringFailure::Locked.message().headline;
    assert_eq!(
        lines,
        [
            ("A", "accepted", ""),
            ("c", "accepted", ""),
            ("b", "refused", &refused),
            ("D", "not tested", &locked),
            ("E user", "left out", "user accounts are not included"),
        ]
    );
    let result = Ok(CopyOutcome::Done);
    let copy_id = *copy_id;
    desk.copy_ended(copy_id, result);
    assert_eq!(
        (desk.notice(), &desk.app.state.held),
        ("Copied.", &None),
        "it holds no secret, so it is not cleared"
    );
}

#[test]
fn it_is_saved_once_where_the_person_chooses_and_says_where() {
    let mut desk = whole();
    let (job, report) = save(&mut desk);
    assert_eq!(report.lines.len(), 5);
    assert_eq!(desk.table().saving, Saving::Running { job });
    assert!(desk.many(CheckAllAction::SaveTable).is_empty());
    saved(&mut desk, job, SaveEnd::NotChosen);
    assert_eq!(desk.table().saving, Saving::Idle);

    let (job, _) = save(&mut desk);
    let failure = FileFailure::NoRoom {
        path: "/table.csv".to_owned(),
    };
    saved(&mut desk, job, SaveEnd::Failed(failure.clone()));
    assert_eq!(desk.table().saving, Saving::Failed(failure));

    let (job, _) = save(&mut desk);
    let path = "/home/dana/table.csv".to_owned();
    saved(&mut desk, job, SaveEnd::Saved { path: path.clone() });
    assert_eq!(desk.table().saving, Saving::Saved { path });
}

#[test]
fn a_table_that_is_left_while_it_is_saved_is_told_about_if_it_was_saved_all_the_same() {
    for leaving in [
        Action::CloseDialog,
        Action::CheckAll(CheckAllAction::ChooseAgain),
    ] {
        let mut desk = whole();
        let (job, _) = save(&mut desk);
        let effects = desk.on_action(leaving);
        assert!(
            matches!(effects[..], [Effect::Cancel(stopped)] if stopped == job),
            "{effects:?}"
        );
        let path = "/home/dana/table.csv".to_owned();
        saved(&mut desk, job, SaveEnd::Saved { path });
        assert_eq!(
            desk.notice(),
            "The table was saved all the same: /home/dana/table.csv"
        );
    }
}

#[test]
fn a_table_that_still_fills_is_neither_copied_nor_saved() {
    let mut desk = opened(&[profile("A")]);
    desk.start_many();
    assert!(desk.many(CheckAllAction::CopyTable).is_empty());
    assert!(desk.many(CheckAllAction::SaveTable).is_empty());
}

fn save(desk: &mut Desk) -> (JobId, CheckAllReport) {
    let effects = desk.many(CheckAllAction::SaveTable);
    let [Effect::Run(job, Job::SaveTable { report, .. })] = &effects[..] else {
        panic!("{effects:?}")
    };
    (*job, report.clone())
}

fn saved(desk: &mut Desk, job: JobId, result: SaveEnd) {
    assert!(
        desk.on_event(job_ended(job, Outcome::SaveTable(result)))
            .is_empty()
    );
}
