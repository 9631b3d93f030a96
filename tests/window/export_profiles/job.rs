//! The export's job: where a dialog says, which is played by a program of the test's own.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tempfile::TempDir;
use tokendesk::app::job::{ExportOutcome, Job, JobId, Outcome, Progress};
use tokendesk::clipboard::MemoryClipboard;
use tokendesk::export::profile_file;
use tokendesk::files::Files;
use tokendesk::jobs;
use tokendesk::jobs::{JobContext, Ports, ProgressSender};
use tokendesk::model::failure::RecipientError;
use tokendesk::model::{
    CandidateSecret, ConsoleUrl, ExportFailure, ExportedProfile, FileKey, FileProtection,
    KeyringFailure, Listed, PasswordStorage, Profile, ProfileId, Secret, StoredProfile,
};
use tokendesk::os::Cancel;
use tokendesk::vault::{MemoryVault, Vault};

use crate::harness::flow::{profile, user};
use crate::harness::job::ports;
use crate::script::write_script;

const SECRET: &str = "pretend-secret-of-the-client";
const PASSWORD: &str = "pretend-password-of-dana";
/// Of a key that nobody has.
const RECIPIENT: &str =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILdY26AqWDtfo82Nka3CGRzJMBOw4X9DyKqNv5U1x1RX";

struct ExportHarness {
    dir: TempDir,
    vault: Arc<MemoryVault>,
    profiles: Vec<Profile>,
    ports: Ports,
    progress: Arc<Mutex<Vec<usize>>>,
}

impl ExportHarness {
    /// Two profiles with a secret and one without, and a dialog that does this.
    fn with_dialog(does: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let dialog = dir.path().join("dialog");
        let script = format!("cd '{}'\necho \"$3\" > asked\n{does}", dir.path().display());
        write_script(&dialog, &script);
        let profiles = vec![
            profile("Production EU"),
            user("Dana", PasswordStorage::InKeyring),
            user("Eve", PasswordStorage::AskedEachTime),
        ];
        let secrets = [Some(SECRET), Some(PASSWORD), None];
        let both = profiles.iter().zip(secrets);
        let stored: Vec<_> = both
            .map(|(profile, secret)| StoredProfile {
                profile: profile.clone(),
                secret: secret.and_then(Secret::new),
            })
            .collect();
        let vault = Arc::new(MemoryVault::with_profiles(&stored).unwrap());
        let ports = Ports {
            files: Files::with(Some(&dialog), Some(dir.path())),
            ..ports(vault.clone(), Arc::new(MemoryClipboard::default()), None)
        };
        Self {
            dir,
            vault,
            profiles,
            ports,
            progress: Arc::default(),
        }
    }

    fn choosing_a_file() -> Self {
        Self::with_dialog("printf '%s\\0' \"$PWD/chosen\"")
    }

    fn path(&self) -> PathBuf {
        self.dir.path().join("chosen")
    }

    fn export(&self, protection: FileProtection) -> ExportOutcome {
        self.export_until(protection, &Cancel::default())
    }

    fn export_until(&self, protection: FileProtection, cancel: &Cancel) -> ExportOutcome {
        let profiles = self.profiles.iter().cloned();
        let profiles = profiles.map(|profile| ExportedProfile {
            profile,
            tag: None,
            is_pinned: false,
        });
        let job = Job::ExportProfiles {
            profiles: profiles.collect(),
            protection,
            zone: TimeZone::UTC,
        };
        let seen = Arc::clone(&self.progress);
        let progress = ProgressSender::new(move |progress| {
            if let Progress::ProfilesRead(count) = progress {
                seen.lock().unwrap().push(count);
            }
        });
        let context = JobContext {
            ports: &self.ports,
            cancel,
            progress: &progress,
        };
        match jobs::run(JobId(9), job, context).outcome {
            Outcome::ExportProfiles(outcome) => outcome,
            other => panic!("{other:?}"),
        }
    }

    fn secrets_read(&self) -> Vec<usize> {
        self.progress.lock().unwrap().clone()
    }

    fn was_asked(&self) -> Option<String> {
        fs::read_to_string(self.dir.path().join("asked")).ok()
    }
}

fn passphrase() -> FileProtection {
    FileProtection::Passphrase(Secret::new("pretend-passphrase").unwrap())
}

fn mode(path: &PathBuf) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn without_secrets_the_keyring_is_not_read_and_only_the_owner_can_read_the_file() {
    let harness = ExportHarness::choosing_a_file();
    let outcome = harness.export(FileProtection::WithoutSecrets);
    let path = harness.path().display().to_string();
    assert_eq!(outcome, ExportOutcome::Saved { path });
    let asked = harness.was_asked().unwrap();
    assert!(asked.starts_with("tokendesk-profiles-") && asked.ends_with(".json\n"));
    let text = fs::read_to_string(harness.path()).unwrap();
    assert!(!text.contains(SECRET) && !text.contains(PASSWORD) && !text.contains("secret"));
    let list = profile_file::open(text.as_bytes(), None).unwrap();
    let names: Vec<_> = list.candidates.iter().map(|found| &found.name).collect();
    assert_eq!(names, ["Production EU", "Dana", "Eve"]);
    assert_eq!(mode(&harness.path()), 0o600);
    assert!(harness.secrets_read().is_empty());
}

