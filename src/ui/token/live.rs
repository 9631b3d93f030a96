//! The card of a live token: countdown, buttons, and the masked token.

use egui::text::LayoutJob;
use egui::{
    Align, CornerRadius, Frame, Label, Layout, Margin, RectAlign, ScrollArea, Stroke, Ui, vec2,
};

use crate::app::Action;
use crate::app::action::Masked;
use crate::app::availability::DisabledReason;
use crate::app::profiles::ProfileRow;
use crate::app::state::KEYRING_PATIENCE;
use crate::app::token::{Attempt, CopySkipped};
use crate::model::expiry::ExpirySource;
use crate::model::expiry::digits;
use crate::model::failure::Stage;
use crate::model::{AccountKind, CopyFormat, Failure, Grant, LocalFormats, TokenPhase};
use crate::ui::command_controls::add_button;
use crate::ui::commands::{Command, disabled_reason};
use crate::ui::kit::theme::{Colors, Size, Tone, mono, space};
use crate::ui::kit::widgets::{
    Button, Icon, MenuItem, Strip, add_unless, caption, countdown, menu, menu_separator, paragraph,
    spinner,
};
use crate::ui::token::failure;
use crate::ui::token::parts::{
    NARROW_CARD, headed, is_user, primary, primary_width, renewing_button,
};
use crate::ui::view::View;
use crate::ui::words;

const PREFIX: &str = "Authorization: Bearer ";
const BUTTONS: f32 = 176.0;
/// A shown token scrolls beyond this height.
const TALLEST: f32 = 132.0;
/// Stands for hidden letters; these many stay where there is little room.
const DOT: &str = "•";
const FEWEST_DOTS: usize = 4;

pub(crate) struct LiveToken<'a> {
    pub(crate) row: &'a ProfileRow,
    pub(crate) grant: &'a Grant,
    pub(crate) phase: TokenPhase,
    pub(crate) renewing: Option<&'a Attempt>,
    pub(crate) renewal_failed: Option<&'a Failure>,
    pub(crate) copy_skipped: Option<CopySkipped>,
}

impl LiveToken<'_> {
    /// A token that expires soon isn't copied while another one is on its way. The button stays, so that nothing jumps.
    fn is_solid_disabled(&self) -> bool {
        self.renewing.is_some() && self.phase != TokenPhase::Live
    }
}

pub(crate) fn show(ui: &mut Ui, view: &mut View<'_>, token: &LiveToken<'_>) {
    let width = ui.available_width();
    ui.spacing_mut().item_spacing.y = 0.0;
    let solid = if token.is_solid_disabled() {
        renewing_button(ui).width(ui)
    } else {
        primary_width(ui, view, token.row)
    };
    let column = solid.max(BUTTONS);
    let ring: f32 = if width < NARROW_CARD { 56.0 } else { 88.0 };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let room = width - column - space::M;
        let left = ui.allocate_ui_with_layout(
            vec2(room, ring.max(80.0)),
            Layout::left_to_right(Align::Center),
            |ui| {
                ui.set_max_width(room);
                state_of(ui, view, token, ring, room);
            },
        );
        ui.add_space((width - column - left.response.rect.width()).max(0.0));
        ui.allocate_ui_with_layout(
            vec2(column, left.response.rect.height()),
            Layout::top_down(Align::LEFT),
            |ui| {
                ui.set_width(column);
                let height = 2.0 * space::CONTROL + space::S;
                let slack = left.response.rect.height() - height;
                ui.add_space((slack / 2.0).max(0.0));
                buttons(ui, view, token, column);
            },
        );
    });
    ui.add_space(space::M);
    token_box(ui, view, token);
    remarks(ui, view, token);
}

