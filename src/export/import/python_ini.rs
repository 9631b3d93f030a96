//! INI files as Python's `configparser.ConfigParser()` reads them, but nothing in them is fatal: what Python would stop at is reported,
//! and the rest is read.
//!
//! A line that is indented deeper than its key continues the value. There are no comments behind a value. `%(key)s` stands for another
//! value, `%%` for a percent sign.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Its keys count in every section.
const DEFAULT: &str = "DEFAULT";

/// Python's limit for values in values.
const MAX_DEPTH: usize = 10;
/// Python has no limits for these: a few short lines would fill its memory.
const MAX_REFERENCES: usize = 100;
const MAX_VALUE_BYTES: usize = 64 * 1024;

#[derive(Debug, Default)]
pub(super) struct Ini {
    /// In the order of the file, without `DEFAULT`. Names can repeat.
    pub(super) sections: Vec<IniSection>,
    defaults: IniKeys,
    pub(super) damage: Vec<IniDamage>,
}

#[derive(Debug)]
pub(super) struct IniSection {
    pub(super) name: String,
    keys: IniKeys,
    pub(super) repeats_key: bool,
}

/// By the key in lower case.
type IniKeys = BTreeMap<String, Vec<String>>;

/// What Python would not read any further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct IniDamage {
    /// The first is 1.
    pub(super) line: usize,
    pub(super) why: IniDamageKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IniDamageKind {
    /// Before the first section.
    NoSection,
    /// Neither a section nor a key with a value.
    NotAKey,
    /// The first value counts.
    RepeatedKey,
}

/// A `%` that stands for nothing. The value is as in the file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct BadReference(pub(super) String);

impl Ini {
    pub(super) fn parse(text: &str) -> Self {
        let mut reader = IniReader::default();
        // Python's lines end with any of these.
        let lines = text.replace("\r\n", "\n").replace('\r', "\n");
        for (index, line) in lines.split('\n').enumerate() {
            reader.read(index + 1, line);
        }
        reader.ini
    }

    /// The value of a key in lower case, with its references resolved.
    pub(super) fn get(
        &self,
        section: &IniSection,
        key: &str,
    ) -> Option<Result<String, BadReference>> {
        let raw = self.raw(section, key)?;
        let (mut value, mut references) = (String::new(), 0);
        let resolved = self.resolve(section, &raw, 1, &mut references, &mut value);
        Some(resolved.map(|()| value).ok_or(BadReference(raw)))
    }

    fn raw(&self, section: &IniSection, key: &str) -> Option<String> {
        let lines = section.keys.get(key).or_else(|| self.defaults.get(key))?;
        Some(trim_end(&lines.join("\n")).to_owned())
    }

    /// Appends to `to`. `None` for a reference to nothing.
    fn resolve(
        &self,
        section: &IniSection,
        mut rest: &str,
        depth: usize,
        references: &mut usize,
        to: &mut String,
    ) -> Option<()> {
        if depth > MAX_DEPTH {
            return None;
        }
        while let Some(at) = rest.find('%') {
            to.push_str(&rest[..at]);
            let after = &rest[at + 1..];
            if let Some(after) = after.strip_prefix('%') {
                to.push('%');
                rest = after;
                continue;
            }
            let (key, after) = after.strip_prefix('(')?.split_once(')')?;
            rest = after.strip_prefix('s').filter(|_| !key.is_empty())?;
            *references += 1;
            let value = self.raw(section, &key.to_lowercase())?;
            if *references > MAX_REFERENCES || to.len() + value.len() > MAX_VALUE_BYTES {
                return None;
            }
            if value.contains('%') {
                self.resolve(section, &value, depth + 1, references, to)?;
            } else {
                to.push_str(&value);
            }
        }
        to.push_str(rest);
        Some(())
    }
}

#[derive(Default)]
struct IniReader {
    ini: Ini,
    place: IniPlace,
    /// Which continued lines belong to.
    value: Option<ContinuedValue>,
    indent: usize,
}

#[derive(Clone, Copy, Default)]
enum IniPlace {
    #[default]
    NoSection,
    Defaults,
    /// The last one.
    Section,
}

enum ContinuedValue {
    Of(String),
    /// Of a repeated key.
    Dropped,
}

impl IniReader {
    fn read(&mut self, number: usize, line: &str) {
        let text = trim(line);
        if text.starts_with(['#', ';']) {
            return;
        }
        if text.is_empty() {
            self.continue_value("");
            return;
        }
        // Python counts characters.
        let indent = line.chars().take_while(|c| is_space(*c)).count();
        if indent > self.indent && self.value.is_some() {
            self.continue_value(text);
            return;
        }
        self.indent = indent;
        self.value = None;
        if let Some(name) = header(text) {
            self.begin_section(name);
        } else if let Err(why) = self.read_key(text) {
            self.ini.damage.push(IniDamage { line: number, why });
        }
    }

    fn begin_section(&mut self, name: &str) {
        if name == DEFAULT {
            self.place = IniPlace::Defaults;
            return;
        }
        self.place = IniPlace::Section;
        self.ini.sections.push(IniSection {
            name: name.to_owned(),
            keys: IniKeys::new(),
            repeats_key: false,
        });
    }

    fn read_key(&mut self, text: &str) -> Result<(), IniDamageKind> {
        let keys = self.keys().ok_or(IniDamageKind::NoSection)?;
        let (key, value) = text.split_once(['=', ':']).ok_or(IniDamageKind::NotAKey)?;
        let key = trim_end(key).to_lowercase();
        if key.is_empty() {
            return Err(IniDamageKind::NotAKey);
        }
        match keys.entry(key.clone()) {
            Entry::Occupied(_) => {
                self.value = Some(ContinuedValue::Dropped);
                if let (IniPlace::Section, Some(section)) =
                    (self.place, self.ini.sections.last_mut())
                {
                    section.repeats_key = true;
                }
                Err(IniDamageKind::RepeatedKey)
            }
            Entry::Vacant(entry) => {
                entry.insert(vec![trim(value).to_owned()]);
                self.value = Some(ContinuedValue::Of(key));
                Ok(())
            }
        }
    }

    fn continue_value(&mut self, line: &str) {
        let Some(ContinuedValue::Of(key)) = self.value.take() else {
            return;
        };
        if let Some(lines) = self.keys().and_then(|keys| keys.get_mut(&key)) {
            lines.push(line.to_owned());
        }
        self.value = Some(ContinuedValue::Of(key));
    }

    fn keys(&mut self) -> Option<&mut IniKeys> {
        match self.place {
            IniPlace::NoSection => None,
            IniPlace::Defaults => Some(&mut self.ini.defaults),
            IniPlace::Section => self
                .ini
                .sections
                .last_mut()
                .map(|section| &mut section.keys),
        }
    }
}

/// The name between the first bracket and the last one. What follows is ignored.
fn header(text: &str) -> Option<&str> {
    let (name, _ignored) = text.strip_prefix('[')?.rsplit_once(']')?;
    Some(name).filter(|name| !name.is_empty())
}

fn trim(text: &str) -> &str {
    text.trim_matches(is_space)
}

fn trim_end(text: &str) -> &str {
    text.trim_end_matches(is_space)
}

/// Python's `str.isspace`.
fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}
