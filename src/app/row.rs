//! The rows of the list, and what happened to each profile in this run.

use jiff::Timestamp;

use super::check::{Check, Verified};
use super::flow::{JobId, MissingInput};
use super::request::Request;
use super::state::Primary;
use crate::model::failure::{Remedy, Stage, Unreadable};
use crate::model::{
    AccountKind, CheckOutcome, ClipboardFailure, ConsoleCheck, CopyId, Failure, Grant, KnownLogin,
    Now, Phase, Profile, ProfileId, TagSettings,
};

/// What a row is found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RowKey {
    /// An item with an id.
    Item(ProfileId),
    /// An unreadable item without one: the how-manieth of the listing.
    NoId(u32),
}

/// A row of the list.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is found by.
    pub key: RowKey,
    /// What it is.
    pub content: RowContent,
    /// The listing that last saw it: what a whole listing did not see is gone.
    pub seen_by: Option<JobId>,
}

/// What a row is.
#[derive(Clone, Debug)]
pub enum RowContent {
    /// A profile.
    Profile(Box<ProfileRow>),
    /// An item of ours that cannot be read, and why.
    Unreadable(Unreadable),
}

/// A profile in the list, and what happened to it in this run.
#[derive(Clone, Debug)]
pub struct ProfileRow {
    /// The profile.
    pub profile: Profile,
    /// Its token, until it ends.
    pub grant: Option<Grant>,
    /// The sign-in under way.
    pub attempt: Option<Attempt>,
    /// How the last sign-in or token ended, if not with a live token.
    pub last_outcome: Option<LastOutcome>,
    /// Why the live token was not copied by itself.
    pub copy_skipped: Option<CopySkipped>,
    /// The question whether its host is a console, asked after the failed sign-in in `last_outcome`.
    pub probe: Option<ConsoleProbe>,
    /// What the console said of the username, in this run. For user accounts.
    pub login: KnownLogin,
    /// What is to be typed before the next sign-in. For user accounts.
    pub prompt: Option<Prompt>,
    /// The check of its stored credential.
    pub check: Option<Check>,
    /// What stands in its tab *Try a request*.
    pub request: Request,
}

/// The life of what is typed for a sign-in. What stands in the fields is in [`super::Drafts::sign_ins`].
///
/// | state | next |
/// |---|---|
/// | none | a prompt by *Get token*, *Renew*, *Check password* or *Use a two-factor code*, where something is to be typed |
/// | a prompt | none by *Cancel*, or by the sign-in that it was for |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// Counts the prompts of this run: tells a freshly opened one (which takes the focus) from the one before.
    pub serial: u64,
    /// What is to be typed.
    pub wanted: MissingInput,
    /// What the sign-in is for.
    pub purpose: Purpose,
    /// What a sign-in was asked for with while a field of it was wrong: those fields show their errors then.
    pub tried: Option<MissingInput>,
}

/// What a sign-in is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// *Get token*: the header is copied afterwards.
    CopyHeader,
    /// *Renew*: nothing is copied.
    Renew,
    /// *Check password*: the token is dropped.
    Check,
}

/// The life of *Is this a console?*
///
/// | state | next |
/// |---|---|
/// | none | `Asking` by *Is this a console?* |
/// | `Asking` | `Answered`; none by *Cancel* |
/// | any | none by the next sign-in |
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsoleProbe {
    /// The question is on its way.
    Asking {
        /// The job.
        job: JobId,
        /// Since when.
        started: Now,
    },
    /// What is known now.
    Answered(ConsoleCheck),
}

/// A sign-in under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The job.
    pub job: JobId,
    /// Since when.
    pub started: Now,
    /// How far it is.
    pub stage: Stage,
    /// The last copy before the click, if the header is to be copied; `None` for a renewal.
    pub copy_after: Option<LastCopy>,
}

/// The last copy of this run, at the moment of a click.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastCopy(pub Option<CopyId>);

/// How a sign-in or a token ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LastOutcome {
    /// The token's time was over.
    Expired {
        /// When.
        at: Timestamp,
    },
    /// The sign-in failed.
    Failed(Failure),
    /// The person stopped the sign-in.
    Cancelled,
}

