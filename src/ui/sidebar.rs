//! The left pane: search, the profiles with what is known of each, and the commands that concern none of them.

use egui::{
    Context, EventFilter, Id, Key, Modifiers, Rect, RectAlign, ScrollArea, Stroke, TextEdit, Ui,
    UiBuilder, Widget, pos2, vec2,
};

use super::row_words::Told;
use super::shortcuts::Command;
use super::theme::{Palette, Size, Weight, font, space, text};
use super::widgets::{Button, Icon, ListRow, MenuItem, caption, key_hint, menu};
use super::{View, keys, words};
use crate::app::row::{Row, RowKey};
use crate::app::state::Listing;
use crate::app::{Action, Drafts};

const NOTHING_FOUND: &str = "No profile matches.";
const READING: &str = "Reading the keyring…";

/// Draws the pane.
pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, drafts: &mut Drafts) {
    let rows: Vec<&Row> = view.state.matching(&drafts.search).collect();
    let moved = arrows(ui.ctx(), view, &rows);
    // From top to bottom, since the Tab key goes in the order of drawing.
    let (above, below) = split(ui.max_rect());
    ui.scope_builder(UiBuilder::new().max_rect(above), |ui| {
        search(ui, &mut drafts.search);
        ui.add_space(space::XS);
        ScrollArea::vertical()
            .id_salt("profiles")
            .auto_shrink([false, false])
            .show(ui, |ui| list(ui, view, &rows, moved));
    });
    ui.scope_builder(UiBuilder::new().max_rect(below), |ui| commands(ui, view));
}

/// The pane without its lowest line, and that line.
fn split(pane: Rect) -> (Rect, Rect) {
    let top_of_commands = pane.bottom() - space::CONTROL;
    let above = Rect::from_min_max(pane.min, pos2(pane.right(), top_of_commands - space::M));
    let below = Rect::from_min_max(pos2(pane.left(), top_of_commands), pane.max);
    (above, below)
}

fn search(ui: &mut Ui, typed: &mut String) {
    let p = Palette::in_use(ui);
    let id = keys::search_id();
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    let (width, color) = if has_focus {
        (space::FOCUS, p.accent)
    } else {
        (space::HAIR, p.line)
    };
    let shows_hint = typed.is_empty() && !has_focus;
    let response = TextEdit::singleline(typed)
        .id(id)
        .hint_text(text(words::SEARCH, Size::Body, Weight::Regular, p.dim))
        .font(egui::FontSelection::FontId(font(
            Size::Body,
            Weight::Regular,
        )))
        .frame(super::widgets::field_frame(
            p,
            Stroke::new(width, color),
            if shows_hint { 70.0 } else { 0.0 },
        ))
        .align(egui::Align2::LEFT_CENTER)
        .min_size(vec2(0.0, space::CONTROL))
        .desired_width(f32::INFINITY)
        .ui(ui)
        .accessible_name(words::SEARCH);
    // The toolkit takes the focus away on Esc before anything is drawn.
    if response.lost_focus() && Command::Close.pressed(ui.ctx()) {
        typed.clear();
    }
    if shows_hint {
        let right = pos2(response.rect.right() - 10.0, response.rect.center().y);
        key_hint(ui, right, Command::Search.hint(ui.ctx().os()), p.dim);
    }
}

