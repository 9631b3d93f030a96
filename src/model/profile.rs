//! A profile: a named console with an account. Its secret joins it only inside a job, as [`StoredProfile`].

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use thiserror::Error;
use uuid::Uuid;

use super::failure::Unreadable;
use super::{Account, ConsoleUrl, PinAndTag, Secret, Skeleton, has_hidden, visible_line};

pub const MAX_NAME_CHARS: usize = 64;

/// Also the user of the keyring item. Never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProfileId(Uuid);

impl ProfileId {
    pub fn random() -> Self {
        Self(Uuid::new_v4())
    }

    /// Accepts only the form that [`fmt::Display`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        let id = Uuid::try_parse(text).ok()?;
        (id.hyphenated().to_string() == text).then_some(Self(id))
    }
}

impl fmt::Display for ProfileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

/// 1 to [`MAX_NAME_CHARS`] characters, trimmed, on one line. Displayed with its invisible characters escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileName {
    text: String,
    skeleton: Arc<Skeleton>,
}

impl ProfileName {
    /// A typed name: without invisible characters.
    pub fn parse(text: &str) -> Result<Self, ProfileNameError> {
        let name = Self::parse_stored(text)?;
        if has_hidden(&name.text) {
            return Err(ProfileNameError::Invisible);
        }
        Ok(name)
    }

    /// A name in the keyring, perhaps from another program, or from before the rules were as strict.
    pub fn parse_stored(text: &str) -> Result<Self, ProfileNameError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ProfileNameError::Empty);
        }
        if text.chars().any(char::is_control) {
            return Err(ProfileNameError::Invisible);
        }
        if text.chars().count() > MAX_NAME_CHARS {
            return Err(ProfileNameError::TooLong);
        }
        Ok(Self {
            text: text.to_owned(),
            skeleton: Arc::new(Skeleton::of(text)),
        })
    }

    /// As stored, invisible characters included.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Ignores case.
    pub fn same_as(&self, other: &Self) -> bool {
        self.folded() == other.folded()
    }

    pub fn looks_like(&self, other: &Self) -> bool {
        self.skeleton.looks_like(&other.skeleton)
    }

    /// Names that share one of them look alike, where both are of the same form.
    pub fn looks(&self) -> [&str; 2] {
        self.skeleton.forms()
    }

    /// Lowercase, for sorting and searching.
    pub fn folded(&self) -> String {
        self.text.to_lowercase()
    }
}

impl fmt::Display for ProfileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&visible_line(&self.text))
    }
}

/// Shown under the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ProfileNameError {
    #[error("Enter a name.")]
    Empty,
    #[error("Remove tabs, line breaks, and invisible characters.")]
    Invisible,
    #[error("Use at most 64 characters.")]
    TooLong,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    pub id: ProfileId,
    /// Counts saves, from 1. An edit names the `rev` that it started from.
    pub rev: u64,
    pub name: ProfileName,
    /// The only address that its secret may go to.
    pub console: ConsoleUrl,
    pub account: Account,
    /// To the second.
    pub saved_at: Timestamp,
}

impl Profile {
    pub fn signs_in_like(&self, other: &Self) -> bool {
        self.console == other.console && self.account.is_same_login_as(&other.account)
    }
}

/// A profile with its secret, as in one keyring item. Only inside a job.
#[derive(Clone, Debug)]
pub struct StoredProfile {
    pub profile: Profile,
    /// `None` exactly if [`Account::stores_secret`] is false.
    pub secret: Option<Secret>,
}

/// One row of a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listed {
    Profile {
        profile: Profile,
        /// The marks that an older version kept in the item.
        old_marks: Option<PinAndTag>,
    },
    /// An item of ours that this version cannot read. It is left alone.
    Unreadable {
        /// Without an id, the item cannot be deleted.
        id: Option<ProfileId>,
        why: Unreadable,
    },
}

impl Listed {
    pub fn id(&self) -> Option<ProfileId> {
        match self {
            Self::Profile { profile, .. } => Some(profile.id),
            Self::Unreadable { id, .. } => *id,
        }
    }
}

impl From<Profile> for Listed {
    fn from(profile: Profile) -> Self {
        Self::Profile {
            profile,
            old_marks: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_trimmed_and_counted_in_characters() {
        assert_eq!(
            ProfileName::parse("  Côte d’Azur ").unwrap().as_str(),
            "Côte d’Azur"
        );
        assert!(ProfileName::parse(&"é".repeat(64)).is_ok());
        assert_eq!(
            ProfileName::parse(&"é".repeat(65)),
            Err(ProfileNameError::TooLong)
        );
        assert_eq!(ProfileName::parse("a\nb"), Err(ProfileNameError::Invisible));
        assert_eq!(ProfileName::parse(" \t "), Err(ProfileNameError::Empty));
    }

    #[test]
    fn a_name_that_is_typed_can_be_seen_whole_and_a_stored_one_is_shown_whole() {
        for (typed, shown) in [
            ("Al\u{200b}pha", "Al\\u200bpha"),
            ("\u{202e}ahplA", "\\u202eahplA"),
            ("Al\u{200d}pha", "Al\\u200dpha"),
            ("\u{feff}Alpha\u{3164}", "\\ufeffAlpha\\u3164"),
        ] {
            assert_eq!(ProfileName::parse(typed), Err(ProfileNameError::Invisible));
            let stored = ProfileName::parse_stored(typed).unwrap();
            assert_eq!(
                (stored.as_str(), stored.to_string().as_str()),
                (typed, shown)
            );
        }
        for emoji in ["👩‍💻 Dana", "❤️ Prod", "1️⃣ EU"] {
            assert_eq!(ProfileName::parse(emoji).unwrap().to_string(), emoji);
        }
    }

    #[test]
    fn names_that_differ_in_case_only_are_the_same() {
        let name = |text| ProfileName::parse(text).unwrap();
        assert!(name("Production EU").same_as(&name("PRODUCTION eu")));
        assert!(!name("Production EU").same_as(&name("Production US")));
    }

    #[test]
    fn an_id_is_read_only_in_the_form_that_it_is_written_in() {
        let id = ProfileId::random();
        assert_eq!(ProfileId::parse(&id.to_string()), Some(id));
        assert_eq!(ProfileId::parse(&id.to_string().to_uppercase()), None);
        assert_eq!(ProfileId::parse("not an id"), None);
    }

    proptest! {
        #[test]
        fn whatever_is_accepted_as_a_name_is_one_line_that_reads_back_as_itself(text in prop_oneof![any::<String>(), "\\s?\\PC{0,70}\\s?"]) {
            if let Ok(name) = ProfileName::parse(&text) {
                prop_assert!(!has_hidden(name.as_str()));
                prop_assert_eq!(name.to_string(), name.as_str());
                prop_assert!((1..=MAX_NAME_CHARS).contains(&name.as_str().chars().count()));
                prop_assert_eq!(name.as_str(), text.trim());
                prop_assert!(name.same_as(&name) && name.looks_like(&name));
                prop_assert_eq!(ProfileName::parse(name.as_str()), Ok(name.clone()));
            }
        }

        #[test]
        fn no_text_is_an_id_but_that_of_one(text in prop_oneof![any::<String>(), "[0-9a-fA-F{}:-]{30,40}"]) {
            if let Some(id) = ProfileId::parse(&text) {
                prop_assert_eq!(id.to_string(), text);
            }
        }
    }
}
