//! The right pane while several profiles are selected: which, and what can be done with all of them.

use egui::{Align, Layout, RectAlign, ScrollArea, Ui, vec2};

use crate::app::Action;
use crate::app::profiles::{ListAction, ProfileRow};
use crate::ui::commands::Command;
use crate::ui::kit::theme::{Colors, Size, Weight, space};
use crate::ui::kit::widgets::{Button, Icon, caption, card, heading, line, menu, tag_chip};
use crate::ui::profiles::menu::{
    CHECK_SELECTED, DELETE_SELECTED, EXPORT_SELECTED, tags_of_several,
};
use crate::ui::view::View;
use crate::ui::words;

/// What stands above and below the names in their card.
const AROUND: f32 = 150.0;

pub(crate) fn show(ui: &mut Ui, view: &mut View<'_>, selected: &[&ProfileRow], height: f32) {
    ui.spacing_mut().item_spacing.y = 0.0;
    heading(ui, &format!("{} selected", selected.len()), Size::Heading);
    ui.add_space(space::S);
    if let Some(last) = view.state.selected_profile() {
        let key = Command::Close.hint(ui.ctx().os());
        let hint = format!("{key} keeps only “{}” selected.", last.profile.name);
        caption(ui, &hint, Colors::in_use(ui).dim);
    }
    ui.add_space(space::M);
    buttons(ui, view);
    ui.add_space(space::M);
    card(ui, |ui| {
        ScrollArea::vertical()
            .id_salt("selected profiles")
            .max_height((height - AROUND).max(80.0))
            .auto_shrink([false, true])
            .show(ui, |ui| {
                for row in selected {
                    name(ui, view, row);
                }
            });
    });
}

fn buttons(ui: &mut Ui, view: &mut View<'_>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let check = ui.add(Button::secondary(CHECK_SELECTED));
        view.ask_if(check.clicked(), Action::List(ListAction::CheckSelected));
        let tag = ui.add(Button::secondary(words::TAG).trailing(Icon::Down));
        menu(&tag, 200.0, RectAlign::BOTTOM_START, |ui| {
            tags_of_several(ui, view);
        });
        let export = ui.add(Button::secondary(EXPORT_SELECTED));
        view.ask_if(export.clicked(), Action::List(ListAction::ExportSelected));
        let delete = ui.add(Button::secondary(DELETE_SELECTED));
        view.ask_if(
            delete.clicked(),
            Action::List(ListAction::AskDeleteSelected),
        );
    });
}

fn name(ui: &mut Ui, view: &View<'_>, row: &ProfileRow) {
    let p = Colors::in_use(ui);
    let size = vec2(ui.available_width(), 26.0);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        line(ui, &row.profile.name.to_string(), Weight::Medium, p.text);
        line(ui, &row.profile.console.short(), Weight::Regular, p.dim);
        let settings = &view.state.settings;
        if let Some(tag) = settings.marks_of(row.profile.id).tag {
            tag_chip(ui, tag, settings.tags.name(tag));
        }
    });
}
