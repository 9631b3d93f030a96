//! The keyring items of the vendor's tools, in a real GNOME Keyring: found without reading or asking, read with their text, and left
//! as they are.

use std::collections::{BTreeMap, HashMap};

use secret_service::EncryptionType;
use secret_service::blocking::{Item, SecretService};
use tokendesk::model::failure::VendorSecretFailure;
use tokendesk::model::{KeyringFailure, VendorItem, VendorSecret, VendorTool};
use tokendesk::os::Cancel;
use tokendesk::vault::{KeyringVault, Vault as _};
use zbus::blocking::fdo::DBusProxy;

use crate::keyring_session::{Desk, KeyringSession, Services};

const TEXT: &str = "pretend-sëcret 東京 ";

fn item(profile: &str, username: &str) -> VendorItem {
    VendorItem {
        tool: VendorTool::CrashPlanCli,
        profile: profile.to_owned(),
        username: username.to_owned(),
    }
}

/// The keyring as another program sees it.
struct Theirs(SecretService<'static>);

impl Theirs {
    fn connect() -> Self {
        Self(SecretService::connect(EncryptionType::Dh).unwrap())
    }

    /// As python-keyring does.
    fn set_password(&self, item: &VendorItem, secret: &[u8]) {
        self.create(item, "Python keyring library", secret);
    }

    fn create(&self, item: &VendorItem, application: &str, secret: &[u8]) {
        let service = item.service();
        let attributes = HashMap::from([
            ("application", application),
            ("service", &service),
            ("username", &item.username),
        ]);
        let collection = self.0.get_default_collection().unwrap();
        let label = "Password";
        collection
            .create_item(label, attributes, secret, true, "text/plain")
            .unwrap();
    }

    /// Everything about every item.
    fn all(&self) -> BTreeMap<String, String> {
        let about = |item: &Item<'_>| {
            let attributes: BTreeMap<_, _> = item.get_attributes().unwrap().into_iter().collect();
            let times = (item.get_created().unwrap(), item.get_modified().unwrap());
            let (label, secret) = (item.get_label().unwrap(), item.get_secret().unwrap());
            let about = format!("{attributes:?} {times:?} {label} {secret:?}");
            (item.item_path.to_string(), about)
        };
        let found = self.0.search_items(HashMap::new()).unwrap();
        assert!(found.locked.is_empty());
        found.unlocked.iter().map(about).collect()
    }
}

fn read(item: &VendorItem) -> Result<Option<String>, KeyringFailure> {
    let read = KeyringVault::new().vendor_secret(item, &Cancel::default());
    read.map(|secret| secret.map(|secret| secret.expose_secret().to_owned()))
}

fn find(items: &[VendorItem]) -> Vec<VendorSecret> {
    KeyringVault::new().find_vendor_secrets(items, &Cancel::default())
}

#[test]
fn a_secret_of_the_vendors_tools_is_found_and_read_by_service_and_username_and_nothing_is_changed()
{
    if Desk::inside().is_none() {
        return KeyringSession::unlocked().run_test(
            "vault::vendor_items::a_secret_of_the_vendors_tools_is_found_and_read_by_service_and_username_and_nothing_is_changed",
        );
    }
    let theirs = Theirs::connect();
    let (client, user) = (item("Zoë Müller", "key-42"), item("Zoë Müller", "ada"));
    theirs.set_password(&client, TEXT.as_bytes());
    theirs.set_password(&user, b"pretend-password");
    let before = theirs.all();
    assert_eq!(before.len(), 2);

    let retired = VendorItem {
        tool: VendorTool::Code42Cli,
        ..client.clone()
    };
    let others = [
        retired,
        item("zoë müller", "key-42"),
        item("Zoë Müller", "KEY-42"),
        item("Zoë Müller", ""),
    ];
    let mut asked = vec![client.clone()];
    asked.extend(others.clone());
    asked.push(user.clone());
    let found = find(&asked);
    assert_eq!(found[0], VendorSecret::Found);
    assert_eq!(found[1..5], vec![VendorSecret::Missing; 4]);
    assert_eq!(found[5], VendorSecret::Found);

    assert_eq!(read(&client), Ok(Some(TEXT.to_owned())));
    assert_eq!(read(&user), Ok(Some("pretend-password".to_owned())));
    for other in &others {
        assert_eq!(read(other), Ok(None), "{other:?}");
    }
    assert_eq!(theirs.all(), before);
}

