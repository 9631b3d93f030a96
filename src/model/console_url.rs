//! The address of a console: a host and perhaps a port, over https. Parsed once, shown and contacted in one form.

use std::fmt;
use std::net::Ipv4Addr;

use thiserror::Error;
use url::{Host, Url};

/// The consoles that the vendor documents: short label, region, base address.
pub const KNOWN_CONSOLES: [(&str, &str, &str); 3] = [
    (
        "US1",
        "United States 1 (and MSP)",
        "https://console.us1.crashplan.com",
    ),
    (
        "US2",
        "United States 2",
        "https://console.us2.crashplan.com",
    ),
    ("EU5", "Ireland", "https://console.eu5.cpg.crashplan.com"),
];

/// The longest host name that DNS can carry, in bytes (RFC 1035, without the final dot).
const MAX_HOST_BYTES: usize = 253;
/// The longest part between two dots, in bytes (RFC 1035).
const MAX_LABEL_BYTES: usize = 63;

/// A console's address in canonical form: scheme, host (punycode where it has other letters), and a port if it is not the
/// scheme's own. It has no user info, path, query or fragment, and is https unless it names this very machine.
#[derive(Clone, PartialEq, Eq)]
pub struct ConsoleUrl {
    url: Url,
    is_loopback: bool,
}

impl ConsoleUrl {
    /// Reads a typed or stored address. A bare host gets `https://`; a path, query or trailing slash is cut.
    pub fn parse(text: &str) -> Result<Self, ConsoleUrlError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ConsoleUrlError::Empty);
        }
        // The parser of browsers' addresses would drop or turn these, and so contact another host than was read.
        if text
            .chars()
            .any(|c| c.is_control() || c.is_whitespace() || c == '\\')
        {
            return Err(ConsoleUrlError::Character);
        }
        let (scheme, rest) = match text.split_once("://") {
            // A pasted query may hold another address; that is cut with it.
            Some((scheme, rest)) if !scheme.contains(['/', '?', '#']) => (scheme, rest),
            _ if has_half_a_scheme(text) => return Err(ConsoleUrlError::Scheme),
            _ => ("https", text),
        };
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if authority.contains('@') {
            return Err(ConsoleUrlError::UserInfo);
        }
        let scheme = scheme.to_ascii_lowercase();
        if scheme != "https" && scheme != "http" {
            return Err(ConsoleUrlError::Scheme);
        }
        if authority.starts_with(':') {
            return Err(ConsoleUrlError::Host);
        }
        if authority.ends_with(':') {
            return Err(ConsoleUrlError::Port);
        }
        let url = Url::parse(&format!("{scheme}://{}", without_final_dot(authority))).map_err(
            |error| match error {
                url::ParseError::InvalidPort => ConsoleUrlError::Port,
                url::ParseError::EmptyHost => ConsoleUrlError::Empty,
                _ => ConsoleUrlError::Host,
            },
        )?;
        if url.port() == Some(0) {
            return Err(ConsoleUrlError::Port);
        }
        let is_loopback = check_host(&url)?;
        if scheme == "http" && !is_loopback {
            return Err(ConsoleUrlError::NotSecure);
        }
        Ok(Self { url, is_loopback })
    }

    /// The host and the port if it is not the scheme's own, as contacted: `console.us1.crashplan.com`, `127.0.0.1:4280`.
    pub fn host(&self) -> String {
        let host = self.url.host_str().unwrap_or_default();
        match self.url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }

    /// Scheme, host and port, without a trailing slash.
    pub fn as_str(&self) -> &str {
        self.url.as_str().trim_end_matches('/')
    }

    /// The address of a resource on this console. `path_and_query` starts with `/`.
    pub fn resource(&self, path_and_query: &str) -> Url {
        let (path, query) = match path_and_query.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (path_and_query, None),
        };
        let mut url = self.url.clone();
        url.set_path(path);
        url.set_query(query);
        url
    }

    /// What follows this console's own address in `text`, from the slash on. `None` where `text` names no address, or another one.
    pub fn path_of<'a>(&self, text: &'a str) -> Option<&'a str> {
        let text = text.trim();
        // A query may hold another address.
        let scheme = text.split_once("://").map_or("", |(scheme, _)| scheme);
        let host_at = if scheme.is_empty() || scheme.contains(['/', '?', '#']) {
            0
        } else {
            scheme.len() + "://".len()
        };
        let path_at = host_at + text.get(host_at..)?.find(['/', '?', '#'])?;
        let (address, path) = text.split_at(path_at);
        let is_own = Self::parse(address).as_ref() == Ok(self);
        (is_own && path.starts_with('/')).then_some(path)
    }

    /// Whether it names this very machine: then http is allowed, and no proxy is asked.
    pub fn is_loopback(&self) -> bool {
        self.is_loopback
    }

    /// A short label for a known console: `US1`, `US2`, `EU5`.
    pub fn label(&self) -> Option<&'static str> {
        KNOWN_CONSOLES
            .iter()
            .find(|(_, _, base)| *base == self.as_str())
            .map(|(label, _, _)| *label)
    }

    /// The label of a known console, else the host.
    pub fn short(&self) -> String {
        self.label().map_or_else(|| self.host(), ToOwned::to_owned)
    }

    /// Whether the host belongs to the sister product (Incydr), whose addresses look alike and give no CrashPlan tokens.
    pub fn is_sister_product(&self) -> bool {
        self.url
            .host_str()
            .is_some_and(|host| host == "code42.com" || host.ends_with(".code42.com"))
    }
}

