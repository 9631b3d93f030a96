//! The response to a request: summary, headers, text, and search.

use std::ops::Range;
use std::sync::{Arc, Weak};

use egui::{
    Align, Context, CornerRadius, Frame, Id, Key, Label, Layout, Margin, Pos2, Rect, ScrollArea,
    Sense, Ui, vec2,
};

use crate::app::Action;
use crate::app::availability::DisabledReason;
use crate::app::profiles::ProfileRow;
use crate::app::request::{RequestAction, RequestDraft, RequestWay, ShownAs};
use crate::model::{LocalFormats, ResponseText, visible_line};
use crate::ui::commands::{Command, disabled_reason};
use crate::ui::kit::theme::{Colors, Size, Tone, Weight, font, mono, space, text};
use crate::ui::kit::widgets::{
    Button, Field, Icon, LongText, LongTextState, Rows, Strip, add_unless, caption, check_box,
    find_all, paragraph, scroll_to_new, switch, to_the_end,
};
use crate::ui::request::is_narrow;
use crate::ui::view::View;
use crate::ui::words::duration;

const SEARCH_ANSWER: &str = "Search response";

/// Minimum height of the text.
const LEAST: f32 = 190.0;
/// Headers scroll beyond this height.
const HEADERS_HEIGHT: f32 = 110.0;
/// Room for the count and two buttons at the end of the search.
const SEARCH_END: f32 = 134.0;
const SWITCH_WIDTH: f32 = 128.0;

/// Draws it down to `bottom`, if there is room. Returns what is to be copied.
pub(crate) fn show(
    ui: &mut Ui,
    view: &mut View<'_>,
    draft: &mut RequestDraft,
    row: &ProfileRow,
    answer: &Arc<ResponseText>,
    bottom: f32,
) -> Option<String> {
    let is_pretty = row.request.shown_as == ShownAs::Pretty && answer.pretty.is_some();
    let content = match &answer.pretty {
        Some(pretty) if is_pretty => pretty,
        _ => &answer.raw,
    };
    let top = ui.cursor().min;
    let is_whole_wanted = summary(ui, view, (row, draft), answer, !content.is_empty());
    remarks(ui, view, row, answer);
    if row.request.shows_headers {
        ui.add_space(space::S);
        headers(ui, row, answer);
    }
    if content.is_empty() {
        scroll_to_new_response(ui, top, answer);
        return None;
    }
    let mut kept = CachedResponse::of(ui.ctx(), answer, is_pretty);
    ui.add_space(space::S);
    let has_switch = answer.pretty.is_some();
    let width = ui.available_width();
    let local = &view.state.local;
    if is_narrow(ui) {
        kept.search(ui, (&mut draft.search, local), content, width);
        if has_switch {
            ui.add_space(space::S);
            how_shown(ui, view, row, is_pretty, width);
        }
    } else {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            let end = if has_switch {
                SWITCH_WIDTH + space::S
            } else {
                0.0
            };
            kept.search(ui, (&mut draft.search, local), content, width - end);
            if has_switch {
                how_shown(ui, view, row, is_pretty, SWITCH_WIDTH);
            }
        });
    }
    ui.add_space(space::S);
    let height = (bottom - ui.cursor().top()).floor().max(LEAST);
    let copied = kept.show(ui, content, height);
    kept.keep(ui.ctx());
    scroll_to_new_response(ui, top, answer);
    if is_whole_wanted {
        return Some(content.to_string());
    }
    copied
}

/// Scrolls to a new response, which starts at `top`.
fn scroll_to_new_response(ui: &Ui, top: Pos2, answer: &Arc<ResponseText>) {
    let rect = Rect::from_min_max(top, ui.min_rect().max);
    let all = ui.interact(rect, Id::unique("whole answer"), Sense::hover());
    scroll_to_new(&all, &format!("{:p}", Arc::as_ptr(answer)));
}

