//! The system's store of secrets, and everything about it that differs between systems: how it is searched, where an item keeps its
//! user and its label, and what its errors mean.
//!
//! `keyring_core::Error` derives `Debug`, and some of its variants carry the secret: it is taken apart here by variant, never printed,
//! and goes no further.

use std::collections::HashMap;
use std::error::Error as StdError;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Error, Result};
use zeroize::{Zeroize as _, Zeroizing};

use super::store_error::StoreError;
use crate::model::{VendorItem, VendorSecret};

/// The service of every item; its user is the profile's id.
pub(super) const SERVICE: &str = "tokendesk";

/// The attribute of a Secret Service's item that holds the user.
#[cfg(target_os = "linux")]
pub(super) const USER: &str = "username";

/// Whether to unlock the default collection, which may ask the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unlock {
    IfLocked,
    Never,
}

pub(super) fn connect() -> Result<Arc<CredentialStore>> {
    Ok(system::Store::new()?)
}

/// Makes one call to a store. A panic inside it is an error like others: it poisons the store's own mutex, so that every later call
/// would panic too, until a new store takes its place.
pub(super) fn call<T>(call: impl FnOnce() -> Result<T>) -> std::result::Result<T, StoreError> {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(classify(error)),
        Err(_panic) => Err(StoreError::ConnectionLost),
    }
}

/// Wipes what the library's error may carry.
pub(super) fn classify(error: Error) -> StoreError {
    match error {
        Error::NoEntry => StoreError::NotFound,
        Error::Ambiguous(_) => StoreError::Ambiguous,
        Error::BadEncoding(mut bytes) | Error::BadDataFormat(mut bytes, _) => {
            bytes.zeroize();
            StoreError::NotGiven
        }
        // The variant alone means "not allowed"; the inner error can only be more precise.
        Error::NoStorageAccess(inner) => match system::classify(inner.as_ref()) {
            StoreError::Other => StoreError::Locked,
            precise => precise,
        },
        Error::PlatformFailure(inner) => system::classify(inner.as_ref()),
        // `Error` is non-exhaustive; the rest would be our own defects (a bad attribute, an unsupported call).
        _ => StoreError::Other,
    }
}

/// All items of the service. A locked store asks the person to unlock it, and waits for them.
pub(super) fn search_all(store: &CredentialStore) -> Result<Vec<Entry>> {
    system::search(store, None)
}

/// The items of one user: at most one, unless another program made a second. Unlocks like [`search_all`].
pub(super) fn search_user(store: &CredentialStore, user: &str) -> Result<Vec<Entry>> {
    system::search(store, Some(user))
}

/// Fails if new items have nowhere to go. A keyring whose file is damaged may run on silently without its default collection.
pub(super) fn check_default_collection(unlock: Unlock) -> Result<()> {
    system::check_default_collection(unlock)
}

/// Which items of the vendor's tools are there. Unlocks nothing.
pub(super) fn find_vendor_items(items: &[VendorItem]) -> Result<Vec<VendorSecret>> {
    system::find_vendor_items(items)
}

/// The items that a vendor's tool reads under this name. Unlocks like [`search_all`].
pub(super) fn search_vendor(store: &CredentialStore, item: &VendorItem) -> Result<Vec<Entry>> {
    system::search_vendor(store, item)
}

/// The text that python-keyring wrote.
pub(super) fn vendor_text(payload: &[u8]) -> Option<Zeroizing<String>> {
    system::vendor_text(payload)
}

/// Fails if the next call would ask the person to unlock something.
pub(super) fn check_unlocked() -> Result<()> {
    system::check_unlocked()
}

/// An entry that creates an item when a secret is set on it.
pub(super) fn new_entry(store: &CredentialStore, user: &str, label: &str) -> Result<Entry> {
    store.build(SERVICE, user, Some(&system::modifiers(label)))
}

/// Empty if the item has none.
pub(super) fn user(found: &Entry) -> Result<String> {
    system::user(found)
}

/// Does nothing where the system has no labels.
pub(super) fn set_label(found: &Entry, label: &str) -> Result<()> {
    system::set_label(found, label)
}

