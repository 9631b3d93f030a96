//! *Replace stored secret*, after a check of a reset: the item is written whole and read back, as an edit does it.

use crate::app::editor::save::PendingWrite;
use crate::app::flow::{Effect, JobId, ProfileWrite, SecretSource};
use crate::app::rotation::{Found, Replacing, RotationPhase};
use crate::app::state::Tone;
use crate::app::token::Verified;
use crate::app::update::App;
use crate::model::{ActivityKind, CheckOutcome, KeyringFailure, Now, Profile, Verdict};

impl App {
    /// *Replace stored secret*. Where the new one was not accepted, it takes a second click.
    pub(crate) fn replace(&mut self, now: Now) -> Vec<Effect> {
        let Some(check) = self.rotation_mut().filter(|check| check.can_replace()) else {
            return Vec::new();
        };
        let RotationPhase::Found(found) = &mut check.phase else {
            return Vec::new();
        };
        if found.outcome.recommends_replacing() {
            return self.write_new_secret(now);
        }
        found.replacing = Replacing::AskingAgain;
        Vec::new()
    }

    /// *Replace all the same*.
    pub(crate) fn replace_all_the_same(&mut self, now: Now) -> Vec<Effect> {
        let is_asked = self.state.rotation().is_some_and(|check| {
            check.can_replace()
                && check
                    .found()
                    .is_some_and(|found| found.replacing == Replacing::AskingAgain)
        });
        if is_asked {
            self.write_new_secret(now)
        } else {
            Vec::new()
        }
    }

    fn write_new_secret(&mut self, now: Now) -> Vec<Effect> {
        let job = self.next_job();
        let Some(new) = self.new_secret() else {
            return Vec::new();
        };
        let Some(check) = self.rotation_mut() else {
            return Vec::new();
        };
        let RotationPhase::Found(found) = &check.phase else {
            return Vec::new();
        };
        let found = found.clone();
        let Profile {
            id,
            rev,
            name,
            console,
            account,
            is_pinned,
            tag,
            ..
        } = check.profile.clone();
        let pending = PendingWrite::Save {
            changes_secret: true,
            grant: found.grant.clone(),
            replacement: found.outcome.new_trial().cloned().map(Box::new),
        };
        check.phase = RotationPhase::Replacing {
            job,
            started: now,
            is_cancelled: false,
            found: Box::new(Found {
                replacing: Replacing::Idle,
                ..*found
            }),
        };
        self.writes.insert(job, pending);
        let write = ProfileWrite {
            id,
            base_rev: Some(rev),
            name,
            console,
            account,
            secret: SecretSource::Typed(new),
            saved_at: None,
            is_pinned,
            tag,
        };
        vec![Effect::SaveProfile { job, write }]
    }

    /// Whether this write is the replacing in front; then, whether it was asked to stop.
    pub(crate) fn replacing_in_front(&self, job: JobId) -> Option<bool> {
        match self.state.rotation()?.phase {
            RotationPhase::Replacing {
                job: replacing,
                is_cancelled,
                ..
            } if replacing == job => Some(is_cancelled),
            _ => None,
        }
    }

    /// The new secret is what is stored now: what is known of it is known of that.
    pub(crate) fn replaced(&mut self, profile: &Profile, new: CheckOutcome, now: Now) {
        let kind = profile.account.kind();
        self.record_activity(profile.id, ActivityKind::Replaced { kind }, None, now);
        if new.verdict() != Verdict::Untested {
            let at = new.at().map_or(now, |at| now.back_to(at));
            self.learn_of_stored(profile.id, Verified { outcome: new, at });
        }
    }

    /// How it is told that it went well.
    pub(crate) fn tell_replaced(&mut self, profile: &Profile, all_the_same: bool, now: Now) {
        let noun = profile.account.kind().noun();
        let all_the_same = if all_the_same { " all the same" } else { "" };
        let told = format!(
            "The stored {noun} of {} was replaced{all_the_same}.",
            self.state.subject(profile)
        );
        self.notice(Tone::Good, told, now);
    }

    /// It was not replaced, as far as is known. What was typed and found stays. After a conflict it is about what the keyring
    /// holds now, once that was checked.
    pub(crate) fn not_replaced(&mut self, failure: KeyringFailure) {
        if let KeyringFailure::Conflict(theirs) = &failure {
            self.rebase_rotation(theirs);
        }
        let Some(check) = self.rotation_mut() else {
            return;
        };
        let RotationPhase::Replacing { found, .. } = &check.phase else {
            return;
        };
        let mut found = found.clone();
        found.replacing = Replacing::Failed(failure);
        check.phase = RotationPhase::Found(found);
        let is_over = !check.can_replace();
        if let RotationPhase::Found(found) = &mut check.phase
            && is_over
        {
            found.grant = None;
        }
    }
}
