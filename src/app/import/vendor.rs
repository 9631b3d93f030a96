//! The profiles of the vendor's command-line tools.

use crate::app::job::Job;
use crate::app::profiles::Listing;
use crate::app::running::JobKind;
use crate::app::update::App;
use crate::model::{
    CandidateSecret, ImportOrigin, KeyringFailure, Now, VendorProfiles, VendorTool,
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
        if let Some(Ok(list)) = config.map(|config| config.content.clone()) {
            let list = list.into_import_list(tool);
            if !list.candidates.is_empty() {
                self.preview_import(list, ImportOrigin::VendorTool(tool));
            }
        }
    }

    /// The secret of a vendor's tool couldn't be used: from now on it can be typed.
    pub(crate) fn type_vendor_secret(&mut self, index: usize, failure: &KeyringFailure) {
        if !matches!(failure, KeyringFailure::VendorSecret(_)) {
            return;
        }
        if let Some(draft) = self.drafts.import.rows.get_mut(index) {
            draft.secret = CandidateSecret::Missing;
        }
        let table = self.import_table_mut();
        if let Some(row) = table.and_then(|table| table.rows.get_mut(index)) {
            row.edits.secret = true;
        }
    }
}
