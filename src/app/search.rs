//! The matcher of the list's search and of *Jump to*. Words match in any order: in a profile's name (also by a few of its letters),
//! tag, host or login, or in a label. Matches at the start of a word rank highest.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::{iter, mem};

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::canonical_combining_class;

use crate::app::profiles::ProfileRow;
use crate::model::{Settings, Tag, has_hidden, visible_line};

/// Maximum length in bytes; no name, tag, login or host is longer. An accidental paste can be.
const LONGEST: usize = 512;

/// A set of words of the search, by their position.
pub type Words = u64;

const MAX_WORDS: usize = Words::BITS as usize;

/// What was typed, to be matched against many profiles.
pub struct SearchWords<'a> {
    settings: &'a Settings,
    words: Vec<Word>,
    /// Equal for most profiles, so matched once: each word against a console's host, and against a tag's name.
    by_console: BTreeMap<&'a str, Vec<Option<MatchScore>>>,
    by_tag: BTreeMap<Tag, Vec<Option<MatchScore>>>,
}

impl<'a> SearchWords<'a> {
    /// `None` if it is too long to match anything.
    pub fn parse(settings: &'a Settings, typed: &str) -> Option<Self> {
        // A repeated word finds the same.
        let words: BTreeSet<&str> = typed.split_whitespace().collect();
        if typed.len() > LONGEST || words.len() > MAX_WORDS {
            return None;
        }
        Some(Self {
            settings,
            words: words
                .into_iter()
                .map(Word::new)
                // A combining mark alone.
                .filter(|word| !word.0.is_empty())
                .collect(),
            by_console: BTreeMap::new(),
            by_tag: BTreeMap::new(),
        })
    }

    /// All words.
    pub fn all(&self) -> Words {
        match self.words.len() {
            0 => 0,
            count => Words::MAX >> (MAX_WORDS - count),
        }
    }

    /// The words that match in a label, with the matched letters.
    pub fn in_label(&self, label: &str) -> (Fit, Vec<usize>) {
        let label = Text::new(label);
        let mut sum = Sum::default();
        for (at, word) in self.words.iter().enumerate() {
            if let Some((score, letters)) = word.in_name(&label) {
                sum.add(at, score, letters);
            }
        }
        sum.done()
    }

    /// The words that match in a profile, with the matched letters of its name.
    pub fn in_profile(&mut self, row: &'a ProfileRow) -> (Fit, Vec<usize>) {
        let mut sum = Sum::default();
        if self.words.is_empty() {
            return sum.done();
        }
        let profile = &row.profile;
        let name = as_shown(profile.name.as_str());
        let login = as_shown(profile.account.login());
        let words = &self.words;
        let by_console = self
            .by_console
            .entry(profile.console.as_str())
            .or_insert_with(|| {
                // A known console's label is part of its host.
                let host = profile.console.host();
                let host = Text::new(&host);
                words.iter().map(|word| word.elsewhere(&host, 2)).collect()
            });
        let settings = self.settings;
        let by_tag = settings.marks_of(profile.id).tag.map(|tag| {
            let matched = || {
                let name = Text::new(settings.tags.name(tag));
                words.iter().map(|word| word.elsewhere(&name, 3)).collect()
            };
            &*self.by_tag.entry(tag).or_insert_with(matched)
        });
        let (name, login) = (Text::new(&name), Text::new(&login));
        for (at, word) in self.words.iter().enumerate() {
            let by_tag = by_tag.and_then(|matched| matched[at]);
            let elsewhere = by_tag.max(by_console[at]).max(word.elsewhere(&login, 2));
            match (word.in_name(&name), elsewhere) {
                (Some((score, letters)), other) if other.is_none_or(|other| other <= score) => {
                    sum.add(at, score, letters);
                }
                (_, Some(score)) => sum.add(at, score, Vec::new()),
                (_, None) => {}
            }
        }
        sum.done()
    }
}

/// Which words match, and how well.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fit {
    pub words: Words,
    pub score: MatchScore,
}

#[derive(Default)]
struct Sum {
    fit: Fit,
    letters: Vec<usize>,
}

