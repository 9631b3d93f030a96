//! Copies to the clipboard, and clears it.

use std::time::Duration;

use crate::app::Action;
use crate::app::clipboard::{ClearAt, CopiedItem, CopySource, PendingCopy};
use crate::app::job::{CopyWhat, Job};
use crate::app::running::JobKind;
use crate::app::state::{CopyFlash, FLASH_FOR, NoticeTone};
use crate::app::token::CopySkipped;
use crate::app::token::fetch::is_copyable;
use crate::app::update::App;
use crate::model::{
    ActivityKind, ClearOutcome, ClipText, ClipboardFailure, ClipboardOwner, CopyFormat, CopyId,
    CopyOutcome, FailureText, Now, Profile, ProfileId, Token, capitalized,
};

/// Retries a failed clear after this long if no delay is set.
const CLEAR_RETRY: Duration = Duration::from_mins(1);

/// Secrets and passwords don't expire: if no delay is set, they are cleared after this long.
const SECRET_DELAY: Duration = Duration::from_mins(5);

impl App {
    /// *Copy as*.
    pub(crate) fn copy_token(&mut self, id: ProfileId, format: CopyFormat, now: Now) {
        if !self.ensure_copyable(id, now) || self.asks_before_copy(id, Action::Copy(id, format)) {
            return;
        }
        self.start_copy(id, format, None, now);
    }

    /// Whether this profile has a token that can still be pasted; shows a notice if it is about to expire.
    pub(crate) fn ensure_copyable(&mut self, id: ProfileId, now: Now) -> bool {
        let Some(grant) = self.row_mut(id).and_then(|row| row.grant.as_ref()) else {
            return false;
        };
        let is_copyable = is_copyable(grant, now);
        if !is_copyable {
            self.notice(
                NoticeTone::Warn,
                "This token is about to expire, so it wasn’t copied. Renew it first.",
                now,
            );
        }
        is_copyable
    }

    pub(crate) fn start_copy(
        &mut self,
        id: ProfileId,
        format: CopyFormat,
        owner: Option<ClipboardOwner>,
        now: Now,
    ) {
        let Some(row) = self.state.profile(id) else {
            return;
        };
        let source = CopySource {
            format: Some(format),
            ..CopySource::of(row.profile.clone())
        };
        let what = |token| CopyWhat::Token { token, format };
        self.copy_from(id, (format.noun(), source), owner, what, now);
    }

    /// A copy that contains this profile's token: the banner names the profile, and it is cleared when the token expires at the
    /// latest.
    pub(crate) fn copy_with_token(
        &mut self,
        id: ProfileId,
        noun: &'static str,
        what: impl FnOnce(Token) -> CopyWhat,
        now: Now,
    ) {
        if let Some(row) = self.state.profile(id) {
            let source = CopySource::of(row.profile.clone());
            self.copy_from(id, (noun, source), None, what, now);
        }
    }

