//! The search over the list. Arrow keys move the selection from here; Enter takes the first hit, or the one that they moved to.

use egui::accesskit::Live;
use egui::{Id, Key, Modifiers, Rect, Stroke, TextEdit, Ui, Widget as _, pos2, vec2};

use crate::app::Action;
use crate::app::profiles::{Row, RowKey};
use crate::ui::commands::Command;
use crate::ui::kit::theme::{Colors, Size, Weight, font, space, text};
use crate::ui::kit::widgets::{caption, edit_menu, field_frame, key_hint, text_width};
use crate::ui::profiles::ids::{row_id, search_id};
use crate::ui::view::View;

/// For the shortcut.
const HINT: f32 = 70.0;
/// Between the count and what is around it.
const MARGIN: f32 = 10.0;

pub(crate) fn show(ui: &mut Ui, view: &mut View<'_>, typed: &mut String) {
    let p = Colors::in_use(ui);
    let id = search_id();
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    let (width, color) = if has_focus {
        (space::FOCUS, p.accent)
    } else {
        (space::HAIR, p.field_line)
    };
    let shows_hint = typed.is_empty() && !has_focus;
    let count = count_text(view, typed);
    let room = match &count {
        Some(count) => text_width(ui, count, Size::Small, Weight::Regular) + MARGIN,
        None if shows_hint => HINT,
        None => 0.0,
    };
    edit_menu::keep_selection(ui.ctx(), id);
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
        .frame(field_frame(p, Stroke::new(width, color), room))
        .align(egui::Align2::LEFT_CENTER)
        .min_size(vec2(0.0, space::CONTROL))
        .desired_width(f32::INFINITY)
        .ui(ui)
        .accessible_name(Command::Search.label());
    edit_menu::show(&response, true);
    if response.changed() {
        ui.data_mut(|data| data.remove::<bool>(chosen_by_arrow()));
    }
    // egui takes the focus away on Esc and on Enter.
    if response.lost_focus() {
        if Command::Close.pressed(ui.ctx()) {
            typed.clear();
        } else if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
            // Consumed: the row would take it as a click.
            let to = take_hit(ui, view, typed).map_or(id, row_id);
            ui.memory_mut(|memory| memory.request_focus(to));
        }
    }
    let right = pos2(response.rect.right() - MARGIN, response.rect.center().y);
    if let Some(count) = count {
        let left = right.x - text_width(ui, &count, Size::Small, Weight::Regular);
        let place = Rect::from_min_max(pos2(left, right.y - 8.0), pos2(right.x, right.y + 8.0));
        ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| {
            let label = caption(ui, &count, p.dim);
            ui.ctx().accesskit_node_builder(label.id, |node| {
                node.set_live(Live::Polite);
            });
        });
    } else if shows_hint {
        key_hint(ui, right, Command::Search.hint(ui.ctx().os()), p.dim);
    }
}

/// "5 of 40".
fn count_text(view: &View<'_>, typed: &str) -> Option<String> {
    let found = view.state.listed(typed, view.now).len();
    let count = view.state.rows.len();
    (!typed.trim().is_empty()).then(|| format!("{found} of {count}"))
}

/// Selects a hit, unless it is selected; returns it.
fn take_hit(ui: &Ui, view: &mut View<'_>, typed: &str) -> Option<RowKey> {
    let hits = view.state.listed(typed, view.now);
    let selected = hits.iter().find(|row| Some(row.key) == view.state.selected);
    let is_meant =
        typed.trim().is_empty() || ui.data(|data| data.get_temp(chosen_by_arrow())) == Some(true);
    let hit: &Row = selected.filter(|_| is_meant).or(hits.first())?;
    let key = hit.key;
    view.ask_if(view.state.selected != Some(key), Action::Select(key));
    Some(key)
}

/// The arrow keys moved the selection from the search; typing on forgets it.
pub(super) fn note_arrow(ui: &egui::Context) {
    ui.data_mut(|data| data.insert_temp(chosen_by_arrow(), true));
}

fn chosen_by_arrow() -> Id {
    Id::unique("hit chosen by arrow")
}