/// "HTTP 200 · 212 ms · 48 KB" and buttons; returns whether to copy all of it.
fn summary(
    ui: &mut Ui,
    view: &mut View<'_>,
    (row, draft): (&ProfileRow, &mut RequestDraft),
    answer: &ResponseText,
    has_text: bool,
) -> bool {
    let p = Colors::in_use(ui);
    let sent = row.request.sent.as_ref();
    let next_page = sent.and_then(|sent| sent.path.next_page());
    let links = Links {
        next_page: next_page.filter(|_| answer.status == 200),
        can_save: has_text && !row.request.holds_token(),
        can_copy: has_text,
    };
    let mut is_copied = None;
    line(ui, |ui| {
        let color = if answer.status < 400 { p.text } else { p.bad };
        let message = text(
            answered_text(answer, &view.state.local),
            Size::Body,
            Weight::SemiBold,
            color,
        );
        ui.add(Label::new(message));
        let is_on = row.request.shows_headers;
        if check_box(ui, "Headers", is_on).clicked() {
            let action = RequestAction::ShowHeaders(!is_on);
            view.ask(Action::Request(row.profile.id, action));
        }
        if links.width(ui) <= ui.available_width() {
            is_copied = Some(links.show(ui, view, (row, draft)));
        }
    });
    is_copied.unwrap_or_else(|| line(ui, |ui| links.show(ui, view, (row, draft))))
}

fn line<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    const HEIGHT: f32 = 22.0;
    let layout = Layout::left_to_right(Align::Center);
    let size = vec2(ui.available_width(), HEIGHT);
    ui.allocate_ui_with_layout(size, layout, |ui| {
        ui.set_min_height(HEIGHT);
        ui.spacing_mut().item_spacing.x = space::L;
        content(ui)
    })
    .inner
}

/// What can be done with a response, at the end of a line.
struct Links {
    next_page: Option<String>,
    can_save: bool,
    can_copy: bool,
}

impl Links {
    fn shown(&self) -> Vec<Button<'static>> {
        [
            (self.next_page.is_some(), NEXT_PAGE),
            (self.can_save, SAVE),
            (self.can_copy, COPY),
        ]
        .into_iter()
        .filter(|(is_shown, _)| *is_shown)
        .map(|(_, name)| Button::link(name))
        .collect()
    }

    fn width(&self, ui: &Ui) -> f32 {
        let widths = self.shown().into_iter().map(|link| link.width(ui));
        widths
            .map(|width| width + ui.spacing().item_spacing.x)
            .sum()
    }

    /// Returns whether to copy all of the response.
    fn show(
        &self,
        ui: &mut Ui,
        view: &mut View<'_>,
        (row, draft): (&ProfileRow, &mut RequestDraft),
    ) -> bool {
        let shown = self.shown();
        to_the_end(ui, &shown.iter().collect::<Vec<_>>());
        let ask = |action| Action::Request(row.profile.id, action);
        if let Some(path) = &self.next_page
            && ui.add(Button::link(NEXT_PAGE)).clicked()
        {
            path.clone_into(&mut draft.path);
            view.ask(ask(RequestAction::Send));
        }
        if self.can_save {
            let save = ui.add(Button::link(SAVE));
            view.ask_if(save.clicked(), ask(RequestAction::SaveResponse));
        }
        self.can_copy && ui.add(Button::link(COPY)).clicked()
    }
}

const NEXT_PAGE: &str = "Next page";
const SAVE: &str = "Save response…";
const COPY: &str = "Copy response";

fn remarks(ui: &mut Ui, view: &mut View<'_>, row: &ProfileRow, answer: &ResponseText) {
    let p = Colors::in_use(ui);
    let sent = row.request.sent.as_ref();
    let way = sent.map(|sent| sent.way).unwrap_or_default();
    if answer.status == 401 {
        ui.add_space(space::S);
        let message = not_accepted_text(way);
        Strip::inside(Tone::Warn).message(ui, None, message, "");
        if way == RequestWay::Token {
            ui.add_space(space::S);
            let why = row
                .attempt
                .as_ref()
                .map(|_| disabled_reason(DisabledReason::SigningIn));
            let renew = add_unless(ui, why, Button::secondary(Command::Renew.label()));
            view.ask_if(renew.clicked(), Action::Renew(row.profile.id));
        }
    }
    if let Some(bytes) = answer.cut_at_bytes {
        ui.add_space(space::XS);
        caption(ui, &truncated_text(bytes, &view.state.local), p.warn);
    }
    let message = if answer.is_compressed {
        "Unexpected compressed response; not shown."
    } else if (300..400).contains(&answer.status) {
        "Redirected elsewhere; not followed."
    } else if answer.raw.is_empty() {
        "Empty response"
    } else {
        return;
    };
    ui.add_space(space::XS);
    paragraph(ui, message);
}

