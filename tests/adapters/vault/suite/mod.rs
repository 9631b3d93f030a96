//! The contract of vaults, one function a promise.

mod optional;
mod users;

use std::collections::HashSet;
use std::sync::Arc;

use tokendesk::model::failure::Unreadable;
use tokendesk::model::{
    Account, ClientId, ConsoleUrl, KeyringFailure, Listed, Profile, ProfileId, ProfileName, Secret,
    StoredProfile,
};
use tokendesk::os::{Cancel, thread};
use tokendesk::vault::Vault;

/// Where a vault keeps its items, and what other programs can do there. Empty at first.
pub(crate) trait Place {
    /// A vault over it; one more at each call, where that is possible.
    fn vault(&self) -> Arc<dyn Vault>;
    /// Adds an item beside whatever is there.
    fn add_item(&self, user: &str, payload: &[u8]);
    /// Removes the items of a user.
    fn remove_items(&self, user: &str);
    /// Whether an item of another program can hold what is not text.
    fn keeps_any_bytes(&self) -> bool {
        true
    }
    /// Whether a user can have more than one item.
    fn keeps_doubles(&self) -> bool {
        true
    }
    /// Whether two programs can use it at the same time.
    fn takes_two_at_once(&self) -> bool {
        true
    }
    /// What the items of a user hold.
    fn payloads(&self, user: &str) -> Vec<Vec<u8>>;
}

/// Every promise.
pub(crate) const CONTRACT: [fn(&dyn Place); 15] = [
    a_profile_is_kept_changed_and_deleted,
    fifty_profiles_are_listed_each_once,
    odd_names_and_secrets_come_back_to_the_letter,
    a_payload_fits_up_to_2560_bytes,
    an_item_that_exists_is_not_made_again,
    what_was_deleted_elsewhere_is_not_made_again,
    what_was_changed_elsewhere_is_a_conflict_and_shows_theirs,
    what_cannot_be_read_is_listed_and_left_alone,
    doubled_items_are_listed_and_not_touched,
    a_canceled_write_changes_nothing,
    optional::marks_of_an_older_program_are_listed_and_survive_an_edit,
    optional::fields_of_a_newer_program_survive_an_edit,
    two_vaults_at_once_lose_nothing,
    users::a_user_account_is_kept_with_and_without_its_password,
    users::a_profile_that_becomes_another_kind_leaves_nothing_of_the_old_one,
];

/// Forty-eight characters that must not be seen.
const SECRET: &str = "planted-0123456789-abcdefghijklmnopqrstuvwxyz-42";

/// A profile of `rev` 1 that is like no other.
pub(crate) fn profile(name: &str) -> StoredProfile {
    let id = ProfileId::random();
    StoredProfile {
        profile: Profile {
            id,
            rev: 1,
            name: ProfileName::parse_stored(name).unwrap(),
            console: ConsoleUrl::parse("console.us1.crashplan.com").unwrap(),
            account: Account::ApiClient {
                client_id: ClientId::parse(&format!("key-{id}")).unwrap(),
            },
            saved_at: "2026-03-01T09:30:00Z".parse().unwrap(),
        },
        secret: Secret::new(SECRET),
    }
}

/// A whole listing.
pub(crate) fn rows(vault: &dyn Vault) -> Vec<Listed> {
    let mut rows = Vec::new();
    vault.list(&go(), &mut |row| rows.push(row)).unwrap();
    rows
}

fn go() -> Cancel {
    Cancel::default()
}

/// The failure, after a look that neither it nor its words show the secret.
fn failure<T>(result: Result<T, KeyringFailure>) -> KeyringFailure {
    let Err(failure) = result else {
        panic!("it did not fail");
    };
    let shown = format!("{failure:?} {:?}", failure.message());
    assert!(!shown.contains(SECRET), "the secret shows");
    failure
}

fn same(read: &StoredProfile, written: &StoredProfile) {
    assert_eq!(read.profile, written.profile);
    let secret = |of: &StoredProfile| of.secret.as_ref().map(|it| it.expose_secret().to_owned());
    // Not `assert_eq`: that would print it.
    assert!(secret(read) == secret(written));
}

