/// A color that marks a profile. The names are a setting ([`super::TagSettings`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tag {
    Red,
    Green,
    Blue,
    Amber,
    Violet,
    Gray,
}

impl Tag {
    /// In menu order.
    pub const ALL: [Self; 6] = [
        Self::Red,
        Self::Green,
        Self::Blue,
        Self::Amber,
        Self::Violet,
        Self::Gray,
    ];

    /// The word in the settings file and in old keyring items: never renamed.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Green => "green",
            Self::Blue => "blue",
            Self::Amber => "amber",
            Self::Violet => "violet",
            Self::Gray => "grey",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tag| tag.word() == word)
    }

    pub const fn default_name(self) -> &'static str {
        match self {
            Self::Red => "Production",
            Self::Green => "Test",
            Self::Blue => "Blue",
            Self::Amber => "Amber",
            Self::Violet => "Violet",
            Self::Gray => "Grey",
        }
    }
}

/// A person's own marks on a profile: they are in the settings, not in its keyring item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PinAndTag {
    pub is_pinned: bool,
    pub tag: Option<Tag>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_read_only_by_the_word_that_it_is_written_by() {
        for tag in Tag::ALL {
            assert_eq!(Tag::parse(tag.word()), Some(tag));
        }
        assert_eq!(Tag::parse("Red"), None);
        assert_eq!(Tag::parse(""), None);
    }
}
