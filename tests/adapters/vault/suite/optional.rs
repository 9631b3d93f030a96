//! Promises about what not every record holds: a pin, a tag, and what a newer program added.

use tokendesk::model::{Listed, Tag};

use super::{Place, go, profile, raw, rows, same};

pub(super) fn a_pin_and_a_tag_are_kept_changed_and_taken_off(place: &dyn Place) {
    let vault = place.vault();
    let mut stored = profile("One");
    let id = stored.profile.id;
    vault.create(&stored, &go()).unwrap();
    let plain = raw(place, id);
    for (rev, is_pinned, tag) in [
        (2, true, Some(Tag::Red)),
        (3, false, Some(Tag::Violet)),
        (4, true, None),
        (5, false, None),
    ] {
        stored.profile.rev = rev;
        (stored.profile.is_pinned, stored.profile.tag) = (is_pinned, tag);
        vault.replace(rev - 1, &stored, &go()).unwrap();
        same(&place.vault().read(id, &go()).unwrap().unwrap(), &stored);
        assert_eq!(rows(&*vault), [Listed::Profile(stored.profile.clone())]);
    }
    let unmarked = raw(place, id).replace(r#""rev":5"#, r#""rev":1"#);
    assert_eq!(unmarked, plain, "nothing is left of them");
}

pub(super) fn fields_of_a_newer_program_survive_an_edit(place: &dyn Place) {
    let vault = place.vault();
    let mut stored = profile("One");
    let id = stored.profile.id;
    vault.create(&stored, &go()).unwrap();
    let payload = raw(place, id);
    place.remove_items(&id.to_string());
    let newer = payload.replacen('{', r#"{"shelf":"blue","tag":"mauve","#, 1);
    place.add_item(&id.to_string(), newer.as_bytes());

    stored.profile.rev = 2;
    vault.replace(1, &stored, &go()).unwrap();
    same(&vault.read(id, &go()).unwrap().unwrap(), &stored);
    let kept = raw(place, id);
    assert!(kept.contains(r#""shelf":"blue""#) && kept.contains(r#""tag":"mauve""#));
}
