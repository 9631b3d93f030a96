//! The rows of the left pane. Only visible rows and the focused one are drawn, so a thousand cost no more than ten. Each tells
//! screen readers its position and the total.

use std::collections::BTreeSet;

use egui::accesskit::Role;
use egui::{
    Context, EventFilter, FocusDirection, Id, Key, Modifiers, Rect, ScrollArea, Sense, Stroke, Ui,
    UiBuilder, pos2, vec2,
};

use crate::app::Action;
use crate::app::profiles::{Listing, Row, RowKey};
use crate::model::Settings;
use crate::ui::commands::Command;
use crate::ui::kit::theme::{Colors, space};
use crate::ui::kit::widgets::{ListRow, caption};
use crate::ui::profiles::ids::{row_id, search_id};
use crate::ui::profiles::row_text::RowText;
use crate::ui::view::View;

/// From the top of a row to the top of the next.
const PITCH: f32 = ListRow::HEIGHT + space::XS;
/// Between pinned rows and the others, around the line.
const GAP: f32 = space::S;
/// Rows per *Page Up* and *Page Down*.
const PAGE: usize = 8;

/// Draws the rows and a note below them.
pub(crate) fn show(ui: &mut Ui, view: &mut View<'_>, rows: &[&Row]) {
    let moved = arrows(ui.ctx(), view, rows);
    ScrollArea::vertical()
        .id_salt("profiles")
        .auto_shrink([false, false])
        .show_viewport(ui, |ui, viewport| {
            ui.spacing_mut().item_spacing.y = 0.0;
            list(ui, view, rows, viewport, moved);
            below(ui, view, rows.is_empty());
        });
}

/// Positions of the rows.
struct Places {
    count: usize,
    /// Pinned rows, if others follow.
    pinned: usize,
}

impl Places {
    fn of(rows: &[&Row], settings: &Settings) -> Self {
        let is_pinned = |row: &&Row| {
            row.profile()
                .is_some_and(|row| settings.marks_of(row.profile.id).is_pinned)
        };
        let count = rows.len();
        let pinned = rows.partition_point(is_pinned);
        Self {
            count,
            pinned: if pinned == count { 0 } else { pinned },
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "a few thousand rows")]
    fn top(&self, index: usize) -> f32 {
        let is_below_gap = self.pinned > 0 && index >= self.pinned;
        index as f32 * PITCH + if is_below_gap { GAP } else { 0.0 }
    }

    fn height(&self) -> f32 {
        (self.top(self.count) - space::XS).max(0.0)
    }

    /// The visible rows and one more at either end, for the arrow keys.
    fn in_view(&self, from: f32, to: f32) -> std::ops::Range<usize> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a positive number of rows"
        )]
        let at = |y: f32| (y / PITCH).max(0.0) as usize;
        let first = at(from - GAP).saturating_sub(1).min(self.count);
        first..(at(to) + 2).clamp(first, self.count)
    }
}

fn list(ui: &mut Ui, view: &mut View<'_>, rows: &[&Row], viewport: Rect, moved: bool) {
    let places = Places::of(rows, &view.state.settings);
    let size = vec2(ui.available_width(), places.height());
    let (area, _) = ui.allocate_exact_size(size, Sense::hover());
    let selected = rows
        .iter()
        .position(|row| Some(row.key) == view.state.selected);
    let focused = keep_focus_on_selected(ui, rows, selected);
    let mut drawn: BTreeSet<usize> = places
        .in_view(viewport.min.y, viewport.max.y)
        .chain(selected)
        .chain(focused)
        .collect();
    if selected.is_none() && !rows.is_empty() {
        // For the Tab key.
        drawn.insert(0);
    }
    let builder = UiBuilder::new()
        .max_rect(area)
        .accessibility_role(Role::ListBox)
        .accessibility_label("Profiles");
    let mut ui = ui.new_child(builder);
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_size_of_set(rows.len());
    });
    if places.pinned > 0 {
        let y = area.top() + places.top(places.pinned) - f32::midpoint(GAP, space::XS);
        let line = Stroke::new(space::HAIR, Colors::in_use(&ui).line);
        let sides = area.shrink2(vec2(space::S, 0.0)).x_range();
        ui.painter().hline(sides, y, line);
    }
    for index in drawn {
        let row = rows[index];
        let is_selected = selected == Some(index);
        let row_text = RowText::of(row, view);
        let top = pos2(area.left(), area.top() + places.top(index));
        let response = ListRow {
            id: row_id(row.key),
            rect: Rect::from_min_size(top, vec2(area.width(), ListRow::HEIGHT)),
            dot: row_text.dot,
            tag: row_text.tag,
            is_pinned: row_text.is_pinned,
            name: &row_text.name,
            below: &row_text.below,
            end: &row_text.end,
            end_below: &row_text.end_below,
            spoken: &row_text.spoken,
            whole: &row_text.whole,
            index,
            is_selected,
            is_tab_stop: is_selected
                || focused == Some(index)
                || (selected.is_none() && index == 0),
        }
        .show(&mut ui);
        // Arrows move the selection here, not the focus.
        ui.memory_mut(|memory| {
            let filter = EventFilter {
                vertical_arrows: true,
                ..EventFilter::default()
            };
            memory.set_focus_lock_filter(response.id, filter);
        });
        view.ask_if(response.clicked(), Action::Select(row.key));
        let asked = moved && view.actions.contains(&Action::Select(row.key));
        if asked || scroll_to_selected(&ui, is_selected, (row.key, index)) {
            response.scroll_to_me(None);
        }
    }
    scroll_to_new_selection(&ui, view, rows, &places, area, moved);
}