/// Moves the selection by the arrow keys, where they have nothing else to do. Says whether it was moved.
fn arrows(ctx: &Context, view: &mut View<'_>, rows: &[&Row]) -> bool {
    let focused = ctx.memory(egui::Memory::focused);
    let is_ours = focused
        .is_none_or(|id| id == keys::search_id() || rows.iter().any(|row| row_id(row.key) == id));
    if view.state.has_dialog() || !is_ours || egui::Popup::is_any_open(ctx) {
        return false;
    }
    let down = Command::Next.pressed(ctx);
    let up = Command::Previous.pressed(ctx);
    let edge = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let in_list = focused.is_some_and(|id| id != keys::search_id());
    let (first, last) = (in_list && edge(Key::Home), in_list && edge(Key::End));
    let at = rows
        .iter()
        .position(|row| Some(row.key) == view.state.selected);
    let end = rows.len().saturating_sub(1);
    let to = match (down, up, at) {
        _ if first => 0,
        _ if last => end,
        (true, false, Some(at)) => (at + 1).min(end),
        (false, true, Some(at)) => at.saturating_sub(1),
        (true, false, None) => 0,
        (false, true, None) => end,
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

fn list(ui: &mut Ui, view: &mut View<'_>, rows: &[&Row], moved: bool) {
    let p = Palette::in_use(ui);
    ui.spacing_mut().item_spacing.y = space::XS;
    let selected = rows
        .iter()
        .position(|row| Some(row.key) == view.state.selected);
    let focused = keep_focus_on_selected(ui, rows, selected);
    for (index, row) in rows.iter().enumerate() {
        let is_selected = selected == Some(index);
        let told = Told::of(row, view.now);
        let response = ListRow {
            id: row_id(row.key),
            dot: told.dot,
            name: &told.name,
            below: &told.below,
            end: &told.end,
            end_below: &told.end_below,
            spoken: &told.spoken,
            is_selected,
            is_tab_stop: is_selected
                || focused == Some(index)
                || (selected.is_none() && index == 0),
        }
        .show(ui);
        // The arrows move the selection here, not the focus.
        ui.memory_mut(|memory| {
            let filter = EventFilter {
                vertical_arrows: true,
                ..EventFilter::default()
            };
            memory.set_focus_lock_filter(response.id, filter);
        });
        view.ask_if(response.clicked(), Action::Select(row.key));
        let asked = moved && view.actions.contains(&Action::Select(row.key));
        if asked || scroll_to_selected(ui, is_selected, row.key) {
            response.scroll_to_me(None);
        }
    }
    let below = match &view.state.listing {
        Listing::Running { .. } | Listing::NotYet if !view.state.rows.is_empty() => READING,
        _ if rows.is_empty() && !view.state.rows.is_empty() => NOTHING_FOUND,
        _ => return,
    };
    ui.add_space(space::S);
    ui.horizontal(|ui| {
        ui.add_space(space::M);
        caption(ui, below, p.dim);
    });
}

/// The row that has the keyboard, if one has: it goes along with the selection.
fn keep_focus_on_selected(ui: &Ui, rows: &[&Row], selected: Option<usize>) -> Option<usize> {
    let focused = ui.memory(egui::Memory::focused)?;
    let has_it = rows.iter().position(|row| row_id(row.key) == focused)?;
    if let Some(row) = selected.filter(|at| *at != has_it).map(|at| rows[at]) {
        ui.memory_mut(|memory| memory.request_focus(row_id(row.key)));
    }
    Some(has_it)
}

/// Whether the selection came to this row since the last pass by something else than a click here.
fn scroll_to_selected(ui: &Ui, is_selected: bool, key: RowKey) -> bool {
    let place = Id::unique("selected row last seen");
    is_selected
        && ui.data_mut(|data| {
            let seen: Option<Id> = data.get_temp(place);
            data.insert_temp(place, row_id(key));
            seen != Some(row_id(key))
        })
}

/// The id of a row of the list.
pub(super) fn row_id(key: RowKey) -> Id {
    Id::unique("row").with(key)
}

fn commands(ui: &mut Ui, view: &mut View<'_>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let width = ui.available_width() - 40.0 - space::S;
        let new = Button::secondary(words::NEW_PROFILE).min_width(width);
        let new = ui.add(new);
        let new = new.on_hover_text(Command::NewProfile.hint(ui.ctx().os()));
        view.ask_if(new.clicked(), Action::NewProfile);
        let more = ui.add(Button::icon(words::MORE, Icon::More));
        menu(&more, 270.0, RectAlign::TOP_START, |ui| {
            let os = ui.ctx().os();
            for (command, action) in [
                (Command::Palette, Action::OpenPalette),
                (Command::ReadAgain, Action::Reload),
                (Command::ForgetAll, Action::ForgetAll),
            ] {
                if command == Command::ReadAgain && view.state.sandbox.is_some() {
                    // There is no keyring behind it.
                    continue;
                }
                let item = MenuItem::new(command.name());
                view.ask_if(item.more(&command.hint(os)).chosen(ui), action);
            }
            if view.state.profiles().next().is_some() {
                let item = MenuItem::new(words::CHECK_ALL);
                view.ask_if(item.chosen(ui), Action::OpenCheckAll);
            }
            if view.state.sandbox.is_none() {
                let item = MenuItem::new(words::OPEN_SANDBOX);
                view.ask_if(item.chosen(ui), Action::OpenSandbox);
            }
            let keys = MenuItem::new(Command::Shortcuts.name());
            let keys = keys.more(&Command::Shortcuts.hint(os)).chosen(ui);
            view.ask_if(keys, Action::OpenShortcuts);
        });
    });
}
