//! `--profile` and `--get`: selects the profile as soon as it is read; gets its token once the list is complete.

use crate::app::action::Action;
use crate::app::lifecycle::Launch;
use crate::app::profiles::Listing;
use crate::app::state::{NoticeTone, START_NOTICE_FOR};
use crate::app::update::App;
use crate::model::{Now, ProfileId, matching_profiles, visible_line};

impl App {
    pub(crate) fn show_launched(&mut self) {
        if let Some(id) = self.launch_matches().first() {
            self.reveal_profile(*id);
        }
    }

    /// Waits for the complete list: another profile may have the same name.
    pub(crate) fn end_launch(&mut self, now: Now) {
        if self.state.listing != Listing::Done {
            return;
        }
        let found = self.launch_matches();
        let Some(Launch { name, get_until }) = self.state.launch.take() else {
            return;
        };
        let name = visible_line(name.trim());
        match (&found[..], get_until) {
            ([], _) => {
                let text = format!(
                    "No profile is named “{name}”. Select one, or correct the command that opened this window."
                );
                self.notice(NoticeTone::Bad, text, now);
            }
            ([id], Some(_)) => {
                self.reveal_profile(*id);
                self.get_token(*id, now);
            }
            ([id], None) => self.reveal_profile(*id),
            ([id, ..], _) => {
                self.reveal_profile(*id);
                let text = format!(
                    "{} profiles are named “{name}” or look the same, so no token was fetched. Select one; rename them to open one by command.",
                    found.len()
                );
                self.notice(NoticeTone::Warn, text, now);
            }
        }
    }

    /// Gives up on a token if the keyring took too long: the user may have walked away.
    pub(crate) fn end_late_launch(&mut self, now: Now) {
        let is_late = |launch: &mut Launch| {
            launch
                .get_until
                .is_some_and(|until| now.until(until).is_zero())
        };
        let Some(launch) = self.state.launch.take_if(is_late) else {
            return;
        };
        let text = format!(
            "Your profiles didn’t load within 2 minutes, so no token was fetched for “{}”. Once they load, select the profile and get its token.",
            visible_line(launch.name.trim())
        );
        self.notice(NoticeTone::Warn, text, now);
        if let Some(notice) = &mut self.state.notice {
            notice.until = Some(now.plus(START_NOTICE_FOR));
        }
    }

    /// The matching profiles, in list order: one for an id; for a name, also those with lookalike names.
    fn launch_matches(&self) -> Vec<ProfileId> {
        let Some(launch) = &self.state.launch else {
            return Vec::new();
        };
        let profiles: Vec<_> = self.state.profiles().map(|row| &row.profile).collect();
        let matching = matching_profiles(&launch.name, &profiles);
        matching.into_iter().map(|profile| profile.id).collect()
    }

    /// Any user action ends the launch, so nothing is copied by surprise; except those that concern the listing or happen
    /// automatically.
    pub(crate) fn survives_launch(action: Action) -> bool {
        matches!(
            action,
            Action::Reload
                | Action::CancelListing
                | Action::FocusLost
                | Action::FocusGained
                | Action::DismissNotice
                | Action::Hide
        )
    }
}
