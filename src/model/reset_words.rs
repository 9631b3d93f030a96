//! How a check of a reset is told: one sentence for each combination, which claims no more than is known.

use super::{
    AccountKind, Failure, NotTried, ResetOutcome, SignInWith, StoredTrial, Trial, uncapitalised,
};

/// What a check of a reset comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResetTold {
    /// Whether it is good news.
    pub tone: ResetTone,
    /// A whole sentence, and perhaps a second one that says what to do.
    pub sentence: String,
}

/// How good the news is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResetTone {
    /// It is as wished.
    Good,
    /// Worth a look: something is not as it looks like, or is not known.
    Warn,
    /// Nothing works.
    Bad,
}

use ResetTone::{Bad, Good, Warn};

impl ResetOutcome {
    /// It in words. The kind of the account says whether it is about secrets or passwords.
    pub fn told(&self, kind: AccountKind) -> ResetTold {
        let noun = kind.noun();
        let (tone, sentence) = match self {
            Self::Same(Trial::Accepted(_)) => (
                Good,
                format!(
                    "The new {noun} is the stored one, and the console accepts it. There is nothing to replace."
                ),
            ),
            Self::Same(Trial::Refused(_)) => (
                Bad,
                format!(
                    "The new {noun} is the stored one, and the console did not accept it. Was an old one pasted?"
                ),
            ),
            Self::Same(Trial::Untested(why)) => (
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
                Trial::Accepted(_) => new_accepted(stored, noun),
                Trial::Refused(failure) => new_refused(failure, stored, kind),
                Trial::Untested(why) => new_untested(why, stored, noun),
            },
        };
        ResetTold { tone, sentence }
    }
}

impl StoredTrial {
    /// What is said of it in a table: no more than is known.
    pub fn short(&self) -> String {
        match self {
            Self::Tried(trial) => trial.short(),
            Self::RefusedBefore { .. } => "refused before".to_owned(),
            // The person may have stopped it when it was on its way.
            Self::NotTried(NotTried::NotReached) => "not tested".to_owned(),
            Self::NotTried(_) => "not tried".to_owned(),
        }
    }

    /// The facts beside it: "HTTP 401 · 176 ms"; of what has no end, the reason.
    pub fn facts(&self) -> String {
        match self {
            Self::Tried(trial) => trial.facts(),
            Self::RefusedBefore { .. } => "not sent again".to_owned(),
            Self::NotTried(why) => why.words().to_owned(),
        }
    }
}

impl NotTried {
    fn words(self) -> &'static str {
        match self {
            Self::NotAsked => "not asked for",
            Self::NotStored => "none is stored",
            Self::CodeSpent => "a code is good for one sign-in",
            Self::NotReached => "the check ended without its answer",
        }
    }
}

/// A reason within a sentence.
fn because(why: &Failure) -> String {
    uncapitalised(&why.words().headline)
}

/// Whoever stopped the check may have done so when the stored one was on its way.
const NOTHING_KNOWN: &str = "the check ended before anything was known of the stored one";

fn new_accepted(stored: &StoredTrial, noun: &str) -> (ResetTone, String) {
    match stored {
        StoredTrial::Tried(Trial::Refused(_)) => (
            Good,
            format!("The reset took effect and the new {noun} works. Replace the stored one."),
        ),
        StoredTrial::RefusedBefore { .. } => (
            Good,
            format!(
                "The reset took effect and the new {noun} works; the stored one was refused before. Replace the stored one."
            ),
        ),
        StoredTrial::Tried(Trial::Accepted(_)) => (
            Warn,
            format!(
                "Both work: the console accepts the new {noun}, and it still accepts the stored one."
            ),
        ),
        StoredTrial::Tried(Trial::Untested(why)) => (
            Good,
            format!(
                "The new {noun} works; whether the stored one still does could not be tested: {}.",
                because(why)
            ),
        ),
        StoredTrial::NotTried(NotTried::NotStored) => (
            Good,
            format!(
                "The new {noun} works. None is stored with this profile, so there is nothing to replace."
            ),
        ),
        StoredTrial::NotTried(NotTried::NotReached) => {
            (Good, format!("The new {noun} works; {NOTHING_KNOWN}."))
        }
        StoredTrial::NotTried(_) => (
            Good,
            format!("The new {noun} works; the stored one was not tried. Replace the stored one."),
        ),
    }
}

fn new_refused(failure: &Failure, stored: &StoredTrial, kind: AccountKind) -> (ResetTone, String) {
    let noun = kind.noun();
    let went_with_code = failure
        .report()
        .is_some_and(|report| report.with == SignInWith::PasswordAndCode);
    // With a code, the console does not say which of the two it did not accept.
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
        StoredTrial::Tried(Trial::Accepted(_)) => (
            Warn,
            format!(
                "The stored {noun} still works, and the console did not accept {new}: was it mistyped, or has the reset not \
                 taken effect?"
            ),
        ),
        StoredTrial::Tried(Trial::Refused(_)) => (
            Bad,
            format!("The console accepted neither {noun}. {perhaps}"),
        ),
        StoredTrial::RefusedBefore { .. } => (
            Bad,
            format!(
                "The console did not accept {new}, and it refused the stored one before. {perhaps}"
            ),
        ),
        StoredTrial::Tried(Trial::Untested(why)) => (
            Bad,
            format!(
                "The console did not accept {new}, and the stored one could not be tested: {}.",
                because(why)
            ),
        ),
        StoredTrial::NotTried(NotTried::NotStored) => {
            (Bad, format!("The console did not accept {new}. {perhaps}"))
        }
        StoredTrial::NotTried(NotTried::NotReached) => (
            Bad,
            format!("The console did not accept {new}; {NOTHING_KNOWN}."),
        ),
        StoredTrial::NotTried(_) => (
            Bad,
            format!("The console did not accept {new}; the stored one was not tried. {perhaps}"),
        ),
    }
}

fn new_untested(why: &Failure, stored: &StoredTrial, noun: &str) -> (ResetTone, String) {
    let untested = format!("the new one could not be tested: {}", because(why));
    let sentence = match stored {
        StoredTrial::Tried(Trial::Accepted(_)) => {
            format!("The stored {noun} still works; {untested}.")
        }
        StoredTrial::Tried(Trial::Refused(_)) => {
            format!("The console did not accept the stored {noun}; {untested}.")
        }
        StoredTrial::RefusedBefore { .. } => {
            format!("The stored {noun} was refused before; {untested}.")
        }
        StoredTrial::Tried(Trial::Untested(same)) if because(same) == because(why) => {
            format!("Neither {noun} could be tested: {}.", because(why))
        }
        StoredTrial::Tried(Trial::Untested(other)) => format!(
            "Neither {noun} could be tested. The new one: {}; the stored one: {}.",
            because(why),
            because(other)
        ),
        StoredTrial::NotTried(NotTried::NotStored) => {
            format!("The new {noun} could not be tested: {}.", because(why))
        }
        StoredTrial::NotTried(NotTried::NotReached) => format!(
            "The new {noun} could not be tested: {}; {NOTHING_KNOWN}.",
            because(why)
        ),
        StoredTrial::NotTried(_) => format!(
            "The new {noun} could not be tested: {}. The stored one was not tried.",
            because(why)
        ),
    };
    (Warn, sentence)
}

#[cfg(test)]
mod tests;