#[test]
fn items_of_one_name_count_as_one_only_with_equal_secrets_and_no_secret_is_no_text() {
    if Desk::inside().is_none() {
        return KeyringSession::unlocked().run_test(
            "vault::vendor_items::items_of_one_name_count_as_one_only_with_equal_secrets_and_no_secret_is_no_text",
        );
    }
    let theirs = Theirs::connect();
    let failed = |why| Err(KeyringFailure::VendorSecret(why));
    let several = item("several", "ada");
    theirs.create(&several, "Python keyring library", b"pretend-1");
    theirs.create(&several, "another program", b"pretend-1");
    assert_eq!(find(std::slice::from_ref(&several)), [VendorSecret::Found]);
    assert_eq!(read(&several), Ok(Some("pretend-1".to_owned())));
    theirs.create(&several, "another program", b"pretend-2");
    assert_eq!(read(&several), failed(VendorSecretFailure::Several));

    for (name, secret) in [("empty", &b""[..]), ("latin", &b"pretend-\xe9"[..])] {
        let item = item(name, "ada");
        theirs.set_password(&item, secret);
        assert_eq!(read(&item), failed(VendorSecretFailure::NotText), "{name}");
    }
}

#[test]
fn a_locked_keyring_is_told_without_asking_for_its_password() {
    let Some(desk) = Desk::inside() else {
        return KeyringSession::unlocked().run_test(
            "vault::vendor_items::a_locked_keyring_is_told_without_asking_for_its_password",
        );
    };
    let theirs = Theirs::connect();
    let item = item("one", "key-42");
    theirs.set_password(&item, TEXT.as_bytes());
    let collection = theirs.0.get_default_collection().unwrap();
    collection.lock().unwrap();
    assert!(collection.is_locked().unwrap());
    let missing = VendorItem {
        username: "eve".to_owned(),
        ..item.clone()
    };
    assert_eq!(
        find(&[item.clone(), missing.clone()]),
        vec![VendorSecret::Locked; 2]
    );
    let bus = zbus::blocking::Connection::session().unwrap();
    let prompter = "org.gnome.keyring.SystemPrompter".try_into().unwrap();
    assert!(
        !DBusProxy::new(&bus)
            .unwrap()
            .name_has_owner(prompter)
            .unwrap()
    );
    assert!(collection.is_locked().unwrap());

    desk.unlock_keyring();
    assert_eq!(
        find(&[item.clone(), missing]),
        [VendorSecret::Found, VendorSecret::Missing]
    );
    assert_eq!(read(&item), Ok(Some(TEXT.to_owned())));
}

#[test]
fn without_a_keyring_its_failure_is_told_for_each_and_a_canceled_look_ends() {
    if Desk::inside().is_none() {
        return KeyringSession::start(Services::None).run_test(
            "vault::vendor_items::without_a_keyring_its_failure_is_told_for_each_and_a_canceled_look_ends",
        );
    }
    let items = [item("one", "ada"), item("two", "ada")];
    let found = find(&items);
    for found in found {
        assert!(
            matches!(found, VendorSecret::Unknown(KeyringFailure::Unavailable(_))),
            "{found:?}"
        );
    }
    let canceled = Cancel::default();
    canceled.cancel();
    let vault = KeyringVault::new();
    assert_eq!(
        vault.find_vendor_secrets(&items, &canceled),
        vec![VendorSecret::Unknown(KeyringFailure::Canceled); 2]
    );
    assert!(vault.find_vendor_secrets(&[], &canceled).is_empty());
}
