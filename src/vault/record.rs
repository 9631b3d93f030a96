//! One profile as the payload of one item: versioned JSON, at most [`MAX_BYTES`] long.
//!
//! A field that this version does not know is kept when a profile is saved over it, so that an older program does not
//! lose what a newer one added. Nothing that is reported from here quotes the payload, and what holds it is wiped.

use std::io;

use serde_json::{Map, Value};
use zeroize::{Zeroize as _, Zeroizing};

use crate::model::failure::Unreadable;
use crate::model::{
    Account, ClientId, ConsoleUrl, KeyringFailure, Listed, PasswordStorage, Profile, ProfileId,
    ProfileName, Secret, StoredProfile, Tag, Username,
};

/// The longest payload, in bytes: `CRED_MAX_CREDENTIAL_BLOB_SIZE` of Windows, held everywhere so that a profile can move.
pub(super) const MAX_BYTES: usize = 2_560;

/// The only version that is written, and the only one that is read.
const VERSION: u64 = 1;
/// Optional fields.
const PINNED: &str = "pinned";
const TAG: &str = "tag";
const API_CLIENT: &str = "api_client";
const USER: &str = "user";

/// What goes into an item, or came out of it. Wiped when dropped.
pub(super) type Payload = Zeroizing<Vec<u8>>;

/// Reads a profile with its secret.
pub(super) fn read(id: ProfileId, payload: &[u8]) -> Result<StoredProfile, Unreadable> {
    Fields::parse(payload)?.stored_profile(id)
}

/// Reads the row of a profile for a listing; its secret is wiped at once.
pub(super) fn read_row(id: ProfileId, payload: &[u8]) -> Listed {
    match read(id, payload) {
        Ok(stored) => Listed::Profile(stored.profile),
        Err(why) => Listed::Unreadable { id: Some(id), why },
    }
}

/// Writes the payload of a new item.
pub(super) fn write(new: &StoredProfile) -> Result<Payload, KeyringFailure> {
    Fields::default().overwritten(new).into_payload()
}

/// Writes the payload that replaces `stored`, if that is readable and still of `base_rev`.
pub(super) fn rewrite(
    stored: &[u8],
    base_rev: u64,
    new: &StoredProfile,
) -> Result<Payload, KeyringFailure> {
    let fields = Fields::parse(stored).map_err(KeyringFailure::Unreadable)?;
    let theirs = fields
        .stored_profile(new.profile.id)
        .map_err(KeyringFailure::Unreadable)?
        .profile;
    if theirs.rev != base_rev {
        return Err(KeyringFailure::Conflict(Box::new(theirs)));
    }
    fields.overwritten(new).into_payload()
}

/// The fields of a record, known or not. Their texts are wiped on drop.
#[derive(Default)]
struct Fields(Map<String, Value>);

impl Fields {
    /// Reads the fields of a record of [`VERSION`]. Of a field that is given twice the last one counts.
    ///
    /// The errors of the parsers are dropped: they can quote what they could not read.
    fn parse(payload: &[u8]) -> Result<Self, Unreadable> {
        let text = str::from_utf8(payload).ok().ok_or(Unreadable::NotText)?;
        let fields = Self(
            serde_json::from_str(text)
                .ok()
                .ok_or(Unreadable::NotARecord)?,
        );
        // Before any other field: a later version may give the same names another meaning.
        match fields.0.get("v").and_then(Value::as_u64) {
            Some(VERSION) => Ok(fields),
            None | Some(0) => Err(Unreadable::NotARecord),
            Some(later) => Err(Unreadable::Version(later)),
        }
    }

    fn stored_profile(&self, id: ProfileId) -> Result<StoredProfile, Unreadable> {
        // `null` is for a person's password alone: without its secret an API client has no way to sign in.
        let kept = match self.0.get("secret") {
            Some(Value::Null) => PasswordStorage::AskedEachTime,
            _ => PasswordStorage::InKeyring,
        };
        let account = account(field(&self.0, "account", Value::as_object)?, kept)?;
        let secret = if account.stores_secret() {
            Some(text_field(&self.0, "secret", Secret::new)?)
        } else {
            None
        };
        Ok(StoredProfile {
            profile: Profile {
                id,
                rev: field(&self.0, "rev", |rev| rev.as_u64().filter(|rev| *rev > 0))?,
                name: text_field(&self.0, "name", |text| ProfileName::parse_stored(text).ok())?,
                console: text_field(&self.0, "console", |text| ConsoleUrl::parse(text).ok())?,
                account,
                saved_at: text_field(&self.0, "saved_at", |text| text.parse().ok())?,
                is_pinned: self.0.get(PINNED).and_then(Value::as_bool) == Some(true),
                tag: self.tag(),
            },
            secret,
        })
    }

