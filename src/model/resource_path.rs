//! Paths that a request may go to, and those that also take basic authentication.

use std::fmt;

use thiserror::Error;
use url::{Position, Url};

/// Path and query, in bytes.
pub const MAX_PATH_BYTES: usize = 2_048;

/// The only resource of v3 that takes basic authentication: it exchanges the password for a token.
const USER_TOKEN: &str = "/api/v3/auth/jwt";
/// Parameters with the number and the size of a page: of v1, and of later versions.
const PAGE_NUMBER: [&str; 2] = ["pgNum", "page"];
const PAGE_SIZE: [&str; 2] = ["pgSize", "pageSize"];
/// Never contacted: only normalizes paths to the form sent.
const PLACEHOLDER_CONSOLE: &str = "https://console.invalid";

/// A path and query of the API, `/api/v1/Computer?active=true`, as sent. It has no host, and no server
/// resolves it to a path outside its version of the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourcePath {
    text: String,
    version: u32,
}

impl ResourcePath {
    /// Parses typed or pasted text: trims white space and percent-encodes characters that a URL cannot have.
    pub fn parse(text: &str) -> Result<Self, ResourcePathError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ResourcePathError::Empty);
        }
        if text
            .chars()
            .any(|c| c.is_control() || c.is_whitespace() || c == '\\')
        {
            return Err(ResourcePathError::Character);
        }
        if !text.starts_with('/') || text.starts_with("//") {
            return Err(ResourcePathError::NotAPath);
        }
        if text.contains('#') {
            return Err(ResourcePathError::Fragment);
        }
        let (path, query) = match text.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (text, None),
        };
        if path.split('/').any(is_dot_segment) || has_encoded_separator(path) {
            return Err(ResourcePathError::Traversal);
        }
        let version = version(path).ok_or(ResourcePathError::NotApi)?;
        let text = as_sent(path, query).ok_or(ResourcePathError::NotAPath)?;
        if text.len() > MAX_PATH_BYTES {
            return Err(ResourcePathError::TooLong);
        }
        Ok(Self { text, version })
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The same resource, one page on; `None` if the query names neither a page nor its size.
    pub fn next_page(&self) -> Option<String> {
        let (path, query) = self.text.split_once('?')?;
        let parameters = || {
            query
                .split('&')
                .map(|part| part.split_once('=').unwrap_or((part, "")))
        };
        let named = |names: [&str; 2]| parameters().find(|(name, _)| names.contains(name));
        if let Some((name, number)) = named(PAGE_NUMBER) {
            let next = number.parse::<u32>().ok()?.checked_add(1)?.to_string();
            let query: Vec<String> = parameters()
                .map(|(other, value)| {
                    let value = if other == name { &next } else { value };
                    format!("{other}={value}")
                })
                .collect();
            return Some(format!("{path}?{}", query.join("&")));
        }
        let number = if self.version == 1 {
            PAGE_NUMBER[0]
        } else {
            PAGE_NUMBER[1]
        };
        named(PAGE_SIZE).map(|_| format!("{}&{number}=2", self.text))
    }

    fn accepts_basic(&self) -> bool {
        let path = self.text.split('?').next().unwrap_or_default();
        self.version == 1 || self.version >= 4 || path == USER_TOKEN
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasicPath(ResourcePath);

impl BasicPath {
    /// Parses like [`ResourcePath::parse`].
    pub fn parse(text: &str) -> Result<Self, BasicPathError> {
        Ok(Self::of(ResourcePath::parse(text)?)?)
    }

    /// Fails unless the vendor's article lists the path as taking basic authentication.
    pub fn of(path: ResourcePath) -> Result<Self, BasicNotAccepted> {
        if path.accepts_basic() {
            Ok(Self(path))
        } else {
            Err(BasicNotAccepted)
        }
    }

    pub fn resource(&self) -> &ResourcePath {
        &self.0
    }
}

impl fmt::Display for ResourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The message for the field's error line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ResourcePathError {
    #[error("Enter a path, such as /api/v1/Computer.")]
    Empty,
    /// White space, a backslash or a control character: programs disagree on how to read these.
    #[error("Remove spaces, backslashes, and invisible characters.")]
    Character,
    /// A full URL, or anything else that does not start with exactly one slash.
    #[error("Start the path with one slash and no address; it goes to this profile’s console.")]
    NotAPath,
    #[error("Remove the # and what follows; it’s never sent.")]
    Fragment,
    /// `.` or `..` as a segment, however encoded, or an encoded slash: servers disagree on how to resolve
    /// these.
    #[error("Write out the path, without “.”, “..”, or encoded slashes.")]
    Traversal,
    /// No `/api/vN/…`.
    #[error("An API path starts with /api/v1/ or another version.")]
    NotApi,
    #[error("Too long for a path (2,048 bytes at most).")]
    TooLong,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("Basic works with v1 and v4+ only (v3: auth/jwt only). Use a token for this path.")]