fn utf_8(payload: &[u8]) -> Option<Zeroizing<String>> {
    let text = str::from_utf8(payload).ok()?;
    Some(Zeroizing::new(text.to_owned()))
}

/// The Secret Service over D-Bus.
#[cfg(target_os = "linux")]
mod system {
    use secret_service::blocking::SecretService;
    use secret_service::{EncryptionType, Error as ServiceError};
    use zbus::{DBusError as _, fdo};
    use zbus_secret_service_keyring_store::cred::Wrapper;

    pub(super) use super::utf_8 as vendor_text;
    use super::{
        Entry, HashMap, Result, SERVICE, StdError, StoreError, USER, Unlock, VendorItem,
        VendorSecret,
    };
    use crate::model::failure::Missing;

    pub(super) use zbus_secret_service_keyring_store::Store;

    pub(super) fn search(store: &super::CredentialStore, user: Option<&str>) -> Result<Vec<Entry>> {
        let mut attributes = HashMap::from([("service", SERVICE)]);
        if let Some(user) = user {
            attributes.insert(USER, user);
        }
        store.search(&attributes)
    }

    /// Over a connection of its own: the store does not say where it would put new items. Nothing secret passes over it.
    pub(super) fn check_default_collection(unlock: Unlock) -> Result<()> {
        let check = || {
            let service = SecretService::connect(EncryptionType::Plain)?;
            let collection = service.get_default_collection()?;
            match unlock {
                Unlock::IfLocked if collection.is_locked()? => collection.unlock(),
                Unlock::IfLocked | Unlock::Never => Ok(()),
            }
        };
        check().map_err(|error: ServiceError| keyring_core::Error::PlatformFailure(Box::new(error)))
    }

    /// Over a connection of its own: the store would unlock what it finds. KeePassXC would ask to be unlocked at the search.
    pub(super) fn find_vendor_items(items: &[VendorItem]) -> Result<Vec<VendorSecret>> {
        let find = || {
            let service = SecretService::connect(EncryptionType::Plain)?;
            if service.get_default_collection()?.is_locked()? {
                return Ok(vec![VendorSecret::Locked; items.len()]);
            }
            let find = |item: &VendorItem| {
                let name = item.service();
                let found = service.search_items(vendor_attributes(&name, item))?;
                Ok(match (&found.unlocked[..], &found.locked[..]) {
                    ([_, ..], _) => VendorSecret::Found,
                    ([], [_, ..]) => VendorSecret::Locked,
                    ([], []) => VendorSecret::Missing,
                })
            };
            items.iter().map(find).collect()
        };
        find().map_err(|error: ServiceError| keyring_core::Error::PlatformFailure(Box::new(error)))
    }

    pub(super) fn search_vendor(
        store: &super::CredentialStore,
        item: &VendorItem,
    ) -> Result<Vec<Entry>> {
        store.search(&vendor_attributes(&item.service(), item))
    }

