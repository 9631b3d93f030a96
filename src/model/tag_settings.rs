//! The names of the tags, and which ask before a copy.

use std::collections::{BTreeMap, BTreeSet};

use thiserror::Error;

use super::{Skeleton, Tag, has_hidden};

pub const MAX_TAG_NAME_CHARS: usize = 24;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TagSettings {
    /// Only names that differ from [`Tag::default_name`].
    names: BTreeMap<Tag, String>,
    asking: BTreeSet<Tag>,
}

impl TagSettings {
    pub fn name(&self, tag: Tag) -> &str {
        self.custom_name(tag).unwrap_or(tag.default_name())
    }

    /// The name that replaces [`Tag::default_name`], if any.
    pub fn custom_name(&self, tag: Tag) -> Option<&str> {
        self.names.get(&tag).map(String::as_str)
    }

    /// An empty name restores the default one.
    pub fn rename(&mut self, tag: Tag, typed: &str) -> Result<(), TagNameError> {
        let name = self.parse_name(tag, typed)?;
        if name == tag.default_name() {
            self.names.remove(&tag);
        } else {
            self.names.insert(tag, name.to_owned());
        }
        Ok(())
    }

    /// A typed name: 1 to [`MAX_TAG_NAME_CHARS`] characters, trimmed, on one line, and unlike the name of any other tag.
    pub fn parse_name<'t>(&self, tag: Tag, typed: &'t str) -> Result<&'t str, TagNameError> {
        let name = parse_alone(tag, typed)?;
        match self.lookalike(tag, name) {
            Some(other) => Err(TagNameError::Taken(other)),
            None => Ok(name),
        }
    }

    /// Renames several at once, so that two tags can swap names. Returns the tags whose new name was rejected.
    pub fn rename_all(&mut self, names: &BTreeMap<Tag, &str>) -> Vec<Tag> {
        let before = self.names.clone();
        let (mut given, mut rejected) = (Vec::new(), Vec::new());
        for (tag, name) in names {
            match parse_alone(*tag, name) {
                Ok(name) => {
                    self.names.insert(*tag, name.to_owned());
                    given.push(*tag);
                }
                Err(_rejected) => rejected.push(*tag),
            }
        }
        while let Some(at) = given
            .iter()
            .position(|tag| self.lookalike(*tag, self.name(*tag)).is_some())
        {
            let tag = given.remove(at);
            match before.get(&tag) {
                Some(name) => self.names.insert(tag, name.clone()),
                None => self.names.remove(&tag),
            };
            rejected.push(tag);
        }
        self.names.retain(|tag, name| name != tag.default_name());
        rejected
    }

    /// Another tag whose name looks like this one, ignoring case.
    fn lookalike(&self, tag: Tag, name: &str) -> Option<Tag> {
        let skeleton = Skeleton::of(name);
        let looks_alike = |other: Tag| Skeleton::of(self.name(other)).looks_like(&skeleton);
        Tag::ALL
            .into_iter()
            .find(|other| *other != tag && looks_alike(*other))
    }

    pub fn asks(&self, tag: Tag) -> bool {
        self.asking.contains(&tag)
    }

    pub fn set_asks(&mut self, tag: Tag, asks: bool) {
        if asks {
            self.asking.insert(tag);
        } else {
            self.asking.remove(&tag);
        }
    }
}

/// Without a look at the other tags.
fn parse_alone(tag: Tag, typed: &str) -> Result<&str, TagNameError> {
    let name = match typed.trim() {
        "" => tag.default_name(),
        name => name,
    };
    if has_hidden(name) {
        return Err(TagNameError::Invisible);
    }
    if name.chars().count() > MAX_TAG_NAME_CHARS {
        return Err(TagNameError::TooLong);
    }
    Ok(name)
}

/// Shown under the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TagNameError {
    #[error("Remove tabs, line breaks, and invisible characters.")]
    Invisible,
    #[error("Use at most 24 characters.")]
    TooLong,
    #[error("The {} tag already has this name.", .0.color_name())]
    Taken(Tag),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_trimmed_and_nothing_typed_is_the_first_name_again() {
        let mut tags = TagSettings::default();
        tags.rename(Tag::Violet, "  Live  ").unwrap();
        assert_eq!(tags.name(Tag::Violet), "Live");
        tags.rename(Tag::Violet, " ").unwrap();
        assert_eq!(tags, TagSettings::default());
        assert_eq!(tags.name(Tag::Violet), "Production");
    }

    #[test]
    fn a_name_that_is_not_valid_changes_nothing() {
        let mut tags = TagSettings::default();
        tags.rename(Tag::Blue, "Côte").unwrap();
        let before = tags.clone();
        let longest = "ü".repeat(MAX_TAG_NAME_CHARS);
        for (typed, error) in [
            ("two\nlines", TagNameError::Invisible),
            (format!("{longest}ü").as_str(), TagNameError::TooLong),
            ("Li\u{200b}ve", TagNameError::Invisible),
            ("tEST", TagNameError::Taken(Tag::Teal)),
            ("T\u{435}st", TagNameError::Taken(Tag::Teal)), // Cyrillic е
            ("cÔTE", TagNameError::Taken(Tag::Blue)),
        ] {
            assert_eq!(tags.rename(Tag::Violet, typed), Err(error), "{typed}");
            assert_eq!(tags, before);
        }
        tags.rename(Tag::Violet, &longest).unwrap();
        // The first name of a tag that has another one is free, until that is to have it again.
        tags.rename(Tag::Teal, "Blue").unwrap();
        let taken = TagNameError::Taken(Tag::Teal);
        assert_eq!(tags.rename(Tag::Blue, ""), Err(taken));
        assert_eq!(taken.to_string(), "The teal tag already has this name.");
    }

    #[test]
    fn several_can_change_places_and_no_two_get_the_same_name() {
        let mut tags = TagSettings::default();
        let places = BTreeMap::from([(Tag::Violet, "Test"), (Tag::Teal, "Production")]);
        assert_eq!(tags.rename_all(&places), []);
        assert_eq!(tags.name(Tag::Violet), "Test");
        assert_eq!(tags.name(Tag::Teal), "Production");
        // Blue is free for red only if blue becomes something else, which it cannot.
        let long = "x".repeat(MAX_TAG_NAME_CHARS + 1);
        let wishes = BTreeMap::from([
            (Tag::Violet, "blue"),
            (Tag::Blue, &long),
            (Tag::Gray, "Lab"),
        ]);
        assert_eq!(tags.rename_all(&wishes), [Tag::Blue, Tag::Violet]);
        let names = Tag::ALL.map(|tag| tags.name(tag));
        assert_eq!(names, ["Test", "Production", "Blue", "Pink", "Plum", "Lab"]);
    }
}