impl Sum {
    fn add(&mut self, word: usize, score: MatchScore, letters: Vec<usize>) {
        self.fit.words |= 1 << word;
        self.fit.score.place += score.place;
        self.fit.score.letters += score.letters;
        if self.letters.is_empty() {
            self.letters = letters;
        } else {
            self.letters.extend(letters);
        }
    }

    fn done(mut self) -> (Fit, Vec<usize>) {
        self.letters.sort_unstable();
        self.letters.dedup();
        (self.fit, self.letters)
    }
}

/// Larger is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct MatchScore {
    /// By where it matched.
    pub place: u32,
    /// For scattered letters: how close they are.
    pub letters: u32,
}

/// As the window writes it.
fn as_shown(text: &str) -> Cow<'_, str> {
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if !is_plain && has_hidden(text) {
        Cow::Owned(visible_line(text))
    } else {
        Cow::Borrowed(text)
    }
}

/// A word of the search, folded.
struct Word(Vec<char>);

impl Word {
    fn new(word: &str) -> Self {
        let text = Text::new(word);
        Self((0..text.len()).map(|index| text.letter(index)).collect())
    }

    /// In a text beside the name: as typed. `worth` counts if it begins a word there.
    fn elsewhere(&self, text: &Text<'_>, worth: u32) -> Option<MatchScore> {
        let (place, _) = self.together(text)?;
        let place = if place == MatchPlace::Inside {
            1
        } else {
            worth
        };
        Some(MatchScore { place, letters: 0 })
    }

    /// In a name: as typed, or as scattered letters of which the first starts a word. (Letters from anywhere match nearly every
    /// name.)
    fn in_name(&self, name: &Text<'_>) -> Option<(MatchScore, Vec<usize>)> {
        if let Some((place, letters)) = self.together(name) {
            let place = match place {
                MatchPlace::First => 5,
                MatchPlace::AtWord => 4,
                MatchPlace::Inside => 2,
            };
            return Some((MatchScore { place, letters: 0 }, letters));
        }
        let first = *self.0.first()?;
        let starts = (0..name.len())
            .filter(|start| name.letter(*start) == first && name.begins_word(*start));
        let found = starts.filter_map(|start| self.apart(name, start));
        let (span, letters) = found.min_by_key(|(span, _)| *span)?;
        let letters_score = u32::try_from(LONGEST.saturating_sub(span)).unwrap_or(0);
        let score = MatchScore {
            place: 1,
            letters: letters_score,
        };
        Some((score, letters))
    }

    /// At the start of a word if it can be.
    fn together(&self, text: &Text<'_>) -> Option<(MatchPlace, Vec<usize>)> {
        let last = text.len().checked_sub(self.0.len())?;
        let is_here = |start: usize| {
            let mut letters = self.0.iter().zip(start..);
            letters.all(|(wanted, index)| text.letter(index) == *wanted)
        };
        let mut starts = (0..=last).filter(|start| is_here(*start)).peekable();
        let first = *starts.peek()?;
        let at_word = starts.find(|start| text.begins_word(*start));
        let (place, start) = match at_word {
            Some(0) => (MatchPlace::First, 0),
            Some(start) => (MatchPlace::AtWord, start),
            None => (MatchPlace::Inside, first),
        };
        let letters = start..start + self.0.len();
        Some((place, letters.map(|index| text.at(index)).collect()))
    }

    /// Its letters in their order, the first one here; and how far they reach.
    fn apart(&self, text: &Text<'_>, start: usize) -> Option<(usize, Vec<usize>)> {
        let mut rest = start..text.len();
        let mut places = Vec::with_capacity(self.0.len());
        for wanted in &self.0 {
            let found = rest.find(|index| text.letter(*index) == *wanted)?;
            places.push(text.at(found));
        }
        Some((rest.start - start, places))
    }
}

/// A text to search in: its letters without case and accents, by their number.
enum Text<'a> {
    /// Folded as it is read.
    Ascii(&'a [u8]),
    Other(Vec<Letter>),
}

