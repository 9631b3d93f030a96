//! Banners: sandbox, clipboard, undo, notices.

use std::time::Duration;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{
    Align, Color32, CornerRadius, Frame, Id, Label, Layout, Margin, Panel, Rect, Response, Sense,
    Stroke, Ui, UiBuilder, vec2,
};

use crate::app::clipboard::{ClearAt, CopiedItem};
use crate::app::job::NewSandboxSecret;
use crate::app::profiles::{Deletion, DeletionPhase, ListAction, Listing};
use crate::app::sandbox::Sandbox;
use crate::app::state::{KEYRING_PATIENCE, Notice};
use crate::app::{Action, Drafts, state};
use crate::model::{ClipText, Now, capitalized};
use crate::ui::kit::theme::{Colors, Size, Tone, Weight, font, mono, space, text};
use crate::ui::kit::widgets::{
    Button, Icon, Strip, paint_icon, paint_tag, to_the_end, with_own_ids,
};
use crate::ui::view::View;
use crate::ui::{announce, words};

/// Height of a banner of one line.
const HEIGHT: f32 = 39.0;

/// "This is the sandbox…", above everything.
pub(super) fn sandbox(ui: &mut Ui, view: &mut View<'_>, drafts: &mut Drafts, sandbox: &Sandbox) {
    let color = Colors::in_use(ui).warn;
    let line =
        |message: String| Label::new(text(message, Size::Note, Weight::Medium, color)).wrap();
    band("sandbox", true, Tone::Warn, 12).show(ui, |ui| {
        let message = format!(
            "Sandbox · Mock console at {} with sample profiles. Nothing is saved.",
            sandbox.console
        );
        let reset = row(ui, "Reset the secret of “Works”", color, |ui| {
            ui.add(line(message));
        });
        view.ask_if(reset, Action::ResetSandboxSecret);
        if let Some(new) = &sandbox.new_secret {
            ui.add_space(space::S);
            let closed = row(ui, words::CLOSE, color, |ui| {
                new_secret(ui, view, drafts, new);
            });
            view.ask_if(closed, Action::CloseSandboxSecret);
        }
    });
}

/// "New secret of key-…: …", with the icon that copies it.
fn new_secret(
    ui: &mut Ui,
    view: &mut View<'_>,
    drafts: &mut Drafts,
    NewSandboxSecret { client_id, secret }: &NewSandboxSecret,
) {
    let color = Colors::in_use(ui).warn;
    let mut job = LayoutJob::default();
    let message = format!("New secret of {client_id}: ");
    let plain = TextFormat::simple(font(Size::Note, Weight::Medium), color);
    job.append(&message, 0.0, plain);
    job.append(secret, 0.0, TextFormat::simple(mono(Size::Body), color));
    // A long one wraps instead of being cut: it is there to be read.
    let room = vec2(ui.available_width() - 24.0, 19.0);
    ui.allocate_ui_with_layout(room, Layout::top_down(Align::LEFT), |ui| {
        ui.set_max_width(room.x);
        ui.add(Label::new(job).wrap());
    });
    if ui
        .add(Button::small_icon("Copy the new secret", Icon::Copy))
        .clicked()
    {
        drafts.to_copy = Some(ClipText::new(secret.clone()));
        view.ask(Action::CopyText("secret"));
    }
}

/// The banners below the right pane, the clipboard's at the very bottom.
pub(super) fn bottom(ui: &mut Ui, view: &mut View<'_>, margin: i8) {
    let state = view.state;
    if let Some(item) = &state.copied_item {
        band("clipboard", false, Tone::Ok, margin).show(ui, |ui| clipboard(ui, view, item));
    }
    let deletions: Vec<_> = state.undoable().collect();
    let subject = match deletions[..] {
        [deletion] => capitalized(&deletion.subject),
        _ => format!("{} profiles", deletions.len()),
    };
    let until = deletions.first().and_then(|first| first.undoable_until());
    if let Some(until) = until {
        band("undo", false, Tone::Neutral, margin).show(ui, |ui| undo(ui, view, &subject, until));
    }
    for deletion in &state.deletions {
        let DeletionPhase::Deleting { job } = deletion.phase else {
            continue;
        };
        let progress = view.progress(job);
        if progress.waited >= KEYRING_PATIENCE {
            let band = Band {
                id: Id::unique("deleting").with(deletion.id),
                is_top: false,
                tone: Tone::Warn,
                margin,
            };
            band.show(ui, |ui| deleting(ui, view, deletion, progress.is_canceled));
        }
    }
    if let Some(notice) = &state.notice {
        let tone = tone(notice.tone);
        band("notice", false, tone, margin).show(ui, |ui| show_notice(ui, view, notice, tone));
    }
}