/// What the one item of this profile holds, as any program reads it.
fn raw(place: &dyn Place, id: ProfileId) -> String {
    let mut payloads = place.payloads(&id.to_string());
    assert_eq!(payloads.len(), 1, "one item a profile");
    String::from_utf8(payloads.remove(0)).unwrap()
}

fn a_profile_is_kept_changed_and_deleted(place: &dyn Place) {
    let vault = place.vault();
    let mut stored = profile("One");
    let id = stored.profile.id;
    assert!(rows(&*vault).is_empty());
    assert!(vault.read(id, &go()).unwrap().is_none());

    vault.create(&stored, &go()).unwrap();
    same(&vault.read(id, &go()).unwrap().unwrap(), &stored);
    assert_eq!(rows(&*vault), [Listed::from(stored.profile.clone())]);

    stored.profile.rev = 2;
    stored.profile.name = ProfileName::parse("One, renamed").unwrap();
    stored.secret = Secret::new("another");
    vault.replace(1, &stored, &go()).unwrap();
    same(&place.vault().read(id, &go()).unwrap().unwrap(), &stored);
    assert_eq!(rows(&*vault), [Listed::from(stored.profile)]);

    vault.delete(id, &go()).unwrap();
    assert!(vault.read(id, &go()).unwrap().is_none() && rows(&*vault).is_empty());
    assert_eq!(failure(vault.delete(id, &go())), KeyringFailure::NotFound);
}

fn fifty_profiles_are_listed_each_once(place: &dyn Place) {
    let vault = place.vault();
    let written: HashSet<_> = (0..50)
        .map(|n| {
            let stored = profile(&format!("Profile {n}"));
            vault.create(&stored, &go()).unwrap();
            stored.profile.id
        })
        .collect();
    assert_eq!(listed_ids(&*vault), sorted(written));
}

fn listed_ids(vault: &dyn Vault) -> Vec<ProfileId> {
    sorted(rows(vault).into_iter().map(|row| match row {
        Listed::Profile { profile, .. } => profile.id,
        unreadable @ Listed::Unreadable { .. } => panic!("{unreadable:?}"),
    }))
}

fn sorted(ids: impl IntoIterator<Item = ProfileId>) -> Vec<ProfileId> {
    let mut ids: Vec<_> = ids.into_iter().collect();
    ids.sort();
    ids
}

fn odd_names_and_secrets_come_back_to_the_letter(place: &dyn Place) {
    let vault = place.vault();
    for name in [
        "製品環境・東京",
        "🔑🧑‍💻 prod",
        r#"It's "quoted" \ and {braced}"#,
        "line\u{2028}and\u{2029}paragraph",
        "عربي / עברית \u{202e}turned",
        "e\u{301} not é",
        "$(reboot) %s %n; --label=x",
        &"x".repeat(64),
        &"𝄞".repeat(64),
    ] {
        let mut stored = profile(name);
        stored.secret = Secret::new(&format!(" {name}\r\n\t\0\u{7f}\u{feff}\"\\ "));
        vault.create(&stored, &go()).unwrap();
        same(
            &vault.read(stored.profile.id, &go()).unwrap().unwrap(),
            &stored,
        );
    }
}

fn a_payload_fits_up_to_2560_bytes(place: &dyn Place) {
    let vault = place.vault();
    let mut stored = profile("Large");
    let id = stored.profile.id;
    let with_secret_of = |mut stored: StoredProfile, bytes: usize| {
        stored.secret = Secret::new(&"x".repeat(bytes));
        stored
    };
    let KeyringFailure::TooLarge { bytes, limit_bytes } =
        failure(vault.create(&with_secret_of(stored.clone(), 3_000), &go()))
    else {
        panic!("not too large");
    };
    assert_eq!(limit_bytes, 2_560);
    let largest = 3_000 - (bytes - limit_bytes);
    let too_large = KeyringFailure::TooLarge {
        bytes: 2_561,
        limit_bytes,
    };
    let refused = vault.create(&with_secret_of(stored.clone(), largest + 1), &go());
    assert_eq!(failure(refused), too_large);
    assert!(place.payloads(&id.to_string()).is_empty());

    stored = with_secret_of(stored, largest);
    vault.create(&stored, &go()).unwrap();
    assert_eq!(place.payloads(&id.to_string())[0].len(), 2_560);
    same(&vault.read(id, &go()).unwrap().unwrap(), &stored);

    let mut larger = with_secret_of(stored.clone(), largest + 1);
    larger.profile.rev = 2;
    assert_eq!(failure(vault.replace(1, &larger, &go())), too_large);
    same(&vault.read(id, &go()).unwrap().unwrap(), &stored);
}

