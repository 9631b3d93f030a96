//! Promises about user accounts: the password is there or not, and what was stored before is really gone.

use tokendesk::model::{Account, Listed, PasswordStorage, Secret, StoredProfile, Username};

use super::{Place, SECRET, go, profile, raw, rows, same};

const PASSWORD: &str = "planted-password-\u{e9}\u{1f511}-42";

/// The same profile as a user account, with this password.
fn as_user(of: &StoredProfile, rev: u64, password: Option<&str>) -> StoredProfile {
    let mut stored = of.clone();
    stored.profile.rev = rev;
    stored.profile.account = Account::User {
        username: Username::parse("ada@example.com").unwrap(),
        password: match password {
            Some(_) => PasswordStorage::InKeyring,
            None => PasswordStorage::AskedEachTime,
        },
    };
    stored.secret = password.and_then(Secret::new);
    stored
}

fn is_there(place: &dyn Place, written: &StoredProfile) {
    let vault = place.vault();
    let read = vault.read(written.profile.id, &go()).unwrap();
    same(&read.unwrap(), written);
    assert_eq!(rows(&*vault), [Listed::from(written.profile.clone())]);
}

pub(super) fn a_user_account_is_kept_with_and_without_its_password(place: &dyn Place) {
    let vault = place.vault();
    let base = profile("Ada");
    let id = base.profile.id;
    let kept = as_user(&base, 1, Some(PASSWORD));
    vault.create(&kept, &go()).unwrap();
    is_there(place, &kept);
    assert!(raw(place, id).contains(PASSWORD));

    let asked = as_user(&base, 2, None);
    vault.replace(1, &asked, &go()).unwrap();
    is_there(place, &asked);
    let left = raw(place, id);
    assert!(!left.contains("planted"), "the old password is gone");
    assert!(left.contains(r#""secret":null"#));

    let again = as_user(&base, 3, Some("another"));
    vault.replace(2, &again, &go()).unwrap();
    is_there(place, &again);
    vault.delete(id, &go()).unwrap();

    vault.create(&as_user(&base, 1, None), &go()).unwrap();
    is_there(place, &as_user(&base, 1, None));
}

pub(super) fn a_profile_that_becomes_another_kind_leaves_nothing_of_the_old_one(place: &dyn Place) {
    let vault = place.vault();
    let client = profile("One");
    let id = client.profile.id;
    vault.create(&client, &go()).unwrap();
    let user = as_user(&client, 2, Some(PASSWORD));
    vault.replace(1, &user, &go()).unwrap();
    is_there(place, &user);
    let left = raw(place, id);
    assert!(!left.contains(SECRET) && !left.contains("client_id"));

    let mut back = client;
    back.profile.rev = 3;
    vault.replace(2, &back, &go()).unwrap();
    is_there(place, &back);
    let left = raw(place, id);
    assert!(!left.contains("planted-password") && !left.contains("username"));
}
