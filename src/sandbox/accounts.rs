//! The API clients that the sandbox console knows, and the sample profiles made from them.

use jiff::Timestamp;

use crate::model::{
    Account, ClientId, ConsoleUrl, Profile, ProfileId, ProfileName, Secret, StoredProfile,
};

/// An API client of the sandbox console. Its secrets are pretend and the same for everyone: nothing here is to be hidden.
pub struct SandboxAccount {
    /// What its sample profile is called.
    pub name: &'static str,
    /// Its public name.
    pub client_id: &'static str,
    /// The secret that its sample profile holds.
    pub secret: &'static str,
    /// The secret that the console accepts instead, where [`Self::secret`] was reset.
    pub new_secret: Option<&'static str>,
    /// What signing in with it shows, as a whole sentence.
    pub shows: &'static str,
    /// How the console answers it.
    pub(super) answer: Answer,
}

impl SandboxAccount {
    /// Whether the console accepts this secret for it.
    pub(super) fn accepts(&self, secret: &str) -> bool {
        secret == self.new_secret.unwrap_or(self.secret)
    }
}

/// How the console answers a sign-in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// At once: a token for the right secret, 401 for a wrong one.
    Prompt {
        /// How long the token lives.
        lifetime_secs: u32,
    },
    /// The same, but late.
    Late {
        /// How long the token lives.
        lifetime_secs: u32,
    },
    /// 503, whatever the secret.
    OutOfService,
}

/// Every API client that the sandbox console knows, in the order in which they are told.
pub fn accounts() -> &'static [SandboxAccount] {
    &ACCOUNTS
}

/// A profile for each of [`accounts`], on `console`, as if saved at `now`.
pub fn sample_profiles(console: &ConsoleUrl, now: Timestamp) -> Vec<StoredProfile> {
    ACCOUNTS
        .iter()
        .filter_map(|account| sample_profile(account, console, now))
        .collect()
}

/// `None` only if a constant of this file were not valid, which a test rules out.
fn sample_profile(
    account: &SandboxAccount,
    console: &ConsoleUrl,
    now: Timestamp,
) -> Option<StoredProfile> {
    let profile = Profile {
        id: ProfileId::random(),
        rev: 1,
        name: ProfileName::parse(account.name).ok()?,
        console: console.clone(),
        account: Account::ApiClient {
            client_id: ClientId::parse(account.client_id).ok()?,
        },
        saved_at: Timestamp::from_second(now.as_second()).ok()?,
    };
    let secret = Secret::new(account.secret)?;
    Some(StoredProfile { profile, secret })
}

/// How long the vendor's tokens live for an API client.
const VENDOR_LIFETIME_SECS: u32 = 15 * 60;

static ACCOUNTS: [SandboxAccount; 5] = [
    SandboxAccount {
        name: "Works",
        client_id: "key-623076fc-d1cc-4714-b759-6fe8ca0384a3",
        secret: "pretend-XWRMu0sLjECL3FBFG3oWd4XR9fG8",
        new_secret: None,
        shows: "A token that lives 15 minutes.",
        answer: Answer::Prompt {
            lifetime_secs: VENDOR_LIFETIME_SECS,
        },
    },
    SandboxAccount {
        name: "Lives 90 seconds",
        client_id: "key-457092d4-1002-4190-954c-1979a5110e89",
        secret: "pretend-x5lEfBHukyMoHMDpbQLjsd7Xk1al",
        new_secret: None,
        shows: "A token that is over after 90 seconds.",
        answer: Answer::Prompt { lifetime_secs: 90 },
    },
    SandboxAccount {
        name: "Secret was reset",
        client_id: "key-a8880b79-dab4-4d02-a25a-722032b773c4",
        secret: "pretend-r296JrM8evwvKhxVgbbFlq4VqxlL",
        new_secret: Some("pretend-X8VQm9f33iKZmscEkCqzhayuxL7n"),
        shows: "401: the console no longer accepts this secret. The new one gets a token.",
        answer: Answer::Prompt {
            lifetime_secs: VENDOR_LIFETIME_SECS,
        },
    },
    SandboxAccount {
        name: "Answers after 8 seconds",
        client_id: "key-95099f3b-5888-42e9-8362-85c14fedf357",
        secret: "pretend-SD84gIITfgZxj07OFIHgUxw7B1VA",
        new_secret: None,
        shows: "A token that lives 15 minutes, after 8 seconds of silence.",
        answer: Answer::Late {
            lifetime_secs: VENDOR_LIFETIME_SECS,
        },
    },
    SandboxAccount {
        name: "Console answers 503",
        client_id: "key-50967c1f-01f4-44e2-ae6b-eed21efc62d1",
        secret: "pretend-exR3zrChmuUAeV2D4kBD8HU9DZF9",
        new_secret: None,
        shows: "503: the console has a problem of its own.",
        answer: Answer::OutOfService,
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_account_has_a_sample_profile_that_holds_its_stored_secret() {
        let console = ConsoleUrl::parse("http://127.0.0.1:4280").unwrap();
        let now = "2026-01-02T03:04:05.678Z".parse().unwrap();
        let samples = sample_profiles(&console, now);
        assert_eq!(samples.len(), accounts().len());
        for (sample, account) in samples.iter().zip(accounts()) {
            assert_eq!(sample.profile.name.as_str(), account.name);
            assert_eq!(sample.profile.account.login(), account.client_id);
            assert_eq!(sample.profile.console, console);
            assert_eq!(
                sample.profile.saved_at.to_string(),
                "2026-01-02T03:04:05Z",
                "to the second, as the keyring keeps it"
            );
            assert_eq!(sample.secret.expose_secret(), account.secret);
        }
    }

    #[test]
    fn no_two_accounts_can_be_mixed_up() {
        for (n, account) in accounts().iter().enumerate() {
            for other in &accounts()[n + 1..] {
                assert_ne!(account.client_id, other.client_id);
                assert_ne!(account.secret, other.secret);
                assert_ne!(account.name, other.name);
            }
        }
    }
}
