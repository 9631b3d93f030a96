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
