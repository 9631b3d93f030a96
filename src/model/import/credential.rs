//! What a login and a secret from elsewhere stand for.

use base64::Engine as _;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

use crate::model::secret::{has_space_at_ends, without_space_at_ends};
use crate::model::{AccountKind, CandidateSecret, ClientId, ConsoleUrl, Secret};

/// How the vendor's client IDs begin.
pub const CLIENT_ID_START: &str = "key-";

const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);

/// The kind that a login looks like, if it does.
pub fn kind_of_login(login: &str) -> Option<AccountKind> {
    let login = login.trim();
    if login.starts_with(CLIENT_ID_START) {
        Some(AccountKind::ApiClient)
    } else if login.contains('@') {
        Some(AccountKind::User)
    } else {
        None
    }
}

/// The kind that a text names: “API client”, “user account”.
pub fn kind_named(text: &str) -> Option<AccountKind> {
    let letters: String = text
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    match letters.as_str() {
        "apiclient" | "client" | "api" => Some(AccountKind::ApiClient),
        "useraccount" | "user" | "account" | "password" => Some(AccountKind::User),
        _ => None,
    }
}

/// The two parts of `id:secret`, if the text is nothing else.
pub fn id_and_secret(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let (id, secret) = text.split_once(':')?;
    let is_pair = ClientId::parse(id).is_ok()
        && !secret.is_empty()
        // An address.
        && !secret.starts_with("//")
        && !text.contains(|c: char| c.is_whitespace() || c.is_control());
    is_pair.then_some((id, secret))
}

/// A secret as it is stored, with a remark if that differs from what was read.
///
/// A console generates an API client's secret, so white space around it comes from copying; a user may have chosen a password with it.
pub fn secret_of(kind: AccountKind, text: &str, remarks: &mut Vec<String>) -> CandidateSecret {
    let noun = kind.noun();
    let kept = match kind {
        AccountKind::ApiClient => without_space_at_ends(text),
        AccountKind::User => text,
    };
    if kept.len() < text.len() && !kept.is_empty() {
        remarks.push(format!("Spaces around the {noun} are removed."));
    }
    if has_space_at_ends(kept) {
        remarks.push(format!(
            "The {noun} starts or ends with a space. It’s used as is."
        ));
    }
    Secret::new(kept).map_or(CandidateSecret::Missing, CandidateSecret::Given)
}

/// Whether an example or a variable stands where a value should: `<clientID>`, `{{client_id}}`, `$CLIENT_ID`, `YOUR_SECRET`, `…`.
pub fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let is_within = |start: &str, end: &str| {
        text.len() > start.len() + end.len() && text.starts_with(start) && text.ends_with(end)
    };
    let is_enclosed = [
        ("<", ">"),
        ("{{", "}}"),
        ("${", "}"),
        ("$(", ")"),
        ("%", "%"),
    ]
    .iter()
    .any(|(start, end)| is_within(start, end))
        || (is_within("[", "]") && text.contains(char::is_alphabetic));
    let is_left_out = !text.is_empty()
        && (text.chars().all(|c| matches!(c, '…' | '.' | '*' | '•'))
            || (text.len() > 2 && text.chars().all(|c| matches!(c, 'x' | 'X'))));
    let lower = text.to_ascii_lowercase();
    let is_yours = ["your_", "your-", "your ", "my_client", "my-client"]
        .iter()
        .any(|start| lower.starts_with(start));
    is_enclosed || is_left_out || is_yours || is_variable(text)
}

/// `$CLIENT_ID`, `$env:SECRET`, `$clientId`; not a password that begins with a dollar sign.
fn is_variable(text: &str) -> bool {
    let Some(name) = text.strip_prefix('$') else {
        return false;
    };
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    let lower = name.to_ascii_lowercase();
    if let Some(name) = lower.strip_prefix("env:") {
        return is_name(name);
    }
    let is_telling = ["client", "secret", "user", "pass", "token", "cred", "auth"]
        .iter()
        .any(|word| lower.contains(word));
    let is_constant = name.len() > 1 && !name.contains(|c: char| c.is_ascii_lowercase());
    is_name(name) && (is_telling || is_constant)
}

/// `username`, as in the vendor's examples.
pub fn is_example_login(login: &str) -> bool {
    let letters: String = login
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let is_word = matches!(
        letters.as_str(),
        "username" | "user" | "clientid" | "apiclientid" | "id" | "login" | "key"
    );
    is_word || is_placeholder(login)
}

/// An `Authorization` header's credential.
pub(super) enum HeaderCredential {
    /// `id:secret`.
    Pair(Zeroizing<String>),
    Placeholder,
    /// Not base64, not UTF-8, or without a colon.
    Damaged,
    /// A bearer token.
    Token,
    /// Another scheme.
    Other,
}

impl HeaderCredential {
    pub(super) fn of(value: &str) -> Self {
        let value = value.trim();
        let (scheme, rest) = value.split_once(char::is_whitespace).unwrap_or((value, ""));
        let rest = rest.trim();
        match scheme.to_ascii_lowercase().as_str() {
            "basic" if is_placeholder(rest) => Self::Placeholder,
            "basic" => decoded(rest).map_or(Self::Damaged, Self::Pair),
            "bearer" | "v3_user_token" | "token" => Self::Token,
            _ if is_placeholder(value) => Self::Placeholder,
            _ => Self::Other,
        }
    }
}

fn decoded(text: &str) -> Option<Zeroizing<String>> {
    let standard = GeneralPurpose::new(&base64::alphabet::STANDARD, LENIENT);
    let url_safe = GeneralPurpose::new(&base64::alphabet::URL_SAFE, LENIENT);
    let bytes = standard
        .decode(text)
        .or_else(|_not_standard| url_safe.decode(text))
        .ok()?;
    let text = String::from_utf8(bytes).ok().map(Zeroizing::new)?;
    text.contains(':').then_some(text)
}

/// An address as far as a profile needs it, without a username and password in it. `None` if the text is none.
pub(super) fn console_of(url: &str) -> Option<String> {
    let url = url.trim();
    let (scheme, rest) = match url.split_once("://") {
        Some((scheme, rest)) if !scheme.contains(['/', '?', '#']) => (Some(scheme), rest),
        _ => (None, url),
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let name = host.split(':').next().unwrap_or_default();
    let looks_like_one = scheme.is_some()
        || name.trim_matches('.').contains('.')
        || name.eq_ignore_ascii_case("localhost")
        || host.starts_with('[');
    if host.is_empty() || !looks_like_one || host.contains(char::is_whitespace) {
        return None;
    }
    let address = match scheme {
        Some(scheme) => format!("{scheme}://{host}"),
        None => host.to_owned(),
    };
    let console = ConsoleUrl::parse(&address);
    match (console, scheme) {
        (Ok(console), _) => Some(console.to_string()),
        (Err(_), Some(scheme)) if scheme.to_ascii_lowercase().starts_with("http") => Some(address),
        _ => None,
    }
}
