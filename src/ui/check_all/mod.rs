//! The dialog *Check all*: scope, progress, results.

mod table;

use egui::{Id, ScrollArea, Ui};

use crate::app::Action;
use crate::app::check_all::{
    CheckAll, CheckAllAction, CheckAllPhase, CheckScope, LeftOut, LineState, Saving, Table,
};
use crate::model::{AccountKind, Verdict};
use crate::ui::commands::Command;
use crate::ui::kit::theme::{Colors, Size, Tone, Weight, space};
use crate::ui::kit::widgets::{
    Button, DialogEnd, DialogFrame, Icon, Problem, Strip, add_unless, caption, check_box,
    described_by, focus_on_open, initial_focus, line, paragraph, progress_bar, scroll_to_new,
    scroll_with_focus, segments, text_width, to_the_end, working,
};
use crate::ui::view::View;
use crate::ui::{announce, words};

const NOTHING_COPIED: &str = "Nothing is copied.";

const LOCKING: &str = "Failed sign-ins can lock a user account. Accounts that need a code or have no saved password are skipped.";

/// Width of the dialog while choosing.
const CHOOSING: f32 = 580.0;
/// Width with the table.
const TABLE: f32 = 860.0;
/// Height of the list of check boxes.
const LIST: f32 = 168.0;
/// Height of a check box with the gap below it.
const TICK: f32 = 22.0;
/// Characters kept of a search that is too long for its button.
const SEARCH_CHARS: usize = 24;
const DIALOG: &str = "check all";

pub(crate) fn show(ui: &Ui, view: &mut View<'_>, check: &CheckAll) {
    // Read before the buttons are drawn: Enter, with any modifier, presses the focused one.
    let by_key = Command::Primary.pressed(ui.ctx());
    let is_choosing = matches!(check.phase, CheckAllPhase::Choosing);
    let dialog = DialogFrame {
        id: DIALOG,
        title: Command::CheckAll.label(),
        width: if is_choosing { CHOOSING } else { TABLE },
    };
    let end = dialog.show(
        ui,
        view,
        |ui, view| match &check.phase {
            CheckAllPhase::Choosing => choosing(ui, view, check),
            CheckAllPhase::Running(table) => {
                running(ui, table);
                table::show(ui, view, table);
            }
            CheckAllPhase::Done(table) => {
                done(ui, table);
                table::show(ui, view, table);
                saving(ui, &table.saving);
            }
        },
        |ui, view| match &check.phase {
            CheckAllPhase::Choosing => start(ui, view, check, by_key),
            CheckAllPhase::Running(_) => stop(ui, view),
            CheckAllPhase::Done(table) => use_table(ui, view, table),
        },
    );
    if end == DialogEnd::Left {
        view.ask(match check.phase {
            CheckAllPhase::Running(_) => Action::CheckAll(CheckAllAction::Stop),
            CheckAllPhase::Choosing | CheckAllPhase::Done(_) => Action::CloseDialog,
        });
    }
}

fn ask(view: &mut View<'_>, is_asked: bool, action: CheckAllAction) {
    view.ask_if(is_asked, Action::CheckAll(action));
}

fn choosing(ui: &mut Ui, view: &mut View<'_>, check: &CheckAll) {
    ui.spacing_mut().item_spacing.y = space::M;
    ui.scope(|ui| scope(ui, view, check));
    if check.scope == CheckScope::Ticked {
        ticks(ui, view, check);
    }
    let users = view
        .state
        .in_check_scope(check)
        .filter(|row| row.profile.account.kind() == AccountKind::User)
        .count();
    if users > 0 {
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            let name = format!("Include user accounts ({users})");
            let tick = check_box(ui, &name, check.with_users);
            let action = CheckAllAction::IncludeUsers(!check.with_users);
            ask(view, tick.clicked(), action);
            let text = caption(ui, LOCKING, Colors::in_use(ui).dim);
            described_by(&tick, &text, LOCKING);
        });
    }
    let count = view.state.check_count(check);
    let text = match (missing(view, check), count) {
        (Some(missing), _) => missing.to_owned(),
        (None, 1) => format!("Signs in once to 1 profile. {NOTHING_COPIED}"),
        (None, _) => {
            let profiles = profile_count(count);
            format!("Signs in once to each of {profiles}. {NOTHING_COPIED}")
        }
    };
    paragraph(ui, &text);
}