#[test]
fn with_a_passphrase_the_file_has_every_secret_and_shows_none() {
    let harness = ExportHarness::choosing_a_file();
    // Readable by all: the new file is not.
    fs::write(harness.path(), "an older file").unwrap();
    fs::set_permissions(harness.path(), fs::Permissions::from_mode(0o644)).unwrap();
    assert!(matches!(
        harness.export(passphrase()),
        ExportOutcome::Saved { .. }
    ));
    assert!(harness.was_asked().unwrap().ends_with(".age\n"));
    assert_eq!(mode(&harness.path()), 0o600);
    let file = fs::read(harness.path()).unwrap();
    let text = String::from_utf8(file.clone()).unwrap();
    for hidden in [SECRET, PASSWORD, "Production EU", "key-42", "dana"] {
        assert!(!text.contains(hidden));
    }
    let key = FileKey::Passphrase(Secret::new("pretend-passphrase").unwrap());
    let list = profile_file::open(&file, Some(&key)).unwrap();
    let secrets: Vec<_> = list.candidates.iter().map(|found| &found.secret).collect();
    assert!(
        matches!(secrets[0], CandidateSecret::Given(secret) if secret.expose_secret() == SECRET)
    );
    assert!(
        matches!(secrets[1], CandidateSecret::Given(secret) if secret.expose_secret() == PASSWORD)
    );
    assert!(matches!(secrets[2], CandidateSecret::AskedEachTime));
    assert_eq!(harness.secrets_read(), [0, 1, 2, 3]);
    let beside = fs::read_dir(harness.dir.path()).unwrap().count();
    assert_eq!(beside, 3, "the dialog, what it was asked, and the file");
}

#[test]
fn a_closed_dialog_or_a_canceled_job_reads_no_secret_and_writes_nothing() {
    let harness = ExportHarness::with_dialog("exit 3");
    assert_eq!(harness.export(passphrase()), ExportOutcome::NotSaved);
    assert!(harness.secrets_read().is_empty());

    let harness = ExportHarness::choosing_a_file();
    let cancel = Cancel::default();
    cancel.cancel();
    assert_eq!(
        harness.export_until(passphrase(), &cancel),
        ExportOutcome::NotSaved
    );
    assert!(!harness.path().exists());
}

#[test]
fn a_recipient_that_cannot_be_used_is_named_before_a_place_is_asked_for() {
    let harness = ExportHarness::choosing_a_file();
    let recipients = |text: &str| FileProtection::Recipients(text.to_owned());
    let outcome = harness.export(recipients(&format!("{RECIPIENT}\npretend\n")));
    let failure = ExportFailure::Recipient {
        line: 2,
        why: RecipientError::NotAKey,
    };
    assert_eq!(outcome, ExportOutcome::Failed(failure));
    let outcome = harness.export(recipients(" \n"));
    assert_eq!(outcome, ExportOutcome::Failed(ExportFailure::NoRecipients));
    assert!(harness.was_asked().is_none() && !harness.path().exists());
    assert!(matches!(
        harness.export(recipients(RECIPIENT)),
        ExportOutcome::Saved { .. }
    ));
}

#[test]
fn profiles_that_changed_elsewhere_are_named_and_nothing_is_written() {
    let mut harness = ExportHarness::choosing_a_file();
    fs::write(harness.path(), "an older file").unwrap();
    let moved = ConsoleUrl::parse("https://console.us2.crashplan.com").unwrap();
    harness.profiles[0].console = moved;
    let gone = harness.profiles[1].id;
    harness.vault.delete(gone, &Cancel::default()).unwrap();
    let names = vec!["Production EU".to_owned(), "Dana".to_owned()];
    let failure = ExportFailure::Changed { names };
    assert_eq!(harness.export(passphrase()), ExportOutcome::Failed(failure));
    assert_eq!(fs::read(harness.path()).unwrap(), b"an older file");
}

#[test]
fn a_keyring_that_fails_is_reported_with_the_profile_and_nothing_is_written() {
    let mut harness = ExportHarness::choosing_a_file();
    harness.ports.vault = Arc::new(LockedVault);
    let failure = ExportFailure::Keyring {
        name: "Production EU".to_owned(),
        failure: KeyringFailure::Locked,
    };
    let text = failure.message();
    assert_eq!(harness.export(passphrase()), ExportOutcome::Failed(failure));
    assert!(!harness.path().exists());
    assert!(text.explanation.contains("no file was written"));
}

#[test]
fn a_place_that_takes_no_file_is_reported() {
    let harness = ExportHarness::with_dialog("printf '%s\\0' \"$PWD/gone/chosen\"");
    let outcome = harness.export(passphrase());
    assert!(
        matches!(outcome, ExportOutcome::Failed(ExportFailure::File(_))),
        "{outcome:?}"
    );
}

#[test]
fn the_proposed_name_has_the_day() {
    let harness = ExportHarness::choosing_a_file();
    harness.export(FileProtection::WithoutSecrets);
    let asked = harness.was_asked().unwrap();
    let day = asked
        .strip_prefix("tokendesk-profiles-")
        .and_then(|rest| rest.strip_suffix(".json\n"))
        .unwrap();
    let midnight = format!("{day}T00:00:00Z").parse::<Timestamp>();
    assert!(midnight.is_ok(), "{day}");
}

/// A keyring that gives nothing.
struct LockedVault;

impl Vault for LockedVault {
    fn list(&self, _: &Cancel, _: &mut dyn FnMut(Listed)) -> Result<(), KeyringFailure> {
        Err(KeyringFailure::Locked)
    }

    fn read(&self, _: ProfileId, _: &Cancel) -> Result<Option<StoredProfile>, KeyringFailure> {
        Err(KeyringFailure::Locked)
    }

    fn create(&self, _: &StoredProfile, _: &Cancel) -> Result<(), KeyringFailure> {
        Err(KeyringFailure::Locked)
    }

    fn replace(&self, _: u64, _: &StoredProfile, _: &Cancel) -> Result<(), KeyringFailure> {
        Err(KeyringFailure::Locked)
    }

    fn delete(&self, _: ProfileId, _: &Cancel) -> Result<(), KeyringFailure> {
        Err(KeyringFailure::Locked)
    }
}