/// "“Production EU” is deleted. Undo".
fn undo(ui: &mut Ui, view: &mut View<'_>, subject: &str, until: Now) {
    let color = Colors::in_use(ui).text;
    let left = secs_left(view.now.until(until));
    let rest = format!(" deleted. You can undo for {left} s.");
    let news = format!("{subject} deleted. You can undo.");
    announce::message(ui.ctx(), "undo", &news, Tone::Neutral);
    let press = Button::quiet(words::UNDO).color(color).id(undo_id());
    let pressed = row_with(ui, press, |ui| {
        named(ui, subject, &rest, color);
    });
    view.ask_if(pressed, Action::Undo);
}

pub(super) fn undo_id() -> Id {
    Id::unique("undo the deletion")
}

fn deleting(ui: &mut Ui, view: &mut View<'_>, deletion: &Deletion, is_canceled: bool) {
    let color = Colors::in_use(ui).warn;
    let subject = &deletion.subject;
    let message = if is_canceled {
        format!(
            "Canceling… {} may already be deleted. {}",
            capitalized(subject),
            words::MAYBE_LOCKED
        )
    } else {
        format!("Deleting {subject}… {}", words::MAYBE_LOCKED)
    };
    let line = |ui: &mut Ui| {
        ui.add(Label::new(text(message, Size::Note, Weight::Regular, color)).wrap());
    };
    if is_canceled {
        line(ui);
    } else {
        let pressed = row(ui, words::CANCEL, color, line);
        view.ask_if(pressed, Action::CancelDeletion(deletion.id));
    }
}

/// Above the pane, when the rows are of an earlier listing: the keyring is slow, failed, or was canceled.
pub(super) fn listing(ui: &mut Ui, view: &mut View<'_>, margin: i8) {
    if view.state.selected.is_none() {
        return;
    }
    let (tone, message, press, action) = match &view.state.listing {
        Listing::Running { job, .. } if view.progress(*job).waited >= KEYRING_PATIENCE => (
            Tone::Warn,
            format!("Loading profiles… {}", words::MAYBE_LOCKED),
            words::CANCEL,
            Action::CancelListing,
        ),
        Listing::Stopped => (
            Tone::Warn,
            "Loading canceled. The list may be out of date.".to_owned(),
            words::TRY_AGAIN,
            Action::Reload,
        ),
        Listing::Failed(failure) => (
            Tone::Bad,
            format!(
                "{}. The list may be out of date.",
                failure.message().headline
            ),
            words::TRY_AGAIN,
            Action::Reload,
        ),
        Listing::NotYet | Listing::Running { .. } | Listing::Done => return,
    };
    let color = Colors::in_use(ui).of_tone(tone);
    announce::message(ui.ctx(), "list", &message, tone);
    Strip::across(tone, margin).show(ui, |ui| {
        let pressed = row(ui, press, color, |ui| {
            ui.add(Label::new(text(message, Size::Note, Weight::Medium, color)).wrap());
        });
        view.ask_if(pressed, action);
    });
}

fn band(id: &'static str, is_top: bool, tone: Tone, margin: i8) -> Band {
    Band {
        id: Id::unique(id),
        is_top,
        tone,
        margin,
    }
}

struct Band {
    id: Id,
    is_top: bool,
    tone: Tone,
    margin: i8,
}

impl Band {
    fn show(self, ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
        let p = Colors::in_use(ui);
        let panel = if self.is_top {
            Panel::top(self.id)
        } else {
            Panel::bottom(self.id)
        };
        let frame = Frame::new()
            .fill(p.soft(self.tone))
            .corner_radius(CornerRadius::ZERO)
            .inner_margin(Margin::symmetric(self.margin, 10))
            .stroke(Stroke::NONE);
        panel
            .frame(frame)
            .resizable(false)
            .min_size(HEIGHT)
            .show(ui, |ui| {
                with_own_ids(ui, self.id.with("content"), content);
            });
    }
}

