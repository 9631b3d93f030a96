//! The table of *Check all*, a row per profile. Only visible rows are drawn. Not `egui_extras`' table, which has no rows for
//! screen readers: here a row is one node with a name, and its other cells are its description.

use egui::accesskit::{Role, SortDirection};
use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Align2, Color32, CornerRadius, CursorIcon, FontId, Id, Rect, Response, ScrollArea, Sense,
    Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use crate::app::Action;
use crate::app::check_all::{CheckAllAction, Column, Line, LineState, Saving, Sort, Table};
use crate::model::expiry::lifetime_words;
use crate::model::{AccountKind, Verdict};
use crate::ui::kit::theme::{Colors, Size, Tone, Weight, font, mono, space};
use crate::ui::kit::widgets::{Icon, focus_ring, paint_icon, spinner};
use crate::ui::view::View;

/// Two lines.
const ROW: f32 = 44.0;
const HEADER: f32 = 30.0;
/// Left and right padding of a cell.
const PAD: f32 = 8.0;
/// A narrower table shows consoles by their short names.
const NARROW: f32 = 740.0;
/// Minimum height of the rows: in a low window the dialog scrolls.
const LEAST: f32 = 2.0 * ROW;
/// Height of the dialog without the rows.
const AROUND: f32 = 275.0;
/// Height of the message about a saved table.
const SAVING: f32 = 60.0;

pub(crate) fn show(ui: &mut Ui, view: &mut View<'_>, table: &Table) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let lines = table.sorted();
    let columns = Columns::of(ui.available_width());
    header(ui, view, &columns, table.sort);
    let below = if table.saving == Saving::Idle {
        0.0
    } else {
        SAVING
    };
    let height = ui.ctx().content_rect().height() - AROUND - below;
    ScrollArea::vertical()
        .id_salt("table")
        .max_height(height.max(LEAST))
        .auto_shrink([false, true])
        .show_rows(ui, ROW, lines.len(), |ui, rows| {
            for line in &lines[rows] {
                row(ui, view, &columns, line);
            }
        });
}

/// Left edges of the columns.
struct Columns {
    edges: [f32; 7],
    is_narrow: bool,
}

impl Columns {
    /// The last three fit their content; the others share the rest.
    fn of(width: f32) -> Self {
        let (lifetime, duration, time) = (78.0, 84.0, 84.0);
        let rest = width - lifetime - duration - time;
        let is_narrow = width < NARROW;
        let console = if is_narrow { 0.22 } else { 0.37 };
        let profile = (1.0 - console) * 0.5;
        let widths = [
            rest * profile,
            rest * console,
            rest * profile,
            lifetime,
            duration,
            time,
        ];
        let mut edges = [0.0; 7];
        for (index, width) in widths.into_iter().enumerate() {
            edges[index + 1] = edges[index] + width;
        }
        Self { edges, is_narrow }
    }

    fn cell(&self, column: usize, row: Rect) -> Rect {
        let (left, right) = (self.edges[column], self.edges[column + 1]);
        Rect::from_min_max(
            pos2(row.left() + left, row.top()),
            pos2(row.left() + right, row.bottom()),
        )
    }
}

/// The heading, and whether the column holds numbers, which align right.
fn heading(column: Column) -> (&'static str, bool) {
    match column {
        Column::Profile => ("Profile", false),
        Column::Console => ("Console", false),
        Column::Verdict => ("Verdict", false),
        Column::Lifetime => ("Lifetime", true),
        Column::Duration => ("Duration", true),
        Column::Time => ("Time", true),
    }
}

fn header(ui: &mut Ui, view: &mut View<'_>, columns: &Columns, sort: Sort) {
    let size = vec2(ui.available_width(), HEADER);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    for (index, column) in Column::ALL.into_iter().enumerate() {
        let response = head(ui, columns.cell(index, rect), column, sort);
        let action = CheckAllAction::Sort(column);
        view.ask_if(response.clicked(), Action::CheckAll(action));
    }
    let line = Stroke::new(space::HAIR, Colors::in_use(ui).line);
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, line);
}

