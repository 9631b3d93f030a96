//! One sentence for each combination of outcomes, which claims no more than is known.

use super::{
    AccountKind, CheckOutcome, Failure, RotationOutcome, SignInReport, SignInWith, SkipReason,
    StoredOutcome, uncapitalized,
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RotationMessage {
    pub tone: RotationTone,
    /// One sentence, or two if there is something to do.
    pub sentence: String,
}

const SAVE: &str = " Save the new one.";

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
        self.message_about("saved", kind)
    }

    /// Once the new one has replaced the other: without the advice to do so.
    pub fn conclusion(&self, kind: AccountKind) -> String {
        let sentence = self.message_about("old", kind).sentence;
        let end = sentence.strip_suffix(SAVE).map(str::len);
        sentence[..end.unwrap_or(sentence.len())].to_owned()
    }

    /// `earlier`: what the secret before the new one is called.
    fn message_about(&self, earlier: &str, kind: AccountKind) -> RotationMessage {
        let noun = kind.noun();
        let (tone, sentence) = match self {
            Self::Same(CheckOutcome::Accepted(_)) => (
                Good,
                format!("That’s the {noun} you already have, and it works."),
            ),
            Self::Same(CheckOutcome::Refused(_)) => (
                Bad,
                format!(
                    "That’s the {noun} you already have, and it wasn’t accepted. Did you paste an old one?"
                ),
            ),
            Self::Same(CheckOutcome::Untested(why)) => (
                Warn,
                format!(
                    "That’s the {noun} you already have, and it couldn’t be tested: {}.",
                    because(why)
                ),
            ),
            Self::SameAsRefused { .. } => (
                Bad,
                format!(
                    "That’s the {noun} you already have, which was already rejected, so nothing was sent. Did you paste an old one?"
                ),
            ),
            Self::Different { new, stored } => match new {
                CheckOutcome::Accepted(_) => new_accepted(stored, noun, earlier),
                CheckOutcome::Refused(failure) => new_refused(failure, stored, kind, earlier),
                CheckOutcome::Untested(why) => new_untested(why, stored, noun, earlier),
            },
        };
        let sentence = match self.sent_note(noun, earlier) {
            Some(note) => format!("{sentence} {note}"),
            None => sentence,
        };
        RotationMessage { tone, sentence }
    }

    /// Of what couldn’t be tested: what reached the console, and so counts as a sign-in.
    fn sent_note(&self, noun: &str, earlier: &str) -> Option<String> {
        let was_sent = |outcome: &CheckOutcome| {
            let CheckOutcome::Untested(failure) = outcome else {
                return false;
            };
            failure.report().is_some_and(SignInReport::was_sent)
        };
        match self {
            Self::Same(outcome) => was_sent(outcome).then(|| "It was sent.".to_owned()),
            Self::SameAsRefused { .. } => None,
            Self::Different { new, stored } => {
                let of_stored = matches!(stored, StoredOutcome::Tried(stored) if was_sent(stored));
                match (was_sent(new), of_stored) {
                    (true, true) => Some("Both were sent.".to_owned()),
                    (true, false) => Some(format!("The new {noun} was sent.")),
                    (false, true) => Some(format!("The {earlier} {noun} was sent.")),
                    (false, false) => None,
                }
            }
        }
    }
}

impl StoredOutcome {
    /// For the table.
    pub fn short(&self) -> String {
        match self {
            Self::Tried(outcome) => outcome.short(),
            Self::RefusedBefore { .. } => "already rejected".to_owned(),
            Self::Skipped(_) => "not tested".to_owned(),
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
            Self::NotAsked => "not selected",
            Self::NotStored => "none is saved",
            Self::CodeSpent => "codes work once",
            Self::NotReached => "the check ended first",
        }
    }
}

/// For use within a sentence.
fn because(why: &Failure) -> String {
    let headline = uncapitalized(&why.message().headline);
    match why.report().and_then(|report| report.status) {
        Some(status) => format!("{headline} (HTTP {status})"),
        None => headline,
    }
}

/// The user may have canceled while the stored one was in flight.
fn nothing_known(earlier: &str) -> String {
    format!("the check ended before the {earlier} one was checked")
}

