//! The claims of a token, to be looked at by a person.

use std::fmt;
use std::ops::Range;

use jiff::Timestamp;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{Token, decoded};

/// What a token says of itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Claims {
    /// It can be read.
    Readable {
        /// The well-known claims first, then the rest in the order of the token.
        rows: Vec<Claim>,
    },
    /// Another token is inside it.
    Nested,
    /// It is encrypted for somebody else.
    Encrypted,
    /// It has no form that says anything.
    Opaque,
}

/// One claim.
#[derive(Clone, PartialEq)]
pub struct Claim {
    /// What it is about, in a plain word where it is well known: "Issuer". Else its name.
    pub label: String,
    /// Its name in the token: "iss".
    pub name: String,
    /// What it says.
    pub value: ClaimValue,
}

/// What a claim says.
#[derive(Clone, PartialEq)]
pub enum ClaimValue {
    /// A point in time.
    Time(Timestamp),
    /// A text; several texts, with commas between; or anything else, as compact JSON.
    Text(String),
}

/// What a well-known claim holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    FailureText,
    Seconds,
}

/// The well-known claims in their order, each with its label. Of RFC 7519, RFC 8693 and `OpenID`, and what consoles and other issuers are
/// known to write.
const WELL_KNOWN: [(&str, Kind, &[&str]); 9] = [
    ("Issuer", Kind::FailureText, &["iss"]),
    ("Subject", Kind::FailureText, &["sub"]),
    ("Audience", Kind::FailureText, &["aud"]),
    (
        "Tenant",
        Kind::FailureText,
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
        Kind::FailureText,
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
    ("Issued", Kind::Seconds, &["iat"]),
    ("Not before", Kind::Seconds, &["nbf"]),
    ("Expires", Kind::Seconds, &["exp"]),
    // The label is chosen by the name.
    (
        "",
        Kind::FailureText,
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
    /// Reads a token. Never fails: what cannot be read is told by its form.
    pub fn read(token: &Token) -> Self {
        let parts: Vec<&str> = token.expose_secret().split('.').collect();
        match parts[..] {
            [header, _, _, _, _] if is_object(header) => Self::Encrypted,
            [header, payload, _] => Self::of_parts(header, payload),
            _ => Self::Opaque,
        }
    }

    fn of_parts(header: &str, payload: &str) -> Self {
        let Some(bytes) = decoded(payload) else {
            return Self::Opaque;
        };
        // What can be read is read, whatever the header says of it.
        if let Ok(members) = serde_json::from_slice::<Members<'_>>(&bytes) {
            return Self::Readable {
                rows: rows(members.0),
            };
        }
        if says_nested(header) || is_token(&bytes) {
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
    for (label, kind, names) in WELL_KNOWN {
        for known in names {
            let is_it = |member: &Option<(String, &RawValue)>| {
                member.as_ref().is_some_and(|(name, _)| name == known)
            };
            // A name that comes twice is told twice.
            for member in rest.iter_mut().filter(|member| is_it(member)) {
                if let Some((name, raw)) = member.take() {
                    rows.push(Claim::new(word(label, &name), &name, value(kind, raw)));
                }
            }
        }
    }
    let others = rest.into_iter().flatten();
    rows.extend(others.map(|(name, raw)| Claim::new(&name, &name, value(Kind::FailureText, raw))));
    rows
}

fn word<'a>(label: &'a str, name: &str) -> &'a str {
    match (label, name) {
        ("", "roles" | "authorities") => "Roles",
        ("", "permissions") => "Permissions",
        ("", _) => "Scope",
        _ => label,
    }
}

fn value(kind: Kind, raw: &RawValue) -> ClaimValue {
    let json = raw.get();
    if kind == Kind::Seconds
        && let Some(time) = time(json)
    {
        return ClaimValue::Time(time);
    }
    let text = serde_json::from_str::<String>(json)
        .or_else(|_| serde_json::from_str::<Vec<String>>(json).map(|texts| texts.join(", ")));
    ClaimValue::Text(text.unwrap_or_else(|_| compact(json)))
}

/// A `NumericDate`: whole or fractional seconds since 1970. Fractions are cut; what no calendar has is no time.
fn time(json: &str) -> Option<Timestamp> {
    let secs = json.parse::<i64>().ok().or_else(|| {
        let secs = json.parse::<f64>().ok()?;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "in range, and the fraction is to be cut"
        )]
        let whole = SECONDS.contains(&secs).then_some(secs.floor() as i64);
        whole
    })?;
    Timestamp::from_second(secs).ok()
}

/// Far more than any calendar has.
const SECONDS: Range<f64> = -1e15..1e15;

/// JSON without white space between its signs. Every value stands as it came.
fn compact(json: &str) -> String {
    let mut is_text = false;
    let mut is_escaped = false;
    json.chars()
        .filter(|c| {
            let is_kept = is_text || !c.is_ascii_whitespace();
            match c {
                '"' if !is_escaped => is_text = !is_text,
                _ => {}
            }
            is_escaped = is_text && *c == '\\' && !is_escaped;
            is_kept
        })
        .collect()
}

fn is_object(header: &str) -> bool {
    decoded(header).is_some_and(|bytes| serde_json::from_slice::<Members<'_>>(&bytes).is_ok())
}

/// `cty`: JWT (RFC 7519, 5.2), in any case, and with the prefix that may be left out.
fn says_nested(header: &str) -> bool {
    #[derive(Deserialize)]
    struct Header {
        cty: String,
    }
    let header = decoded(header).and_then(|bytes| serde_json::from_slice::<Header>(&bytes).ok());
    header.is_some_and(|header| {
        let cty = header.cty.to_ascii_lowercase();
        cty.strip_prefix("application/").unwrap_or(&cty) == "jwt"
    })
}

/// Whether the payload is a token by its looks.
fn is_token(bytes: &[u8]) -> bool {
    let Some(token) = std::str::from_utf8(bytes).ok() else {
        return false;
    };
    let parts: Vec<&str> = token.trim().split('.').collect();
    matches!(parts.len(), 3 | 5) && is_object(parts[0])
}

/// The members of a JSON object in their order, each value as it stands there.
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
