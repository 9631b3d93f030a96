//! Fetching tokens, and their end.

use crate::app::Action;
use crate::app::action::Masked;
use crate::app::editor::EditorTest;
use crate::app::flow::{AttemptEnd, Effect, JobId, Typed};
use crate::app::profiles::{RowContent, RowKey};
use crate::app::state::Dialog;
use crate::app::token::{Attempt, Check, CopySkipped, LastCopy, LastOutcome, Purpose, check};
use crate::app::update::App;
use crate::model::failure::Stage;
use crate::model::{
    ActivityKind, CheckOutcome, ClipboardOwner, Failure, Grant, KnownLogin, Now, Phase, Profile,
    ProfileId,
};

/// The report of a fetch, as [`crate::app::flow::Event::TokenFetched`] has it.
pub(crate) struct Fetched {
    pub(crate) job: JobId,
    pub(crate) id: ProfileId,
    pub(crate) stored: Option<Profile>,
    pub(crate) owner: Option<ClipboardOwner>,
    pub(crate) login: KnownLogin,
    pub(crate) result: AttemptEnd,
}

impl App {
    /// *Get token and copy header*. Ignored while a sign-in of this profile runs: a click is at most one.
    pub(crate) fn get_token(&mut self, id: ProfileId, now: Now) -> Vec<Effect> {
        self.start_fetch(id, Purpose::CopyHeader, now)
    }

    /// *Renew*: never copies.
    pub(crate) fn renew(&mut self, id: ProfileId, now: Now) -> Vec<Effect> {
        self.start_fetch(id, Purpose::Renew, now)
    }

    /// Signs in; asks for what is to be typed first, where that is known.
    fn start_fetch(&mut self, id: ProfileId, purpose: Purpose, now: Now) -> Vec<Effect> {
        let Some(row) = self.state.profile(id) else {
            return Vec::new();
        };
        if row.attempt.is_some() || row.prompt.is_some() {
            return Vec::new();
        }
        let asks_kind = row.asks_kind();
        if purpose == Purpose::CopyHeader && self.asks_before_copy(id, Action::GetToken(id)) {
            return Vec::new();
        }
        if let Some(wanted) = self.wanted_at_once(id) {
            self.open_prompt(id, wanted, purpose);
            return Vec::new();
        }
        self.send(id, purpose, Typed::default(), asks_kind, now)
    }

    /// Orders one sign-in.
    pub(crate) fn send(
        &mut self,
        id: ProfileId,
        purpose: Purpose,
        typed: Typed,
        asks_kind: bool,
        now: Now,
    ) -> Vec<Effect> {
        let job = self.next_job();
        let copy_after = (purpose == Purpose::CopyHeader).then_some(LastCopy(self.last_copy_id));
        let Some(row) = self.row_mut(id) else {
            return Vec::new();
        };
        if row.attempt.is_some() {
            return Vec::new();
        }
        row.prompt = None;
        row.attempt = Some(Attempt {
            job,
            started: now,
            stage: Stage::Keyring,
            copy_after,
        });
        row.last_outcome = None;
        let shown = row.profile.clone();
        let mut effects = self.forget_question(id);
        effects.push(Effect::FetchToken {
            job,
            shown,
            typed,
            asks_kind,
        });
        effects
    }

    /// Stops a sign-in at once for the window; the job's own end is then no news.
    pub(crate) fn cancel_fetch(&mut self, id: ProfileId, now: Now) -> Vec<Effect> {
        let Some(row) = self.row_mut(id) else {
            return Vec::new();
        };
        let Some(attempt) = row.attempt.take() else {
            return Vec::new();
        };
        if row.grant.is_none() {
            row.last_outcome = Some(LastOutcome::Cancelled);
        }
        self.record_activity(id, ActivityKind::Stopped, None, now);
        vec![Effect::Cancel { job: attempt.job }]
    }

