//! What was typed and is not saved: conflicts are settled by explicit clicks, and leaving asks first.

use crate::app::Action;
use crate::app::editor::{EditorAction, EditorField, EditorMode, EditorSave, Fields};
use crate::app::flow::Effect;
use crate::app::profiles::RowKey;
use crate::app::rotation::RotationPhase;
use crate::app::state::Dialog;
use crate::app::update::App;
use crate::model::Now;

impl App {
    /// Whether this would lose changes in the editor, or a new secret that the console may never show again, so that it is asked
    /// about first.
    pub(crate) fn must_ask_before(&self, action: Action) -> bool {
        let leaves = match action {
            Action::CloseDialog => self.state.close_question.is_none(),
            Action::CloseWindow => !self.may_discard,
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
        leaves
            && match &self.state.dialog {
                Some(Dialog::Editor(editor)) => editor.is_dirty(&self.drafts.editor),
                Some(Dialog::Rotation(check)) => check.is_dirty(&self.drafts.new_secret),
                _ => false,
            }
    }

    /// *Discard*, and what was asked for then.
    pub(crate) fn confirm_discard(&mut self, now: Now) -> Vec<Effect> {
        let Some(wanted) = self.state.discard_question.take() else {
            return Vec::new();
        };
        if wanted == Action::CloseWindow {
            // Kept until the window really closes: another question may follow, and be answered by *Cancel*.
            self.may_discard = true;
            return self.close_window(now);
        }
        if wanted == Action::Editor(EditorAction::MakeApiClient) {
            // It takes the console from the editor that it leaves.
            return self.make_api_client_instead();
        }
        let mut effects = self.leave_dialog();
        if wanted != Action::CloseDialog {
            effects.extend(self.on_action(wanted, now));
        }
        effects
    }

    /// *Cancel* during a save or a replacing. What was typed stays until the keyring has reported: it may still save. `None`
    /// where none is under way, or it was cancelled before.
    pub(crate) fn cancel_save(&mut self) -> Option<Vec<Effect>> {
        let (job, is_cancelled) = match &mut self.state.dialog {
            Some(Dialog::Editor(editor)) => match &mut editor.save {
                EditorSave::Saving {
                    job, is_cancelled, ..
                } => (*job, is_cancelled),
                _ => return None,
            },
            Some(Dialog::Rotation(check)) => match &mut check.phase {
                RotationPhase::Replacing {
                    job, is_cancelled, ..
                } => (*job, is_cancelled),
                _ => return None,
            },
            _ => return None,
        };
        if *is_cancelled {
            return None;
        }
        *is_cancelled = true;
        Some(vec![Effect::Cancel { job }])
    }

    pub(crate) fn see_theirs(&mut self) -> Vec<Effect> {
        if let Some(editor) = self.editor_mut()
            && let EditorSave::Conflict { shows_theirs, .. } = &mut editor.save
        {
            *shows_theirs = !*shows_theirs;
        }
        Vec::new()
    }

    /// The edit begins anew, from what the keyring holds now. A typed secret stays, unless it was for another kind of account.
    pub(crate) fn take_theirs(&mut self) -> Vec<Effect> {
        let Some(fields) = self.rebase() else {
            return Vec::new();
        };
        self.drafts.editor.choose_kind(fields.kind);
        self.drafts.editor.fill(&fields);
        if let Some(editor) = self.editor_mut() {
            editor.opened_with = fields;
        }
        self.forget_test()
    }

    /// Saves what was typed over what the keyring holds now.
    pub(crate) fn keep_mine(&mut self, now: Now) -> Vec<Effect> {
        match self.rebase() {
            Some(_) => self.save(now),
            None => Vec::new(),
        }
    }

    /// The edit now starts from what the keyring holds; its fields.
    fn rebase(&mut self) -> Option<Fields> {
        let editor = self.editor_mut()?;
        let EditorSave::Conflict { theirs, .. } = &editor.save else {
            return None;
        };
        let base = theirs.as_ref().clone();
        let fields = Fields::of(&base);
        editor.mode = EditorMode::Edit { base };
        editor.save = EditorSave::Idle;
        Some(fields)
    }

    /// The item is gone, and with it its secret: the same values make a new profile once a secret was typed, if one is to be kept.
    pub(crate) fn save_as_new(&mut self, now: Now) -> Vec<Effect> {
        let draft = &self.drafts.editor;
        let needs_secret = draft.keeps_secret() && draft.secret.is_empty();
        let Some(editor) = self.editor_mut() else {
            return Vec::new();
        };
        if editor.save != EditorSave::Gone {
            return Vec::new();
        }
        let gone = match &editor.mode {
            EditorMode::Edit { base } => Some(RowKey::Item(base.id)),
            EditorMode::New | EditorMode::Duplicate { .. } => None,
        };
        editor.mode = EditorMode::New;
        editor.save = EditorSave::Idle;
        if needs_secret {
            self.focus_anew(EditorField::Secret);
        }
        let mut effects = Vec::new();
        if let Some(key) = gone {
            // The keyring said that it is not there; its name is free for the new one.
            effects.extend(self.cancels_of(|row| row.key == key));
            self.state.rows.retain(|row| row.key != key);
            self.select_something();
        }
        effects.extend(self.save(now));
        effects
    }
}
