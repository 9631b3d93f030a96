//! The right pane of a profile: head, facts, check, token card, tabs.

use std::mem::discriminant;

use egui::{Id, Ui};

use crate::app::Drafts;
use crate::app::profiles::ProfileRow;
use crate::ui::kit::theme::space;
use crate::ui::kit::widgets::with_own_ids;
use crate::ui::profiles::head;
use crate::ui::tabs;
use crate::ui::token::{card, check_message};
use crate::ui::view::View;

/// The last card takes the rest of `height`.
pub(crate) fn show(
    ui: &mut Ui,
    view: &mut View<'_>,
    drafts: &mut Drafts,
    row: &ProfileRow,
    height: f32,
) {
    let bottom = ui.cursor().top() + height;
    ui.spacing_mut().item_spacing.y = 0.0;
    head::head(ui, view, row);
    ui.add_space(space::S);
    head::facts(ui, view, drafts, row);
    ui.add_space(space::M);
    let own = |part: &str| Id::unique(part).with(row.profile.id);
    with_own_ids(ui, own("check message"), |ui| {
        check_message::show(ui, view, row);
    });
    // A press meant for the previous card finds nothing on this one.
    let card = own("token card").with(discriminant(&row.card(view.now)));
    with_own_ids(ui, card, |ui| {
        card::show(ui, view, drafts, row);
    });
    ui.add_space(space::M);
    let room = (bottom - ui.cursor().top()).floor();
    with_own_ids(ui, own("tabs"), |ui| {
        tabs::show(ui, view, drafts, row, room);
    });
}
