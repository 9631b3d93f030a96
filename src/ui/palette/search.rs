//! What *Jump to* finds, and in which order. Every word must match somewhere: a profile's name (also by a few of its letters),
//! tag, host or login, or a command's label. Words that match a profile and words that match a command together find that
//! profile's command. Matches at the start of a word rank highest; among equals, the most recently used profile comes first.

use std::cmp::Reverse;

use jiff::Timestamp;

use crate::app::State;
use crate::app::availability::Availability;
use crate::app::command::Command;
use crate::app::palette::{Entry, Palette, ProfileCommand};
use crate::app::profiles::ProfileRow;
use crate::app::search::{Fit, MatchScore, SearchWords, Words};
use crate::model::{AccountKind, Now, ProfileId};
use crate::ui::commands;
use crate::ui::palette::labels::{profile_command_label, without_name};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SearchResult {
    pub(super) entry: Entry,
    /// Byte offsets of the matched letters in its name, in order.
    pub(super) letters: Vec<usize>,
    /// A profile that was found by something else than its name.
    pub(super) is_by_details: bool,
}

impl SearchResult {
    fn new(entry: Entry, letters: Vec<usize>) -> Self {
        Self {
            entry,
            letters,
            is_by_details: false,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Profiles,
    Commands,
    /// At the second level.
    CommandsOf(ProfileId),
}

/// The sections that have results, the one with the best first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Results {
    pub(super) found: Vec<SearchResult>,
    /// Each with the index of its first result.
    pub(super) sections: Vec<(Section, usize)>,
}

impl Results {
    fn push(&mut self, section: Section, ranked: Vec<Ranked>) {
        if !ranked.is_empty() {
            self.sections.push((section, self.found.len()));
            self.found
                .extend(ranked.into_iter().map(|(_, found)| found));
        }
    }
}

/// Of a search for a command of a profile, only this many profiles are listed, the best first.
const MOST_PROFILES_WITH_COMMAND: usize = 100;

/// Everything that matches. With no text: recently used profiles, other profiles, commands.
pub(super) fn results(state: &State, palette: &Palette, typed: &str, now: Now) -> Results {
    let Some(words) = SearchWords::parse(&state.settings, typed) else {
        return Results::default();
    };
    let mut search = Search { state, now, words };
    match &palette.level {
        Some(level) => search.second_level(level.id),
        None => search.first_level(),
    }
}

type Ranked = (Rank, SearchResult);

struct Search<'a> {
    state: &'a State,
    now: Now,
    words: SearchWords<'a>,
}

