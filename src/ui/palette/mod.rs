//! *Jump to*: profiles and commands by a few letters. The focus stays in the field; arrow, page, Home and End keys choose a row,
//! Enter takes it, the right arrow lists all that its profile can do. What is found and in which order: [`search`].

mod keys;
mod labels;
mod list;
mod row;
mod search;

use egui::accesskit::{Live, Node, Role};
use egui::{
    Align2, Context, CornerRadius, EventFilter, Frame, Id, Margin, Modal, OpenUrl, Stroke, Ui, vec2,
};

use crate::app::palette::{Entry, Palette, PaletteAction};
use crate::app::profiles::{Listing, RowKey};
use crate::app::{Action, Drafts, State};
use crate::model::{ClipText, ProfileId, visible_line};
use crate::ui::commands::Command;
use crate::ui::keys::focus_after_dialog;
use crate::ui::kit::theme::{Colors, Size, Weight, space};
use crate::ui::kit::widgets::{Field, caption, text_width};
use crate::ui::palette::keys::field_id;
use crate::ui::palette::list::List;
use crate::ui::palette::row::{HEIGHT, ResultRow, entry_id};
use crate::ui::palette::search::Results;
use crate::ui::profiles::ids::{row_id, search_id};
use crate::ui::view::View;

const FIELD: &str = "Search profiles and commands";

/// Width of the dialog, if the window has it.
const WIDTH: f32 = 600.0;
/// Distance to the window's top: a share of its height, and the maximum.
const TOP: (f32, f32) = (0.12, 90.0);
/// Maximum height of the rows in view.
const MOST_ROWS: f32 = 9.5 * HEIGHT;
const MARGIN: i8 = 10;
/// Height of the line below the rows.
const LINE: f32 = 16.0;

pub(crate) fn show(ui: &Ui, view: &mut View<'_>, drafts: &mut Drafts, palette: &Palette) {
    let ctx = ui.ctx();
    let is_closed = Command::Palette.pressed(ctx);
    let results = search::results(view.state, palette, &drafts.palette, view.now);
    let found = &results.found;
    let chosen = palette.chosen;
    let known = chosen.and_then(|chosen| found.iter().position(|found| found.entry == chosen));
    let moved = keys::moved(ui, known.unwrap_or_default(), found.len());
    let at = moved.or(known).unwrap_or_default();
    if let Some(found) = found.get(at).filter(|found| chosen != Some(found.entry)) {
        let action = if moved.is_some() {
            PaletteAction::Highlight
        } else {
            PaletteAction::Settle
        };
        view.ask(Action::Palette(action(found.entry)));
    }
    let profile = found.get(at).and_then(|found| found.entry.profile());
    let turn = keys::turn(ctx, palette, &drafts.palette, profile);
    let copied = profile.filter(|_| keys::is_copy(ctx));
    let id = Id::unique("palette");
    let window = ctx.content_rect();
    let top = (window.height() * TOP.0).min(TOP.1);
    let around = 2.0 * f32::from(MARGIN);
    let (mut pointed, mut is_typed) = (list::Pointed::default(), false);
    let shown = modal(ui, id, top).show(ctx, |ui| {
        ui.ctx().accesskit_node_builder(id, Node::set_modal);
        ui.set_width(WIDTH.min(window.width() - 2.0 * space::L) - around);
        ui.spacing_mut().item_spacing.y = 0.0;
        is_typed = field(ui, view.state, palette, &mut drafts.palette);
        view.ask_if(is_typed, Action::Palette(PaletteAction::Typed));
        let fixed = top + around + space::CONTROL + space::S + LINE + space::L;
        let list = List {
            results: &results,
            typed: &drafts.palette,
            at,
            scrolls: moved.is_some() || known.is_none(),
            height: (window.height() - fixed).clamp(HEIGHT, MOST_ROWS),
            is_second_level: palette.level.is_some(),
        };
        pointed = list.show(ui, view);
        if found.is_empty() {
            nothing(ui, &drafts.palette);
        }
        let is_told = palette.is_user_choice || moved.is_some();
        describe_chosen(ui, &list, is_told);
        ui.add_space(space::S);
        footer(ui, view, palette, &drafts.palette, &results, profile);
    });
    if let Some(entry) = pointed.highlighted.filter(|entry| chosen != Some(*entry)) {
        view.ask(Action::Palette(PaletteAction::Highlight(entry)));
    }
    let entered = keys::enter(ui).and_then(|enter| {
        // Letters and Enter can come in one pass: then their first result is meant.
        let updated =
            is_typed.then(|| search::results(view.state, palette, &drafts.palette, view.now));
        // The chosen one can be gone since the previous pass; what replaced it was not meant.
        let is_gone = chosen.is_some() && known.is_none() && !is_typed;
        let meant = updated
            .as_ref()
            .map_or(found.get(at), |updated| updated.found.first());
        let meant = meant.filter(|_| !is_gone)?;
        Some((meant.entry, enter))
    });
    let clicked = pointed.clicked.map(|entry| (entry, keys::Enter::Run));
    if let Some((entry, enter)) = clicked.or(entered) {
        take(ui, view, entry, enter);
        return;
    }
    if let Some(id) = copied {
        copy_login(view, drafts, id);
        return;
    }
    let is_escaped = shown.is_top_modal && Command::Close.pressed(ctx);
    let is_back = turn == Some(keys::Turn::Back) || (is_escaped && palette.level.is_some());
    if let Some(keys::Turn::More(id)) = turn {
        view.ask(Action::Palette(PaletteAction::More(id)));
    } else if is_back {
        view.ask(Action::Palette(PaletteAction::Back));
    } else {
        let is_left = is_escaped || shown.backdrop_response.clicked() || is_closed;
        view.ask_if(is_left, Action::CloseDialog);
    }
}

