//! A token's claims for display. Nothing is verified.

use std::fmt;
use std::ops::Range;

use jiff::Timestamp;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::Token;
use super::json_layout::compact;
use super::jwt::decode;

#[derive(Clone, Debug, PartialEq)]
pub enum Claims {
    Readable {
        /// The well-known claims first, then the rest in the token's order.
        rows: Vec<Claim>,
    },
    /// Its payload is another token.
    Nested,
    Encrypted,
    /// Anything else.
    Opaque,
}

#[derive(Clone, PartialEq)]
pub struct Claim {
    /// A plain word for a well-known claim, "Issuer"; otherwise its name.
    pub label: String,
    /// "iss".
    pub name: String,
    pub value: ClaimValue,
}

#[derive(Clone, PartialEq)]
pub enum ClaimValue {
    Time(Timestamp),
    /// A string, a comma-separated list of strings, or compact JSON.
    Text(String),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ClaimType {
    Text,
    NumericDate,
}

/// In display order. From RFC 7519, RFC 8693, `OpenID` Connect, and what consoles and other issuers are known to write.
const WELL_KNOWN: [(&str, ClaimType, &[&str]); 9] = [
    ("Issuer", ClaimType::Text, &["iss"]),
    ("Subject", ClaimType::Text, &["sub"]),
    ("Audience", ClaimType::Text, &["aud"]),
    (
        "Tenant",
        ClaimType::Text,
        &[
            "tenantUid",
            "tenantId",
            "tenant_id",
            "tenant",
            "tid",
            "customerUid",
            "customerId",
        ],
    ),
    (
        "User",
        ClaimType::Text,
        &[
            "userUid",
            "userId",
            "user_id",
            "uid",
            "username",
            "user_name",
            "preferred_username",
            "name",
            "email",
        ],
    ),
    ("Issued", ClaimType::NumericDate, &["iat"]),
    ("Not before", ClaimType::NumericDate, &["nbf"]),
    ("Expires", ClaimType::NumericDate, &["exp"]),
    // [`label_of`] decides.
    (
        "",
        ClaimType::Text,
        &[
            "scope",
            "scopes",
            "scp",
            "permissions",
            "roles",
            "authorities",
        ],
    ),
];

impl Claims {
    /// Never fails.
    pub fn read(token: &Token) -> Self {
        let parts: Vec<&str> = token.expose_secret().split('.').collect();
        match parts[..] {
            [header, _, _, _, _] if is_object(header) => Self::Encrypted,
            [header, payload, _] => Self::of_parts(header, payload),
            _ => Self::Opaque,
        }
    }

    fn of_parts(header: &str, payload: &str) -> Self {
        let Some(bytes) = decode(payload) else {
            return Self::Opaque;
        };
        // Read what is readable, whatever the header says.
        if let Ok(members) = serde_json::from_slice::<Members<'_>>(&bytes) {
            return Self::Readable {
                rows: rows(members.0),
            };
        }
        if has_nested_type(header) || looks_like_token(&bytes) {
            Self::Nested
        } else {
            Self::Opaque
        }
    }
}

impl Claim {
    fn new(label: &str, name: &str, value: ClaimValue) -> Self {
        let [label, name] = [label, name].map(ToOwned::to_owned);
        Self { label, name, value }
    }
}

fn rows(members: Vec<(String, &RawValue)>) -> Vec<Claim> {
    let mut rest: Vec<Option<(String, &RawValue)>> = members.into_iter().map(Some).collect();
    let mut rows = Vec::with_capacity(rest.len());
    for (label, claim_type, names) in WELL_KNOWN {
        for known in names {
            let is_it = |member: &Option<(String, &RawValue)>| {
                member.as_ref().is_some_and(|(name, _)| name == known)
            };
            // A repeated name is shown each time.
            for member in rest.iter_mut().filter(|member| is_it(member)) {
                if let Some((name, raw)) = member.take() {
                    rows.push(Claim::new(
                        label_of(label, &name),
                        &name,
                        value(claim_type, raw),
                    ));
                }
            }
        }
    }
    let others = rest.into_iter().flatten();
    rows.extend(others.map(|(name, raw)| Claim::new(&name, &name, value(ClaimType::Text, raw))));
    rows
}

fn label_of<'a>(label: &'a str, name: &str) -> &'a str {
    match (label, name) {
        ("", "roles" | "authorities") => "Roles",
        ("", "permissions") => "Permissions",
        ("", _) => "Scope",
        _ => label,
    }
}

fn value(claim_type: ClaimType, raw: &RawValue) -> ClaimValue {
    let json = raw.get();
    if claim_type == ClaimType::NumericDate
        && let Some(time) = time(json)
    {
        return ClaimValue::Time(time);
    }
    let text = serde_json::from_str::<String>(json)
        .or_else(|_| serde_json::from_str::<Vec<String>>(json).map(|texts| texts.join(", ")));
    ClaimValue::Text(text.unwrap_or_else(|_| compact(json)))
}

/// A `NumericDate`: seconds since 1970, with any fraction cut. `None` if out of range.
fn time(json: &str) -> Option<Timestamp> {
    let secs = json.parse::<i64>().ok().or_else(|| {
        let secs = json.parse::<f64>().ok()?;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "in range, and the fraction is cut on purpose"
        )]
        let whole = RANGE.contains(&secs).then_some(secs.floor() as i64);
        whole
    })?;
    Timestamp::from_second(secs).ok()
}

/// Beyond any timestamp.
const RANGE: Range<f64> = -1e15..1e15;

fn is_object(header: &str) -> bool {
    decode(header).is_some_and(|bytes| serde_json::from_slice::<Members<'_>>(&bytes).is_ok())
}

/// `cty: JWT` (RFC 7519, 5.2), in any case, with or without the optional prefix.
fn has_nested_type(header: &str) -> bool {
    #[derive(Deserialize)]
    struct Header {
        cty: String,
    }
    let header = decode(header).and_then(|bytes| serde_json::from_slice::<Header>(&bytes).ok());
    header.is_some_and(|header| {
        let cty = header.cty.to_ascii_lowercase();
        cty.strip_prefix("application/").unwrap_or(&cty) == "jwt"
    })
}

fn looks_like_token(bytes: &[u8]) -> bool {
    let Some(token) = std::str::from_utf8(bytes).ok() else {
        return false;
    };
    let parts: Vec<&str> = token.trim().split('.').collect();
    matches!(parts.len(), 3 | 5) && is_object(parts[0])
}

/// The members of a JSON object in order, each value verbatim.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Vec<(String, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(members)
            }
        }
        deserializer.deserialize_map(Reader).map(Members)
    }
}

impl fmt::Debug for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Claim({:?}, redacted)", self.name)
    }
}

impl fmt::Debug for ClaimValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClaimValue(redacted)")
    }
}

#[cfg(test)]
mod tests;
