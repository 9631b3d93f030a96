//! The optional fields of a record: pinned, and a tag.

use super::*;

fn marked(is_pinned: bool, tag: Option<Tag>) -> StoredProfile {
    let mut marked = stored();
    (marked.profile.is_pinned, marked.profile.tag) = (is_pinned, tag);
    marked
}

fn marks(payload: &[u8]) -> (bool, Option<Tag>) {
    let profile = read(ProfileId::random(), payload).unwrap().profile;
    (profile.is_pinned, profile.tag)
}

#[test]
fn a_pin_and_a_tag_are_written_only_where_there_are_any() {
    let mut expected = fields();
    expected["pinned"] = json!(true);
    expected["tag"] = json!("red");
    let payload = write(&marked(true, Some(Tag::Red))).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&payload).unwrap(), expected);
    assert_eq!(marks(&payload), (true, Some(Tag::Red)));

    let plain = rewrite(&payload, 3, &marked(false, None)).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&plain).unwrap(), fields());
}

#[test]
fn a_record_of_before_has_neither() {
    assert_eq!(marks(fields().to_string().as_bytes()), (false, None));
}

#[test]
fn what_is_no_pin_and_no_tag_is_ignored_and_the_record_stays_readable() {
    for odd in [
        json!(null),
        json!(1),
        json!("true"),
        json!([true]),
        json!({"red": true}),
        json!(false),
        json!("Red"),
        json!(""),
    ] {
        for name in ["pinned", "tag"] {
            let payload = with(name, Some(odd.clone()));
            assert_eq!(marks(&payload), (false, None), "{name}: {odd}");
        }
    }
}

#[test]
fn a_tag_of_a_newer_program_stays_until_another_one_is_given() {
    let payload = with("tag", Some(json!("mauve")));
    let tag_of = |payload: &[u8]| serde_json::from_slice::<Value>(payload).unwrap()["tag"].clone();
    let kept = rewrite(&payload, 3, &marked(true, None)).unwrap();
    assert_eq!(tag_of(&kept), "mauve");
    let given = rewrite(&kept, 3, &marked(true, Some(Tag::Grey))).unwrap();
    assert_eq!(tag_of(&given), "grey");
    let taken = rewrite(&given, 3, &marked(true, None)).unwrap();
    assert_eq!(
        tag_of(&taken),
        Value::Null,
        "one that is known is taken off"
    );
}

#[test]
fn they_count_for_the_size_of_a_record() {
    let mut full = marked(true, Some(Tag::Violet));
    let spare = MAX_BYTES - write(&full).unwrap().len();
    full.secret = Secret::new(&"x".repeat(SECRET.len() + spare));
    assert_eq!(write(&full).unwrap().len(), MAX_BYTES);
    full.secret = Secret::new(&"x".repeat(SECRET.len() + spare + 1));
    let failure = write(&full).unwrap_err();
    assert!(
        matches!(failure, KeyringFailure::TooLarge { .. }),
        "{failure:?}"
    );
}