fn an_item_that_exists_is_not_made_again(place: &dyn Place) {
    let vault = place.vault();
    let stored = profile("One");
    vault.create(&stored, &go()).unwrap();
    let mut other = stored.clone();
    other.profile.name = ProfileName::parse("Other").unwrap();
    let refused = failure(vault.create(&other, &go()));
    assert_eq!(refused, KeyringFailure::Ambiguous);
    same(
        &vault.read(stored.profile.id, &go()).unwrap().unwrap(),
        &stored,
    );
    assert_eq!(rows(&*vault).len(), 1);
}

fn what_was_deleted_elsewhere_is_not_made_again(place: &dyn Place) {
    let vault = place.vault();
    let mut stored = profile("One");
    let id = stored.profile.id;
    vault.create(&stored, &go()).unwrap();
    place.remove_items(&id.to_string());
    stored.profile.rev = 2;
    let refused = failure(vault.replace(1, &stored, &go()));
    assert_eq!(refused, KeyringFailure::NotFound);
    assert!(vault.read(id, &go()).unwrap().is_none() && rows(&*vault).is_empty());
    assert_eq!(failure(vault.delete(id, &go())), KeyringFailure::NotFound);
}

fn what_was_changed_elsewhere_is_a_conflict_and_shows_theirs(place: &dyn Place) {
    let (vault, elsewhere) = (place.vault(), place.vault());
    let mut theirs = profile("One");
    let id = theirs.profile.id;
    vault.create(&theirs, &go()).unwrap();
    let mut ours = theirs.clone();
    theirs.profile.rev = 2;
    theirs.profile.name = ProfileName::parse("Theirs").unwrap();
    elsewhere.replace(1, &theirs, &go()).unwrap();

    ours.profile.rev = 2;
    for wrong_rev in [0, 1, 3, u64::MAX] {
        let refused = failure(vault.replace(wrong_rev, &ours, &go()));
        let conflict = KeyringFailure::Conflict(Box::new(theirs.profile.clone()));
        assert_eq!(refused, conflict, "{wrong_rev}");
    }
    same(&vault.read(id, &go()).unwrap().unwrap(), &theirs);
    ours.profile.rev = 3;
    vault.replace(2, &ours, &go()).unwrap();
    same(&elsewhere.read(id, &go()).unwrap().unwrap(), &ours);
}

