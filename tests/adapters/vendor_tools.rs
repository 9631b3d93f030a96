//! The vendor's own command-line tools, installed by scripts/vendor-clients: what they store is found, imported, and left as it is.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use secret_service::EncryptionType;
use secret_service::blocking::{Item, SecretService};
use tokendesk::app::job::{Job, JobId, Outcome, ProfileWrite, SecretSource};
use tokendesk::clipboard::MemoryClipboard;
use tokendesk::console::{ConsoleClient, Limits};
use tokendesk::files::Files;
use tokendesk::jobs::{JobContext, Ports, ProgressSender, run};
use tokendesk::model::{
    Account, AccountKind, CandidateSecret, ClientId, ConsoleUrl, PasswordStorage, ProfileId,
    ProfileName, Username, VendorProfile, VendorProfiles, VendorSecret, VendorTool,
};
use tokendesk::os::Cancel;
use tokendesk::sandbox::{SandboxConsole, api_clients, users};
use tokendesk::vault::KeyringVault;

use crate::keyring_session::{Desk, KeyringSession};

/// Set by scripts/vendor-clients: a folder with a virtual environment for each tool, named after its command.
const TOOLS: &str = "TOKENDESK_VENDOR_TOOLS";

#[test]
#[ignore = "needs the vendor's tools: scripts/vendor-clients --import"]
fn what_the_vendors_own_tools_store_is_found_and_imported_and_left_as_it_is() {
    let Some(desk) = Desk::inside() else {
        return KeyringSession::unlocked().run_test(
            "vendor_tools::what_the_vendors_own_tools_store_is_found_and_imported_and_left_as_it_is",
        );
    };
    let home = PathBuf::from(std::env::var_os("HOME").unwrap());
    let console = SandboxConsole::start(0).unwrap();
    let (client, user) = (&api_clients()[0], &users()[0]);
    for tool in VendorTool::ALL {
        let server = ["--server", &console.base_url()].map(str::to_owned);
        let profile = |arguments: &[&str]| {
            let arguments = arguments
                .iter()
                .map(|it| (*it).to_owned())
                .collect::<Vec<_>>();
            profile_command(&desk, tool, &[arguments, server.to_vec()].concat());
        };
        let id_and_secret = [
            "--api-client-id",
            client.client_id,
            "--secret",
            client.secret,
        ];
        let username = ["-u", user.username];
        let password = ["--password", user.password];
        profile(
            &[
                &["create-api-client", "-n", "production"][..],
                &id_and_secret,
            ]
            .concat(),
        );
        profile(&[&["create", "-n", "Zoë Müller"][..], &username, &password].concat());
        profile(
            &[
                &["create", "-n", "lax", "--disable-ssl-errors", "True"][..],
                &username,
                &password,
            ]
            .concat(),
        );
        // A password that is not stored.
        profile(&[&["create", "-n", "asked"][..], &username].concat());
    }
    let before = everything(&home);

    let ports = Ports {
        vault: Arc::new(KeyringVault::new()),
        console: Arc::new(ConsoleClient::new(Limits::default())),
        clipboard: Arc::new(MemoryClipboard::default()),
        files: Files::with(None, Some(&home)),
        sandbox: None,
    };
    let VendorProfiles(found) = match outcome(&ports, Job::FindVendorProfiles) {
        Outcome::FindVendorProfiles(found) => found,
        other => panic!("{other:?}"),
    };
    assert_eq!(found.len(), 2);
    let imported: Vec<_> = found
        .iter()
        .flat_map(|config| {
            let list = config.content.as_ref().unwrap();
            assert!(list.unused.is_empty(), "{:?}", list.unused);
            let names: Vec<_> = list.profiles.iter().map(|it| &*it.candidate.name).collect();
            assert_eq!(names, ["production", "Zoë Müller", "lax", "asked"]);
            let secrets: Vec<_> = list.profiles.iter().map(|it| it.secret.clone()).collect();
            let mut expected = vec![VendorSecret::Found; 3];
            expected.push(VendorSecret::Missing);
            assert_eq!(secrets, expected);
            assert!(list.profiles[0].candidate.remarks[0].contains("default profile"));
            assert!(list.profiles[2].candidate.remarks[0].contains("ignore-ssl-errors = True"));
            list.profiles[..3]
                .iter()
                .map(|profile| import(&ports, profile))
        })
        .collect();
    let expected = [client.secret, user.password, user.password];
    assert_eq!(imported, [expected, expected].concat());
    assert_eq!(everything(&home), before);
}

