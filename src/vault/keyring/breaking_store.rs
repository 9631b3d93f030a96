//! A store that breaks on order, for the tests of the vault.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use keyring_core::api::{CredentialApi, CredentialStoreApi};
use keyring_core::{Credential, Entry, Error};
use secret_service::Error as ServiceError;

/// Forty-eight characters that must not be seen.
pub(super) const SECRET: &str = "planted-0123456789-abcdefghijklmnopqrstuvwxyz-42";

/// A call that a store can be told to break at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    Search,
    User,
    Get,
    Set,
    Delete,
}

/// How it breaks there.
#[derive(Clone, Copy, Debug)]
pub(super) enum Break {
    /// The keyring says that it does not know this session.
    SessionEnded,
    /// The connection is lost before the keyring did anything.
    LostBefore,
    /// The connection is lost after the keyring did it.
    LostAfter,
    /// The library panics.
    Panic,
    /// The keyring says that it did it, and did not.
    Lie,
    /// The keyring refuses, without a word why.
    Refuse,
    /// The keyring did it, and reports an error.
    Complain,
    /// The item went away since it was found.
    Vanish,
    /// The keyring does not answer until [`Keyring::frozen`] is let go.
    Freeze,
}

/// What stays when a store is rebuilt: the items, and the orders to break.
#[derive(Default)]
pub(super) struct Keyring {
    /// User and payload.
    items: Mutex<Vec<(String, Vec<u8>)>>,
    breaks: Mutex<VecDeque<(At, Break)>>,
    pub(super) frozen: Mutex<()>,
    /// How many calls came to be frozen.
    pub(super) freezes: AtomicUsize,
    pub(super) stores_built: AtomicUsize,
    pub(super) sets: AtomicUsize,
}

pub(super) struct Store(pub(super) Arc<Keyring>);

struct BreakingItem(Arc<Keyring>, String);

impl Keyring {
    pub(super) fn break_at(&self, at: At, how: Break) {
        self.breaks.lock().unwrap().push_back((at, how));
    }

    /// Does a call, or breaks as ordered.
    fn answer<T: Default>(&self, at: At, call: impl FnOnce() -> T) -> Result<T, Error> {
        let how = {
            let mut breaks = self.breaks.lock().unwrap();
            breaks.pop_front_if(|(next, _)| *next == at)
        };
        let lost = || {
            let reset = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
            platform(ServiceError::Zbus(reset.into()))
        };
        match how.map(|(_, how)| how) {
            None => Ok(call()),
            Some(Break::SessionEnded) => {
                Err(method_error("org.freedesktop.Secret.Error.NoSession"))
            }
            Some(Break::LostBefore) => Err(lost()),
            Some(Break::LostAfter) => {
                call();
                Err(lost())
            }
            Some(Break::Panic) => panic!("as ordered"),
            Some(Break::Lie) => Ok(T::default()),
            Some(Break::Refuse) => Err(method_error("org.example.No")),
            Some(Break::Complain) => {
                call();
                Err(method_error("org.example.No"))
            }
            Some(Break::Freeze) => {
                self.freezes.fetch_add(1, Ordering::Release);
                let _answers_again = self.frozen.lock().unwrap();
                Ok(call())
            }
            Some(Break::Vanish) => Err(method_error("org.freedesktop.DBus.Error.UnknownMethod")),
        }
    }
}

pub(super) fn platform(error: ServiceError) -> Error {
    Error::PlatformFailure(Box::new(error))
}

pub(super) fn method_error(name: &str) -> Error {
    let call = zbus::Message::method_call("/", "Call")
        .unwrap()
        .build(&())
        .unwrap();
    let reply = zbus::Message::error(&call.header(), name)
        .unwrap()
        .build(&SECRET)
        .unwrap();
    platform(ServiceError::Zbus(reply.into()))
}

impl CredentialStoreApi for Store {
    fn vendor(&self) -> String {
        String::new()
    }

    fn id(&self) -> String {
        String::new()
    }

    fn build(
        &self,
        _: &str,
        user: &str,
        _: Option<&HashMap<&str, &str>>,
    ) -> keyring_core::Result<Entry> {
        let item = BreakingItem(Arc::clone(&self.0), user.to_owned());
        Ok(Entry::new_with_credential(Arc::new(item)))
    }

    fn search(&self, spec: &HashMap<&str, &str>) -> keyring_core::Result<Vec<Entry>> {
        let users: Vec<_> = self.0.answer(At::Search, || {
            let items = self.0.items.lock().unwrap();
            let users = items.iter().map(|(user, _)| user.clone());
            users
                .filter(|user| spec.get("username").is_none_or(|wanted| wanted == user))
                .collect()
        })?;
        users
            .iter()
            .map(|user| self.build("", user, None))
            .collect()
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

impl CredentialApi for BreakingItem {
    fn set_secret(&self, secret: &[u8]) -> keyring_core::Result<()> {
        self.0.sets.fetch_add(1, Ordering::Relaxed);
        self.0.answer(At::Set, || {
            let mut items = self.0.items.lock().unwrap();
            items.retain(|(user, _)| *user != self.1);
            items.push((self.1.clone(), secret.to_vec()));
        })
    }

    fn get_secret(&self) -> keyring_core::Result<Vec<u8>> {
        self.0.answer(At::Get, || {
            let items = self.0.items.lock().unwrap();
            items
                .iter()
                .find(|(user, _)| *user == self.1)
                .unwrap()
                .1
                .clone()
        })
    }

    fn get_attributes(&self) -> keyring_core::Result<HashMap<String, String>> {
        self.0.answer(At::User, || {
            HashMap::from([("username".to_owned(), self.1.clone())])
        })
    }

    fn delete_credential(&self) -> keyring_core::Result<()> {
        self.0.answer(At::Delete, || {
            self.0
                .items
                .lock()
                .unwrap()
                .retain(|(user, _)| *user != self.1);
        })
    }

    fn get_credential(&self) -> keyring_core::Result<Option<Arc<Credential>>> {
        Ok(None)
    }

    fn get_specifiers(&self) -> Option<(String, String)> {
        None
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}