fn headers(ui: &mut Ui, row: &ProfileRow, answer: &ResponseText) {
    let p = Colors::in_use(ui);
    let lines: Vec<String> = answer
        .headers
        .iter()
        .map(|(name, value)| format!("{}: {}", visible_line(name), visible_line(value)))
        .collect();
    Frame::new()
        .fill(p.background)
        .corner_radius(CornerRadius::same(space::RADIUS_M))
        .inner_margin(Margin::symmetric(12, 8))
        .show(ui, |ui| {
            ScrollArea::vertical()
                .id_salt(("headers", row.profile.id))
                .max_height(HEADERS_HEIGHT)
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    let shown = text(lines.join("\n"), Size::Small, Weight::Regular, p.text);
                    let shown = Label::new(shown.font(mono(Size::Small)));
                    ui.add(shown.wrap().selectable(true));
                });
        });
}

fn how_shown(ui: &mut Ui, view: &mut View<'_>, row: &ProfileRow, is_pretty: bool, width: f32) {
    let choices = [(ShownAs::Pretty, "Pretty"), (ShownAs::Raw, "Raw")];
    let chosen = if is_pretty {
        ShownAs::Pretty
    } else {
        ShownAs::Raw
    };
    let size = vec2(width, space::CONTROL);
    let id = Id::unique("shown as").with(row.profile.id);
    let other = switch(ui, id, "Response format", size, &choices, chosen);
    if let Some(other) = other {
        view.ask(Action::Request(
            row.profile.id,
            RequestAction::ShowAs(other),
        ));
    }
}

/// What was computed for the response. There is at most one, dropped when the response goes out of view: it is other people's
/// data.
#[derive(Clone, Default)]
struct CachedResponse {
    /// The pass in which it was last in view.
    pass: u64,
    /// While this exists, the address of a dropped response isn't reused.
    answer: Weak<ResponseText>,
    is_pretty: bool,
    /// At this width.
    rows: Option<(f32, Arc<Rows>)>,
    /// The matches of this search.
    wanted: String,
    hits: Arc<[Range<usize>]>,
    at: usize,
    state: LongTextState,
}

/// Drops what was computed for a response that is no longer in view.
pub(crate) fn forget_unseen(ctx: &Context) {
    let pass = ctx.cumulative_pass_nr();
    ctx.data_mut(|data| {
        let kept: Option<CachedResponse> = data.get_temp(place());
        if kept.is_some_and(|kept| kept.pass != pass) {
            data.remove::<CachedResponse>(place());
        }
    });
}

fn place() -> Id {
    Id::unique("answer in view")
}

impl CachedResponse {
    fn of(ctx: &Context, answer: &Arc<ResponseText>, is_pretty: bool) -> Self {
        let answer = Arc::downgrade(answer);
        let kept: Option<Self> = ctx.data_mut(|data| data.remove_temp(place()));
        kept.filter(|kept| kept.is_pretty == is_pretty && kept.answer.ptr_eq(&answer))
            .unwrap_or_else(|| Self {
                answer,
                is_pretty,
                ..Self::default()
            })
    }

    fn keep(mut self, ctx: &Context) {
        self.pass = ctx.cumulative_pass_nr();
        ctx.data_mut(|data| data.insert_temp(place(), self));
    }

