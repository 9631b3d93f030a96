//! What was typed and is not saved: conflicts are settled by explicit clicks, and leaving asks first.

use crate::app::Action;
use crate::app::editor::{EditorAction, EditorField, EditorMode, EditorSave, Fields};
use crate::app::lifecycle::Closing;
use crate::app::profiles::RowKey;
use crate::app::rotation::RotationPhase;
use crate::app::state::Dialog;
use crate::app::update::App;
use crate::model::Now;

impl App {
    /// Whether this would lose changes in the editor, or a new secret that the console may never show again, so that it is asked
    /// about first.
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
            | Action::OpenSettings
            | Action::OpenShortcuts
            | Action::OpenPalette => true,
            // A profile that is only being made becomes the API client, where it stands.
            Action::Editor(EditorAction::MakeApiClient) => {
                matches!(&self.state.dialog, Some(Dialog::Editor(editor))
                if matches!(editor.mode, EditorMode::Edit { .. }))
            }
            _ => false,
        };
        leaves && self.state.has_unsaved(&self.drafts)
    }

    /// *Discard*, and what was asked for then.
    pub(crate) fn confirm_discard(&mut self, now: Now) {
        let Some(action) = self.state.discard_question.take() else {
            return;
        };
        if action == Action::CloseWindow {
            // Kept until the window really closes: another question may follow, and be answered by *Cancel*.
            self.closing = Closing::Discarding;
            self.close_window(now);
            return;
        }
        if action == Action::Editor(EditorAction::MakeApiClient) {
            // It takes the console from the editor that it leaves.
            self.switch_to_api_client();
            return;
        }
        self.leave_dialog();
        if action != Action::CloseDialog {
            self.on_action(action, now);
        }
    }

    /// *Cancel* during a save or a replacing. What was typed stays until the keyring has reported: it may still save. `false`
    /// where none is under way, or it was canceled before.
    pub(crate) fn cancel_save(&mut self) -> bool {
        let job = match &self.state.dialog {
            Some(Dialog::Editor(editor)) => editor.save.job(),
            Some(Dialog::Rotation(check)) => match check.phase {
                RotationPhase::Replacing { job, .. } => Some(job),
                _ => None,
            },
            _ => None,
        };
        let Some(job) = job.filter(|job| !self.state.is_canceled(*job)) else {
            return false;
        };
        self.cancel(job);
        true
    }

    pub(crate) fn toggle_theirs(&mut self) {
        if let Some(editor) = self.editor_mut()
            && let EditorSave::Conflict { shows_theirs, .. } = &mut editor.save
        {
            *shows_theirs = !*shows_theirs;
        }
    }

    /// The edit begins anew, from what the keyring holds now. A typed secret stays, unless it was for another kind of account.
    pub(crate) fn take_theirs(&mut self) {
        let Some(fields) = self.rebase() else {
            return;
        };
        self.drafts.editor.choose_kind(fields.kind);
        self.drafts.editor.fill(&fields);
        if let Some(editor) = self.editor_mut() {
            editor.opened_with = fields;
        }
        self.clear_test();
    }

    /// Saves what was typed over what the keyring holds now.
    pub(crate) fn keep_mine(&mut self, now: Now) {
        if self.rebase().is_some() {
            self.save(now);
        }
    }

    /// The edit now starts from what the keyring holds; its fields.
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

    /// The item is gone, and with it its secret: the same values make a new profile once a secret was typed, if one is to be kept.
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
            // The keyring said that it is not there; its name is free for the new one.
            self.remove_rows(|row| row.key == key);
            self.select_something();
        }
        self.save(now);
    }
}
