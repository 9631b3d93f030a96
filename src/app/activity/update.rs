use std::time::Duration;

use crate::app::activity::{ActivityAction, ActivityScope};
use crate::app::job::CopyWhat;
use crate::app::tab::Tab;
use crate::app::update::App;
use crate::model::{ActivityKind, Now, ProfileId};

impl App {
    pub(crate) fn show_tab(&mut self, tab: Tab) {
        self.state.tab = tab;
    }

    /// A profile that is no longer in the list keeps its last known name.
    pub(crate) fn record_activity(
        &mut self,
        id: ProfileId,
        kind: ActivityKind,
        took: Option<Duration>,
        now: Now,
    ) {
        let state = &mut self.state;
        let name = match state.profile(id) {
            Some(row) => Some(row.profile.name.to_string()),
            None => state.activity.name(id).map(str::to_owned),
        };
        if let Some(name) = name {
            state.activity.record((id, &name), now.wall, kind, took);
        }
    }

    pub(crate) fn on_activity_action(&mut self, action: ActivityAction, now: Now) {
        match action {
            ActivityAction::Show(scope) => {
                self.state.activity_scope = scope;
            }
            ActivityAction::Copy => self.copy_activity(now),
        }
    }

    /// *Copy as text*: in the order shown.
    fn copy_activity(&mut self, now: Now) {
        let state = &self.state;
        let lines = match (state.activity_scope, state.selected_profile()) {
            (ActivityScope::All, _) => state.activity.lines(None),
            (ActivityScope::Profile, Some(row)) => state.activity.lines(Some(row.profile.id)),
            (ActivityScope::Profile, None) => Vec::new(),
        };
        if lines.is_empty() {
            return;
        }
        let zone = state.local.zone().clone();
        self.copy_public("activity", CopyWhat::Activity { lines, zone }, now);
    }
}
