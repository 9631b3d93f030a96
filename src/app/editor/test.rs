//! *Test* in the editor: one click is at most one sign-in. The login kind is looked up before the first password.

use std::time::Duration;

use crate::app::drafts::EditorDraft;
use crate::app::editor::{CredentialRevision, Editor, EditorMode, EditorTest, check};
use crate::app::job::{AttemptOutcome, Job, SecretSource, TypedCode};
use crate::app::running::JobKind;
use crate::app::state::Dialog;
use crate::app::token::fetch::activity_word;
use crate::app::update::App;
use crate::model::failure::Stage;
use crate::model::{
    AccountKind, ActivityKind, Grant, KnownLogin, LoginKind, Now, TotpCode, visible_line,
};

impl App {
    /// *Test*, with the code if one is prompted for.
    pub(crate) fn test(&mut self, now: Now) {
        let Some(editor) = self.editor_mut() else {
            return;
        };
        let EditorTest::MissingInput { shows_error, .. } = &mut editor.test else {
            self.start_test(TypedCode::Unsaid, now);
            return;
        };
        *shows_error = true;
        if let Ok(code) = TotpCode::parse(self.drafts.editor.code.text()) {
            self.start_test(TypedCode::Typed(code), now);
        }
    }

    /// *Sign in without a code*, in case the console's answer about the account was wrong.
    pub(crate) fn test_without_code(&mut self, now: Now) {
        self.start_test(TypedCode::Without, now);
    }

    /// Ignored while busy, or if already prompted for.
    pub(crate) fn use_code_in_test(&mut self, now: Now) {
        let is_user = self.drafts.editor.fields.kind == AccountKind::User;
        if let Some(editor) = self.editor_mut()
            && is_user
            && !editor.is_busy()
            && !editor.wants_code()
        {
            self.require_code(false, now);
        }
    }

    fn require_code(&mut self, is_needed: bool, now: Now) {
        self.clear_save_failure();
        self.clear_test(now);
        if let Some(editor) = self.editor_mut() {
            editor.test = EditorTest::MissingInput {
                shows_error: false,
                is_needed,
            };
        }
    }

    fn start_test(&mut self, code: TypedCode, now: Now) {
        let Some(Dialog::Editor(editor)) = &self.state.dialog else {
            return;
        };
        if editor.is_busy() {
            return;
        }
        let credential = check(editor, &self.drafts.editor, &self.state.rows).credential();
        let Some((console, account, secret)) = credential else {
            if let Some(editor) = self.editor_mut() {
                editor.shows_all_errors = true;
            }
            return;
        };
        let known = self.state.login_kinds.known(&console, &account);
        if known == KnownLogin::Is(LoginKind::LocalTwoFactor) && matches!(code, TypedCode::Unsaid) {
            self.require_code(true, now);
            return;
        }
        if code.code().is_some() {
            self.state.login_kinds.record_code(&console, &account);
        }
        let asks_kind = account.kind() == AccountKind::User && known == KnownLogin::Unasked;
        let stage = match secret {
            _ if asks_kind => Stage::LoginKindLookup,
            SecretSource::Stored(_) | SecretSource::OfVendorTool(_) => Stage::Keyring,
            SecretSource::Typed(_) | SecretSource::NotKept => Stage::Connecting,
        };
        self.clear_save_failure();
        self.clear_test(now);
        let test = Job::TestCredential {
            console,
            account,
            secret,
            code,
            known,
        };
        let tested = self.drafts.editor.credential_revision();
        let job = self.begin_at(stage, JobKind::Test(tested), test, now);
        if let Some(editor) = self.editor_mut() {
            editor.test = EditorTest::Running { job };
        }
    }

    /// *Cancel*, or close its prompt for a code.
    pub(crate) fn cancel_test(&mut self, now: Now) {
        let Some(editor) = self.editor_mut() else {
            return;
        };
        if editor.is_testing() || editor.wants_code() {
            self.clear_test(now);
        }
    }

