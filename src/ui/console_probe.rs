//! *Check address*: its button, and its steps with the result of each, on the card of a failed sign-in, below a failed test, or above the
//! card.

use std::sync::Arc;
use std::time::Duration;

use egui::accesskit::Role;
use egui::{Galley, Rect, Sense, Ui, Vec2, WidgetInfo, vec2};

use crate::app::Action;
use crate::app::token::ConsoleProbe;
use crate::model::connection_check::{StepFailure, StepState, StepText};
use crate::model::{AccountKind, ConnectionCheck, ProfileId};
use crate::ui::announce;
use crate::ui::kit::theme::{Colors, Size, Tone, Weight, font, space};
use crate::ui::kit::widgets::{
    Button, Icon, Strip, add_unless, paint_icon, paragraph, scroll_to_new, spinner,
};
use crate::ui::view::View;
use crate::ui::words::{CLOSE, duration, with_seconds};

const ICON: f32 = 12.0;
/// Where the result of each step begins, after its sign and name.
const RESULT: f32 = 104.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ProbeButton {
    /// *Stop checking* or *Close*.
    Leave,
    Copy,
}

/// For a profile.
pub(crate) fn action(pressed: Option<ProbeButton>, id: ProfileId) -> Option<Action> {
    Some(match pressed? {
        ProbeButton::Leave => Action::CancelProbe(id),
        ProbeButton::Copy => Action::CopyProbe(id),
    })
}

/// Returns whether it was pressed. While the check runs it stays, disabled, so that it keeps the focus.
pub(crate) fn button(ui: &mut Ui, probe: Option<&ConsoleProbe>) -> bool {
    let is_asking = matches!(probe, Some(ConsoleProbe::Asking { .. }));
    let ask = Button::secondary("Check address");
    add_unless(ui, is_asking.then_some("Checking the address…"), ask).clicked()
}

/// The running check or its result. `failed_sign_in` is the kind of the account that was tried there, if a host replied.
pub(crate) fn show(
    ui: &mut Ui,
    view: &View<'_>,
    (host, failed_sign_in): (&str, Option<AccountKind>),
    probe: &ConsoleProbe,
) -> Option<ProbeButton> {
    match probe {
        ConsoleProbe::Asking { job } => {
            let text = probing_text(host, view.progress(*job).waited);
            let shown = ui.horizontal(|ui| {
                spinner(ui, 16.0);
                paragraph(ui, &text);
                ui.add(Button::quiet("Stop checking")).clicked()
            });
            scroll_to_new(&shown.response, "question");
            shown.inner.then_some(ProbeButton::Leave)
        }
        ConsoleProbe::Answered(check) => {
            let shown = ui.vertical(|ui| answer(ui, view, check, failed_sign_in));
            scroll_to_new(&shown.response, "answer");
            shown.inner
        }
    }
}

fn answer(
    ui: &mut Ui,
    view: &View<'_>,
    check: &ConnectionCheck,
    failed_sign_in: Option<AccountKind>,
) -> Option<ProbeButton> {
    ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
    let text = check.message(failed_sign_in);
    let (tone, icon) = match check.failed.as_ref().map(|failed| &failed.cause) {
        None => (Tone::Ok, Icon::Tick),
        Some(StepFailure::NotAConsole(_) | StepFailure::ClockOff { .. }) => {
            (Tone::Warn, Icon::Alert)
        }
        Some(StepFailure::Report(..)) => (Tone::Bad, Icon::Alert),
    };
    Strip::inside(tone).message(ui, Some(icon), &text.headline, &text.explanation);
    announce::message(ui.ctx(), "console", &text.headline, tone);
    ui.add_space(space::S);
    let local = &view.state.local;
    let steps = check.steps(&|at| local.day(at));
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        for step in &steps {
            let took = step.took.map(|took| duration(took, local));
            show_step(ui, step, took.as_deref());
        }
    });
    ui.add_space(space::S);
    ui.horizontal(|ui| {
        let copy = ui.add(Button::secondary("Copy as text"));
        let copy = copy.on_hover_text("For your network team. No credentials.");
        let close = ui.add(Button::secondary(CLOSE)).clicked();
        match (copy.clicked(), close) {
            (true, _) => Some(ProbeButton::Copy),
            (_, true) => Some(ProbeButton::Leave),
            (false, false) => None,
        }
    })
    .inner
}

/// A sign, the step, what came of it, and how long it took. One node for screen readers.
fn show_step(ui: &mut Ui, step: &StepText, took: Option<&str>) {
    let p = Colors::in_use(ui);
    let (icon, color) = match step.state {
        StepState::Passed => (Icon::Tick, p.ok),
        StepState::Failed => (Icon::Cross, p.bad),
        StepState::Skipped | StepState::NotReached => (Icon::Dash, p.dim),
    };
    let (name_color, result_color) = match step.state {
        StepState::Passed => (p.text, p.text),
        StepState::Failed => (p.text, p.bad),
        StepState::Skipped | StepState::NotReached => (p.dim, p.dim),
    };
    let width = ui.available_width();
    let lay_out = |text: &str, size, weight, color, width| {
        let font = font(size, weight);
        ui.painter().layout(text.to_owned(), font, color, width)
    };
    let name = step.kind.name();
    let name = lay_out(name, Size::Note, Weight::Medium, name_color, RESULT);
    let took_text = took.unwrap_or_default();
    let took_text = lay_out(
        took_text,
        Size::Small,
        Weight::Regular,
        p.dim,
        f32::INFINITY,
    );
    let room = (width - RESULT - took_text.size().x - space::M).max(RESULT);
    let weight = if step.state == StepState::Failed {
        Weight::SemiBold
    } else {
        Weight::Regular
    };
    let below = (width - RESULT).max(RESULT);
    let mut lines = vec![lay_out(
        &step.result,
        Size::Note,
        weight,
        result_color,
        room,
    )];
    let next = step.next.as_ref();
    lines.extend(next.map(|next| lay_out(next, Size::Note, Weight::Regular, p.text, below)));
    let details = step.details.iter();
    lines.extend(details.map(|line| lay_out(line, Size::Small, Weight::Regular, p.dim, below)));

    let height: f32 = lines.iter().map(|line| line.size().y).sum();
    let gaps = 2.0 * f32::from(u8::try_from(lines.len() - 1).unwrap_or(u8::MAX));
    let (rect, response) = ui.allocate_exact_size(vec2(width, height + gaps), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, step.spoken(took)));
    if !ui.is_rect_visible(rect) {
        return;
    }
    let painter = ui.painter();
    let middle = name.size().y / 2.0;
    let sign = rect.min + vec2(ICON / 2.0, middle);
    paint_icon(
        painter,
        icon,
        Rect::from_center_size(sign, Vec2::splat(ICON)),
        color,
    );
    let paint = |at, galley: Arc<Galley>| painter.galley(at, galley, p.text);
    paint(rect.min + vec2(ICON + space::S, 0.0), name);
    let took_at = vec2(
        width - took_text.size().x,
        middle - took_text.size().y / 2.0,
    );
    paint(rect.min + took_at, took_text);
    let mut at = rect.min + vec2(RESULT, 0.0);
    for line in lines {
        let down = line.size().y + 2.0;
        paint(at, line);
        at.y += down;
    }
}

fn probing_text(host: &str, waited: Duration) -> String {
    with_seconds(format!("Checking {host} (no credentials sent)…"), waited)
}
