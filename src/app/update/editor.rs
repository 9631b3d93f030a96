//! Opening the editor, testing and saving what stands in it.

use super::App;
use super::ask_console::stopped;
use super::writes::PendingWrite;
use crate::app::drafts::EditorDraft;
use crate::app::editor::{Editor, EditorField, EditorMode, EditorSave, EditorTest, Fields, check};
use crate::app::flow::{AttemptEnd, Effect, JobId, ProfileWrite, SecretSource, TypedCode};
use crate::app::row::Asked;
use crate::app::state::{Dialog, State};
use crate::model::failure::Stage;
use crate::model::profile::MAX_NAME_CHARS;
use crate::model::{AccountKind, Grant, KnownLogin, Now, ProfileId, ProfileName, TotpCode};

impl App {
    pub(super) fn open_new(&mut self) -> Vec<Effect> {
        self.open(EditorMode::New, Fields::default(), EditorField::Name)
    }

    pub(super) fn open_edit(&mut self, id: ProfileId, at_secret: bool) -> Vec<Effect> {
        let Some(base) = self.state.profile(id).map(|row| row.profile.clone()) else {
            return Vec::new();
        };
        let fields = Fields::of(&base);
        let focus = if at_secret {
            EditorField::Secret
        } else {
            EditorField::Name
        };
        self.open(EditorMode::Edit { base }, fields, focus)
    }

    pub(super) fn open_duplicate(&mut self, id: ProfileId) -> Vec<Effect> {
        let Some(of) = self.state.profile(id).map(|row| row.profile.clone()) else {
            return Vec::new();
        };
        let mut fields = Fields::of(&of);
        fields.name = free_name(&of.name, &self.state);
        self.open(EditorMode::Duplicate { of }, fields, EditorField::Name)
    }

    /// *Make an API client profile*, for a console whose user account is of no use.
    pub(super) fn open_api_client(&mut self, id: ProfileId) -> Vec<Effect> {
        let Some(console) = self
            .state
            .profile(id)
            .map(|row| row.profile.console.to_string())
        else {
            return Vec::new();
        };
        let fields = Fields {
            console,
            ..Fields::default()
        };
        self.open(EditorMode::New, fields, EditorField::Name)
    }

    fn open(&mut self, mode: EditorMode, fields: Fields, focus: EditorField) -> Vec<Effect> {
        let effects = self.leave_dialog();
        self.last_editor += 1;
        self.drafts.editor = EditorDraft::of(&fields);
        self.state.dialog = Some(Dialog::Editor(Box::new(Editor {
            serial: self.last_editor,
            new_id: ProfileId::random(),
            mode,
            opened_with: fields,
            focus,
            test: EditorTest::Untested,
            save: EditorSave::Idle,
            shows_all_errors: false,
        })));
        effects
    }

    /// Wipes what was typed. A test is stopped; a write is asked to stop, and still reports.
    pub(super) fn leave_editor(&mut self, editor: &Editor) -> Vec<Effect> {
        self.drafts.editor.wipe();
        let test = match &editor.test {
            EditorTest::Running { job, .. }
            | EditorTest::Failed {
                asked: Some(Asked::Asking { job, .. }),
                ..
            } => Some(*job),
            _ => None,
        };
        let save = match editor.save {
            EditorSave::Saving { job, .. } => Some(job),
            _ => None,
        };
        test.into_iter()
            .chain(save)
            .map(|job| Effect::Cancel { job })
            .collect()
    }

    /// A changed field: what was tested is no longer what stands there.
    pub(super) fn editor_changed(&mut self) -> Vec<Effect> {
        let Some(editor) = self.editor_mut() else {
            return Vec::new();
        };
        if matches!(editor.save, EditorSave::Failed(_)) {
            editor.save = EditorSave::Idle;
        }
        self.forget_test()
    }

    /// Stops a test, and wipes what it obtained.
    pub(super) fn forget_test(&mut self) -> Vec<Effect> {
        let Some(editor) = self.editor_mut() else {
            return Vec::new();
        };
        match std::mem::replace(&mut editor.test, EditorTest::Untested) {
            EditorTest::Running { job, .. } => vec![Effect::Cancel { job }],
            EditorTest::Failed { asked, .. } => stopped(asked.as_ref()),
            _ => Vec::new(),
        }
    }

    pub(super) fn test(&mut self, now: Now) -> Vec<Effect> {
        let Some(editor) = self.editor_mut() else {
            return Vec::new();
        };
        let EditorTest::Wanted { shows_error } = &mut editor.test else {
            return self.start_test(TypedCode::Unsaid, now);
        };
        *shows_error = true;
        match TotpCode::parse(self.drafts.editor.code.text()) {
            Ok(code) => self.start_test(TypedCode::Typed(code), now),
            Err(_) => Vec::new(),
        }
    }

    /// For the case that the console's answer about the account was wrong.
    pub(super) fn test_without_code(&mut self, now: Now) -> Vec<Effect> {
        self.start_test(TypedCode::Without, now)
    }

    pub(super) fn use_code_in_test(&mut self) -> Vec<Effect> {
        let effects = self.forget_test();
        if let Some(editor) = self.editor_mut() {
            editor.test = EditorTest::Wanted { shows_error: false };
        }
        effects
    }

