//! The items of the vendor's tools, as python-keyring wrote them. They are only read.

use super::items;
use super::store;
use super::store_error::{StoreError, StoreFailure};
use super::store_pool::StorePool;
use crate::model::failure::VendorSecretFailure;
use crate::model::{KeyringFailure, Secret, VendorItem, VendorSecret};

/// Which are there, without reading any.
pub(super) fn find(wanted: &[VendorItem]) -> Result<Vec<VendorSecret>, KeyringFailure> {
    let found = store::call(|| store::find_vendor_items(wanted));
    Ok(found.map_err(StoreError::without_item)?)
}

/// Several items of this name count as one if their secrets are equal.
pub(super) fn read(pool: &StorePool, item: &VendorItem) -> Result<Option<Secret>, KeyringFailure> {
    pool.with(|store| {
        let found = store::call(|| store::search_vendor(store, item));
        let mut payloads = Vec::new();
        for entry in found.map_err(StoreError::without_item)? {
            match items::read(&entry) {
                Ok(payload) => payloads.push(payload),
                Err(StoreError::NotFound) => {}
                Err(error) => return Err(StoreFailure::Refused(error)),
            }
        }
        payloads.dedup();
        let payload = match &payloads[..] {
            [] => return Ok(None),
            [payload] => payload,
            _ => return Err(unusable(VendorSecretFailure::Several)),
        };
        let text = store::vendor_text(payload);
        let secret = text.and_then(|text| Secret::new(&text));
        secret
            .map(Some)
            .ok_or(unusable(VendorSecretFailure::NotText))
    })
}

fn unusable(why: VendorSecretFailure) -> StoreFailure {
    StoreFailure::Failed(KeyringFailure::VendorSecret(why))
}
