//! The calls to the Secret Service that a listing makes.

use std::collections::HashMap;

use aws_lc_rs::error::Unspecified;
use serde::Serialize;
use serde::de::DeserializeOwned;
use zbus::blocking::Connection;
use zbus::zvariant::{DynamicType, OwnedObjectPath, OwnedValue, Type, Value};

use crate::vault::keyring::store::SERVICE;

const DESTINATION: &str = "org.freedesktop.secrets";
const PATH: &str = "/org/freedesktop/secrets";
const INTERFACE: &str = "org.freedesktop.Secret.Service";
const COLLECTION_INTERFACE: &str = "org.freedesktop.Secret.Collection";
const ITEM_INTERFACE: &str = "org.freedesktop.Secret.Item";

pub(super) type ItemPath = OwnedObjectPath;
pub(super) type SessionPath = OwnedObjectPath;

/// `(oayays)`: session, parameters, value, content type.
pub(super) type EncryptedSecret = (SessionPath, Vec<u8>, Vec<u8>, String);

/// Why something is left to the store's library, which then finds out more.
pub(super) struct NotRead;

pub(super) struct Service(Connection);

pub(super) struct SearchedItems {
    pub(super) unlocked: Vec<ItemPath>,
    pub(super) locked: Vec<ItemPath>,
}

impl Service {
    pub(super) fn connect() -> Result<Self, NotRead> {
        Ok(Self(Connection::session()?))
    }

    /// Returns the service's public key and the session.
    pub(super) fn open_session(
        &self,
        algorithm: &str,
        public_key: Vec<u8>,
    ) -> Result<(Vec<u8>, SessionPath), NotRead> {
        let (key, session): (OwnedValue, SessionPath) =
            self.call("OpenSession", &(algorithm, Value::from(public_key)))?;
        Ok((key.try_into()?, session))
    }

    pub(super) fn is_default_collection_locked(&self) -> Result<bool, NotRead> {
        let collection: OwnedObjectPath = self.call("ReadAlias", &"default")?;
        self.property(&collection, COLLECTION_INTERFACE, "Locked")
    }

    pub(super) fn search(&self) -> Result<SearchedItems, NotRead> {
        let attributes = HashMap::from([("service", SERVICE)]);
        let (unlocked, locked) = self.call("SearchItems", &attributes)?;
        Ok(SearchedItems { unlocked, locked })
    }

    /// An item that is gone, or that the service does not give out, is left out.
    pub(super) fn secrets(
        &self,
        items: &[ItemPath],
        session: &SessionPath,
    ) -> Result<HashMap<ItemPath, EncryptedSecret>, NotRead> {
        self.call("GetSecrets", &(items, session))
    }

    pub(super) fn attributes(&self, item: &ItemPath) -> Result<HashMap<String, String>, NotRead> {
        self.property(item, ITEM_INTERFACE, "Attributes")
    }

    fn property<T>(&self, of: &OwnedObjectPath, interface: &str, name: &str) -> Result<T, NotRead>
    where
        T: TryFrom<OwnedValue, Error = zbus::zvariant::Error>,
    {
        let reply = self.0.call_method(
            Some(DESTINATION),
            of,
            Some("org.freedesktop.DBus.Properties"),
            "Get",
            &(interface, name),
        )?;
        Ok(reply.body().deserialize::<OwnedValue>()?.try_into()?)
    }

    fn call<T: DeserializeOwned + Type>(
        &self,
        method: &str,
        arguments: &(impl Serialize + DynamicType),
    ) -> Result<T, NotRead> {
        let reply =
            self.0
                .call_method(Some(DESTINATION), PATH, Some(INTERFACE), method, arguments)?;
        Ok(reply.body().deserialize()?)
    }
}

impl From<zbus::Error> for NotRead {
    fn from(_: zbus::Error) -> Self {
        Self
    }
}

impl From<zbus::zvariant::Error> for NotRead {
    fn from(_: zbus::zvariant::Error) -> Self {
        Self
    }
}

impl From<Unspecified> for NotRead {
    fn from(_: Unspecified) -> Self {
        Self
    }
}