    fn vendor_attributes<'a>(service: &'a str, item: &'a VendorItem) -> HashMap<&'a str, &'a str> {
        HashMap::from([("service", service), (USER, &item.username)])
    }

    /// Over a connection of its own, like [`check_default_collection`].
    pub(super) fn check_unlocked() -> Result<()> {
        let check = || {
            let service = SecretService::connect(EncryptionType::Plain)?;
            // KeePassXC would ask to unlock it at the search.
            if service.get_default_collection()?.is_locked()? {
                return Err(ServiceError::Locked);
            }
            let found = service.search_items(HashMap::from([("service", SERVICE)]))?;
            if found.locked.is_empty() {
                Ok(())
            } else {
                Err(ServiceError::Locked)
            }
        };
        check().map_err(|error: ServiceError| keyring_core::Error::PlatformFailure(Box::new(error)))
    }

    pub(super) fn modifiers(label: &str) -> HashMap<&str, &str> {
        HashMap::from([("label", label)])
    }

    pub(super) fn user(found: &Entry) -> Result<String> {
        Ok(found.get_attributes()?.remove(USER).unwrap_or_default())
    }

    pub(super) fn set_label(found: &Entry, label: &str) -> Result<()> {
        match found.as_any().downcast_ref::<Wrapper>() {
            Some(item) if item.get_label()? != label => item.set_label(label),
            _ => Ok(()),
        }
    }

    pub(super) fn classify(inner: &(dyn StdError + Send + Sync + 'static)) -> StoreError {
        match inner.downcast_ref::<ServiceError>() {
            Some(ServiceError::Locked | ServiceError::Prompt) => StoreError::Locked,
            Some(ServiceError::NoResult) => StoreError::NoDefaultCollection,
            // The crate returns this only if the bus address, or its socket, is missing.
            Some(ServiceError::Unavailable) => StoreError::Missing(Missing::Bus),
            Some(ServiceError::PromptDisconnected | ServiceError::Crypto(_)) => {
                StoreError::ConnectionLost
            }
            Some(ServiceError::Zbus(error)) => of_zbus(error),
            Some(ServiceError::ZbusFdo(error)) => of_fdo(error),
            _ => StoreError::Other,
        }
    }

    fn of_zbus(error: &zbus::Error) -> StoreError {
        match error {
            zbus::Error::MethodError(name, _, _) => of_name(name.as_str()),
            zbus::Error::FDO(error) => of_fdo(error),
            // These come from connecting. A connection that breaks later is `InputOutput`, and the call may have been carried out.
            zbus::Error::Connection(..) | zbus::Error::Address(_) | zbus::Error::Handshake(_) => {
                StoreError::Missing(Missing::Bus)
            }
            zbus::Error::InputOutput(_) => StoreError::ConnectionLost,
            _ => StoreError::Other,
        }
    }

    fn of_fdo(error: &fdo::Error) -> StoreError {
        match error {
            fdo::Error::ZBus(error) => of_zbus(error),
            error => of_name(error.name().as_str()),
        }
    }

    /// Names from the Secret Service specification and from D-Bus itself.
    fn of_name(name: &str) -> StoreError {
        const SECRET: &str = "org.freedesktop.Secret.Error.";
        const DBUS: &str = "org.freedesktop.DBus.Error.";
        if let Some(name) = name.strip_prefix(SECRET) {
            return match name {
                "NoSession" => StoreError::SessionEnded,
                "NoSuchObject" => StoreError::NotFound,
                "IsLocked" => StoreError::Locked,
                _ => StoreError::Other,
            };
        }
        match name.strip_prefix(DBUS) {
            // What gnome-keyring answers for the path of a deleted item.
            Some("UnknownObject" | "UnknownMethod" | "UnknownInterface") => StoreError::NotFound,
            Some("ServiceUnknown" | "NameHasNoOwner") => StoreError::Missing(Missing::Service),
            Some(name) if name.starts_with("Spawn.") => StoreError::Missing(Missing::Service),
            // The keyring left the bus before it answered, or we did.
            Some("NoReply" | "Disconnected") => StoreError::ConnectionLost,
            _ => StoreError::Other,
        }
    }
}

/// The Credential Manager. The store names an item's target `<user>.<service>`, and splits it at the last dot when it searches;
/// neither an id nor the service has one.
#[cfg(windows)]
mod system {
    use super::{Entry, HashMap, Result, SERVICE, VendorItem, Zeroizing};

    pub(super) use super::no_labels::*;
    pub(super) use windows_native_keyring_store::Store;

    pub(super) fn search(store: &super::CredentialStore, user: Option<&str>) -> Result<Vec<Entry>> {
        // An id has only hexadecimal digits and hyphens: nothing to escape in a pattern.
        let target = match user {
            Some(user) => format!(r"^{user}\.{SERVICE}$"),
            None => format!(r"\.{SERVICE}$"),
        };
        store.search(&HashMap::from([("pattern", target.as_str())]))
    }

