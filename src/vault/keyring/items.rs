//! Finding, reading and changing the items of a store.

use keyring_core::{CredentialStore, Entry};
use zeroize::Zeroizing;

use super::detached_call::CommitGate;
use super::store;
use super::store_error::{StoreError, StoreFailure};
use crate::model::failure::Unreadable;
use crate::model::{KeyringFailure, Listed, ProfileId};
use crate::vault::record;
use crate::vault::record::Payload;

/// A change may or may not have been made.
pub(super) struct Unclear;

/// Makes a change, once the gate lets it through. `Err` if it certainly was not made, `Ok(Err)` if that is unknown.
pub(super) fn change(
    gate: &CommitGate,
    call: impl FnOnce() -> keyring_core::Result<()>,
) -> Result<Result<(), Unclear>, StoreFailure> {
    gate.commit()?;
    match store::call(call) {
        Ok(()) => Ok(Ok(())),
        Err(error) if error.changed_nothing() => Err(StoreFailure::Refused(error)),
        Err(_) => Ok(Err(Unclear)),
    }
}

pub(super) fn find(store: &CredentialStore, id: ProfileId) -> Result<Vec<Entry>, StoreFailure> {
    let found = store::call(|| store::search_user(store, &id.to_string()));
    Ok(found.map_err(StoreError::without_item)?)
}

pub(super) fn only(mut found: Vec<Entry>) -> Result<Option<Entry>, KeyringFailure> {
    match found.len() {
        0 | 1 => Ok(found.pop()),
        _ => Err(KeyringFailure::Ambiguous),
    }
}

pub(super) fn read(item: &Entry) -> Result<Payload, StoreError> {
    store::call(|| item.get_secret()).map(Zeroizing::new)
}

/// One row of a listing; `None` for an item that was deleted since the search. `Err` if the others cannot be read either.
pub(super) fn row(item: &Entry) -> Result<Option<Listed>, StoreError> {
    let user = match store::call(|| store::user(item)) {
        Ok(user) => user,
        Err(error) => return row_without_content(None, error),
    };
    let Some(id) = ProfileId::parse(&user) else {
        let why = Unreadable::Field("id");
        return Ok(Some(Listed::Unreadable { id: None, why }));
    };
    match read(item) {
        Ok(payload) => Ok(Some(record::read_row(id, &payload))),
        Err(error) => row_without_content(Some(id), error),
    }
}

fn row_without_content(
    id: Option<ProfileId>,
    error: StoreError,
) -> Result<Option<Listed>, StoreError> {
    match error {
        StoreError::NotFound => Ok(None),
        StoreError::Locked => Err(error),
        _ if error.is_store_dead() => Err(error),
        _ => Ok(Some(Listed::Unreadable {
            id,
            why: Unreadable::NotGiven,
        })),
    }
}