fn state_of(ui: &mut Ui, view: &View<'_>, token: &LiveToken<'_>, ring: f32, room: f32) {
    let expiry = &token.grant.expiry;
    let left = expiry.left(view.now);
    let share = left.as_secs_f32() / expiry.lifetime.as_secs_f32().max(1.0);
    let (tone, headline) = match token.phase {
        TokenPhase::Live => (Tone::Ok, "Token is live"),
        TokenPhase::Expiring => (Tone::Warn, "Expires soon"),
        TokenPhase::Ending | TokenPhase::Expired => (Tone::Warn, "Expiring now"),
    };
    countdown(ui, ring, share, &digits(left), tone);
    ui.add_space(space::L);
    let width = (room - ring - space::L).max(60.0);
    ui.allocate_ui_with_layout(vec2(width, 44.0), Layout::top_down(Align::LEFT), |ui| {
        ui.set_max_width(width);
        let at = expires_text(token.grant, &view.state.local);
        let text = match token.phase {
            TokenPhase::Live => format!("Expires at {at}"),
            TokenPhase::Expiring => at,
            TokenPhase::Ending | TokenPhase::Expired => {
                "About to expire. Renew it first.".to_owned()
            }
        };
        headed(ui, headline, &text);
    });
}

fn buttons(ui: &mut Ui, view: &mut View<'_>, token: &LiveToken<'_>, width: f32) {
    let id = token.row.profile.id;
    ui.spacing_mut().item_spacing = vec2(space::S, space::S);
    if token.is_solid_disabled() {
        let why = disabled_reason(DisabledReason::SigningIn);
        let button = renewing_button(ui).min_width(width);
        add_unless(ui, Some(why), button);
    } else {
        primary(ui, view, token.row, width);
    }
    ui.horizontal(|ui| {
        copy_as(ui, view, token);
        if token.renewing.is_some() {
            let cancel = Button::secondary(words::CANCEL);
            view.ask_if(ui.add(cancel).clicked(), Action::CancelFetch(id));
        } else {
            let width = (BUTTONS - COPY_AS_WIDTH - space::S).max(0.0);
            let renew = Button::secondary(Command::Renew.label()).min_width(width);
            add_button(ui, view, Command::Renew, renew);
        }
    });
}

const COPY_AS_WIDTH: f32 = 96.0;

fn copy_as(ui: &mut Ui, view: &mut View<'_>, token: &LiveToken<'_>) {
    let button = Button::secondary("Copy as")
        .trailing(Icon::Down)
        .min_width(COPY_AS_WIDTH);
    let why = (token.phase == TokenPhase::Ending).then_some("About to expire. Renew it first.");
    let button = add_unless(ui, why, button);
    menu(&button, 366.0, RectAlign::BOTTOM_END, |ui| {
        for format in CopyFormat::ALL {
            let (name, more) = words::copy_format(format);
            let chosen = MenuItem::new(name).more(more).chosen(ui);
            view.ask_if(chosen, Action::Copy(token.row.profile.id, format));
        }
        if is_user(token.row) {
            menu_separator(ui);
            let label = Command::CopyBasicHeader.menu_label(AccountKind::User);
            let chosen = MenuItem::new(&label).chosen(ui);
            view.ask_if(chosen, Action::AskBasicHeader(token.row.profile.id));
        }
    });
}

fn token_box(ui: &mut Ui, view: &mut View<'_>, token: &LiveToken<'_>) {
    let p = Colors::in_use(ui);
    let what = Masked::Token(token.row.profile.id);
    let is_shown = view.state.is_shown(what);
    Frame::new()
        .fill(p.background)
        .stroke(Stroke::new(space::HAIR, p.line))
        .corner_radius(CornerRadius::same(space::RADIUS_M))
        .inner_margin(Margin::symmetric(12, 10))
        .show(ui, |ui| {
            let width = ui.available_width();
            // A line of the token is lower than a control.
            ui.spacing_mut().interact_size.y = 18.0;
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                let room = width - 44.0 - space::S;
                let left = ui.allocate_ui_with_layout(
                    vec2(room, 18.0),
                    Layout::top_down(Align::LEFT),
                    |ui| {
                        ui.set_min_width(room);
                        header_text(ui, token, is_shown, room);
                    },
                );
                let rest = vec2(width - room, left.response.rect.height());
                ui.allocate_ui_with_layout(rest, Layout::right_to_left(Align::Center), |ui| {
                    let (name, action) = if is_shown {
                        (words::HIDE, Action::Hide)
                    } else {
                        (words::SHOW, Action::Show(what))
                    };
                    view.ask_if(ui.add(Button::quiet(name)).clicked(), action);
                });
            });
        });
}

