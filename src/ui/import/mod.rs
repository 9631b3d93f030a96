//! The dialog *Import*: choosing a source, and the preview.

mod columns;
mod parts;
mod preview;
mod row;
mod sources;

use egui::{Context, Ui};

use crate::app::import::{ImportAction, ImportPhase};
use crate::app::state::Dialog;
use crate::app::{Action, Drafts};
use crate::ui::commands::Command;
use crate::ui::import::parts::DIALOG;
use crate::ui::kit::widgets::{DialogEnd, DialogFrame};
use crate::ui::view::View;

/// Width of the dialog while choosing.
const SOURCES: f32 = 580.0;
/// Minimum width with the table, if the window has it. A wider window leaves [`BESIDE`] free.
const PREVIEW: f32 = 860.0;
const BESIDE: f32 = 120.0;

/// A file that was dropped on the window, unless another dialog is open.
pub(crate) fn take_dropped_file(ctx: &Context, view: &mut View<'_>, drafts: &mut Drafts) {
    let dropped = ctx.input_mut(|input| std::mem::take(&mut input.raw.dropped_files));
    let takes_files = match &view.state.dialog {
        None => !view.state.has_dialog(),
        Some(Dialog::Import(phase)) => matches!(**phase, ImportPhase::Sources(_)),
        Some(_) => false,
    };
    let mut paths = dropped.iter().map(|file| file.path().to_owned());
    if let Some(path) = paths.next().filter(|_| takes_files) {
        drafts.dropped_file = Some(path);
        view.ask(Action::Import(ImportAction::ReadDropped));
    }
}

pub(crate) fn show(ui: &Ui, view: &mut View<'_>, drafts: &mut Drafts, phase: &ImportPhase) {
    // Read before the buttons are drawn: Enter, with any modifier, presses the focused one.
    let by_key = Command::Primary.pressed(ui.ctx());
    let draft = &mut drafts.import;
    let (title, width) = match phase {
        ImportPhase::Sources(_) => ("Import profiles", SOURCES),
        ImportPhase::Preview(table) => (
            if table.is_complete() {
                "Imported"
            } else {
                "Review before importing"
            },
            (ui.ctx().content_rect().width() - BESIDE).max(PREVIEW),
        ),
    };
    let dialog = DialogFrame {
        id: DIALOG,
        title,
        width,
    };
    let mut both = (view, draft);
    let end = dialog.show(
        ui,
        &mut both,
        |ui, (view, draft)| match phase {
            ImportPhase::Sources(sources) => sources::show(ui, view, draft, sources),
            ImportPhase::Preview(table) => preview::show(ui, view, draft, table),
        },
        |ui, (view, draft)| match phase {
            ImportPhase::Sources(sources) => sources::buttons(ui, view, draft, sources, by_key),
            ImportPhase::Preview(table) => preview::buttons(ui, view, table, by_key),
        },
    );
    let (view, _) = both;
    if end == DialogEnd::Left {
        let is_running = matches!(phase, ImportPhase::Preview(table) if table.is_running);
        view.ask(if is_running {
            Action::Import(ImportAction::Stop)
        } else {
            Action::CloseDialog
        });
    }
}
