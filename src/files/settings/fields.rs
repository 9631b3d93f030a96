//! What the fields of the settings file mean. Their names and words are a contract: older and newer versions read them.
//!
//! A value that is not understood counts as the first setting, and stays in the file until another setting is chosen: a newer
//! version may know it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use toml::value::Datetime;
use toml::{Table, Value};

use crate::model::{
    ClipboardDelay, CopyFormat, Motion, ProfileId, Settings, SortBy, Tag, TagSettings, ThemeChoice,
    visible,
};

const THEME: Choice<ThemeChoice> = Choice {
    field: "theme",
    words: &[
        (ThemeChoice::System, "system"),
        (ThemeChoice::Light, "light"),
        (ThemeChoice::Dark, "dark"),
    ],
};
const MOTION: Choice<Motion> = Choice {
    field: "motion",
    words: &[(Motion::System, "system"), (Motion::Off, "off")],
};
const CLIPBOARD_DELAY: Choice<ClipboardDelay> = Choice {
    field: "clear_clipboard_after",
    words: &[
        (ClipboardDelay::Secs15, "15 s"),
        (ClipboardDelay::Secs30, "30 s"),
        (ClipboardDelay::Secs60, "60 s"),
        (ClipboardDelay::Secs120, "120 s"),
        (ClipboardDelay::Never, "never"),
    ],
};
const COPY_FORMAT: Choice<CopyFormat> = Choice {
    field: "copy",
    words: &[
        (CopyFormat::HeaderLine, "header line"),
        (CopyFormat::HeaderValue, "header value"),
        (CopyFormat::TokenOnly, "token only"),
    ],
};
const SORT: Choice<SortBy> = Choice {
    field: "sort_by",
    words: &[(SortBy::Name, "name"), (SortBy::LastUsed, "last used")],
};
const ASK_ON_CLOSE: &str = "ask_on_close";
const TAGS: &str = "tags";
const TAG_NAME: &str = "name";
const TAG_ASKS: &str = "ask_before_copy";
const LAST_SELECTED: &str = "last_selected";
const LAST_USED: &str = "last_used";

/// The settings, and what in the table is not understood.
pub(super) fn read(table: &Table) -> (Settings, Vec<String>) {
    let mut doubts = Vec::new();
    let settings = Settings {
        theme: THEME.read(table, &mut doubts),
        motion: MOTION.read(table, &mut doubts),
        clipboard_delay: CLIPBOARD_DELAY.read(table, &mut doubts),
        copy_format: COPY_FORMAT.read(table, &mut doubts),
        asks_on_close: understood(table, ASK_ON_CLOSE, "", Value::as_bool, &mut doubts)
            .unwrap_or(true),
        sort: SORT.read(table, &mut doubts),
        tags: read_tags(table, &mut doubts),
        last_selected: understood(table, LAST_SELECTED, "", id, &mut doubts),
        last_used: read_last_used(table, &mut doubts),
    };
    (settings, doubts)
}

/// Writes the settings into the table. What the table says besides, and what it says already, stays.
pub(super) fn write(table: &mut Table, settings: &Settings) {
    let (before, doubts) = read(table);
    THEME.write(table, settings.theme);
    MOTION.write(table, settings.motion);
    CLIPBOARD_DELAY.write(table, settings.clipboard_delay);
    COPY_FORMAT.write(table, settings.copy_format);
    if before.asks_on_close != settings.asks_on_close || !table.contains_key(ASK_ON_CLOSE) {
        set(table, ASK_ON_CLOSE, Some(settings.asks_on_close.into()));
    }
    SORT.write(table, settings.sort);
    for tag in Tag::ALL {
        write_tag(table, tag, &before.tags, &settings.tags);
    }
    if before.last_selected != settings.last_selected {
        let id = settings.last_selected.map(|id| id.to_string().into());
        set(table, LAST_SELECTED, id);
    }
    let is_doubtful = doubts.iter().any(|field| field == LAST_USED);
    if before.last_used != settings.last_used || is_doubtful {
        let used = settings.last_used.iter();
        let used: Table = used
            .filter_map(|(id, at)| Some((id.to_string(), Value::Datetime(written(*at)?))))
            .collect();
        set(table, LAST_USED, (!used.is_empty()).then(|| used.into()));
    }
}

/// A setting of a few values, each of which has its word.
struct Choice<T: 'static> {
    field: &'static str,
    words: &'static [(T, &'static str)],
}