    /// A colour that this version does not know is none; it stays in the record until another one is given.
    fn tag(&self) -> Option<Tag> {
        self.0.get(TAG).and_then(Value::as_str).and_then(Tag::parse)
    }

    /// These fields with those of `new` written over them; the others stay.
    fn overwritten(mut self, new: &StoredProfile) -> Self {
        let profile = &new.profile;
        let (kind, name) = match &profile.account {
            Account::ApiClient { .. } => (API_CLIENT, "client_id"),
            Account::User { .. } => (USER, "username"),
        };
        let mut account = match self.0.remove("account") {
            Some(Value::Object(account)) => account,
            _ => Map::new(),
        };
        // Of another kind before: its name is not this one's.
        account.remove("client_id");
        account.remove("username");
        account.insert("kind".to_owned(), kind.into());
        account.insert(name.to_owned(), profile.account.login().into());
        self.set("v", VERSION.into());
        self.set("rev", profile.rev.into());
        self.set("name", profile.name.as_str().into());
        self.set("console", profile.console.as_str().into());
        self.set("account", account.into());
        let secret = new.secret.as_ref().map(Secret::expose_secret);
        self.set("secret", secret.into());
        self.set("saved_at", profile.saved_at.to_string().into());
        if profile.is_pinned {
            self.set(PINNED, true.into());
        } else {
            self.0.remove(PINNED);
        }
        match (profile.tag, self.tag()) {
            (Some(tag), _) => self.set(TAG, tag.word().into()),
            (None, Some(_)) => drop(self.0.remove(TAG)),
            (None, None) => {}
        }
        self
    }

    fn set(&mut self, name: &str, value: Value) {
        if let Some(mut old) = self.0.insert(name.to_owned(), value) {
            wipe(&mut old);
        }
    }

    /// The fields as JSON. They are measured first, so that the buffer never grows: what a growing buffer leaves behind
    /// could not be wiped.
    fn into_payload(self) -> Result<Payload, KeyringFailure> {
        let mut measured = ByteCount(0);
        self.write_to(&mut measured)?;
        let ByteCount(bytes) = measured;
        if bytes > MAX_BYTES {
            return Err(KeyringFailure::TooLarge {
                bytes,
                limit_bytes: MAX_BYTES,
            });
        }
        let mut payload = Payload::new(Vec::with_capacity(bytes));
        self.write_to(&mut *payload)?;
        Ok(payload)
    }

    /// Cannot fail: neither a count nor a buffer refuses bytes, and JSON holds every value here.
    fn write_to(&self, out: impl io::Write) -> Result<(), KeyringFailure> {
        serde_json::to_writer(out, &self.0)
            .ok()
            .ok_or(KeyringFailure::Defect)
    }
}

impl Drop for Fields {
    fn drop(&mut self) {
        self.0.values_mut().for_each(wipe);
    }
}

fn account(fields: &Map<String, Value>, password: PasswordStorage) -> Result<Account, Unreadable> {
    match text_field(fields, "kind", Some)? {
        API_CLIENT => Ok(Account::ApiClient {
            client_id: text_field(fields, "client_id", |text| {
                ClientId::parse_stored(text).ok()
            })?,
        }),
        USER => Ok(Account::User {
            username: text_field(fields, "username", |text| Username::parse_stored(text).ok())?,
            password,
        }),
        _ => Err(Unreadable::AccountKind),
    }
}

fn text_field<'a, T>(
    fields: &'a Map<String, Value>,
    name: &'static str,
    parse: impl FnOnce(&'a str) -> Option<T>,
) -> Result<T, Unreadable> {
    field(fields, name, |value| value.as_str().and_then(parse))
}

fn field<'a, T>(
    fields: &'a Map<String, Value>,
    name: &'static str,
    parse: impl FnOnce(&'a Value) -> Option<T>,
) -> Result<T, Unreadable> {
    fields
        .get(name)
        .and_then(parse)
        .ok_or(Unreadable::Field(name))
}

/// Overwrites the texts of a value. (The parser nests 128 deep at most.)
fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(values) => values.iter_mut().for_each(wipe),
        Value::Object(fields) => fields.values_mut().for_each(wipe),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Counts what is written to it.
struct ByteCount(usize);

impl io::Write for ByteCount {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
