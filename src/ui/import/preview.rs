//! The table of what was found. Only visible rows are drawn.

use egui::{Align, Id, Layout, Sense, Stroke, Ui, UiBuilder, pos2, vec2};

use crate::app::Action;
use crate::app::drafts::ImportDraft;
use crate::app::import::{ClashChoice, ImportAction, ImportRow, ImportRowState, ImportTable};
use crate::model::console_url::KNOWN_CONSOLES;
use crate::model::{AccountKind, ImportOrigin};
use crate::ui::commands::Command;
use crate::ui::import::columns::{ImportColumns, PAD};
use crate::ui::import::parts::{DIALOG, ask, profile_count};
use crate::ui::import::row::PreviewRow;
use crate::ui::kit::theme::{Colors, Size, Tone, Weight, font, space};
use crate::ui::kit::widgets::{
    Button, FramedRows, Icon, Strip, add_unless, caption, check_box, described_by,
    focus_control_on_open, focus_on_open, initial_focus, line, progress_bar, to_the_end,
    toggle_chip,
};
use crate::ui::view::View;
use crate::ui::{announce, words};

const HEADER: f32 = 28.0;
/// Minimum height of the rows: in a low window the dialog scrolls.
const LEAST: f32 = 150.0;
/// Height of the dialog without its body.
const AROUND: f32 = 196.0;
/// Height of what is below the table.
const BELOW: f32 = 22.0;
/// Height of a line with links.
const LINE: f32 = 20.0;
/// Sentences about what wasn't used that are in sight.
const SHOWN: usize = 3;

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, draft: &mut ImportDraft, table: &ImportTable) {
    let begin = ui.cursor().top();
    summary(ui, view, table);
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.add_space(space::M);
    let top = ui.cursor().top();
    let width = ui.available_width();
    let columns = ImportColumns::of(width);
    header(ui, &columns);
    let rows: Vec<_> = table
        .shown()
        .map(|(index, row)| (index, row, PreviewRow::of(ui, view, row, width)))
        .collect();
    let used = ui.cursor().top() - begin + space::M + BELOW;
    let heights: Vec<_> = rows.iter().map(|(_, _, row)| row.height).collect();
    let framed = FramedRows {
        id: "import table",
        top,
        heights: &heights,
        max_height: (ui.ctx().content_rect().height() - AROUND - used).max(LEAST),
    };
    framed.show(ui, |ui, place, rect| {
        let (index, row, laid_out) = &rows[place];
        if let Some(draft) = draft.rows.get_mut(*index) {
            // Its own, whichever rows are in sight: the focus stays with it.
            let id = Id::unique("import row").with(row.id);
            let builder = UiBuilder::new().scope_id(id).max_rect(rect);
            let mut cell = ui.new_child(builder);
            laid_out.show(&mut cell, view, &columns, (*index, row), draft, rect);
        }
    });
    ui.add_space(space::M);
    below(ui, view, table);
}

fn header(ui: &mut Ui, columns: &ImportColumns) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEADER), Sense::hover());
    let p = Colors::in_use(ui);
    for (range, name) in columns.headings() {
        let font = font(Size::Small, Weight::Medium);
        let galley = ui.painter().layout_no_wrap(name.to_owned(), font, p.dim);
        let at = pos2(
            rect.left() + range.min + PAD,
            rect.center().y - galley.size().y / 2.0,
        );
        ui.painter().galley(at, galley, p.dim);
    }
    let line = Stroke::new(space::HAIR, p.line);
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, line);
}

