//! The outcome of checking one credential. It does not hold the token.

use std::time::Duration;

use jiff::Timestamp;

use super::expiry::lifetime_words;
use super::{Failure, Grant, SecretVerdict, SignInWith, millis};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckOutcome {
    Accepted(Acceptance),
    Refused(Failure),
    /// No answer about the credential: another failure, or no reply.
    Untested(Failure),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// The lifetime of the token.
    pub lifetime: Duration,
    pub at: Timestamp,
    /// From the request to the end of the reply.
    pub took: Duration,
    /// How far this machine's clock is ahead of the console's, in seconds, if far enough to matter.
    pub clock_ahead_secs: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Accepted,
    Refused,
    Untested,
}

impl Verdict {
    pub fn word(self) -> &'static str {
        match self {
            Self::Accepted => "works",
            Self::Refused => "rejected",
            Self::Untested => "not tested",
        }
    }
}

impl CheckOutcome {
    pub fn of_grant(grant: &Grant) -> Self {
        Self::Accepted(Acceptance {
            lifetime: grant.expiry.lifetime,
            at: grant.received.wall,
            took: grant.took,
            clock_ahead_secs: grant.clock_difference_secs(),
        })
    }

    pub fn of_failure(failure: Failure) -> Self {
        if failure.is_refused_credential() {
            Self::Refused(failure)
        } else {
            Self::Untested(failure)
        }
    }

    pub fn verdict(&self) -> Verdict {
        match self {
            Self::Accepted(_) => Verdict::Accepted,
            Self::Refused(_) => Verdict::Refused,
            Self::Untested(_) => Verdict::Untested,
        }
    }

    /// What it says about the secret or password. A rejection with a two-factor code leaves open which of the two was wrong.
    pub fn secret_verdict(&self) -> Option<SecretVerdict> {
        match self {
            Self::Accepted(_) => Some(SecretVerdict::Works),
            Self::Refused(failure) => {
                let with = failure.report()?.with;
                (with != SignInWith::PasswordAndCode).then_some(SecretVerdict::Rejected)
            }
            Self::Untested(_) => None,
        }
    }

    pub fn acceptance(&self) -> Option<&Acceptance> {
        match self {
            Self::Accepted(acceptance) => Some(acceptance),
            Self::Refused(_) | Self::Untested(_) => None,
        }
    }

    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Accepted(_) => None,
            Self::Refused(failure) | Self::Untested(failure) => Some(failure),
        }
    }

    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Accepted(_) => Some(200),
            Self::Refused(failure) | Self::Untested(failure) => failure.report()?.status,
        }
    }

    /// From the request to the end, if one was sent.
    pub fn took(&self) -> Option<Duration> {
        match self {
            Self::Accepted(acceptance) => Some(acceptance.took),
            Self::Refused(failure) | Self::Untested(failure) => Some(failure.report()?.took),
        }
    }

    /// The time of the reply or failure, if a request was sent.
    pub fn at(&self) -> Option<Timestamp> {
        match self {
            Self::Accepted(acceptance) => Some(acceptance.at),
            Self::Refused(failure) | Self::Untested(failure) => Some(failure.report()?.at),
        }
    }

    /// For the table.
    pub fn short(&self) -> String {
        let short = match self {
            Self::Accepted(_) => "works",
            Self::Refused(_) => "rejected",
            Self::Untested(_) => "not tested",
        };
        short.to_owned()
    }

    /// The details next to it: "HTTP 200 · 15 min token · 198 ms", "HTTP 401 · 176 ms"; for an untested
    /// credential, the status and the reason.
    pub fn facts(&self) -> String {
        let lifetime = match self {
            Self::Untested(failure) => {
                let headline = failure.message().headline;
                return match self.status() {
                    Some(status) => format!("HTTP {status} · {headline}"),
                    None => headline,
                };
            }
            Self::Accepted(acceptance) => {
                Some(format!("{} token", lifetime_words(acceptance.lifetime)))
            }
            Self::Refused(_) => None,
        };
        let status = self.status().map(|status| format!("HTTP {status}"));
        let took = self.took().map(millis);
        let facts: Vec<String> = [status, lifetime, took].into_iter().flatten().collect();
        facts.join(" · ")
    }
}
