//! *Jump to*: profiles and commands by a few letters. The focus stays in the field; arrow, page, Home and End keys choose a row,
//! Enter takes it. What is found and in which order: [`search`].

mod row;
mod search;

use egui::accesskit::{Live, Role};
use egui::{
    Align2, CornerRadius, Event, EventFilter, Frame, Id, Key, Margin, Modal, Modifiers, Rect,
    ScrollArea, Stroke, Ui, UiBuilder, pos2, vec2,
};

use crate::app::palette::{Entry, Palette, PaletteAction};
use crate::app::profiles::{Listing, RowKey};
use crate::app::{Action, Drafts, State};
use crate::model::visible_line;
use crate::ui::commands::Command;
use crate::ui::keys;
use crate::ui::kit::theme::{Colors, Size, Weight, space};
use crate::ui::kit::widgets::{Field, caption, text_width};
use crate::ui::palette::row::{HEIGHT, ResultRow, entry_id};
use crate::ui::palette::search::SearchResult;
use crate::ui::profiles::ids::{row_id, search_id};
use crate::ui::view::View;

const HOW: &str = "↑↓ Move · ↵ Select · Esc Close";

const FIELD: &str = "Search profiles and commands";

/// Width of the dialog, if the window has it.
const WIDTH: f32 = 580.0;
/// Distance to the window's top: a share of its height, and the maximum.
const TOP: (f32, f32) = (0.09, 72.0);
/// Maximum rows in view.
const ROWS: u8 = 9;
const MARGIN: i8 = 12;
/// Height of the line below the rows.
const LINE: f32 = 16.0;

pub(crate) fn show(ui: &Ui, view: &mut View<'_>, drafts: &mut Drafts, palette: &Palette) {
    let ctx = ui.ctx();
    let is_closed = Command::Palette.pressed(ctx);
    let found = search::results(view.state, &drafts.palette, view.now);
    let chosen = palette.chosen;
    let known = chosen.and_then(|chosen| found.iter().position(|found| found.entry == chosen));
    let moved = by_key(ui, known.unwrap_or_default(), found.len());
    let at = moved.or(known).unwrap_or_default();
    if let Some(found) = found.get(at) {
        let action = if moved.is_some() {
            PaletteAction::Highlight
        } else {
            PaletteAction::Settle
        };
        let is_news = chosen != Some(found.entry);
        view.ask_if(is_news, Action::Palette(action(found.entry)));
    }
    let p = Colors::in_use(ui);
    let window = ctx.content_rect();
    let top = (window.height() * TOP.0).min(TOP.1);
    let id = Id::unique("palette");
    let area = Modal::default_area(id)
        .anchor(Align2::CENTER_TOP, vec2(0.0, top))
        .role(Role::Dialog)
        .accessible_name("Jump to")
        .fade_in(false);
    let frame = Frame::new()
        .fill(p.card)
        .stroke(Stroke::new(space::HAIR, p.line))
        .corner_radius(CornerRadius::same(space::RADIUS_L))
        .shadow(ui.visuals().window_shadow)
        .inner_margin(Margin::same(MARGIN));
    let around = 2.0 * f32::from(MARGIN);
    let (mut taken, mut is_typed) = (None, false);
    let shown = Modal::new(id)
        .area(area)
        .frame(frame)
        .backdrop_color(p.veil())
        .show(ctx, |ui| {
            ui.ctx()
                .accesskit_node_builder(id, egui::accesskit::Node::set_modal);
            ui.set_width(WIDTH.min(window.width() - 2.0 * space::L) - around);
            ui.spacing_mut().item_spacing.y = 0.0;
            is_typed = field(ui, &mut drafts.palette);
            view.ask_if(is_typed, Action::Palette(PaletteAction::Typed));
            ui.add_space(space::S);
            let fixed = top + around + space::CONTROL + 2.0 * space::S + LINE + space::L;
            let list = List {
                found: &found,
                at,
                is_user_choice: moved.is_some() || known.is_none(),
                height: (window.height() - fixed).clamp(HEIGHT, f32::from(ROWS) * HEIGHT),
            };
            taken = list.show(ui, view);
            let is_told = palette.is_user_choice || moved.is_some();
            describe_chosen(ui, &list, is_told);
            ui.add_space(space::S);
            let first = found
                .first()
                .map(|found| ResultRow::of(ui, view, found.entry).name());
            let count = count_text(view.state, &drafts.palette, found.len());
            count_line(ui, &count, first);
        });
    let entered = entered(ui).then(|| {
        // Letters and Enter can come in one pass: then their first result is meant.
        let anew = is_typed.then(|| search::results(view.state, &drafts.palette, view.now));
        // The chosen one can be gone since the previous pass; what replaced it was not meant.
        let is_gone = chosen.is_some() && known.is_none() && !is_typed;
        let meant = anew.as_ref().map_or(found.get(at), |anew| anew.first());
        meant.filter(|_| !is_gone).map(|found| found.entry)
    });
    if let Some(entry) = taken.or(entered.flatten()) {
        focus_result(ui, entry);
        view.ask(Action::Palette(PaletteAction::Run(entry)));
        return;
    }
    let is_left = shown.is_top_modal && Command::Close.pressed(ctx);
    let is_left = is_left || shown.backdrop_response.clicked() || is_closed;
    view.ask_if(is_left, Action::CloseDialog);
}

fn field_id() -> Id {
    Id::unique("palette field")
}