    /// Enter goes to the next match, Shift+Enter to the previous one.
    fn search(
        &mut self,
        ui: &mut Ui,
        (wanted, local): (&mut String, &LocalFormats),
        content: &str,
        width: f32,
    ) {
        let p = Colors::in_use(ui);
        let mut step = None;
        let size = vec2(width, space::CONTROL);
        let is_searching = !self.wanted.is_empty();
        let response = ui
            .allocate_ui_with_layout(size, Layout::top_down(Align::LEFT), |ui| {
                ui.set_width(width);
                Field::new(Id::unique("search the answer"), SEARCH_ANSWER)
                    .without_label()
                    .placeholder(SEARCH_ANSWER)
                    .room_at_end(if is_searching { SEARCH_END } else { 0.0 })
                    .show(ui, wanted, |ui| {
                        ui.spacing_mut().item_spacing.x = space::XS;
                        let why = self.hits.is_empty().then_some("No matches");
                        let next = Button::small_icon("Next match", Icon::Down);
                        let previous = Button::small_icon("Previous match", Icon::Up);
                        if add_unless(ui, why, next).clicked() {
                            step = Some(true);
                        }
                        if add_unless(ui, why, previous).clicked() {
                            step = Some(false);
                        }
                        let message = hits_text(self.at, self.hits.len(), local);
                        let message = text(message, Size::Small, Weight::Regular, p.dim);
                        ui.add(Label::new(message.font(font(Size::Small, Weight::Regular))));
                    })
            })
            .inner;
        // egui clears the focus on Esc before anything is drawn.
        if response.lost_focus() && !wanted.is_empty() && Command::Close.pressed(ui.ctx()) {
            wanted.clear();
            response.request_focus();
        }
        if *wanted != self.wanted {
            self.hits = find_all(content, wanted).into();
            self.wanted.clone_from(wanted);
            self.at = 0;
            self.show_hit();
        }
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            step = Some(!ui.input(|input| input.modifiers.shift));
            response.request_focus();
        }
        let count = self.hits.len();
        if let Some(is_forward) = step.filter(|_| count > 0) {
            self.at = (self.at + if is_forward { 1 } else { count - 1 }) % count;
            self.show_hit();
        }
    }

    fn show_hit(&mut self) {
        if let Some(hit) = self.hits.get(self.at) {
            self.state.reveal(hit.start);
        }
    }

    /// Returns the selection if it is to be copied.
    fn show(&mut self, ui: &mut Ui, content: &str, height: f32) -> Option<String> {
        let room = LongText::room(ui);
        let rows = match &self.rows {
            Some((width, rows)) if (width - room).abs() < 0.5 => Arc::clone(rows),
            _ => Arc::new(LongText::rows(ui, content)),
        };
        self.rows = Some((room, Arc::clone(&rows)));
        let long = LongText {
            id: Id::unique("answer"),
            name: "Response",
            text: content,
            rows: &rows,
            hits: &self.hits,
            hit: Some(self.at),
            height,
        };
        long.show(ui, &mut self.state)
    }
}

/// "HTTP 200 · 212 ms · 48 KB".
fn answered_text(answer: &ResponseText, local: &LocalFormats) -> String {
    format!(
        "HTTP {} · {} · {}",
        answer.status,
        duration(answer.took, local),
        size(answer.body_bytes, local)
    )
}

/// "812 bytes", "4.7 KB", "48 KB".
fn size(bytes: usize, local: &LocalFormats) -> String {
    const KIB: usize = 1_024;
    match bytes {
        1 => "1 byte".to_owned(),
        0..KIB => format!("{bytes} bytes"),
        _ if bytes < 10 * KIB => {
            let tenths = bytes * 10 / KIB;
            format!("{} KB", local.tenths(tenths as u128))
        }
        _ => format!("{} KB", local.count(bytes / KIB)),
    }
}

fn truncated_text(bytes: usize, local: &LocalFormats) -> String {
    format!("Truncated at {}.", size(bytes, local))
}

/// For a 401.
const fn not_accepted_text(way: RequestWay) -> &'static str {
    match way {
        RequestWay::Token => "Token not accepted. It may have expired or been revoked.",
        RequestWay::Basic => {
            "Username or password not accepted for this request. Repeated failures can lock the account."
        }
    }
}

/// "3 of 14", or "none".
fn hits_text(at: usize, count: usize, local: &LocalFormats) -> String {
    if count == 0 {
        "none".to_owned()
    } else {
        format!("{} of {}", local.count(at + 1), local.count(count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_shown_in_readable_units() {
        for (bytes, text) in [
            (0, "0 bytes"),
            (1, "1 byte"),
            (1_023, "1023 bytes"),
            (1_024, "1.0 KB"),
            (4_850, "4.7 KB"),
            (262_144, "256 KB"),
        ] {
            let local = |locale| LocalFormats::new(jiff::tz::TimeZone::UTC, locale);
            assert_eq!(size(bytes, &local("en-US")), text);
            assert_eq!(size(bytes, &local("de-DE")), text.replace('.', ","));
        }
    }
}