/// A column heading; a click sorts by it.
fn head(ui: &mut Ui, cell: Rect, column: Column, sort: Sort) -> Response {
    let (name, is_number) = heading(column);
    let id = Id::unique("check all sort").with(name);
    let response = ui.interact(cell, id, Sense::click());
    let direction = (sort.by == column).then_some(if sort.is_descending {
        SortDirection::Descending
    } else {
        SortDirection::Ascending
    });
    let spoken = match direction {
        Some(SortDirection::Ascending) => format!("{name}, sorted ascending"),
        Some(_) => format!("{name}, sorted descending"),
        None => name.to_owned(),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
    if let Some(direction) = direction {
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_sort_direction(direction);
        });
    }
    let p = Colors::in_use(ui);
    let color = if direction.is_some() || response.hovered() {
        p.text
    } else {
        p.dim
    };
    let font = font(Size::Small, Weight::Medium);
    let painter = ui.painter();
    let galley = painter.layout_no_wrap(name.to_owned(), font, color);
    let width = galley.size().x;
    let left = if is_number {
        cell.right() - PAD - width
    } else {
        cell.left() + PAD
    };
    let middle = cell.center().y;
    painter.galley(pos2(left, middle - galley.size().y / 2.0), galley, color);
    if let Some(direction) = direction {
        let x = if is_number {
            left - 12.0
        } else {
            left + width + 4.0
        };
        let mark = Rect::from_min_size(pos2(x, middle - 4.0), vec2(8.0, 8.0));
        let icon = match direction {
            SortDirection::Descending => Icon::Down,
            _ => Icon::Up,
        };
        paint_icon(painter, icon, mark, color);
    }
    let mut inner = response.clone();
    inner.rect = inner.rect.shrink(space::FOCUS + 1.0);
    focus_ring(ui, &inner, space::RADIUS_S);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

struct StateText {
    console: String,
    verdict: &'static str,
    color: Color32,
    reason: String,
    numbers: [String; 3],
}

impl StateText {
    fn of(view: &View<'_>, line: &Line, p: &Colors, is_narrow: bool) -> Self {
        let profile = &line.profile;
        let console = if is_narrow {
            profile.console.short()
        } else {
            profile.console.host()
        };
        let (color, numbers) = match &line.state {
            LineState::Done { outcome, at } => {
                let color = match outcome.verdict() {
                    Verdict::Accepted => p.ok,
                    Verdict::Refused => p.bad,
                    Verdict::Untested => p.warn,
                };
                let lifetime = outcome.acceptance().map(|accepted| accepted.lifetime);
                let took = outcome
                    .took()
                    .map(|took| format!("{} ms", took.as_millis()));
                let numbers = [
                    lifetime.map_or_else(String::new, lifetime_words),
                    took.unwrap_or_default(),
                    view.state.local.time_of_day(at.wall),
                ];
                (color, numbers)
            }
            _ => (p.of_tone(Tone::Neutral), <[String; 3]>::default()),
        };
        Self {
            console,
            verdict: line.state.verdict_word(),
            color,
            reason: line.state.reason(),
            numbers,
        }
    }

    /// For screen readers, after the name.
    fn spoken(&self) -> String {
        let mut parts = vec![self.console.as_str(), self.verdict, self.reason.as_str()];
        parts.extend(self.numbers.iter().map(String::as_str));
        parts.retain(|part| !part.is_empty());
        parts.join(", ")
    }
}

