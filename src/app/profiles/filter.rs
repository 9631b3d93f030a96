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
            Self::Attention => {
                let standing = row.standing(&state.settings, now);
                matches!(standing, Standing::Expiring | Standing::Rejected)
                    || row.last_failure(now).is_some()
                    || row.card_failure().is_some()
            }
            Self::Tagged(tag) => state.settings.marks_of(row.profile.id).tag == Some(tag),
        }
    }
}

fn is_live(row: &ProfileRow, now: Now) -> bool {
    let phase = row.grant.as_ref().map(|grant| grant.expiry.phase(now));
    phase.is_some_and(|phase| phase != TokenPhase::Expired)
}

impl State {
    /// The chips, each with its number of rows; without those that would show none. Empty for a short list.
    pub fn filters(&self, now: Now) -> Vec<(ListFilter, usize)> {
        if self.profiles().count() < MIN_PROFILES {
            return Vec::new();
        }
        let states = [ListFilter::Live, ListFilter::Attention];
        let count = |filter: ListFilter| {
            let rows = self.rows.iter();
            rows.filter(|row| filter.is_met(row, self, now)).count()
        };
        let mut by_tag: BTreeMap<Tag, usize> = BTreeMap::new();
        let tags = self.profiles().map(|row| row.profile.id);
        for tag in tags.filter_map(|id| self.settings.marks_of(id).tag) {
            *by_tag.entry(tag).or_default() += 1;
        }
        let tags = Tag::ALL.map(|tag| {
            let count = by_tag.get(&tag).copied().unwrap_or_default();
            (ListFilter::Tagged(tag), count)
        });
        std::iter::once((ListFilter::All, self.rows.len()))
            .chain(states.map(|filter| (filter, count(filter))))
            .chain(tags)
            .filter(|(filter, count)| *count > 0 || *filter == self.filter)
            .collect()
    }

    /// A search looks in everything. A short list has no chips, and shows everything.
    pub fn filter_in_use(&self, search: &str) -> ListFilter {
        if !search.trim().is_empty() || self.profiles().count() < MIN_PROFILES {
            ListFilter::All
        } else {
            self.filter
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
