//! The left pane: search, list, and commands that concern no profile.

use egui::{Rect, RectAlign, Ui, UiBuilder, pos2};

use crate::app::Drafts;
use crate::ui::command_controls::{add_button, add_menu_groups};
use crate::ui::commands::{Command, WINDOW_MENU};
use crate::ui::kit::theme::space;
use crate::ui::kit::widgets::{Button, Icon, menu};
use crate::ui::profiles::{filters, list, search_field};
use crate::ui::view::View;

/// Width of *More*.
const MORE: f32 = 40.0;

pub(crate) fn show(ui: &mut Ui, view: &mut View<'_>, drafts: &mut Drafts) {
    // From top to bottom, in Tab order.
    let (above, below) = split(ui.max_rect());
    ui.scope_builder(UiBuilder::new().max_rect(above), |ui| {
        let field = search_field::show(ui, view, &mut drafts.search);
        // Once in a pass: a search of many profiles takes a while.
        let state = view.state;
        let rows = state.listed(&drafts.search, view.now);
        let is_ranked = !drafts.search.trim().is_empty();
        if is_ranked {
            search_field::count(ui, field, rows.len(), state.rows.len());
        }
        filters::show(ui, view, &drafts.search);
        ui.add_space(space::XS);
        list::show(ui, view, &rows, is_ranked);
    });
    ui.scope_builder(UiBuilder::new().max_rect(below), |ui| commands(ui, view));
}

fn split(pane: Rect) -> (Rect, Rect) {
    let top_of_commands = pane.bottom() - space::CONTROL;
    let above = Rect::from_min_max(pane.min, pos2(pane.right(), top_of_commands - space::M));
    let below = Rect::from_min_max(pos2(pane.left(), top_of_commands), pane.max);
    (above, below)
}

fn commands(ui: &mut Ui, view: &mut View<'_>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let new = Button::secondary(Command::NewProfile.label());
        let import = Button::secondary(Command::Import.label());
        let room = ui.available_width() - MORE - space::S;
        let beside = room - import.width(ui) - space::S;
        // In a narrow pane, it is only in the menu.
        let has_both = new.width(ui) <= beside;
        let new = new.min_width(if has_both { beside } else { room });
        add_button(ui, view, Command::NewProfile, new);
        if has_both {
            add_button(ui, view, Command::Import, import);
        }
        let more = ui.add(Button::icon("More", Icon::More));
        menu(&more, 270.0, RectAlign::TOP_START, |ui| {
            add_menu_groups(ui, view, &WINDOW_MENU);
        });
    });
}
