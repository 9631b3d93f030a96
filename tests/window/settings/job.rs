//! Writing the settings, through the runtime: in the order given, and finished before the program ends.

use std::sync::{Arc, mpsc};

use tokendesk::app::job::{Job, JobId, Outcome, Report};
use tokendesk::app::{Effect, Event};
use tokendesk::clipboard::MemoryClipboard;
use tokendesk::files::Files;
use tokendesk::jobs::Ports;
use tokendesk::model::{CopyFormat, FileFailure, Settings, ThemeChoice};
use tokendesk::runtime::Runtime;
use tokendesk::vault::MemoryVault;

use crate::harness::job::{JobHarness, LIMIT, ports};

fn save(settings: &Settings) -> Job {
    Job::SaveSettings(Box::new(settings.clone()))
}

#[test]
fn the_last_settings_are_in_the_file_before_the_program_ends() {
    let home = tempfile::tempdir().unwrap();
    let ports = Ports {
        files: Files::with(None, Some(home.path())),
        ..ports(
            Arc::new(MemoryVault::default()),
            Arc::new(MemoryClipboard::default()),
            None,
        )
    };
    let (wake, woken) = mpsc::sync_channel(100);
    let mut runtime = Runtime::new(ports, Arc::new(move || wake.send(()).unwrap()));
    let (mut settings, mut jobs) = (Settings::default(), 0);
    for format in CopyFormat::ALL {
        settings.chosen_format = Some(format);
        for theme in [ThemeChoice::Light, ThemeChoice::Dark] {
            settings.theme = theme;
            jobs += 1;
            runtime.run(Effect::Run(JobId(jobs), save(&settings)));
        }
    }
    runtime.finish_settings();
    let (written, trouble) = Files::with(None, Some(home.path())).load_settings();
    assert_eq!((written, trouble), (settings, None));
    let mut reports = Vec::new();
    while reports.len() < 6 {
        woken.recv_timeout(LIMIT).unwrap();
        reports.extend(runtime.poll());
    }
    for report in reports {
        let Event::Ended(Report {
            outcome: Outcome::SaveSettings(Ok(())),
            ..
        }) = report
        else {
            panic!("{report:?}")
        };
    }
}

#[test]
fn settings_without_a_folder_to_save_them_in_are_reported() {
    let Outcome::SaveSettings(result) = JobHarness::new().outcome(save(&Settings::default()))
    else {
        panic!("another report")
    };
    assert!(
        matches!(result, Err(FileFailure::NoFolder { .. })),
        "{result:?}"
    );
}
