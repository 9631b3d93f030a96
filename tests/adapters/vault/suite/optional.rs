//! Promises about fields that this version does not write.

use tokendesk::model::{Listed, PinAndTag, Tag};

use super::{Place, go, profile, raw, rows, same};

pub(super) fn marks_of_an_older_program_are_listed_and_survive_an_edit(place: &dyn Place) {
    let vault = place.vault();
    let mut stored = profile("One");
    let id = stored.profile.id;
    vault.create(&stored, &go()).unwrap();
    let payload = raw(place, id);
    place.remove_items(&id.to_string());
    let older = payload.replacen('{', r#"{"pinned":true,"tag":"red","#, 1);
    place.add_item(&id.to_string(), older.as_bytes());

    stored.profile.rev = 2;
    vault.replace(1, &stored, &go()).unwrap();
    let kept = raw(place, id);
    assert!(kept.contains(r#""pinned":true"#) && kept.contains(r#""tag":"red""#));
    let listed = Listed::Profile {
        profile: stored.profile,
        old_marks: Some(PinAndTag {
            is_pinned: true,
            tag: Some(Tag::Violet),
        }),
    };
    assert_eq!(rows(&*vault), [listed]);
}

pub(super) fn fields_of_a_newer_program_survive_an_edit(place: &dyn Place) {
    let vault = place.vault();
    let mut stored = profile("One");
    let id = stored.profile.id;
    vault.create(&stored, &go()).unwrap();
    let payload = raw(place, id);
    place.remove_items(&id.to_string());
    let newer = payload.replacen('{', r#"{"shelf":"blue","#, 1);
    place.add_item(&id.to_string(), newer.as_bytes());

    stored.profile.rev = 2;
    vault.replace(1, &stored, &go()).unwrap();
    same(&vault.read(id, &go()).unwrap().unwrap(), &stored);
    let kept = raw(place, id);
    assert!(kept.contains(r#""shelf":"blue""#));
}
