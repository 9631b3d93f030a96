//! The tab *Claims*: what the live token says about itself.

use egui::text::{LayoutJob, TextWrapping};
use egui::{Align, Label, Layout, Rect, ScrollArea, Ui, vec2};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::app::profiles::ProfileRow;
use crate::app::token::Card;
use crate::app::{Action, Drafts};
use crate::model::{Claim, ClaimValue, Claims, ClipText, LocalFormats, age, visible_line};
use crate::ui::kit::theme::{Colors, Size, Weight, font, mono, space, text};
use crate::ui::kit::widgets::{Button, Icon, caption, paragraph, scroll_with_focus};
use crate::ui::view::View;

/// Width of the labels.
const LABELS: f32 = 110.0;
const ROW: f32 = 26.0;
/// A longer value is cut; its copy is complete.
const MOST_ROWS: usize = 4;
/// Width of a copy button.
const COPY: f32 = 28.0;
/// Minimum height, for the smallest window.
const LEAST: f32 = 130.0;
const FOOT: f32 = 15.0;

/// Draws the tab's content into `room`, or at its minimum height.
pub(crate) fn show(
    ui: &mut Ui,
    view: &mut View<'_>,
    drafts: &mut Drafts,
    row: &ProfileRow,
    room: f32,
) {
    let Card::Token { grant, .. } = row.card_without_prompt(view.now) else {
        paragraph(
            ui,
            "Get a token to see its issuer, tenant, permissions, and expiration.",
        );
        return;
    };
    let message = match Claims::read(&grant.token) {
        Claims::Readable { rows } if rows.is_empty() => "This token has no claims.",
        Claims::Readable { rows } => {
            readable(ui, view, drafts, (row, &rows), room.max(LEAST));
            return;
        }
        Claims::Nested => {
            "This token contains another token, so its claims can’t be shown. It still works."
        }
        Claims::Encrypted => {
            "This token is encrypted, so its claims can’t be shown. It still works."
        }
        Claims::Opaque => {
            "This token isn’t in a readable format, so its claims can’t be shown. It still works."
        }
    };
    paragraph(ui, message);
}

fn readable(
    ui: &mut Ui,
    view: &mut View<'_>,
    drafts: &mut Drafts,
    (row, claims): (&ProfileRow, &[Claim]),
    room: f32,
) {
    // Ends on a whole point, or the last line shows beyond the fade.
    let top = ui.cursor().top();
    let height = (top + room - FOOT - space::S).floor() - top;
    let shown = ScrollArea::vertical()
        .id_salt(("claims", row.profile.id))
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (index, (claim, names)) in without_repeats(claims).into_iter().enumerate() {
                let shown = ui.push_id(index, |ui| show_claim(ui, view, claim, &names));
                let copied = shown.inner;
                if let Some(copied) = copied {
                    drafts.to_copy = Some(ClipText::new(copied));
                    view.ask(Action::CopyText("claim"));
                }
            }
        });
    scroll_with_focus(ui, &shown);
    ui.add_space(space::S);
    caption(
        ui,
        "Decoded from the token; signature not verified.",
        Colors::in_use(ui).dim,
    );
}

/// Claims with the same value are shown once, by the first; with the names of all of them.
fn without_repeats(claims: &[Claim]) -> Vec<(&Claim, String)> {
    let mut rows: Vec<(&Claim, String)> = Vec::new();
    for claim in claims {
        match rows
            .iter_mut()
            .find(|(first, _)| first.value == claim.value)
        {
            Some((_, names)) => {
                names.push_str(", ");
                names.push_str(&claim.name);
            }
            None => rows.push((claim, claim.name.clone())),
        }
    }
    rows
}

/// Draws a claim; returns its value if it is to be copied.
fn show_claim(ui: &mut Ui, view: &View<'_>, claim: &Claim, names: &str) -> Option<String> {
    let p = Colors::in_use(ui);
    let local = &view.state.local;
    let (shown, copied, is_mono) = match &claim.value {
        ClaimValue::Time(at) => {
            let far = age::from_now(*at, view.now.wall);
            let shown = format!("{} ({far})", day_and_time(*at, local));
            (shown, exact_time(*at, local.zone()), false)
        }
        ClaimValue::Text(value) => (visible_line(value), value.clone(), true),
    };
    let width = ui.available_width();
    let top = Layout::left_to_right(Align::Min);
    let mut is_pressed = false;
    let row = ui.allocate_ui_with_layout(vec2(width, ROW), top, |ui| {
        ui.set_min_height(ROW);
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.allocate_ui_with_layout(vec2(LABELS, ROW), top, |ui| {
            ui.set_width(LABELS);
            let name = visible_line(&claim.label);
            let name = text(name, Size::Body, Weight::Regular, p.dim);
            // The name of a claim can be as long as the token.
            ui.set_max_width(LABELS - space::S);
            let label = ui.add(Label::new(name).truncate());
            if claim.label != names {
                label.on_hover_text(names);
            }
        });
        let room = width - LABELS - COPY;
        ui.allocate_ui_with_layout(vec2(room, ROW), top, |ui| {
            ui.set_width(room);
            let font = if is_mono {
                mono(Size::Body)
            } else {
                font(Size::Body, Weight::Regular)
            };
            let mut job = LayoutJob::simple(shown, font, p.text, room);
            job.wrap = TextWrapping {
                max_rows: MOST_ROWS,
                break_anywhere: !job.text.contains(' '),
                ..TextWrapping::default()
            };
            ui.add(Label::new(job).wrap());
        });
        let name = copy_name(claim);
        let copy = ui.next_auto_id();
        let drawn = ui.min_rect();
        let whole = Rect::from_x_y_ranges(drawn.left()..=drawn.left() + width, drawn.y_range());
        let is_meant =
            ui.rect_contains_pointer(whole) || ui.memory(|memory| memory.has_focus(copy));
        if !is_meant {
            ui.set_opacity(0.0);
        }
        is_pressed = ui.add(Button::small_icon(&name, Icon::Copy)).clicked();
    });
    if row.response.rect.height() > ROW {
        // Keeps the distance that follows a value of one row.
        ui.add_space(space::S);
    }
    is_pressed.then_some(copied)
}

/// "Copy issuer", "Copy jti".
fn copy_name(claim: &Claim) -> String {
    if claim.label == claim.name {
        format!("Copy {}", visible_line(&claim.name))
    } else {
        format!("Copy {}", claim.label.to_lowercase())
    }
}

/// For other programs: ISO 8601 with the UTC offset.
fn exact_time(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone())
        .strftime("%Y-%m-%dT%H:%M:%S%:z")
        .to_string()
}

/// "Nov 24, 2026, 10:47 AM".
fn day_and_time(at: Timestamp, local: &LocalFormats) -> String {
    format!("{}, {}", local.day(at), local.time_of_day(at))
}
