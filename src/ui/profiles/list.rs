//! The rows of the left pane. Only visible rows and the focused one are drawn, so a thousand cost no more than ten. Each tells
//! screen readers its position and the total.

use std::collections::BTreeSet;
use std::ops::Range;

use egui::accesskit::Role;
use egui::{
    Context, EventFilter, FocusDirection, Id, Key, Modifiers, Rect, Response, ScrollArea, Sense,
    Stroke, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use crate::app::availability::primary_action;
use crate::app::primary::Primary;
use crate::app::profiles::{ListAction, ListSection, Listing, Row};
use crate::app::{Action, State};
use crate::model::Density;
use crate::ui::commands::Command;
use crate::ui::kit::theme::{Colors, Size, Weight, font, space};
use crate::ui::kit::widgets::{Icon, ListRow, caption, paint_icon, paint_no_tag, paint_tag};
use crate::ui::profiles::ids::{row_id, search_id};
use crate::ui::profiles::row_text::RowText;
use crate::ui::profiles::{menu, search_field};
use crate::ui::view::View;

/// Between pinned rows and the others, around the line.
const GAP: f32 = space::S;
/// Height of a section's heading, and the distance to the section above it.
const HEADING: f32 = 24.0;
const ABOVE_HEADING: f32 = 6.0;

/// Draws the rows and a note below them. Rows that are ranked by a search are not in sections.
pub(crate) fn show(ui: &mut Ui, view: &mut View<'_>, rows: &[&Row], is_ranked: bool) {
    let places = Places::of(rows, view.state, is_ranked);
    arrows(ui.ctx(), view, rows);
    ScrollArea::vertical()
        .id_salt("profiles")
        .auto_shrink([false, false])
        .show_viewport(ui, |ui, viewport| {
            ui.spacing_mut().item_spacing.y = 0.0;
            list(ui, view, rows, &places, viewport);
            below(ui, view, rows.is_empty(), is_ranked);
        });
}

/// Where rows and headings are.
struct Places {
    /// The top of each row.
    tops: Vec<f32>,
    headings: Vec<Heading>,
    /// Between pinned rows and the others, where there are no headings.
    line: Option<f32>,
    row_height: f32,
    height: f32,
}

struct Heading {
    section: ListSection,
    top: f32,
    /// The index of its first row.
    first: usize,
    count: usize,
}

impl Places {
    fn of(rows: &[&Row], state: &State, is_ranked: bool) -> Self {
        let (row_height, gap) = ListRow::height(state.density());
        let has_sections = state.has_sections() && !is_ranked;
        let (mut tops, mut headings, mut line) = (Vec::new(), Vec::<Heading>::new(), None);
        let (mut y, mut last) = (0.0, None);
        for (index, row) in rows.iter().enumerate() {
            let section = state.section_of(row);
            if has_sections && last != Some(section) {
                y += if last.is_some() { ABOVE_HEADING } else { 0.0 };
                headings.push(Heading {
                    section,
                    top: y,
                    first: index,
                    count: 0,
                });
                y += HEADING;
            } else if !is_ranked
                && last == Some(ListSection::Pinned)
                && section != ListSection::Pinned
            {
                line = Some(y + f32::midpoint(GAP, -gap));
                y += GAP;
            }
            if let Some(heading) = headings.last_mut() {
                heading.count += 1;
            }
            last = Some(section);
            tops.push(y);
            y += row_height + gap;
        }
        Self {
            height: (y - gap).max(0.0),
            tops,
            headings,
            line,
            row_height,
        }
    }

    /// Of a row, in the list at `area`.
    fn rect(&self, index: usize, area: Rect) -> Rect {
        let top = pos2(area.left(), area.top() + self.tops[index]);
        Rect::from_min_size(top, vec2(area.width(), self.row_height))
    }

    /// The row, with its section's heading if it is the first: what scrolling to it shows.
    fn with_heading(&self, index: usize, area: Rect) -> Rect {
        let mut rect = self.rect(index, area);
        let mut headings = self.headings.iter();
        if let Some(heading) = headings.find(|heading| heading.first == index) {
            rect.min.y = area.top() + heading.top;
        }
        rect
    }

    /// The visible rows and one more at either end, for the arrow keys.
    fn in_view(&self, from: f32, to: f32) -> Range<usize> {
        let count = self.tops.len();
        let first = self
            .tops
            .partition_point(|top| top + self.row_height < from);
        let end = self.tops.partition_point(|top| *top < to);
        let first = first.saturating_sub(1);
        first..(end + 1).clamp(first, count)
    }
}

fn list(ui: &mut Ui, view: &mut View<'_>, rows: &[&Row], places: &Places, viewport: Rect) {
    let size = vec2(ui.available_width(), places.height);
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
        node.set_multiselectable();
    });
    let opens_menu = !view.state.has_dialog() && is_menu_key_pressed(ui.ctx(), focused);
    if let Some(y) = places.line {
        let line = Stroke::new(space::HAIR, Colors::in_use(&ui).line);
        let sides = area.shrink2(vec2(space::S, 0.0)).x_range();
        ui.painter().hline(sides, area.top() + y, line);
    }
    let headings = places.headings.iter();
    for heading in headings.filter(|heading| viewport.y_range().contains(heading.top)) {
        let top = pos2(area.left(), area.top() + heading.top);
        let rect = Rect::from_min_size(top, vec2(area.width(), HEADING));
        section_heading(&ui, view, heading, rect);
    }
    for index in drawn {
        let row = rows[index];
        let is_current = selected == Some(index);
        let row_text = RowText::of(row, view);
        let section = view.state.section_of(row);
        let is_under =
            |is_of: fn(ListSection) -> bool| !places.headings.is_empty() && is_of(section);
        let tag = row_text
            .tag
            .filter(|_| !is_under(|section| matches!(section, ListSection::Tagged(_))));
        let response = ListRow {
            id: row_id(row.key),
            rect: places.rect(index, area),
            density: view.state.density(),
            dot: row_text.dot,
            tag: tag.map(|tag| (tag, view.state.settings.tags.name(tag))),
            is_pinned: row_text.is_pinned && !is_under(|section| section == ListSection::Pinned),
            name: &row_text.name,
            below: &row_text.below,
            end: &row_text.end,
            spoken: &row_text.spoken,
            whole: &row_text.whole,
            index,
            is_selected: view.state.is_selected(row),
            is_tab_stop: is_current || focused == Some(index) || (selected.is_none() && index == 0),
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
        clicks(&ui, view, row, &response);
        menu::of_row(&response, view, row, is_current && opens_menu);
        if is_current && scroll_to_selected(&ui, &response, index) {
            // Not into what fades at the edge.
            let fade = ui.spacing().scroll.fade.size;
            let place = places.with_heading(index, area);
            ui.scroll_to_rect(place.expand2(vec2(0.0, fade)), None);
        }
    }
}

