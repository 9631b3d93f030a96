//! The system's own store of secrets, and everything about it that differs from system to system: how it is searched, where
//! an item keeps its user and its label, and what its errors mean. Used by `keyring` alone.

use std::collections::HashMap;
use std::error::Error as StdError;
use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Result};

use super::keyring::Unlocked;
use super::store_error::Trouble;

/// The service of every item; its user is the profile's id.
const SERVICE: &str = "tokendesk";

/// Connects to the system's store.
pub(super) fn open() -> Result<Arc<CredentialStore>> {
    Ok(system::Store::new()?)
}

/// Finds every item of the service. Where the store is locked, this asks the person to unlock it, and waits for them.
pub(super) fn search_all(store: &CredentialStore) -> Result<Vec<Entry>> {
    system::search(store, None)
}

/// Finds the items of one user of the service: one at most, unless somebody else made a second. Unlocks like
/// [`search_all`].
pub(super) fn search_user(store: &CredentialStore, user: &str) -> Result<Vec<Entry>> {
    system::search(store, Some(user))
}

/// Looks whether there is a place for new items, and has the person asked to unlock it if that is needed. A keyring whose
/// file is damaged may go on without a word, and without such a place.
pub(super) fn home(unlocked: Unlocked) -> Result<()> {
    system::home(unlocked)
}

/// An entry that makes a new item when a secret is set on it.
pub(super) fn new_entry(store: &CredentialStore, user: &str, label: &str) -> Result<Entry> {
    store.build(SERVICE, user, Some(&system::modifiers(label)))
}

/// The user of a found item; empty if it has none.
pub(super) fn user(found: &Entry) -> Result<String> {
    system::user(found)
}

/// Gives a found item a label, where the system has labels and it is another one.
pub(super) fn set_label(found: &Entry, label: &str) -> Result<()> {
    system::set_label(found, label)
}

