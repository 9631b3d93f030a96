//! The rows of the list, with each profile's state in this run.

use crate::app::job::JobId;
use crate::app::primary::Primary;
use crate::app::request::Request;
use crate::app::token::{
    Attempt, Card, Check, ConsoleProbe, CopySkipped, LastOutcome, Prompt, Purpose, Verified,
};
use crate::model::failure::{Remedy, Unreadable};
use crate::model::{
    CheckOutcome, Failure, Grant, LastVerdict, Now, Profile, ProfileId, SecretVerdict, Settings,
    TokenPhase,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RowKey {
    Item(ProfileId),
    /// An unreadable item without an id: its index in the listing.
    NoId(u32),
}

#[derive(Clone, Debug)]
pub struct Row {
    pub key: RowKey,
    pub content: RowContent,
    /// The listing that last saw it: rows that a complete listing didn't see are removed.
    pub seen_by: Option<JobId>,
}

/// What is known of a profile's credential and token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Unknown,
    /// A token is live.
    Live,
    /// A token is live, but not for long.
    Expiring,
    /// The last check succeeded; there is no token.
    Accepted,
    /// The console rejected the credential last. A token may still be live.
    Rejected,
}

#[derive(Clone, Debug)]
pub enum RowContent {
    Profile(Box<ProfileRow>),
    Unreadable(Unreadable),
}

/// A profile and its state in this run.
#[derive(Clone, Debug)]
pub struct ProfileRow {
    pub profile: Profile,
    /// Dropped when it expires.
    pub grant: Option<Grant>,
    pub attempt: Option<Attempt>,
    /// Why there is no live token, or why its renewal failed.
    pub last_outcome: Option<LastOutcome>,
    pub copy_skipped: Option<CopySkipped>,
    /// Asked after the failure in `last_outcome`.
    pub probe: Option<ConsoleProbe>,
    /// For user accounts.
    pub prompt: Option<Prompt>,
    pub check: Option<Check>,
    pub request: Request,
}

impl Row {
    pub fn of(profile: ProfileRow) -> Self {
        Self {
            key: RowKey::Item(profile.profile.id),
            content: RowContent::Profile(Box::new(profile)),
            seen_by: None,
        }
    }

    pub fn profile(&self) -> Option<&ProfileRow> {
        match &self.content {
            RowContent::Profile(row) => Some(row),
            RowContent::Unreadable(_) => None,
        }
    }

    pub fn rev(&self) -> Option<u64> {
        self.profile().map(|row| row.profile.rev)
    }
}

impl ProfileRow {
    /// A profile that nothing happened to yet.
    pub fn new(profile: Profile) -> Self {
        Self {
            profile,
            grant: None,
            attempt: None,
            last_outcome: None,
            copy_skipped: None,
            probe: None,
            prompt: None,
            check: None,
            request: Request::default(),
        }
    }

    /// The jobs that stop when this profile goes.
    pub(crate) fn jobs(&self) -> impl Iterator<Item = JobId> {
        let asking = self.probe.as_ref().and_then(ConsoleProbe::job);
        let checking = self.check.as_ref().and_then(Check::job);
        self.attempt
            .iter()
            .map(|attempt| attempt.job)
            .chain(asking)
            .chain(checking)
            .chain(self.request.job())
    }

    pub(crate) fn is_probing(&self) -> bool {
        matches!(self.probe, Some(ConsoleProbe::Asking { .. }))
    }

    /// For a token or for a check.
    pub(crate) fn is_signing_in(&self) -> bool {
        let is_checked = self.check.as_ref().and_then(Check::job).is_some();
        self.attempt.is_some() || is_checked
    }

    /// Whether the running or prompted sign-in ends with a copy.
    pub(crate) fn copies_on_success(&self) -> bool {
        let attempt = self.attempt.as_ref();
        let is_asked_for = |prompt: Prompt| prompt.purpose == Purpose::CopyHeader;
        attempt.is_some_and(|attempt| attempt.copy_after.is_some())
            || self.prompt.is_some_and(is_asked_for)
    }