    /// Cancels the test if one runs. It may have been sent, so it is listed in *Activity*.
    pub(crate) fn stop_test(&mut self, now: Now) {
        let Some(editor) = self.editor_mut() else {
            return;
        };
        if let EditorTest::Running { job } = editor.test {
            editor.test = EditorTest::Untested;
            self.cancel(job);
            self.record_test(ActivityKind::Stopped, None, now);
        }
    }

    /// In the activity of the edited profile, or under the name that a new one would get.
    fn record_test(&mut self, kind: ActivityKind, took: Option<Duration>, now: Now) {
        let Some(Dialog::Editor(editor)) = &self.state.dialog else {
            return;
        };
        match &editor.mode {
            EditorMode::Edit { base } => self.record_activity(base.id, kind, took, now),
            EditorMode::New | EditorMode::Duplicate { .. } => {
                let id = editor.new_id;
                let name = match visible_line(self.drafts.editor.fields.name.trim()) {
                    name if name.is_empty() => "New profile".to_owned(),
                    name => name,
                };
                let activity = &mut self.state.activity;
                activity.record((id, &name), now.wall, kind, took);
            }
        }
    }

    /// Cancels the test, and wipes its token and the typed code. The next one begins without a check of the address.
    pub(crate) fn clear_test(&mut self, now: Now) {
        self.stop_test(now);
        self.cancel_editor_probe();
        let Some(editor) = self.editor_mut() else {
            return;
        };
        let test = std::mem::replace(&mut editor.test, EditorTest::Untested);
        self.drafts.editor.code.wipe();
        self.cancel_all(test.job());
    }

    /// Whether a code is still needed for the account as typed now.
    pub(crate) fn still_wants_code(&self) -> bool {
        let Some(Dialog::Editor(editor)) = &self.state.dialog else {
            return false;
        };
        let EditorTest::MissingInput { is_needed, .. } = editor.test else {
            return false;
        };
        let checked = check(editor, &self.drafts.editor, &self.state.rows);
        let (Ok(console), Ok(account)) = (&checked.console, &checked.account) else {
            return !is_needed;
        };
        let known = self.state.login_kinds.known(console, account);
        !is_needed || known == KnownLogin::Is(LoginKind::LocalTwoFactor)
    }

    pub(crate) fn tested(&mut self, tested: CredentialRevision, outcome: AttemptOutcome, now: Now) {
        if let Some((kind, took)) = test_activity(&outcome) {
            self.record_test(kind, took, now);
        }
        let is_edited = self.drafts.editor.credential_revision() != tested;
        let Some(editor) = self.editor_mut() else {
            return;
        };
        editor.test = match outcome {
            _ if is_edited => EditorTest::Untested,
            AttemptOutcome::Granted(grant) => EditorTest::Accepted { grant, tested },
            AttemptOutcome::Failed(failure) => EditorTest::Failed(failure),
            AttemptOutcome::MissingInput(_) => EditorTest::MissingInput {
                shows_error: false,
                is_needed: true,
            },
            AttemptOutcome::Canceled => EditorTest::Untested,
        };
    }
}

/// `None` if no sign-in was sent.
fn test_activity(outcome: &AttemptOutcome) -> Option<(ActivityKind, Option<Duration>)> {
    match outcome {
        AttemptOutcome::Granted(grant) => {
            let kind = ActivityKind::Tested {
                failed: None,
                status: None,
            };
            Some((kind, Some(grant.took)))
        }
        AttemptOutcome::Failed(failure) => {
            let report = failure.report();
            let kind = ActivityKind::Tested {
                failed: Some(activity_word(failure)),
                status: report.and_then(|report| report.status),
            };
            Some((kind, report.map(|report| report.took)))
        }
        AttemptOutcome::Canceled => Some((ActivityKind::Stopped, None)),
        AttemptOutcome::MissingInput(_) => None,
    }
}

/// The token from *Test*, if the tested values are unchanged.
pub(crate) fn tested_grant(editor: &Editor, draft: &EditorDraft) -> Option<Grant> {
    match &editor.test {
        EditorTest::Accepted { grant, tested } if *tested == draft.credential_revision() => {
            Some(grant.clone())
        }
        _ => None,
    }
}