/// A click selects, with Ctrl or Shift several; a double click copies the header, as the solid button does.
fn clicks(ui: &Ui, view: &mut View<'_>, row: &Row, response: &Response) {
    let modifiers = ui.input(|input| input.modifiers);
    if response.clicked() {
        view.ask(match modifiers {
            Modifiers { shift: true, .. } => Action::List(ListAction::SelectRange(row.key)),
            Modifiers { command: true, .. } => Action::List(ListAction::ToggleSelected(row.key)),
            _ => Action::Select(row.key),
        });
    }
    // One of several selected: the menu is about all of them.
    let is_among = view.state.has_several_selected() && view.state.is_selected(row);
    view.ask_if(
        response.secondary_clicked() && !is_among,
        Action::Select(row.key),
    );
    if response.double_clicked() && !modifiers.any() {
        let primary = row
            .profile()
            .map(|row| view.state.primary_of(row, view.now));
        let copies = |primary: &Primary| {
            matches!(
                primary,
                Primary::GetToken(_) | Primary::CopyHeader(_) | Primary::RenewAndCopy(_)
            )
        };
        let action = primary.filter(copies).and_then(primary_action);
        if let Some(action) = action {
            view.ask(action);
        }
    }
}

/// The menu key, or Shift+F10, while the list has the keyboard or nothing has it.
fn is_menu_key_pressed(ctx: &Context, focused: Option<usize>) -> bool {
    let is_ours = focused.is_some() || ctx.memory(|memory| memory.focused().is_none());
    is_ours
        && !egui::Popup::is_any_open(ctx)
        && ctx.input_mut(|input| {
            input.consume_key(Modifiers::NONE, Key::Menu)
                || input.consume_key(Modifiers::SHIFT, Key::F10)
        })
}

/// The tag's square, its name and the number of its rows.
fn section_heading(ui: &Ui, view: &View<'_>, heading: &Heading, rect: Rect) {
    let p = Colors::in_use(ui);
    let painter = ui.painter();
    let middle = rect.center().y;
    let mark = pos2(rect.left() + 15.0, middle);
    let name = match heading.section {
        ListSection::Pinned => "Pinned",
        ListSection::Tagged(tag) => view.state.settings.tags.name(tag),
        ListSection::Untagged => "No tag",
        ListSection::Unreadable => "Unreadable",
    };
    match heading.section {
        ListSection::Pinned => {
            let place = Rect::from_center_size(mark, Vec2::splat(11.0));
            paint_icon(painter, Icon::Pin, place, p.dim);
        }
        ListSection::Tagged(tag) => paint_tag(painter, mark, p.tag(tag)),
        ListSection::Untagged => paint_no_tag(painter, mark, p.dim),
        ListSection::Unreadable => {}
    }
    let write = |left: f32, text: String, weight| {
        let galley = painter.layout_no_wrap(text, font(Size::Tiny, weight), p.dim);
        let size = galley.size();
        painter.galley(pos2(left, middle - size.y / 2.0), galley, p.dim);
        left + size.x
    };
    let end = write(rect.left() + 25.0, name.to_owned(), Weight::SemiBold);
    write(end + 6.0, heading.count.to_string(), Weight::Regular);
    let id = Id::unique("section").with(name);
    let response = ui.interact(rect, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, name));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_description(heading.count.to_string());
    });
}