struct Letter {
    folded: char,
    /// The place in the text of the letter that it comes from.
    at: usize,
    begins_word: bool,
}

impl<'a> Text<'a> {
    fn new(text: &'a str) -> Self {
        if text.is_ascii() {
            return Self::Ascii(text.as_bytes());
        }
        let mut letters = Vec::with_capacity(text.len());
        let mut begins_word = true;
        for (at, letter) in text.char_indices() {
            let parts = iter::once(letter).nfd();
            let plain = parts.filter(|part| canonical_combining_class(*part) == 0);
            letters.extend(plain.flat_map(char::to_lowercase).map(|folded| Letter {
                folded,
                at,
                begins_word: mem::take(&mut begins_word),
            }));
            begins_word = !letter.is_alphanumeric() && canonical_combining_class(letter) == 0;
        }
        Self::Other(letters)
    }

    fn len(&self) -> usize {
        match self {
            Self::Ascii(bytes) => bytes.len(),
            Self::Other(letters) => letters.len(),
        }
    }

    fn letter(&self, index: usize) -> char {
        match self {
            Self::Ascii(bytes) => bytes[index].to_ascii_lowercase().into(),
            Self::Other(letters) => letters[index].folded,
        }
    }

    fn at(&self, index: usize) -> usize {
        match self {
            Self::Ascii(_) => index,
            Self::Other(letters) => letters[index].at,
        }
    }

    fn begins_word(&self, index: usize) -> bool {
        match self {
            Self::Ascii(bytes) => index == 0 || !bytes[index - 1].is_ascii_alphanumeric(),
            Self::Other(letters) => letters[index].begins_word,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum MatchPlace {
    First,
    AtWord,
    Inside,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_name(word: &str, name: &str) -> Option<(MatchScore, Vec<usize>)> {
        Word::new(word).in_name(&Text::new(name))
    }

    fn letters(word: &str, name: &str) -> Option<Vec<usize>> {
        in_name(word, name).map(|(_, letters)| letters)
    }

    #[test]
    fn case_and_accents_do_not_matter_and_the_matched_letters_are_those_of_the_name() {
        for (word, name, expected) in [
            ("muller", "Café Müller", vec![6, 7, 9, 10, 11, 12]),
            ("MÜL", "Café Müller", vec![6, 7, 9]),
            ("cafe\u{301}", "CAFÉ", vec![0, 1, 2, 3]),
            ("cafe", "Cafe\u{301}", vec![0, 1, 2, 3]),
            ("ισ", "ΑΙΣ", vec![2, 4]),
        ] {
            assert_eq!(letters(word, name), Some(expected), "{word} in {name}");
        }
        assert_eq!(letters("mueller", "Müller"), None);
    }

    #[test]
    fn a_word_is_found_at_the_start_of_a_word_before_the_inside_of_one() {
        let place = |word, name| in_name(word, name).map(|(score, _)| score.place);
        assert_eq!(place("ac", "Acme"), Some(5));
        assert_eq!(place("ac", "Mac Acme"), Some(4));
        assert_eq!(letters("ac", "Mac Acme"), Some(vec![4, 5]));
        assert_eq!(place("ac", "Mac"), Some(2));
        assert_eq!(place("ac", "Alpha Centauri"), Some(1));
        assert_eq!(place("ac", "Centauri Alpha"), None);
    }

    #[test]
    fn scattered_letters_begin_a_word_and_the_closest_ones_count() {
        assert_eq!(
            letters("ael", "Apex Delta All Else"),
            Some(vec![11, 15, 16])
        );
        let close = in_name("ael", "All Else").map(|(score, _)| score);
        let far = in_name("ael", "Apex Delta").map(|(score, _)| score);
        assert!(close > far, "{close:?} {far:?}");
        assert_eq!(
            letters("eal", "Apex Delta"),
            None,
            "its first letter begins no word"
        );
    }

    #[test]
    fn a_combining_mark_alone_is_no_word() {
        let settings = Settings::default();
        let words = SearchWords::parse(&settings, "a \u{301}").unwrap();
        assert_eq!(words.all(), 1);
    }
}
