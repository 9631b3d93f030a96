//! The table of *Check all*, a row per profile. Only visible rows are drawn. Not `egui_extras`' table, which has no rows for
//! screen readers: here a row is one node with a name, and its other cells are its description.

use std::sync::Arc;

use egui::accesskit::{Role, SortDirection};
use egui::{
    Align2, Color32, CornerRadius, CursorIcon, Galley, Id, Rangef, Rect, Response, Sense, Stroke,
    Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use crate::app::Action;
use crate::app::check_all::{
    CheckAllAction, Column, Line, LineRemedy, LineState, Saving, Sort, Table,
};
use crate::model::expiry::lifetime_words;
use crate::model::{AccountKind, Verdict};
use crate::ui::kit::theme::{Colors, Size, Tone, Weight, font, mono, space};
use crate::ui::kit::widgets::{
    Button, FramedRows, Icon, focus_ring, one_line, paint_icon, paint_tag, spinner,
};
use crate::ui::view::View;
use crate::ui::words;

/// A row with one line of reason; more lines make it higher.
const ROW: f32 = 56.0;
const HEADER: f32 = 30.0;
/// Left and right padding of a cell.
const PAD: f32 = 10.0;
/// Top of the first and the second line of a row.
const FIRST_LINE: f32 = 10.0;
const SECOND_LINE: f32 = 31.0;
const BELOW: f32 = 10.0;
/// Width of the sign's column.
const SIGN: f32 = 29.0;
/// A wider table has columns for tags and numbers.
const WIDE: f32 = 1_000.0;
/// Minimum height of the rows: in a low window the dialog scrolls.
const LEAST: f32 = 2.0 * ROW;
/// Height of the dialog without the rows.
const AROUND: f32 = 246.0 + HEADER;
/// Height of the progress bar, beyond that of the summary.
const PROGRESS: f32 = 12.0;
/// Height of the message about a saved table.
const SAVING: f32 = 60.0;

pub(crate) fn show(ui: &mut Ui, view: &mut View<'_>, table: &Table) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let top = ui.cursor().top();
    let width = ui.available_width();
    let lines = table.shown(&view.state.settings);
    let p = Colors::in_use(ui);
    let texts: Vec<_> = lines
        .iter()
        .map(|line| LineText::of(view, line, p))
        .collect();
    let columns = Columns::of(ui, width, &texts);
    header(ui, view, &columns, table.sort);
    let mut around = AROUND;
    if table.saving != Saving::Idle {
        around += SAVING;
    }
    if !table.is_finished() {
        around += PROGRESS;
    }
    let rows: Vec<_> = texts
        .into_iter()
        .map(|text| LaidOutRow::of(ui, &columns, text))
        .collect();
    let height = ui.ctx().content_rect().height() - around;
    let heights: Vec<_> = rows.iter().map(|row| row.height).collect();
    let framed = FramedRows {
        id: "table",
        top,
        heights: &heights,
        max_height: height.max(LEAST),
    };
    framed.show(ui, |ui, index, rect| {
        rows[index].show(ui, view, &columns, lines[index], rect);
    });
}

/// From the table's left edge.
struct Columns {
    profile: Rangef,
    verdict: Rangef,
    /// In a wide table: the tag; lifetime, duration, time.
    tag: Option<Rangef>,
    numbers: Option<[Rangef; 3]>,
    /// The right edge of the links.
    right: f32,
}

impl Columns {
    fn of(ui: &Ui, width: f32, texts: &[LineText]) -> Self {
        let links = texts.iter().filter_map(|text| text.remedy);
        let links = links.map(|(name, _)| Button::link(name).width(ui));
        let link = links.fold(0.0, f32::max);
        let end = if link > 0.0 { link + 2.0 * PAD } else { 0.0 };
        let range = |left: &mut f32, width: f32| {
            let range = Rangef::new(*left, *left + width);
            *left += width;
            range
        };
        let mut left = SIGN;
        if width < WIDE {
            let profile = range(&mut left, width * 0.3);
            let verdict = Rangef::new(left, width - end);
            return Self {
                profile,
                verdict,
                tag: None,
                numbers: None,
                right: width,
            };
        }
        let (tag, number) = (150.0, 84.0);
        let rest = width - SIGN - tag - 3.0 * number - end - 2.0 * PAD;
        let profile = range(&mut left, rest * 0.34);
        let tag = range(&mut left, tag);
        let verdict = range(&mut left, rest * 0.66);
        let numbers = [(); 3].map(|()| range(&mut left, number));
        Self {
            profile,
            verdict,
            tag: Some(tag),
            numbers: Some(numbers),
            right: width,
        }
    }

    fn is_wide(&self) -> bool {
        self.tag.is_some()
    }

    /// The place of a heading, and whether the column holds numbers, which align right.
    fn heading(&self, column: Column) -> Option<(Rangef, &'static str, bool)> {
        let number = |index: usize| self.numbers.map(|numbers| numbers[index]);
        Some(match column {
            Column::Profile => (self.profile, "Profile", false),
            Column::Tag => (self.tag?, "Tag", false),
            Column::Verdict => (self.verdict, "Result", false),
            Column::Lifetime => (number(0)?, "Lifetime", true),
            Column::Duration => (number(1)?, "Duration", true),
            Column::Time => (number(2)?, "Time", true),
        })
    }
}

fn header(ui: &mut Ui, view: &mut View<'_>, columns: &Columns, sort: Sort) {
    let size = vec2(ui.available_width(), HEADER);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    for column in Column::ALL {
        let Some((range, name, is_number)) = columns.heading(column) else {
            continue;
        };
        let cell = Rect::from_min_max(
            pos2(rect.left() + range.min, rect.top()),
            pos2(rect.left() + range.max, rect.bottom()),
        );
        let response = head(
            ui,
            cell,
            (name, is_number),
            (sort.by == column).then_some(sort),
        );
        view.ask_if(
            response.clicked(),
            Action::CheckAll(CheckAllAction::Sort(column)),
        );
    }
    let line = Stroke::new(space::HAIR, Colors::in_use(ui).line);
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, line);
}

