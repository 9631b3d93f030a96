//! The API clients of the sandbox console.

use super::faults::Fault;

/// An API client. Its secrets are fake and the same for everyone: nothing here needs hiding.
pub struct SandboxApiClient {
    /// The name of its sample profile.
    pub name: &'static str,
    pub client_id: &'static str,
    /// The secret in its sample profile.
    pub secret: &'static str,
    /// The secret that the console accepts instead of [`Self::secret`].
    pub new_secret: Option<&'static str>,
    /// What signing in with it outcome, as complete sentences.
    pub outcome: &'static str,
    pub(super) behavior: Behavior,
}

impl SandboxApiClient {
    /// The accepted secret, unless it was reset in this run.
    pub(super) fn valid_secret(&self) -> &'static str {
        self.new_secret.unwrap_or(self.secret)
    }
}

/// How the console handles a sign-in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Behavior {
    /// A token for the right secret, 401 for a wrong one.
    Normal { lifetime_secs: u32 },
    /// The same after a delay.
    Late { lifetime_secs: u32 },
    /// The same with a `Date` five minutes behind.
    SlowClock { lifetime_secs: u32 },
    /// This failure, whatever the secret.
    Fails(Fault),
}

/// In display order.
pub fn api_clients() -> &'static [SandboxApiClient] {
    &API_CLIENTS
}

/// The one whose secret can be reset.
pub(super) fn resettable() -> &'static SandboxApiClient {
    &API_CLIENTS[0]
}

/// The lifetime of the vendor's tokens for API clients.
const VENDOR_LIFETIME_SECS: u32 = 15 * 60;

