//! What one try of a credential came to. The token that it obtained is no part of it.

use std::time::Duration;

use jiff::Timestamp;

use super::expiry::lifetime_words;
use super::{Failure, Grant};

/// The end of one try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckOutcome {
    /// The console accepted it.
    Accepted(Acceptance),
    /// The console did not accept it.
    Refused(Failure),
    /// Nothing is known of it: the try came to another end, or to none.
    Untested(Failure),
}

/// What is known of an accepted credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// How long the token would have lived.
    pub lifetime: Duration,
    /// When the reply was received.
    pub at: Timestamp,
    /// From the request to the whole reply.
    pub took: Duration,
    /// How far this machine's clock is ahead of the console's, in seconds, where that is far enough to matter.
    pub clock_ahead_secs: Option<i64>,
}

/// A trial in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Accepted.
    Accepted,
    /// Refused.
    Refused,
    /// Nothing is known.
    Untested,
}

impl Verdict {
    /// The word: "accepted", "refused", "not tested".
    pub fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Untested => "not tested",
        }
    }
}

impl CheckOutcome {
    /// The try that obtained this token.
    pub fn of_grant(grant: &Grant) -> Self {
        Self::Accepted(Acceptance {
            lifetime: grant.expiry.lifetime,
            at: grant.received.wall,
            took: grant.took,
            clock_ahead_secs: grant.clock_difference_secs(),
        })
    }

    /// The try that failed in this way.
    pub fn of_failure(failure: Failure) -> Self {
        if failure.is_refused_credential() {
            Self::Refused(failure)
        } else {
            Self::Untested(failure)
        }
    }

    /// It in one word.
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::Accepted(_) => Verdict::Accepted,
            Self::Refused(_) => Verdict::Refused,
            Self::Untested(_) => Verdict::Untested,
        }
    }

    /// What is known of it, if it was accepted.
    pub fn acceptance(&self) -> Option<&Acceptance> {
        match self {
            Self::Accepted(acceptance) => Some(acceptance),
            Self::Refused(_) | Self::Untested(_) => None,
        }
    }

    /// Why not, if it was not accepted.
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Accepted(_) => None,
            Self::Refused(failure) | Self::Untested(failure) => Some(failure),
        }
    }

    /// The HTTP status, where a reply came.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Accepted(_) => Some(200),
            Self::Refused(failure) | Self::Untested(failure) => failure.report()?.status,
        }
    }

    /// From the request to the end, where one was sent.
    pub fn took(&self) -> Option<Duration> {
        match self {
            Self::Accepted(acceptance) => Some(acceptance.took),
            Self::Refused(failure) | Self::Untested(failure) => Some(failure.report()?.took),
        }
    }

    /// When it ended, where a request was sent.
    pub fn at(&self) -> Option<Timestamp> {
        match self {
            Self::Accepted(acceptance) => Some(acceptance.at),
            Self::Refused(failure) | Self::Untested(failure) => Some(failure.report()?.at),
        }
    }

    /// What is said of it in a table: no more than is known.
    pub fn short(&self) -> String {
        let short = match self {
            Self::Accepted(_) => "accepted",
            Self::Refused(_) => "not accepted",
            Self::Untested(_) => "not tested",
        };
        short.to_owned()
    }

    /// The facts beside it: "HTTP 200 · 15 min token · 198 ms", "HTTP 401 · 176 ms"; of what was not tested, the reason.
    pub fn facts(&self) -> String {
        let lifetime = match self {
            Self::Untested(failure) => return failure.message().headline,
            Self::Accepted(acceptance) => {
                Some(format!("{} token", lifetime_words(acceptance.lifetime)))
            }
            Self::Refused(_) => None,
        };
        let status = self.status().map(|status| format!("HTTP {status}"));
        let took = self.took().map(|took| format!("{} ms", took.as_millis()));
        let facts: Vec<String> = [status, lifetime, took].into_iter().flatten().collect();
        facts.join(" · ")
    }
}
