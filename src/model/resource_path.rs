//! Where a request of one's own may go: a resource of the API on the profile's own console, and of those the ones that take basic
//! authentication.

use std::fmt;

use thiserror::Error;
use url::{Position, Url};

/// The longest path with its query that is accepted, in bytes.
pub const MAX_PATH_BYTES: usize = 2_048;

/// The only resource of v3 that takes basic authentication: it gives a token for it.
const USER_TOKEN: &str = "/api/v3/auth/jwt";
/// A console that nobody asks: paths are brought into the form that goes over the wire as if they were on it.
const ANY_CONSOLE: &str = "https://console.invalid";

/// The path and query of a resource of the API, `/api/v1/Computer?active=true`, in the form that goes over the wire. It names no
/// host, and no server reads it as a path outside of that version of the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourcePath {
    text: String,
    version: u32,
}

impl ResourcePath {
    /// Reads a typed or pasted path. White space around it is cut; letters that an address cannot have are percent-encoded.
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
        if path.split('/').any(is_walk) || hides_a_separator(path) {
            return Err(ResourcePathError::Walk);
        }
        let version = version(path).ok_or(ResourcePathError::NotOfTheApi)?;
        let text = as_sent(path, query).ok_or(ResourcePathError::NotAPath)?;
        if text.len() > MAX_PATH_BYTES {
            return Err(ResourcePathError::TooLong);
        }
        Ok(Self { text, version })
    }

    /// Path and query, as they are sent.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    fn takes_basic(&self) -> bool {
        let path = self.text.split('?').next().unwrap_or_default();
        self.version == 1 || self.version >= 4 || path == USER_TOKEN
    }
}

/// A resource that takes basic authentication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasicPath(ResourcePath);

impl BasicPath {
    /// Reads a typed or pasted path, as [`ResourcePath::parse`] does.
    pub fn parse(text: &str) -> Result<Self, BasicPathError> {
        Ok(Self::of(ResourcePath::parse(text)?)?)
    }

    /// The same resource, if it takes basic authentication by what the vendor's article says.
    pub fn of(path: ResourcePath) -> Result<Self, BasicRefused> {
        if path.takes_basic() {
            Ok(Self(path))
        } else {
            Err(BasicRefused)
        }
    }

    /// The resource.
    pub fn resource(&self) -> &ResourcePath {
        &self.0
    }
}

impl fmt::Display for ResourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Why a text is not a path of the API, in words for the field's own line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ResourcePathError {
    /// Nothing but white space.
    #[error("Enter a path, such as /api/v1/Computer.")]
    Empty,
    /// White space, a backslash or a control character: paths with these are read differently by different programs.
    #[error("Take out the spaces, backslashes or invisible characters.")]
    Character,
    /// An address, or something else that does not start with one slash.
    #[error(
        "A path starts with one slash, and has no address before it: it goes to this profile’s console."
    )]
    NotAPath,
    /// `#` and what follows.
    #[error("Leave out the # and what follows: that is never sent.")]
    Fragment,
    /// `.` or `..` between slashes, in whatever disguise, or a slash that is encoded: servers do not agree where that leads.
    #[error("Write the path out: no “.” or “..” between slashes, and no encoded slash.")]
    Walk,
    /// Not `/api/v1/…` or another version.
    #[error("A path of the API starts with /api/v1/, or with another version, and goes on.")]
    NotOfTheApi,
    /// Over [`MAX_PATH_BYTES`].
    #[error("This is longer than a path may be (2,048 bytes at most).")]
    TooLong,
}

/// A path of the API that does not take basic authentication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "Basic authentication is accepted for v1, and for v4 and later; of v3 only for auth/jwt. Use a token for this path."
)]
pub struct BasicRefused;

