//! The dialog *Check all*: scope, progress, results.

mod results;
mod table;

use egui::{Id, ScrollArea, Ui};

use crate::app::check_all::{CheckAll, CheckAllAction, CheckAllPhase, CheckScope, LeftOut};
use crate::app::profiles::Row;
use crate::app::{Action, Drafts};
use crate::model::AccountKind;
use crate::ui::check_all::results::DIALOG;
use crate::ui::commands::Command;
use crate::ui::kit::theme::{Colors, Tone, space};
use crate::ui::kit::widgets::{
    Button, DialogEnd, DialogFrame, Field, Strip, add_unless, caption, check_box, described_by,
    focus_control_on_open, initial_focus, paragraph, scroll_with_focus, segments, to_the_end,
};
use crate::ui::profiles::filters::listed_name;
use crate::ui::view::View;
use crate::ui::words;

const NOTHING_COPIED: &str = "Nothing is copied.";

const LOCKING: &str = "Failed sign-ins can lock a user account. Accounts that need a code or have no saved password are skipped.";

/// Width of the dialog while choosing.
const CHOOSING: f32 = 580.0;
/// Minimum width with the table, if the window has it. A wider window leaves [`BESIDE`] free.
const TABLE: f32 = 780.0;
const BESIDE: f32 = 200.0;
/// Height of the list of check boxes.
const LIST: f32 = 168.0;
/// Height of a check box with the gap below it.
const TICK: f32 = 22.0;

pub(crate) fn show(ui: &Ui, view: &mut View<'_>, drafts: &mut Drafts, check: &CheckAll) {
    // Read before the buttons are drawn: Enter, with any modifier, presses the focused one.
    let by_key = Command::Primary.pressed(ui.ctx());
    let width = match check.phase {
        CheckAllPhase::Choosing => CHOOSING,
        _ => (ui.ctx().content_rect().width() - BESIDE).max(TABLE),
    };
    let dialog = DialogFrame {
        id: DIALOG,
        title: Command::CheckAll.label(),
        width,
    };
    let end = dialog.show(
        ui,
        view,
        |ui, view| match &check.phase {
            CheckAllPhase::Choosing => choosing(ui, view, drafts, check),
            CheckAllPhase::Running(table) => {
                results::running(ui, table);
                table::show(ui, view, table);
            }
            CheckAllPhase::Done(table) => {
                results::summary(ui, view, table);
                table::show(ui, view, table);
                results::saving(ui, &table.saving);
            }
        },
        |ui, view| match &check.phase {
            CheckAllPhase::Choosing => start(ui, view, check, by_key),
            CheckAllPhase::Running(_) => results::cancel(ui, view),
            CheckAllPhase::Done(table) => results::buttons(ui, view, table),
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

fn choosing(ui: &mut Ui, view: &mut View<'_>, drafts: &mut Drafts, check: &CheckAll) {
    ui.spacing_mut().item_spacing.y = space::M;
    ui.scope(|ui| scope(ui, view, check));
    if check.scope == CheckScope::Ticked {
        ticks(ui, view, &mut drafts.check_filter, check);
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
    let listed = listed_name(
        ui,
        view.state,
        (&check.search, check.filter),
        check.listed.len(),
    );
    let mut choices = vec![(CheckScope::All, all.as_str())];
    if let Some(listed) = &listed {
        choices.push((CheckScope::Listed, listed));
    }
    choices.push((CheckScope::Ticked, "Selected"));
    let id = Id::unique("check all scope");
    if let Some(scope) = segments(ui, id, "Which profiles", &choices, check.scope) {
        ask(view, true, CheckAllAction::Choose(scope));
    }
}

/// A filter, and a check box for each profile that it finds; only visible ones are drawn.
fn ticks(ui: &mut Ui, view: &mut View<'_>, filter: &mut String, check: &CheckAll) {
    ui.scope(|ui| {
        let field = Field::new(Id::unique("check all filter"), "Filter profiles");
        let field = field.without_label().placeholder("Filter profiles");
        field.show(ui, filter, |_| {});
    });
    let found = view.state.matching(filter).filter_map(Row::profile);
    let profiles: Vec<_> = found.map(|row| &row.profile).collect();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        // Links are only as tall as their text.
        ui.spacing_mut().interact_size.y = 0.0;
        let all = ui.add(Button::link("Select all"));
        ask(view, all.clicked(), CheckAllAction::TickShown(true));
        let none = ui.add(Button::link("Clear selection"));
        ask(view, none.clicked(), CheckAllAction::TickShown(false));
        let selected = view.state.in_check_scope(check).count();
        caption(ui, &format!("{selected} selected"), Colors::in_use(ui).dim);
    });
    Strip::inside(Tone::Neutral).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if profiles.is_empty() {
            paragraph(ui, "No matching profiles");
        }
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
    let close = Button::leave(words::CLOSE);
    let hint = Command::Primary.hint(ui.ctx().os());
    let name = match check.scope {
        CheckScope::All => Command::CheckAll.label(),
        CheckScope::Listed => "Check filtered",
        CheckScope::Ticked => "Check selected",
    };
    let start = Button::primary(name).hint(hint).id(initial_focus(DIALOG));
    to_the_end(ui, &[&close, &start]);
    view.ask_if(ui.add(close).clicked(), Action::CloseDialog);
    let start = add_unless(ui, missing, start);
    focus_control_on_open(ui.ctx(), "choices of the check", initial_focus(DIALOG));
    let is_asked = start.clicked() || (by_key && missing.is_none());
    ask(view, is_asked, CheckAllAction::Start);
}

fn profile_count(count: usize) -> String {
    match count {
        1 => "1 profile".to_owned(),
        _ => format!("{count} profiles"),
    }
}