fn modal(ui: &Ui, id: Id, top: f32) -> Modal {
    let p = Colors::in_use(ui);
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
    Modal::new(id)
        .area(area)
        .frame(frame)
        .backdrop_color(p.veil())
}

fn take(ui: &Ui, view: &mut View<'_>, entry: Entry, enter: keys::Enter) {
    focus_result(ui, entry);
    if let (Some(id), keys::Enter::Open) = (entry.profile(), enter) {
        view.ask(Action::Palette(PaletteAction::Open(id)));
    } else {
        open_console(ui.ctx(), view.state, entry);
        view.ask(Action::Palette(PaletteAction::Run(entry)));
    }
}

/// The browser is the screen's to open.
fn open_console(ctx: &Context, state: &State, entry: Entry) {
    if let Entry::CommandOf(id, Command::OpenConsole) = entry
        && let Some(row) = state.profile(id)
    {
        ctx.open_url(OpenUrl::new_tab(&row.profile.console));
    }
}

fn copy_login(view: &mut View<'_>, drafts: &mut Drafts, id: ProfileId) {
    if let Some(row) = view.state.profile(id) {
        let account = &row.profile.account;
        let (noun, login) = (account.kind().login_noun(), account.login());
        drafts.to_copy = Some(ClipText::new(login.to_owned()));
        view.ask(Action::CopyText(noun));
        view.ask(Action::CloseDialog);
    }
}

/// The field, focused as long as the dialog is open. Returns whether the text changed.
fn field(ui: &mut Ui, state: &State, palette: &Palette, typed: &mut String) -> bool {
    let level = palette.level.as_ref();
    let of = level.and_then(|level| state.profile(level.id));
    let placeholder = of.map_or_else(
        || FIELD.to_owned(),
        |row| format!("Search commands for {}", row.profile.name),
    );
    keys::caret_to_end_on_change(ui.ctx(), level.map(|level| level.id), typed);
    let response = Field::new(field_id(), FIELD)
        .without_label()
        .placeholder(&placeholder)
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

/// Tells screen readers the chosen row once someone moves through the rows; while typing, only the field speaks.
fn describe_chosen(ui: &Ui, list: &List<'_>, is_user_choice: bool) {
    let ctx = ui.ctx();
    let chosen = list.results.found.get(list.at);
    let chosen = chosen.map(|found| entry_id(found.entry));
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

fn nothing(ui: &mut Ui, typed: &str) {
    ui.add_space(space::M);
    ui.horizontal(|ui| {
        ui.add_space(space::M);
        let text = format!("No results for “{}”", beginning(typed.trim()));
        caption(ui, &text, Colors::in_use(ui).dim);
    });
}

/// The keys, and the number of results. Screen readers hear the first result as well.
fn footer(
    ui: &mut Ui,
    view: &View<'_>,
    palette: &Palette,
    typed: &str,
    results: &Results,
    profile: Option<ProfileId>,
) {
    let dim = Colors::in_use(ui).dim;
    let is_second_level = palette.level.is_some();
    let count = count_text(view.state, typed, results.found.len());
    let first = results.found.first();
    let first = first.map(|found| ResultRow::of(ui, view, found, is_second_level).name());
    // A line of text is lower than a control.
    ui.spacing_mut().interact_size.y = LINE;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(space::M);
        let width = |text: &str| text_width(ui, text, Size::Small, Weight::Regular);
        let room = ui.available_width() - width(&count) - space::M;
        let hints = hints(is_second_level, profile.is_some(), results.found.is_empty());
        // The first ones are needed least.
        let fitting = (0..hints.len())
            .map(|from| hints[from..].join(" · "))
            .find(|hints| width(hints) + space::L <= room);
        let hints = fitting.unwrap_or_default();
        let between = room - width(&hints);
        caption(ui, &hints, dim);
        ui.add_space(between.max(0.0));
        let text = caption(ui, &count, dim);
        ui.ctx().accesskit_node_builder(text.id, |node| {
            node.set_live(Live::Polite);
            if let Some(first) = first {
                node.set_value(format!("{count}. {first}"));
            }
        });
    });
}

/// What the keys do now.
fn hints(is_second_level: bool, is_about_profile: bool, is_empty: bool) -> Vec<&'static str> {
    let mut hints = Vec::new();
    if !is_empty {
        hints.extend(["↑↓ Move", "↵ Select"]);
    }
    match (is_second_level, is_about_profile) {
        (true, _) => hints.push("← Back"),
        (false, true) => hints.extend(["⇧↵ Open without signing in", "→ More"]),
        (false, false) => {}
    }
    hints.push("Esc Close");
    hints
}

/// Moves the focus to the result, not back: a second Enter would land there.
fn focus_result(ui: &Ui, entry: Entry) {
    let to = match entry {
        Entry::Profile(id) => row_id(RowKey::Item(id)),
        Entry::Command(Command::Search) => search_id(),
        Entry::Command(_) | Entry::CommandOf(..) => return,
    };
    focus_after_dialog(ui.ctx(), to);
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
    let is_searching = !typed.trim().is_empty();
    let text = match (found, is_searching) {
        (0, _) => "0 results".to_owned(),
        (1, true) => "1 result".to_owned(),
        (1, false) => "1 item".to_owned(),
        (_, true) => format!("{found} results"),
        (_, false) => format!("{found} items"),
    };
    match state.listing {
        Listing::NotYet | Listing::Running { .. } => format!("{text} · Loading…"),
        _ => text,
    }
}
