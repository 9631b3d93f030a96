//! Unsaved changes: settling conflicts, and asking before they are discarded.

use crate::app::Action;
use crate::app::editor::{EditorAction, EditorField, EditorMode, EditorSave, Fields};
use crate::app::job::JobId;
use crate::app::lifecycle::Closing;
use crate::app::profiles::{ListAction, RowKey};
use crate::app::rotation::RotationPhase;
use crate::app::state::Dialog;
use crate::app::update::App;
use crate::model::Now;

impl App {
    /// Whether this action would lose unsaved changes, so the user is asked first.
    pub(crate) fn must_confirm_discard(&self, action: Action) -> bool {
        let leaves = match action {
            Action::CloseDialog => self.state.close_question.is_none(),
            Action::CloseWindow => self.closing == Closing::No,
            Action::NewProfile
            | Action::Edit(_)
            | Action::EnterNewSecret(_)
            | Action::Duplicate(_)
            | Action::MakeApiClient(_)
            | Action::AskDelete(_)
            | Action::AskBasicHeader(_)
            | Action::OpenRotation(_)
            | Action::OpenCheckAll
            | Action::OpenImport
            | Action::OpenExport
            | Action::List(
                ListAction::AskDeleteSelected
                | ListAction::CheckSelected
                | ListAction::ExportSelected,
            )
            | Action::OpenSettings
            | Action::OpenShortcuts
            | Action::OpenPalette => true,
            // A new profile becomes the API client in the same editor.
            Action::Editor(EditorAction::MakeApiClient) => {
                matches!(&self.state.dialog, Some(Dialog::Editor(editor))
                if matches!(editor.mode, EditorMode::Edit { .. }))
            }
            _ => false,
        };
        leaves && self.state.has_unsaved(&self.drafts)
    }

    /// *Discard*: drops the changes and resumes the action.
    pub(crate) fn confirm_discard(&mut self, now: Now) {
        let Some(action) = self.state.discard_question.take() else {
            return;
        };
        if action == Action::CloseWindow {
            // Kept until the window has closed: canceling another question resets it.
            self.closing = Closing::Discarding;
            self.close_window(now);
            return;
        }
        if action == Action::Editor(EditorAction::MakeApiClient) {
            // Takes the console from the editor before that closes.
            self.switch_to_api_client(now);
            return;
        }
        self.leave_dialog(now);
        if action != Action::CloseDialog {
            self.on_action(action, now);
        }
    }

    /// *Cancel* during a save or replacement. The drafts stay until the keyring reports: it may still save. Returns `false` if
    /// there is nothing to cancel.
    pub(crate) fn cancel_save(&mut self) -> bool {
        let job = self.save_in_front();
        let Some(job) = job.filter(|job| !self.state.is_canceled(*job)) else {
            return false;
        };
        self.cancel(job);
        true
    }

    /// The save or replacement of the dialog.
    pub(crate) fn save_in_front(&self) -> Option<JobId> {
        match &self.state.dialog {
            Some(Dialog::Editor(editor)) => editor.save.job(),
            Some(Dialog::Rotation(check)) => match check.phase {
                RotationPhase::Replacing { job, .. } => Some(job),
                _ => None,
            },
            _ => None,
        }
    }

    pub(crate) fn toggle_theirs(&mut self) {
        if let Some(editor) = self.editor_mut()
            && let EditorSave::Conflict { shows_theirs, .. } = &mut editor.save
        {
            *shows_theirs = !*shows_theirs;
        }
    }

    /// Restarts the edit from the saved version. A typed secret stays, unless it was for another kind of account.
    pub(crate) fn take_theirs(&mut self, now: Now) {
        let Some(fields) = self.rebase() else {
            return;
        };
        self.drafts.editor.choose_kind(fields.kind);
        self.drafts.editor.fields.clone_from(&fields);
        if let Some(editor) = self.editor_mut() {
            editor.opened_with = fields;
        }
        self.clear_test(now);
    }

    /// Saves the edits over the saved version.
    pub(crate) fn keep_mine(&mut self, now: Now) {
        if self.rebase().is_some() {
            self.save(now);
        }
    }

    /// Bases the edit on the saved version and returns its fields.
    fn rebase(&mut self) -> Option<Fields> {
        let editor = self.editor_mut()?;
        let EditorSave::Conflict { theirs, .. } = &editor.save else {
            return None;
        };
        let base = theirs.as_ref().clone();
        editor.mode = EditorMode::Edit { base: base.clone() };
        editor.save = EditorSave::Idle;
        Some(self.fields_of(&base))
    }

    /// Saves the values of a deleted profile as a new one. Its secret is gone too and must be typed again.
    pub(crate) fn save_as_new(&mut self, now: Now) {
        let draft = &self.drafts.editor;
        let needs_secret = draft.stores_secret() && draft.secret.is_empty();
        let Some(editor) = self.editor_mut() else {
            return;
        };
        if editor.save != EditorSave::Gone {
            return;
        }
        let gone = match &editor.mode {
            EditorMode::Edit { base } => Some(RowKey::Item(base.id)),
            EditorMode::New | EditorMode::Duplicate { .. } => None,
        };
        editor.mode = EditorMode::New;
        editor.save = EditorSave::Idle;
        if needs_secret {
            self.focus_field(EditorField::Secret);
        }
        if let Some(key) = gone {
            // It is gone, so its name is free for the new profile.
            self.remove_rows(|row| row.key == key);
            self.ensure_selection();
        }
        self.save(now);
    }
}