static API_CLIENTS: [SandboxApiClient; 21] = [
    SandboxApiClient {
        name: "Works",
        client_id: "key-623076fc-d1cc-4714-b759-6fe8ca0384a3",
        secret: "pretend-XWRMu0sLjECL3FBFG3oWd4XR9fG8",
        new_secret: None,
        outcome: "A token that lasts 15 minutes.",
        behavior: Behavior::Normal {
            lifetime_secs: VENDOR_LIFETIME_SECS,
        },
    },
    SandboxApiClient {
        name: "Lasts 90 seconds",
        client_id: "key-457092d4-1002-4190-954c-1979a5110e89",
        secret: "pretend-x5lEfBHukyMoHMDpbQLjsd7Xk1al",
        new_secret: None,
        outcome: "A token that expires after 90 seconds.",
        behavior: Behavior::Normal { lifetime_secs: 90 },
    },
    SandboxApiClient {
        name: "Secret was reset",
        client_id: "key-a8880b79-dab4-4d02-a25a-722032b773c4",
        secret: "pretend-r296JrM8evwvKhxVgbbFlq4VqxlL",
        new_secret: Some("pretend-X8VQm9f33iKZmscEkCqzhayuxL7n"),
        outcome: "401: this secret is rejected. The new one works.",
        behavior: Behavior::Normal {
            lifetime_secs: VENDOR_LIFETIME_SECS,
        },
    },
    SandboxApiClient {
        name: "Answers after 8 seconds",
        client_id: "key-95099f3b-5888-42e9-8362-85c14fedf357",
        secret: "pretend-SD84gIITfgZxj07OFIHgUxw7B1VA",
        new_secret: None,
        outcome: "A token that lasts 15 minutes, after 8 seconds.",
        behavior: Behavior::Late {
            lifetime_secs: VENDOR_LIFETIME_SECS,
        },
    },
    SandboxApiClient {
        name: "Clock runs slow",
        client_id: "key-d6e07a80-6a82-4956-abc1-e1272916e41b",
        secret: "pretend-GmsNPE5iYI6CCp6DeUCKVojU7zxZ",
        new_secret: None,
        outcome: "A token that lasts 15 minutes, from a console whose clock is five minutes behind.",
        behavior: Behavior::SlowClock {
            lifetime_secs: VENDOR_LIFETIME_SECS,
        },
    },
    failing(
        "Fails: server error",
        "key-50967c1f-01f4-44e2-ae6b-eed21efc62d1",
        "pretend-exR3zrChmuUAeV2D4kBD8HU9DZF9",
        "503.",
        Fault::OutOfService,
    ),
    failing(
        "Fails: not permitted",
        "key-1732546e-141a-4872-af7d-3f55d4f96cd5",
        "pretend-6nHLH7rPHGhe3tbKVQTHOXQ0CaoM",
        "403.",
        Fault::Forbidden,
    ),
    failing(
        "Fails: plan without API access",
        "key-7b11ed7a-e3b5-4b87-8549-111f4c6d5a5e",
        "pretend-pGZsqs0cxeNpJpj19CGZIuWiSdve",
        "403, with the vendor’s message about the plan.",
        Fault::NoApiAccess,
    ),
    failing(
        "Fails: too many requests",
        "key-20520fe5-0c6b-4c43-82a9-9a567ade3d1b",
        "pretend-34FbyNsE2b3MHv755AVbfmCVlTqZ",
        "429, with 42 seconds to wait.",
        Fault::TooManyRequests,
    ),
    failing(
        "Fails: in maintenance",
        "key-cbd6c625-21b4-4631-9430-a78ad40a44ba",
        "pretend-lSvwJkzcw5l0wsy7C0aVWAklawk5",
        "A redirect to a status page; Tokendesk doesn’t follow it.",
        Fault::StatusPage,
    ),
    failing(
        "Fails: maintenance page",
        "key-cb20b33f-569b-467b-ad0c-cb874bfcaf45",
        "pretend-OCFldF2z7NBeHncVqVDSg9ZcA9HI",
        "200, but with a maintenance page instead of a token.",
        Fault::MaintenancePage,
    ),
    failing(
        "Fails: redirected",
        "key-61bd3602-0d68-4ba3-afe5-4c05ea7ceb6b",
        "pretend-S1S6gOeHjP3j9LZDkbLcjMFQOU5R",
        "A redirect to another host; Tokendesk doesn’t follow it.",
        Fault::Redirect,
    ),
    failing(
        "Fails: empty response",
        "key-d26bddec-4d56-4f40-b75c-74dc43ff15b6",
        "pretend-RyYOegIUUTmFObjbTj5YITQhjQxV",
        "200 without a body.",
        Fault::Empty,
    ),
    failing(
        "Fails: not JSON",
        "key-8325b003-da18-45a7-8568-0ab0d277da82",
        "pretend-D1QqkG4zFqrpu6GuCkv2mvW1fd6f",
        "200 with plain text.",
        Fault::NotJson,
    ),
    failing(
        "Fails: no token in the response",
        "key-fd45f65e-46f2-4fde-ad28-fdc1d2337b29",
        "pretend-Y3lRq5d4IMBXE0rRuqyH5UTy8PJe",
        "200 with JSON but no token.",
        Fault::NoToken,
    ),
    failing(
        "Fails: malformed token",
        "key-2987c3f3-8b4c-4861-be37-528dd46d50d4",
        "pretend-R11H8fulOobO1VCsiRActuPhlE9r",
        "200 with a token that doesn’t fit in a header.",
        Fault::MalformedToken,
    ),
    failing(
        "Fails: another type of token",
        "key-db5b95cb-2dff-4213-beb6-d6e88dd30d07",
        "pretend-XTnffLBk95iF6A0FFRAhEAf3cDTJ",
        "200 with a token that isn’t a bearer token.",
        Fault::OtherType,
    ),
    failing(
        "Fails: compressed response",
        "key-cfaa4f3d-eea7-463f-9f4e-eb6cdea282e2",
        "pretend-hbjbcqVxlEuBd4hzOXDt8KsiXv1f",
        "200 with a compressed body, which nobody asked for.",
        Fault::Compressed,
    ),
    failing(
        "Fails: response too large",
        "key-e2e9c510-c99f-4a4d-9603-c13bdfd15f92",
        "pretend-OEuqSv0U4LU6eOlBdbud4ShBYKnh",
        "200 with a body of 200 KiB.",
        Fault::TooLarge,
    ),
    failing(
        "Fails: connection closes early",
        "key-40681e88-7e03-4940-9b4d-d00cce5d92fa",
        "pretend-nqqSMaS51TvIlRQRms8GWbIzdq4c",
        "200, but the connection closes before the body ends.",
        Fault::BreaksOff,
    ),
    failing(
        "Fails: never answers",
        "key-f6438ed2-c9c0-47c1-a324-3e81a6ca9ad8",
        "pretend-8R3TybnijHQBxsJ0Mk8WLLbVXbAa",
        "No response until the client times out.",
        Fault::NeverAnswers,
    ),
];

const fn failing(
    name: &'static str,
    client_id: &'static str,
    secret: &'static str,
    outcome: &'static str,
    fault: Fault,
) -> SandboxApiClient {
    SandboxApiClient {
        name,
        client_id,
        secret,
        new_secret: None,
        outcome,
        behavior: Behavior::Fails(fault),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_resettable_client_is_the_one_that_works() {
        assert_eq!(resettable().name, "Works");
    }

    #[test]
    fn no_two_clients_share_a_name_an_id_or_a_secret() {
        for (n, client) in api_clients().iter().enumerate() {
            for other in &api_clients()[n + 1..] {
                assert_ne!(client.client_id, other.client_id);
                assert_ne!(client.secret, other.secret);
                assert_ne!(client.name, other.name);
            }
        }
    }
}