    /// python-keyring names the target after the service. If another user has that, the target is `<user>@<service>`.
    pub(super) fn search_vendor(
        store: &super::CredentialStore,
        item: &VendorItem,
    ) -> Result<Vec<Entry>> {
        let service = item.service();
        let compound = format!("{}@{service}", item.username);
        for (target, is_shared) in [(&service, true), (&compound, false)] {
            let modifiers = HashMap::from([("target", target.as_str())]);
            let found = store.build(&service, &item.username, Some(&modifiers))?;
            match found.get_attributes() {
                Ok(attributes)
                    if is_shared && attributes.get("username") != Some(&item.username) => {}
                Ok(_) => return Ok(vec![found]),
                Err(keyring_core::Error::NoEntry) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Vec::new())
    }

    /// UTF-16; from old versions, UTF-8.
    pub(super) fn vendor_text(payload: &[u8]) -> Option<Zeroizing<String>> {
        let (units, half) = payload.as_chunks();
        let units: Zeroizing<Vec<u16>> =
            Zeroizing::new(units.iter().map(|unit| u16::from_le_bytes(*unit)).collect());
        match String::from_utf16(&units) {
            Ok(text) if half.is_empty() => Some(Zeroizing::new(text)),
            _ => super::utf_8(payload),
        }
    }

    /// *Local*: the item stays on this machine. The library's default, *Enterprise*, roams with the account.
    pub(super) fn modifiers(_label: &str) -> HashMap<&str, &str> {
        HashMap::from([("persistence", "Local")])
    }
}

/// The login keychain.
#[cfg(target_os = "macos")]
mod system {
    use super::{Entry, HashMap, Result, SERVICE, VendorItem};

    pub(super) use super::no_labels::*;
    pub(super) use super::utf_8 as vendor_text;
    pub(super) use apple_native_keyring_store::keychain::Store;

    pub(super) fn search(store: &super::CredentialStore, user: Option<&str>) -> Result<Vec<Entry>> {
        let mut keys = HashMap::from([("service", SERVICE)]);
        if let Some(user) = user {
            keys.insert("user", user);
        }
        store.search(&keys)
    }

    /// Looks at attributes only, which needs no permission.
    pub(super) fn search_vendor(
        store: &super::CredentialStore,
        item: &VendorItem,
    ) -> Result<Vec<Entry>> {
        let service = item.service();
        store.search(&HashMap::from([
            ("service", service.as_str()),
            ("user", &item.username),
        ]))
    }

    pub(super) fn modifiers(_label: &str) -> HashMap<&str, &str> {
        HashMap::new()
    }
}

/// What Windows and macOS have in common. Each account has its store, and it can always take new items. Labels are out of reach: Windows
/// has only a comment, which would mean writing the secret a second time; the library for macOS has no access to them.
#[cfg(not(target_os = "linux"))]
#[expect(
    clippy::unnecessary_wraps,
    reason = "these calls can fail on Linux, where they ask the keyring"
)]
mod no_labels {
    use super::system::{Store, search_vendor};
    use super::{Entry, Result, StdError, StoreError, Unlock, VendorItem, VendorSecret};

    pub(super) fn find_vendor_items(items: &[VendorItem]) -> Result<Vec<VendorSecret>> {
        let store = Store::new()?;
        let find = |item: &VendorItem| {
            Ok(match search_vendor(&*store, item)?[..] {
                [_, ..] => VendorSecret::Found,
                [] => VendorSecret::Missing,
            })
        };
        items.iter().map(find).collect()
    }

    pub(super) fn check_default_collection(_unlock: Unlock) -> Result<()> {
        Ok(())
    }

    pub(super) fn check_unlocked() -> Result<()> {
        Ok(())
    }

    pub(super) fn user(found: &Entry) -> Result<String> {
        Ok(found
            .get_specifiers()
            .map(|(_service, user)| user)
            .unwrap_or_default())
    }

    pub(super) fn set_label(_found: &Entry, _label: &str) -> Result<()> {
        Ok(())
    }

    /// The libraries have variants for "not found" and "no access"; all other codes mean the same here.
    pub(super) fn classify(_inner: &(dyn StdError + Send + Sync + 'static)) -> StoreError {
        StoreError::Other
    }
}
