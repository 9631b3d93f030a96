//! One profile as the payload of one item: versioned JSON, at most [`MAX_BYTES`] long.
//!
//! A save keeps the fields that this version does not write, so that it loses nothing of a newer or an older one. No error quotes the
//! payload, and its buffers are wiped.

use std::io;

use serde_json::{Map, Value};
use zeroize::{Zeroize as _, Zeroizing};

use crate::model::failure::Unreadable;
use crate::model::{
    Account, ClientId, ConsoleUrl, KeyringFailure, Listed, PasswordStorage, PinAndTag, Profile,
    ProfileId, ProfileName, Secret, StoredProfile, Tag, Username,
};

/// `CRED_MAX_CREDENTIAL_BLOB_SIZE` on Windows; enforced everywhere so that a profile can move between systems.
pub(super) const MAX_BYTES: usize = 2_560;

/// The only version that is read or written.
const VERSION: u64 = 1;
/// So that a listing need not ask for an item's attributes.
const ID: &str = "id";
const API_CLIENT: &str = "api_client";
const USER: &str = "user";

/// The content of an item. Wiped on drop.
pub(super) type Payload = Zeroizing<Vec<u8>>;

pub(super) fn read(id: ProfileId, payload: &[u8]) -> Result<StoredProfile, Unreadable> {
    Record::parse(payload)?.stored_profile(id)
}

/// A row for a listing; the secret is wiped at once.
pub(super) fn read_row(id: ProfileId, payload: &[u8]) -> Listed {
    let read = Record::parse(payload)
        .and_then(|record| Ok((record.stored_profile(id)?.profile, record.old_marks())));
    match read {
        Ok((profile, old_marks)) => Listed::Profile { profile, old_marks },
        Err(why) => Listed::Unreadable { id: Some(id), why },
    }
}

/// The id in the record; earlier versions wrote none.
#[cfg_attr(
    not(any(target_os = "linux", test)),
    expect(
        dead_code,
        reason = "only the Secret Service's attributes are slow to read"
    )
)]
pub(super) fn id(payload: &[u8]) -> Option<ProfileId> {
    Record::parse(payload).ok()?.id()
}

pub(super) fn write(new: &StoredProfile) -> Result<Payload, KeyringFailure> {
    Record::default().overwritten(new).into_payload()
}

/// The payload to replace `stored` with, if that is readable and its `rev` is still `base_rev`.
pub(super) fn rewrite(
    stored: &[u8],
    base_rev: u64,
    new: &StoredProfile,
) -> Result<Payload, KeyringFailure> {
    let record = Record::parse(stored).map_err(KeyringFailure::Unreadable)?;
    let theirs = record
        .stored_profile(new.profile.id)
        .map_err(KeyringFailure::Unreadable)?
        .profile;
    if theirs.rev != base_rev {
        return Err(KeyringFailure::Conflict(Box::new(theirs)));
    }
    record.overwritten(new).into_payload()
}

/// All fields, known or not. Their texts are wiped on drop.
#[derive(Default)]
struct Record(Map<String, Value>);

impl Record {
    /// The parsers' errors are dropped: they can quote what they could not read.
    fn parse(payload: &[u8]) -> Result<Self, Unreadable> {
        let text = str::from_utf8(payload).ok().ok_or(Unreadable::NotText)?;
        let record = Self(
            serde_json::from_str(text)
                .ok()
                .ok_or(Unreadable::NotARecord)?,
        );
        // First: a later version may give the same field names another meaning.
        match record.0.get("v").and_then(Value::as_u64) {
            Some(VERSION) => Ok(record),
            None | Some(0) => Err(Unreadable::NotARecord),
            Some(later) => Err(Unreadable::Version(later)),
        }
    }

    fn stored_profile(&self, id: ProfileId) -> Result<StoredProfile, Unreadable> {
        // `null` is for a password only: an API client cannot sign in without its secret.
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
            },
            secret,
        })
    }

    fn id(&self) -> Option<ProfileId> {
        self.0.get(ID)?.as_str().and_then(ProfileId::parse)
    }

    /// Pin and tag, which earlier versions kept here. They are left as they are: those versions still read them.
    fn old_marks(&self) -> Option<PinAndTag> {
        let tag = self.0.get("tag").and_then(Value::as_str);
        let marks = PinAndTag {
            is_pinned: self.0.get("pinned").and_then(Value::as_bool) == Some(true),
            tag: tag.and_then(Tag::parse),
        };
        (marks != PinAndTag::default()).then_some(marks)
    }

    /// Overwrites the fields that `new` has; the others stay.
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
        // The account may have been of the other kind.
        account.remove("client_id");
        account.remove("username");
        account.insert("kind".to_owned(), kind.into());
        account.insert(name.to_owned(), profile.account.login().into());
        self.set("v", VERSION.into());
        self.set(ID, profile.id.to_string().into());
        self.set("rev", profile.rev.into());
        self.set("name", profile.name.as_str().into());
        self.set("console", profile.console.as_str().into());
        self.set("account", account.into());
        let secret = new.secret.as_ref().map(Secret::expose_secret);
        self.set("secret", secret.into());
        self.set("saved_at", profile.saved_at.to_string().into());
        self
    }

    fn set(&mut self, name: &str, value: Value) {
        if let Some(mut old) = self.0.insert(name.to_owned(), value) {
            wipe(&mut old);
        }
    }

    /// Measures first, so that the buffer never grows: a reallocation would leave a copy of the secret behind. Leaves the id out rather
    /// than reject a record that fits without it.
    fn into_payload(mut self) -> Result<Payload, KeyringFailure> {
        let mut bytes = self.measure()?;
        if bytes > MAX_BYTES {
            self.0.remove(ID);
            bytes = self.measure()?;
        }
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

    fn measure(&self) -> Result<usize, KeyringFailure> {
        let mut bytes = ByteCount(0);
        self.write_to(&mut bytes)?;
        Ok(bytes.0)
    }

    /// Does not fail: neither the counter nor the buffer rejects bytes, and every value here is valid JSON.
    fn write_to(&self, out: impl io::Write) -> Result<(), KeyringFailure> {
        serde_json::to_writer(out, &self.0)
            .ok()
            .ok_or(KeyringFailure::Defect)
    }
}

impl Drop for Record {
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

/// Wipes all texts. The recursion is bounded: the parser allows a depth of 128.
fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(values) => values.iter_mut().for_each(wipe),
        Value::Object(fields) => fields.values_mut().for_each(wipe),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

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
