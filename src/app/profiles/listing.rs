//! Reading the keyring into the list.

use crate::app::flow::{Effect, JobId};
use crate::app::profiles::{Listing, ProfileRow, Row, RowContent, RowKey};
use crate::app::token::Check;
use crate::app::update::App;
use crate::model::failure::Unreadable;
use crate::model::{KeyringFailure, Listed, Now, Profile};

impl App {
    /// Reads all profiles. Ignored while a reading is under way.
    pub(crate) fn reload(&mut self, now: Now) -> Vec<Effect> {
        if matches!(self.state.listing, Listing::Running { .. }) {
            return Vec::new();
        }
        let job = self.next_job();
        self.deleted_meanwhile.clear();
        self.note_order();
        self.sort_rows();
        self.state.listing = Listing::Running { job, started: now };
        vec![Effect::ListProfiles { job }]
    }

    /// Stops a reading at once for the window; its own end is then no news. Rows known so far stay.
    pub(crate) fn cancel_listing(&mut self) -> Vec<Effect> {
        let Some(job) = self.listing_job() else {
            return Vec::new();
        };
        self.state.listing = Listing::Stopped;
        self.select_something();
        vec![Effect::Cancel { job }]
    }

    pub(crate) fn listed(&mut self, job: JobId, listed: Listed, now: Now) -> Vec<Effect> {
        if self.listing_job() != Some(job) {
            return Vec::new();
        }
        let (id, rev) = match &listed {
            Listed::Profile(profile) => (Some(profile.id), Some(profile.rev)),
            Listed::Unreadable { id, .. } => (*id, None),
        };
        let is_not_given = matches!(
            &listed,
            Listed::Unreadable {
                why: Unreadable::NotGiven,
                ..
            }
        );
        if is_not_given
            && self
                .state
                .deletions
                .iter()
                .any(|deletion| Some(deletion.id) == id)
        {
            // That the keyring gives nothing of it is no change.
            return Vec::new();
        }
        if id.is_some_and(|id| {
            self.deleted_meanwhile.contains(&id) || self.is_left_out(id, rev, now)
        }) {
            return Vec::new();
        }
        match listed {
            Listed::Profile(profile) => {
                let id = profile.id;
                let effects = self.put_profile(profile, Some(job));
                self.select_last(id);
                effects
            }
            Listed::Unreadable { id, why } => {
                let key = id.map_or_else(|| RowKey::NoId(self.strays_seen(job)), RowKey::Item);
                let effects = self.cancels_of(|row| row.key == key);
                self.state.rows.retain(|row| row.key != key);
                self.state.rows.push(Row {
                    key,
                    content: RowContent::Unreadable(why),
                    seen_by: Some(job),
                });
                self.place_row(key);
                effects
            }
        }
    }

    /// What a whole listing did not see is gone; after one that broke off, the rows known before stay.
    pub(crate) fn listing_ended(
        &mut self,
        job: JobId,
        result: Result<(), KeyringFailure>,
    ) -> Vec<Effect> {
        if self.listing_job() != Some(job) {
            return Vec::new();
        }
        let mut effects = Vec::new();
        match result {
            Ok(()) => {
                self.state.listing = Listing::Done;
                effects = self.cancels_of(|row| row.seen_by != Some(job));
                self.state.rows.retain(|row| row.seen_by == Some(job));
            }
            Err(KeyringFailure::Cancelled) => self.state.listing = Listing::Stopped,
            Err(failure) => self.state.listing = Listing::Failed(failure),
        }
        self.select_something();
        effects
    }

    /// Adds or updates a profile's row. One that now signs in elsewhere, or as somebody else, loses its token.
    pub(crate) fn put_profile(&mut self, profile: Profile, seen_by: Option<JobId>) -> Vec<Effect> {
        let key = RowKey::Item(profile.id);
        let mut effects = Vec::new();
        let place = self.state.rows.iter().position(|row| row.key == key);
        if place.is_some_and(|index| is_older(&profile, &self.state.rows[index], seen_by)) {
            return effects;
        }
        let row = match place {
            Some(index) => &mut self.state.rows[index],
            None => self
                .state
                .rows
                .push_mut(Row::of(ProfileRow::new(profile.clone()))),
        };
        row.seen_by = seen_by.or(row.seen_by);
        match &mut row.content {
            RowContent::Profile(known) if known.profile.signs_in_like(&profile) => {
                if known.profile.account != profile.account {
                    // The password is now kept elsewhere: what its card asks for is no longer what is to be typed.
                    known.prompt = None;
                }
                if known.profile.rev != profile.rev {
                    known.check = known.check.take().and_then(Check::without_verified);
                }
                known.profile = profile;
            }
            content => {
                if let RowContent::Profile(known) = &content {
                    effects.extend(known.jobs().map(|job| Effect::Cancel { job }));
                }
                *content = RowContent::Profile(Box::new(ProfileRow::new(profile)));
            }
        }
        self.place_row(key);
        effects
    }

    /// The orders to stop the sign-ins of rows that are about to go.
    pub(crate) fn cancels_of(&self, goes: impl Fn(&Row) -> bool) -> Vec<Effect> {
        self.state
            .rows
            .iter()
            .filter(|row| goes(row))
            .filter_map(Row::profile)
            .flat_map(ProfileRow::jobs)
            .map(|job| Effect::Cancel { job })
            .collect()
    }

    pub(crate) fn listing_job(&self) -> Option<JobId> {
        match self.state.listing {
            Listing::Running { job, .. } => Some(job),
            _ => None,
        }
    }

    /// If the selected row is gone: selects the one of the last run, or the first.
    pub(crate) fn select_something(&mut self) {
        if self.state.selected_row().is_none() {
            let last = self.state.settings.last_selected.map(RowKey::Item);
            let rows = &self.state.rows;
            let again = rows.iter().find(|row| Some(row.key) == last);
            self.state.selected = again.or(rows.first()).map(|row| row.key);
            self.state.shown = None;
        }
    }

    fn strays_seen(&self, job: JobId) -> u32 {
        let strays = self
            .state
            .rows
            .iter()
            .filter(|row| matches!(row.key, RowKey::NoId(_)) && row.seen_by == Some(job));
        u32::try_from(strays.count()).unwrap_or(u32::MAX)
    }
}

/// Whether a job read the profile before a save, and reports it after: what it read is old. A new reading that finds a smaller
/// `rev` is believed (the item was put back elsewhere), unless the save came while it ran.
fn is_older(read: &Profile, row: &Row, read_by: Option<JobId>) -> bool {
    let is_smaller = row
        .profile()
        .is_some_and(|known| known.profile.rev > read.rev);
    is_smaller && (read_by.is_none() || row.seen_by == read_by)
}