fn clipboard(ui: &mut Ui, view: &mut View<'_>, item: &CopiedItem) {
    let color = Colors::in_use(ui).ok;
    let pressed = row(ui, "Clear now", color, |ui| {
        let (mark, _) = ui.allocate_exact_size(vec2(11.0, 17.0), Sense::hover());
        paint_icon(ui.painter(), Icon::Tick, mark, color);
        let tag = item.of.and_then(|id| view.state.settings.marks_of(id).tag);
        if let Some(tag) = tag {
            let (square, _) = ui.allocate_exact_size(vec2(13.0, 17.0), Sense::hover());
            let tag_color = Colors::in_use(ui).tag(tag);
            paint_tag(ui.painter(), square.center(), tag_color);
        }
        let profile = item.profile.as_deref();
        // Part of the name, so that it is cut with it.
        let name = match profile.and_then(|profile| view.state.disambiguation(profile)) {
            Some(by) => format!("{} ({by})", item.name),
            None => item.name.clone(),
        };
        let line = clipboard_line(ui, view, item, &name, color);
        if let Some(tag) = tag {
            let name = view.state.settings.tags.name(tag);
            ui.ctx().accesskit_node_builder(line.id, |node| {
                node.set_description(format!("tag {name}"));
            });
            line.on_hover_text(format!("{}\nTag: {name}", item.name));
        }
    });
    view.ask_if(pressed && !item.is_clearing, Action::ClearClipboard);
}

/// "**Production EU** header copied · paste it into **Headers › Bulk Edit** · clears in 52 s". Where to paste it is the first to go
/// if there is no room.
fn clipboard_line(
    ui: &mut Ui,
    view: &View<'_>,
    item: &CopiedItem,
    name: &str,
    color: Color32,
) -> Response {
    let what = copied_text(item);
    let when = clears_text(item, view.now);
    let before = if name.is_empty() { "" } else { " " };
    let rest = format!("{before}{what}{when}");
    let Some(field) = paste_field(view, item) else {
        return named(ui, name, &rest, color);
    };
    let what = format!("{before}{what} · paste it into ");
    let job = parts(
        &[(name, true), (&what, false), (field, true), (&when, false)],
        color,
    );
    let width = ui.painter().layout_job(job.clone()).size().x;
    if width > ui.available_width() {
        let line = named(ui, name, &rest, color);
        let whole = format!("{name}{what}{field}{when}");
        ui.ctx()
            .accesskit_node_builder(line.id, |node| node.set_value(whole.as_str()));
        return line;
    }
    ui.add(Label::new(job).show_tooltip_when_elided(false))
}

