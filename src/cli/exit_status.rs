//! The exit status, the same table for all commands.

use crate::model::{Failure, KeyringFailure, SignInFailure};

/// Numbers are a contract with scripts: a number never gets another meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum ExitStatus {
    Success = 0,
    Internal = 1,
    /// Also clap's.
    Usage = 2,
    Keyring = 3,
    NoProfile = 4,
    Ambiguous = 5,
    Rejected = 6,
    NotAllowed = 7,
    Console = 8,
    RateLimited = 9,
    InputMissing = 10,
    /// What a shell reports for a program that `Ctrl+C` ended.
    Interrupted = 130,
}

impl ExitStatus {
    pub const ALL: [Self; 12] = [
        Self::Success,
        Self::Internal,
        Self::Usage,
        Self::Keyring,
        Self::NoProfile,
        Self::Ambiguous,
        Self::Rejected,
        Self::NotAllowed,
        Self::Console,
        Self::RateLimited,
        Self::InputMissing,
        Self::Interrupted,
    ];

    pub fn code(self) -> u8 {
        self as u8
    }

    /// For the help and the man pages.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Success => "Success; with check, every checked credential works",
            Self::Internal => "Internal error, or the output couldn't be written",
            Self::Usage => "Unknown option, or options that don't go together",
            Self::Keyring => {
                "The keyring is missing, locked, or didn't answer, or an item in it can't be read"
            }
            Self::NoProfile => {
                "No profile has this name or ID, or it changed before it could be used"
            }
            Self::Ambiguous => "Several profiles have this name, or names that look the same",
            Self::Rejected => "The console rejected the secret, the password or the code",
            Self::NotAllowed => {
                "The account can't get tokens this way: single sign-on, no permission, no API access"
            }
            Self::Console => {
                "No usable answer from the console: network, proxy, certificate or server"
            }
            Self::RateLimited => "The console asks to wait: too many sign-ins",
            Self::InputMissing => "A password or a two-factor code is needed and wasn't given",
            Self::Interrupted => "Interrupted by Ctrl+C",
        }
    }

    /// One line for each, for the help.
    pub fn table() -> String {
        let line = |status: Self| format!("  {:>3}  {}", status.code(), status.meaning());
        let lines: Vec<_> = Self::ALL.into_iter().map(line).collect();
        format!(
            "Exit status:\n{}\n\nWith several outcomes, check ends with the lowest number above 0.",
            lines.join("\n")
        )
    }

    pub(super) fn of_failure(failure: &Failure) -> Self {
        use SignInFailure as F;
        match failure {
            Failure::Keyring(failure) => Self::of_keyring(failure),
            Failure::ChangedElsewhere => Self::NoProfile,
            Failure::SingleSignOn { .. } => Self::NotAllowed,
            Failure::Defect => Self::Internal,
            Failure::SignIn(report) => match report.failure {
                F::Refused | F::CodeRefused => Self::Rejected,
                F::CodeMissing => Self::InputMissing,
                F::TwoFactorNotSetUp | F::Forbidden | F::NoApiAccess => Self::NotAllowed,
                F::TooManyRequests { .. } => Self::RateLimited,
                _ => Self::Console,
            },
        }
    }

    pub(super) fn of_keyring(failure: &KeyringFailure) -> Self {
        match failure {
            KeyringFailure::NotFound => Self::NoProfile,
            KeyringFailure::Defect => Self::Internal,
            _ => Self::Keyring,
        }
    }

    /// Of several outcomes.
    pub(super) fn worst(all: impl IntoIterator<Item = Self>) -> Self {
        let failed = all.into_iter().filter(|status| *status != Self::Success);
        failed.min().unwrap_or(Self::Success)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;

    use super::*;
    use crate::model::failure::{Connect, NotAToken};
    use crate::model::{SignInReport, SignInWith};

    #[test]
    fn each_kind_of_failure_has_its_status() {
        use ExitStatus as E;
        use SignInFailure as F;
        let sign_in = |failure| {
            Failure::SignIn(SignInReport {
                failure,
                with: SignInWith::ApiClient,
                has_space_at_ends: false,
                host: "console.example".to_owned(),
                status: None,
                is_web_page: false,
                clock_ahead_secs: None,
                at: Timestamp::UNIX_EPOCH,
                took: Duration::ZERO,
            })
        };
        let host = "console.example".to_owned();
        for (failure, status) in [
            (sign_in(F::Refused), E::Rejected),
            (sign_in(F::CodeRefused), E::Rejected),
            (sign_in(F::CodeMissing), E::InputMissing),
            (sign_in(F::TwoFactorNotSetUp), E::NotAllowed),
            (sign_in(F::Forbidden), E::NotAllowed),
            (sign_in(F::NoApiAccess), E::NotAllowed),
            (
                sign_in(F::TooManyRequests { retry_at: None }),
                E::RateLimited,
            ),
            (sign_in(F::ServerError), E::Console),
            (sign_in(F::CannotConnect(Connect::Refused)), E::Console),
            (sign_in(F::NotAToken(NotAToken::NotJson)), E::Console),
            (Failure::SingleSignOn { host }, E::NotAllowed),
            (Failure::ChangedElsewhere, E::NoProfile),
            (Failure::Defect, E::Internal),
            (Failure::Keyring(KeyringFailure::Locked), E::Keyring),
            (Failure::Keyring(KeyringFailure::NotFound), E::NoProfile),
            (Failure::Keyring(KeyringFailure::Defect), E::Internal),
        ] {
            assert_eq!(ExitStatus::of_failure(&failure), status, "{failure:?}");
        }
    }

    #[test]
    fn of_several_outcomes_the_lowest_number_above_0_counts() {
        use ExitStatus as E;
        assert_eq!(E::worst([]), E::Success);
        assert_eq!(E::worst([E::Success, E::Success]), E::Success);
        assert_eq!(
            E::worst([E::Success, E::InputMissing, E::Rejected, E::Console]),
            E::Rejected
        );
    }

    #[test]
    fn the_table_names_each_number_once_in_order() {
        let table = ExitStatus::table();
        let numbers: Vec<u8> = (table.lines())
            .filter_map(|line| {
                line.strip_prefix("  ")?
                    .split_whitespace()
                    .next()?
                    .parse()
                    .ok()
            })
            .collect();
        assert_eq!(numbers, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 130]);
    }
}