/// Why a header was not copied by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopySkipped {
    /// Another profile was selected meanwhile.
    SelectionMoved,
    /// Something else was copied meanwhile.
    OtherCopy,
    /// The token ends within seconds.
    EndsTooSoon,
    /// Its tag asks before a copy, and that was not known when it was asked for.
    TagAsks,
    /// The clipboard could not be reached.
    Clipboard(ClipboardFailure),
}

/// What the token card shows.
#[derive(Clone, Copy, Debug)]
pub enum Card<'a> {
    /// Nothing happened yet, or the sign-in was cancelled.
    NoToken,
    /// Something is to be typed before the sign-in.
    Prompt(&'a Prompt),
    /// A first sign-in is under way.
    Fetching(&'a Attempt),
    /// A token. A renewal may be under way, or may have failed.
    Token {
        /// It.
        grant: &'a Grant,
        /// Its life; never `Expired`.
        phase: Phase,
        /// The renewal under way.
        renewing: Option<&'a Attempt>,
        /// Why the renewal failed.
        renewal_failed: Option<&'a Failure>,
        /// Why it was not copied by itself.
        copy_skipped: Option<CopySkipped>,
    },
    /// The token ended.
    Expired {
        /// When.
        at: Timestamp,
    },
    /// The sign-in failed.
    Failed(&'a Failure),
}

impl Row {
    /// The row of a profile.
    pub fn of(profile: ProfileRow) -> Self {
        Self {
            key: RowKey::Item(profile.profile.id),
            content: RowContent::Profile(Box::new(profile)),
            seen_by: None,
        }
    }

    /// The profile, if it is one.
    pub fn profile(&self) -> Option<&ProfileRow> {
        match &self.content {
            RowContent::Profile(row) => Some(row),
            RowContent::Unreadable(_) => None,
        }
    }

    /// The `rev` of its profile.
    pub fn rev(&self) -> Option<u64> {
        self.profile().map(|row| row.profile.rev)
    }

    pub(super) fn search_text(&self, tags: &TagSettings) -> String {
        self.profile().map_or_else(String::new, |row| {
            let Profile {
                name,
                console,
                account,
                tag,
                ..
            } = &row.profile;
            format!(
                "{name}\n{}\n{}\n{}\n{}",
                console.host(),
                console.short(),
                account.shown_login(),
                tag.map_or("", |tag| tags.name(tag)),
            )
            .to_lowercase()
        })
    }
}

impl ProfileRow {
    /// A profile to which nothing happened yet.
    pub fn new(profile: Profile) -> Self {
        Self {
            profile,
            grant: None,
            attempt: None,
            last_outcome: None,
            copy_skipped: None,
            probe: None,
            login: KnownLogin::Unasked,
            prompt: None,
            check: None,
            request: Request::default(),
        }
    }

    /// What is under way for this profile and stops with it.
    pub(super) fn jobs(&self) -> impl Iterator<Item = JobId> {
        let asking = match self.probe {
            Some(ConsoleProbe::Asking { job, .. }) => Some(job),
            _ => None,
        };
        let checking = self.check.as_ref().and_then(Check::job);
        self.attempt
            .iter()
            .map(|attempt| attempt.job)
            .chain(asking)
            .chain(checking)
            .chain(self.request.job())
    }

    /// Whether a sign-in is under way, for a token or for a check.
    pub(super) fn is_signing_in(&self) -> bool {
        let is_checked = self.check.as_ref().and_then(Check::job).is_some();
        self.attempt.is_some() || is_checked
    }

    /// Whether what is under way, or asked for on the card, is to end with a copy.
    pub(super) fn is_to_be_copied(&self) -> bool {
        let attempt = self.attempt.as_ref();
        let is_asked_for = |prompt: Prompt| prompt.purpose == Purpose::CopyHeader;
        attempt.is_some_and(|attempt| attempt.copy_after.is_some())
            || self.prompt.is_some_and(is_asked_for)
    }

    /// Whether the console is to be asked, before the next password, what kind of account this is.
    pub(super) fn asks_kind(&self) -> bool {
        self.profile.account.kind() == AccountKind::User && self.login == KnownLogin::Unasked
    }

    /// What the token card shows.
    pub fn card(&self, now: Now) -> Card<'_> {
        match (&self.prompt, &self.attempt) {
            (Some(prompt), None) => Card::Prompt(prompt),
            _ => self.behind_prompt(now),
        }
    }

    /// What the token card shows, or will show when what is asked for on it is left.
    pub fn behind_prompt(&self, now: Now) -> Card<'_> {
        let live = self
            .grant
            .as_ref()
            .map(|grant| (grant, grant.expiry.phase(now)));
        match (live, &self.attempt, &self.last_outcome) {
            (Some((grant, phase)), attempt, last_outcome) if phase != Phase::Expired => {
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
            (None, None, Some(LastOutcome::Cancelled) | None) => Card::NoToken,
        }
    }

    /// What the solid button does for this profile. What was refused is not what it sends.
    pub fn primary(&self, now: Now) -> Primary {
        let id = self.profile.id;
        match self.card(now) {
            Card::Token {
                phase: Phase::Ending,
                renewing: Some(_),
                ..
            }
            | Card::Fetching(_) => Primary::None,
            Card::NoToken
            | Card::Expired { .. }
            | Card::Token {
                phase: Phase::Ending,
                ..
            } => self
                .last_failure(now)
                .and_then(|failure| self.remedy(failure))
                .unwrap_or(Primary::GetToken(id)),
            // It works until it expires, whatever is known of the secret by now.
            Card::Token { .. } => Primary::CopyHeader(id),
            Card::Prompt(_) => Primary::SignIn(id),
            Card::Failed(failure) => self.remedy(failure).unwrap_or(Primary::TryAgain(id)),
        }
    }

    /// What helps after this failure, other than the same sign-in.
    fn remedy(&self, failure: &Failure) -> Option<Primary> {
        let id = self.profile.id;
        match failure.remedy() {
            Remedy::EnterSecret if self.profile.account.keeps_secret() => {
                Some(Primary::EnterNewSecret(id))
            }
            Remedy::EnterCode => Some(Primary::UseCode(id)),
            Remedy::MakeApiClient => Some(Primary::MakeApiClient(id)),
            // A password that is not stored is typed for each sign-in.
            Remedy::EnterSecret | Remedy::TryAgain => None,
        }
    }

    /// Why the credential last failed, where nothing newer is known of it.
    pub fn last_failure(&self, now: Now) -> Option<&Failure> {
        let of_check = || self.newest_check(now)?.outcome.failure();
        self.refusal().or_else(of_check)
    }

    /// The last refusal of the credential, by a sign-in or a check, unless it was accepted since.
    pub fn refusal(&self) -> Option<&Failure> {
        let at_sign_in = match &self.last_outcome {
            Some(LastOutcome::Failed(failure)) if failure.is_refused_credential() => Some(failure),
            _ => None,
        };
        let verified = self.check.as_ref().and_then(Check::verified);
        match verified.map(|verified| (&verified.outcome, verified.at.wall)) {
            // A token obtained since would have replaced it.
            Some((CheckOutcome::Refused(failure), _)) => Some(failure),
            Some((CheckOutcome::Accepted(_), at)) => {
                at_sign_in.filter(|failure| failure.report().is_some_and(|report| report.at > at))
            }
            Some((CheckOutcome::Untested(_), _)) | None => at_sign_in,
        }
    }

    /// What a check found, where the card tells nothing newer.
    pub fn newest_check(&self, now: Now) -> Option<&Verified> {
        let verified = self.check.as_ref()?.verified()?;
        let found = verified.at.wall;
        let is_refused = matches!(verified.outcome, CheckOutcome::Refused(_));
        let is_newest = match self.behind_prompt(now) {
            Card::NoToken | Card::Prompt(_) => true,
            // That a token works, or worked until it expired, says nothing of a secret that was refused since.
            Card::Token { .. } => is_refused,
            Card::Expired { at } => is_refused || at <= found,
            Card::Failed(failure) => failure.report().is_some_and(|report| report.at <= found),
            Card::Fetching(_) => false,
        };
        is_newest.then_some(verified)
    }
}
