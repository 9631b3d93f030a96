//! The profile file and the program `age`: each opens what the other wrote.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use jiff::Timestamp;
use tempfile::TempDir;
use tokendesk::export::profile_file::{self, encrypt, open};
use tokendesk::model::{
    Account, CandidateSecret, ClientId, ConsoleUrl, ExportedProfile, FileKey, FileProtection,
    Profile, ProfileFileKind, ProfileId, ProfileName, Secret,
};

const SECRET: &str = "pretend-secret-of-the-client";
const PASSPHRASE: &str = "pretend-passphrase";

fn document() -> Vec<u8> {
    let profile = Profile {
        id: ProfileId::random(),
        rev: 1,
        name: ProfileName::parse("Production EU").unwrap(),
        console: ConsoleUrl::parse("console.eu5.cpg.crashplan.com").unwrap(),
        account: Account::ApiClient {
            client_id: ClientId::parse("key-42").unwrap(),
        },
        saved_at: Timestamp::UNIX_EPOCH,
    };
    let entry = ExportedProfile {
        profile,
        tag: None,
        is_pinned: false,
    };
    let secret = Secret::new(SECRET).unwrap();
    let written = profile_file::write(&[entry], |_| Some(&secret), Timestamp::UNIX_EPOCH);
    written.unwrap().to_vec()
}

/// Runs a command in this folder; what it printed.
fn run(folder: &Path, program: &str, arguments: &[&str]) -> String {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder);
    let output = command.output().unwrap_or_else(|error| {
        panic!("{program}: {error}; scripts/lib/packages.sh names its package")
    });
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{program} {arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// `age` reads a passphrase from its terminal only: `script` is one.
fn run_with_passphrase(folder: &Path, command: &str) {
    use std::io::Write as _;
    let mut child = Command::new("script")
        .args(["--quiet", "--return", "--command", command, "/dev/null"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    // It asks twice before it encrypts.
    let mut terminal = child.stdin.take().unwrap();
    write!(terminal, "{PASSPHRASE}\n{PASSPHRASE}\n").unwrap();
    assert!(child.wait().unwrap().success(), "{command}");
}

fn folder_with(name: &str, content: &[u8]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), content).unwrap();
    folder
}

fn key(folder: &Path, name: &str) -> FileKey {
    FileKey::Identity {
        text: Secret::new(&fs::read_to_string(folder.join(name)).unwrap()).unwrap(),
        passphrase: None,
    }
}

fn assert_opens(file: &[u8], key: &FileKey, kind: ProfileFileKind) {
    assert_eq!(profile_file::kind_of(file), Ok(kind));
    let list = open(file, Some(key)).unwrap();
    let [candidate] = &list.candidates[..] else {
        panic!("{list:?}")
    };
    assert!(
        matches!(&candidate.secret, CandidateSecret::Given(secret) if secret.expose_secret() == SECRET)
    );
}

/// An age key and SSH keys of both kinds; their public lines.
fn make_keys(folder: &Path) -> String {
    run(folder, "age-keygen", &["-o", "age.key"]);
    let mut lines = run(folder, "age-keygen", &["-y", "age.key"]);
    for kind in ["ed25519", "rsa"] {
        let arguments = ["-q", "-t", kind, "-N", "", "-f", kind];
        run(folder, "ssh-keygen", &arguments);
        lines += &fs::read_to_string(folder.join(format!("{kind}.pub"))).unwrap();
    }
    lines
}

const KEYS: [&str; 3] = ["age.key", "ed25519", "rsa"];

#[test]
fn age_opens_our_file_with_the_passphrase() {
    let protection = FileProtection::Passphrase(Secret::new(PASSPHRASE).unwrap());
    let file = encrypt(&document(), &protection).unwrap();
    let folder = folder_with("profiles.age", &file);
    let folder = folder.path();
    run_with_passphrase(folder, "age --decrypt --output opened profiles.age");
    assert_eq!(fs::read(folder.join("opened")).unwrap(), document());
}

#[test]
fn we_open_what_age_encrypted_with_a_passphrase_armored_or_not() {
    let folder = folder_with("document", &document());
    let folder = folder.path();
    let passphrase = FileKey::Passphrase(Secret::new(PASSPHRASE).unwrap());
    for armor in ["--armor", ""] {
        let command = format!("age --passphrase {armor} --output file document");
        run_with_passphrase(folder, &command);
        let file = fs::read(folder.join("file")).unwrap();
        assert_opens(&file, &passphrase, ProfileFileKind::Passphrase);
    }
}

#[test]
fn age_opens_our_file_with_each_private_key() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let lines = make_keys(folder);
    let file = encrypt(&document(), &FileProtection::Recipients(lines)).unwrap();
    fs::write(folder.join("profiles.age"), file).unwrap();
    for key in KEYS {
        let arguments = ["--decrypt", "--identity", key, "profiles.age"];
        let opened = run(folder, "age", &arguments);
        assert_eq!(opened.as_bytes(), document(), "{key}");
    }
}

#[test]
fn we_open_what_age_encrypted_to_each_public_key() {
    let folder = folder_with("document", &document());
    let folder = folder.path();
    let lines = make_keys(folder);
    fs::write(folder.join("recipients"), lines).unwrap();
    for armor in [&["--armor"][..], &[]] {
        let to_all = ["-R", "recipients", "-o", "file", "document"];
        run(folder, "age", &[armor, &to_all].concat());
        let file = fs::read(folder.join("file")).unwrap();
        for name in KEYS {
            assert_opens(&file, &key(folder, name), ProfileFileKind::Recipients);
        }
    }
}
