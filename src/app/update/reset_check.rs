//! *Check a secret reset*: the new secret is tried, then the stored one; what replaces what is a click of its own.

use super::App;
use crate::app::action::ResetWish;
use crate::app::flow::{Effect, JobId, ResetChecked};
use crate::app::reset_check::ResetCheck;
use crate::model::{Now, ProfileId, Trial};

impl App {
    pub(super) fn open_reset_check(&mut self, _id: ProfileId, _was_refused: bool) -> Vec<Effect> {
        Vec::new()
    }

    pub(super) fn reset_wish(&mut self, _wish: ResetWish, _now: Now) -> Vec<Effect> {
        Vec::new()
    }

    pub(super) fn new_secret_tried(&mut self, _job: JobId, _trial: Trial) -> Vec<Effect> {
        Vec::new()
    }

    pub(super) fn reset_checked(&mut self, _checked: ResetChecked, _now: Now) -> Vec<Effect> {
        Vec::new()
    }

    pub(super) fn leave_reset_check(&mut self, _check: &ResetCheck) -> Vec<Effect> {
        Vec::new()
    }
}
