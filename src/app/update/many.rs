//! Many profiles: pinned, tagged, and in another order.

use super::App;
use crate::app::flow::Effect;
use crate::model::{Now, ProfileId, SortBy, Tag};

impl App {
    pub(super) fn pin(&mut self, _id: ProfileId, _is_pinned: bool, _now: Now) -> Vec<Effect> {
        Vec::new()
    }

    pub(super) fn set_tag(&mut self, _id: ProfileId, _tag: Option<Tag>, _now: Now) -> Vec<Effect> {
        Vec::new()
    }

    pub(super) fn sort_by(&mut self, by: SortBy) -> Vec<Effect> {
        self.state.settings.sort = by;
        self.sort_rows();
        self.save_settings()
    }

    pub(super) fn confirm_copy(&mut self, _now: Now) -> Vec<Effect> {
        Vec::new()
    }
}