/// Where the copied text goes, if it is for Postman.
fn paste_field(view: &View<'_>, item: &CopiedItem) -> Option<&'static str> {
    let names_fields = view.state.settings.names_postman_fields;
    let format = item.format.filter(|_| names_fields && !item.is_clearing)?;
    Some(words::postman_field(format))
}

/// A line of these parts, some of them bold.
fn parts(parts: &[(&str, bool)], color: Color32) -> LayoutJob {
    let mut job = LayoutJob::default();
    for (part, is_bold) in parts {
        let weight = if *is_bold {
            Weight::SemiBold
        } else {
            Weight::Regular
        };
        job.append(
            part,
            0.0,
            TextFormat::simple(font(Size::Note, weight), color),
        );
    }
    job
}

/// "**Production EU** header copied…". If there is no room for both, the name is cut; the tooltip and screen readers have all of
/// it.
fn named(ui: &mut Ui, name: &str, rest: &str, color: Color32) -> Response {
    let (rest, bold) = if name.is_empty() {
        (capitalized(rest), String::new())
    } else {
        let after = rest.to_owned();
        let width = ui
            .painter()
            .layout_no_wrap(after.clone(), font(Size::Note, Weight::Regular), color)
            .size()
            .x;
        let room = ui.available_width() - width - space::XS;
        (after, shortened(ui, name, room))
    };
    let mut job = parts(&[(&bold, true), (&rest, false)], color);
    job.wrap = TextWrapping::truncate_at_width(ui.available_width());
    let label = Label::new(job).show_tooltip_when_elided(false);
    let line = ui.add(label);
    if bold != name {
        let whole = format!("{name}{rest}");
        ui.ctx()
            .accesskit_node_builder(line.id, |node| node.set_value(whole.as_str()));
        return line.on_hover_text(whole);
    }
    line
}

/// `name` cut with "…" to `room`.
fn shortened(ui: &Ui, name: &str, room: f32) -> String {
    let font = font(Size::Note, Weight::SemiBold);
    let width = |candidate: &str| {
        ui.painter()
            .layout_no_wrap(candidate.to_owned(), font.clone(), Color32::PLACEHOLDER)
            .size()
            .x
    };
    if width(name) <= room {
        return name.to_owned();
    }
    let ends: Vec<usize> = name.char_indices().map(|(at, _)| at).collect();
    let cut = |at: usize| format!("{}…", name[..at].trim_end());
    let fitting = ends.partition_point(|at| width(&cut(*at)) <= room);
    // However narrow, a few letters of the name stay; the sentence is cut instead.
    let least = fitting.saturating_sub(1).max(4).min(ends.len() - 1);
    cut(ends[least])
}

fn show_notice(ui: &mut Ui, view: &mut View<'_>, notice: &Notice, tone: Tone) {
    let color = Colors::in_use(ui).of_tone(tone);
    announce::message(ui.ctx(), "notice", &notice.text, tone);
    let (press, action) = if notice.tags_before.is_empty() {
        (words::CLOSE, Action::DismissNotice)
    } else {
        (words::UNDO, Action::List(ListAction::UndoTags))
    };
    let pressed = row(ui, press, color, |ui| {
        ui.add(Label::new(text(&notice.text, Size::Note, Weight::Regular, color)).wrap());
    });
    view.ask_if(pressed, action);
}

/// Text with a button at its end; returns whether it was pressed.
pub(super) fn row(ui: &mut Ui, press: &str, color: Color32, content: impl FnOnce(&mut Ui)) -> bool {
    row_with(ui, Button::quiet(press).color(color), content)
}

fn row_with(ui: &mut Ui, press: Button<'_>, content: impl FnOnce(&mut Ui)) -> bool {
    let [pressed] = row_of(ui, [press], content);
    pressed
}

/// With several buttons, from left to right.
pub(super) fn row_of<const N: usize>(
    ui: &mut Ui,
    buttons: [Button<'_>; N],
    content: impl FnOnce(&mut Ui),
) -> [bool; N] {
    let room = ui.available_rect_before_wrap();
    let mut pressed = [false; N];
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS + 1.0;
        let widths = buttons.iter().map(|button| button.width(ui) + space::L);
        let width = (room.width() - widths.sum::<f32>()).max(40.0);
        let left = Rect::from_min_size(room.min, vec2(width, room.height()));
        let layout = Layout::left_to_right(Align::Min);
        ui.scope_builder(UiBuilder::new().max_rect(left).layout(layout), |ui| {
            ui.set_min_height(19.0);
            content(ui);
        });
        ui.spacing_mut().item_spacing.x = space::L;
        to_the_end(ui, &buttons.each_ref());
        pressed = buttons.map(|button| ui.add(button).clicked());
    });
    pressed
}

fn tone(tone: state::NoticeTone) -> Tone {
    match tone {
        state::NoticeTone::Good => Tone::Ok,
        state::NoticeTone::Warn => Tone::Warn,
        state::NoticeTone::Bad => Tone::Bad,
    }
}

/// "header copied".
fn copied_text(item: &CopiedItem) -> String {
    if item.is_earlier {
        format!("earlier {} copied", item.noun)
    } else {
        format!("{} copied", item.noun)
    }
}

/// " · clears in 52 s".
fn clears_text(item: &CopiedItem, now: Now) -> String {
    match item.clear_at {
        _ if item.is_clearing => " · clearing…".to_owned(),
        ClearAt::At(at) => format!(" · clears in {} s", secs_left(now.until(at))),
        ClearAt::WithToken(_) => " · clears when it expires".to_owned(),
    }
}

/// Rounded up.
fn secs_left(left: Duration) -> u64 {
    left.as_secs() + u64::from(left.subsec_nanos() > 0)
}
