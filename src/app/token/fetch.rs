//! Getting tokens, and clearing them when they expire.

use crate::app::Action;
use crate::app::action::Masked;
use crate::app::editor::EditorTest;
use crate::app::job::{AttemptOutcome, Job, StoredSignIn, Typed};
use crate::app::profiles::{RowContent, RowKey};
use crate::app::running::JobKind;
use crate::app::state::Dialog;
use crate::app::token::{Attempt, CopySkipped, LastCopy, LastOutcome, Purpose, check};
use crate::app::update::App;
use crate::model::{
    ActivityKind, CheckOutcome, ClipboardOwner, Failure, Grant, Now, Profile, ProfileId, TokenPhase,
};

impl App {
    /// Ignored while a sign-in of this profile runs: a click is at most one.
    pub(crate) fn get_token(&mut self, id: ProfileId, now: Now) {
        self.start_fetch(id, Purpose::CopyHeader, now);
    }

    /// Never copies.
    pub(crate) fn renew(&mut self, id: ProfileId, now: Now) {
        self.start_fetch(id, Purpose::Renew, now);
    }

    /// Signs in; prompts first if something must be typed.
    fn start_fetch(&mut self, id: ProfileId, purpose: Purpose, now: Now) {
        let Some(row) = self.state.profile(id) else {
            return;
        };
        if row.attempt.is_some() || row.prompt.is_some() {
            return;
        }
        if purpose == Purpose::CopyHeader && self.asks_before_copy(id, Action::GetToken(id)) {
            return;
        }
        if let Some(missing) = self.missing_input(id) {
            self.open_prompt(id, missing, purpose);
            return;
        }
        self.send(id, purpose, Typed::default(), now);
    }

    /// Starts one sign-in.
    pub(crate) fn send(&mut self, id: ProfileId, purpose: Purpose, typed: Typed, now: Now) {
        let Some(row) = self.state.profile(id) else {
            return;
        };
        if row.attempt.is_some() {
            return;
        }
        let sign_in = self.stored_sign_in(row.profile.clone(), typed);
        self.cancel_probe(id);
        let copy_after = (purpose == Purpose::CopyHeader).then_some(LastCopy(self.copies.last));
        let job = self.begin(JobKind::FetchToken(id), Job::FetchToken(sign_in), now);
        if let Some(row) = self.row_mut(id) {
            row.prompt = None;
            row.attempt = Some(Attempt { job, copy_after });
            row.last_outcome = None;
        }
    }

    /// Cancels optimistically; the job's late report is ignored.
    pub(crate) fn cancel_fetch(&mut self, id: ProfileId, now: Now) {
        let Some(row) = self.row_mut(id) else {
            return;
        };
        let Some(attempt) = row.attempt.take() else {
            return;
        };
        if row.grant.is_none() {
            row.last_outcome = Some(LastOutcome::Canceled);
        }
        self.record_activity(id, ActivityKind::Stopped, None, now);
        self.cancel(attempt.job);
    }

    pub(crate) fn token_fetched(
        &mut self,
        id: ProfileId,
        stored: Option<Profile>,
        (outcome, owner): (AttemptOutcome, Option<ClipboardOwner>),
        now: Now,
    ) {
        let Some(attempt) = self.row_mut(id).and_then(|row| row.attempt.take()) else {
            return;
        };
        self.refresh_profile(stored);
        self.record_sign_in(id, attempt.copy_after.is_some(), &outcome, now);
        let Some(row) = self.row_mut(id) else {
            return;
        };
        match outcome {
            AttemptOutcome::MissingInput(missing) => {
                self.open_prompt(id, missing, attempt.purpose());
            }
            AttemptOutcome::Granted(grant) => {
                let outcome = CheckOutcome::of_grant(&grant);
                row.copy_skipped = None;
                self.keep_token(id, grant);
                self.update_check(id, outcome, now);
                let is_copied = attempt
                    .copy_after
                    .is_some_and(|copy_after| self.auto_copy(id, copy_after, owner, now));
                if !is_copied {
                    // The copy records the use otherwise.
                    self.record_use(id, now);
                }
            }
            AttemptOutcome::Failed(failure) => {
                row.last_outcome = Some(LastOutcome::Failed(failure.clone()));
                self.prompt_again(id, &failure, attempt.purpose());
                self.update_check(id, CheckOutcome::of_failure(failure), now);
            }
            AttemptOutcome::Canceled if row.grant.is_none() => {
                row.last_outcome = Some(LastOutcome::Canceled);
            }
            AttemptOutcome::Canceled => {}
        }
    }

    /// This profile's live token from now on.
    pub(crate) fn keep_token(&mut self, id: ProfileId, grant: Grant) {
        if let Some(row) = self.row_mut(id) {
            row.grant = Some(grant);
            row.last_outcome = None;
        }
        let item = self.state.copied_item.as_mut();
        if let Some(item) = item.filter(|item| item.of == Some(id)) {
            item.is_earlier = true;
        }
    }

    fn record_sign_in(
        &mut self,
        id: ProfileId,
        is_for_copy: bool,
        outcome: &AttemptOutcome,
        now: Now,
    ) {
        let (kind, took) = match outcome {
            AttemptOutcome::Granted(grant) => {
                let lifetime = grant.expiry.lifetime;
                let kind = if is_for_copy {
                    ActivityKind::Fetched { lifetime }
                } else {
                    ActivityKind::Renewed { lifetime }
                };
                (kind, Some(grant.took))
            }
            AttemptOutcome::Failed(failure) => {
                let report = failure.report();
                let kind = ActivityKind::Failed {
                    short: activity_word(failure),
                    status: report.and_then(|report| report.status),
                };
                (kind, report.map(|report| report.took))
            }
            AttemptOutcome::Canceled => (ActivityKind::Stopped, None),
            // No sign-in was sent.
            AttemptOutcome::MissingInput(_) => return,
        };
        self.record_activity(id, kind, took, now);
    }

