//! *Try a request*: one click is one GET.

use super::App;
use crate::app::action::RequestWish;
use crate::app::flow::{Effect, RequestEnded};
use crate::model::{Now, ProfileId};

impl App {
    pub(super) fn request_wish(
        &mut self,
        _id: ProfileId,
        _wish: RequestWish,
        _now: Now,
    ) -> Vec<Effect> {
        Vec::new()
    }

    pub(super) fn request_ended(&mut self, _ended: RequestEnded, _now: Now) -> Vec<Effect> {
        Vec::new()
    }
}
