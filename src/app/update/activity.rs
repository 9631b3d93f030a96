//! The tabs, and what is noted of each profile.

use std::time::Duration;

use super::App;
use crate::app::action::ActivityWish;
use crate::app::flow::Effect;
use crate::app::tab::Tab;
use crate::model::{Deed, Now, ProfileId};

impl App {
    pub(super) fn show_tab(&mut self, tab: Tab) -> Vec<Effect> {
        self.state.tab = tab;
        Vec::new()
    }

    /// Notes that something happened to this profile, if it is in the list.
    pub(super) fn note_deed(
        &mut self,
        id: ProfileId,
        deed: Deed,
        took: Option<Duration>,
        now: Now,
    ) {
        let state = &mut self.state;
        let row = state.rows.iter().filter_map(|row| row.profile());
        if let Some(row) = row.into_iter().find(|row| row.profile.id == id) {
            let name = row.profile.name.as_str();
            state.activity.note((id, name), now.wall, deed, took);
        }
    }

    pub(super) fn activity_wish(&mut self, wish: ActivityWish) -> Vec<Effect> {
        if let ActivityWish::Show(scope) = wish {
            self.state.activity_scope = scope;
        }
        Vec::new()
    }
}
