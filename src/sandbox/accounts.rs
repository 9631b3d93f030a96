//! The API clients that the sandbox console knows.

use super::faults::Fault;

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
    /// The secret that the console accepts for it, unless it was reset in this run.
    pub(super) fn valid_secret(&self) -> &'static str {
        self.new_secret.unwrap_or(self.secret)
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
    /// At once and the same for the right secret, from a machine whose clock is five minutes slow.
    SlowClock {
        /// How long the token lives.
        lifetime_secs: u32,
    },
    /// With this failure, whatever the secret.
    Fails(Fault),
}

/// Every API client that the sandbox console knows, in the order in which they are told.
pub fn accounts() -> &'static [SandboxAccount] {
    &ACCOUNTS
}

/// The one whose secret can be reset.
pub(super) fn resettable() -> &'static SandboxAccount {
    &ACCOUNTS[0]
}

/// How long the vendor's tokens live for an API client.
const VENDOR_LIFETIME_SECS: u32 = 15 * 60;

static ACCOUNTS: [SandboxAccount; 21] = [
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
        name: "Clock runs slow",
        client_id: "key-d6e07a80-6a82-4956-abc1-e1272916e41b",
        secret: "pretend-GmsNPE5iYI6CCp6DeUCKVojU7zxZ",
        new_secret: None,
        shows: "A token that lives 15 minutes, from a console whose clock is five minutes behind.",
        answer: Answer::SlowClock {
            lifetime_secs: VENDOR_LIFETIME_SECS,
        },
    },
    failing(
        "Fails: server error",
        "key-50967c1f-01f4-44e2-ae6b-eed21efc62d1",
        "pretend-exR3zrChmuUAeV2D4kBD8HU9DZF9",
        "503: the console has a problem of its own.",
        Fault::OutOfService,
    ),
    failing(
        "Fails: not permitted",
        "key-1732546e-141a-4872-af7d-3f55d4f96cd5",
        "pretend-6nHLH7rPHGhe3tbKVQTHOXQ0CaoM",
        "403: the console knows the client and does not let it in.",
        Fault::Forbidden,
    ),
    failing(
        "Fails: plan without API access",
        "key-7b11ed7a-e3b5-4b87-8549-111f4c6d5a5e",
        "pretend-pGZsqs0cxeNpJpj19CGZIuWiSdve",
        "403, with the vendor’s sentence about plans that do not permit the API.",
        Fault::NoApiAccess,
    ),
    failing(
        "Fails: too many requests",
        "key-20520fe5-0c6b-4c43-82a9-9a567ade3d1b",
        "pretend-34FbyNsE2b3MHv755AVbfmCVlTqZ",
        "429: come back in 42 seconds.",
        Fault::TooManyRequests,
    ),
    failing(
        "Fails: in maintenance",
        "key-cbd6c625-21b4-4631-9430-a78ad40a44ba",
        "pretend-lSvwJkzcw5l0wsy7C0aVWAklawk5",
        "A redirect to a status page, which is not followed.",
        Fault::StatusPage,
    ),
    failing(
        "Fails: maintenance page",
        "key-cb20b33f-569b-467b-ad0c-cb874bfcaf45",
        "pretend-OCFldF2z7NBeHncVqVDSg9ZcA9HI",
        "200 with a web page, Service Under Maintenance, where a token should be.",
        Fault::MaintenancePage,
    ),
    failing(
        "Fails: redirected",
        "key-61bd3602-0d68-4ba3-afe5-4c05ea7ceb6b",
        "pretend-S1S6gOeHjP3j9LZDkbLcjMFQOU5R",
        "A redirect to another host, which is not followed.",
        Fault::Redirect,
    ),
    failing(
        "Fails: empty reply",
        "key-d26bddec-4d56-4f40-b75c-74dc43ff15b6",
        "pretend-RyYOegIUUTmFObjbTj5YITQhjQxV",
        "200 without a body.",
        Fault::Empty,
    ),
    failing(
        "Fails: not JSON",
        "key-8325b003-da18-45a7-8568-0ab0d277da82",
        "pretend-D1QqkG4zFqrpu6GuCkv2mvW1fd6f",
        "200 with a text that is no JSON.",
        Fault::NotJson,
    ),
    failing(
        "Fails: no token in the reply",
        "key-fd45f65e-46f2-4fde-ad28-fdc1d2337b29",
        "pretend-Y3lRq5d4IMBXE0rRuqyH5UTy8PJe",
        "200 with JSON that has no token in it.",
        Fault::NoToken,
    ),
    failing(
        "Fails: malformed token",
        "key-2987c3f3-8b4c-4861-be37-528dd46d50d4",
        "pretend-R11H8fulOobO1VCsiRActuPhlE9r",
        "200 with a token that no header can carry.",
        Fault::MalformedToken,
    ),
    failing(
        "Fails: another type of token",
        "key-db5b95cb-2dff-4213-beb6-d6e88dd30d07",
        "pretend-XTnffLBk95iF6A0FFRAhEAf3cDTJ",
        "200 with a token that is not a bearer token.",
        Fault::OtherType,
    ),
    failing(
        "Fails: compressed reply",
        "key-cfaa4f3d-eea7-463f-9f4e-eb6cdea282e2",
        "pretend-hbjbcqVxlEuBd4hzOXDt8KsiXv1f",
        "200 with a body that is said to be compressed.",
        Fault::Compressed,
    ),
    failing(
        "Fails: reply too large",
        "key-e2e9c510-c99f-4a4d-9603-c13bdfd15f92",
        "pretend-OEuqSv0U4LU6eOlBdbud4ShBYKnh",
        "200 with a body of 200 KiB.",
        Fault::TooLarge,
    ),
    failing(
        "Fails: breaks off",
        "key-40681e88-7e03-4940-9b4d-d00cce5d92fa",
        "pretend-nqqSMaS51TvIlRQRms8GWbIzdq4c",
        "200 with a body that ends before its announced end.",
        Fault::BreaksOff,
    ),
    failing(
        "Fails: never answers",
        "key-f6438ed2-c9c0-47c1-a324-3e81a6ca9ad8",
        "pretend-8R3TybnijHQBxsJ0Mk8WLLbVXbAa",
        "Nothing at all, until the client gives up.",
        Fault::NeverAnswers,
    ),
];

const fn failing(
    name: &'static str,
    client_id: &'static str,
    secret: &'static str,
    shows: &'static str,
    fault: Fault,
) -> SandboxAccount {
    SandboxAccount {
        name,
        client_id,
        secret,
        new_secret: None,
        shows,
        answer: Answer::Fails(fault),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_that_can_be_reset_is_of_the_account_that_works() {
        assert_eq!(resettable().name, "Works");
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
