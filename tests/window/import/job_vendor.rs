//! The profiles of the vendor's command-line tools through the jobs: what is read, what is refused, and that nothing of theirs changes.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempDir;
use tokendesk::app::job::{
    AttemptOutcome, Job, JobId, Outcome, ProfileWrite, SecretSource, TypedCode,
};
use tokendesk::clipboard::MemoryClipboard;
use tokendesk::files::Files;
use tokendesk::jobs::{JobContext, Ports, ProgressSender, run};
use tokendesk::model::failure::{ReadFailure, VendorSecretFailure};
use tokendesk::model::{
    Account, ClientId, ConsoleUrl, Failure, KeyringFailure, KnownLogin, ProfileId, ProfileName,
    Secret, VendorConfig, VendorItem, VendorSecret, VendorTool,
};
use tokendesk::os::Cancel;
use tokendesk::sandbox::{SandboxConsole, api_clients};
use tokendesk::vault::{MemoryVault, Vault as _};

use crate::harness::job::ports;

struct Computer {
    home: TempDir,
    vault: Arc<MemoryVault>,
    ports: Ports,
}

impl Computer {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let vault = Arc::new(MemoryVault::default());
        let ports = Ports {
            files: Files::with(None, Some(home.path())),
            ..ports(vault.clone(), Arc::new(MemoryClipboard::default()), None)
        };
        Self { home, vault, ports }
    }

    /// With a profile of the sandbox's API client at this console.
    fn with_profile_at(console: &str) -> Self {
        let computer = Self::new();
        let client = &api_clients()[0];
        computer.write(&format!(
            "[Internal]\ndefault_profile = one\n\n[one]\ncpg_authority_url = {console}\ncpg_username = {}\n\
             api-client-auth = True\n",
            client.client_id
        ));
        let secret = Secret::new(client.secret).unwrap();
        computer.vault.add_vendor_secret(item(), secret);
        computer
    }

    fn config(&self) -> PathBuf {
        self.home.path().join(".crashplancli/config.cfg")
    }

    fn write(&self, text: &str) {
        fs::create_dir_all(self.config().parent().unwrap()).unwrap();
        fs::write(self.config(), text).unwrap();
    }

    fn outcome(&self, job: Job) -> Outcome {
        let context = JobContext {
            ports: &self.ports,
            cancel: &Cancel::default(),
            progress: &ProgressSender::new(|_| {}),
        };
        run(JobId(1), job, context).outcome
    }

    fn find(&self) -> Vec<VendorConfig> {
        match self.outcome(Job::FindVendorProfiles) {
            Outcome::FindVendorProfiles(found) => found.0,
            other => panic!("{other:?}"),
        }
    }

    fn failure(&self) -> ReadFailure {
        let mut found = self.find();
        assert_eq!(found.len(), 1);
        found.remove(0).content.unwrap_err()
    }

    /// The secret that is saved then.
    fn import(&self, console: &str) -> Result<String, KeyringFailure> {
        let id = ProfileId::random();
        let write = ProfileWrite {
            id,
            base_rev: None,
            name: ProfileName::parse("One").unwrap(),
            console: ConsoleUrl::parse(console).unwrap(),
            account: account(),
            secret: SecretSource::OfVendorTool(item()),
        };
        let Outcome::SaveProfile(result) = self.outcome(Job::SaveProfile(write)) else {
            panic!("another outcome")
        };
        let stored = self.vault.read(id, &Cancel::default()).unwrap();
        assert_eq!(stored.is_some(), result.is_ok());
        result.map(|_| {
            let secret = stored.unwrap().secret.unwrap();
            secret.expose_secret().to_owned()
        })
    }
}

fn item() -> VendorItem {
    VendorItem {
        tool: VendorTool::CrashPlanCli,
        profile: "one".to_owned(),
        username: api_clients()[0].client_id.to_owned(),
    }
}

fn account() -> Account {
    let client_id = ClientId::parse(api_clients()[0].client_id).unwrap();
    Account::ApiClient { client_id }
}

fn refused(why: VendorSecretFailure) -> Result<String, KeyringFailure> {
    Err(KeyringFailure::VendorSecret(why))
}