impl Search<'_> {
    fn first_level(&mut self) -> Results {
        let all = self.words.all();
        let phrases = self.phrases();
        let mut profiles: Vec<Ranked> = Vec::new();
        // Profiles that match some of the words, and commands that match the others.
        let mut partly: Vec<(Rank, &ProfileRow, Words)> = Vec::new();
        for row in self.state.profiles() {
            let (fit, letters) = self.words.in_profile(row);
            if fit.words == 0 && all != 0 {
                continue;
            }
            let rank = Rank::new(fit.score, self.used(row));
            let completes = |phrase: &Phrase| phrase.fit.words | fit.words == all;
            if fit.words == all {
                let entry = Entry::Profile(row.profile.id);
                let is_by_details = all != 0 && letters.is_empty();
                let found = SearchResult {
                    is_by_details,
                    ..SearchResult::new(entry, letters)
                };
                profiles.push((rank, found));
            } else if phrases.iter().any(completes) {
                partly.push((rank, row, fit.words));
            }
        }
        // Stable: equals keep the order of the list.
        profiles.sort_by_key(|(rank, _)| *rank);
        partly.sort_by_key(|(rank, ..)| *rank);
        partly.truncate(MOST_PROFILES_WITH_COMMAND);

        let mut commands = self.own_commands();
        if let Some(row) = self.state.selected_profile() {
            let is_in = |phrase: &&Phrase| phrase.fit.words == all;
            commands.extend(self.commands_of(row, phrases.iter().filter(is_in), Rank::default()));
        }
        for (rank, row, words) in partly {
            let adds = |phrase: &&Phrase| {
                phrase.fit.words != all
                    && phrase.fit.words | words == all
                    && phrase.fit.words & !words != 0
            };
            commands.extend(self.commands_of(row, phrases.iter().filter(adds), rank));
        }
        commands.sort_by_key(|(rank, found)| (*rank, in_table(found.entry)));
        let best = |ranked: &[Ranked]| ranked.first().map(|(rank, _)| rank.score.0.place);
        let mut sections = [
            (best(&profiles), Section::Profiles, profiles),
            (best(&commands), Section::Commands, commands),
        ];
        // Equals keep their order: profiles first.
        sections.sort_by_key(|(best, ..)| Reverse(*best));
        let mut results = Results::default();
        for (_, section, ranked) in sections {
            results.push(section, ranked);
        }
        results
    }

    /// Everything that this profile can do, and what taking it does first.
    fn second_level(&mut self, id: ProfileId) -> Results {
        let Some(row) = self.state.profile(id) else {
            return Results::default();
        };
        let (kind, format) = (
            row.profile.account.kind(),
            self.state.settings.copy_format(),
        );
        let taking =
            profile_command_label(ProfileCommand::of(row, self.state, self.now), kind, format);
        let commands = self.ready_commands(row).filter_map(|command| {
            let phrase = command.palette_phrase(kind, format)?;
            Some((Entry::CommandOf(id, command), without_name(phrase)))
        });
        let labels: Vec<(Entry, String)> = std::iter::once((Entry::Profile(id), taking.to_owned()))
            .chain(commands)
            .collect();
        let mut ranked =
            self.by_label(labels.iter().map(|(entry, label)| (*entry, label.as_str())));
        ranked.sort_by_key(|(rank, _)| *rank);
        let mut results = Results::default();
        results.push(Section::CommandsOf(id), ranked);
        results
    }

    /// The window's own commands.
    fn own_commands(&mut self) -> Vec<Ranked> {
        let (state, now) = (self.state, self.now);
        let is_offered = |command: &Command| {
            command.action(state, now).is_some() && command.is_in_use(state) != Some(true)
        };
        let commands = commands::in_palette().filter(is_offered);
        self.by_label(commands.map(|command| (Entry::Command(command), command.label())))
    }

    fn by_label<'l>(&mut self, labels: impl Iterator<Item = (Entry, &'l str)>) -> Vec<Ranked> {
        let all = self.words.all();
        labels
            .filter_map(|(entry, label)| {
                let (fit, letters) = self.words.in_label(label);
                let found = SearchResult::new(entry, letters);
                (fit.words == all).then_some((Rank::new(fit.score, None), found))
            })
            .collect()
    }

    /// The commands that these phrases stand for, where they apply to the profile. `rank` is the profile's own.
    fn commands_of<'p>(
        &self,
        row: &ProfileRow,
        phrases: impl Iterator<Item = &'p Phrase>,
        rank: Rank,
    ) -> Vec<Ranked> {
        let kind = row.profile.account.kind();
        let ready: Vec<Command> = self.ready_commands(row).collect();
        phrases
            .filter(|phrase| phrase.kind == kind && ready.contains(&phrase.command))
            .map(|phrase| {
                let entry = Entry::CommandOf(row.profile.id, phrase.command);
                let found = SearchResult::new(entry, Vec::new());
                (rank.plus(phrase.fit.score), found)
            })
            .collect()
    }

    fn ready_commands(&self, row: &ProfileRow) -> impl Iterator<Item = Command> {
        let (state, now) = (self.state, self.now);
        let is_ready = move |command: &Command| {
            let available = command.for_profile(row, state, now);
            matches!(available, Availability::Ready(_))
        };
        Command::ALL.into_iter().filter(is_ready)
    }

    /// How the commands of profiles are called, matched once for all of them.
    fn phrases(&mut self) -> Vec<Phrase> {
        let format = self.state.settings.copy_format();
        let kinds = [AccountKind::ApiClient, AccountKind::User];
        let each = Command::ALL
            .into_iter()
            .flat_map(|command| kinds.map(|kind| (command, kind)));
        each.filter_map(|(command, kind)| {
            let phrase = command.palette_phrase(kind, format)?.replace("{}", "");
            let (fit, _) = self.words.in_label(&phrase);
            Some(Phrase { command, kind, fit })
        })
        .collect()
    }

    fn used(&self, row: &ProfileRow) -> Option<Timestamp> {
        self.state.settings.last_used.get(&row.profile.id).copied()
    }
}

/// A command of profiles.
struct Phrase {
    command: Command,
    kind: AccountKind,
    fit: Fit,
}

/// Smaller ranks first.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    score: Reverse<MatchScore>,
    used: Reverse<Option<Timestamp>>,
}

impl Rank {
    fn new(score: MatchScore, used: Option<Timestamp>) -> Self {
        Self {
            score: Reverse(score),
            used: Reverse(used),
        }
    }

    fn plus(self, MatchScore { place, letters }: MatchScore) -> Self {
        let mut score = self.score.0;
        score.place += place;
        score.letters += letters;
        Self {
            score: Reverse(score),
            ..self
        }
    }
}

/// The position of a command in the table.
fn in_table(entry: Entry) -> Option<usize> {
    let (Entry::Command(command) | Entry::CommandOf(_, command)) = entry else {
        return None;
    };
    Command::ALL.iter().position(|other| *other == command)
}

#[cfg(test)]
mod tests;
