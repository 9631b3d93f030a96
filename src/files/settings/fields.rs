//! The shape of the settings file. Its names and words are a contract with older and newer versions.
//!
//! A value that this version does not understand reads as the default, and stays in the file until another one is chosen:
//! a newer version may know it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::de::{IgnoredAny, IntoDeserializer as _};
use serde::{Deserialize, Serialize};
use serde_path_to_error::Segment;
use toml_edit::{Datetime, DocumentMut, Item, Table, TableLike, ser};

use crate::model::{
    ClipboardDelay, CopyFormat, Density, IdleLimit, LastVerdict, Motion, PinAndTag, ProfileId,
    SecretVerdict, Settings, SortBy, Tag, TagSettings, ThemeChoice, WindowPlace, visible,
};

/// Each value that is not understood costs another pass over the file. Ours has no more than this many single values.
const MAX_PASSES: usize = 64;

#[derive(Serialize, Deserialize)]
#[serde(default)]
struct SettingsFields {
    theme: ThemeChoice,
    motion: Motion,
    clear_clipboard_after: ClipboardDelay,
    clear_session_when_idle: IdleLimit,
    copy: Option<CopyFormat>,
    name_postman_fields: bool,
    ask_on_close: bool,
    sort_by: SortBy,
    list: Option<Density>,
    list_width: u16,
    window: Option<WindowFields>,
    last_selected: Option<String>,
    tags: BTreeMap<String, TagFields>,
    last_used: BTreeMap<String, Lenient<Datetime>>,
    last_verdicts: BTreeMap<String, Lenient<VerdictFields>>,
    marks: BTreeMap<String, Lenient<MarkFields>>,
}