#[test]
fn only_the_tools_that_have_a_file_are_found_and_their_files_stay_as_they_are() {
    assert!(Computer::new().find().is_empty());
    let computer = Computer::with_profile_at("console.example");
    let state = |path: &Path| {
        let modified = path.metadata().unwrap().modified().unwrap();
        (fs::read(path).unwrap(), modified)
    };
    let before = state(&computer.config());
    let found = computer.find();
    let [config] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!(config.tool, VendorTool::CrashPlanCli);
    assert_eq!(Path::new(&config.path), computer.config());
    let profiles = &config.content.as_ref().unwrap().profiles;
    assert_eq!(profiles.len(), 1);
    assert_eq!(profiles[0].secret, VendorSecret::Found);
    assert!(computer.import("https://console.example").is_ok());
    assert_eq!(state(&computer.config()), before);
    assert_eq!(fs::read_dir(computer.home.path()).unwrap().count(), 1);
}

#[test]
fn a_file_that_cannot_be_read_is_reported_and_hides_nothing_of_the_other_tool() {
    let computer = Computer::new();
    computer.write(&"; a long comment\n".repeat(100_000));
    assert!(matches!(computer.failure(), ReadFailure::TooLarge { .. }));
    fs::remove_file(computer.config()).unwrap();
    fs::create_dir(computer.config()).unwrap();
    assert_eq!(computer.failure(), ReadFailure::NotAFile);
    fs::remove_dir(computer.config()).unwrap();
    make_pipe(&computer.config());
    assert_eq!(computer.failure(), ReadFailure::NotAFile);

    let other = computer.home.path().join(".code42cli");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("config.cfg"), "[Internal]\n[one]\n").unwrap();
    let found = computer.find();
    assert!(found[0].content.is_err());
    assert_eq!(found[1].content.as_ref().unwrap().profiles.len(), 1);

    // Everything may be read by root, as which these tests may run.
    fs::remove_file(computer.config()).unwrap();
    computer.write("[Internal]\n");
    fs::set_permissions(computer.config(), fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(computer.config()).is_err() {
        let found = computer.find();
        assert_eq!(
            found[0].content.as_ref().unwrap_err(),
            &ReadFailure::NotAllowed
        );
    }
}

/// A pipe that nobody writes to.
fn make_pipe(path: &Path) {
    let made = std::process::Command::new("mkfifo").arg(path).status();
    assert!(made.unwrap().success());
}

#[test]
fn a_secret_is_read_when_the_profile_is_saved_and_only_for_the_console_in_the_file() {
    let computer = Computer::with_profile_at("console.example");
    let secret = api_clients()[0].secret.to_owned();
    assert_eq!(computer.import("https://console.example"), Ok(secret));
    let elsewhere = VendorSecretFailure::OfAnotherConsole;
    assert_eq!(computer.import("https://evil.example"), refused(elsewhere));

    // Changed since it was found.
    computer.write("[Internal]\n[one]\ncpg_authority_url = other.example\n");
    assert_eq!(
        computer.import("https://console.example"),
        refused(elsewhere)
    );
    fs::remove_file(computer.config()).unwrap();
    assert_eq!(
        computer.import("https://console.example"),
        refused(elsewhere)
    );
}

#[test]
fn a_secret_that_is_gone_is_told_and_nothing_is_saved() {
    let with = Computer::with_profile_at("console.example");
    let without = Computer::new();
    without.write(&fs::read_to_string(with.config()).unwrap());
    let found = without.find();
    let profiles = &found[0].content.as_ref().unwrap().profiles;
    assert_eq!(profiles[0].secret, VendorSecret::Missing);
    let gone = VendorSecretFailure::Gone;
    assert_eq!(without.import("https://console.example"), refused(gone));
}

#[test]
fn a_check_before_the_import_signs_in_once_with_the_tools_secret() {
    let console = SandboxConsole::start(0).unwrap();
    let test = |computer: &Computer, console: &str| {
        let job = Job::TestCredential {
            console: ConsoleUrl::parse(console).unwrap(),
            account: account(),
            secret: SecretSource::OfVendorTool(item()),
            code: TypedCode::Unsaid,
            known: KnownLogin::Unasked,
        };
        match computer.outcome(job) {
            Outcome::TestCredential(outcome) => outcome,
            other => panic!("{other:?}"),
        }
    };
    let computer = Computer::with_profile_at(&console.base_url());
    let outcome = test(&computer, &console.base_url());
    assert!(matches!(outcome, AttemptOutcome::Granted(_)), "{outcome:?}");
    assert_eq!(console.sign_ins(), 1);

    let other = Computer::with_profile_at("console.example");
    let outcome = test(&other, &console.base_url());
    let AttemptOutcome::Failed(Failure::Keyring(KeyringFailure::VendorSecret(why))) = outcome
    else {
        panic!("{outcome:?}")
    };
    assert_eq!(why, VendorSecretFailure::OfAnotherConsole);
    assert_eq!(console.sign_ins(), 1, "it was sent to another console");
}
