//! The profiles in the keyring, and those that a command names.

use super::command_failure::CommandFailure;
use super::job_runner::JobRunner;
use crate::model::failure::Unreadable;
use crate::model::{Listed, Profile, ProfileId, matching_profiles};

pub(super) struct Profiles {
    /// By name.
    pub(super) readable: Vec<Profile>,
    pub(super) unreadable: Vec<UnreadableItem>,
}

pub(super) struct UnreadableItem {
    pub(super) id: Option<ProfileId>,
    pub(super) why: Unreadable,
}

impl Profiles {
    pub(super) fn list(jobs: &JobRunner) -> Result<Self, CommandFailure> {
        let mut all = Self {
            readable: Vec::new(),
            unreadable: Vec::new(),
        };
        for row in jobs.list()? {
            match row {
                Listed::Profile { profile, .. } => all.readable.push(profile),
                Listed::Unreadable { id, why } => all.unreadable.push(UnreadableItem { id, why }),
            }
        }
        (all.readable).sort_by_cached_key(|profile| (profile.name.folded(), profile.id));
        all.unreadable.sort_by_key(|item| item.id);
        Ok(all)
    }

    /// The only one with this name or ID.
    pub(super) fn named(&self, name: &str) -> Result<&Profile, CommandFailure> {
        let all: Vec<_> = self.readable.iter().collect();
        match matching_profiles(name, &all)[..] {
            [profile] => Ok(profile),
            [] => Err(CommandFailure::NoProfile {
                name: name.to_owned(),
            }),
            ref several => Err(CommandFailure::Ambiguous {
                name: name.to_owned(),
                profiles: several.iter().map(|profile| (*profile).clone()).collect(),
            }),
        }
    }
}

impl UnreadableItem {
    /// One line.
    pub(super) fn message(&self) -> String {
        let item = self
            .id
            .map_or_else(|| "without an ID".to_owned(), |id| id.to_string());
        format!(
            "Can’t read the keyring item {item}. {} It wasn’t changed.",
            self.why.message()
        )
    }
}
