//! The matcher of the list's search and of *Jump to*. Words match in any order: in a profile's name (also by a few of its letters),
//! tag, host or login, or in a label. Matches at the start of a word rank highest.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::iter;

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
    /// Equal for most profiles, so matched once: each word against a console's label and host, and against a tag's name.
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
                let (label, host) = (profile.console.short(), profile.console.host());
                let (label, host) = (Text::new(&label), Text::new(&host));
                let best = |word: &Word| {
                    let by_label = word.elsewhere(&label, 2);
                    by_label.max(word.elsewhere(&host, 2))
                };
                words.iter().map(best).collect()
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
        Self(folded(word).map(|(_, letter)| letter).collect())
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
        let starts = (0..name.letters.len()).filter(|start| name.begins_word(*start));
        let found = starts.filter_map(|start| self.apart(&name.letters[start..]));
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
        let word = &self.0;
        let is_here = |letters: &[(usize, char)]| letters.iter().map(|(_, letter)| letter).eq(word);
        let mut windows = text.letters.windows(word.len().max(1)).enumerate();
        let mut first = None;
        let found = windows.find_map(|(start, letters)| {
            let at = is_here(letters).then_some(start)?;
            first.get_or_insert(at);
            text.begins_word(at).then_some(at)
        });
        let start = found.or(first)?;
        let place = match found {
            Some(0) => MatchPlace::First,
            Some(_) => MatchPlace::AtWord,
            None => MatchPlace::Inside,
        };
        let letters = &text.letters[start..start + word.len()];
        Some((place, letters.iter().map(|(at, _)| *at).collect()))
    }

    /// Its letters in their order, the first at the beginning; and how far they reach.
    fn apart(&self, letters: &[(usize, char)]) -> Option<(usize, Vec<usize>)> {
        let mut rest = letters.iter().enumerate();
        let mut span = 0;
        let mut places = Vec::with_capacity(self.0.len());
        for (number, wanted) in self.0.iter().enumerate() {
            let (reached, (at, _)) = rest.find(|(_, (_, letter))| letter == wanted)?;
            if number == 0 && reached > 0 {
                return None;
            }
            span = reached + 1;
            places.push(*at);
        }
        Some((span, places))
    }
}

/// A text to search in.
struct Text<'a> {
    text: &'a str,
    letters: Vec<(usize, char)>,
}

impl<'a> Text<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            letters: folded(text).collect(),
        }
    }

    fn begins_word(&self, letter: usize) -> bool {
        let Some((at, _)) = self.letters.get(letter) else {
            return false;
        };
        let before = self.text[..*at].chars().next_back();
        before.is_none_or(|before| !before.is_alphanumeric())
    }
}

/// The letters without case and accents, each with the place in the text of the letter that it comes from.
fn folded(text: &str) -> impl Iterator<Item = (usize, char)> {
    text.char_indices().flat_map(|(at, letter)| {
        let plain = iter::once(letter)
            .nfd()
            .filter(|part| canonical_combining_class(*part) == 0);
        plain
            .flat_map(char::to_lowercase)
            .map(move |part| (at, part))
    })
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
