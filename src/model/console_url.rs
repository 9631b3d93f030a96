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
        let (scheme, rest) = text.split_once("://").unwrap_or(("https", text));
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if authority.contains('@') {
            return Err(ConsoleUrlError::UserInfo);
        }
        let scheme = scheme.to_ascii_lowercase();
        if scheme != "https" && scheme != "http" {
            return Err(ConsoleUrlError::Scheme);
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
    #[error("An address has no spaces, backslashes or invisible characters.")]
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
    #[error("This is not a host name.")]
    Host,
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
        Host::Ipv6(address) if address.is_unspecified() => Err(ConsoleUrlError::Host),
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
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        ConsoleUrl::parse(text).unwrap().to_string()
    }

    #[test]
    fn what_people_paste_becomes_the_bare_address() {
        for text in [
            "console.us1.crashplan.com",
            " https://console.us1.crashplan.com/ ",
            "https://console.us1.crashplan.com/console/#/login?x=1",
            "HTTPS://Console.US1.CrashPlan.com:443",
            "https://console.us1.crashplan.com.",
            "console.us1.crashplan.com.:443/a@b",
        ] {
            assert_eq!(shown(text), "https://console.us1.crashplan.com", "{text}");
        }
        assert_eq!(shown("example.com:4285/x"), "https://example.com:4285");
        assert_eq!(
            ConsoleUrl::parse("example.com:4285").unwrap().host(),
            "example.com:4285"
        );
    }

    #[test]
    fn tricks_are_refused() {
        use ConsoleUrlError as E;
        let long = format!("https://{}.example", "a".repeat(300));
        let long_name = format!("https://{}example", "abcdefgh.".repeat(30));
        for (text, error) in [
            ("", E::Empty),
            ("https://", E::Empty),
            ("https://user@host.example", E::UserInfo),
            (
                "https://console.us1.crashplan.com:x@evil.example",
                E::UserInfo,
            ),
            ("https:\\\\host.example", E::Character),
            ("host.example\\@evil.example", E::Character),
            ("host\t.example", E::Character),
            ("host.exa\nmple", E::Character),
            ("ftp://host.example", E::Scheme),
            ("javascript://host.example", E::Scheme),
            ("http://host.example", E::NotSecure),
            ("http://localhost.evil.example", E::NotSecure),
            ("http://127.0.0.1.evil.example", E::NotSecure),
            ("http://10.0.0.1", E::NotSecure),
            ("host.example:0", E::Port),
            ("host.example:65536", E::Port),
            ("host.example:4x", E::Port),
            ("host..example", E::Host),
            ("host.example..", E::Host),
            ("https://exa mple.com", E::Character),
            ("https://[::1", E::Host),
            ("0.0.0.0", E::Host),
            (&long, E::Host),
            (&long_name, E::Host),
        ] {
            assert_eq!(ConsoleUrl::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn look_alike_letters_and_odd_numbers_show_as_what_is_contacted() {
        assert_eq!(
            shown("https://cоnsole.example"),
            "https://xn--cnsole-wqf.example",
            "a Cyrillic o"
        );
        assert_eq!(shown("http://2130706433"), "http://127.0.0.1");
        assert_eq!(shown("http://0x7f.1:8080"), "http://127.0.0.1:8080");
        assert_eq!(shown("https://ｅxample。com"), "https://example.com");
    }

    #[test]
    fn http_is_for_this_machine_alone() {
        for text in [
            "http://localhost:4280",
            "http://127.8.0.1",
            "http://[::1]:9",
            "http://localhost.",
        ] {
            assert!(ConsoleUrl::parse(text).unwrap().is_loopback(), "{text}");
        }
        assert!(
            !ConsoleUrl::parse("https://console.us2.crashplan.com")
                .unwrap()
                .is_loopback()
        );
    }

    #[test]
    fn known_consoles_have_labels_and_the_sister_product_is_recognised() {
        for (label, _, base) in KNOWN_CONSOLES {
            assert_eq!(ConsoleUrl::parse(base).unwrap().label(), Some(label));
        }
        assert_eq!(
            ConsoleUrl::parse("https://console.us1.crashplan.com:8443")
                .unwrap()
                .label(),
            None
        );
        assert_eq!(
            ConsoleUrl::parse("example.com").unwrap().short(),
            "example.com"
        );
        assert!(
            ConsoleUrl::parse("console.us.code42.com")
                .unwrap()
                .is_sister_product()
        );
        assert!(
            !ConsoleUrl::parse("notcode42.com")
                .unwrap()
                .is_sister_product()
        );
    }

    #[test]
    fn a_resource_stays_on_its_console() {
        let console = ConsoleUrl::parse("https://host.example:4285").unwrap();
        let url = console.resource("/api/v3/oauth/token?grant_type=client_credentials");
        assert_eq!(
            url.as_str(),
            "https://host.example:4285/api/v3/oauth/token?grant_type=client_credentials"
        );
        assert_eq!(
            console.resource("//evil.example/x").host_str(),
            Some("host.example")
        );
    }
}
