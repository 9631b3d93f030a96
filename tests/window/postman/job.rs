//! The files, as they are on disk: what they hold, and who can read them.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use tokendesk::app::job::{Job, JobId, Outcome, PostmanContent, SaveFileOutcome};
use tokendesk::clipboard::MemoryClipboard;
use tokendesk::files::Files;
use tokendesk::jobs::{self, JobContext, Ports, ProgressSender};
use tokendesk::model::{Profile, Secret, StoredProfile, Token};
use tokendesk::os::Cancel;
use tokendesk::vault::{MemoryVault, Vault as _};

use crate::harness::flow::profile;
use crate::harness::job::ports;
use crate::script::write_script;

const SECRET: &str = "pretend-client-secret";
const TOKEN: &str = "pretend-token.e30.c2ln";

fn every_content() -> [PostmanContent; 4] {
    let environment = |token| PostmanContent::Environment {
        token,
        made_at: Timestamp::UNIX_EPOCH,
    };
    [
        environment(None),
        environment(Token::parse(TOKEN).ok()),
        PostmanContent::Collection,
        PostmanContent::SignInCollection,
    ]
}

/// Saves it in this home, with a program that plays the dialog if there is one.
fn save(home: &tempfile::TempDir, dialog: Option<&str>, what: PostmanContent) -> PathBuf {
    let profile = profile("Production EU");
    let vault = Arc::new(MemoryVault::default());
    let secret = Secret::new(SECRET).unwrap();
    let stored = StoredProfile {
        profile: profile.clone(),
        secret: Some(secret),
    };
    vault.create(&stored, &Cancel::default()).unwrap();
    let program = dialog.map(|does| {
        let program = home.path().join("dialog");
        write_script(&program, does);
        program
    });
    let ports = Ports {
        files: Files::with(program.as_deref(), Some(home.path())),
        ..ports(vault, Arc::new(MemoryClipboard::default()), None)
    };
    let context = JobContext {
        ports: &ports,
        cancel: &Cancel::default(),
        progress: &ProgressSender::new(|_| {}),
    };
    match jobs::run(JobId(9), save_job(profile, what), context).outcome {
        Outcome::SavePostmanFile(SaveFileOutcome::Saved { path }) => path.into(),
        other => panic!("{other:?}"),
    }
}

fn save_job(profile: Profile, content: PostmanContent) -> Job {
    Job::SavePostmanFile { profile, content }
}

#[test]
fn only_the_user_can_read_the_file_and_only_the_one_with_the_token_holds_a_secret() {
    for content in every_content() {
        let has_token = content.file().has_token();
        for dialog in [None, Some("printf '%s\\0' \"$HOME_OF_TEST/chosen.json\"")] {
            let home = tempfile::tempdir().unwrap();
            fs::create_dir(home.path().join("Downloads")).unwrap();
            let dialog =
                dialog.map(|does| does.replace("$HOME_OF_TEST", &home.path().to_string_lossy()));
            let path = save(&home, dialog.as_deref(), content.clone());
            assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
            let text = fs::read_to_string(&path).unwrap();
            assert_eq!(text.contains(TOKEN), has_token);
            for secret in [SECRET, "key-42"] {
                assert!(!text.contains(secret), "{}", path.display());
            }
        }
    }
}

#[test]
fn without_a_dialog_the_name_tells_profile_and_kind() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("Downloads")).unwrap();
    let names = every_content().map(|content| {
        let path = save(&home, None, content);
        path.file_name().unwrap().to_string_lossy().into_owned()
    });
    assert_eq!(
        names,
        [
            "Tokendesk Production EU.postman_environment.json",
            "Tokendesk Production EU with token.postman_environment.json",
            "Tokendesk Production EU.postman_collection.json",
            "Tokendesk Production EU sign-in.postman_collection.json",
        ]
    );
}
