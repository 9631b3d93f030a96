//! The matcher of the list's search and of *Jump to*. Words match in any order: in a profile's name (also by a few of its letters),
//! tag, host or login, or in a label. Matches at the start of a word rank highest.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use frizbee::{CaseMatching, Config, Matcher, Matching, UnicodeMatching};

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
            words: words.into_iter().map(Word::new).collect(),
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
    pub fn in_label(&mut self, label: &str) -> (Fit, Vec<usize>) {
        let mut sum = Sum::default();
        for (at, word) in self.words.iter_mut().enumerate() {
            if let Some((score, letters)) = word.in_name(label) {
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
        let words = &mut self.words;
        let by_console = self
            .by_console
            .entry(profile.console.as_str())
            .or_insert_with(|| {
                let (label, host) = (profile.console.short(), profile.console.host());
                let best = |word: &mut Word| {
                    let by_label = word.elsewhere(&label, 2);
                    by_label.max(word.elsewhere(&host, 2))
                };
                words.iter_mut().map(best).collect()
            });
        let settings = self.settings;
        let by_tag = settings.marks_of(profile.id).tag.map(|tag| {
            let name = settings.tags.name(tag);
            let matched = || {
                words
                    .iter_mut()
                    .map(|word| word.elsewhere(name, 3))
                    .collect()
            };
            &*self.by_tag.entry(tag).or_insert_with(matched)
        });
        for (at, word) in self.words.iter_mut().enumerate() {
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

/// A word of the search.
struct Word {
    together: Matcher,
    apart: Matcher,
}

impl Word {
    fn new(word: &str) -> Self {
        let config = Config::default()
            .casing(CaseMatching::Ignore)
            .unicode(UnicodeMatching::Always);
        Self {
            together: Matcher::new(word, &config.clone().matching(Matching::Substring)),
            apart: Matcher::new(word, &config),
        }
    }

    /// In a text beside the name: as typed. `worth` counts if it begins a word there.
    fn elsewhere(&mut self, text: &str, worth: u32) -> Option<MatchScore> {
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
    fn in_name(&mut self, name: &str) -> Option<(MatchScore, Vec<usize>)> {
        if let Some((place, letters)) = self.together(name) {
            let place = match place {
                MatchPlace::First => 5,
                MatchPlace::AtWord => 4,
                MatchPlace::Inside => 2,
            };
            return Some((MatchScore { place, letters: 0 }, letters));
        }
        let found = self.apart.match_one_indices(name, 0)?;
        let letters = in_order(&found.indices);
        let is_at_word = letters.first().is_some_and(|at| begins_word(name, *at));
        let score = MatchScore {
            place: 1,
            letters: u32::from(found.score),
        };
        is_at_word.then_some((score, letters))
    }

    fn together(&mut self, text: &str) -> Option<(MatchPlace, Vec<usize>)> {
        let letters = in_order(&self.together.match_one_indices(text, 0)?.indices);
        let place = match letters.first()? {
            0 => MatchPlace::First,
            at if begins_word(text, *at) => MatchPlace::AtWord,
            _ => MatchPlace::Inside,
        };
        Some((place, letters))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum MatchPlace {
    First,
    AtWord,
    Inside,
}

fn in_order(backwards: &[u32]) -> Vec<usize> {
    let places = backwards.iter().rev();
    places
        .filter_map(|place| usize::try_from(*place).ok())
        .collect()
}

fn begins_word(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    before.is_none_or(|before| !before.is_alphanumeric())
}
