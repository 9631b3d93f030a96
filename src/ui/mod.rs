//! The screens: they draw [`State`], edit [`Drafts`] in place, and return what was asked for. They do no work and read no
//! clock.
//!
//! [`show`] is the whole window. Its look comes from [`theme`], its keys from [`shortcuts`], its controls from [`widgets`].

mod announce;
mod answer;
mod banners;
mod basic_header;
mod check_all;
mod check_all_table;
mod check_message;
mod click_debounce;
mod compare_methods;
mod confirm;
mod console_question;
mod copy_question;
mod editor;
mod editor_code;
mod editor_conflict;
mod editor_fields;
mod editor_kind;
mod editor_secret;
mod editor_status;
mod empty_state;
mod focus_handoff;
mod keys;
mod layout;
mod palette;
mod profile_head;
mod profile_list;
mod profile_pane;
mod prompt_focus;
mod request_path;
mod rotation;
mod rotation_code;
mod rotation_progress;
mod rotation_result;
mod row_words;
mod sandbox_hint;
mod secret_field;
mod settings;
mod shortcut_sheet;
pub mod shortcuts;
mod sidebar;
mod sign_in_form;
mod tab_activity;
mod tab_claims;
mod tab_request;
mod tab_words;
mod tabs;
pub mod theme;
mod token_card;
mod token_failure;
mod token_live;
pub mod widgets;
mod words;

use egui::{Popup, Ui};

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
    prompt_focus::note_typing(ui.ctx());
    keys::read(ui, &mut view, &drafts.search);
    let is_menu_open = Popup::is_any_open(ui.ctx());
    // Behind a dialog nothing is pointed at: what is told of a control would stay in front of a dialog that a key opened.
    let take = || ui.input_mut(|input| std::mem::take(&mut input.pointer));
    let pointer = state.has_dialog().then(take);
    layout::show(ui, &mut view, drafts);
    if let Some(pointer) = pointer {
        ui.input_mut(|input| input.pointer = pointer);
    }
    prompt_focus::note_moves(ui.ctx());
    answer::forget_unseen(ui.ctx());
    keys::leave_card(ui.ctx(), &mut view, is_menu_open);
    match &state.dialog {
        _ if state.close_question.is_some() => {}
        Some(Dialog::Editor(editor)) if state.discard_question.is_some() => {
            confirm::discard(ui, &mut view, editor, &drafts.editor);
        }
        Some(Dialog::Editor(editor)) => {
            editor::show(ui, &mut view, editor, &mut drafts.editor);
            confirm::focus_again(ui.ctx());
        }
        Some(Dialog::Delete { subject, .. }) => confirm::delete(ui, &mut view, subject),
        Some(Dialog::BasicHeader(note)) => {
            basic_header::show(ui, &mut view, note, &mut drafts.basic_password);
        }
        Some(Dialog::Rotation(check)) if state.discard_question.is_some() => {
            confirm::discard_new_secret(ui, &mut view, check);
        }
        Some(Dialog::Rotation(check)) => rotation::show(ui, &mut view, drafts, check),
        Some(Dialog::CheckAll(check)) => check_all::show(ui, &mut view, check),
        Some(Dialog::Settings) => settings::show(ui, &mut view, drafts),
        Some(Dialog::Shortcuts) => shortcut_sheet::show(ui, &mut view),
        Some(Dialog::Palette(palette)) => palette::show(ui, &mut view, drafts, palette),
        Some(Dialog::CopyQuestion(question)) => copy_question::show(ui, &mut view, *question),
        None => {}
    }
    if let Some(phase) = state.close_question {
        confirm::close(ui, &mut view, phase);
    }
    keys::keep_focus_behind_dialogs(ui, state);
    focus_handoff::inherit(ui.ctx());
    announce::speak(ui.ctx(), state);
    let asked = click_debounce::kept(ui.ctx(), state, now, view.actions);
    prompt_focus::note_asked(ui.ctx(), state, &asked);
    asked
}

/// What every screen is given: the state, the time, and a place for what is asked for.
struct View<'a> {
    state: &'a State,
    now: Now,
    actions: Vec<Action>,
}

impl View<'_> {
    fn ask(&mut self, action: Action) {
        self.actions.push(action);
    }

    fn ask_if(&mut self, is_asked: bool, action: Action) {
        if is_asked {
            self.ask(action);
        }
    }
}