impl fmt::Display for ConsoleUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for ConsoleUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ConsoleUrl({})", self.as_str())
    }
}

/// Why a text is not the address of a console, in words for the field's own line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ConsoleUrlError {
    /// Nothing, or no host.
    #[error("Enter the console's address.")]
    Empty,
    /// White space, a backslash or a control character: addresses with these are read differently by different programs.
    #[error("Take out the spaces, backslashes or invisible characters.")]
    Character,
    /// `user:password@host`.
    #[error("Leave out the user name and password before the @.")]
    UserInfo,
    /// Neither https nor http.
    #[error("A console's address starts with https://.")]
    Scheme,
    /// http to another machine: the secret would travel in clear text.
    #[error("Only https is safe for a secret. (http is for this machine alone.)")]
    NotSecure,
    /// Not 1 to 65535.
    #[error("The port is a number from 1 to 65535.")]
    Port,
    /// Not a host name or IP address.
    #[error("This is not a host name. Copy the address from the console’s page in your browser.")]
    Host,
}

/// `https:/host`, `https:host`, `//host`: browsers take a host from these; here `https` would become the host. What is meant
/// can be guessed, and a guess is not where a secret goes.
fn has_half_a_scheme(text: &str) -> bool {
    let name = text.split([':', '/']).next().unwrap_or_default();
    let is_one = ["https", "http", ""]
        .iter()
        .any(|scheme| name.eq_ignore_ascii_case(scheme));
    is_one && name.len() < text.len() && !text.starts_with(':')
}

/// One final dot means the same host; cut, so that the name on the certificate and the known consoles still match.
fn without_final_dot(authority: &str) -> String {
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{}:{port}", host.strip_suffix('.').unwrap_or(host))
        }
        _ => authority.strip_suffix('.').unwrap_or(authority).to_owned(),
    }
}

/// Whether the host is this very machine; an error if it is no host that DNS could carry.
fn check_host(url: &Url) -> Result<bool, ConsoleUrlError> {
    match url.host().ok_or(ConsoleUrlError::Host)? {
        Host::Ipv4(address) => usable_v4(address),
        // An IPv4 address in disguise is spelled as one, so that the rules for those hold.
        Host::Ipv6(address) if address.is_unspecified() || address.to_ipv4_mapped().is_some() => {
            Err(ConsoleUrlError::Host)
        }
        Host::Ipv6(address) => Ok(address.is_loopback()),
        Host::Domain(host) => {
            let fits = host.len() <= MAX_HOST_BYTES
                && host
                    .split('.')
                    .all(|label| (1..=MAX_LABEL_BYTES).contains(&label.len()));
            if fits {
                Ok(host == "localhost")
            } else {
                Err(ConsoleUrlError::Host)
            }
        }
    }
}

fn usable_v4(address: Ipv4Addr) -> Result<bool, ConsoleUrlError> {
    if address.is_unspecified() || address.is_broadcast() {
        return Err(ConsoleUrlError::Host);
    }
    Ok(address.is_loopback())
}

#[cfg(test)]
mod tests;
