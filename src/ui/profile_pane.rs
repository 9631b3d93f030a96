//! The right pane of a profile: its head, its facts, what a check found, its token card, its tabs.

use egui::Ui;

use super::theme::space;
use super::{View, check_message, profile_head, tabs, token_card};
use crate::app::Drafts;
use crate::app::row::ProfileRow;

/// Draws the pane. The last card takes what is left of `height`.
pub(super) fn show(
    ui: &mut Ui,
    view: &mut View<'_>,
    drafts: &mut Drafts,
    row: &ProfileRow,
    height: f32,
) {
    let bottom = ui.cursor().top() + height;
    ui.spacing_mut().item_spacing.y = 0.0;
    profile_head::head(ui, view, row);
    ui.add_space(space::S);
    profile_head::facts(ui, view, drafts, row);
    ui.add_space(space::M);
    check_message::show(ui, view, row);
    token_card::show(ui, view, drafts, row);
    ui.add_space(space::M);
    let room = (bottom - ui.cursor().top()).floor();
    tabs::show(ui, view, drafts, row, room);
}
