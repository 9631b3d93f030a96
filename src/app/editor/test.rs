//! *Test* in the editor: one click is one sign-in at most, and the console is asked what kind of account it is before the first
//! password.

use crate::app::editor::{Editor, EditorTest, LoginAnswer, check};
use crate::app::flow::{AttemptEnd, Effect, JobId, ProfileWrite, SecretSource, TypedCode};
use crate::app::state::Dialog;
use crate::app::token::probe::stopped;
use crate::app::update::App;
use crate::model::failure::Stage;
use crate::model::{Account, AccountKind, ConsoleUrl, Grant, KnownLogin, LoginKind, Now, TotpCode};

impl App {
    /// *Test*. Where a code is asked for, it sends that.
    pub(crate) fn test(&mut self, now: Now) -> Vec<Effect> {
        let Some(editor) = self.editor_mut() else {
            return Vec::new();
        };
        let EditorTest::MissingInput { shows_error } = &mut editor.test else {
            return self.start_test(TypedCode::Unsaid, now);
        };
        *shows_error = true;
        match TotpCode::parse(self.drafts.editor.code.text()) {
            Ok(code) => self.start_test(TypedCode::Typed(code), now),
            Err(_) => Vec::new(),
        }
    }

    /// *Sign in without a code*: for the case that the console's answer about the account was wrong.
    pub(crate) fn test_without_code(&mut self, now: Now) -> Vec<Effect> {
        self.start_test(TypedCode::Without, now)
    }

    /// *Use a two-factor code*. Ignored while something is under way, and where it is asked for already.
    pub(crate) fn use_code_in_test(&mut self) -> Vec<Effect> {
        let is_user = self.drafts.editor.kind == AccountKind::User;
        match self.editor_mut() {
            Some(editor) if is_user && !editor.is_busy() && !editor.wants_code() => {
                self.want_code()
            }
            _ => Vec::new(),
        }
    }

    fn want_code(&mut self) -> Vec<Effect> {
        self.save_no_longer_failed();
        let effects = self.forget_test();
        if let Some(editor) = self.editor_mut() {
            editor.test = EditorTest::MissingInput { shows_error: false };
        }
        effects
    }

    fn start_test(&mut self, code: TypedCode, now: Now) -> Vec<Effect> {
        let job = self.next_job();
        let Some(Dialog::Editor(editor)) = &self.state.dialog else {
            return Vec::new();
        };
        if editor.is_busy() {
            return Vec::new();
        }
        let credential = check(editor, &self.drafts.editor, &self.state).credential();
        let Some((console, account, secret)) = credential else {
            if let Some(editor) = self.editor_mut() {
                editor.shows_all_errors = true;
            }
            return Vec::new();
        };
        let known = editor.known_login(&console, &account);
        if known == KnownLogin::Is(LoginKind::LocalTwoFactor) && matches!(code, TypedCode::Unsaid) {
            return self.want_code();
        }
        let asks_kind = account.kind() == AccountKind::User && known == KnownLogin::Unasked;
        let stage = match secret {
            _ if asks_kind => Stage::AskingKind,
            SecretSource::Stored(_) => Stage::Keyring,
            SecretSource::Typed(_) | SecretSource::NotKept => Stage::Connecting,
        };
        self.save_no_longer_failed();
        // The code goes with it: it is sent once.
        let mut effects = self.forget_test();
        if let Some(editor) = self.editor_mut() {
            editor.test = EditorTest::Running {
                job,
                started: now,
                stage,
            };
        }
        effects.push(Effect::TestCredential {
            job,
            console,
            account,
            secret,
            code,
            asks_kind,
        });
        effects
    }

    /// *Cancel the test*, while it runs or while a code is asked for.
    pub(crate) fn cancel_test(&mut self) -> Vec<Effect> {
        match self.editor_mut() {
            Some(editor) if editor.is_testing() || editor.wants_code() => self.forget_test(),
            _ => Vec::new(),
        }
    }

    /// Stops a test, and wipes what it obtained and what was typed for it alone.
    pub(crate) fn forget_test(&mut self) -> Vec<Effect> {
        let Some(editor) = self.editor_mut() else {
            return Vec::new();
        };
        let test = std::mem::replace(&mut editor.test, EditorTest::Untested);
        self.drafts.editor.code.wipe();
        match test {
            EditorTest::Running { job, .. } => vec![Effect::Cancel { job }],
            EditorTest::Failed { probe, .. } => stopped(probe.as_ref()),
            EditorTest::Untested
            | EditorTest::MissingInput { .. }
            | EditorTest::Accepted { .. } => Vec::new(),
        }
    }

    /// Whether a code is asked for, and not for another account than the one that stands there now.
    pub(crate) fn still_wants_code(&self) -> bool {
        let Some(Dialog::Editor(editor)) = &self.state.dialog else {
            return false;
        };
        let is_of_another = editor.login.as_ref().is_some_and(|answer| {
            let checked = check(editor, &self.drafts.editor, &self.state);
            match (&checked.console, &checked.account) {
                (Ok(console), Ok(account)) => !answer.is_of(console, account),
                _ => true,
            }
        });
        editor.wants_code() && !is_of_another
    }

    pub(crate) fn tested(
        &mut self,
        job: JobId,
        login: KnownLogin,
        result: AttemptEnd,
    ) -> Vec<Effect> {
        let Some(Dialog::Editor(editor)) = &self.state.dialog else {
            return Vec::new();
        };
        if !matches!(editor.test, EditorTest::Running { job: running, .. } if running == job) {
            return Vec::new();
        }
        let checked = check(editor, &self.drafts.editor, &self.state);
        let tested = checked.console.ok().zip(checked.account.ok());
        let Some(editor) = self.editor_mut() else {
            return Vec::new();
        };
        let Some((console, account)) = tested else {
            // A changed field would have stopped the test.
            editor.test = EditorTest::Untested;
            return Vec::new();
        };
        learn(editor, (&console, &account), login, &result);
        editor.test = match result {
            AttemptEnd::Granted(grant) => EditorTest::Accepted {
                grant,
                console,
                account,
            },
            AttemptEnd::Failed(failure) => EditorTest::Failed {
                failure,
                probe: None,
            },
            AttemptEnd::MissingInput(_) => EditorTest::MissingInput { shows_error: false },
            AttemptEnd::Cancelled => EditorTest::Untested,
        };
        Vec::new()
    }
}

/// Keeps what the console said of the account, so that it is asked once; a refusal puts that in doubt.
fn learn(
    editor: &mut Editor,
    (console, account): (&ConsoleUrl, &Account),
    login: KnownLogin,
    result: &AttemptEnd,
) {
    if matches!(result, AttemptEnd::Failed(failure) if failure.is_refusal()) {
        editor.login = None;
    } else if login != KnownLogin::Unasked {
        editor.login = Some(LoginAnswer {
            console: console.clone(),
            account: account.clone(),
            login,
        });
    }
}

/// The token that *Test* obtained for what is being written.
pub(crate) fn tested_grant(editor: &Editor, write: &ProfileWrite) -> Option<Grant> {
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
