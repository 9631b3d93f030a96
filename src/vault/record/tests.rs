//! What is read, what is refused and why, and what survives.

use std::fmt::Write as _;

use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::json;

use super::*;

mod marks;
mod users;

const SECRET: &str = "s3cr3t-of-exactly-forty-eight-characters-0123456";

const PROFILE_ID: &str = "6f1d2c3b-4a59-4e87-9b0a-1c2d3e4f5a6b";

fn stored() -> StoredProfile {
    StoredProfile {
        profile: Profile {
            id: ProfileId::parse(PROFILE_ID).unwrap(),
            rev: 3,
            name: ProfileName::parse("Production EU").unwrap(),
            console: ConsoleUrl::parse("console.eu5.cpg.crashplan.com").unwrap(),
            account: Account::ApiClient {
                client_id: ClientId::parse("key-42").unwrap(),
            },
            saved_at: "2026-03-01T09:30:00Z".parse().unwrap(),
        },
        secret: Secret::new(SECRET),
    }
}

fn fields() -> Value {
    json!({
        "v": 1, "id": PROFILE_ID, "rev": 3, "name": "Production EU", "console": "https://console.eu5.cpg.crashplan.com",
        "account": {"kind": "api_client", "client_id": "key-42"}, "secret": SECRET,
        "saved_at": "2026-03-01T09:30:00Z",
    })
}

fn id_field_bytes() -> usize {
    format!(r#""id":"{PROFILE_ID}","#).len()
}

fn reading(payload: &[u8]) -> Result<(), Unreadable> {
    read(ProfileId::random(), payload).map(drop)
}

#[test]
fn what_cannot_be_seen_in_a_stored_record_keeps_it_from_nothing_and_survives_a_rewrite() {
    let (name, login) = ("Al\u{200b}pha", "\u{2060}key-42\u{ad}");
    let mut payload = with("name", Some(name.into()));
    let mut fields: Value = serde_json::from_slice(&payload).unwrap();
    fields["account"]["client_id"] = login.into();
    payload = serde_json::to_vec(&fields).unwrap();
    let read_back = read(ProfileId::random(), &payload).unwrap();
    let edited = StoredProfile {
        profile: Profile {
            rev: 4,
            ..read_back.profile
        },
        ..read_back
    };
    let rewritten = rewrite(&payload, 3, &edited).unwrap();
    let fields: Value = serde_json::from_slice(&rewritten).unwrap();
    assert_eq!(fields["name"], name);
    assert_eq!(fields["account"]["client_id"], login);
}

/// The sample with one field set (`None` takes it out); `/account/kind` names one inside another.
fn with(name: &str, value: Option<Value>) -> Vec<u8> {
    let mut fields = fields();
    let (parent, name) = name.rsplit_once('/').unwrap_or(("", name));
    let parent = fields.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    match value {
        Some(value) => parent.insert(name.to_owned(), value),
        None => parent.remove(name),
    };
    serde_json::to_vec(&fields).unwrap()
}

#[test]
fn the_record_has_the_documented_fields_and_no_others() {
    let payload = write(&stored()).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&payload).unwrap(), fields());
}

#[test]
fn the_id_is_read_only_from_a_record_that_has_a_valid_one() {
    assert_eq!(id(&write(&stored()).unwrap()), ProfileId::parse(PROFILE_ID));
    for payload in [
        with("id", None),
        with("id", Some(json!(7))),
        with("id", Some(json!("7"))),
        with("v", Some(json!(2))),
        b"hunter2".to_vec(),
    ] {
        assert_eq!(id(&payload), None, "{}", payload.escape_ascii());
    }
}

