//! The right pane of a profile: head, facts, check, token card, tabs.

use std::mem::discriminant;

use egui::{Align, Id, Layout, Rangef, Ui, Vec2, vec2};

use crate::app::Drafts;
use crate::app::profiles::ProfileRow;
use crate::ui::kit::theme::space;
use crate::ui::kit::widgets::with_own_ids;
use crate::ui::profiles::head;
use crate::ui::tabs;
use crate::ui::token::{card, check_message};
use crate::ui::view::View;

/// From this width the tabs stand beside the card, not below it: that of a window of 1,200 points with the usual list.
pub(crate) const TWO_COLUMNS: f32 = 848.0;
/// Width of the left one: its share and its limits.
const LEFT_SHARE: f32 = 0.5;
const LEFT: Rangef = Rangef {
    min: 470.0,
    max: 640.0,
};

/// The tabs take the rest of `height`, or all of it in a column of their own.
pub(crate) fn show(
    ui: &mut Ui,
    view: &mut View<'_>,
    drafts: &mut Drafts,
    row: &ProfileRow,
    height: f32,
) {
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    let width = ui.available_width();
    if width < TWO_COLUMNS {
        let bottom = ui.cursor().top() + height;
        card_and_facts(ui, view, drafts, row);
        ui.add_space(space::M);
        let room = (bottom - ui.cursor().top()).floor();
        tabs(ui, view, drafts, row, room);
        return;
    }
    let left = LEFT.clamp(LEFT_SHARE * width).floor();
    ui.horizontal_top(|ui| {
        column(ui, left, |ui| card_and_facts(ui, view, drafts, row));
        ui.add_space(space::L);
        let right = ui.available_width();
        column(ui, right, |ui| tabs(ui, view, drafts, row, height.floor()));
    });
}

fn column(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui)) {
    let layout = Layout::top_down(Align::LEFT);
    ui.allocate_ui_with_layout(vec2(width, 0.0), layout, |ui| {
        ui.set_width(width);
        content(ui);
    });
}

fn card_and_facts(ui: &mut Ui, view: &mut View<'_>, drafts: &mut Drafts, row: &ProfileRow) {
    head::head(ui, view, row);
    ui.add_space(space::S);
    head::facts(ui, view, drafts, row);
    ui.add_space(space::M);
    with_own_ids(ui, id_of("check message", row), |ui| {
        check_message::show(ui, view, row);
    });
    // A press meant for the previous card finds nothing on this one.
    let card = id_of("token card", row).with(discriminant(&row.card(view.now)));
    with_own_ids(ui, card, |ui| {
        card::show(ui, view, drafts, row);
    });
}

fn tabs(ui: &mut Ui, view: &mut View<'_>, drafts: &mut Drafts, row: &ProfileRow, room: f32) {
    with_own_ids(ui, id_of("tabs", row), |ui| {
        tabs::show(ui, view, drafts, row, room);
    });
}

fn id_of(part: &str, row: &ProfileRow) -> Id {
    Id::unique(part).with(row.profile.id)
}