/// The field, focused as long as the dialog is open. Returns whether the text changed.
fn field(ui: &mut Ui, typed: &mut String) -> bool {
    let response = Field::new(field_id(), FIELD)
        .without_label()
        .placeholder(FIELD)
        .show(ui, typed, |_| {});
    if !response.has_focus() {
        response.request_focus();
    }
    ui.memory_mut(|memory| {
        let filter = EventFilter {
            tab: true,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: true,
        };
        memory.set_focus_lock_filter(field_id(), filter);
    });
    response.changed()
}

/// Where a key moves the choice. Consumed, except for the left and right arrows, which move the caret.
fn by_key(ui: &Ui, at: usize, count: usize) -> Option<usize> {
    let page = usize::from(ROWS) - 1;
    let last = count.checked_sub(1)?;
    ui.input_mut(|input| {
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        let mut to = at;
        let mut is_user_choice = false;
        for (key, target) in [
            (Key::ArrowDown, (at + 1) % count),
            (Key::ArrowUp, (at + last) % count),
            (Key::PageDown, (at + page).min(last)),
            (Key::PageUp, at.saturating_sub(page)),
            (Key::Home, 0),
            (Key::End, last),
        ] {
            if pressed(key) {
                (to, is_user_choice) = (target, true);
            }
        }
        is_user_choice.then_some(to)
    })
}

/// Whether Enter was pressed, not just held. Left in the input for the debounce.
fn entered(ui: &Ui) -> bool {
    ui.input(|input| {
        input.events.iter().any(|event| {
            matches!(
                event,
                Event::Key {
                    key: Key::Enter,
                    pressed: true,
                    repeat: false,
                    ..
                }
            )
        })
    })
}

struct List<'a> {
    found: &'a [SearchResult],
    at: usize,
    is_user_choice: bool,
    height: f32,
}

impl List<'_> {
    /// Draws the visible rows; returns the one that was clicked.
    fn show(&self, ui: &mut Ui, view: &View<'_>) -> Option<Entry> {
        let builder = UiBuilder::new()
            .accessibility_role(Role::ListBox)
            .accessibility_label("SearchResult");
        let mut taken = None;
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ScrollArea::vertical()
                .id_salt("found")
                .max_height(self.height)
                .min_scrolled_height(self.height)
                .auto_shrink([false, true])
                .show_rows(ui, HEIGHT, self.found.len(), |ui, range| {
                    let top = ui.max_rect().top();
                    #[expect(clippy::cast_precision_loss, reason = "thousands of rows at most")]
                    let y = top + (self.at as f32 - range.start as f32) * HEIGHT;
                    if self.is_user_choice {
                        let size = vec2(ui.available_width(), HEIGHT);
                        let rect = Rect::from_min_size(pos2(ui.max_rect().left(), y), size);
                        ui.scroll_to_rect(rect, None);
                    }
                    for place in range {
                        let found = &self.found[place];
                        let line = ResultRow::of(ui, view, found.entry);
                        let of = (place + 1, self.found.len());
                        if line.show(ui, found, place == self.at, of).clicked() {
                            taken = Some(found.entry);
                        }
                    }
                });
        });
        taken
    }
}

/// Tells screen readers the chosen row once someone moves through the rows; while typing, only the field speaks.
fn describe_chosen(ui: &Ui, list: &List<'_>, is_user_choice: bool) {
    let ctx = ui.ctx();
    let chosen = list.found.get(list.at).map(|found| entry_id(found.entry));
    // A row that isn't drawn has no node.
    let is_drawn = |id: &Id| ctx.viewport(|viewport| viewport.this_pass.widgets.contains(*id));
    let chosen = chosen.filter(|id| is_user_choice && is_drawn(id));
    ctx.accesskit_node_builder(field_id(), |node| {
        node.set_role(Role::EditableComboBox);
        node.set_expanded(true);
        if let Some(chosen) = chosen {
            node.set_active_descendant(chosen.accesskit_id());
        }
    });
}

/// The number of results. Screen readers hear the first result as well.
fn count_line(ui: &mut Ui, count: &str, first: Option<String>) {
    let dim = Colors::in_use(ui).dim;
    // A line of text is lower than a control.
    ui.spacing_mut().interact_size.y = LINE;
    ui.horizontal(|ui| {
        let text = caption(ui, count, dim);
        ui.ctx().accesskit_node_builder(text.id, |node| {
            node.set_live(Live::Polite);
            if let Some(first) = first {
                node.set_value(format!("{count}. {first}"));
            }
        });
        ui.add_space((ui.available_width() - how_width(ui)).max(space::S));
        caption(ui, HOW, dim);
    });
}

fn how_width(ui: &Ui) -> f32 {
    text_width(ui, HOW, Size::Small, Weight::Regular)
}

/// Moves the focus to the result, not back: a second Enter would land there.
fn focus_result(ui: &Ui, entry: Entry) {
    let to = match entry {
        Entry::Profile(id) => row_id(RowKey::Item(id)),
        Entry::Command(Command::Search) => search_id(),
        Entry::Command(_) => return,
    };
    keys::focus_after_dialog(ui.ctx(), to);
}

/// As much of the search as fits.
fn beginning(typed: &str) -> String {
    const MOST: usize = 20;
    let mut chars = typed.chars();
    let first: String = chars.by_ref().take(MOST).collect();
    let more = if chars.next().is_some() { "…" } else { "" };
    format!("{}{more}", visible_line(&first))
}

/// During a listing there may be more.
fn count_text(state: &State, typed: &str, found: usize) -> String {
    let text = match found {
        _ if typed.trim().is_empty() => format!("{found} items"),
        0 => format!("No results for “{}”", beginning(typed.trim())),
        1 => "1 result".to_owned(),
        _ => format!("{found} results"),
    };
    match state.listing {
        Listing::NotYet | Listing::Running { .. } => format!("{text} · Loading…"),
        _ => text,
    }
}