/// The newly selected row can be out of view, and isn't drawn then.
fn scroll_to_new_selection(
    ui: &Ui,
    view: &View<'_>,
    rows: &[&Row],
    places: &Places,
    area: Rect,
    moved: bool,
) {
    if !moved {
        return;
    }
    let is_asked = |row: &&Row| view.actions.contains(&Action::Select(row.key));
    if let Some(index) = rows.iter().position(is_asked) {
        let top = pos2(area.left(), area.top() + places.top(index));
        let rect = Rect::from_min_size(top, vec2(area.width(), ListRow::HEIGHT));
        ui.scroll_to_rect(rect, None);
    }
}

fn below(ui: &mut Ui, view: &View<'_>, is_nothing_shown: bool) {
    let dim = Colors::in_use(ui).dim;
    let has_rows = !view.state.rows.is_empty();
    let text: &[&str] = match &view.state.listing {
        Listing::Running { .. } | Listing::NotYet if has_rows => &["Loading profiles…"],
        _ if is_nothing_shown && has_rows => &[
            "No matches",
            "Searches names, consoles, IDs, and tags. Esc clears it.",
        ],
        _ => return,
    };
    ui.add_space(space::S);
    for text in text {
        ui.horizontal(|ui| {
            ui.add_space(space::M);
            caption(ui, text, dim);
        });
        ui.add_space(space::XS);
    }
}

/// Moves the selection by key, unless the keys belong to another control. Returns whether it moved.
fn arrows(ctx: &Context, view: &mut View<'_>, rows: &[&Row]) -> bool {
    let focused = ctx.memory(egui::Memory::focused);
    let is_ours =
        focused.is_none_or(|id| id == search_id() || rows.iter().any(|row| row_id(row.key) == id));
    if view.state.has_dialog() || !is_ours || egui::Popup::is_any_open(ctx) {
        return false;
    }
    let down = Command::Next.presses(ctx);
    let up = Command::Previous.presses(ctx);
    if down + up > 0 {
        // egui would move the focus too, out of the list if the next row isn't drawn yet.
        ctx.memory_mut(|memory| memory.move_focus(FocusDirection::None));
    }
    let edge = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let in_list = focused.is_some_and(|id| id != search_id());
    let (first, last) = (in_list && edge(Key::Home), in_list && edge(Key::End));
    let (page_up, page_down) = (in_list && edge(Key::PageUp), in_list && edge(Key::PageDown));
    let at = rows
        .iter()
        .position(|row| Some(row.key) == view.state.selected);
    let end = rows.len().saturating_sub(1);
    let to = match at {
        _ if first => 0,
        _ if last => end,
        Some(at) if page_up => at.saturating_sub(PAGE),
        Some(at) if page_down => (at + PAGE).min(end),
        Some(at) if down != up => (at + down).saturating_sub(up).min(end),
        None if down > up => (down - up - 1).min(end),
        None if up > down => (end + 1).saturating_sub(up - down),
        _ => return false,
    };
    match rows.get(to) {
        Some(row) if Some(row.key) != view.state.selected => {
            view.ask(Action::Select(row.key));
            true
        }
        _ => false,
    }
}

/// The focused row, if any: the focus follows the selection.
fn keep_focus_on_selected(ui: &Ui, rows: &[&Row], selected: Option<usize>) -> Option<usize> {
    let focused = ui.memory(egui::Memory::focused)?;
    let has_it = rows.iter().position(|row| row_id(row.key) == focused)?;
    if let Some(row) = selected.filter(|at| *at != has_it).map(|at| rows[at]) {
        ui.memory_mut(|memory| memory.request_focus(row_id(row.key)));
    }
    Some(has_it)
}

/// Whether the selected row moved since the previous pass other than by a click here: another selection, a pin, a sort.
fn scroll_to_selected(ui: &Ui, is_selected: bool, (key, index): (RowKey, usize)) -> bool {
    let place = Id::unique("selected row last seen");
    is_selected
        && ui.data_mut(|data| {
            let now = (row_id(key), index);
            let seen: Option<(Id, usize)> = data.get_temp(place);
            data.insert_temp(place, now);
            seen != Some(now)
        })
}
