//! Pin and tag in the records of older versions.

use super::*;

fn old_marks(payload: &[u8]) -> Option<PinAndTag> {
    match read_row(ProfileId::random(), payload) {
        Listed::Profile { old_marks, .. } => old_marks,
        Listed::Unreadable { why, .. } => panic!("{why:?}"),
    }
}

fn marked() -> Vec<u8> {
    let mut fields = fields();
    fields["pinned"] = json!(true);
    fields["tag"] = json!("red");
    fields.to_string().into_bytes()
}

#[test]
fn old_marks_are_read_for_the_listing_only() {
    let marks = PinAndTag {
        is_pinned: true,
        tag: Some(Tag::Violet),
    };
    assert_eq!(old_marks(&marked()), Some(marks));
    assert_eq!(old_marks(fields().to_string().as_bytes()), None);
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
            assert_eq!(old_marks(&payload), None, "{name}: {odd}");
        }
    }
}

#[test]
fn a_rewrite_leaves_them_as_they_are() {
    let rewritten = rewrite(&marked(), 3, &stored()).unwrap();
    let fields: Value = serde_json::from_slice(&rewritten).unwrap();
    assert_eq!(
        (&fields["pinned"], &fields["tag"]),
        (&json!(true), &json!("red"))
    );
}
