/// A color that marks a profile, none of them a state's. The names are a setting ([`super::TagSettings`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tag {
    Violet,
    Teal,
    Blue,
    Pink,
    Plum,
    Gray,
}

impl Tag {
    /// In the order of menus and of the list.
    pub const ALL: [Self; 6] = [
        Self::Violet,
        Self::Teal,
        Self::Blue,
        Self::Pink,
        Self::Plum,
        Self::Gray,
    ];

    /// The word in the settings file and in old keyring items: never renamed. Some tags had another color once.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Violet => "red",
            Self::Teal => "green",
            Self::Blue => "blue",
            Self::Pink => "amber",
            Self::Plum => "violet",
            Self::Gray => "grey",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tag| tag.word() == word)
    }

    pub const fn color_name(self) -> &'static str {
        match self {
            Self::Violet => "violet",
            Self::Teal => "teal",
            Self::Blue => "blue",
            Self::Pink => "pink",
            Self::Plum => "plum",
            Self::Gray => "gray",
        }
    }

    pub const fn default_name(self) -> &'static str {
        match self {
            Self::Violet => "Production",
            Self::Teal => "Test",
            Self::Blue => "Blue",
            Self::Pink => "Pink",
            Self::Plum => "Plum",
            Self::Gray => "Gray",
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