fn header_text(ui: &mut Ui, token: &LiveToken<'_>, is_shown: bool, room: f32) {
    let p = Colors::in_use(ui);
    let secret = &token.grant.token;
    let font = mono(Size::Body);
    let line = ui.fonts_mut(|fonts| fonts.row_height(&font));
    let content = if is_shown {
        format!("{PREFIX}{}", secret.expose_secret())
    } else {
        in_one_line(ui, secret.masked(), room)
    };
    let mut job = LayoutJob::simple(content, font, p.text, room);
    job.wrap.break_anywhere = is_shown;
    // Only complete lines: none is cut off before scrolling.
    let tallest = (TALLEST / line).floor() * line;
    ScrollArea::vertical()
        .id_salt("token")
        .max_height(tallest)
        .min_scrolled_height(tallest)
        .show(ui, |ui| {
            ui.add(Label::new(job).selectable(is_shown).wrap());
        });
}

/// The header with fewer dots, then fewer letters beside them, until it fits.
fn in_one_line(ui: &Ui, mut masked: String, room: f32) -> String {
    let color = Colors::in_use(ui).text;
    let width = |text: &str| {
        let galley = ui
            .painter()
            .layout_no_wrap(text.to_owned(), mono(Size::Body), color);
        galley.size().x
    };
    loop {
        let header = format!("{PREFIX}{masked}");
        let (Some(first), Some(last)) = (masked.find(DOT), masked.rfind(DOT)) else {
            return header;
        };
        let (start, end) = (first, masked.len() - last - DOT.len());
        if width(&header) <= room {
            return header;
        }
        if masked.matches(DOT).count() > FEWEST_DOTS {
            masked = masked.replacen(DOT, "", 1);
        } else if start + end == 0 {
            return header;
        } else {
            masked.remove(if start > end {
                first - 1
            } else {
                last + DOT.len()
            });
        }
    }
}

fn remarks(ui: &mut Ui, view: &mut View<'_>, token: &LiveToken<'_>) {
    let p = Colors::in_use(ui);
    if let Some(why) = token.copy_skipped {
        let (headline, more) = copy_skipped_text(why);
        ui.add_space(space::M);
        Strip::inside(Tone::Warn).message(ui, None, &headline, &more);
    }
    if let Some(attempt) = token.renewing {
        ui.add_space(space::M);
        ui.horizontal(|ui| {
            spinner(ui, 16.0);
            let progress = view.progress(attempt.job);
            let is_stuck = progress.stage == Stage::Keyring && progress.waited >= KEYRING_PATIENCE;
            let text = if is_stuck {
                words::MAYBE_LOCKED.to_owned()
            } else {
                "Renewing…".to_owned()
            };
            paragraph(ui, &text);
        });
    }
    if let Some(failure) = token.renewal_failed {
        ui.add_space(space::M);
        paragraph(ui, "Couldn’t renew. Your current token still works.");
        ui.add_space(space::S);
        words::problem(failure, Tone::Bad, view)
            .framed(ui, |ui| failure::remedies(ui, view, token.row, failure));
    }
    if let Some(ahead_secs) = token.grant.clock_difference_secs() {
        ui.add_space(space::S);
        caption(ui, &words::clock_difference(ahead_secs), p.warn);
    }
}

fn expires_text(grant: &Grant, local: &LocalFormats) -> String {
    let expiry = &grant.expiry;
    let at = local.time_of_day(expiry.at.wall);
    match expiry.source {
        ExpirySource::Console | ExpirySource::Token => at,
        ExpirySource::Assumed => format!("{at} (estimated)"),
    }
}

fn copy_skipped_text(why: CopySkipped) -> (String, String) {
    let (headline, more) = match why {
        CopySkipped::SelectionMoved => (
            "Token ready, not copied",
            "You switched profiles, so it wasn’t copied.",
        ),
        CopySkipped::OtherCopy => (
            "Token ready, not copied",
            "You copied something else, so the clipboard was left as is.",
        ),
        CopySkipped::NoFormat => (
            "Token ready, not copied",
            "Copy it to choose where you’ll paste it.",
        ),
        CopySkipped::TagAsks => (
            "Token ready, not copied",
            "This tag requires confirmation before copying.",
        ),
        CopySkipped::ExpiresTooSoon => ("Not copied", "About to expire. Renew it first."),
        CopySkipped::Clipboard(failure) => {
            let words = failure.message();
            return (words.headline, words.explanation);
        }
    };
    (headline.to_owned(), more.to_owned())
}
