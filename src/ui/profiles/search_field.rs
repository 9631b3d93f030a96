//! The search over the list. Arrow keys move the selection from here; Enter takes the first hit, or the one that they moved to.

use egui::accesskit::Live;
use egui::{Id, Key, Modifiers, Pos2, Rect, Stroke, TextEdit, Ui, Widget as _, pos2, vec2};

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

/// Returns where the field is.
pub(crate) fn show(ui: &mut Ui, view: &mut View<'_>, typed: &mut String) -> Rect {
    let p = Colors::in_use(ui);
    let id = search_id();
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    let (width, color) = if has_focus {
        (space::FOCUS, p.accent)
    } else {
        (space::HAIR, p.field_line)
    };
    let shows_hint = typed.is_empty() && !has_focus;
    let room = if !typed.trim().is_empty() {
        let most = view.state.rows.len();
        count_width(ui, &count_text(most, most)) + MARGIN
    } else if shows_hint {
        HINT
    } else {
        0.0
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
    if shows_hint {
        key_hint(
            ui,
            right_end(response.rect),
            Command::Search.hint(ui.ctx().os()),
            p.dim,
        );
    }
    response.rect
}

/// Writes the number of hits into the field.
pub(crate) fn count(ui: &mut Ui, field: Rect, found: usize, all: usize) {
    let count = count_text(found, all);
    let right = right_end(field);
    let left = right.x - count_width(ui, &count);
    let place = Rect::from_min_max(pos2(left, right.y - 8.0), pos2(right.x, right.y + 8.0));
    // Takes no room of its own: what is below the field keeps its place.
    let mut inside = ui.new_child(egui::UiBuilder::new().max_rect(place));
    let label = caption(&mut inside, &count, Colors::in_use(ui).dim);
    ui.ctx().accesskit_node_builder(label.id, |node| {
        node.set_live(Live::Polite);
    });
}

fn right_end(field: Rect) -> Pos2 {
    pos2(field.right() - MARGIN, field.center().y)
}

fn count_width(ui: &Ui, count: &str) -> f32 {
    text_width(ui, count, Size::Small, Weight::Regular)
}

fn count_text(found: usize, all: usize) -> String {
    format!("{found} of {all}")
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
