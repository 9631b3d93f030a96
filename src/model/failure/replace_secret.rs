//! The messages when a stored secret could not be replaced: what is known about the old one.

use super::{FailureText, KeyringFailure};
use crate::model::AccountKind;

impl KeyringFailure {
    pub fn replace_message(&self, kind: AccountKind) -> FailureText {
        let noun = kind.noun();
        let message = self.message();
        let explanation = match self {
            // The general message is about edits. Here the profile may belong to another kind of account by now.
            Self::Conflict(_) => format!(
                "It was saved again since the check, so the saved {noun} wasn’t replaced. Check again."
            ),
            Self::NotFound => "It was removed elsewhere, or the keyring doesn’t return it now; it may still exist. Nothing was \
                               saved."
                .to_owned(),
            Self::NotAsWritten | Self::Unclear | Self::Defect => format!(
                "The old or the new {noun} may be saved. Check again to find out which."
            ),
            Self::Canceled => format!("Nothing was changed. The old {noun} is still saved."),
            // If the outcome was uncertain, the vault read the item back, and the new secret was not in it.
            Self::Other => format!(
                "The old {noun} is probably still saved. Try again. If it happens again, restart the keyring."
            ),
            Self::Unavailable(_)
            | Self::Locked
            | Self::NoCollection
            | Self::Unreadable(_)
            | Self::TooLarge { .. }
            | Self::Ambiguous
            | Self::SecretOfAnotherConsole
            | Self::SecretNotThere
            | Self::VendorSecret(_) => {
                format!("{} The saved {noun} wasn’t replaced.", message.explanation)
            }
        };
        FailureText {
            explanation,
            ..message
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
            (F::Unavailable(Missing::Bus), "wasn’t replaced"),
            (F::Locked, "wasn’t replaced"),
            (F::NoCollection, "wasn’t replaced"),
            (F::NotFound, "Nothing was saved"),
            (F::Unreadable(Unreadable::NotText), "wasn’t replaced"),
            (F::Conflict(theirs()), "wasn’t replaced"),
            (limits, "wasn’t replaced"),
            (F::Ambiguous, "wasn’t replaced"),
            (F::NotAsWritten, "may be saved"),
            (F::Unclear, "may be saved"),
            (F::Canceled, "is still saved"),
            (F::SecretOfAnotherConsole, "wasn’t replaced"),
            (F::SecretNotThere, "wasn’t replaced"),
            (F::Other, "is probably still saved"),
            (F::Defect, "may be saved"),
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