/// "12 of 14 selected", progress, or the result.
fn summary(ui: &mut Ui, view: &mut View<'_>, table: &ImportTable) {
    ui.spacing_mut().item_spacing.y = space::S;
    let p = Colors::in_use(ui);
    let found = profile_count(table.rows.len());
    let saved = table.count(|state| *state == ImportRowState::Saved);
    if table.is_running {
        let is_in = |row: &&ImportRow| row.is_selected;
        let total = table.rows.iter().filter(is_in).count();
        let done = table.rows.iter().filter(is_in);
        let done = done.filter(|row| row.state.is_result()).count();
        let text = format!("{done} of {total}");
        line(ui, &text, Weight::SemiBold, p.text);
        progress_bar(ui, done, total, &text);
        return;
    }
    if table.has_result() {
        result(ui, view, table, saved);
        return;
    }
    let headline = match &table.origin {
        ImportOrigin::VendorTool(tool) => format!("{found} of the {}", tool.name()),
        ImportOrigin::Pasted => format!("{found} in the pasted text"),
        ImportOrigin::File { name, .. } => format!("{found} in “{name}”"),
    };
    row_of_links(ui, &headline, Weight::SemiBold, |ui| {
        problems_only(ui, view, table);
        if table.rows.len() > 1 {
            let all = ui.add(Button::link("Select all")).clicked();
            ask(view, all, ImportAction::SelectAll(true));
            let none = ui.add(Button::link("Clear selection")).clicked();
            ask(view, none, ImportAction::SelectAll(false));
        }
    });
    if table.clashes() > 1 {
        let text = format!("{} already saved:", table.clashes());
        row_of_links(ui, &text, Weight::Regular, |ui| {
            for (choice, name) in [
                (ClashChoice::Skip, "Skip all"),
                (ClashChoice::Rename, "Rename all"),
                (ClashChoice::Replace, "Replace all"),
            ] {
                let pressed = ui.add(Button::link(name)).clicked();
                ask(view, pressed, ImportAction::ResolveAll(choice));
            }
        });
    }
    let lacking = table.rows.iter().filter(|row| row.lacks_console()).count();
    if lacking > 1 {
        let text = format!("{lacking} without a console:");
        row_of_links(ui, &text, Weight::Regular, |ui| {
            for (label, _, base) in KNOWN_CONSOLES {
                let pressed = ui.add(Button::link(label)).clicked();
                ask(view, pressed, ImportAction::FillConsole(base));
            }
        });
    }
    for sentence in table.unused.iter().take(SHOWN) {
        caption(ui, sentence, p.warn);
    }
    if table.unused.len() > SHOWN {
        let more = table.unused.len() - SHOWN;
        let shown = caption(ui, &format!("and {more} more"), p.warn);
        shown.on_hover_text(table.unused[SHOWN..].join("\n"));
    }
}

/// “3 need attention”, which shows only those.
fn problems_only(ui: &mut Ui, view: &mut View<'_>, table: &ImportTable) {
    let count = table.needing_attention();
    if table.problems_only || count > 0 && count < table.rows.len() {
        let name = match count {
            1 => "1 needs attention".to_owned(),
            _ => format!("{count} need attention"),
        };
        let is_on = table.problems_only;
        let pressed = toggle_chip(ui, &name, is_on).clicked();
        ask(view, pressed, ImportAction::ProblemsOnly(!is_on));
    }
}

fn row_of_links(ui: &mut Ui, text: &str, weight: Weight, links: impl FnOnce(&mut Ui)) {
    let size = vec2(ui.available_width(), LINE);
    let layout = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(size, layout, |ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        ui.spacing_mut().interact_size.y = 0.0;
        if !text.is_empty() {
            line(ui, text, weight, Colors::in_use(ui).text);
        }
        links(ui);
    });
}

