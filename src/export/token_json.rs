//! A token for programs.

use jiff::Timestamp;
use serde::Serialize;

use crate::model::{ClipText, ExpirySource, Grant, Profile, visible};

/// Of the document. Fields may be added; none changes its meaning without another number.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct TokenJson<'a> {
    version: u32,
    token: &'a str,
    token_type: &'static str,
    expires_at: String,
    /// What says so: the console, the token's own claims, or CrashPlan's documentation.
    expires_at_source: &'static str,
    profile: TokenProfileJson<'a>,
    console: &'a str,
}

#[derive(Serialize)]
struct TokenProfileJson<'a> {
    id: String,
    name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ExecCredentialJson<'a> {
    api_version: &'static str,
    kind: &'static str,
    status: ExecCredentialStatusJson<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ExecCredentialStatusJson<'a> {
    expiration_timestamp: String,
    token: &'a str,
}

/// The token, when it expires (RFC 3339, in UTC, to the second) and whose it is.
///
/// # Errors None are expected from writing to memory.
pub fn token_json(grant: &Grant, profile: &Profile) -> serde_json::Result<ClipText> {
    let json = serde_json::to_string_pretty(&TokenJson {
        version: VERSION,
        token: grant.token.expose_secret(),
        token_type: "Bearer",
        expires_at: whole_second(grant),
        expires_at_source: match grant.expiry.source {
            ExpirySource::Console => "console",
            ExpirySource::Token => "token",
            ExpirySource::Assumed => "documentation",
        },
        profile: TokenProfileJson {
            id: profile.id.to_string(),
            name: profile.name.as_str(),
        },
        console: profile.console.as_str(),
    })?;
    Ok(ClipText::new(visible(&json).as_str().to_owned()))
}

/// What a client with credential plugins, such as kubectl, reads from one
/// (<https://kubernetes.io/docs/reference/config-api/client-authentication.v1/>).
///
/// # Errors None are expected from writing to memory.
pub fn exec_credential(grant: &Grant) -> serde_json::Result<ClipText> {
    let json = serde_json::to_string_pretty(&ExecCredentialJson {
        api_version: "client.authentication.k8s.io/v1",
        kind: "ExecCredential",
        status: ExecCredentialStatusJson {
            expiration_timestamp: whole_second(grant),
            token: grant.token.expose_secret(),
        },
    })?;
    Ok(ClipText::new(json))
}

/// Rounded down: a token is never taken for longer than it lives.
fn whole_second(grant: &Grant) -> String {
    let at = grant.expiry.at.wall;
    Timestamp::from_second(at.as_second())
        .unwrap_or(at)
        .to_string()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::{Value, json};

    use super::*;
    use crate::model::{Account, ClientId, ConsoleUrl, Expiry, Now, ProfileId, ProfileName, Token};

    fn grant(source: ExpirySource) -> Grant {
        let at = |wall: &str| Now {
            wall: wall.parse().unwrap(),
            boot: Duration::ZERO,
        };
        Grant {
            token: Token::parse("pretend-token.e30.c2ln").unwrap(),
            expiry: Expiry {
                at: at("2026-12-01T04:20:11.987Z"),
                lifetime: Duration::from_mins(15),
                source,
            },
            received: at("2026-12-01T04:05:12Z"),
            took: Duration::from_millis(198),
            clock_ahead_secs: None,
        }
    }

    fn parsed(text: &ClipText) -> Value {
        serde_json::from_str(text.expose_secret()).unwrap()
    }

    #[test]
    fn a_token_in_json_says_when_it_expires_who_says_so_and_whose_it_is() {
        let profile = Profile {
            id: ProfileId::random(),
            rev: 1,
            name: ProfileName::parse_stored("Back\u{202e}up").unwrap(),
            console: ConsoleUrl::parse("console.eu5.cpg.crashplan.com").unwrap(),
            account: Account::ApiClient {
                client_id: ClientId::parse("key-42").unwrap(),
            },
            saved_at: Timestamp::UNIX_EPOCH,
        };
        for (source, said) in [
            (ExpirySource::Console, "console"),
            (ExpirySource::Token, "token"),
            (ExpirySource::Assumed, "documentation"),
        ] {
            let text = token_json(&grant(source), &profile).unwrap();
            assert!(
                text.expose_secret().contains("Back\\u202eup"),
                "not escaped"
            );
            let expected = json!({
                "version": 1,
                "token": "pretend-token.e30.c2ln",
                "token_type": "Bearer",
                "expires_at": "2026-12-01T04:20:11Z",
                "expires_at_source": said,
                "profile": { "id": profile.id.to_string(), "name": "Back\u{202e}up" },
                "console": "https://console.eu5.cpg.crashplan.com",
            });
            assert_eq!(parsed(&text), expected);
        }
    }

    #[test]
    fn an_exec_credential_is_what_kubectl_reads() {
        let text = exec_credential(&grant(ExpirySource::Console)).unwrap();
        let expected = json!({
            "apiVersion": "client.authentication.k8s.io/v1",
            "kind": "ExecCredential",
            "status": {
                "expirationTimestamp": "2026-12-01T04:20:11Z",
                "token": "pretend-token.e30.c2ln",
            },
        });
        assert_eq!(parsed(&text), expected);
    }
}
