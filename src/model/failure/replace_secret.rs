//! The messages when a stored secret could not be replaced: what is known about the old one.

use super::{FailureText, KeyringFailure};
use crate::model::AccountKind;

impl KeyringFailure {
    pub fn replace_message(&self, kind: AccountKind) -> FailureText {
        let noun = kind.noun();
        let message = self.message();
        match self {
            // The general message says that what was typed is kept. Here it may belong to another kind of account by now.
            Self::Conflict(_) => FailureText {
                explanation: format!(
                    "The keyring holds a newer save than the one that was checked. It was left as it is: the stored {noun} was \
                     not replaced."
                ),
                next: "Check again: what was found is not known of what is stored now.".to_owned(),
                ..message
            },
            Self::NotFound => FailureText {
                explanation: "Its item was removed elsewhere, or the keyring does not give it now; it is not known to be \
                              deleted. Nothing was written."
                    .to_owned(),
                ..message
            },
            Self::NotAsWritten | Self::Unclear | Self::Defect => FailureText {
                next: format!("Check again: if the new {noun} is the stored one by now, that says so."),
                ..message
            },
            Self::Canceled => FailureText {
                explanation: format!(
                    "The keyring was not waited for. Nothing was changed. The old {noun} is still stored."
                ),
                ..message
            },
            // If the outcome was uncertain, the vault read the item back, and the new secret was not in it.
            Self::Other => FailureText {
                explanation: format!(
                    "{} The new {noun} is not in it: as far as is known, the old one is still stored.",
                    message.explanation
                ),
                ..message
            },
            Self::Unavailable(_)
            | Self::Locked
            | Self::NoCollection
            | Self::Unreadable(_)
            | Self::TooLarge { .. }
            | Self::Ambiguous
            | Self::SecretOfAnotherConsole
            | Self::SecretNotThere => FailureText {
                explanation: format!("{} The stored {noun} was not replaced.", message.explanation),
                ..message
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
        })
    }

    #[test]
    fn each_failure_says_what_is_known_of_the_old_secret() {
        use KeyringFailure as F;
        let limits = F::TooLarge {
            bytes: 2_000,
            limit_bytes: 1_000,
        };
        for (failure, expected) in [
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
            (F::Canceled, "is still stored"),
            (F::SecretOfAnotherConsole, "was not replaced"),
            (F::SecretNotThere, "was not replaced"),
            (F::Other, "is still stored"),
            (F::Defect, "may be the old or the new one"),
        ] {
            for (kind, other) in [
                (AccountKind::ApiClient, "password"),
                (AccountKind::User, "secret"),
            ] {
                let message = failure.replace_message(kind);
                assert!(
                    message.explanation.contains(expected),
                    "{failure:?}: {message:?}"
                );
                assert!(!message.explanation.contains("edit"), "{message:?}");
                assert!(
                    !message.explanation.contains("nothing was sent"),
                    "{message:?}: it was checked"
                );
                // The last sentence may mean the keyring's own password.
                let own = message.explanation.split(". ").last();
                assert!(own.is_some_and(|own| !own.contains(other)), "{message:?}");
            }
        }
    }
}