    /// Updates the row to the profile that a job read.
    pub(crate) fn refresh_profile(&mut self, stored: Option<Profile>) {
        if let Some(stored) = stored {
            self.put_profile(stored, None);
        }
    }

    /// Includes the known login kind; the job looks up an unknown one.
    pub(crate) fn stored_sign_in(&mut self, shown: Profile, typed: Typed) -> StoredSignIn {
        if typed.code.code().is_some() {
            let login_kinds = &mut self.state.login_kinds;
            login_kinds.record_code(&shown.console, &shown.account);
        }
        let known = self.state.login_kinds.known(&shown.console, &shown.account);
        StoredSignIn {
            shown,
            typed,
            known,
        }
    }

    /// Copies a new header only if its profile is still selected and nothing was copied since the click.
    fn auto_copy(
        &mut self,
        id: ProfileId,
        at_click: LastCopy,
        owner: Option<ClipboardOwner>,
        now: Now,
    ) -> bool {
        if self.is_closing() {
            return false;
        }
        let is_selected = self.state.selected == Some(RowKey::Item(id));
        let copied_since = LastCopy(self.copies.last) != at_click;
        let expires_soon = self
            .row_mut(id)
            .and_then(|row| row.grant.as_ref())
            .is_none_or(|grant| !is_copyable(grant, now));
        let copy_skipped = match (is_selected, copied_since, expires_soon) {
            (false, ..) => CopySkipped::SelectionMoved,
            (_, true, _) => CopySkipped::OtherCopy,
            (.., true) => CopySkipped::ExpiresTooSoon,
            // Tagged since the click, or the tag requires confirmation only since then.
            _ if self.needs_copy_consent(id) => CopySkipped::TagAsks,
            _ if self.state.settings.chosen_format.is_none() && self.state.dialog.is_some() => {
                CopySkipped::NoFormat
            }
            _ if self.asks_where_to_paste(id) => return false,
            _ => {
                self.start_copy(id, self.state.settings.copy_format(), owner, now);
                return true;
            }
        };
        if let Some(row) = self.row_mut(id) {
            row.copy_skipped = Some(copy_skipped);
        }
        false
    }

    /// Wipes expired tokens.
    pub(crate) fn expire_tokens(&mut self, now: Now) {
        if let Some(Dialog::Editor(editor)) = &mut self.state.dialog
            && matches!(&editor.test, EditorTest::Accepted { grant, .. } if grant.expiry.phase(now) == TokenPhase::Expired)
        {
            editor.test = EditorTest::Untested;
        }
        self.expire_rotation_token(now);
        let mut expired = Vec::new();
        for row in &mut self.state.rows {
            let key = row.key;
            let RowContent::Profile(row) = &mut row.content else {
                continue;
            };
            if let Some(grant) = row
                .grant
                .take_if(|grant| grant.expiry.phase(now) == TokenPhase::Expired)
            {
                row.copy_skipped = None;
                // A failed sign-in is newer than this expiry.
                row.last_outcome.get_or_insert(LastOutcome::Expired {
                    at: grant.expiry.at.wall,
                });
                expired.push(row.profile.id);
                if let RowKey::Item(id) = key
                    && self
                        .state
                        .shown
                        .is_some_and(|shown| shown.what == Masked::Token(id))
                {
                    self.state.shown = None;
                }
            }
        }
        for id in expired {
            self.record_activity(id, ActivityKind::Expired, None, now);
        }
    }

    /// Clears every token, cancels every sign-in, and clears the clipboard if it has our copy.
    pub(crate) fn clear_tokens(&mut self, now: Now) {
        let (mut stopped, mut jobs) = (Vec::new(), Vec::new());
        for row in &mut self.state.rows {
            let RowContent::Profile(row) = &mut row.content else {
                continue;
            };
            if let Some(attempt) = row.attempt.take() {
                jobs.push(attempt.job);
                stopped.push(row.profile.id);
            }
            jobs.extend(check::stop(row));
            row.grant = None;
            row.prompt = None;
            row.copy_skipped = None;
            if matches!(row.last_outcome, Some(LastOutcome::Expired { .. })) {
                row.last_outcome = None;
            }
        }
        for id in stopped {
            self.record_activity(id, ActivityKind::Stopped, None, now);
        }
        self.cancel_all(jobs);
        for kind in self.state.running.kinds_mut() {
            if let JobKind::Save(pending) = kind {
                pending.grant = None;
            }
        }
        self.clear_test(now);
        self.cancel_basic_header();
        self.stop_check_all(now);
        self.clear_requests();
        self.drop_rotation_token();
        self.revoke_pending_copies();
        self.state.shown = None;
        self.clear_clipboard(now);
    }
}

/// Whether enough of the token's lifetime is left to paste it.
pub(crate) fn is_copyable(grant: &Grant, now: Now) -> bool {
    matches!(
        grant.expiry.phase(now),
        TokenPhase::Live | TokenPhase::Expiring
    )
}

/// After "Sign-in" and "Test" in *Activity*.
pub(crate) fn activity_word(failure: &Failure) -> &'static str {
    match failure {
        // The list's texts for these aren't phrased as verbs.
        Failure::SingleSignOn { .. } => "not possible with a password",
        Failure::ChangedElsewhere => "not sent",
        failure => failure.short(),
    }
}
