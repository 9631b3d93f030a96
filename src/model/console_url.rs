use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

use thiserror::Error;
use url::{Host, Url};

/// The consoles in the vendor's documentation: label, region, base address.
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

/// What to say about an address of [`ConsoleUrl::is_sister_product`].
pub const SISTER_PRODUCT: &str = "This is an Incydr address. It can’t issue CrashPlan tokens.";

/// The DNS limit (RFC 1035, without the final dot).
const MAX_HOST_BYTES: usize = 253;
/// The DNS limit between two dots (RFC 1035).
const MAX_LABEL_BYTES: usize = 63;

/// A console's address in canonical form: scheme, host (in punycode), and any nonstandard port. No user info,
/// path, query or fragment; https unless it is this machine.
#[derive(Clone, PartialEq, Eq)]
pub struct ConsoleUrl {
    url: Url,
    is_loopback: bool,
}

impl ConsoleUrl {
    /// Parses a typed or stored address. Adds `https://` to a bare host; drops path, query and trailing
    /// slash.
    pub fn parse(text: &str) -> Result<Self, ConsoleUrlError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ConsoleUrlError::Empty);
        }
        // The URL parser would drop or convert these, and so contact another host than the user sees.
        if text
            .chars()
            .any(|c| c.is_control() || c.is_whitespace() || c == '\\')
        {
            return Err(ConsoleUrlError::Character);
        }
        let (scheme, rest) = match text.split_once("://") {
            // A pasted query may contain another address, which is dropped with it.
            Some((scheme, rest)) if !scheme.contains(['/', '?', '#']) => (scheme, rest),
            _ if has_half_a_scheme(text) => return Err(ConsoleUrlError::Scheme),
            _ => ("https", text),
        };
        if starts_with_scheme(rest) {
            return Err(ConsoleUrlError::TwoSchemes);
        }
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if authority.parse::<Ipv6Addr>().is_ok() {
            return Err(ConsoleUrlError::BareIpv6);
        }
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

    /// The host, with any nonstandard port: `console.us1.crashplan.com`, `127.0.0.1:4280`.
    pub fn host(&self) -> String {
        let host = self.url.host_str().unwrap_or_default();
        match self.url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }

    /// The host without its port, and with punycode as letters.
    pub(super) fn unicode_host(&self) -> String {
        idna::domain_to_unicode(self.url.host_str().unwrap_or_default()).0
    }

    /// Without a trailing slash.
    pub fn as_str(&self) -> &str {
        self.url.as_str().trim_end_matches('/')
    }

    /// `path_and_query` starts with `/`.
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

    /// The path after this console's own address in `text`; `None` if `text` has no address, or another one.
    pub fn path_of<'a>(&self, text: &'a str) -> Option<&'a str> {
        let text = text.trim();
        // A query may contain another address.
        let scheme = text.split_once("://").map_or("", |(scheme, _)| scheme);
        let host_at = if scheme.is_empty() || scheme.contains(['/', '?', '#']) {
            0
        } else {
            scheme.len() + "://".len()
        };
        let path_at = host_at + text.get(host_at..)?.find(['/', '?', '#'])?;
        let (address, path) = text.split_at(path_at);
        let is_own = path.starts_with('/') && Self::parse(address).as_ref() == Ok(self);
        is_own.then_some(path)
    }

    /// Whether it is this machine: http is allowed and no proxy is used.
    pub fn is_loopback(&self) -> bool {
        self.is_loopback
    }

    /// The label of a known console: `US1`, `US2`, `EU5`.
    pub fn label(&self) -> Option<&'static str> {
        KNOWN_CONSOLES
            .iter()
            .find(|(_, _, base)| *base == self.as_str())
            .map(|(label, _, _)| *label)
    }

    /// The label of a known console, or the host.
    pub fn short(&self) -> String {
        self.label().map_or_else(|| self.host(), ToOwned::to_owned)
    }

    /// Whether it belongs to the sister product (Incydr), whose addresses look similar and issue no CrashPlan
    /// tokens.
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

/// The message for the field's error line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ConsoleUrlError {
    #[error("Enter the console address.")]
    Empty,
    /// White space, a backslash or a control character: programs disagree on how to read these.
    #[error("Remove spaces, backslashes, and invisible characters.")]
    Character,
    /// `user:password@host`.
    #[error("Remove the username and password before the @.")]
    UserInfo,
    #[error("A console address starts with https://.")]
    Scheme,
    /// `https://https://host`.
    #[error("There’s a second https:// in this address. Remove one.")]
    TwoSchemes,
    /// Without brackets its end could be taken for a port.
    #[error("Put an IPv6 address in brackets: https://[::1]")]
    BareIpv6,
    /// http to another machine: the secret would travel in clear text.
    #[error("Use https. (http works only for localhost.)")]
    NotSecure,
    #[error("Use a port from 1 to 65535.")]
    Port,
    #[error("This isn’t a host name. Copy the address from your browser.")]
    Host,
}

/// `https:/host`, `https:host`, `//host`: browsers accept these, but here `https` would become the host. A
/// secret does not go to a guess.
fn has_half_a_scheme(text: &str) -> bool {
    let name = text.split([':', '/']).next().unwrap_or_default();
    let is_one = ["https", "http", ""]
        .iter()
        .any(|scheme| name.eq_ignore_ascii_case(scheme));
    is_one && name.len() < text.len() && !text.starts_with(':')
}

fn starts_with_scheme(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    text.starts_with("https://") || text.starts_with("http://")
}

/// A final dot is dropped so that the certificate's name and the known consoles still match.
fn without_final_dot(authority: &str) -> String {
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{}:{port}", host.strip_suffix('.').unwrap_or(host))
        }
        _ => authority.strip_suffix('.').unwrap_or(authority).to_owned(),
    }
}

/// Whether the host is this machine; an error for a host that DNS cannot carry.
fn check_host(url: &Url) -> Result<bool, ConsoleUrlError> {
    match url.host().ok_or(ConsoleUrlError::Host)? {
        Host::Ipv4(address) => usable_v4(address),
        // An IPv4-mapped address would bypass the rules for IPv4.
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