    pub fn card(&self, now: Now) -> Card<'_> {
        match (&self.prompt, &self.attempt) {
            (Some(prompt), None) => Card::Prompt(prompt),
            _ => self.card_without_prompt(now),
        }
    }

    /// The card without its prompt.
    pub fn card_without_prompt(&self, now: Now) -> Card<'_> {
        let live = self
            .grant
            .as_ref()
            .map(|grant| (grant, grant.expiry.phase(now)));
        match (live, &self.attempt, &self.last_outcome) {
            (Some((grant, phase)), attempt, last_outcome) if phase != TokenPhase::Expired => {
                Card::Token {
                    grant,
                    phase,
                    renewing: attempt.as_ref(),
                    renewal_failed: match last_outcome {
                        Some(LastOutcome::Failed(failure)) => Some(failure),
                        _ => None,
                    },
                    copy_skipped: self.copy_skipped,
                }
            }
            (_, Some(attempt), _) => Card::Fetching(attempt),
            (Some((grant, _)), None, _) => Card::Expired {
                at: grant.expiry.at.wall,
            },
            (None, None, Some(LastOutcome::Expired { at })) => Card::Expired { at: *at },
            (None, None, Some(LastOutcome::Failed(failure))) => Card::Failed(failure),
            (None, None, Some(LastOutcome::Canceled) | None) => Card::NoToken,
        }
    }

    /// The primary button for this profile. A refused credential isn't offered for another try.
    pub fn primary(&self, now: Now) -> Primary {
        let id = self.profile.id;
        match self.card(now) {
            // A token works until it expires, whatever is known about the secret by now.
            Card::Token {
                phase: TokenPhase::Live,
                ..
            } => Primary::CopyHeader(id),
            Card::Token {
                renewing: Some(_), ..
            }
            | Card::Fetching(_) => Primary::None,
            // What is left of it is too little to hand out without a word.
            Card::Token { .. } => self.remedy_or(Primary::RenewAndCopy(id), now),
            Card::NoToken | Card::Expired { .. } => self.remedy_or(Primary::GetToken(id), now),
            Card::Prompt(_) => Primary::SignIn(id),
            Card::Failed(failure) => self.remedy(failure).unwrap_or(Primary::TryAgain(id)),
        }
    }

    fn remedy_or(&self, primary: Primary, now: Now) -> Primary {
        self.last_failure(now)
            .and_then(|failure| self.remedy(failure))
            .unwrap_or(primary)
    }

    /// What to do after this failure, other than signing in again.
    fn remedy(&self, failure: &Failure) -> Option<Primary> {
        let id = self.profile.id;
        match failure.remedy() {
            Remedy::EnterSecret if self.profile.account.stores_secret() => {
                Some(Primary::EnterNewSecret(id))
            }
            Remedy::EnterCode => Some(Primary::UseCode(id)),
            Remedy::MakeApiClient => Some(Primary::MakeApiClient(id)),
            // A password that isn't saved is typed for each sign-in.
            Remedy::EnterSecret | Remedy::TryAgain => None,
        }
    }

    pub fn standing(&self, settings: &Settings, now: Now) -> Standing {
        if self.refusal().is_some() {
            return Standing::Rejected;
        }
        let verdict = match self.card_without_prompt(now) {
            Card::Token {
                phase: TokenPhase::Live,
                ..
            } => return Standing::Live,
            Card::Token { .. } => return Standing::Expiring,
            card => match (self.newest_check(now), card) {
                (Some(check), _) => check.outcome.secret_verdict(),
                (None, Card::Fetching(_) | Card::Failed(_)) => None,
                (None, _) => self.last_verdict(settings).map(|last| last.verdict),
            },
        };
        match verdict {
            Some(SecretVerdict::Works) => Standing::Accepted,
            Some(SecretVerdict::Rejected) => Standing::Rejected,
            None => Standing::Unknown,
        }
    }

    /// What is remembered, while nothing is known from this run.
    pub fn remembered_verdict(&self, settings: &Settings, now: Now) -> Option<LastVerdict> {
        let is_idle = matches!(
            self.card_without_prompt(now),
            Card::NoToken | Card::Prompt(_)
        );
        let is_unchecked = self.check.as_ref().and_then(Check::verified).is_none();
        let last = (is_idle && is_unchecked).then(|| self.last_verdict(settings));
        last.flatten()
    }

    pub(crate) fn card_failure(&self) -> Option<&Failure> {
        match &self.last_outcome {
            Some(LastOutcome::Failed(failure)) => Some(failure),
            _ => None,
        }
    }

    pub(crate) fn check_failure(&self) -> Option<&Failure> {
        let verified = self.check.as_ref().and_then(Check::verified)?;
        verified.outcome.failure()
    }

    /// Why the credential last failed, if nothing newer is known.
    pub fn last_failure(&self, now: Now) -> Option<&Failure> {
        let of_check = || self.newest_check(now)?.outcome.failure();
        self.refusal().or_else(of_check)
    }

    /// The last refusal, by a sign-in or a check, unless the credential was accepted since.
    pub fn refusal(&self) -> Option<&Failure> {
        let at_sign_in = match &self.last_outcome {
            Some(LastOutcome::Failed(failure)) if failure.is_refused_credential() => Some(failure),
            _ => None,
        };
        let verified = self.check.as_ref().and_then(Check::verified);
        match verified.map(|verified| (&verified.outcome, verified.at.wall)) {
            // A token obtained since would have replaced this result.
            Some((CheckOutcome::Refused(failure), _)) => Some(failure),
            Some((CheckOutcome::Accepted(_), at)) => {
                at_sign_in.filter(|failure| failure.report().is_some_and(|report| report.at > at))
            }
            Some((CheckOutcome::Untested(_), _)) | None => at_sign_in,
        }
    }

    /// The check's result, if the card shows nothing newer.
    pub fn newest_check(&self, now: Now) -> Option<&Verified> {
        let verified = self.check.as_ref()?.verified()?;
        let found = verified.at.wall;
        let is_refused = matches!(verified.outcome, CheckOutcome::Refused(_));
        let is_newest = match self.card_without_prompt(now) {
            Card::NoToken | Card::Prompt(_) => true,
            // A live or expired token says nothing about a secret that was refused since.
            Card::Token { .. } => is_refused,
            Card::Expired { at } => is_refused || at <= found,
            Card::Failed(failure) => failure.report().is_some_and(|report| report.at <= found),
            Card::Fetching(_) => false,
        };
        is_newest.then_some(verified)
    }
}