#[test]
fn a_payload_of_an_unknown_shape_is_distinguished_by_its_reason() {
    use Unreadable as U;
    let json = fields().to_string();
    for (payload, why) in [
        (b"\xff\xfe{}".to_vec(), U::NotText),
        (b"".to_vec(), U::NotARecord),
        (b"hunter2".to_vec(), U::NotARecord),
        (b"null".to_vec(), U::NotARecord),
        (b"[]".to_vec(), U::NotARecord),
        (b"{}".to_vec(), U::NotARecord),
        (format!("\u{feff}{json}").into_bytes(), U::NotARecord),
        (format!("{json} {json}").into_bytes(), U::NotARecord),
        (json.as_bytes()[..json.len() - 1].to_vec(), U::NotARecord),
        (json.replace(',', ",,").into_bytes(), U::NotARecord),
        (
            json.replace("key-42", r"\ud800").into_bytes(),
            U::NotARecord,
        ),
        ("[".repeat(100_000).into_bytes(), U::NotARecord),
        (with("v", None), U::NotARecord),
        (with("v", Some(json!("1"))), U::NotARecord),
        (with("v", Some(json!(0))), U::NotARecord),
        (with("v", Some(json!(-1))), U::NotARecord),
        (with("v", Some(json!(1.0))), U::NotARecord),
        (with("v", Some(json!(2))), U::Version(2)),
        (br#"{"v":7,"name":7}"#.to_vec(), U::Version(7)),
        (with("v", Some(json!(u64::MAX))), U::Version(u64::MAX)),
    ] {
        assert_eq!(reading(&payload), Err(why), "{}", payload.escape_ascii());
    }
}

#[test]
fn a_field_that_is_missing_or_not_valid_is_named() {
    for (field, bad) in [
        ("rev", json!(0)),
        ("rev", json!(-1)),
        ("rev", json!(1.5)),
        ("rev", json!("3")),
        ("name", json!("")),
        ("name", json!(7)),
        ("name", json!("two\nlines")),
        ("name", json!("x".repeat(65))),
        ("console", json!("http://console.example")),
        ("console", json!("https://user@console.example")),
        ("console", json!(null)),
        ("account", json!("key-42")),
        ("/account/kind", json!(1)),
        ("/account/client_id", json!("key:42")),
        ("/account/client_id", json!(null)),
        ("secret", json!(null)),
        ("secret", json!("")),
        ("secret", json!(["s"])),
        ("saved_at", json!("yesterday")),
        ("saved_at", json!(1_772_357_400)),
    ] {
        let name = field.rsplit('/').next().unwrap();
        for payload in [with(field, Some(bad.clone())), with(field, None)] {
            let why = reading(&payload).unwrap_err();
            let Unreadable::Field(named) = why else {
                panic!("{field} {bad}: {why:?}");
            };
            assert_eq!(named, name, "{field} {bad}");
        }
    }
}

#[test]
fn another_kind_of_account_is_not_taken_for_a_damaged_record() {
    let mut fields = fields();
    fields["account"] = json!({"kind": "robot", "serial": 42});
    fields["secret"] = Value::Null;
    assert_eq!(
        reading(fields.to_string().as_bytes()),
        Err(Unreadable::AccountKind)
    );
    assert_eq!(
        reading(&with("/account/kind", Some(json!("")))),
        Err(Unreadable::AccountKind)
    );
}

#[test]
fn odd_but_valid_json_is_read() {
    let json = fields().to_string();
    for odd in [
        format!("\r\n\t {json}\n"),
        json.replace("key-42", r"key\u002d42"),
        json.replacen('{', r#"{"rev":9,"secret":"older","#, 1),
    ] {
        let read = read(ProfileId::random(), odd.as_bytes()).unwrap();
        assert_eq!(read.profile.account.login(), "key-42");
        assert_eq!(read.profile.rev, 3, "the last of two counts");
        assert_eq!(read.secret.unwrap().expose_secret(), SECRET);
    }
}

#[test]
fn fields_of_a_newer_program_survive_a_save_by_this_one() {
    let mut newer = fields();
    newer["pin"] = json!({"sha256": ["ab", "cd"], "since": 7});
    newer["tag"] = json!("mauve");
    newer["account"]["region"] = json!("eu");
    let mut edited = stored();
    edited.profile.rev = 4;
    edited.profile.name = ProfileName::parse("Renamed").unwrap();
    edited.secret = Secret::new("another");

    let payload = rewrite(newer.to_string().as_bytes(), 3, &edited).unwrap();
    newer["rev"] = json!(4);
    newer["name"] = json!("Renamed");
    newer["secret"] = json!("another");
    assert_eq!(serde_json::from_slice::<Value>(&payload).unwrap(), newer);
}

#[test]
fn what_is_unreadable_or_of_another_rev_is_not_replaced() {
    let (mut edited, ours) = (stored(), write(&stored()).unwrap());
    edited.profile.rev = 3;
    let Err(KeyringFailure::Conflict(theirs)) = rewrite(&ours, 2, &edited) else {
        panic!("no conflict");
    };
    assert_eq!(theirs.rev, 3);
    for (payload, why) in [
        (b"\xff".to_vec(), Unreadable::NotText),
        (with("v", Some(json!(2))), Unreadable::Version(2)),
        (with("name", None), Unreadable::Field("name")),
    ] {
        assert_eq!(
            rewrite(&payload, 3, &edited).unwrap_err(),
            KeyringFailure::Unreadable(why)
        );
    }
}

#[test]
fn a_record_fits_up_to_the_last_byte_and_unknown_fields_count() {
    let mut stored = stored();
    let spare = MAX_BYTES - write(&stored).unwrap().len();
    stored.secret = Secret::new(&"x".repeat(SECRET.len() + spare));
    let payload = write(&stored).unwrap();
    assert_eq!(
        (payload.len(), id(&payload)),
        (MAX_BYTES, Some(stored.profile.id))
    );

    // The id is left out before anything else.
    let spare = spare + id_field_bytes();
    stored.secret = Secret::new(&"x".repeat(SECRET.len() + spare));
    let payload = write(&stored).unwrap();
    assert_eq!((payload.len(), id(&payload)), (MAX_BYTES, None));
    assert!(read(stored.profile.id, &payload).is_ok());

    let too_large = |bytes| KeyringFailure::TooLarge {
        bytes,
        limit_bytes: MAX_BYTES,
    };
    let newer = String::from_utf8(payload.to_vec()).unwrap();
    let newer = newer.replacen('{', r#"{"a":1,"#, 1);
    assert_eq!(
        rewrite(newer.as_bytes(), 3, &stored).unwrap_err(),
        too_large(2_566)
    );
    stored.secret = Secret::new(&"x".repeat(SECRET.len() + spare + 1));
    assert_eq!(write(&stored).unwrap_err(), too_large(2_561));
}

#[test]
fn nothing_that_is_reported_quotes_the_payload() {
    let mut shown = String::new();
    for (field, bad) in [
        ("name", json!(SECRET.repeat(2))),
        ("console", json!(format!("https://{SECRET}@host"))),
        ("secret", json!({ "it": SECRET })),
        ("v", json!(SECRET)),
        ("/account/kind", json!(SECRET)),
    ] {
        let payload = with(field, Some(bad));
        let row = read_row(ProfileId::random(), &payload);
        let failure = rewrite(&payload, 3, &stored()).unwrap_err();
        write!(shown, "{row:?} {failure:?} {:?}", failure.message()).unwrap();
    }
    let row = read_row(ProfileId::random(), &write(&stored()).unwrap());
    let conflict = rewrite(&write(&stored()).unwrap(), 9, &stored()).unwrap_err();
    write!(shown, "{row:?} {conflict:?} {:?}", conflict.message()).unwrap();
    assert!(shown.contains("AccountKind") && shown.contains("Conflict"));
    assert!(!shown.contains(SECRET));
}

#[test]
fn the_texts_of_a_value_can_be_wiped_at_any_depth() {
    let mut value = json!({"a": [SECRET, {"b": SECRET}], "c": SECRET, "n": 1});
    wipe(&mut value);
    assert_eq!(value, json!({"a": ["", {"b": ""}], "c": "", "n": 1}));
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(
        rev in 1..=u64::MAX,
        name in "\\PC{1,64}",
        client_id in "\\PC{1,60}",
        secret in "(?s:.){1,120}",
        second in 0_i64..253_402_207_200,
        host in "[a-z]{1,20}(\\.[a-z]{1,20}){0,3}",
    ) {
        let (Ok(name), Ok(client_id)) = (ProfileName::parse(&name), ClientId::parse(&client_id)) else {
            return Ok(()); // white space alone, a colon
        };
        let stored = StoredProfile {
            profile: Profile {
                id: ProfileId::random(),
                rev,
                name,
                console: ConsoleUrl::parse(&host).unwrap(),
                account: Account::ApiClient { client_id },
                saved_at: Timestamp::from_second(second).unwrap(),
            },
            secret: Secret::new(&secret),
        };
        let read = read(stored.profile.id, &write(&stored).unwrap()).unwrap();
        prop_assert_eq!(read.profile, stored.profile);
        prop_assert_eq!(read.secret.as_ref().map(Secret::expose_secret), Some(secret.as_str()));
    }

    #[test]
    fn no_payload_makes_the_parser_panic(
        noise in proptest::collection::vec(any::<u8>(), 0..200),
        at in any::<prop::sample::Index>(),
        kept in any::<prop::sample::Index>(),
    ) {
        let id = ProfileId::random();
        drop(read(id, &noise));
        // A valid record with noise written over a part of it, and cut somewhere.
        let mut payload = write(&stored()).unwrap().to_vec();
        let at = at.index(payload.len());
        payload.splice(at..(at + noise.len() / 20).min(payload.len()), noise);
        payload.truncate(kept.index(payload.len() + 1));
        drop((read(id, &payload), rewrite(&payload, 3, &stored()), read_row(id, &payload)));
    }
}