/// A column heading; a click sorts by it.
fn head(ui: &mut Ui, cell: Rect, (name, is_number): (&str, bool), sort: Option<Sort>) -> Response {
    let id = Id::unique("check all sort").with(name);
    let response = ui.interact(cell, id, Sense::click());
    let direction = sort.map(|sort| {
        if sort.is_descending {
            SortDirection::Descending
        } else {
            SortDirection::Ascending
        }
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
    ring_inside(ui, &response);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

struct LineText {
    name: String,
    /// "US1 · key-42f0a1".
    login: String,
    tag: Option<(Color32, String)>,
    sign: Sign,
    color: Color32,
    headline: String,
    reason: String,
    /// Lifetime, duration and time.
    numbers: [String; 3],
    remedy: Option<(&'static str, LineRemedy)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Letter(&'static str),
    Tick,
    Spinner,
    None,
}

impl LineText {
    fn of(view: &View<'_>, line: &Line, p: &Colors) -> Self {
        let profile = &line.profile;
        let account = match profile.account.kind() {
            AccountKind::ApiClient => profile.account.display_login(),
            // The username is often the profile's name, which stands above.
            AccountKind::User => "user account".to_owned(),
        };
        let settings = &view.state.settings;
        let tag = settings.marks_of(profile.id).tag;
        let (sign, tone) = match (&line.state, line.state.verdict()) {
            (_, Some(Verdict::Accepted)) => (Sign::Tick, Tone::Ok),
            (_, Some(Verdict::Refused)) => (Sign::Letter("!"), Tone::Bad),
            (_, Some(Verdict::Untested)) => (Sign::Letter("?"), Tone::Warn),
            (LineState::Running { .. }, None) => (Sign::Spinner, Tone::Neutral),
            (LineState::Waiting, None) => (Sign::None, Tone::Neutral),
            (_, None) => (Sign::Letter("–"), Tone::Neutral),
        };
        let is_outdated = line.state.has_failed() && view.state.is_line_outdated(line);
        let (sign, tone) = if is_outdated {
            (Sign::Letter("–"), Tone::Neutral)
        } else {
            (sign, tone)
        };
        let took = line.state.took();
        let at = line.state.at();
        Self {
            name: profile.name.to_string(),
            login: format!("{} · {account}", profile.console.short()),
            tag: tag.map(|tag| (p.tag(tag), settings.tags.name(tag).to_owned())),
            sign,
            color: p.of_tone(tone),
            headline: line.state.headline(),
            reason: view.state.line_reason(line),
            numbers: [
                line.state.lifetime().map(lifetime_words),
                took.map(|took| words::duration(took, &view.state.local)),
                at.map(|at| view.state.local.time_of_day(at)),
            ]
            .map(Option::unwrap_or_default),
            remedy: view.state.line_remedy(line).map(|remedy| {
                let name = match (remedy, profile.account.kind()) {
                    (LineRemedy::EnterNewSecret, AccountKind::ApiClient) => "Enter new secret…",
                    (LineRemedy::EnterNewSecret, AccountKind::User) => "Enter new password…",
                    (LineRemedy::CheckAddress, _) => "Check address",
                    (LineRemedy::CheckPassword, _) => "Check password",
                    (LineRemedy::MakeApiClient, _) => words::MAKE_API_CLIENT,
                };
                (name, remedy)
            }),
        }
    }

    /// For screen readers, after the name.
    fn spoken(&self) -> String {
        let tag = self.tag.as_ref().map_or("", |(_, name)| name.as_str());
        let mut parts = vec![self.login.as_str(), tag, &self.headline, &self.reason];
        parts.extend(self.numbers.iter().map(String::as_str));
        parts.retain(|part| !part.is_empty());
        parts.join(", ")
    }
}

struct LaidOutRow {
    text: LineText,
    /// Below the headline.
    reason: Arc<Galley>,
    height: f32,
}

impl LaidOutRow {
    fn of(ui: &Ui, columns: &Columns, mut text: LineText) -> Self {
        let p = Colors::in_use(ui);
        let below = if text.reason.is_empty() && !columns.is_wide() {
            let numbers = text.numbers.iter().filter(|number| !number.is_empty());
            numbers.cloned().collect::<Vec<_>>().join(" · ")
        } else {
            text.reason.clone()
        };
        if let (Some((_, name)), false) = (&text.tag, columns.is_wide()) {
            text.login = format!("{} · {name}", text.login);
        }
        let small = font(Size::Small, Weight::Regular);
        let width = columns.verdict.span() - 2.0 * PAD;
        let reason = ui.painter().layout(below, small, p.dim, width.max(0.0));
        let height = (SECOND_LINE + reason.size().y + BELOW).max(ROW).ceil();
        Self {
            text,
            reason,
            height,
        }
    }

    fn show(&self, ui: &mut Ui, view: &mut View<'_>, columns: &Columns, line: &Line, rect: Rect) {
        let p = Colors::in_use(ui);
        let id = line.profile.id;
        let text = &self.text;
        let check = view.state.check_all();
        let is_done = check.is_some_and(|check| check.finished_table().is_some());
        let can_open = is_done && view.state.profile(id).is_some();
        let sense = if can_open {
            Sense::click()
        } else {
            Sense::hover()
        };
        let response = ui.interact(rect, Id::unique("check all row").with(id), sense);
        response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &text.name));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_description(text.spoken());
        });
        view.ask_if(
            response.clicked(),
            Action::CheckAll(CheckAllAction::OpenProfile(id)),
        );
        let is_cut = if ui.is_rect_visible(rect) {
            if can_open && response.hovered() {
                let inner = rect.shrink(space::HAIR);
                let radius = CornerRadius::same(space::RADIUS_M);
                ui.painter().rect_filled(inner, radius, p.hovered());
            }
            self.paint(ui, columns, rect)
        } else {
            false
        };
        ring_inside(ui, &response);
        if let Some((name, _)) = text.remedy.filter(|_| can_open) {
            let remedy = Button::link(name).id(Id::unique("check all remedy").with(id));
            let width = remedy.width(ui);
            let min = pos2(
                rect.left() + columns.right - PAD - width,
                rect.top() + FIRST_LINE,
            );
            let place = Rect::from_min_size(min, vec2(width, 18.0));
            let pressed = ui.put(place, remedy);
            ui.ctx().accesskit_node_builder(pressed.id, |node| {
                node.set_description(text.name.clone());
            });
            view.ask_if(
                pressed.clicked(),
                Action::CheckAll(CheckAllAction::Remedy(id)),
            );
        }
        let response = if can_open {
            response.on_hover_cursor(CursorIcon::PointingHand)
        } else {
            response
        };
        if is_cut {
            let host = line.profile.console.host();
            let login = line.profile.account.display_login();
            response.on_hover_text(format!("{}\n{host}\n{login}", text.name));
        }
    }

    /// Returns whether a name was cut.
    fn paint(&self, ui: &mut Ui, columns: &Columns, rect: Rect) -> bool {
        let p = Colors::in_use(ui);
        let text = &self.text;
        let strong = || font(Size::Body, Weight::SemiBold);
        let small = || font(Size::Small, Weight::Regular);
        let (first, second) = (rect.top() + FIRST_LINE, rect.top() + SECOND_LINE);
        let left = |range: Rangef| rect.left() + range.min + PAD;
        let room = |range: Rangef| range.span() - 2.0 * PAD;
        let sign = pos2(rect.left() + PAD + 3.0, first + 9.0);
        match text.sign {
            Sign::Letter(letter) => {
                let painter = ui.painter();
                painter.text(sign, Align2::CENTER_CENTER, letter, strong(), text.color);
            }
            Sign::Tick => {
                let place = Rect::from_center_size(sign, Vec2::splat(12.0));
                paint_icon(ui.painter(), Icon::Tick, place, text.color);
            }
            Sign::Spinner => {
                let place = Rect::from_center_size(sign, Vec2::splat(14.0));
                spinner(&mut ui.new_child(UiBuilder::new().max_rect(place)), 14.0);
            }
            Sign::None => {}
        }
        let column = columns.profile;
        let at = pos2(left(column), first);
        let (_, is_name_cut) = one_line(ui, at, &text.name, strong(), p.text, room(column));
        let at = pos2(left(column), second);
        let (_, is_login_cut) = one_line(ui, at, &text.login, small(), p.dim, room(column));
        if let (Some(column), Some((color, name))) = (columns.tag, &text.tag) {
            paint_tag(ui.painter(), pos2(left(column) + 4.0, first + 9.0), *color);
            let at = pos2(left(column) + 14.0, first + 2.0);
            one_line(ui, at, name, small(), p.text, room(column) - 14.0);
        }
        let column = columns.verdict;
        let at = pos2(left(column), first);
        one_line(ui, at, &text.headline, strong(), text.color, room(column));
        let at = pos2(left(column), second);
        ui.painter().galley(at, self.reason.clone(), p.dim);
        for (column, number) in columns.numbers.into_iter().flatten().zip(&text.numbers) {
            let at = pos2(rect.left() + column.max - PAD, first + 9.0);
            let painter = ui.painter();
            painter.text(at, Align2::RIGHT_CENTER, number, mono(Size::Note), p.dim);
        }
        is_name_cut || is_login_cut
    }
}

/// The scroll area would cut a ring around it.
fn ring_inside(ui: &Ui, response: &Response) {
    let mut inner = response.clone();
    inner.rect = inner.rect.shrink(space::FOCUS + 1.0);
    focus_ring(ui, &inner, space::RADIUS_S);
}