fn new_accepted(stored: &StoredOutcome, noun: &str, earlier: &str) -> (RotationTone, String) {
    match stored {
        StoredOutcome::Tried(CheckOutcome::Refused(_)) => (
            Good,
            format!("The new {noun} works and the old one doesn’t.{SAVE}"),
        ),
        StoredOutcome::RefusedBefore { .. } => (
            Good,
            format!("The new {noun} works; the old one was already rejected.{SAVE}"),
        ),
        StoredOutcome::Tried(CheckOutcome::Accepted(_)) => (
            Warn,
            format!("Both {noun}s work; the old one hasn’t been revoked."),
        ),
        StoredOutcome::Tried(CheckOutcome::Untested(why)) => (
            Good,
            format!(
                "The new {noun} works; the {earlier} one couldn’t be tested: {}.",
                because(why)
            ),
        ),
        StoredOutcome::Skipped(SkipReason::NotStored) => (
            Good,
            format!(
                "The new {noun} works. This profile has none saved, so there’s nothing to replace."
            ),
        ),
        StoredOutcome::Skipped(SkipReason::NotReached) => (
            Good,
            format!("The new {noun} works; {}.", nothing_known(earlier)),
        ),
        StoredOutcome::Skipped(_) => (
            Good,
            format!("The new {noun} works; the {earlier} one wasn’t tested.{SAVE}"),
        ),
    }
}

fn new_refused(
    failure: &Failure,
    stored: &StoredOutcome,
    kind: AccountKind,
    earlier: &str,
) -> (RotationTone, String) {
    let noun = kind.noun();
    let went_with_code = failure
        .report()
        .is_some_and(|report| report.with == SignInWith::PasswordAndCode);
    // With a code, the console does not say which of the two it rejected.
    let new = if went_with_code {
        format!("the new {noun} or its code")
    } else {
        format!("the new {noun}")
    };
    let perhaps = match kind {
        AccountKind::ApiClient => "Check for a typo, a deleted client, or the wrong console.",
        AccountKind::User if went_with_code => {
            "Check for a typo, a blocked or deactivated account, or the wrong console."
        }
        AccountKind::User => {
            "Check for a typo, a missing two-factor code, a blocked or deactivated account, or the wrong console."
        }
    };
    match stored {
        StoredOutcome::Tried(CheckOutcome::Accepted(_)) => (
            Warn,
            format!(
                "The {earlier} {noun} still works, and the console didn’t accept {new}. Check for a typo, or wait: the reset may not \
                 have taken effect yet."
            ),
        ),
        StoredOutcome::Tried(CheckOutcome::Refused(_)) => (
            Bad,
            format!("The console accepted neither {noun}. {perhaps}"),
        ),
        StoredOutcome::RefusedBefore { .. } => (
            Bad,
            format!(
                "The console didn’t accept {new}, and it already rejected the {earlier} one. {perhaps}"
            ),
        ),
        StoredOutcome::Tried(CheckOutcome::Untested(why)) => (
            Bad,
            format!(
                "The console didn’t accept {new}, and the {earlier} one couldn’t be tested: {}.",
                because(why)
            ),
        ),
        StoredOutcome::Skipped(SkipReason::NotStored) => {
            (Bad, format!("The console didn’t accept {new}. {perhaps}"))
        }
        StoredOutcome::Skipped(SkipReason::NotReached) => (
            Bad,
            format!(
                "The console didn’t accept {new}; {}.",
                nothing_known(earlier)
            ),
        ),
        StoredOutcome::Skipped(_) => (
            Bad,
            format!("The console didn’t accept {new}; the {earlier} one wasn’t tested. {perhaps}"),
        ),
    }
}

fn new_untested(
    why: &Failure,
    stored: &StoredOutcome,
    noun: &str,
    earlier: &str,
) -> (RotationTone, String) {
    let untested = format!("the new one couldn’t be tested: {}", because(why));
    let sentence = match stored {
        StoredOutcome::Tried(CheckOutcome::Accepted(_)) => {
            format!("The {earlier} {noun} still works; {untested}.")
        }
        StoredOutcome::Tried(CheckOutcome::Refused(_)) => {
            format!("The console didn’t accept the {earlier} {noun}; {untested}.")
        }
        StoredOutcome::RefusedBefore { .. } => {
            format!("The {earlier} {noun} was already rejected; {untested}.")
        }
        StoredOutcome::Tried(CheckOutcome::Untested(same)) if because(same) == because(why) => {
            format!("Neither {noun} could be tested: {}.", because(why))
        }
        StoredOutcome::Tried(CheckOutcome::Untested(other)) => format!(
            "Neither {noun} could be tested. New: {}; {earlier}: {}.",
            because(why),
            because(other)
        ),
        StoredOutcome::Skipped(SkipReason::NotStored) => {
            format!("The new {noun} couldn’t be tested: {}.", because(why))
        }
        StoredOutcome::Skipped(SkipReason::NotReached) => format!(
            "The new {noun} couldn’t be tested: {}; {}.",
            because(why),
            nothing_known(earlier)
        ),
        StoredOutcome::Skipped(_) => format!(
            "The new {noun} couldn’t be tested: {}. The {earlier} one wasn’t tested.",
            because(why)
        ),
    };
    (Warn, sentence)
}

#[cfg(test)]
mod tests;
