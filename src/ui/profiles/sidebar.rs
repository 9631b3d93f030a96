//! The left pane: search, list, and commands that concern no profile.

use egui::{Rect, RectAlign, Stroke, TextEdit, Ui, UiBuilder, Widget, pos2, vec2};

use crate::app::Drafts;
use crate::app::profiles::Row;
use crate::ui::command_controls::{add_button, add_menu_item};
use crate::ui::commands::{Command, Menu};
use crate::ui::kit::theme::{Colors, Size, Weight, font, space, text};
use crate::ui::kit::widgets::{Button, Icon, field_frame, key_hint, menu};
use crate::ui::profiles::ids::search_id;
use crate::ui::profiles::{filters, list};
use crate::ui::view::View;

pub(crate) fn show(ui: &mut Ui, view: &mut View<'_>, drafts: &mut Drafts) {
    let rows: Vec<&Row> = view.state.listed(&drafts.search, view.now);
    // From top to bottom, in Tab order.
    let (above, below) = split(ui.max_rect());
    ui.scope_builder(UiBuilder::new().max_rect(above), |ui| {
        search(ui, &mut drafts.search);
        filters::show(ui, view);
        ui.add_space(space::XS);
        list::show(ui, view, &rows);
    });
    ui.scope_builder(UiBuilder::new().max_rect(below), |ui| commands(ui, view));
}

fn split(pane: Rect) -> (Rect, Rect) {
    let top_of_commands = pane.bottom() - space::CONTROL;
    let above = Rect::from_min_max(pane.min, pos2(pane.right(), top_of_commands - space::M));
    let below = Rect::from_min_max(pos2(pane.left(), top_of_commands), pane.max);
    (above, below)
}

fn search(ui: &mut Ui, typed: &mut String) {
    let p = Colors::in_use(ui);
    let id = search_id();
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    let (width, color) = if has_focus {
        (space::FOCUS, p.accent)
    } else {
        (space::HAIR, p.line)
    };
    let shows_hint = typed.is_empty() && !has_focus;
    let response = TextEdit::singleline(typed)
        .id(id)
        .hint_text(text(
            Command::Search.label(),
            Size::Body,
            Weight::Regular,
            p.dim,
        ))
        .font(egui::FontSelection::FontId(font(
            Size::Body,
            Weight::Regular,
        )))
        .frame(field_frame(
            p,
            Stroke::new(width, color),
            if shows_hint { 70.0 } else { 0.0 },
        ))
        .align(egui::Align2::LEFT_CENTER)
        .min_size(vec2(0.0, space::CONTROL))
        .desired_width(f32::INFINITY)
        .ui(ui)
        .accessible_name(Command::Search.label());
    // egui clears the focus on Esc before anything is drawn.
    if response.lost_focus() && Command::Close.pressed(ui.ctx()) {
        typed.clear();
    }
    if shows_hint {
        let right = pos2(response.rect.right() - 10.0, response.rect.center().y);
        key_hint(ui, right, Command::Search.hint(ui.ctx().os()), p.dim);
    }
}

fn commands(ui: &mut Ui, view: &mut View<'_>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let width = ui.available_width() - 40.0 - space::S;
        let new = Button::secondary(Command::NewProfile.label()).min_width(width);
        add_button(ui, view, Command::NewProfile, new);
        let more = ui.add(Button::icon("More", Icon::More));
        menu(&more, 270.0, RectAlign::TOP_START, |ui| {
            for command in Menu::Window.commands() {
                add_menu_item(ui, view, command);
            }
        });
    });
}