    fn start_test(&mut self, code: TypedCode, now: Now) -> Vec<Effect> {
        let job = self.next_job();
        let Some(Dialog::Editor(editor)) = &self.state.dialog else {
            return Vec::new();
        };
        if matches!(editor.test, EditorTest::Running { .. })
            || matches!(editor.save, EditorSave::Saving { .. })
        {
            return Vec::new();
        }
        let credential = check(editor, &self.drafts.editor, &self.state).credential();
        let mut effects = self.forget_test();
        let Some(editor) = self.editor_mut() else {
            return effects;
        };
        let Some((console, account, secret)) = credential else {
            editor.shows_all_errors = true;
            return effects;
        };
        let stage = match secret {
            SecretSource::Stored(_) => Stage::Keyring,
            SecretSource::Typed(_) | SecretSource::NotKept => Stage::Connecting,
        };
        // Not again where the answer is what the code was asked for.
        let asks_kind = account.kind() == AccountKind::User && matches!(code, TypedCode::Unsaid);
        editor.test = EditorTest::Running {
            job,
            started: now,
            stage,
        };
        effects.push(Effect::TestCredential {
            job,
            console,
            account,
            secret,
            code,
            asks_kind,
        });
        // It is sent once.
        self.drafts.editor.code.wipe();
        effects
    }

    pub(super) fn cancel_test(&mut self) -> Vec<Effect> {
        match self.editor_mut() {
            Some(editor) if matches!(editor.test, EditorTest::Running { .. }) => {
                self.editor_changed()
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn tested(
        &mut self,
        job: JobId,
        _login: KnownLogin,
        result: AttemptEnd,
    ) -> Vec<Effect> {
        let Some(Dialog::Editor(editor)) = &self.state.dialog else {
            return Vec::new();
        };
        if !matches!(editor.test, EditorTest::Running { job: running, .. } if running == job) {
            return Vec::new();
        }
        let credential = check(editor, &self.drafts.editor, &self.state).credential();
        let Some(editor) = self.editor_mut() else {
            return Vec::new();
        };
        editor.test = match (result, credential) {
            (AttemptEnd::Granted(grant), Some((console, account, _))) => EditorTest::Accepted {
                grant,
                console,
                account,
            },
            (AttemptEnd::Wanted(_), _) => EditorTest::Wanted { shows_error: false },
            (AttemptEnd::Failed(failure), _) => EditorTest::Failed {
                failure,
                asked: None,
            },
            (AttemptEnd::Granted(_) | AttemptEnd::Cancelled, _) => EditorTest::Untested,
        };
        Vec::new()
    }

    pub(super) fn save(&mut self, now: Now) -> Vec<Effect> {
        let job = self.next_job();
        let Some(Dialog::Editor(editor)) = &self.state.dialog else {
            return Vec::new();
        };
        // A conflict is settled by its own buttons: nothing is saved over unseen.
        if !matches!(editor.save, EditorSave::Idle | EditorSave::Failed(_)) {
            return Vec::new();
        }
        let checked = check(editor, &self.drafts.editor, &self.state);
        let name = checked.name.clone().ok();
        let secret = checked.kept().ok();
        let (Some(name), Some(console), Some(account), Some(secret)) =
            (name, checked.console.ok(), checked.account.ok(), secret)
        else {
            if let Some(editor) = self.editor_mut() {
                editor.shows_all_errors = true;
            }
            return Vec::new();
        };
        let (id, base_rev) = match &editor.mode {
            EditorMode::Edit { base } => (base.id, Some(base.rev)),
            EditorMode::New | EditorMode::Duplicate { .. } => (editor.new_id, None),
        };
        let write = ProfileWrite {
            id,
            base_rev,
            name,
            console,
            account,
            secret,
        };
        let grant = tested_grant(editor, &write);
        let changes_secret = matches!(write.secret, SecretSource::Typed(_));
        self.writes.insert(
            job,
            PendingWrite::Save {
                changes_secret,
                grant,
            },
        );
        let mut effects = Vec::new();
        if let Some(editor) = self.editor_mut() {
            if let EditorTest::Running { job, .. } = editor.test {
                editor.test = EditorTest::Untested;
                effects.push(Effect::Cancel { job });
            }
            editor.save = EditorSave::Saving {
                job,
                started: now,
                is_cancelled: false,
            };
        }
        effects.push(Effect::SaveProfile { job, write });
        effects
    }

    pub(super) fn editor_mut(&mut self) -> Option<&mut Editor> {
        match &mut self.state.dialog {
            Some(Dialog::Editor(editor)) => Some(editor),
            _ => None,
        }
    }
}

/// The token that *Test* obtained for what is being written.
fn tested_grant(editor: &Editor, write: &ProfileWrite) -> Option<Grant> {
    match &editor.test {
        EditorTest::Accepted {
            grant,
            console,
            account,
        } if *console == write.console && account.signs_in_as(&write.account) => {
            Some(grant.clone())
        }
        _ => None,
    }
}

/// "Production EU 2", or the next number that no profile has; the name is cut where both would not fit.
fn free_name(name: &ProfileName, state: &State) -> String {
    (2_u32..=u32::MAX)
        .map(|number| {
            let suffix = format!(" {number}");
            let room = MAX_NAME_CHARS - suffix.chars().count();
            let stem: String = name.as_str().chars().take(room).collect();
            format!("{}{suffix}", stem.trim_end())
        })
        .find(|candidate| {
            let candidate = candidate.to_lowercase();
            state
                .profiles()
                .all(|row| row.profile.name.folded() != candidate)
        })
        .unwrap_or_default()
}
