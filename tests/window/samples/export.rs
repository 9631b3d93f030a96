//! *Export profiles* in every state.

use std::collections::BTreeSet;

use tokendesk::app::export_profiles::{
    ExportForm, ExportLock, ExportPhase, ExportProfiles, ExportScope, Reading,
};
use tokendesk::app::profiles::{ListFilter, ProfileRow};
use tokendesk::app::state::Dialog;
use tokendesk::app::{Drafts, State};
use tokendesk::model::failure::{RecipientError, Stage};
use tokendesk::model::{ExportFailure, FileFailure, KeyringFailure, PasswordStorage};

use crate::samples::users::dana;
use crate::samples::{US1, now, production, profile, running_job, showing};

pub(crate) fn export() -> ExportProfiles {
    ExportProfiles {
        scope: ExportScope::All,
        search: String::new(),
        filter: ListFilter::All,
        listed: BTreeSet::new(),
        selected: BTreeSet::new(),
        form: ExportForm::WithoutSecrets,
        lock: ExportLock::Passphrase,
        is_generated: false,
        shows_errors: false,
        phase: ExportPhase::Choosing,
    }
}

pub(crate) fn exporting(export: ExportProfiles) -> State {
    let rows = [
        production(),
        ProfileRow::new(profile("Backup reports", US1, "key-42f0a1")),
        dana(PasswordStorage::AskedEachTime),
    ];
    let mut state = showing(rows);
    state.dialog = Some(Dialog::ExportProfiles(Box::new(export)));
    state
}

pub(crate) fn encrypted(lock: ExportLock) -> ExportProfiles {
    ExportProfiles {
        form: ExportForm::WithSecrets,
        lock,
        ..export()
    }
}

pub(crate) fn typed(passphrase: &str, again: &str) -> Drafts {
    let mut drafts = Drafts::default();
    drafts.export.passphrase.text_mut().push_str(passphrase);
    drafts.export.passphrase_again.text_mut().push_str(again);
    drafts
}

pub(crate) fn recipients(text: &str) -> Drafts {
    let mut drafts = Drafts::default();
    text.clone_into(&mut drafts.export.recipients);
    drafts
}

fn with_phase(phase: ExportPhase) -> State {
    exporting(ExportProfiles {
        phase,
        ..encrypted(ExportLock::Passphrase)
    })
}

fn reading(read: usize) -> State {
    with_phase(ExportPhase::Running {
        job: running_job(1, Stage::Keyring),
        profiles: 3,
        reading: Some(Reading { read, since: now() }),
    })
}

/// By name.
pub(crate) fn export_states() -> Vec<(&'static str, State)> {
    let saved = ExportPhase::Saved {
        path: "/home/ada/Documents/tokendesk-profiles-2026-11-12.age".to_owned(),
        profiles: 3,
    };
    let several = {
        let mut state = exporting(export());
        let ids = state.profiles().map(|row| row.profile.id).take(2);
        let ids: BTreeSet<_> = ids.collect();
        state.dialog = Some(Dialog::ExportProfiles(Box::new(ExportProfiles {
            scope: ExportScope::Selected,
            search: "p".repeat(40),
            listed: ids.clone(),
            selected: ids,
            ..export()
        })));
        state
    };
    let missing = ExportProfiles {
        shows_errors: true,
        ..encrypted(ExportLock::Passphrase)
    };
    let bad_line = ExportFailure::Recipient {
        line: 2,
        why: RecipientError::SshType("ecdsa-sha2-nistp256".to_owned()),
    };
    let recipients = ExportProfiles {
        phase: ExportPhase::Failed(bad_line),
        ..encrypted(ExportLock::Recipients)
    };
    let gone = ExportProfiles {
        scope: ExportScope::Listed,
        ..export()
    };
    let plain = ExportProfiles {
        phase: saved.clone(),
        ..export()
    };
    vec![
        ("export", exporting(export())),
        ("export, several", several),
        ("export, none left", exporting(gone)),
        (
            "export, passphrase",
            exporting(encrypted(ExportLock::Passphrase)),
        ),
        ("export, passphrase missing", exporting(missing)),
        (
            "export, recipients",
            exporting(encrypted(ExportLock::Recipients)),
        ),
        ("export, bad recipient", exporting(recipients)),
        (
            "export, choosing a file",
            with_phase(ExportPhase::Running {
                job: running_job(1, Stage::Keyring),
                profiles: 3,
                reading: None,
            }),
        ),
        ("export, reading", reading(1)),
        ("export, encrypting", reading(3)),
        ("export, saved", with_phase(saved)),
        ("export, saved without secrets", exporting(plain)),
    ]
    .into_iter()
    .chain(failures())
    .collect()
}

fn failures() -> [(&'static str, State); 3] {
    let failed = |failure| with_phase(ExportPhase::Failed(failure));
    [
        (
            "export, locked",
            failed(ExportFailure::Keyring {
                name: "Production EU".to_owned(),
                failure: KeyringFailure::Locked,
            }),
        ),
        (
            "export, changed",
            failed(ExportFailure::Changed {
                names: vec!["Production EU".to_owned(), "Backup reports".to_owned()],
            }),
        ),
        (
            "export, no room",
            failed(ExportFailure::File(FileFailure::NoRoom {
                path: "/home/ada/Documents/tokendesk-profiles-2026-11-12.age".to_owned(),
            })),
        ),
    ]
}
