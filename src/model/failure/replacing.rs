//! How it is told that a stored secret was not replaced: what is known of the old one, for each way the keyring can fail.

use super::{FailureText, KeyringFailure};
use crate::model::AccountKind;

impl KeyringFailure {
    /// How it is told where the stored secret of such an account was to be replaced by one that was checked.
    pub fn words_of_replacing(&self, kind: AccountKind) -> FailureText {
        let noun = kind.noun();
        let words = self.message();
        match self {
            // An edit is told that what was typed is kept. Here it may belong to another kind of account by now.
            Self::Conflict(_) => FailureText {
                explanation: format!(
                    "The keyring holds a newer save than the one that was checked. It was left as it is: the stored {noun} was \
                     not replaced."
                ),
                next: "Check again: what was found is not known of what is stored now.".to_owned(),
                ..words
            },
            Self::NotFound => FailureText {
                explanation: "Its item was removed elsewhere, or the keyring does not give it now; it is not known to be \
                              deleted. Nothing was written."
                    .to_owned(),
                ..words
            },
            Self::NotAsWritten | Self::Unclear | Self::Defect => FailureText {
                next: format!("Check again: if the new {noun} is the stored one by now, that says so."),
                ..words
            },
            Self::Cancelled => FailureText {
                explanation: format!(
                    "The keyring was not waited for. Nothing was changed. The old {noun} is still stored."
                ),
                ..words
            },
            // The vault looked afterwards where it was not certain, and the new one was not there.
            Self::Other => FailureText {
                explanation: format!(
                    "{} The new {noun} is not in it: as far as is known, the old one is still stored.",
                    words.explanation
                ),
                ..words
            },
            Self::Unavailable(_)
            | Self::Locked
            | Self::NoCollection
            | Self::Unreadable(_)
            | Self::TooLarge { .. }
            | Self::Ambiguous
            | Self::SecretOfAnotherConsole
            | Self::SecretNotThere => FailureText {
                explanation: format!("{} The stored {noun} was not replaced.", words.explanation),
                ..words
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::model::failure::{Missing, Unreadable};
    use crate::model::{Account, ClientId, ConsoleUrl, Profile, ProfileId, ProfileName};

    fn theirs() -> Box<Profile> {
        Box::new(Profile {
            id: ProfileId::random(),
            rev: 2,
            name: ProfileName::parse("Production EU").unwrap(),
            console: ConsoleUrl::parse("https://console.example").unwrap(),
            account: Account::ApiClient {
                client_id: ClientId::parse("key-42").unwrap(),
            },
            saved_at: Timestamp::UNIX_EPOCH,
            is_pinned: false,
            tag: None,
        })
    }

    #[test]
    fn each_failure_says_what_is_known_of_the_old_secret() {
        use KeyringFailure as F;
        let limits = F::TooLarge {
            bytes: 2_000,
            limit_bytes: 1_000,
        };
        for (failure, told) in [
            (F::Unavailable(Missing::Bus), "was not replaced"),
            (F::Locked, "was not replaced"),
            (F::NoCollection, "was not replaced"),
            (F::NotFound, "Nothing was written"),
            (F::Unreadable(Unreadable::NotText), "was not replaced"),
            (F::Conflict(theirs()), "was not replaced"),
            (limits, "was not replaced"),
            (F::Ambiguous, "was not replaced"),
            (F::NotAsWritten, "may be the old or the new one"),
            (F::Unclear, "may be the old or the new one"),
            (F::Cancelled, "is still stored"),
            (F::SecretOfAnotherConsole, "was not replaced"),
            (F::SecretNotThere, "was not replaced"),
            (F::Other, "is still stored"),
            (F::Defect, "may be the old or the new one"),
        ] {
            for (kind, other) in [
                (AccountKind::ApiClient, "password"),
                (AccountKind::User, "secret"),
            ] {
                let words = failure.words_of_replacing(kind);
                assert!(words.explanation.contains(told), "{failure:?}: {words:?}");
                assert!(!words.explanation.contains("edit"), "{words:?}");
                assert!(
                    !words.explanation.contains("nothing was sent"),
                    "{words:?}: it was checked"
                );
                // What a keyring itself asks for is a password, whatever is kept in it.
                let own = words.explanation.split(". ").last();
                assert!(own.is_some_and(|own| !own.contains(other)), "{words:?}");
            }
        }
    }
}
