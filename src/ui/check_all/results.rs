//! Above and below the table: progress, summary, and what became of saving it.

use egui::{Align, Layout, Ui, vec2};
use jiff::Timestamp;

use crate::app::Action;
use crate::app::check_all::{CheckAllAction, LineState, Saving, Summary, Table};
use crate::ui::kit::theme::{Colors, Tone, Weight, space};
use crate::ui::kit::widgets::{
    Button, Icon, Problem, Strip, add_unless, focus_control_on_open, focus_on_open, initial_focus,
    line, progress_bar, scroll_to_new, to_the_end, toggle_chip, toggle_chip_size, working,
};
use crate::ui::view::View;
use crate::ui::{announce, words};

pub(super) const DIALOG: &str = "check all";

const PROBLEMS_ONLY: &str = "Problems only";

/// "12 of 40 · waiting for: Umbrella, Globex".
pub(super) fn running(ui: &mut Ui, table: &Table) {
    let (ended, total) = (table.ended(), table.to_check);
    let text = format!("{ended} of {total}");
    let p = Colors::in_use(ui);
    let open = table.lines.iter();
    let open = open.filter(|line| matches!(line.state, LineState::Running { .. }));
    let open: Vec<_> = open.map(|line| line.profile.name.to_string()).collect();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        line(ui, &text, Weight::SemiBold, p.text);
        if !open.is_empty() {
            let open = format!(" · waiting for: {}", open.join(", "));
            line(ui, &open, Weight::Regular, p.dim);
        }
    });
    ui.add_space(space::S);
    progress_bar(ui, ended, total, &text);
    ui.add_space(space::M);
}

/// "3 of 40 need attention · 36 work · 1 skipped · 10:32 AM", and the filter.
pub(super) fn summary(ui: &mut Ui, view: &mut View<'_>, table: &Table) {
    let p = Colors::in_use(ui);
    let Summary { headline, others } = table.summary(view.state);
    let tone = if table.has_problems() {
        Tone::Warn
    } else {
        Tone::Ok
    };
    announce::message(ui.ctx(), "check of all", &headline, tone);
    let ended_at = table.ended_at;
    let ended_at = ended_at.map(|at| ended_text(view, at));
    let mut more = vec![String::new()];
    more.extend((!others.is_empty()).then_some(others));
    more.extend(ended_at);
    let more = more.join(" · ");
    let chip = toggle_chip_size(ui, PROBLEMS_ONLY);
    let row = vec2(ui.available_width(), chip.y);
    ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(row);
        ui.spacing_mut().item_spacing.x = 0.0;
        let room = row.x - chip.x - space::M;
        let layout = Layout::left_to_right(Align::Center);
        ui.allocate_ui_with_layout(vec2(room, row.y), layout, |ui| {
            ui.set_min_size(vec2(room, row.y));
            line(ui, &headline, Weight::SemiBold, p.text);
            line(ui, &more, Weight::Regular, p.dim);
        });
        if table.has_problems() {
            ui.add_space(ui.available_width() - chip.x);
            let is_on = table.problems_only;
            let pressed = toggle_chip(ui, PROBLEMS_ONLY, is_on).clicked();
            view.ask_if(
                pressed,
                Action::CheckAll(CheckAllAction::ProblemsOnly(!is_on)),
            );
        }
    });
    ui.add_space(space::M);
}

/// "10:32 AM", with the day once it is another.
fn ended_text(view: &View<'_>, at: Timestamp) -> String {
    let local = &view.state.local;
    let (day, time) = (local.day(at), local.time_of_day(at));
    if day == local.day(view.now.wall) {
        time
    } else {
        format!("{day}, {time}")
    }
}

pub(super) fn saving(ui: &mut Ui, saving: &Saving) {
    if *saving != Saving::Idle {
        ui.add_space(space::M);
    }
    match saving {
        Saving::Idle => {}
        Saving::Running { .. } => {
            working(ui, "Saving…", None);
        }
        Saving::Saved { path } => {
            let text = format!("Saved as {path}");
            let strip = Strip::inside(Tone::Ok).message(ui, Some(Icon::Tick), &text, "");
            announce::message(ui.ctx(), "table", &text, Tone::Ok);
            scroll_to_new(&strip, "saved");
        }
        Saving::Failed(failure) => {
            let text = failure.message();
            announce::message(ui.ctx(), "table", &text.headline, Tone::Bad);
            let shown = Problem::new(Tone::Bad, text).framed(ui, |_| {}).response;
            scroll_to_new(&shown, "not saved");
        }
    }
}

pub(super) fn cancel(ui: &mut Ui, view: &mut View<'_>) {
    let cancel = Button::leave(words::CANCEL).id(initial_focus(DIALOG));
    to_the_end(ui, &[&cancel]);
    view.ask_if(
        ui.add(cancel).clicked(),
        Action::CheckAll(CheckAllAction::Stop),
    );
    focus_control_on_open(ui.ctx(), "running check", initial_focus(DIALOG));
}

pub(super) fn buttons(ui: &mut Ui, view: &mut View<'_>, table: &Table) {
    let is_saving = matches!(table.saving, Saving::Running { .. });
    let why = is_saving.then_some("Saving…");
    let new_check = if table.has_failed() {
        let again = Button::secondary("Check failed again");
        let again = add_unless(ui, why, again).clicked();
        view.ask_if(again, Action::CheckAll(CheckAllAction::CheckFailedAgain));
        Button::ghost("New check")
    } else {
        Button::secondary("New check")
    };
    let new_check = ui.add(new_check).clicked();
    view.ask_if(new_check, Action::CheckAll(CheckAllAction::NewCheck));
    let copy = ui.add(Button::ghost("Copy as Markdown"));
    view.ask_if(copy.clicked(), Action::CheckAll(CheckAllAction::CopyTable));
    let save = add_unless(ui, why, Button::ghost("Save as CSV…"));
    view.ask_if(save.clicked(), Action::CheckAll(CheckAllAction::SaveTable));
    let close = Button::leave(words::CLOSE).id(initial_focus(DIALOG));
    to_the_end(ui, &[&close]);
    view.ask_if(ui.add(close).clicked(), Action::CloseDialog);
    focus_on_open(ui.ctx(), DIALOG);
}