    pub(crate) fn stage(&mut self, job: JobId, stage: Stage) -> Vec<Effect> {
        if let Some(Dialog::Editor(editor)) = &mut self.state.dialog
            && let EditorTest::Running {
                job: test,
                stage: shown,
                ..
            } = &mut editor.test
            && *test == job
        {
            *shown = stage;
        }
        self.stage_in_table(job, stage);
        self.stage_of_request(job, stage);
        for row in &mut self.state.rows {
            let RowContent::Profile(row) = &mut row.content else {
                continue;
            };
            if let Some(attempt) = row.attempt.as_mut().filter(|attempt| attempt.job == job) {
                attempt.stage = stage;
            }
            if let Some(Check::Running {
                job: checking,
                stage: shown,
                ..
            }) = &mut row.check
                && *checking == job
            {
                *shown = stage;
            }
        }
        self.rotation_stage(job, stage);
        Vec::new()
    }

    pub(crate) fn token_fetched(&mut self, fetched: Fetched, now: Now) -> Vec<Effect> {
        let Fetched {
            job,
            id,
            stored,
            owner,
            login,
            result,
        } = fetched;
        // A report that was superseded (by Cancel, a save, a deletion) is dropped.
        let Some(attempt) = self
            .row_mut(id)
            .and_then(|row| row.attempt.take_if(|attempt| attempt.job == job))
        else {
            return Vec::new();
        };
        let mut effects = self.follow(id, stored, login);
        self.note_sign_in(id, attempt.copy_after.is_some(), &result, now);
        let Some(row) = self.row_mut(id) else {
            return effects;
        };
        match result {
            AttemptEnd::MissingInput(wanted) => {
                let purpose = match attempt.copy_after {
                    Some(_) => Purpose::CopyHeader,
                    None => Purpose::Renew,
                };
                self.open_prompt(id, wanted, purpose);
            }
            AttemptEnd::Granted(grant) => {
                let outcome = CheckOutcome::of_grant(&grant);
                row.grant = Some(grant);
                row.last_outcome = None;
                row.copy_skipped = None;
                self.update_check(id, outcome, now);
                if let Some(held) = self.state.held.as_mut().filter(|held| held.of == Some(id)) {
                    held.is_earlier = true;
                }
                let copy = attempt
                    .copy_after
                    .map(|copy_after| self.copy_by_itself(id, copy_after, owner, now))
                    .unwrap_or_default();
                if copy.is_empty() {
                    // Otherwise it is noted with the copy: one use is one note.
                    self.record_use(id, now);
                }
                effects.extend(copy);
            }
            AttemptEnd::Failed(failure) => {
                if failure.is_refusal() {
                    // What the console said of the account may no longer be so.
                    row.login = KnownLogin::Unasked;
                }
                row.last_outcome = Some(LastOutcome::Failed(failure.clone()));
                self.update_check(id, CheckOutcome::of_failure(failure), now);
            }
            AttemptEnd::Cancelled if row.grant.is_none() => {
                row.last_outcome = Some(LastOutcome::Cancelled);
            }
            AttemptEnd::Cancelled => {}
        }
        effects
    }

    fn note_sign_in(&mut self, id: ProfileId, is_for_copy: bool, end: &AttemptEnd, now: Now) {
        let (kind, took) = match end {
            AttemptEnd::Granted(grant) => {
                let lifetime = grant.expiry.lifetime;
                let kind = if is_for_copy {
                    ActivityKind::Fetched { lifetime }
                } else {
                    ActivityKind::Renewed { lifetime }
                };
                (kind, Some(grant.took))
            }
            AttemptEnd::Failed(failure) => {
                let report = failure.report();
                let kind = ActivityKind::Failed {
                    short: match failure {
                        // The list's words for these are no verbs.
                        Failure::SingleSignOn { .. } => "not possible with a password",
                        Failure::ChangedElsewhere => "not sent",
                        failure => failure.short(),
                    },
                    status: report.and_then(|report| report.status),
                };
                (kind, report.map(|report| report.took))
            }
            AttemptEnd::Cancelled => (ActivityKind::Stopped, None),
            // Nothing was signed in with.
            AttemptEnd::MissingInput(_) => return,
        };
        self.record_activity(id, kind, took, now);
    }

