//! The results for the new secret and the stored one, a row each.

use egui::{Align, CornerRadius, Frame, Label, Layout, Margin, Stroke, Ui, vec2};
use jiff::Timestamp;

use crate::app::rotation::{Rotation, RotationPhase};
use crate::model::{AccountKind, CheckOutcome, RotationOutcome, StoredOutcome, Verdict};
use crate::ui::kit::theme::{Colors, Size, Tone, Weight, space, text};
use crate::ui::kit::widgets::{spinner, text_width};
use crate::ui::rotation::form::{NEW_PASSWORD, NEW_SECRET};
use crate::ui::view::View;

/// Width of the labels.
const NAMES: f32 = 130.0;
const SIDE: i8 = 14;
const LINE: f32 = 21.0;

/// Nothing before the check starts.
pub(crate) fn show(ui: &mut Ui, view: &View<'_>, check: &Rotation) {
    let Some([new, stored]) = rows(view, check) else {
        return;
    };
    let is_replaced = check.replaced_at().is_some();
    let (new_name, stored_name) = match (check.profile.account.kind(), is_replaced) {
        (AccountKind::ApiClient, false) => (NEW_SECRET, "Saved secret"),
        (AccountKind::ApiClient, true) => (NEW_SECRET, "Old secret"),
        (AccountKind::User, false) => (NEW_PASSWORD, "Saved password"),
        (AccountKind::User, true) => (NEW_PASSWORD, "Old password"),
    };
    let p = Colors::in_use(ui);
    let line = Stroke::new(space::HAIR, p.line);
    Frame::new()
        .stroke(line)
        .corner_radius(CornerRadius::same(space::RADIUS_M))
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            row(ui, new_name, &new);
            let edge = ui.cursor().top();
            ui.painter().hline(ui.max_rect().x_range(), edge, line);
            row(ui, stored_name, &stored);
        });
}

struct ResultLine {
    verdict: String,
    /// `None`: the color of text, neither good nor bad.
    tone: Option<Tone>,
    facts: String,
    is_under_way: bool,
}

impl ResultLine {
    fn plain(verdict: impl Into<String>) -> Self {
        Self {
            verdict: verdict.into(),
            tone: Some(Tone::Neutral),
            facts: String::new(),
            is_under_way: false,
        }
    }

    fn under_way() -> Self {
        Self {
            is_under_way: true,
            ..Self::plain("Checking…")
        }
    }

    fn of(outcome: &CheckOutcome) -> Self {
        Self {
            tone: Some(match outcome.verdict() {
                Verdict::Accepted => Tone::Ok,
                Verdict::Refused => Tone::Bad,
                Verdict::Untested => Tone::Warn,
            }),
            facts: outcome.facts(),
            ..Self::plain(outcome.short())
        }
    }

    fn refused_before(view: &View<'_>, at: Timestamp) -> Self {
        let at = view.state.local.time_of_day(at);
        Self {
            tone: None,
            facts: "not tested again".to_owned(),
            ..Self::plain(format!("rejected at {at}"))
        }
    }

    fn of_stored(view: &View<'_>, stored: &StoredOutcome, new: &CheckOutcome) -> Self {
        match stored {
            // The message says that the reset took effect.
            StoredOutcome::Tried(outcome @ CheckOutcome::Refused(_))
                if new.verdict() == Verdict::Accepted =>
            {
                Self {
                    tone: None,
                    facts: outcome.facts(),
                    ..Self::plain("no longer accepted")
                }
            }
            StoredOutcome::RefusedBefore { at } => Self::refused_before(view, *at),
            StoredOutcome::Tried(outcome) => Self {
                // A rejected old secret is the point of a reset.
                tone: match outcome.verdict() {
                    Verdict::Accepted => Some(Tone::Ok),
                    Verdict::Refused => None,
                    Verdict::Untested => Some(Tone::Warn),
                },
                facts: stored.facts(),
                // The new one is accepted, so the client exists and its secret has changed.
                ..match (new.verdict(), outcome.verdict()) {
                    (Verdict::Accepted, Verdict::Refused) => Self::plain("no longer accepted"),
                    _ => Self::plain(stored.short()),
                }
            },
            StoredOutcome::Skipped(_) => Self {
                facts: stored.facts(),
                ..Self::plain(stored.short())
            },
        }
    }
}

fn rows(view: &View<'_>, check: &Rotation) -> Option<[ResultLine; 2]> {
    match &check.phase {
        RotationPhase::Checking { new, .. } => {
            let stored = match (new, check.refused_before) {
                (_, Some(at)) => ResultLine::refused_before(view, at),
                _ if is_left_out(check) => ResultLine::plain("not tested"),
                (None, None) => ResultLine::plain("Waiting"),
                (Some(_), None) => ResultLine::under_way(),
            };
            let new = new
                .as_ref()
                .map_or_else(ResultLine::under_way, ResultLine::of);
            Some([new, stored])
        }
        _ => Some(match &check.found()?.outcome {
            RotationOutcome::Same(outcome) => {
                [ResultLine::of(outcome), ResultLine::plain("Same as saved")]
            }
            RotationOutcome::SameAsRefused { at } => {
                let stored = ResultLine::refused_before(view, *at);
                [ResultLine::plain("the saved one"), stored]
            }
            RotationOutcome::Different { new, stored } => [
                ResultLine::of(new),
                ResultLine::of_stored(view, stored, new),
            ],
        }),
    }
}

/// A stored password is tried only on request.
fn is_left_out(check: &Rotation) -> bool {
    check.profile.account.kind() == AccountKind::User && !check.tries_stored
}

fn row(ui: &mut Ui, name: &str, line: &ResultLine) {
    let p = Colors::in_use(ui);
    Frame::new()
        .inner_margin(Margin::symmetric(SIDE, 11))
        .show(ui, |ui| {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                let layout = Layout::left_to_right(Align::Center);
                ui.allocate_ui_with_layout(vec2(NAMES, LINE), layout, |ui| {
                    ui.set_min_size(vec2(NAMES, LINE));
                    ui.label(text(name, Size::Body, Weight::SemiBold, p.text));
                });
                ui.vertical(|ui| verdict_and_facts(ui, line));
            });
        });
}

/// On one line, or the facts below if they don't fit.
fn verdict_and_facts(ui: &mut Ui, line: &ResultLine) {
    let p = Colors::in_use(ui);
    ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
    let room = ui.available_width();
    let color = line.tone.map_or(p.text, |tone| p.of_tone(tone));
    let facts_width = text_width(ui, &line.facts, Size::Body, Weight::Regular);
    let verdict_width = text_width(ui, &line.verdict, Size::Body, Weight::SemiBold);
    let fits = verdict_width + space::L + facts_width <= room;
    let facts = || Label::new(text(&line.facts, Size::Body, Weight::Regular, p.dim));
    let layout = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(vec2(room, LINE), layout, |ui| {
        ui.set_min_size(vec2(room, LINE));
        if line.is_under_way {
            spinner(ui, 14.0);
        }
        ui.label(text(&line.verdict, Size::Body, Weight::SemiBold, color));
        if fits && !line.facts.is_empty() {
            ui.add_space((ui.available_width() - facts_width).max(0.0));
            ui.add(facts().extend());
        }
    });
    if !fits {
        ui.add(facts().wrap());
    }
}
