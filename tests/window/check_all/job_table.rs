//! Saving the table of a check: where a dialog says, which is played by a program of the test's own, or beside others.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tempfile::TempDir;
use tokendesk::app::job::{Job, JobId, Outcome, SaveFileOutcome};
use tokendesk::clipboard::MemoryClipboard;
use tokendesk::files::Files;
use tokendesk::jobs;
use tokendesk::jobs::{JobContext, Ports, ProgressSender};
use tokendesk::model::{CheckAllReport, CheckAllReportLine, FileFailure};
use tokendesk::os::{Cancel, clock, thread};
use tokendesk::vault::MemoryVault;

use crate::harness::job::{LIMIT, ports};
use crate::script::write_script;

/// A home with a folder for downloads, and perhaps a program that plays the dialog.
struct Home {
    dir: TempDir,
    dialog: Option<PathBuf>,
}

impl Home {
    /// A dialog that does this. It is called as the real one is, or it says no path.
    fn with_dialog(does: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("Downloads")).unwrap();
        let dialog = dir.path().join("dialog");
        let script = format!(
            "cd '{}'\n[ \"$1 $2 $3\" = 'choose-file --name tokendesk-check-1970-01-01-0000.csv' ] || exit 4\n{does}",
            dir.path().display()
        );
        write_script(&dialog, &script);
        Self {
            dir,
            dialog: Some(dialog),
        }
    }

    fn without_dialog() -> Self {
        let mut home = Self::with_dialog("");
        home.dialog = None;
        home
    }

    fn path(&self, inside: &str) -> PathBuf {
        self.dir.path().join(inside)
    }

    fn ports(&self) -> Ports {
        let vault = Arc::new(MemoryVault::default());
        Ports {
            files: Files::with(self.dialog.as_deref(), Some(self.dir.path())),
            ..ports(vault, Arc::new(MemoryClipboard::default()), None)
        }
    }

    fn save(&self, cancel: &Cancel) -> SaveFileOutcome {
        let save = Job::SaveTable {
            report: table(),
            zone: TimeZone::UTC,
        };
        let context = JobContext {
            ports: &self.ports(),
            cancel,
            progress: &ProgressSender::new(|_| {}),
        };
        match jobs::run(JobId(9), save, context).outcome {
            Outcome::SaveTable(outcome) => outcome,
            other => panic!("{other:?}"),
        }
    }
}

fn table() -> CheckAllReport {
    let line = CheckAllReportLine {
        profile: "Production EU".to_owned(),
        console: "console.example".to_owned(),
        login: "key-42".to_owned(),
        tag: String::new(),
        verdict: "accepted".to_owned(),
        status: None,
        reason: String::new(),
        lifetime: None,
        took: None,
        at: None,
    };
    CheckAllReport {
        lines: vec![line],
        profiles: 1,
        summary: "It works".to_owned(),
        made_at: Timestamp::UNIX_EPOCH,
    }
}

fn saved(path: &Path) -> SaveFileOutcome {
    let path = path.display().to_string();
    SaveFileOutcome::Saved { path }
}

fn holds_table(path: &Path) -> bool {
    fs::read_to_string(path).is_ok_and(|text| text.contains("Production EU"))
}

#[test]
fn the_table_goes_into_the_chosen_file_and_replaces_what_the_person_said_it_may() {
    let home = Home::with_dialog("printf '%s\\0' \"$PWD/chosen.csv\"");
    let chosen = home.path("chosen.csv");
    for _ in 0..2 {
        assert_eq!(home.save(&Cancel::default()), saved(&chosen));
        assert!(holds_table(&chosen));
        fs::write(&chosen, "an older table").unwrap();
    }
    assert_eq!(fs::read_dir(home.path("Downloads")).unwrap().count(), 0);
}

#[test]
fn a_dialog_that_is_closed_saves_nothing_anywhere() {
    let home = Home::with_dialog("exit 3");
    assert_eq!(home.save(&Cancel::default()), SaveFileOutcome::NotChosen);
    assert_eq!(fs::read_dir(home.path("Downloads")).unwrap().count(), 0);
}

#[test]
fn without_a_dialog_it_goes_into_downloads_beside_what_is_there() {
    let mute = Home::without_dialog();
    let crashed = Home::with_dialog("kill -9 $$");
    let broken_off = Home::with_dialog("printf '%s' \"$PWD/half-a-pa\"");
    let refused = Home::with_dialog("exit 4");
    for home in [mute, crashed, broken_off, refused] {
        for name in [
            "Downloads/tokendesk-check-1970-01-01-0000.csv",
            "Downloads/tokendesk-check-1970-01-01-0000 (2).csv",
        ] {
            assert_eq!(home.save(&Cancel::default()), saved(&home.path(name)));
            assert!(holds_table(&home.path(name)));
        }
    }
    let home = Home::without_dialog();
    fs::remove_dir(home.path("Downloads")).unwrap();
    let at_home = home.path("tokendesk-check-1970-01-01-0000.csv");
    assert_eq!(home.save(&Cancel::default()), saved(&at_home));
}

#[test]
fn a_chosen_folder_that_is_gone_is_reported_and_nothing_goes_elsewhere() {
    let home = Home::with_dialog("printf '%s\\0' \"$PWD/gone/chosen.csv\"");
    let path = home.path("gone").display().to_string();
    let failed = SaveFileOutcome::Failed(FileFailure::NoFolder { path });
    assert_eq!(home.save(&Cancel::default()), failed);
    assert_eq!(fs::read_dir(home.path("Downloads")).unwrap().count(), 0);
}

#[test]
fn cancel_closes_the_dialog_at_once_and_saves_nothing() {
    let home = Home::with_dialog("echo $$ > shown; sleep 600; printf '%s\\0' \"$PWD/chosen.csv\"");
    let (cancel, switch, shown) = (Cancel::default(), Cancel::default(), home.path("shown"));
    let its_cancel = cancel.clone();
    let person = move || {
        while !fs::read_to_string(&shown).is_ok_and(|text| text.ends_with('\n')) {
            std::thread::yield_now();
        }
        its_cancel.cancel();
    };
    thread::spawn("person", person).unwrap();
    let (_, before) = clock::read();
    assert_eq!(home.save(&cancel), SaveFileOutcome::NotChosen);
    assert!(clock::read().1.saturating_sub(before) < LIMIT);
    let pid = fs::read_to_string(home.path("shown")).unwrap();
    assert!(!Path::new("/proc").join(pid.trim()).exists() || !cfg!(target_os = "linux"));
    assert!(!home.path("chosen.csv").exists());
    switch.cancel();
    assert_eq!(home.save(&switch), SaveFileOutcome::NotChosen);
}