/// What the system's own error, inside the library's, comes to.
pub(super) fn trouble_of(inner: &(dyn StdError + Send + Sync + 'static)) -> Trouble {
    system::trouble_of(inner)
}

/// The Secret Service over D-Bus.
#[cfg(target_os = "linux")]
mod system {
    use secret_service::blocking::SecretService;
    use secret_service::{EncryptionType, Error as ServiceError};
    use zbus::{DBusError as _, fdo};
    use zbus_secret_service_keyring_store::cred::Wrapper;

    use super::{Entry, HashMap, Result, SERVICE, StdError, Trouble, Unlocked};
    use crate::model::failure::Missing;

    pub(super) use zbus_secret_service_keyring_store::Store;

    const USER: &str = "username";

    pub(super) fn search(store: &super::CredentialStore, user: Option<&str>) -> Result<Vec<Entry>> {
        let mut attributes = HashMap::from([("service", SERVICE)]);
        if let Some(user) = user {
            attributes.insert(USER, user);
        }
        store.search(&attributes)
    }

    /// By a connection of its own: the store does not say where it would put things. Nothing secret passes over it.
    pub(super) fn home(unlocked: Unlocked) -> Result<()> {
        let home = || {
            let service = SecretService::connect(EncryptionType::Plain)?;
            let home = service.get_default_collection()?;
            match unlocked {
                Unlocked::Needed if home.is_locked()? => home.unlock(),
                Unlocked::Needed | Unlocked::No => Ok(()),
            }
        };
        home().map_err(|error: ServiceError| keyring_core::Error::PlatformFailure(Box::new(error)))
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

    pub(super) fn trouble_of(inner: &(dyn StdError + Send + Sync + 'static)) -> Trouble {
        match inner.downcast_ref::<ServiceError>() {
            Some(ServiceError::Locked | ServiceError::Prompt) => Trouble::Locked,
            // A keyring without a default collection.
            Some(ServiceError::NoResult) => Trouble::NoHome,
            // The crate says this only where the address of the bus, or the socket at it, is not there.
            Some(ServiceError::Unavailable) => Trouble::Missing(Missing::Bus),
            Some(ServiceError::PromptDisconnected | ServiceError::Crypto(_)) => Trouble::Lost,
            Some(ServiceError::Zbus(error)) => of_zbus(error),
            Some(ServiceError::ZbusFdo(error)) => of_fdo(error),
            _ => Trouble::Other,
        }
    }

    fn of_zbus(error: &zbus::Error) -> Trouble {
        match error {
            zbus::Error::MethodError(name, _, _) => of_name(name.as_str()),
            zbus::Error::FDO(error) => of_fdo(error),
            // These come from connecting; a connection that breaks later is `InputOutput`, and what it was asked to do
            // may have been done.
            zbus::Error::Connection(..) | zbus::Error::Address(_) | zbus::Error::Handshake(_) => {
                Trouble::Missing(Missing::Bus)
            }
            zbus::Error::InputOutput(_) => Trouble::Lost,
            _ => Trouble::Other,
        }
    }

    fn of_fdo(error: &fdo::Error) -> Trouble {
        match error {
            fdo::Error::ZBus(error) => of_zbus(error),
            error => of_name(error.name().as_str()),
        }
    }

    /// Names of the Secret Service's specification, and of D-Bus itself.
    fn of_name(name: &str) -> Trouble {
        const SECRET: &str = "org.freedesktop.Secret.Error.";
        const DBUS: &str = "org.freedesktop.DBus.Error.";
        if let Some(name) = name.strip_prefix(SECRET) {
            return match name {
                "NoSession" => Trouble::SessionEnded,
                "NoSuchObject" => Trouble::Gone,
                "IsLocked" => Trouble::Locked,
                _ => Trouble::Other,
            };
        }
        match name.strip_prefix(DBUS) {
            // What gnome-keyring answers to calls on the path of a deleted item.
            Some("UnknownObject" | "UnknownMethod" | "UnknownInterface") => Trouble::Gone,
            Some("ServiceUnknown" | "NameHasNoOwner") => Trouble::Missing(Missing::Service),
            Some(name) if name.starts_with("Spawn.") => Trouble::Missing(Missing::Service),
            // The keyring left the bus before it answered, or the bus was left.
            Some("NoReply" | "Disconnected") => Trouble::Lost,
            _ => Trouble::Other,
        }
    }
}

/// The Credential Manager. The default store names an item's target `<user>.<service>`, and splits it again at the last
/// dot when it searches; neither an id nor the service has one.
#[cfg(windows)]
mod system {
    use super::{Entry, HashMap, Result, SERVICE, StdError, Trouble, Unlocked};

    pub(super) use windows_native_keyring_store::Store;

    pub(super) fn search(store: &super::CredentialStore, user: Option<&str>) -> Result<Vec<Entry>> {
        // Only ids are searched for: hexadecimal digits and hyphens, nothing that a pattern would take otherwise.
        let target = match user {
            Some(user) => format!(r"^{user}\.{SERVICE}$"),
            None => format!(r"\.{SERVICE}$"),
        };
        store.search(&HashMap::from([("pattern", target.as_str())]))
    }

    /// It is there with the account.
    #[expect(
        clippy::unnecessary_wraps,
        reason = "it can fail where it has to ask the keyring"
    )]
    pub(super) fn home(_unlocked: Unlocked) -> Result<()> {
        Ok(())
    }

    /// *Local*: the item stays on this machine. The library's own choice, *Enterprise*, roams with the account.
    pub(super) fn modifiers(_label: &str) -> HashMap<&str, &str> {
        HashMap::from([("persistence", "Local")])
    }

    #[expect(
        clippy::unnecessary_wraps,
        reason = "it can fail where it has to ask the keyring"
    )]
    pub(super) fn user(found: &Entry) -> Result<String> {
        Ok(found
            .get_specifiers()
            .map(|(_service, user)| user)
            .unwrap_or_default())
    }

    /// There are no labels; a comment would cost a second write of the secret.
    #[expect(
        clippy::unnecessary_wraps,
        reason = "it can fail on the systems that have labels"
    )]
    pub(super) fn set_label(_found: &Entry, _label: &str) -> Result<()> {
        Ok(())
    }

    /// The library tells "not found" and "no access" by its own variants; every other code is just that.
    pub(super) fn trouble_of(_inner: &(dyn StdError + Send + Sync + 'static)) -> Trouble {
        Trouble::Other
    }
}

/// The login keychain.
#[cfg(target_os = "macos")]
mod system {
    use super::{Entry, HashMap, Result, SERVICE, StdError, Trouble, Unlocked};

    pub(super) use apple_native_keyring_store::keychain::Store;

    pub(super) fn search(store: &super::CredentialStore, user: Option<&str>) -> Result<Vec<Entry>> {
        let mut keys = HashMap::from([("service", SERVICE)]);
        if let Some(user) = user {
            keys.insert("user", user);
        }
        store.search(&keys)
    }

    /// It is there with the account.
    #[expect(
        clippy::unnecessary_wraps,
        reason = "it can fail where it has to ask the keyring"
    )]
    pub(super) fn home(_unlocked: Unlocked) -> Result<()> {
        Ok(())
    }

    pub(super) fn modifiers(_label: &str) -> HashMap<&str, &str> {
        HashMap::new()
    }

    #[expect(
        clippy::unnecessary_wraps,
        reason = "it can fail where it has to ask the keyring"
    )]
    pub(super) fn user(found: &Entry) -> Result<String> {
        Ok(found
            .get_specifiers()
            .map(|(_service, user)| user)
            .unwrap_or_default())
    }

    /// The library gives no way to an item's label.
    #[expect(
        clippy::unnecessary_wraps,
        reason = "it can fail on the systems that have labels"
    )]
    pub(super) fn set_label(_found: &Entry, _label: &str) -> Result<()> {
        Ok(())
    }

    /// The library tells "not found" and "no access" by its own variants; every other code is just that.
    pub(super) fn trouble_of(_inner: &(dyn StdError + Send + Sync + 'static)) -> Trouble {
        Trouble::Other
    }
}