fn what_cannot_be_read_is_listed_and_left_alone(place: &dyn Place) {
    let vault = place.vault();
    let newer = format!(r#"{{"v":2,"name":{{"en":"x"}},"secret":"{SECRET}"}}"#);
    let robot = format!(
        r#"{{"v":1,"rev":1,"name":"U","console":"https://c.example","secret":"{SECRET}",
        "account":{{"kind":"robot","serial":42}},"saved_at":"2026-03-01T09:30:00Z"}}"#
    );
    let items: [(_, &[u8], _); 5] = [
        (ProfileId::random(), b"\xff\xfe\x00", Unreadable::NotText),
        (
            ProfileId::random(),
            SECRET.as_bytes(),
            Unreadable::NotARecord,
        ),
        (ProfileId::random(), b"", Unreadable::NotARecord),
        (
            ProfileId::random(),
            newer.as_bytes(),
            Unreadable::Version(2),
        ),
        (
            ProfileId::random(),
            robot.as_bytes(),
            Unreadable::AccountKind,
        ),
    ];
    let skipped = usize::from(!place.keeps_any_bytes());
    let items = &items[skipped..];
    for (id, payload, _) in items {
        place.add_item(&id.to_string(), payload);
    }
    place.add_item("ada@example.com", SECRET.as_bytes());
    let mut good = profile("Good");
    vault.create(&good, &go()).unwrap();

    let rows = rows(&*vault);
    assert!(!format!("{rows:?}").contains(SECRET));
    assert_eq!(rows.len(), items.len() + 2);
    assert!(rows.contains(&Listed::from(good.profile.clone())));
    assert!(rows.contains(&Listed::Unreadable {
        id: None,
        why: Unreadable::Field("id")
    }));
    for (id, payload, why) in items {
        let (id, why) = (*id, why.clone());
        let row = Listed::Unreadable {
            id: Some(id),
            why: why.clone(),
        };
        assert!(rows.contains(&row), "{row:?} in {rows:?}");
        let unreadable = KeyringFailure::Unreadable(why);
        assert_eq!(failure(vault.read(id, &go())), unreadable);
        good.profile.id = id;
        assert_eq!(failure(vault.replace(1, &good, &go())), unreadable);
        assert_eq!(
            failure(vault.create(&good, &go())),
            KeyringFailure::Ambiguous
        );
        assert!(place.payloads(&id.to_string()) == [*payload]);
        vault.delete(id, &go()).unwrap();
        assert!(place.payloads(&id.to_string()).is_empty());
    }
    assert!(place.payloads("ada@example.com") == [SECRET.as_bytes()]);
}

fn doubled_items_are_listed_and_not_touched(place: &dyn Place) {
    if !place.keeps_doubles() {
        return;
    }
    let vault = place.vault();
    let mut stored = profile("One");
    let id = stored.profile.id;
    vault.create(&stored, &go()).unwrap();
    let payload = place.payloads(&id.to_string()).remove(0);
    place.add_item(&id.to_string(), &payload);

    let row = Listed::from(stored.profile.clone());
    assert_eq!(rows(&*vault), [row.clone(), row]);
    stored.profile.rev = 2;
    for refused in [
        vault.read(id, &go()).map(drop),
        vault.create(&stored, &go()),
        vault.replace(1, &stored, &go()),
        vault.delete(id, &go()),
    ] {
        assert_eq!(failure(refused), KeyringFailure::Ambiguous);
    }
    assert!(place.payloads(&id.to_string()) == [payload.clone(), payload]);
}

fn a_canceled_write_changes_nothing(place: &dyn Place) {
    let vault = place.vault();
    let (stored, mut edited, other) = {
        let stored = profile("One");
        (stored.clone(), stored, profile("Two"))
    };
    vault.create(&stored, &go()).unwrap();
    edited.profile.rev = 2;
    let cancel = go();
    cancel.cancel();
    for refused in [
        vault.create(&other, &cancel),
        vault.replace(1, &edited, &cancel),
        vault.delete(stored.profile.id, &cancel),
    ] {
        assert_eq!(failure(refused), KeyringFailure::Canceled);
    }
    assert_eq!(rows(&*vault), [Listed::from(stored.profile)]);
}

fn two_vaults_at_once_lose_nothing(place: &dyn Place) {
    if !place.takes_two_at_once() {
        return;
    }
    let (done, results) = std::sync::mpsc::channel();
    for who in ["one", "two"] {
        let (vault, done) = (place.vault(), done.clone());
        let add_all = move || {
            for n in 0..25 {
                let stored = profile(&format!("{who} {n}"));
                let end = vault.create(&stored, &go());
                done.send((stored.profile.id, end)).unwrap();
            }
        };
        thread::spawn(who, add_all).unwrap();
    }
    drop(done);
    let kept = sorted(results.into_iter().map(|(id, end)| {
        end.unwrap();
        id
    }));
    assert_eq!(kept.len(), 50);
    assert_eq!(listed_ids(&*place.vault()), kept);
}