/// Why there is nothing to check.
fn missing(view: &View<'_>, check: &CheckAll) -> Option<&'static str> {
    if view.state.check_count(check) > 0 {
        return None;
    }
    let whys = view.state.in_check_scope(check);
    let whys = whys.map(|row| view.state.why_left_out(check, row));
    let whys: Vec<_> = whys.flatten().collect();
    Some(match whys[..] {
        [] if check.scope == CheckScope::Ticked => "Select at least one profile.",
        [] => "These profiles no longer exist.",
        _ if whys.contains(&LeftOut::Busy) => "All of these are signing in. Try again shortly.",
        _ if check.with_users => "Only user accounts match, and none can be checked.",
        _ => "Only user accounts match. Include them to continue.",
    })
}

fn scope(ui: &mut Ui, view: &mut View<'_>, check: &CheckAll) {
    let all = format!("All ({})", view.state.profiles().count());
    let matching = matching(ui, check);
    let mut choices = vec![(CheckScope::All, all.as_str())];
    if !check.search.trim().is_empty() {
        choices.push((CheckScope::Matching, matching.as_str()));
    }
    choices.push((CheckScope::Ticked, "Selected"));
    let id = Id::unique("check all scope");
    if let Some(scope) = segments(ui, id, "Which profiles", &choices, check.scope) {
        ask(view, true, CheckAllAction::Choose(scope));
    }
}

/// "Matching “eu” (3)", with as much of the search as fits.
fn matching(ui: &Ui, check: &CheckAll) -> String {
    let search = check.search.trim();
    let name = |shown: &str| format!("Matching “{shown}” ({})", check.matching.len());
    let room = ui.available_width() / 3.0 - 2.0 * space::M;
    let fits = |name: &String| text_width(ui, name, Size::Body, Weight::SemiBold) <= room;
    let whole = name(search);
    if fits(&whole) {
        return whole;
    }
    let ends = search.char_indices().map(|(at, _)| at).take(SEARCH_CHARS);
    let ends: Vec<_> = ends.collect();
    let cut = |at: usize| name(&format!("{}…", search[..at].trim_end()));
    let mut cuts = ends.into_iter().rev().map(cut);
    cuts.find(fits).unwrap_or_else(|| name("…"))
}

/// A check box per profile; only visible ones are drawn.
fn ticks(ui: &mut Ui, view: &mut View<'_>, check: &CheckAll) {
    let profiles: Vec<_> = view.state.profiles().map(|row| &row.profile).collect();
    Strip::inside(Tone::Neutral).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let shown = ScrollArea::vertical()
            .id_salt("ticks")
            .max_height(LIST)
            .auto_shrink([false, true])
            .show_rows(ui, TICK, profiles.len(), |ui, rows| {
                for profile in &profiles[rows] {
                    let is_on = check.ticked.contains(&profile.id);
                    let name = format!("{} · {}", profile.name, profile.console.short());
                    let tick = ui
                        .push_id(profile.id, |ui| check_box(ui, &name, is_on))
                        .inner;
                    ask(
                        view,
                        tick.clicked(),
                        CheckAllAction::Tick(profile.id, !is_on),
                    );
                }
            });
        scroll_with_focus(ui, &shown);
    });
}

fn start(ui: &mut Ui, view: &mut View<'_>, check: &CheckAll, by_key: bool) {
    let missing = missing(view, check);
    let close = Button::ghost(words::CLOSE);
    let hint = Command::Primary.hint(ui.ctx().os());
    let start = Button::primary(Command::CheckAll.label())
        .hint(hint)
        .id(initial_focus(DIALOG));
    to_the_end(ui, &[&close, &start]);
    view.ask_if(ui.add(close).clicked(), Action::CloseDialog);
    let start = add_unless(ui, missing, start);
    focus_on_open(ui.ctx(), DIALOG);
    let is_asked = start.clicked() || (by_key && missing.is_none());
    ask(view, is_asked, CheckAllAction::Start);
}

fn stop(ui: &mut Ui, view: &mut View<'_>) {
    let cancel = Button::secondary(words::CANCEL);
    to_the_end(ui, &[&cancel]);
    ask(view, ui.add(cancel).clicked(), CheckAllAction::Stop);
}

fn use_table(ui: &mut Ui, view: &mut View<'_>, table: &Table) {
    let again = ui.add(Button::secondary("New check"));
    ask(view, again.clicked(), CheckAllAction::ChooseAgain);
    let copy = ui.add(Button::ghost("Copy as Markdown"));
    ask(view, copy.clicked(), CheckAllAction::CopyTable);
    let is_saving = matches!(table.saving, Saving::Running { .. });
    let why = is_saving.then_some("Saving…");
    let save = add_unless(ui, why, Button::ghost("Save as CSV"));
    ask(view, save.clicked(), CheckAllAction::SaveTable);
    let close = Button::secondary(words::CLOSE);
    to_the_end(ui, &[&close]);
    view.ask_if(ui.add(close).clicked(), Action::CloseDialog);
}

fn running(ui: &mut Ui, table: &Table) {
    let (ended, total) = (table.ended(), table.total());
    let text = format!("{ended} of {total}");
    let p = Colors::in_use(ui);
    line(ui, &text, Weight::SemiBold, p.text);
    ui.add_space(space::S);
    progress_bar(ui, ended, total, &text);
    ui.add_space(space::M);
}

/// "12 profiles: 9 accepted, 2 refused, 1 left out."
fn done(ui: &mut Ui, table: &Table) {
    let count = |is_meant: fn(&LineState) -> bool| {
        let states = table.lines.iter().map(|line| &line.state);
        states.filter(|state| is_meant(state)).count()
    };
    let counts = [
        (count(|state| has(state, Verdict::Accepted)), "works"),
        (count(|state| has(state, Verdict::Refused)), "rejected"),
        (
            count(|state| has(state, Verdict::Untested)),
            "couldn’t check",
        ),
        (
            count(|state| matches!(state, LineState::Stopped(_))),
            "stopped",
        ),
        (
            count(|state| matches!(state, LineState::LeftOut(_))),
            "skipped",
        ),
    ];
    let text: Vec<_> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    let text = format!("{}: {}.", profile_count(table.lines.len()), text.join(", "));
    let p = Colors::in_use(ui);
    announce::message(ui.ctx(), "check of all", &text, Tone::Ok);
    line(ui, &text, Weight::SemiBold, p.text);
    ui.add_space(space::M);
}

fn has(state: &LineState, verdict: Verdict) -> bool {
    matches!(state, LineState::Done { outcome, .. } if outcome.verdict() == verdict)
}

fn saving(ui: &mut Ui, saving: &Saving) {
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

fn profile_count(count: usize) -> String {
    match count {
        1 => "1 profile".to_owned(),
        _ => format!("{count} profiles"),
    }
}