fn below(ui: &mut Ui, view: &View<'_>, is_nothing_shown: bool, is_search: bool) {
    let dim = Colors::in_use(ui).dim;
    let has_rows = !view.state.rows.is_empty();
    let text: &[&str] = match &view.state.listing {
        Listing::Running { .. } | Listing::NotYet if has_rows => &["Loading profiles…"],
        _ if is_nothing_shown && has_rows && is_search => &[
            "No matches",
            "Searches names, consoles, IDs, and tags. Esc clears it.",
        ],
        _ if is_nothing_shown && has_rows => &["No matches"],
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

/// Moves the selection by key, unless the keys belong to another control.
fn arrows(ctx: &Context, view: &mut View<'_>, rows: &[&Row]) {
    let focused = ctx.memory(egui::Memory::focused);
    let is_ours =
        focused.is_none_or(|id| id == search_id() || rows.iter().any(|row| row_id(row.key) == id));
    if view.state.has_dialog() || !is_ours || egui::Popup::is_any_open(ctx) {
        return;
    }
    let down = Command::Next.presses(ctx);
    let up = Command::Previous.presses(ctx);
    let in_search = focused == Some(search_id());
    // In the search, with Shift, they select text.
    let extend = |key| {
        let presses =
            |input: &mut egui::InputState| input.count_and_consume_key(Modifiers::SHIFT, key);
        if in_search { 0 } else { ctx.input_mut(presses) }
    };
    let (more_down, more_up) = (extend(Key::ArrowDown), extend(Key::ArrowUp));
    let extends = more_down + more_up > 0;
    let (down, up) = (down + more_down, up + more_up);
    if down + up > 0 {
        // egui would move the focus too, out of the list if the next row isn't drawn yet.
        ctx.memory_mut(|memory| memory.move_focus(FocusDirection::None));
    }
    let edge = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    // In the search they move the caret and select text.
    let in_list = !in_search;
    if in_list && Command::SelectListed.pressed(ctx) {
        view.ask(Action::List(ListAction::SelectListed));
    }
    let (first, last) = (in_list && edge(Key::Home), in_list && edge(Key::End));
    let (page_up, page_down) = (in_list && edge(Key::PageUp), in_list && edge(Key::PageDown));
    let page = match view.state.density() {
        Density::Comfortable => 8,
        Density::Compact => 14,
    };
    let at = rows
        .iter()
        .position(|row| Some(row.key) == view.state.selected);
    let end = rows.len().saturating_sub(1);
    let to = match at {
        _ if first => 0,
        _ if last => end,
        Some(at) if page_up => at.saturating_sub(page),
        Some(at) if page_down => (at + page).min(end),
        Some(at) if down != up => (at + down).saturating_sub(up).min(end),
        None if down > up => (down - up - 1).min(end),
        None if up > down => (end + 1).saturating_sub(up - down),
        _ => return,
    };
    if let Some(row) = rows.get(to)
        && Some(row.key) != view.state.selected
    {
        if in_search {
            search_field::note_arrow(ctx);
        }
        view.ask(if extends {
            Action::List(ListAction::SelectRange(row.key))
        } else {
            Action::Select(row.key)
        });
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

/// Whether to scroll to the selected row now: it is another one, it moved (a pin, a sort, rows read before it), or it got the focus.
/// A scroll arrives two passes later. Until then the list is drawn where it was, and another scroll from there would go too far.
fn scroll_to_selected(ui: &Ui, response: &Response, index: usize) -> bool {
    #[derive(Clone, Copy)]
    struct Seen {
        row: (Id, usize),
        is_due: bool,
        scrolled: u64,
    }

    const ARRIVES_AFTER: u64 = 2;
    let place = Id::unique("selected row last seen");
    let pass = ui.ctx().cumulative_pass_nr();
    let row = (response.id, index);
    let mut seen = ui.data(|data| data.get_temp(place)).unwrap_or(Seen {
        row: (place, 0),
        is_due: true,
        scrolled: 0,
    });
    seen.is_due |= seen.row != row || response.gained_focus();
    seen.row = row;
    let scrolls = seen.is_due && pass >= seen.scrolled + ARRIVES_AFTER;
    if scrolls {
        seen.scrolled = pass;
        seen.is_due = false;
    } else if seen.is_due {
        ui.ctx().request_repaint();
    }
    ui.data_mut(|data| data.insert_temp(place, seen));
    scrolls
}
