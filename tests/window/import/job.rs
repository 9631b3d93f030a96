//! What is read from text and files: by the whole job, with a program of the test's own in place of the file dialog.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use tempfile::TempDir;
use tokendesk::app::job::{ImportFrom, ImportKey, Job, JobId, Outcome, ReadImportOutcome};
use tokendesk::clipboard::MemoryClipboard;
use tokendesk::files::Files;
use tokendesk::jobs::{self, JobContext, Ports, ProgressSender};
use tokendesk::model::{
    AccountKind, CandidateSecret, ClipText, FailureText, ImportList, ImportOrigin, SealKey,
};
use tokendesk::os::Cancel;
use tokendesk::vault::MemoryVault;

use crate::harness::job::ports;
use crate::script::write_script;

/// Reads the file that the dialog chooses.
fn read(dialog: Option<&Path>, from: ImportFrom) -> ReadImportOutcome {
    let vault = Arc::new(MemoryVault::default());
    let ports = Ports {
        files: Files::with(dialog, None),
        ..ports(vault, Arc::new(MemoryClipboard::default()), None)
    };
    let context = JobContext {
        ports: &ports,
        cancel: &Cancel::default(),
        progress: &ProgressSender::new(|_| {}),
    };
    match jobs::run(JobId(9), Job::ReadImport(from), context).outcome {
        Outcome::ReadImport(outcome) => outcome,
        other => panic!("{other:?}"),
    }
}

fn found(outcome: ReadImportOutcome) -> (ImportList, ImportOrigin) {
    match outcome {
        ReadImportOutcome::Read { list, origin } => (list, origin),
        other => panic!("{other:?}"),
    }
}

fn failure(outcome: ReadImportOutcome) -> FailureText {
    match outcome {
        ReadImportOutcome::Failed(failure) => failure,
        other => panic!("{other:?}"),
    }
}

fn secret(list: &ImportList, index: usize) -> &str {
    match &list.candidates[index].secret {
        CandidateSecret::Given(secret) => secret.expose_secret(),
        other => panic!("{other:?}"),
    }
}

fn written(name: &str, content: &[u8]) -> (TempDir, std::path::PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(name);
    fs::write(&path, content).unwrap();
    (dir, path)
}

#[test]
fn a_pasted_command_is_a_profile() {
    let text = "curl -X POST -u \"key-42:pretend-s3cret\" -H 'Accept: application/json' \\\n \
        \"https://console.us1.crashplan.com/api/v3/oauth/token?grant_type=client_credentials\"";
    let (list, origin) = found(read(None, ImportFrom::Text(ClipText::new(text.to_owned()))));
    assert_eq!(origin, ImportOrigin::Pasted);
    assert_eq!(list.candidates.len(), 1);
    let candidate = &list.candidates[0];
    assert_eq!(candidate.kind, AccountKind::ApiClient);
    assert_eq!(candidate.login, "key-42");
    assert_eq!(secret(&list, 0), "pretend-s3cret");
}

#[test]
fn a_chosen_table_is_read_and_known_to_hold_secrets() {
    let (dir, path) = written(
        "tenants.csv",
        b"Name,Console,Client ID,Secret\nAcme,console.us1.crashplan.com,key-1,pretend-1\n",
    );
    let dialog = dir.path().join("dialog");
    let does = format!(
        "[ \"$*\" = choose-file ] || exit 4\nprintf '%s\\0' '{}'",
        path.display()
    );
    write_script(&dialog, &does);
    let (list, origin) = found(read(Some(&dialog), ImportFrom::Choose));
    assert_eq!(secret(&list, 0), "pretend-1");
    let expected = ImportOrigin::File {
        name: "tenants.csv".to_owned(),
        exposes_secrets: true,
    };
    assert_eq!(origin, expected);

    write_script(&dialog, "exit 3");
    let closed = read(Some(&dialog), ImportFrom::Choose);
    assert!(matches!(closed, ReadImportOutcome::NotChosen));
    let none = failure(read(None, ImportFrom::Choose));
    assert_eq!(none.headline, "Couldn’t show a file dialog");
}

