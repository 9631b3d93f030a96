//! A pin or a tag is written over the item whose secret it keeps.

use tokendesk::app::job::{ProfileWrite, SecretSource};
use tokendesk::model::{StoredProfile, Tag};
use tokendesk::os::Cancel;
use tokendesk::vault::Vault as _;

use crate::harness::job::{Bench, write};

#[test]
fn a_pin_keeps_the_secret_and_the_day_on_which_it_was_saved() {
    let mut bench = Bench::new();
    let works = bench.works();
    let saved_at = "2026-03-01T09:30:00Z".parse().unwrap();
    let pinned = ProfileWrite {
        saved_at: Some(saved_at),
        is_pinned: true,
        tag: Some(Tag::Violet),
        ..write(&works, SecretSource::Stored(works.id))
    };
    let before = bench.vault.read(works.id, &Cancel::default());
    let saved = bench.save(pinned).unwrap();
    assert_eq!(saved.saved_at, saved_at);
    assert_eq!((saved.is_pinned, saved.tag), (true, Some(Tag::Violet)));
    let after = bench.vault.read(works.id, &Cancel::default());
    let secret = |stored: Result<Option<StoredProfile>, _>| {
        let secret = stored.unwrap().unwrap().secret.unwrap();
        secret.expose_secret().to_owned()
    };
    // Not `assert_eq`: that would print it.
    assert!(secret(before) == secret(after));
}
