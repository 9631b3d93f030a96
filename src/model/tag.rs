//! The colour tag of a profile: red for production, green for test, and four more.

/// A colour that marks a profile. What each is called is a setting ([`super::Settings::tags`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tag {
    /// Red; "Production", unless called otherwise.
    Red,
    /// Green; "Test", unless called otherwise.
    Green,
    /// Blue.
    Blue,
    /// Amber.
    Amber,
    /// Violet.
    Violet,
    /// Grey.
    Grey,
}

impl Tag {
    /// All of them, in the order of the menus.
    pub const ALL: [Self; 6] = [
        Self::Red,
        Self::Green,
        Self::Blue,
        Self::Amber,
        Self::Violet,
        Self::Grey,
    ];

    /// The word in a keyring item and in the settings file. A contract: never renamed.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Green => "green",
            Self::Blue => "blue",
            Self::Amber => "amber",
            Self::Violet => "violet",
            Self::Grey => "grey",
        }
    }

    /// Reads [`Tag::word`]; `None` for any other text.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tag| tag.word() == word)
    }

    /// What it is called until somebody calls it otherwise.
    pub const fn first_name(self) -> &'static str {
        match self {
            Self::Red => "Production",
            Self::Green => "Test",
            Self::Blue => "Blue",
            Self::Amber => "Amber",
            Self::Violet => "Violet",
            Self::Grey => "Grey",
        }
    }
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