#[test]
fn a_pipe_a_folder_a_gigabyte_and_a_missing_file_are_refused_at_once() {
    let (dir, path) = written("huge.csv", b"Name\n");
    let file = fs::File::options().write(true).open(&path).unwrap();
    file.set_len(1 << 30).unwrap();
    let pipe = dir.path().join("pipe");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    for (path, headline) in [
        (path.as_path(), "The file is too large"),
        (&pipe, "Not a regular file"),
        (dir.path(), "Not a regular file"),
        (&dir.path().join("gone"), "The file doesn’t exist"),
    ] {
        let failed = failure(read(None, ImportFrom::Path(path.to_owned())));
        assert!(failed.headline.starts_with(headline), "{failed:?}");
        assert!(
            failed
                .explanation
                .to_lowercase()
                .contains("nothing was imported"),
            "{failed:?}"
        );
    }
}

#[test]
fn a_workbook_and_a_file_without_permission_are_named_for_what_they_are() {
    let (dir, path) = written("tenants.xlsx", b"PK\x03\x04rest");
    let failed = failure(read(None, ImportFrom::Path(path)));
    assert!(failed.explanation.contains("CSV UTF-8"), "{failed:?}");

    let secret = dir.path().join("secret.csv");
    fs::write(&secret, "Name\n").unwrap();
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).unwrap();
    // Root may read it anyway.
    if fs::read(&secret).is_err() {
        let failed = failure(read(None, ImportFrom::Path(secret)));
        assert!(failed.headline.starts_with("No permission"), "{failed:?}");
    }
}

/// As a redirection in PowerShell writes it.
fn utf_16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

#[test]
fn a_profile_file_in_utf_16_is_a_profile_file() {
    let json = "{\"format\":\"tokendesk-profiles\",\"version\":1,\"profiles\":[{\"name\":\"Acme\",\
        \"console\":\"https://console.us1.crashplan.com\",\"account\":{\"kind\":\"api_client\",\"client_id\":\"key-1\"}}]}";
    let (_dir, path) = written("move.json", &utf_16(json));
    let (list, _origin) = found(read(None, ImportFrom::Path(path)));
    let profiles = list.candidates.iter();
    let profiles: Vec<_> = profiles
        .map(|found| (&*found.place, &*found.name))
        .collect();
    assert_eq!(profiles, [("Profile 1", "Acme")]);
}

#[test]
fn an_encrypted_file_is_opened_with_its_key_file_that_the_dialog_chooses() {
    use age::secrecy::ExposeSecret as _;
    let key = age::x25519::Identity::generate();
    let recipient = key.to_public();
    let json = "{\"format\":\"tokendesk-profiles\",\"version\":1,\"profiles\":[{\"name\":\"Acme\",\
        \"console\":\"https://console.us1.crashplan.com\",\"account\":{\"kind\":\"api_client\",\"client_id\":\"key-1\"},\
        \"secret\":\"pretend-1\"}]}";
    let sealed = age::encrypt(&recipient, json.as_bytes()).unwrap();
    let (dir, path) = written("move.age", &sealed);
    let sealed = match read(None, ImportFrom::Path(path)) {
        ReadImportOutcome::Sealed(sealed) => sealed,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        (sealed.name.as_str(), sealed.needs),
        ("move.age", SealKey::KeyFile)
    );

    let identity = dir.path().join("key.txt");
    fs::write(&identity, key.to_string().expose_secret()).unwrap();
    let dialog = dir.path().join("dialog");
    write_script(&dialog, &format!("printf '%s\\0' '{}'", identity.display()));
    let key = ImportKey::KeyFile { passphrase: None };
    let (list, origin) = found(read(
        Some(&dialog),
        ImportFrom::Sealed(sealed.clone(), key.clone()),
    ));
    assert_eq!(secret(&list, 0), "pretend-1");
    let expected = ImportOrigin::File {
        name: "move.age".to_owned(),
        exposes_secrets: false,
    };
    assert_eq!(origin, expected);

    let text = fs::read_to_string(&identity).unwrap();
    fs::write(&identity, utf_16(&text)).unwrap();
    let (list, _origin) = found(read(
        Some(&dialog),
        ImportFrom::Sealed(sealed.clone(), key.clone()),
    ));
    assert_eq!(secret(&list, 0), "pretend-1");

    let other = age::x25519::Identity::generate();
    fs::write(&identity, other.to_string().expose_secret()).unwrap();
    let failed = failure(read(Some(&dialog), ImportFrom::Sealed(sealed, key)));
    assert!(
        failed
            .explanation
            .to_lowercase()
            .contains("nothing was imported"),
        "{failed:?}"
    );
}
