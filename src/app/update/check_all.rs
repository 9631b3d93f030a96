//! *Check all*: many stored credentials, each tried once, at most four at a time.

use super::App;
use crate::app::action::CheckAllWish;
use crate::app::check_all::CheckAll;
use crate::app::flow::{Effect, JobId, SaveEnd};
use crate::model::Now;

impl App {
    pub(super) fn open_check_all(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    pub(super) fn check_all_wish(&mut self, _wish: CheckAllWish, _now: Now) -> Vec<Effect> {
        Vec::new()
    }

    pub(super) fn leave_check_all(&mut self, _check: &CheckAll) -> Vec<Effect> {
        Vec::new()
    }

    pub(super) fn table_saved(&mut self, _job: JobId, _result: SaveEnd) -> Vec<Effect> {
        Vec::new()
    }
}