/// Saves a profile with the secret that the tool stored; the secret that is saved then.
fn import(ports: &Ports, profile: &VendorProfile) -> String {
    let candidate = &profile.candidate;
    let CandidateSecret::OfVendorTool(item) = candidate.secret.clone() else {
        panic!("{candidate:?}");
    };
    let id = ProfileId::random();
    let account = match candidate.kind {
        AccountKind::ApiClient => Account::ApiClient {
            client_id: ClientId::parse(&candidate.login).unwrap(),
        },
        AccountKind::User => Account::User {
            username: Username::parse(&candidate.login).unwrap(),
            password: PasswordStorage::InKeyring,
        },
    };
    let write = ProfileWrite {
        id,
        base_rev: None,
        name: ProfileName::parse(&candidate.name).unwrap(),
        console: ConsoleUrl::parse(&candidate.console).unwrap(),
        account,
        secret: SecretSource::OfVendorTool(item),
    };
    match outcome(ports, Job::SaveProfile(write)) {
        Outcome::SaveProfile(result) => result.unwrap(),
        other => panic!("{other:?}"),
    };
    let saved = ports.vault.read(id, &Cancel::default()).unwrap().unwrap();
    saved.secret.unwrap().expose_secret().to_owned()
}

fn outcome(ports: &Ports, job: Job) -> Outcome {
    let context = JobContext {
        ports,
        cancel: &Cancel::default(),
        progress: &ProgressSender::new(|_| {}),
    };
    run(JobId(1), job, context).outcome
}

fn profile_command(desk: &Desk, tool: VendorTool, arguments: &[String]) {
    let tools = PathBuf::from(std::env::var_os(TOOLS).expect(TOOLS));
    let answer = "echo n |";
    let python = tools.join(tool.command()).join("bin/python");
    let output = desk
        .command("sh")
        .args(["-c", &format!("{answer} exec \"$@\""), "sh"])
        .arg(python)
        .args(["-m", tool.command(), "profile"])
        .args(arguments)
        .env("LC_ALL", "C.UTF-8")
        .env("NO_PROXY", "127.0.0.1")
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {errors}", tool.name());
}

/// Their files, and their items in the keyring.
fn everything(home: &Path) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for tool in VendorTool::ALL {
        files(&home.join(tool.folder()), &mut all);
        let service = SecretService::connect(EncryptionType::Dh).unwrap();
        let theirs = HashMap::from([("application", "Python keyring library")]);
        for item in service.search_items(theirs).unwrap().unlocked {
            all.insert(item.item_path.to_string(), about(&item));
        }
    }
    assert!(all.len() >= 8);
    all
}

fn about(item: &Item<'_>) -> String {
    let mut attributes: BTreeMap<_, _> = item.get_attributes().unwrap().into_iter().collect();
    // GNOME Keyring adds it to the newest item when another one is stored.
    attributes.remove("xdg:schema");
    let (modified, secret) = (item.get_modified().unwrap(), item.get_secret().unwrap());
    let secret = String::from_utf8(secret).unwrap();
    format!("{attributes:?} {modified} {secret}")
}

fn files(folder: &Path, all: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, all);
        } else {
            let modified = path.metadata().unwrap().modified().unwrap();
            let content = fs::read_to_string(&path).unwrap();
            all.insert(
                path.display().to_string(),
                format!("{modified:?} {content:?}"),
            );
        }
    }
}