impl<T: Copy + PartialEq + Default> Choice<T> {
    fn read(&self, table: &Table, doubts: &mut Vec<String>) -> T {
        let meant = |value: &Value| {
            let word = value.as_str()?;
            let (value, _) = self.words.iter().find(|(_, known)| *known == word)?;
            Some(*value)
        };
        understood(table, self.field, "", meant, doubts).unwrap_or_default()
    }

    fn write(&self, table: &mut Table, value: T) {
        if table.contains_key(self.field) && self.read(table, &mut Vec::new()) == value {
            return;
        }
        let word = self.words.iter().find(|(known, _)| *known == value);
        if let Some((_, word)) = word {
            set(table, self.field, Some((*word).into()));
        }
    }
}

/// A field as `meant` understands it. One that is there and is not understood is a doubt.
fn understood<'t, T>(
    table: &'t Table,
    field: &str,
    within: &str,
    meant: impl FnOnce(&'t Value) -> Option<T>,
    doubts: &mut Vec<String>,
) -> Option<T> {
    let value = table.get(field)?;
    let meaning = meant(value);
    if meaning.is_none() {
        doubts.push(format!("{within}{field}"));
    }
    meaning
}

fn set(table: &mut Table, field: &str, value: Option<Value>) {
    match value {
        Some(value) => drop(table.insert(field.to_owned(), value)),
        None => drop(table.remove(field)),
    }
}

fn id(value: &Value) -> Option<ProfileId> {
    ProfileId::parse(value.as_str()?)
}

fn read_tags(table: &Table, doubts: &mut Vec<String>) -> TagSettings {
    let mut tags = TagSettings::default();
    let Some(told) = understood(table, TAGS, "", Value::as_table, doubts) else {
        return tags;
    };
    let (mut names, mut doubtful) = (BTreeMap::new(), Vec::new());
    for tag in Tag::ALL {
        let word = tag.word();
        let of_tag = understood(told, word, "tags.", Value::as_table, doubts);
        let Some(of_tag) = of_tag else { continue };
        let within = format!("tags.{word}.");
        let asks = understood(of_tag, TAG_ASKS, &within, Value::as_bool, doubts);
        tags.set_asks(tag, asks.unwrap_or(false));
        match of_tag.get(TAG_NAME).map(Value::as_str) {
            // As it is shown: what cannot be seen in it is written out.
            Some(Some(name)) => drop(names.insert(tag, visible(name))),
            Some(None) => doubtful.push(tag),
            None => {}
        }
    }
    let names = names.iter().map(|(tag, name)| (*tag, name.as_str()));
    doubtful.extend(tags.rename_all(&names.collect()));
    let fields = doubtful.iter().map(|tag| tag.word());
    doubts.extend(fields.map(|word| format!("{TAGS}.{word}.{TAG_NAME}")));
    tags
}

fn write_tag(table: &mut Table, tag: Tag, before: &TagSettings, new: &TagSettings) {
    let (is_renamed, is_changed) = (
        before.own_name(tag) != new.own_name(tag),
        before.asks(tag) != new.asks(tag),
    );
    if !is_renamed && !is_changed {
        return;
    }
    change_within(table, TAGS, |tags| {
        change_within(tags, tag.word(), |of_tag| {
            if is_renamed {
                set(of_tag, TAG_NAME, new.own_name(tag).map(Value::from));
            }
            if is_changed {
                let asks = new.asks(tag);
                set(of_tag, TAG_ASKS, asks.then_some(Value::Boolean(true)));
            }
        });
    });
}

/// Changes the table in this field. Something else there gives way, and a table with nothing in it goes.
fn change_within(table: &mut Table, field: &str, change: impl FnOnce(&mut Table)) {
    let within = table.get(field).and_then(Value::as_table);
    let mut within = within.cloned().unwrap_or_default();
    change(&mut within);
    set(table, field, (!within.is_empty()).then(|| within.into()));
}

fn read_last_used(table: &Table, doubts: &mut Vec<String>) -> BTreeMap<ProfileId, Timestamp> {
    let Some(told) = understood(table, LAST_USED, "", Value::as_table, doubts) else {
        return BTreeMap::new();
    };
    let used: BTreeMap<_, _> = told
        .iter()
        .filter_map(|(id, at)| {
            let at = at.as_datetime()?.to_string().parse().ok()?;
            Some((ProfileId::parse(id)?, at))
        })
        .collect();
    if used.len() < told.len() {
        doubts.push(LAST_USED.to_owned());
    }
    used
}

/// A time to the second, as TOML writes it; `None` for one that it cannot write.
fn written(at: Timestamp) -> Option<Datetime> {
    let second = Timestamp::from_second(at.as_second()).ok()?;
    second.to_string().parse().ok()
}
