//! The items of a store: finding, reading and changing them, and why that came to nothing.

use keyring_core::{CredentialStore, Entry};
use zeroize::Zeroizing;

use super::detached_call::CommitGate;
use crate::model::failure::Unreadable;
use crate::model::{KeyringFailure, Listed, ProfileId};
use crate::vault::record;
use crate::vault::record::Payload;
use crate::vault::store;
use crate::vault::store_error;
use crate::vault::store_error::Trouble;

/// Why `work` on a store came to no end of its own.
pub(super) enum StoreFailure {
    /// This is how the whole call fails.
    Failed(KeyringFailure),
    /// The store refused, and nothing was changed or given yet.
    Refused(Trouble),
}

impl From<Trouble> for StoreFailure {
    fn from(why: Trouble) -> Self {
        Self::Refused(why)
    }
}

impl From<KeyringFailure> for StoreFailure {
    fn from(failure: KeyringFailure) -> Self {
        Self::Failed(failure)
    }
}

impl From<StoreFailure> for KeyringFailure {
    fn from(stop: StoreFailure) -> Self {
        match stop {
            StoreFailure::Failed(failure) => failure,
            StoreFailure::Refused(why) => why.into(),
        }
    }
}

/// A change may have been made, or not.
pub(super) struct Unclear;

/// Makes a change, once `gate` lets it through. `Err` if it certainly was not made, `Ok(Err)` if that is not known.
pub(super) fn change(
    gate: &CommitGate,
    call: impl FnOnce() -> keyring_core::Result<()>,
) -> Result<Result<(), Unclear>, StoreFailure> {
    gate.enter()?;
    match store_error::call(call) {
        Ok(()) => Ok(Ok(())),
        Err(why) if why.nothing_was_done() => Err(StoreFailure::Refused(why)),
        Err(_) => Ok(Err(Unclear)),
    }
}

pub(super) fn find(store: &CredentialStore, id: ProfileId) -> Result<Vec<Entry>, StoreFailure> {
    let found = store_error::call(|| store::search_user(store, &id.to_string()));
    Ok(found.map_err(Trouble::of_no_item)?)
}

pub(super) fn only(mut found: Vec<Entry>) -> Result<Option<Entry>, KeyringFailure> {
    match found.len() {
        0 | 1 => Ok(found.pop()),
        _ => Err(KeyringFailure::Ambiguous),
    }
}

pub(super) fn read(item: &Entry) -> Result<Payload, Trouble> {
    store_error::call(|| item.get_secret()).map(Zeroizing::new)
}

/// One row of a listing; `None` for an item that went away since the search. `Err` if the others will not be given either.
pub(super) fn row(item: &Entry) -> Result<Option<Listed>, Trouble> {
    let user = match store_error::call(|| store::user(item)) {
        Ok(user) => user,
        Err(why) => return row_without_content(None, why),
    };
    let Some(id) = ProfileId::parse(&user) else {
        let why = Unreadable::Field("id");
        return Ok(Some(Listed::Unreadable { id: None, why }));
    };
    match read(item) {
        Ok(payload) => Ok(Some(record::read_row(id, &payload))),
        Err(why) => row_without_content(Some(id), why),
    }
}

fn row_without_content(id: Option<ProfileId>, why: Trouble) -> Result<Option<Listed>, Trouble> {
    match why {
        Trouble::Gone => Ok(None),
        Trouble::Locked => Err(why),
        _ if why.store_is_of_no_use() => Err(why),
        _ => Ok(Some(Listed::Unreadable {
            id,
            why: Unreadable::NotGiven,
        })),
    }
}
