//! What can go wrong, in words. Every failure answers three questions: what happened, what was left as it was, what to do
//! next; and claims no more than is known.

mod clipboard;
mod keyring;
mod sign_in;
mod sign_in_words;

pub use clipboard::ClipboardFailure;
pub use keyring::{KeyringFailure, Missing, Unreadable};
pub use sign_in::{Certificate, Connect, NotAToken, SignInFailure, SignInReport, Stage};

/// How a failure is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What happened, in one line without a full stop.
    pub headline: String,
    /// More about it, and what was left as it was. Whole sentences.
    pub explanation: String,
    /// What to do next. A whole sentence.
    pub next: String,
}

/// What the solid button of a failure does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Open the editor at the secret.
    EnterSecret,
    /// Do the same again.
    TryAgain,
}

/// Why a token could not be fetched or tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The keyring did not give the secret; nothing was sent.
    Keyring(KeyringFailure),
    /// The console, or the way to it.
    SignIn(SignInReport),
    /// The profile in the keyring is not the one that was shown; nothing was sent.
    ChangedElsewhere,
    /// A defect of this program ended the job.
    Defect,
}

impl Failure {
    /// How it is told.
    pub fn words(&self) -> Words {
        match self {
            Self::Keyring(failure) => failure.words(),
            Self::SignIn(report) => report.words(),
            Self::ChangedElsewhere => Words {
                headline: "This profile was changed elsewhere".to_owned(),
                explanation: "The keyring now holds another console or account for it than the window showed. Nothing was \
                              sent, and nothing was copied. The profile above is as it is now."
                    .to_owned(),
                next: "Look at it, then try again.".to_owned(),
            },
            Self::Defect => Words {
                headline: "Tokendesk made a mistake".to_owned(),
                explanation: "The work was stopped by a defect in the program. Nothing was copied. A line with the place of \
                              the defect, without any secret, is in the program’s log."
                    .to_owned(),
                next: "Try again; if it comes back, please report that line.".to_owned(),
            },
        }
    }

    /// What its solid button does.
    pub fn remedy(&self) -> Remedy {
        match self {
            Self::SignIn(SignInReport {
                failure: SignInFailure::Refused { .. },
                ..
            }) => Remedy::EnterSecret,
            _ => Remedy::TryAgain,
        }
    }

    /// One word for the list.
    pub fn short(&self) -> &'static str {
        match self {
            Self::SignIn(SignInReport {
                failure: SignInFailure::Refused { .. },
                ..
            }) => "refused",
            Self::ChangedElsewhere => "changed",
            _ => "failed",
        }
    }
}