fn result(ui: &mut Ui, view: &mut View<'_>, table: &ImportTable, saved: usize) {
    let failed = table.count(|state| state.is_result() && *state != ImportRowState::Saved);
    let replaced = table.replaced();
    let left = table.count(|state| *state == ImportRowState::Idle);
    let mut parts = vec![format!("{} imported", profile_count(saved - replaced))];
    let more = [
        (replaced, "replaced"),
        (failed, "not imported"),
        (left, "left out"),
    ];
    let more = more.into_iter().filter(|(count, _)| *count > 0);
    parts.extend(more.map(|(count, what)| format!("{count} {what}")));
    let headline = parts.join(" · ");
    let (tone, icon) = if failed == 0 {
        (Tone::Ok, Icon::Tick)
    } else {
        (Tone::Warn, Icon::Alert)
    };
    let more = match &table.origin {
        ImportOrigin::File {
            name,
            exposes_secrets: true,
        } if saved > 0 => {
            format!(
                "“{name}” still has these secrets, unencrypted. Delete it now, from the trash too."
            )
        }
        _ => String::new(),
    };
    announce::message(ui.ctx(), DIALOG, &headline, tone);
    Strip::inside(tone).message(ui, Some(icon), &headline, &more);
    if failed > 0 || table.problems_only {
        row_of_links(ui, "", Weight::Regular, |ui| problems_only(ui, view, table));
    }
}

/// Whether to check first.
fn below(ui: &mut Ui, view: &mut View<'_>, table: &ImportTable) {
    const CHECKS: &str = "Signs in once to each. Only those that work are saved.";
    const USERS: &str =
        "Signs in once to each. Only those that work are saved. A failure can lock a user account.";
    if table.is_running || table.is_complete() {
        return;
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        let tick = check_box(ui, "Check each before it’s saved", table.checks_first);
        let action = ImportAction::CheckFirst(!table.checks_first);
        ask(view, tick.clicked(), action);
        let is_user = |row: &ImportRow| row.is_selected && row.kind == AccountKind::User;
        let text = if table.rows.iter().any(is_user) {
            USERS
        } else {
            CHECKS
        };
        let shown = caption(ui, text, Colors::in_use(ui).dim);
        described_by(&tick, &shown, text);
    });
}

pub(super) fn buttons(ui: &mut Ui, view: &mut View<'_>, table: &ImportTable, by_key: bool) {
    if table.is_running {
        let cancel = Button::leave(words::CANCEL).id(initial_focus(DIALOG));
        to_the_end(ui, &[&cancel]);
        ask(view, ui.add(cancel).clicked(), ImportAction::Stop);
        focus_on_open(ui.ctx(), DIALOG);
        return;
    }
    let back = ui.add(Button::ghost("Back")).clicked();
    ask(view, back, ImportAction::Back);
    let count = table.to_import();
    let close = Button::leave(if table.has_result() {
        words::CLOSE
    } else {
        words::CANCEL
    });
    if table.is_complete() {
        let close = close.id(initial_focus(DIALOG));
        to_the_end(ui, &[&close]);
        view.ask_if(ui.add(close).clicked() || by_key, Action::CloseDialog);
        focus_on_open(ui.ctx(), DIALOG);
        return;
    }
    let hint = Command::Primary.hint(ui.ctx().os());
    let name = match count {
        0 => "Import".to_owned(),
        _ => format!("Import {}", profile_count(count)),
    };
    let close = close.id(initial_focus("leave import"));
    let import = Button::primary(&name).hint(hint).id(initial_focus(DIALOG));
    to_the_end(ui, &[&close, &import]);
    view.ask_if(ui.add(close).clicked(), Action::CloseDialog);
    let why = (count == 0).then(|| nothing_to_import(table));
    let pressed = add_unless(ui, why, import).clicked();
    ask(
        view,
        pressed || (by_key && why.is_none()),
        ImportAction::Start,
    );
    // Never a link that decides about all rows.
    let first = if count > 0 { DIALOG } else { "leave import" };
    focus_control_on_open(ui.ctx(), DIALOG, initial_focus(first));
}

fn nothing_to_import(table: &ImportTable) -> &'static str {
    let is_open = |row: &ImportRow| row.state != ImportRowState::Saved && row.is_selected;
    if table.rows.iter().any(is_open) {
        "Fix the highlighted fields first"
    } else {
        "Select at least one profile"
    }
}