pub struct BasicNotAccepted;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BasicPathError {
    #[error(transparent)]
    Path(#[from] ResourcePathError),
    #[error(transparent)]
    NotAccepted(#[from] BasicNotAccepted),
}

/// The number in `/api/vN/…`, if a resource follows.
fn version(path: &str) -> Option<u32> {
    let (version, resource) = path.strip_prefix("/api/v")?.split_once('/')?;
    let is_number = version.bytes().all(|b| b.is_ascii_digit()) && !version.starts_with('0');
    (is_number && !resource.is_empty()).then(|| version.parse().ok())?
}

/// Some servers decode the dots and ignore parameters after `;`.
fn is_dot_segment(segment: &str) -> bool {
    let name = segment.split(';').next().unwrap_or_default();
    let name = name.to_ascii_lowercase().replace("%2e", ".");
    name == "." || name == ".."
}

/// Some servers decode these before they resolve a path.
fn has_encoded_separator(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    ["%2f", "%5c", "%25"]
        .iter()
        .any(|hidden| path.contains(hidden))
}

fn as_sent(path: &str, query: Option<&str>) -> Option<String> {
    let mut url = Url::parse(PLACEHOLDER_CONSOLE).ok()?;
    url.set_path(path);
    url.set_query(query);
    Some(url[Position::BeforePath..Position::AfterQuery].to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::ConsoleUrl;

    #[test]
    fn the_next_page_is_the_same_request_one_page_on() {
        for (path, next) in [
            (
                "/api/v1/User?pgSize=100",
                Some("/api/v1/User?pgSize=100&pgNum=2"),
            ),
            (
                "/api/v1/User?pgNum=2&pgSize=100",
                Some("/api/v1/User?pgNum=3&pgSize=100"),
            ),
            (
                "/api/v3/users?active=true&pageSize=100",
                Some("/api/v3/users?active=true&pageSize=100&page=2"),
            ),
            ("/api/v3/users?page=9&q", Some("/api/v3/users?page=10&q=")),
            ("/api/v3/users?page=last", None),
            ("/api/v3/users?page=4294967295", None),
            ("/api/v3/users?active=true", None),
            ("/api/v1/User/my", None),
        ] {
            let parsed = ResourcePath::parse(path).unwrap();
            assert_eq!(parsed.next_page().as_deref(), next, "{path}");
        }
    }

    #[test]
    fn a_path_is_stored_as_it_is_sent() {
        for (typed, sent) in [
            ("/api/v1/Computer", "/api/v1/Computer"),
            (" /api/v1/Computer?x=y \n", "/api/v1/Computer?x=y"),
            ("/api/v4/role/view", "/api/v4/role/view"),
            ("/api/v12/x", "/api/v12/x"),
            (
                "/api/v3/users?a=%2e%2e/%2f&b=//h",
                "/api/v3/users?a=%2e%2e/%2f&b=//h",
            ),
            ("/api/v1/User/ä?q=ö", "/api/v1/User/%C3%A4?q=%C3%B6"),
            ("/api/v1/a..b/...;x", "/api/v1/a..b/...;x"),
            ("/api/v1/Computer?", "/api/v1/Computer?"),
        ] {
            let path = ResourcePath::parse(typed);
            assert_eq!(path.as_ref().map(ResourcePath::as_str), Ok(sent), "{typed}");
        }
    }

    #[test]
    fn other_text_is_rejected_with_the_reason() {
        use ResourcePathError as E;
        let long = format!("/api/v1/{}", "x".repeat(MAX_PATH_BYTES));
        for (typed, error) in [
            (" ", E::Empty),
            ("https://console.example/api/v1/Computer", E::NotAPath),
            ("//console.example/api/v1/Computer", E::NotAPath),
            ("///api/v1/Computer", E::NotAPath),
            ("api/v1/Computer", E::NotAPath),
            ("?x", E::NotAPath),
            ("@console.example/api/v1/x", E::NotAPath),
            ("/api/v1/Com puter", E::Character),
            ("/api/v1/x\\y", E::Character),
            ("/\\console.example/api/v1/x", E::Character),
            ("/api/v1/x\r\nX-Evil: 1", E::Character),
            ("/api/v1/x\0", E::Character),
            ("/api/v1/x#y", E::Fragment),
            ("/api/v1/../v3/users", E::Traversal),
            ("/api/v1/./users", E::Traversal),
            ("/api/v1/%2E%2e/v3/users", E::Traversal),
            ("/api/v1/.%2e/v3/users", E::Traversal),
            ("/api/v1/..;x/v3/users", E::Traversal),
            ("/api/v1/..%2Fv3/users", E::Traversal),
            ("/api/v1/x%5cy", E::Traversal),
            ("/api/v1/%252e%252e/v3/users", E::Traversal),
            ("/api/v1/..", E::Traversal),
            ("/", E::NotApi),
            ("/api", E::NotApi),
            ("/api/v1", E::NotApi),
            ("/api/v1/", E::NotApi),
            ("/api//v1/x", E::NotApi),
            ("/API/V1/x", E::NotApi),
            ("/api/v/x", E::NotApi),
            ("/api/v0/x", E::NotApi),
            ("/api/v01/x", E::NotApi),
            ("/api/v+4/x", E::NotApi),
            ("/api/v4;x/y", E::NotApi),
            ("/api/v99999999999/x", E::NotApi),
            ("/c42api/v1/x", E::NotApi),
            ("/console/api/v1/x", E::NotApi),
            (&long, E::TooLong),
        ] {
            assert_eq!(ResourcePath::parse(typed), Err(error), "{typed:?}");
            assert!(error.to_string().ends_with('.'), "{error}");
        }
    }

    #[test]
    fn basic_authentication_is_for_v1_v4_and_later_and_the_v3_token() {
        for typed in [
            "/api/v1/Computer?active=true",
            "/api/v4/role/view",
            "/api/v5/x",
            "/api/v14/x",
            "/api/v3/auth/jwt",
            "/api/v3/auth/jwt?useBody=true",
        ] {
            assert!(BasicPath::parse(typed).is_ok(), "{typed}");
        }
        for typed in [
            "/api/v3/users",
            "/api/v2/x",
            "/api/v3/auth/jwt/",
            "/api/v3/auth/jwt2",
            "/api/v3/auth/JWT",
            "/api/v3/auth/jwt;x",
            "/api/v3/oauth/token?/api/v1/x",
        ] {
            let refused = BasicPath::parse(typed).unwrap_err();
            assert_eq!(
                refused,
                BasicPathError::NotAccepted(BasicNotAccepted),
                "{typed}"
            );
            assert!(refused.to_string().contains("v3: auth/jwt only"));
        }
        let traversal = BasicPathError::Path(ResourcePathError::Traversal);
        assert_eq!(BasicPath::parse("/api/v1/../v3/users"), Err(traversal));
    }

    proptest! {
        #[test]
        fn an_accepted_path_is_one_request_line_to_its_console(
            text in prop_oneof![
                any::<String>(),
                "/api/v[0-9]{1,2}/\\PC{0,30}",
                "/api/v[1-5]/[a-z./%2eE5cC;?#\\\\]{0,20}",
            ],
        ) {
            let Ok(path) = ResourcePath::parse(&text) else {
                return Ok(());
            };
            let sent = path.as_str();
            prop_assert!(sent.bytes().all(|b| b.is_ascii_graphic()));
            prop_assert!(sent.len() <= MAX_PATH_BYTES);
            prop_assert_eq!(ResourcePath::parse(sent), Ok(path.clone()));
            let console = ConsoleUrl::parse("https://console.example:4285").unwrap();
            let expected = format!("{console}{sent}");
            prop_assert_eq!(console.resource(sent).to_string(), expected);
            let segments: Vec<_> = sent.split('?').next().unwrap_or_default().split('/').collect();
            prop_assert!(segments.len() > 3 && segments[0].is_empty() && segments[1] == "api");
            prop_assert!(segments.iter().all(|part| !matches!(*part, "." | "..")));
            let number: u32 = segments[2].strip_prefix('v').unwrap().parse().unwrap();
            let accepts_basic = number == 1 || number >= 4 || segments[3..] == ["auth", "jwt"] && number == 3;
            prop_assert_eq!(BasicPath::of(path).is_ok(), accepts_basic);
        }
    }
}
