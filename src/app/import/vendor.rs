//! The profiles of the vendor's command-line tools.

use crate::app::job::Job;
use crate::app::profiles::Listing;
use crate::app::running::JobKind;
use crate::app::update::App;
use crate::model::{
    CandidateSecret, ImportList, ImportOrigin, Now, VendorProfiles, VendorSecret, VendorTool,
};

impl App {
    /// After the first listing, so that the empty list can say how many there are.
    pub(crate) fn find_vendor_profiles_if_empty(&mut self, now: Now) {
        let state = &self.state;
        if state.listing == Listing::Done
            && state.rows.is_empty()
            && state.vendor_profiles.is_none()
        {
            self.find_vendor_profiles(now);
        }
    }

    /// Ignored while it runs. The sandbox leaves this computer's own profiles alone.
    pub(crate) fn find_vendor_profiles(&mut self, now: Now) {
        let is_search = |kind: &JobKind| matches!(kind, JobKind::FindVendorProfiles);
        if self.state.sandbox.is_none() && self.state.running.ids(is_search).is_empty() {
            self.begin(JobKind::FindVendorProfiles, Job::FindVendorProfiles, now);
        }
    }

    pub(crate) fn vendor_profiles_found(&mut self, found: VendorProfiles) {
        self.state.vendor_profiles = Some(found);
    }

    /// What was found of this tool, in the preview.
    pub(crate) fn review_tool(&mut self, tool: VendorTool) {
        let found = self.state.vendor_profiles.iter();
        let mut configs = found.flat_map(|found| &found.0);
        let config = configs.find(|config| config.tool == tool);
        let Some(Ok(list)) = config.map(|config| &config.content) else {
            return;
        };
        let candidates = list.profiles.iter().map(|profile| {
            let mut candidate = profile.candidate.clone();
            match &profile.secret {
                VendorSecret::Found => {}
                VendorSecret::Missing => candidate.secret = CandidateSecret::Missing,
                VendorSecret::Locked => {
                    let text =
                        "The keyring is locked: it asks for its password when this is imported.";
                    candidate.remarks.push(text.to_owned());
                }
                VendorSecret::Unknown(failure) => {
                    let headline = failure.message().headline;
                    candidate.remarks.push(format!(
                        "The keyring didn’t say whether it has the secret: {headline}."
                    ));
                }
            }
            candidate
        });
        let list = ImportList {
            candidates: candidates.collect(),
            unused: list.unused.clone(),
        };
        if !list.candidates.is_empty() {
            self.preview_import(list, ImportOrigin::VendorTool(tool));
        }
    }
}
