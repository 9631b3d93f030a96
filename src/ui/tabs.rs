//! The card below the token card: *Activity*, *Claims*, *Try a request*.

use egui::accesskit::Role;
use egui::{Id, Margin, Ui, UiBuilder};

use crate::app::profiles::ProfileRow;
use crate::app::tab::Tab;
use crate::app::{Action, Drafts};
use crate::ui::kit::theme::space;
use crate::ui::kit::widgets::{card_with, tab_bar};
use crate::ui::view::View;
use crate::ui::{activity, claims, request};

/// Above the bar and below the content.
const MARGIN: Margin = Margin {
    left: 18,
    right: 18,
    top: 2,
    bottom: 18,
};
/// The bar, the gaps around it, and the card's border.
const FRAME: f32 = 37.0 + 2.0 + 18.0 + space::M + 2.0 * space::HAIR;

/// At least as tall as `room`.
pub(super) fn show(
    ui: &mut Ui,
    view: &mut View<'_>,
    drafts: &mut Drafts,
    row: &ProfileRow,
    room: f32,
) {
    card_with(ui, MARGIN, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let tab = view.state.tab;
        let tabs = Tab::ALL.map(|tab| (tab, tab_name(tab)));
        let id = Id::unique("tab");
        let other = tab_bar(ui, id, "About this profile", (&tabs, tab), |ui| match tab {
            Tab::Activity => activity::controls(ui, view, row),
            Tab::Claims => {}
            Tab::Request => request::tab::controls(ui, view, drafts, row),
        });
        if let Some(other) = other {
            view.ask(Action::ShowTab(other));
        }
        ui.add_space(space::M);
        let room = (room - FRAME).max(0.0);
        let panel = UiBuilder::new()
            .accessibility_role(Role::TabPanel)
            .accessibility_label(tab_name(tab));
        ui.scope_builder(panel, |ui| {
            ui.set_min_height(room);
            match tab {
                Tab::Activity => activity::show(ui, view, row, room),
                Tab::Claims => claims::show(ui, view, drafts, row, room),
                Tab::Request => request::tab::show(ui, view, drafts, row, room),
            }
        });
    });
}

const fn tab_name(tab: Tab) -> &'static str {
    match tab {
        Tab::Activity => "Activity",
        Tab::Claims => "Claims",
        Tab::Request => "Try a request",
    }
}
