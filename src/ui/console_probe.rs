//! *Check address*: its button and its result, on the card of a failed sign-in and below a failed test.

use std::time::Duration;

use egui::Ui;

use crate::app::token::ConsoleProbe;
use crate::model::{AccountKind, ProbeResult};
use crate::ui::announce;
use crate::ui::kit::theme::{Tone, space};
use crate::ui::kit::widgets::{Button, Strip, add_unless, paragraph, scroll_to_new, spinner};
use crate::ui::view::View;
use crate::ui::words::with_seconds;

/// Returns whether it was pressed. While the probe runs it stays, disabled, so that it keeps the focus.
pub(crate) fn button(ui: &mut Ui, probe: Option<&ConsoleProbe>) -> bool {
    let is_asking = matches!(probe, Some(ConsoleProbe::Asking { .. }));
    let ask = Button::secondary("Check address");
    add_unless(ui, is_asking.then_some("Checking the address…"), ask).clicked()
}

/// The running probe or its result; returns whether *Cancel* was pressed. `kind` is the account that failed there.
pub(crate) fn show(
    ui: &mut Ui,
    view: &View<'_>,
    (host, kind): (&str, AccountKind),
    probe: &ConsoleProbe,
) -> bool {
    ui.add_space(space::M);
    match probe {
        ConsoleProbe::Asking { job } => {
            let text = probing_text(host, view.progress(*job).waited);
            let shown = ui.horizontal(|ui| {
                spinner(ui, 16.0);
                paragraph(ui, &text);
                ui.add(Button::quiet("Stop checking")).clicked()
            });
            scroll_to_new(&shown.response, "question");
            shown.inner
        }
        ConsoleProbe::Answered(check) => {
            let text = check.message(host, kind);
            let tone = match check {
                ProbeResult::Console => Tone::Ok,
                ProbeResult::NotAConsole(_) => Tone::Warn,
                ProbeResult::Unknown(_) => Tone::Neutral,
            };
            let strip = Strip::inside(tone).message(ui, None, &text.headline, &text.explanation);
            announce::message(ui.ctx(), "console", &text.headline, tone);
            scroll_to_new(&strip, "answer");
            false
        }
    }
}

fn probing_text(host: &str, waited: Duration) -> String {
    with_seconds(format!("Checking {host} (no credentials sent)…"), waited)
}
