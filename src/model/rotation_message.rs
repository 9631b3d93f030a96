//! One sentence for each combination of outcomes, which claims no more than is known.

use super::{
    AccountKind, CheckOutcome, Failure, RotationOutcome, SignInWith, SkipReason, StoredOutcome,
    uncapitalized,
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RotationMessage {
    pub tone: RotationTone,
    /// One sentence, or two if there is something to do.
    pub sentence: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RotationTone {
    Good,
    Warn,
    Bad,
}

use RotationTone::{Bad, Good, Warn};

impl RotationOutcome {
    /// The kind of account decides between "secret" and "password".
    pub fn message(&self, kind: AccountKind) -> RotationMessage {
        let noun = kind.noun();
        let (tone, sentence) = match self {
            Self::Same(CheckOutcome::Accepted(_)) => (
                Good,
                format!(
                    "The new {noun} is the stored one, and the console accepts it. There is nothing to replace."
                ),
            ),
            Self::Same(CheckOutcome::Refused(_)) => (
                Bad,
                format!(
                    "The new {noun} is the stored one, and the console did not accept it. Was an old one pasted?"
                ),
            ),
            Self::Same(CheckOutcome::Untested(why)) => (
                Warn,
                format!(
                    "The new {noun} is the stored one, and it could not be tested: {}.",
                    because(why)
                ),
            ),
            Self::SameAsRefused { .. } => (
                Bad,
                format!(
                    "The new {noun} is the stored one, which was refused before, so nothing was sent. Was an old one pasted?"
                ),
            ),
            Self::Different { new, stored } => match new {
                CheckOutcome::Accepted(_) => new_accepted(stored, noun),
                CheckOutcome::Refused(failure) => new_refused(failure, stored, kind),
                CheckOutcome::Untested(why) => new_untested(why, stored, noun),
            },
        };
        RotationMessage { tone, sentence }
    }
}

impl StoredOutcome {
    /// For the table.
    pub fn short(&self) -> String {
        match self {
            Self::Tried(outcome) => outcome.short(),
            Self::RefusedBefore { .. } => "refused before".to_owned(),
            // The user may have canceled while it was in flight.
            Self::Skipped(SkipReason::NotReached) => "not tested".to_owned(),
            Self::Skipped(_) => "not tried".to_owned(),
        }
    }

    /// The details next to it: "HTTP 401 · 176 ms"; for an untried secret, the reason.
    pub fn facts(&self) -> String {
        match self {
            Self::Tried(outcome) => outcome.facts(),
            Self::RefusedBefore { .. } => "not sent again".to_owned(),
            Self::Skipped(why) => why.message().to_owned(),
        }
    }
}

impl SkipReason {
    fn message(self) -> &'static str {
        match self {
            Self::NotAsked => "not asked for",
            Self::NotStored => "none is stored",
            Self::CodeSpent => "a code is good for one sign-in",
            Self::NotReached => "the check ended without its answer",
        }
    }
}

/// For use within a sentence.
fn because(why: &Failure) -> String {
    uncapitalized(&why.message().headline)
}

/// The user may have canceled while the stored one was in flight.
const NOTHING_KNOWN: &str = "the check ended before anything was known of the stored one";

fn new_accepted(stored: &StoredOutcome, noun: &str) -> (RotationTone, String) {
    match stored {
        StoredOutcome::Tried(CheckOutcome::Refused(_)) => (
            Good,
            format!("The reset took effect and the new {noun} works. Replace the stored one."),
        ),
        StoredOutcome::RefusedBefore { .. } => (
            Good,
            format!(
                "The reset took effect and the new {noun} works; the stored one was refused before. Replace the stored one."
            ),
        ),
        StoredOutcome::Tried(CheckOutcome::Accepted(_)) => (
            Warn,
            format!(
                "Both work: the console accepts the new {noun}, and it still accepts the stored one."
            ),
        ),
        StoredOutcome::Tried(CheckOutcome::Untested(why)) => (
            Good,
            format!(
                "The new {noun} works; whether the stored one still does could not be tested: {}.",
                because(why)
            ),
        ),
        StoredOutcome::Skipped(SkipReason::NotStored) => (
            Good,
            format!(
                "The new {noun} works. None is stored with this profile, so there is nothing to replace."
            ),
        ),
        StoredOutcome::Skipped(SkipReason::NotReached) => {
            (Good, format!("The new {noun} works; {NOTHING_KNOWN}."))
        }
        StoredOutcome::Skipped(_) => (
            Good,
            format!("The new {noun} works; the stored one was not tried. Replace the stored one."),
        ),
    }
}

fn new_refused(
    failure: &Failure,
    stored: &StoredOutcome,
    kind: AccountKind,
) -> (RotationTone, String) {
    let noun = kind.noun();
    let went_with_code = failure
        .report()
        .is_some_and(|report| report.with == SignInWith::PasswordAndCode);
    // With a code, the console does not say which of the two it rejected.
    let new = if went_with_code {
        format!("the new {noun} or the code that went with it")
    } else {
        format!("the new {noun}")
    };
    let perhaps = match kind {
        AccountKind::ApiClient => {
            "Was the new one mistyped, was the client deleted, or is it one of another console?"
        }
        AccountKind::User if went_with_code => {
            "Was one of them mistyped, is the account blocked or deactivated, or is it one of another console?"
        }
        AccountKind::User => {
            "Was the new one mistyped, does the account need a two-factor code, is it blocked or deactivated, or is it one \
             of another console?"
        }
    };
    match stored {
        StoredOutcome::Tried(CheckOutcome::Accepted(_)) => (
            Warn,
            format!(
                "The stored {noun} still works, and the console did not accept {new}: was it mistyped, or has the reset not \
                 taken effect?"
            ),
        ),
        StoredOutcome::Tried(CheckOutcome::Refused(_)) => (
            Bad,
            format!("The console accepted neither {noun}. {perhaps}"),
        ),
        StoredOutcome::RefusedBefore { .. } => (
            Bad,
            format!(
                "The console did not accept {new}, and it refused the stored one before. {perhaps}"
            ),
        ),
        StoredOutcome::Tried(CheckOutcome::Untested(why)) => (
            Bad,
            format!(
                "The console did not accept {new}, and the stored one could not be tested: {}.",
                because(why)
            ),
        ),
        StoredOutcome::Skipped(SkipReason::NotStored) => {
            (Bad, format!("The console did not accept {new}. {perhaps}"))
        }
        StoredOutcome::Skipped(SkipReason::NotReached) => (
            Bad,
            format!("The console did not accept {new}; {NOTHING_KNOWN}."),
        ),
        StoredOutcome::Skipped(_) => (
            Bad,
            format!("The console did not accept {new}; the stored one was not tried. {perhaps}"),
        ),
    }
}

fn new_untested(why: &Failure, stored: &StoredOutcome, noun: &str) -> (RotationTone, String) {
    let untested = format!("the new one could not be tested: {}", because(why));
    let sentence = match stored {
        StoredOutcome::Tried(CheckOutcome::Accepted(_)) => {
            format!("The stored {noun} still works; {untested}.")
        }
        StoredOutcome::Tried(CheckOutcome::Refused(_)) => {
            format!("The console did not accept the stored {noun}; {untested}.")
        }
        StoredOutcome::RefusedBefore { .. } => {
            format!("The stored {noun} was refused before; {untested}.")
        }
        StoredOutcome::Tried(CheckOutcome::Untested(same)) if because(same) == because(why) => {
            format!("Neither {noun} could be tested: {}.", because(why))
        }
        StoredOutcome::Tried(CheckOutcome::Untested(other)) => format!(
            "Neither {noun} could be tested. The new one: {}; the stored one: {}.",
            because(why),
            because(other)
        ),
        StoredOutcome::Skipped(SkipReason::NotStored) => {
            format!("The new {noun} could not be tested: {}.", because(why))
        }
        StoredOutcome::Skipped(SkipReason::NotReached) => format!(
            "The new {noun} could not be tested: {}; {NOTHING_KNOWN}.",
            because(why)
        ),
        StoredOutcome::Skipped(_) => format!(
            "The new {noun} could not be tested: {}. The stored one was not tried.",
            because(why)
        ),
    };
    (Warn, sentence)
}

#[cfg(test)]
mod tests;
