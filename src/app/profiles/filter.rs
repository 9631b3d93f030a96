//! The chips above the list: which rows it shows while nothing is searched for.

use std::collections::BTreeMap;

use crate::app::State;
use crate::app::profiles::{ListFilter, ProfileRow, Row, Standing};
use crate::app::update::App;
use crate::model::{Now, Tag, TokenPhase};

/// With fewer profiles there is nothing to narrow down.
const MIN_PROFILES: usize = 8;

impl ListFilter {
    fn is_met(self, row: &Row, state: &State, now: Now) -> bool {
        let Some(row) = row.profile() else {
            return self == Self::All;
        };
        match self {
            Self::All => true,
            Self::Live => is_live(row, now),
            Self::Attention => needs_attention(row, state, now),
            Self::Tagged(tag) => state.tag_of(row) == Some(tag),
        }
    }
}

fn is_live(row: &ProfileRow, now: Now) -> bool {
    let phase = row.grant.as_ref().map(|grant| grant.expiry.phase(now));
    phase.is_some_and(|phase| phase != TokenPhase::Expired)
}

fn needs_attention(row: &ProfileRow, state: &State, now: Now) -> bool {
    row.card_failure().is_some()
        || row.last_failure(now).is_some()
        || matches!(
            row.standing(&state.settings, now),
            Standing::Expiring | Standing::Rejected
        )
}

impl State {
    /// The chips, each with its number of rows; without those that would show none. Empty for a short list.
    pub fn filters(&self, now: Now) -> Vec<(ListFilter, usize)> {
        if !self.has_filters() {
            return Vec::new();
        }
        let (mut live, mut attention, mut by_tag) = (0, 0, BTreeMap::<Tag, usize>::new());
        for row in self.profiles() {
            live += usize::from(is_live(row, now));
            attention += usize::from(needs_attention(row, self, now));
            if let Some(tag) = self.tag_of(row) {
                *by_tag.entry(tag).or_default() += 1;
            }
        }
        let tags = Tag::ALL.map(|tag| {
            let count = by_tag.get(&tag).copied().unwrap_or_default();
            (ListFilter::Tagged(tag), count)
        });
        [
            (ListFilter::All, self.rows.len()),
            (ListFilter::Live, live),
            (ListFilter::Attention, attention),
        ]
        .into_iter()
        .chain(tags)
        .filter(|(filter, count)| *count > 0 || *filter == self.filter)
        .collect()
    }

    pub(crate) fn tag_of(&self, row: &ProfileRow) -> Option<Tag> {
        self.settings.marks_of(row.profile.id).tag
    }

    /// Whether the list is long enough for chips.
    fn has_filters(&self) -> bool {
        self.profiles().nth(MIN_PROFILES - 1).is_some()
    }

    /// A search looks in everything. A short list has no chips, and shows everything.
    pub fn filter_in_use(&self, search: &str) -> ListFilter {
        if search.trim().is_empty() && self.has_filters() {
            self.filter
        } else {
            ListFilter::All
        }
    }

    /// The rows that the list shows, in its order. The selected one stays until another is selected: it doesn't vanish under the
    /// hand that renews its token.
    pub fn listed(&self, search: &str, now: Now) -> Vec<&Row> {
        let filter = self.filter_in_use(search);
        self.matching(search)
            .filter(|row| filter.is_met(row, self, now) || Some(row.key) == self.selected)
            .collect()
    }
}

impl App {
    /// Ends a search. Selects the first row that passes, unless the selected one does.
    pub(crate) fn filter_by(&mut self, filter: ListFilter, now: Now) {
        self.drafts.search.clear();
        self.state.filter = filter;
        let state = &self.state;
        let is_met = |row: &Row| filter.is_met(row, state, now);
        let keeps = state.selected_row().is_some_and(is_met);
        let first = state.rows.iter().find(|row| is_met(row));
        let first = first.map(|row| row.key);
        if let Some(first) = first.filter(|_| !keeps) {
            self.select_by_choice(first, now);
        }
    }
}
