//! User accounts: with and without a password, what makes one unreadable, and what is left of a profile that was another kind.

use proptest::prelude::*;

use super::*;

const PASSWORD: &str = "correct horse battery staple";

fn user(password: Option<&str>) -> StoredProfile {
    let kept = match password {
        Some(_) => PasswordStorage::InKeyring,
        None => PasswordStorage::AskedEachTime,
    };
    let mut stored = stored();
    stored.profile.account = Account::User {
        username: Username::parse("ada@example.com").unwrap(),
        password: kept,
    };
    stored.secret = password.and_then(Secret::new);
    stored
}

fn user_fields(password: Option<&str>) -> Value {
    let mut fields = fields();
    fields["account"] = json!({"kind": "user", "username": "ada@example.com"});
    fields["secret"] = json!(password);
    fields
}

fn value(payload: &[u8]) -> Value {
    serde_json::from_slice(payload).unwrap()
}

#[test]
fn a_user_account_has_the_documented_fields_and_null_for_a_password_that_is_not_kept() {
    for password in [Some(PASSWORD), None] {
        let payload = write(&user(password)).unwrap();
        assert_eq!(value(&payload), user_fields(password));
        let read = read(ProfileId::random(), &payload).unwrap();
        assert_eq!(read.profile.account, user(password).profile.account);
        assert_eq!(read.secret.as_ref().map(Secret::expose_secret), password);
    }
}

#[test]
fn a_user_account_that_is_damaged_is_named_by_its_field() {
    let mut asked = user_fields(None);
    for (field, name, bad) in [
        ("/account", "username", json!({"kind": "user"})),
        (
            "/account",
            "username",
            json!({"kind": "user", "client_id": "key-42"}),
        ),
        (
            "/account",
            "username",
            json!({"kind": "user", "username": "a:b"}),
        ),
        (
            "/account",
            "username",
            json!({"kind": "user", "username": null}),
        ),
        ("/account", "kind", json!({"username": "ada"})),
        ("/secret", "secret", json!("")),
        ("/secret", "secret", json!(false)),
        ("/secret", "secret", json!([])),
    ] {
        let mut fields = user_fields(Some(PASSWORD));
        *fields.pointer_mut(field).unwrap() = bad.clone();
        let why = reading(fields.to_string().as_bytes());
        assert_eq!(why, Err(Unreadable::Field(name)), "{bad}");
    }
    // What is not there is not the same as what is said to be nowhere.
    asked.as_object_mut().unwrap().remove("secret");
    let why = reading(asked.to_string().as_bytes());
    assert_eq!(why, Err(Unreadable::Field("secret")));
}

#[test]
fn a_profile_that_becomes_another_kind_keeps_what_a_newer_program_added_and_nothing_of_the_old_kind()
 {
    for (old, new, left) in [
        (stored(), user(Some(PASSWORD)), user_fields(Some(PASSWORD))),
        (stored(), user(None), user_fields(None)),
        (user(Some(PASSWORD)), stored(), fields()),
        (user(None), stored(), fields()),
        (user(Some(PASSWORD)), user(None), user_fields(None)),
    ] {
        let mut newer = value(&write(&old).unwrap());
        newer["shelf"] = json!("blue");
        newer["account"]["region"] = json!("eu");
        let payload = rewrite(newer.to_string().as_bytes(), 3, &new).unwrap();
        let mut left = left;
        left["shelf"] = json!("blue");
        left["account"]["region"] = json!("eu");
        assert_eq!(value(&payload), left);
    }
}

#[test]
fn a_password_fits_up_to_the_last_byte_of_how_it_is_written() {
    let spare = MAX_BYTES - write(&user(Some("x"))).unwrap().len() + id_field_bytes();
    // A letter beyond ASCII takes its bytes, a quotation mark takes two.
    for (piece, bytes) in [("x", 1), ("é", 2), ("\"", 2), ("𝄞", 4)] {
        let pieces = spare / bytes;
        let filler = "x".repeat(1 + spare % bytes);
        let largest = format!("{filler}{}", piece.repeat(pieces));
        let payload = write(&user(Some(&largest))).unwrap();
        assert_eq!(payload.len(), MAX_BYTES, "{piece}");
        let failure = write(&user(Some(&format!("{largest}x")))).unwrap_err();
        let too_large = KeyringFailure::TooLarge {
            bytes: 2_561,
            limit_bytes: MAX_BYTES,
        };
        assert_eq!(failure, too_large, "{piece}");
    }
}

fn any_account() -> impl Strategy<Value = Option<(Account, bool)>> {
    ("\\PC{1,60}", 0..3_u8).prop_map(|(login, kind)| {
        let account = match kind {
            0 => Account::ApiClient {
                client_id: ClientId::parse(&login).ok()?,
            },
            1 => Account::User {
                username: Username::parse(&login).ok()?,
                password: PasswordStorage::InKeyring,
            },
            _ => Account::User {
                username: Username::parse(&login).ok()?,
                password: PasswordStorage::AskedEachTime,
            },
        };
        let keeps = account.stores_secret();
        Some((account, keeps))
    })
}

proptest! {
    #[test]
    fn a_profile_of_any_kind_reads_back_and_replaces_one_of_any_other(
        one in any_account(),
        other in any_account(),
        secret in "(?s:.){1,120}",
    ) {
        let (Some((one, one_keeps)), Some((other, other_keeps))) = (one, other) else {
            return Ok(()); // white space alone, a colon
        };
        let with = |account: Account, keeps: bool| {
            let mut stored = stored();
            stored.profile.account = account;
            stored.secret = Secret::new(&secret).filter(|_| keeps);
            stored
        };
        let (old, new) = (with(one, one_keeps), with(other, other_keeps));
        let first = write(&old).unwrap();
        let replaced = rewrite(&first, 3, &new).unwrap();
        // As if the first had never been there.
        prop_assert_eq!(value(&replaced), value(&write(&new).unwrap()));
        for (payload, written) in [(&first, &old), (&replaced, &new)] {
            let read = read(written.profile.id, payload).unwrap();
            prop_assert_eq!(&read.profile, &written.profile);
            let (read, written) = (read.secret, &written.secret);
            prop_assert_eq!(
                read.as_ref().map(Secret::expose_secret),
                written.as_ref().map(Secret::expose_secret)
            );
        }
    }
}
