//! Postman's format of environments. It has no published schema: this is what Postman itself exports.

use jiff::Timestamp;
use serde::Serialize;

use super::{BASE_URL, ORGANIZATION_ID, TOKEN};
use crate::export::format::one_line;
use crate::model::{ClipText, Profile, Token};

#[derive(Serialize)]
struct Environment<'a> {
    /// The profile's, so that Postman sees that a second file is the same environment.
    id: String,
    name: String,
    values: [EnvironmentVariable<'a>; 3],
    #[serde(rename = "_postman_variable_scope")]
    scope: &'static str,
    #[serde(rename = "_postman_exported_at")]
    exported_at: String,
    #[serde(rename = "_postman_exported_using")]
    exported_using: &'static str,
}

#[derive(Serialize)]
struct EnvironmentVariable<'a> {
    key: &'static str,
    value: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    /// Only for a value that Postman masks.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<bool>,
    enabled: bool,
}

/// Without a token, its variable is empty.
pub fn environment(
    profile: &Profile,
    token: Option<&Token>,
    made_at: Timestamp,
) -> Result<ClipText, serde_json::Error> {
    let plain = |key, value| EnvironmentVariable {
        key,
        value,
        kind: "default",
        secret: None,
        enabled: true,
    };
    let token = EnvironmentVariable {
        kind: "secret",
        secret: Some(true),
        ..plain(TOKEN, token.map_or("", Token::expose_secret))
    };
    let environment = Environment {
        id: profile.id.to_string(),
        name: one_line(profile.name.as_str()),
        values: [
            plain(BASE_URL, profile.console.as_str()),
            token,
            plain(ORGANIZATION_ID, ""),
        ],
        scope: "environment",
        exported_at: made_at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string(),
        exported_using: concat!("Tokendesk/", env!("CARGO_PKG_VERSION")),
    };
    serde_json::to_string_pretty(&environment).map(ClipText::new)
}
