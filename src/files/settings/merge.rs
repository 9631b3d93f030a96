//! Two windows and one file: what a window changed goes into the file, and what it did not change stays as it is there.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::model::{ProfileId, Settings, Tag, TagSettings};

/// How many profiles are remembered as used: those that were used last.
const MAX_USED: usize = 2_000;

/// What the file is to say: `new`, where that differs from what its window knew; else what the file says.
pub(super) fn merged(in_file: Settings, known: &Settings, new: &Settings) -> Settings {
    fn pick<T: PartialEq + Clone>(in_file: T, known: &T, new: &T) -> T {
        if new == known { in_file } else { new.clone() }
    }
    Settings {
        theme: pick(in_file.theme, &known.theme, &new.theme),
        motion: pick(in_file.motion, &known.motion, &new.motion),
        clipboard_delay: pick(
            in_file.clipboard_delay,
            &known.clipboard_delay,
            &new.clipboard_delay,
        ),
        copy_format: pick(in_file.copy_format, &known.copy_format, &new.copy_format),
        asks_on_close: pick(
            in_file.asks_on_close,
            &known.asks_on_close,
            &new.asks_on_close,
        ),
        sort: pick(in_file.sort, &known.sort, &new.sort),
        tags: merged_tags(in_file.tags, &known.tags, &new.tags),
        last_selected: pick(
            in_file.last_selected,
            &known.last_selected,
            &new.last_selected,
        ),
        last_used: merged_uses(in_file.last_used, &known.last_used, &new.last_used),
    }
}

fn merged_tags(in_file: TagSettings, known: &TagSettings, new: &TagSettings) -> TagSettings {
    let mut tags = in_file;
    let changed = |tag: &Tag| new.asks(*tag) != known.asks(*tag);
    for tag in Tag::ALL.into_iter().filter(changed) {
        tags.set_asks(tag, new.asks(tag));
    }
    let renamed = |tag: &Tag| new.own_name(*tag) != known.own_name(*tag);
    let renamed = Tag::ALL.into_iter().filter(renamed);
    // A name that another window gave to another tag meanwhile is not given twice.
    let _taken = tags.rename_all(&renamed.map(|tag| (tag, new.name(tag))).collect());
    tags
}

/// Of each profile the newest time, for as many profiles as is kept. A time that this window knew gives way also to an earlier one:
/// the clock was wrong then. A profile that is gone from the window goes from the file.
fn merged_uses(
    mut used: BTreeMap<ProfileId, Timestamp>,
    known: &BTreeMap<ProfileId, Timestamp>,
    new: &BTreeMap<ProfileId, Timestamp>,
) -> BTreeMap<ProfileId, Timestamp> {
    used.retain(|id, _| new.contains_key(id) || !known.contains_key(id));
    for (id, at) in new {
        let before = known.get(id);
        let in_file = used.get(id);
        if before != Some(at) && (in_file == before || in_file < Some(at)) {
            used.insert(*id, *at);
        }
    }
    if used.len() > MAX_USED {
        let mut by_time: Vec<_> = used.into_iter().collect();
        by_time.sort_by_key(|(_, at)| std::cmp::Reverse(*at));
        by_time.truncate(MAX_USED);
        used = by_time.into_iter().collect();
    }
    used
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ClipboardDelay, ThemeChoice};

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn what_another_window_changed_stays_also_where_this_one_changed_something_else() {
        let known = Settings::default();
        let mut in_file = known.clone();
        in_file.theme = ThemeChoice::Dark;
        in_file.tags.set_asks(Tag::Red, true);
        in_file.tags.rename(Tag::Blue, "Lab").unwrap();
        let mut new = known.clone();
        new.clipboard_delay = ClipboardDelay::Secs15;
        new.tags.rename(Tag::Red, "Live").unwrap();
        new.tags.rename(Tag::Grey, "lab").unwrap();
        let told = merged(in_file, &known, &new);
        assert_eq!(told.theme, ThemeChoice::Dark);
        assert_eq!(told.clipboard_delay, ClipboardDelay::Secs15);
        assert!(told.tags.asks(Tag::Red));
        let names = [Tag::Red, Tag::Blue, Tag::Grey].map(|tag| told.tags.name(tag).to_owned());
        assert_eq!(names, ["Live", "Lab", "Grey"]);
    }

    #[test]
    fn a_setting_that_is_set_back_is_set_back_in_the_file_too() {
        let known = Settings {
            theme: ThemeChoice::Dark,
            ..Settings::default()
        };
        let told = merged(known.clone(), &known, &Settings::default());
        assert_eq!(told, Settings::default());
    }

    #[test]
    fn the_newest_use_counts_and_the_oldest_ones_are_forgotten() {
        let [a, b, other] = [(); 3].map(|()| ProfileId::random());
        let nothing = BTreeMap::new();
        let file = BTreeMap::from([(a, at(5)), (b, at(1)), (other, at(4))]);
        let window = BTreeMap::from([(a, at(2)), (b, at(3))]);
        let used = merged_uses(file, &nothing, &window);
        let newest = BTreeMap::from([(a, at(5)), (b, at(3)), (other, at(4))]);
        assert_eq!(used, newest);

        let many = (0..2_100).map(|second| (ProfileId::random(), at(second)));
        let used = merged_uses(many.collect(), &nothing, &BTreeMap::from([(a, at(50))]));
        assert_eq!(used.len(), MAX_USED);
        assert_eq!(used.values().min(), Some(&at(100)));
    }

    #[test]
    fn a_use_in_the_future_gives_way_to_the_next_one_and_takes_no_other_with_it() {
        let [a, b] = [(); 2].map(|()| ProfileId::random());
        let known = BTreeMap::from([(a, at(4_000_000_000)), (b, at(1_000))]);
        let window = BTreeMap::from([(a, at(2_000)), (b, at(1_000))]);
        assert_eq!(merged_uses(known.clone(), &known, &window), window);
        assert_eq!(merged_uses(known.clone(), &known, &known), known);
    }

    #[test]
    fn a_profile_that_is_gone_from_the_window_goes_from_the_file() {
        let [a, b] = [(); 2].map(|()| ProfileId::random());
        let known = BTreeMap::from([(a, at(1)), (b, at(2))]);
        let window = BTreeMap::from([(b, at(2))]);
        assert_eq!(merged_uses(known.clone(), &known, &window), window);
    }
}