/// Why a text is not a path that takes basic authentication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BasicPathError {
    /// It is no path of the API.
    #[error(transparent)]
    Path(#[from] ResourcePathError),
    /// It is one of those that do not.
    #[error(transparent)]
    Refused(#[from] BasicRefused),
}

/// The number in `/api/vN/…`, if something follows.
fn version(path: &str) -> Option<u32> {
    let (version, resource) = path.strip_prefix("/api/v")?.split_once('/')?;
    let is_number = version.bytes().all(|b| b.is_ascii_digit()) && !version.starts_with('0');
    (is_number && !resource.is_empty()).then(|| version.parse().ok())?
}

/// Whether it is a dot or two between slashes to some server: the dots may be encoded, and parameters may follow.
fn is_walk(segment: &str) -> bool {
    let name = segment.split(';').next().unwrap_or_default();
    let name = name.to_ascii_lowercase().replace("%2e", ".");
    name == "." || name == ".."
}

/// An encoded slash, backslash or percent sign, which some servers decode before they look where a path leads.
fn hides_a_separator(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    ["%2f", "%5c", "%25"]
        .iter()
        .any(|hidden| path.contains(hidden))
}

/// What is on the request line of it.
fn as_sent(path: &str, query: Option<&str>) -> Option<String> {
    let mut url = Url::parse(ANY_CONSOLE).ok()?;
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
    fn a_path_of_the_api_is_kept_in_the_form_that_is_sent() {
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
    fn what_is_no_path_of_this_consoles_api_is_refused_for_its_fault() {
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
            ("/api/v1/../v3/users", E::Walk),
            ("/api/v1/./users", E::Walk),
            ("/api/v1/%2E%2e/v3/users", E::Walk),
            ("/api/v1/.%2e/v3/users", E::Walk),
            ("/api/v1/..;x/v3/users", E::Walk),
            ("/api/v1/..%2Fv3/users", E::Walk),
            ("/api/v1/x%5cy", E::Walk),
            ("/api/v1/%252e%252e/v3/users", E::Walk),
            ("/api/v1/..", E::Walk),
            ("/", E::NotOfTheApi),
            ("/api", E::NotOfTheApi),
            ("/api/v1", E::NotOfTheApi),
            ("/api/v1/", E::NotOfTheApi),
            ("/api//v1/x", E::NotOfTheApi),
            ("/API/V1/x", E::NotOfTheApi),
            ("/api/v/x", E::NotOfTheApi),
            ("/api/v0/x", E::NotOfTheApi),
            ("/api/v01/x", E::NotOfTheApi),
            ("/api/v+4/x", E::NotOfTheApi),
            ("/api/v4;x/y", E::NotOfTheApi),
            ("/api/v99999999999/x", E::NotOfTheApi),
            ("/c42api/v1/x", E::NotOfTheApi),
            ("/console/api/v1/x", E::NotOfTheApi),
            (&long, E::TooLong),
        ] {
            assert_eq!(ResourcePath::parse(typed), Err(error), "{typed:?}");
            assert!(error.to_string().ends_with('.'), "{error}");
        }
    }

    #[test]
    fn basic_authentication_is_for_v1_and_v4_and_later_and_of_v3_for_the_token_alone() {
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
            assert_eq!(refused, BasicPathError::Refused(BasicRefused), "{typed}");
            assert!(refused.to_string().contains("of v3 only for auth/jwt"));
        }
        let walk = BasicPathError::Path(ResourcePathError::Walk);
        assert_eq!(BasicPath::parse("/api/v1/../v3/users"), Err(walk));
    }

    proptest! {
        #[test]
        fn whatever_is_accepted_is_one_request_line_to_the_profiles_own_console(
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
            let way: Vec<_> = sent.split('?').next().unwrap_or_default().split('/').collect();
            prop_assert!(way.len() > 3 && way[0].is_empty() && way[1] == "api");
            prop_assert!(way.iter().all(|part| !matches!(*part, "." | "..")));
            let number: u32 = way[2].strip_prefix('v').unwrap().parse().unwrap();
            let takes_basic = number == 1 || number >= 4 || way[3..] == ["auth", "jwt"] && number == 3;
            prop_assert_eq!(BasicPath::of(path).is_ok(), takes_basic);
        }
    }
}