    fn copy_from(
        &mut self,
        id: ProfileId,
        (noun, source): (&'static str, CopySource),
        owner: Option<ClipboardOwner>,
        what: impl FnOnce(Token) -> CopyWhat,
        now: Now,
    ) {
        let Some(grant) = self.state.profile(id).and_then(|row| row.grant.clone()) else {
            return;
        };
        let pending = PendingCopy {
            of: Some(id),
            source: Some(source),
            recorded_for: Some(id),
            expires_at: Some(grant.expiry.at),
            ..PendingCopy::new(self.copies.next_id(), noun)
        };
        self.begin_copy(pending, what(grant.token), owner, now);
    }

    /// Cleared like a header with a token.
    pub(crate) fn copy_basic_text(&mut self, profile: Profile, header: ClipText, now: Now) {
        let id = profile.id;
        let source = Some(CopySource::of(profile));
        let what = CopyWhat::Text(header);
        self.copy_now("Basic header", what, source, Some(id), now);
    }

    /// Text of the window.
    pub(crate) fn copy_text(&mut self, noun: &'static str, now: Now) {
        let Some(text) = self.drafts.to_copy.take() else {
            return;
        };
        let source = self.is_secret(&text).then(CopySource::default);
        self.copy_now(noun, CopyWhat::Text(text), source, None, now);
    }

    /// Contains no secret, so it stays on the clipboard.
    pub(crate) fn copy_public(&mut self, noun: &'static str, what: CopyWhat, now: Now) {
        self.copy_now(noun, what, None, None, now);
    }

    /// Like [`Self::copy_public`], recorded in the profile's activity.
    pub(crate) fn copy_public_of(
        &mut self,
        id: ProfileId,
        noun: &'static str,
        what: CopyWhat,
        now: Now,
    ) {
        self.copy_now(noun, what, None, Some(id), now);
    }

    /// With a `source` it is cleared like a header.
    fn copy_now(
        &mut self,
        noun: &'static str,
        what: CopyWhat,
        source: Option<CopySource>,
        recorded_for: Option<ProfileId>,
        now: Now,
    ) {
        let pending = PendingCopy {
            source,
            recorded_for,
            ..PendingCopy::new(self.copies.next_id(), noun)
        };
        self.begin_copy(pending, what, None, now);
    }

    fn begin_copy(
        &mut self,
        pending: PendingCopy,
        what: CopyWhat,
        unless_taken_since: Option<ClipboardOwner>,
        now: Now,
    ) {
        let copy = Job::Copy {
            copy_id: pending.copy_id,
            what,
            unless_taken_since,
        };
        self.begin(JobKind::Copy(pending), copy, now);
    }

    pub(crate) fn copied(
        &mut self,
        pending: PendingCopy,
        result: Result<CopyOutcome, ClipboardFailure>,
        now: Now,
    ) {
        let copy_skipped = match result {
            Ok(CopyOutcome::Done) => None,
            Ok(CopyOutcome::ChangedElsewhere) => Some(CopySkipped::OtherCopy),
            Err(failure) => Some(CopySkipped::Clipboard(failure)),
        };
        if let Some(row) = pending.of.and_then(|id| self.row_mut(id)) {
            row.copy_skipped = copy_skipped.filter(|_| row.grant.is_some());
        }
        if let Some(id) = pending.recorded_for.filter(|_| pending.source.is_some()) {
            self.record_use(id, now);
        }
        match copy_skipped {
            None => {
                if let Some(id) = pending.recorded_for {
                    let noun = pending.noun;
                    self.record_activity(id, ActivityKind::Copied { noun }, None, now);
                }
                return self.track_copy(pending, now);
            }
            Some(CopySkipped::Clipboard(failure)) => {
                let FailureText {
                    headline,
                    explanation,
                } = failure.message();
                let text = format!("{headline}. {explanation}");
                self.notice(NoticeTone::Bad, text, now);
            }
            // Another program owns the clipboard: our older copy is gone too; clearing wipes it from memory.
            Some(_) if self.state.copied_item.is_some() => return self.clear_clipboard(now),
            Some(_) => {}
        }
        self.close_after_clearing(None, now);
    }

    fn track_copy(&mut self, pending: PendingCopy, now: Now) {
        let delay = self.state.settings.clipboard_delay.duration();
        let clear_at = match (delay, pending.expires_at) {
            (Some(delay), Some(expires_at)) if now.until(expires_at) < delay => {
                ClearAt::At(expires_at)
            }
            (Some(delay), _) => ClearAt::At(now.plus(delay)),
            (None, Some(expires_at)) => ClearAt::WithToken(expires_at),
            (None, None) => ClearAt::At(now.plus(SECRET_DELAY)),
        };
        self.state.copied_item = pending.source.map(|source| CopiedItem {
            copy_id: pending.copy_id,
            name: source.name,
            profile: source.profile,
            of: pending.of,
            recorded_for: pending.recorded_for,
            is_earlier: false,
            noun: pending.noun,
            format: source.format,
            clear_at,
            is_clearing: false,
            clears_with_session: false,
        });
        // That the settings can't be saved is said only once: it stays for its time.
        let keeps_notice = self.settings_writer.has_reported_failure;
        self.state.notice.take_if(|notice| {
            notice.until.is_some() && (!keeps_notice || notice.tone != NoticeTone::Bad)
        });
        self.note_last_copied(now);
        if self.state.copied_item.is_none() {
            let text = format!("{} copied.", capitalized(pending.noun));
            self.notice(NoticeTone::Good, text, now);
        }
        if pending.is_revoked {
            self.clear_clipboard(now);
        }
    }

    /// Notes whose header this was, if it was one. A check's message that nothing was copied is no longer true then.
    fn note_last_copied(&mut self, now: Now) {
        let item = self.state.copied_item.as_ref();
        let item = item.filter(|item| item.format.is_some());
        self.state.last_copied = item.and_then(|item| item.of);
        let Some(id) = self.state.last_copied else {
            return;
        };
        let until = now.plus(FLASH_FOR);
        self.state.copy_flash = Some(CopyFlash { id, until });
        self.close_accepted_check(id);
    }

    /// *Clear now*.
    pub(crate) fn clear_clipboard(&mut self, now: Now) {
        let Some(item) = self
            .state
            .copied_item
            .as_mut()
            .filter(|item| !item.is_clearing)
        else {
            return;
        };
        item.is_clearing = true;
        let copy_id = item.copy_id;
        let clear = Job::ClearClipboard { copy_id };
        self.begin(JobKind::ClearClipboard(copy_id), clear, now);
    }

    /// Another program may have replaced our copy while the window was unfocused; then the banner is wrong.
    pub(crate) fn look_for_copy(&mut self, now: Now) {
        let item = self.state.copied_item.as_ref();
        if let Some(item) = item.filter(|item| !item.is_clearing) {
            let copy_id = item.copy_id;
            let look = Job::LookForCopy { copy_id };
            self.begin(JobKind::LookForCopy(copy_id), look, now);
        }
    }

    /// Clearing leaves what was copied elsewhere as it is, and wipes ours from memory.
    pub(crate) fn copy_looked_for(&mut self, copy_id: CopyId, is_gone: bool, now: Now) {
        let item = self.state.copied_item.as_ref();
        if is_gone && item.is_some_and(|item| item.copy_id == copy_id) {
            self.clear_clipboard(now);
        }
    }

    pub(crate) fn clear_when_due(&mut self, now: Now) {
        let item = self.state.copied_item.as_ref();
        if item.is_some_and(|item| now.until(item.clear_at.due()).is_zero()) {
            self.clear_clipboard(now);
        }
    }

    /// A copy in progress can't be canceled: it is cleared as soon as it is done.
    pub(crate) fn revoke_pending_copies(&mut self) {
        for kind in self.state.running.kinds_mut() {
            if let JobKind::Copy(pending) = kind {
                pending.is_revoked = true;
            }
        }
    }

    pub(crate) fn cleared(
        &mut self,
        copy_id: CopyId,
        result: Result<ClearOutcome, ClipboardFailure>,
        now: Now,
    ) {
        // A newer copy replaced this one.
        if self
            .state
            .copied_item
            .as_ref()
            .is_none_or(|item| item.copy_id != copy_id)
        {
            self.close_after_clearing(None, now);
            return;
        }
        match result {
            Ok(cleared) => {
                self.record_clearing(cleared, now);
                let item = self.state.copied_item.take();
                let is_told = item.is_some_and(|item| item.clears_with_session);
                let notice = match cleared {
                    ClearOutcome::Cleared => Some((NoticeTone::Good, "Clipboard cleared.")),
                    ClearOutcome::ClearedHere => Some((
                        NoticeTone::Warn,
                        "Clipboard cleared, but another program took a copy. Check your clipboard manager’s history.",
                    )),
                    ClearOutcome::ChangedElsewhere => Some((
                        NoticeTone::Good,
                        "You copied something else, so the clipboard was left as is.",
                    )),
                    ClearOutcome::Superseded => None,
                };
                if let Some((tone, text)) = notice
                    && !(is_told && tone == NoticeTone::Good)
                {
                    self.notice(tone, text, now);
                }
                self.close_after_clearing(None, now);
            }
            Err(failure) => {
                let delay = self.state.settings.clipboard_delay.duration();
                // "Never" only disables the timer; this clear was due anyway, so retry it.
                let again = delay.unwrap_or(CLEAR_RETRY);
                if let Some(item) = &mut self.state.copied_item {
                    item.is_clearing = false;
                    item.clear_at = ClearAt::At(now.plus(again));
                }
                let message = failure.message();
                let text = if failure == ClipboardFailure::Restored {
                    format!("{}. {}", message.headline, message.explanation)
                } else {
                    format!(
                        "{}. The copied text may still be there. Click Clear now in a moment, or copy something else.",
                        message.headline
                    )
                };
                self.notice(NoticeTone::Bad, text, now);
                self.close_after_clearing(Some(failure), now);
            }
        }
    }

    fn record_clearing(&mut self, cleared: ClearOutcome, now: Now) {
        let kind = match cleared {
            ClearOutcome::Cleared | ClearOutcome::ClearedHere => ActivityKind::Cleared,
            ClearOutcome::ChangedElsewhere => ActivityKind::NotCleared,
            ClearOutcome::Superseded => return,
        };
        if let Some(id) = self
            .state
            .copied_item
            .as_ref()
            .and_then(|item| item.recorded_for)
        {
            self.record_activity(id, kind, None, now);
        }
    }

    /// Whether a secret of ours is, or is about to be, on the clipboard.
    pub(crate) fn is_on_clipboard(&self) -> bool {
        self.state.copied_item.is_some() || self.is_copying_secret()
    }

    /// Whether all of it is already being cleared.
    pub(crate) fn is_clearing_all(&self) -> bool {
        let item = self.state.copied_item.as_ref();
        !self.is_copying_secret() && item.is_some_and(|item| item.is_clearing)
    }

    fn is_copying_secret(&self) -> bool {
        self.state
            .running
            .iter()
            .any(|job| matches!(&job.kind, JobKind::Copy(pending) if pending.source.is_some()))
    }
}
