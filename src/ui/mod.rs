//! The screens: they draw [`State`], edit [`Drafts`] in place, and return what was asked for. They do no work and read no
//! clock.
//!
//! [`show`] is the whole window. Its look comes from [`theme`], its keys from [`shortcuts`], its controls from [`widgets`].

mod activity;
mod announce;
mod banners;
mod check_all;
mod claims;
mod click_debounce;
mod clipboard;
pub mod commands;
mod dialogs;
mod editor;
mod keys;
pub mod kit;
mod palette;
mod profiles;
mod request;
mod rotation;
mod sandbox_hint;
mod secret_field;
mod settings;
mod shortcut_sheet;
mod tab_words;
mod tabs;
mod token;
mod window;
mod words;

use egui::{Popup, Ui};

use crate::app::job::JobId;
use crate::app::running::JobProgress;
use crate::app::state::Dialog;
use crate::app::{Action, Drafts, State};
use crate::model::Now;

/// Draws the window into `ui`, which fills it, and returns what was asked for, in order.
pub fn show(ui: &mut Ui, state: &State, drafts: &mut Drafts, now: Now) -> Vec<Action> {
    let mut view = View {
        state,
        now,
        actions: Vec::new(),
    };
    token::prompt_focus::note_typing(ui.ctx());
    keys::read(ui, &mut view, &drafts.search);
    let is_menu_open = Popup::is_any_open(ui.ctx());
    // Behind a dialog nothing is pointed at: what is told of a control would stay in front of a dialog that a key opened.
    let take = || ui.input_mut(|input| std::mem::take(&mut input.pointer));
    let pointer = state.has_dialog().then(take);
    window::show(ui, &mut view, drafts);
    if let Some(pointer) = pointer {
        ui.input_mut(|input| input.pointer = pointer);
    }
    token::prompt_focus::note_moves(ui.ctx());
    request::response::forget_unseen(ui.ctx());
    keys::leave_card(ui.ctx(), &mut view, is_menu_open);
    match &state.dialog {
        _ if state.close_question.is_some() => {}
        Some(Dialog::Editor(editor)) if state.discard_question.is_some() => {
            dialogs::discard(ui, &mut view, editor, &drafts.editor);
        }
        Some(Dialog::Editor(editor)) => {
            editor::show(ui, &mut view, editor, &mut drafts.editor);
            dialogs::focus_again(ui.ctx());
        }
        Some(Dialog::Delete { subject, .. }) => dialogs::delete(ui, &mut view, subject),
        Some(Dialog::BasicHeader(note)) => {
            clipboard::basic_header::show(ui, &mut view, note, &mut drafts.basic_password);
        }
        Some(Dialog::Rotation(check)) if state.discard_question.is_some() => {
            dialogs::discard_new_secret(ui, &mut view, check);
        }
        Some(Dialog::Rotation(check)) => rotation::show(ui, &mut view, drafts, check),
        Some(Dialog::CheckAll(check)) => check_all::show(ui, &mut view, check),
        Some(Dialog::Settings) => settings::show(ui, &mut view, drafts),
        Some(Dialog::Shortcuts) => shortcut_sheet::show(ui, &mut view),
        Some(Dialog::Palette(palette)) => palette::show(ui, &mut view, drafts, palette),
        Some(Dialog::CopyQuestion(question)) => clipboard::confirm::show(ui, &mut view, *question),
        None => {}
    }
    if let Some(phase) = state.close_question {
        dialogs::close(ui, &mut view, phase);
    }
    keys::keep_focus_behind_dialogs(ui, state);
    kit::focus_handoff::inherit(ui.ctx());
    announce::speak(ui.ctx(), state);
    let asked = click_debounce::kept(ui.ctx(), state, now, view.actions);
    token::prompt_focus::note_asked(ui.ctx(), state, &asked);
    asked
}

/// What every screen is given: the state, the time, and a place for what is asked for.
struct View<'a> {
    state: &'a State,
    now: Now,
    actions: Vec<Action>,
}

impl View<'_> {
    fn progress(&self, job: JobId) -> JobProgress {
        self.state.running.progress(job, self.now)
    }

    fn ask(&mut self, action: Action) {
        self.actions.push(action);
    }

    fn ask_if(&mut self, is_asked: bool, action: Action) {
        if is_asked {
            self.ask(action);
        }
    }
}
