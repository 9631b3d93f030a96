//! What *Jump to* finds, and in which order. Every word must match somewhere: a profile's name (also by a few of its letters),
//! tag, host or login, or a command's label. Matches at the start of a word rank highest; among equals, the most recently used
//! profile comes first.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use frizbee::{CaseMatching, Config, Matcher, Matching, UnicodeMatching};
use jiff::Timestamp;

use crate::app::State;
use crate::app::palette::Entry;
use crate::app::profiles::ProfileRow;
use crate::model::Now;
use crate::ui::commands;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SearchResult {
    pub(super) entry: Entry,
    /// Byte offsets of the matched letters in its name, in order.
    pub(super) letters: Vec<usize>,
}

/// Maximum length in bytes; no name, tag, login or host is longer. An accidental paste can be.
const LONGEST: usize = 512;

/// Everything that matches, best first. With no text: recently used profiles, other profiles, commands.
pub(super) fn results(state: &State, typed: &str, now: Now) -> Vec<SearchResult> {
    if typed.len() > LONGEST {
        return Vec::new();
    }
    // A repeated word finds the same.
    let words: BTreeSet<&str> = typed.split_whitespace().collect();
    let mut words: Vec<Word> = words.into_iter().map(Word::new).collect();
    let used = |row: &ProfileRow| state.settings.last_used.get(&row.profile.id).copied();
    let mut ranked: Vec<(Rank, SearchResult)> = Vec::new();
    for row in state.profiles() {
        let fields = SearchFields::of(state, row);
        if let Some((fit, letters)) =
            MatchScore::of_all(&mut words, |word| word.in_profile(&fields))
        {
            let entry = Entry::Profile(row.profile.id);
            let rank = Rank::new(fit, false, used(row));
            ranked.push((rank, SearchResult { entry, letters }));
        }
    }
    for command in commands::in_palette() {
        let is_in_use = command.is_in_use(state) == Some(true);
        let is_ready = command.action(state, now).is_some() && !is_in_use;
        let label = command.label_in(state);
        let fit = MatchScore::of_all(&mut words, |word| word.in_name(label));
        if let Some((fit, letters)) = fit.filter(|_| is_ready) {
            let entry = Entry::Command(command);
            ranked.push((Rank::new(fit, true, None), SearchResult { entry, letters }));
        }
    }
    // Stable: equals keep the order of the list and of the commands.
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, found)| found).collect()
}

/// Smaller ranks first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    places: Reverse<u32>,
    is_command: bool,
    letters: Reverse<u32>,
    used: Reverse<Option<Timestamp>>,
}

impl Rank {
    fn new(fit: MatchScore, is_command: bool, used: Option<Timestamp>) -> Self {
        Self {
            places: Reverse(fit.place),
            is_command,
            letters: Reverse(fit.score),
            used: Reverse(used),
        }
    }
}

/// Larger is better.
#[derive(Clone, Copy, Default)]
struct MatchScore {
    /// By where it matched.
    place: u32,
    /// For scattered letters: how close they are.
    score: u32,
}

impl MatchScore {
    /// All words together, with the matched letters of the name; `None` if one has no match.
    fn of_all(
        words: &mut [Word],
        find: impl Fn(&mut Word) -> Option<(Self, Vec<usize>)>,
    ) -> Option<(Self, Vec<usize>)> {
        let mut whole = (Self::default(), Vec::new());
        for word in words {
            let (fit, letters) = find(word)?;
            whole.0.place += fit.place;
            whole.0.score += fit.score;
            whole.1.extend(letters);
        }
        whole.1.sort_unstable();
        whole.1.dedup();
        Some(whole)
    }
}

struct SearchFields<'a> {
    name: String,
    tag: &'a str,
    others: [String; 3],
}

impl<'a> SearchFields<'a> {
    fn of(state: &'a State, row: &'a ProfileRow) -> Self {
        let profile = &row.profile;
        let settings = &state.settings;
        let tag = settings.marks_of(profile.id).tag;
        Self {
            name: profile.name.to_string(),
            tag: tag.map_or("", |tag| settings.tags.name(tag)),
            others: [
                profile.console.short(),
                profile.account.display_login(),
                profile.console.host(),
            ],
        }
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

    fn in_profile(&mut self, fields: &SearchFields<'_>) -> Option<(MatchScore, Vec<usize>)> {
        let by_name = self.in_name(&fields.name);
        let elsewhere = std::iter::once((fields.tag, 3))
            .chain(fields.others.iter().map(|field| (field.as_str(), 2)))
            .filter_map(|(field, worth)| {
                let (place, _) = self.together(field)?;
                let place = if place == MatchPlace::Inside {
                    1
                } else {
                    worth
                };
                Some(MatchScore { place, score: 0 })
            })
            .max_by_key(|fit| fit.place);
        match (by_name, elsewhere) {
            (Some(name), Some(other)) if other.place > name.0.place => Some((other, Vec::new())),
            (None, Some(other)) => Some((other, Vec::new())),
            (name, _) => name,
        }
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
            return Some((MatchScore { place, score: 0 }, letters));
        }
        let found = self.apart.match_one_indices(name, 0)?;
        let letters = in_order(&found.indices);
        let is_at_word = letters.first().is_some_and(|at| begins_word(name, *at));
        let score = u32::from(found.score);
        is_at_word.then_some((MatchScore { place: 1, score }, letters))
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

#[cfg(test)]
mod tests;
