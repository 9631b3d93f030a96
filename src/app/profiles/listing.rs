//! Reading the keyring into the list.

use crate::app::job::{Job, JobId};
use crate::app::profiles::{Listing, ProfileRow, Row, RowContent, RowKey};
use crate::app::running::JobKind;
use crate::app::token::Check;
use crate::app::update::App;
use crate::model::failure::Unreadable;
use crate::model::{KeyringFailure, Listed, Now, Profile, ProfileId};

impl App {
    /// Ignored while a listing runs.
    pub(crate) fn reload(&mut self, now: Now) {
        if matches!(self.state.listing, Listing::Running { .. }) {
            return;
        }
        self.snapshot_last_used();
        self.sort_rows();
        let job = self.begin(JobKind::ListProfiles, Job::ListProfiles, now);
        self.state.listing = Listing::Running {
            job,
            deleted: Vec::new(),
        };
    }

    /// Cancels optimistically; the job's late report is ignored. Rows read so far stay.
    pub(crate) fn cancel_listing(&mut self) {
        let Some(job) = self.listing_job() else {
            return;
        };
        self.state.listing = Listing::Stopped;
        self.ensure_selection();
        self.cancel(job);
    }

    pub(crate) fn listed(&mut self, job: JobId, listed: Listed, now: Now) {
        let id = listed.id();
        let rev = match &listed {
            Listed::Profile { profile, .. } => Some(profile.rev),
            Listed::Unreadable { .. } => None,
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
            return;
        }
        if id.is_some_and(|id| {
            self.is_deleted_since_listing(id) || self.is_hidden_by_deletion(id, rev, now)
        }) {
            return;
        }
        match listed {
            Listed::Profile { profile, old_marks } => {
                let id = profile.id;
                if let Some(marks) = old_marks {
                    self.migrate_marks(id, marks, now);
                }
                self.put_profile(profile, Some(job));
                self.select_last(id);
            }
            Listed::Unreadable { id, why } => {
                let key = id.map_or_else(|| RowKey::NoId(self.no_id_rows(job)), RowKey::Item);
                self.remove_rows(|row| row.key == key);
                self.state.rows.push(Row {
                    key,
                    content: RowContent::Unreadable(why),
                    seen_by: Some(job),
                });
                self.place_row(key);
            }
        }
    }

    /// Removes the rows that a complete listing did not see; after an incomplete one they stay.
    pub(crate) fn listing_ended(&mut self, job: JobId, result: Result<(), KeyringFailure>) {
        match result {
            Ok(()) => {
                self.state.listing = Listing::Done;
                self.remove_rows(|row| row.seen_by != Some(job));
            }
            Err(KeyringFailure::Canceled) => self.state.listing = Listing::Stopped,
            Err(failure) => self.state.listing = Listing::Failed(failure),
        }
        self.ensure_selection();
    }

    /// Adds or updates a profile's row. If its console or account changed, the row loses its token.
    pub(crate) fn put_profile(&mut self, profile: Profile, seen_by: Option<JobId>) {
        let key = RowKey::Item(profile.id);
        let place = self.state.rows.iter().position(|row| row.key == key);
        if place.is_some_and(|index| is_older(&profile, &self.state.rows[index], seen_by)) {
            return;
        }
        let row = match place {
            Some(index) => &mut self.state.rows[index],
            None => self
                .state
                .rows
                .push_mut(Row::of(ProfileRow::new(profile.clone()))),
        };
        row.seen_by = seen_by.or(row.seen_by);
        let mut superseded = Vec::new();
        match &mut row.content {
            RowContent::Profile(known) if known.profile.signs_in_like(&profile) => {
                if known.profile.account != profile.account {
                    // Whether the password is saved changed, and so what the prompt must ask for.
                    known.prompt = None;
                }
                if known.profile.rev != profile.rev {
                    known.check = known.check.take().and_then(Check::without_verified);
                }
                known.profile = profile;
            }
            content => {
                if let RowContent::Profile(known) = &content {
                    superseded.extend(known.jobs());
                }
                *content = RowContent::Profile(Box::new(ProfileRow::new(profile)));
            }
        }
        self.cancel_all(superseded);
        self.place_row(key);
    }

    /// Removes rows and cancels their jobs.
    pub(crate) fn remove_rows(&mut self, goes: impl Fn(&Row) -> bool) {
        let gone = self.state.rows.extract_if(.., |row| goes(row));
        let jobs: Vec<_> = gone
            .flat_map(|row| {
                row.profile()
                    .map(ProfileRow::jobs)
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
            })
            .collect();
        self.cancel_all(jobs);
    }

    pub(crate) fn listing_job(&self) -> Option<JobId> {
        match self.state.listing {
            Listing::Running { job, .. } => Some(job),
            _ => None,
        }
    }

    /// Whether the item was deleted after the listing may have read it.
    fn is_deleted_since_listing(&self, id: ProfileId) -> bool {
        matches!(&self.state.listing, Listing::Running { deleted, .. } if deleted.contains(&id))
    }

    fn no_id_rows(&self, job: JobId) -> u32 {
        let strays = self
            .state
            .rows
            .iter()
            .filter(|row| matches!(row.key, RowKey::NoId(_)) && row.seen_by == Some(job));
        u32::try_from(strays.count()).unwrap_or(u32::MAX)
    }
}

/// Whether a job read the profile before a save but reports it afterwards. A listing that started after the save is believed even if
/// `rev` got smaller: the item was restored elsewhere.
fn is_older(read: &Profile, row: &Row, read_by: Option<JobId>) -> bool {
    let is_smaller = row
        .profile()
        .is_some_and(|known| known.profile.rev > read.rev);
    is_smaller && (read_by.is_none() || row.seen_by == read_by)
}