fn row(ui: &mut Ui, view: &View<'_>, columns: &Columns, line: &Line) {
    let p = Colors::in_use(ui);
    let size = vec2(ui.available_width(), ROW);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let response = ui.interact(
        rect,
        Id::unique("check all row").with(line.profile.id),
        Sense::hover(),
    );
    let text = StateText::of(view, line, p, columns.is_narrow);
    let name = &line.profile.name.to_string();
    response.widget_info(|| WidgetInfo::labeled(Role::Row, true, name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_description(text.spoken());
    });
    if response.hovered() {
        let radius = CornerRadius::same(space::RADIUS_S);
        ui.painter().rect_filled(rect, radius, p.hovered());
    }
    let strong = font(Size::Body, Weight::SemiBold);
    let small = font(Size::Small, Weight::Regular);
    let cell = columns.cell(0, rect);
    let login = match line.profile.account.kind() {
        AccountKind::ApiClient => &line.profile.account.display_login(),
        // The username is often the profile's name, which stands above.
        AccountKind::User => "user account",
    };
    let mut is_cut = first_line(ui, cell, name, strong.clone(), p.text);
    is_cut |= second_line(ui, cell, login, small.clone(), p.dim);
    let middle = font(Size::Note, Weight::Regular);
    is_cut |= one_line(
        ui,
        columns.cell(1, rect),
        rect.center().y,
        &text.console,
        middle,
        p.text,
    );
    is_cut |= verdict(ui, columns.cell(2, rect), &text, line);
    for (index, number) in text.numbers.iter().enumerate() {
        let at = pos2(columns.cell(3 + index, rect).right() - PAD, rect.center().y);
        let painter = ui.painter();
        painter.text(at, Align2::RIGHT_CENTER, number, mono(Size::Note), p.dim);
    }
    let edge = Stroke::new(space::HAIR, p.line.gamma_multiply(0.6));
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, edge);
    if is_cut || !text.reason.is_empty() {
        let mut whole = format!("{name}\n{}\n{login}", line.profile.console.host());
        if !text.reason.is_empty() {
            whole = format!("{whole}\n{}: {}", text.verdict, text.reason);
        }
        response.on_hover_text(whole);
    }
}

/// The verdict, with its reason below; returns whether anything was cut.
fn verdict(ui: &mut Ui, cell: Rect, text: &StateText, line: &Line) -> bool {
    let p = Colors::in_use(ui);
    let strong = font(Size::Body, Weight::SemiBold);
    let is_running = matches!(line.state, LineState::Running { .. });
    let cell = if is_running {
        let middle = pos2(cell.left() + PAD + 7.0, cell.center().y);
        let at = Rect::from_center_size(middle, vec2(14.0, 14.0));
        spinner(&mut ui.new_child(UiBuilder::new().max_rect(at)), 14.0);
        Rect::from_min_max(pos2(cell.left() + 14.0 + PAD, cell.top()), cell.max)
    } else {
        cell
    };
    if text.reason.is_empty() {
        one_line(ui, cell, cell.center().y, text.verdict, strong, text.color)
    } else {
        let is_cut = first_line(ui, cell, text.verdict, strong, text.color);
        let small = font(Size::Small, Weight::Regular);
        second_line(ui, cell, &text.reason, small, p.dim) || is_cut
    }
}

fn first_line(ui: &Ui, cell: Rect, content: &str, font: FontId, color: Color32) -> bool {
    one_line(ui, cell, cell.top() + 15.0, content, font, color)
}

fn second_line(ui: &Ui, cell: Rect, content: &str, font: FontId, color: Color32) -> bool {
    one_line(ui, cell, cell.top() + 32.0, content, font, color)
}

/// Draws a line, cut with "…" if it doesn't fit; returns whether it was.
fn one_line(ui: &Ui, cell: Rect, middle: f32, content: &str, font: FontId, color: Color32) -> bool {
    let mut job = LayoutJob::simple_singleline(content.to_owned(), font, color);
    job.wrap = TextWrapping::truncate_at_width((cell.width() - 2.0 * PAD).max(0.0));
    let galley = ui.painter().layout_job(job);
    let is_cut = galley.elided;
    let at = pos2(cell.left() + PAD, middle - galley.size().y / 2.0);
    ui.painter().galley(at, galley, color);
    is_cut
}
