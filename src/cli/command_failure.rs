use std::io;

use super::ExitStatus;
use crate::app::job::MissingInput;
use crate::model::failure::Missing;
use crate::model::{Failure, FailureText, KeyringFailure, Profile, SignInFailure, visible_line};

/// Why a command ended without a result.
#[derive(Debug)]
pub(super) enum CommandFailure {
    /// In the words of the window.
    Failed(Failure),
    KeyringSilent {
        limit_secs: u64,
    },
    NoProfile {
        name: String,
    },
    Ambiguous {
        name: String,
        profiles: Vec<Profile>,
    },
    /// A password or code that nobody was there to type.
    InputMissing(MissingInput),
    /// What was typed or read can't be a password or a code. Never quotes it.
    InputInvalid(String),
    /// An API client was to sign in with a password.
    NoPerson {
        name: String,
    },
    /// `Ctrl+C`.
    Interrupted,
    OutputNotWritten(io::Error),
    Defect,
}

impl CommandFailure {
    pub(super) fn exit_status(&self) -> ExitStatus {
        match self {
            Self::Failed(failure) => ExitStatus::of_failure(failure),
            Self::KeyringSilent { .. } => ExitStatus::Keyring,
            Self::NoProfile { .. } => ExitStatus::NoProfile,
            Self::Ambiguous { .. } => ExitStatus::Ambiguous,
            Self::InputMissing(_) | Self::InputInvalid(_) => ExitStatus::InputMissing,
            Self::NoPerson { .. } => ExitStatus::Usage,
            Self::Interrupted => ExitStatus::Interrupted,
            Self::OutputNotWritten(_) | Self::Defect => ExitStatus::Internal,
        }
    }

    pub(super) fn message(&self) -> FailureText {
        match self {
            Self::Failed(failure) => failure.message(),
            Self::KeyringSilent { limit_secs } => FailureText::new(
                format!("The keyring didn’t answer within {limit_secs} s"),
                "It may be locked and waiting for someone to unlock it. Nothing was sent. Unlock it, then try again, or allow more \
                 time with --keyring-timeout.",
            ),
            Self::NoProfile { name } => FailureText::new(
                format!("No profile is named “{}”", shown(name)),
                "Nothing was sent. “tokendesk list” prints all names and IDs.",
            ),
            Self::Ambiguous { name, profiles } => {
                let lines = profiles.iter().map(|profile| {
                    let Profile { id, name, .. } = profile;
                    let (host, login) = (profile.console.host(), profile.account.display_login());
                    format!("\n  {id}  {name} · {host} · {login}")
                });
                let lines: String = lines.collect();
                FailureText::new(
                    format!(
                        "{} profiles are named “{}” or look the same",
                        profiles.len(),
                        shown(name)
                    ),
                    format!("Nothing was sent. Use the ID of the one you mean:{lines}"),
                )
            }
            Self::InputMissing(missing) => missing_input(*missing),
            Self::InputInvalid(why) => FailureText::new(
                "The password or code can’t be used",
                format!("{why} No password was sent."),
            ),
            Self::NoPerson { name } => FailureText::new(
                format!("“{}” is an API client", shown(name)),
                "Its secret is in the keyring, so nothing was read from standard input or sent. Leave out --password-stdin and \
                 --code-stdin.",
            ),
            Self::Interrupted => FailureText::new("Interrupted", "Nothing was sent."),
            Self::OutputNotWritten(error) => FailureText::new(
                "The output couldn’t be written",
                format!(
                    "{}. Check where standard output goes, then try again.",
                    crate::model::capitalized(&error.kind().to_string())
                ),
            ),
            Self::Defect => Failure::Defect.message(),
        }
    }
}

impl CommandFailure {
    /// What the window has a button for.
    pub(super) fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Failed(Failure::Keyring(KeyringFailure::Locked)) => Some(
                "Unlock it first, for example by opening Tokendesk. Without --no-input, the keyring can ask for its password.",
            ),
            Self::Failed(Failure::Keyring(KeyringFailure::Unavailable(Missing::Bus))) => {
                Some("In cron or a service, set DBUS_SESSION_BUS_ADDRESS as in tokendesk(1).")
            }
            Self::Failed(Failure::SignIn(report)) => match report.failure {
                SignInFailure::CodeMissing => {
                    Some("--code-stdin reads a two-factor code from standard input.")
                }
                _ => None,
            },
            _ => None,
        }
    }
}

impl From<Failure> for CommandFailure {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<KeyringFailure> for CommandFailure {
    fn from(failure: KeyringFailure) -> Self {
        Self::Failed(Failure::Keyring(failure))
    }
}

fn shown(name: &str) -> String {
    visible_line(name.trim())
}

fn missing_input(missing: MissingInput) -> FailureText {
    let (headline, options) = match missing {
        MissingInput::Password => (
            "This sign-in needs the account’s password",
            "Pass it with --password-stdin",
        ),
        MissingInput::Code => (
            "This sign-in needs a two-factor code",
            "Pass it with --code-stdin",
        ),
        MissingInput::PasswordAndCode => (
            "This sign-in needs the account’s password and a two-factor code",
            "Pass them on two lines with --password-stdin --code-stdin",
        ),
    };
    FailureText::new(
        headline,
        format!(
            "There was no terminal to ask on, so no password was sent. {options}, or run the command in a terminal."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_a_sentence() {
        let full = io::Error::from(io::ErrorKind::StorageFull);
        let explanation = CommandFailure::OutputNotWritten(full).message().explanation;
        assert!(
            explanation.starts_with("No storage space. "),
            "{explanation}"
        );
    }
}