    /// The row follows what a sign-in read in the keyring, and heard of the account.
    pub(crate) fn follow(
        &mut self,
        id: ProfileId,
        stored: Option<Profile>,
        login: KnownLogin,
    ) -> Vec<Effect> {
        let effects = stored
            .map(|stored| self.put_profile(stored, None))
            .unwrap_or_default();
        if let Some(row) = self.row_mut(id)
            && login != KnownLogin::Unasked
        {
            row.login = login;
        }
        effects
    }

    /// Copies a fresh header only if its profile is still selected and nothing was copied since the click.
    fn copy_by_itself(
        &mut self,
        id: ProfileId,
        at_click: LastCopy,
        owner: Option<ClipboardOwner>,
        now: Now,
    ) -> Vec<Effect> {
        if self.is_closing() {
            return Vec::new();
        }
        let is_selected = self.state.selected == Some(RowKey::Item(id));
        let copied_since = LastCopy(self.last_copy_id) != at_click;
        let ends_soon = self
            .row_mut(id)
            .and_then(|row| row.grant.as_ref())
            .is_none_or(|grant| !may_copy(grant, now));
        let why_not = match (is_selected, copied_since, ends_soon) {
            (false, ..) => CopySkipped::SelectionMoved,
            (_, true, _) => CopySkipped::OtherCopy,
            (.., true) => CopySkipped::EndsTooSoon,
            // Tagged since the click, here or elsewhere, or the tag asks only since then.
            _ if self.is_unanswered(id) => CopySkipped::TagAsks,
            _ => return self.start_copy(id, self.state.settings.copy_format, owner),
        };
        if let Some(row) = self.row_mut(id) {
            row.copy_skipped = Some(why_not);
        }
        Vec::new()
    }

    /// Ends the tokens whose time is over: they are wiped here.
    pub(crate) fn expire_tokens(&mut self, now: Now) {
        if let Some(Dialog::Editor(editor)) = &mut self.state.dialog
            && matches!(&editor.test, EditorTest::Accepted { grant, .. } if grant.expiry.phase(now) == Phase::Expired)
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
                .take_if(|grant| grant.expiry.phase(now) == Phase::Expired)
            {
                row.copy_skipped = None;
                // What the last sign-in said is newer than this end.
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

    /// Forgets every token and stops every sign-in.
    pub(crate) fn forget_all(&mut self, now: Now) -> Vec<Effect> {
        let mut effects = Vec::new();
        let mut stopped = Vec::new();
        for row in &mut self.state.rows {
            let RowContent::Profile(row) = &mut row.content else {
                continue;
            };
            if let Some(attempt) = row.attempt.take() {
                effects.push(Effect::Cancel { job: attempt.job });
                stopped.push(row.profile.id);
            }
            effects.extend(check::stop(row));
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
        for write in self.writes.values_mut() {
            write.forget_token();
        }
        effects.extend(self.forget_test());
        effects.extend(self.forget_basic_header());
        effects.extend(self.stop_check_all(now));
        effects.extend(self.forget_requests());
        effects.extend(self.forget_rotation_token());
        self.forget_copy_under_way();
        self.state.shown = None;
        if self.state.held.is_some() {
            effects.extend(self.clear_clipboard());
        } else {
            self.notice(
                crate::app::state::Tone::Good,
                "All tokens are forgotten.",
                now,
            );
        }
        effects
    }
}

/// Whether enough of a token's life is left to paste it.
pub(crate) fn may_copy(grant: &Grant, now: Now) -> bool {
    matches!(grant.expiry.phase(now), Phase::Live | Phase::Expiring)
}