#[derive(Serialize, Deserialize)]
struct WindowFields {
    width: u16,
    height: u16,
    x: Option<i16>,
    y: Option<i16>,
    #[serde(default)]
    maximized: bool,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct TagFields {
    name: Option<String>,
    ask_before_copy: Option<bool>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct MarkFields {
    pinned: bool,
    /// A color that only a newer version knows is none here.
    tag: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct VerdictFields {
    verdict: SecretVerdict,
    at: Datetime,
    rev: i64,
}

/// One odd entry of a map does not cost the others.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Lenient<T> {
    Known(T),
    #[serde(skip_serializing)]
    Odd(IgnoredAny),
}

impl WindowFields {
    fn of(place: WindowPlace) -> Self {
        let (x, y) = place.position.unzip();
        Self {
            width: place.width,
            height: place.height,
            x,
            y,
            maximized: place.is_maximized,
        }
    }

    fn into_place(self) -> WindowPlace {
        WindowPlace {
            width: self.width,
            height: self.height,
            position: self.x.zip(self.y),
            is_maximized: self.maximized,
        }
    }
}

impl Default for SettingsFields {
    fn default() -> Self {
        Self::of(&Settings::default())
    }
}

impl SettingsFields {
    fn of(settings: &Settings) -> Self {
        let tag_fields = |tag| TagFields {
            name: settings.tags.custom_name(tag).map(str::to_owned),
            ask_before_copy: settings.tags.asks(tag).then_some(true),
        };
        let used = settings.last_used.iter();
        Self {
            theme: settings.theme,
            motion: settings.motion,
            clear_clipboard_after: settings.clipboard_delay,
            clear_session_when_idle: settings.idle_limit,
            copy: settings.chosen_format,
            name_postman_fields: settings.names_postman_fields,
            ask_on_close: settings.asks_on_close,
            sort_by: settings.sort,
            list: settings.density,
            list_width: settings.list_width,
            window: settings.window.map(WindowFields::of),
            last_selected: settings.last_selected.map(|id| id.to_string()),
            tags: Tag::ALL
                .into_iter()
                .map(|tag| (tag.word().to_owned(), tag_fields(tag)))
                .collect(),
            last_used: used
                .filter_map(|(id, at)| Some((id.to_string(), Lenient::Known(to_the_second(*at)?))))
                .collect(),
            last_verdicts: settings
                .last_verdicts
                .iter()
                .filter_map(|(id, LastVerdict { verdict, at, rev })| {
                    let fields = VerdictFields {
                        verdict: *verdict,
                        at: to_the_second(*at)?,
                        rev: i64::try_from(*rev).ok()?,
                    };
                    Some((id.to_string(), Lenient::Known(fields)))
                })
                .collect(),
            marks: settings
                .marks
                .iter()
                .map(|(id, PinAndTag { is_pinned, tag })| {
                    let fields = MarkFields {
                        pinned: *is_pinned,
                        tag: tag.map(|tag| tag.word().to_owned()),
                    };
                    (id.to_string(), Lenient::Known(fields))
                })
                .collect(),
        }
    }

    fn into_settings(self, not_understood: &mut Vec<String>) -> Settings {
        let last_selected = self.last_selected.and_then(|text| {
            let id = ProfileId::parse(&text);
            if id.is_none() {
                not_understood.push("last_selected".to_owned());
            }
            id
        });
        Settings {
            theme: self.theme,
            motion: self.motion,
            clipboard_delay: self.clear_clipboard_after,
            idle_limit: self.clear_session_when_idle,
            chosen_format: self.copy,
            names_postman_fields: self.name_postman_fields,
            asks_on_close: self.ask_on_close,
            sort: self.sort_by,
            density: self.list,
            list_width: self.list_width,
            window: self.window.map(WindowFields::into_place),
            tags: tag_settings(&self.tags, not_understood),
            last_selected,
            last_used: by_profile(
                "last_used",
                self.last_used,
                not_understood,
                |at: Datetime| at.to_string().parse().ok(),
            ),
            last_verdicts: by_profile(
                "last_verdicts",
                self.last_verdicts,
                not_understood,
                |VerdictFields { verdict, at, rev }| {
                    let at = at.to_string().parse().ok()?;
                    let rev = rev.try_into().ok()?;
                    Some(LastVerdict { verdict, at, rev })
                },
            ),
            marks: by_profile("marks", self.marks, not_understood, |fields: MarkFields| {
                Some(PinAndTag {
                    is_pinned: fields.pinned,
                    tag: fields.tag.as_deref().and_then(Tag::parse),
                })
            }),
        }
    }
}

/// Reads the settings; also the names of what was not understood.
pub(super) fn read(document: &DocumentMut) -> (Settings, Vec<String>) {
    let mut document = document.clone();
    let mut not_understood = Vec::new();
    for _pass in 0..MAX_PASSES {
        let reader = document.clone().into_deserializer();
        let path: Vec<_> = match serde_path_to_error::deserialize::<_, SettingsFields>(reader) {
            Ok(fields) => return (fields.into_settings(&mut not_understood), not_understood),
            Err(error) => error.path().iter().map_while(map_key).collect(),
        };
        remove(&mut *document, &path);
        not_understood.push(path.join("."));
    }
    (Settings::default(), not_understood)
}

/// Changes in the document what differs between `known` and `new`. Everything else in it stays: comments, other versions' fields, and
/// what another window wrote. Without `known`, all of `new` is written.
pub(super) fn write(
    document: &mut DocumentMut,
    known: Option<&Settings>,
    new: &Settings,
) -> Result<(), ser::Error> {
    let known = match known {
        Some(known) => ser::to_document(&SettingsFields::of(known))?,
        None => DocumentMut::new(),
    };
    let new = ser::to_document(&SettingsFields::of(new))?;
    patch(document.as_table_mut(), known.as_table(), new.as_table());
    Ok(())
}

fn map_key(segment: &Segment) -> Option<String> {
    match segment {
        Segment::Map { key } => Some(key.clone()),
        _ => None,
    }
}

fn remove(table: &mut dyn TableLike, path: &[String]) {
    match path {
        [] => {}
        [key] => drop(table.remove(key)),
        [key, inner @ ..] => match table.get_mut(key).and_then(Item::as_table_like_mut) {
            Some(table) => remove(table, inner),
            None => drop(table.remove(key)),
        },
    }
}

fn patch(file: &mut dyn TableLike, known: &dyn TableLike, new: &dyn TableLike) {
    let removed = known.iter().filter(|(key, _)| !new.contains_key(key));
    for (key, _) in new.iter().chain(removed) {
        let (before, after) = (known.get(key), new.get(key));
        let text = |item: Option<&Item>| item.map(Item::to_string);
        if text(before) == text(after) {
            continue;
        }
        let tables = [before, after].map(|item| item.and_then(Item::as_table_like));
        if let [None, None] = tables {
            set(file, key, after);
            continue;
        }
        if !file.get(key).is_some_and(Item::is_table_like) {
            let mut table = Table::new();
            // No header of its own where it holds nothing but tables.
            table.set_implicit(true);
            file.remove(key);
            file.insert(key, Item::Table(table));
        }
        if let Some(table) = file.get_mut(key).and_then(Item::as_table_like_mut) {
            let empty = Table::new();
            let [before, after] = tables.map(|table| table.unwrap_or(&empty));
            patch(table, before, after);
            if table.is_empty() {
                file.remove(key);
            }
        }
    }
}

/// Sets a single value, or removes it. A comment beside it stays.
fn set(file: &mut dyn TableLike, key: &str, new: Option<&Item>) {
    let Some(new) = new else {
        file.remove(key);
        return;
    };
    let (Some(Item::Value(old)), Item::Value(new)) = (file.get_mut(key), new) else {
        file.remove(key);
        file.insert(key, new.clone());
        return;
    };
    let decor = old.decor().clone();
    *old = new.clone();
    *old.decor_mut() = decor;
}

fn tag_settings(
    fields: &BTreeMap<String, TagFields>,
    not_understood: &mut Vec<String>,
) -> TagSettings {
    let mut tags = TagSettings::default();
    let mut names = BTreeMap::new();
    for tag in Tag::ALL {
        let Some(fields) = fields.get(tag.word()) else {
            continue;
        };
        tags.set_asks(tag, fields.ask_before_copy.unwrap_or(false));
        if let Some(name) = &fields.name {
            names.insert(tag, visible(name));
        }
    }
    let names = names.iter().map(|(tag, name)| (*tag, name.as_str()));
    let kept = tags.rename_all(&names.collect());
    not_understood.extend(kept.iter().map(|tag| format!("tags.{}.name", tag.word())));
    tags
}

fn by_profile<F, T>(
    field: &str,
    entries: BTreeMap<String, Lenient<F>>,
    not_understood: &mut Vec<String>,
    parse: impl Fn(F) -> Option<T>,
) -> BTreeMap<ProfileId, T> {
    let count = entries.len();
    let entries: BTreeMap<_, _> = entries
        .into_iter()
        .filter_map(|(id, entry)| match entry {
            Lenient::Known(entry) => Some((ProfileId::parse(&id)?, parse(entry)?)),
            Lenient::Odd(_) => None,
        })
        .collect();
    if entries.len() < count {
        not_understood.push(field.to_owned());
    }
    entries
}

/// `None` for a year that TOML cannot write.
fn to_the_second(at: Timestamp) -> Option<Datetime> {
    let second = Timestamp::from_second(at.as_second()).ok()?;
    second.to_string().parse().ok()
}
