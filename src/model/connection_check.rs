//! *Check address*: each step of the way to a console, without any credential, up to the first one that fails.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use jiff::Timestamp;

use super::failure::{Connect, SignInReport, sister_product};
use super::{AccountKind, FailureText, SignInFailure, age, clock};

/// More than these are counted.
const ADDRESSES_SHOWN: usize = 4;
const NAMES_SHOWN: usize = 3;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionCheck {
    /// As in the address, with any nonstandard port.
    pub host: String,
    /// In the order of [`StepKind::ALL`], without gaps.
    pub passed: Vec<PassedStep>,
    /// The one after those. Nothing after it was tried.
    pub failed: Option<Box<FailedStep>>,
    /// When it ended.
    pub at: Timestamp,
    pub took: Duration,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedStep {
    pub finding: Finding,
    /// `None` for what takes no time: reading settings, comparing clocks.
    pub took: Option<Duration>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedStep {
    pub cause: StepFailure,
    /// What was seen of TLS, if that is what failed.
    pub tls: Option<TlsFacts>,
    pub took: Option<Duration>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    Proxy,
    Address,
    Connection,
    Tls,
    Console,
    Clock,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    Proxy(ProxyUse),
    Address(Resolution),
    Connection(Connected),
    Tls(TlsUse),
    /// A console replied, with this status.
    Console {
        status: u16,
    },
    /// How far our clock is ahead of the console's, if the reply had a date.
    Clock {
        ahead_secs: Option<i64>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProxyUse {
    Used {
        /// Scheme, host and port. Never a user or a password.
        address: String,
        /// The environment variable that names it; `None` for the system's settings.
        variable: Option<&'static str>,
    },
    /// This computer is never reached through a proxy.
    Loopback,
    /// There is one, but not for this host.
    Excepted {
        /// `NO_PROXY`; `None` for the system's settings.
        variable: Option<&'static str>,
    },
    NotSet,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// At least one.
    Found(Vec<IpAddr>),
    /// The host is an address.
    Literal(IpAddr),
    /// `localhost` is this computer, whatever a hosts file or DNS says.
    Loopback,
    ByProxy,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connected {
    Directly(SocketAddr),
    /// To the proxy, which opened the way to the host.
    ThroughProxy(SocketAddr),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TlsUse {
    /// http, which is for this computer only.
    Unused,
    Used(TlsFacts),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TlsFacts {
    /// "TLS 1.3".
    pub version: Option<&'static str>,
    /// The server's, whether trusted or not.
    pub certificate: Option<CertificateFacts>,
    /// Only of a trusted certificate.
    pub authority: Option<Authority>,
}

/// The texts are the server's own: without control or invisible characters, and not longer than a line or two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateFacts {
    pub subject: String,
    /// The hosts that it is for.
    pub names: Vec<String>,
    pub issuer: String,
    pub valid_from: Timestamp,
    pub valid_until: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authority {
    Public,
    /// This system trusts it, but it is none of the public ones, as far as this version of the program knows them.
    Private,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepFailure {
    /// No connection, no reply, or one that a console in trouble could send too.
    Report(StepKind, SignInReport),
    /// The address is the likelier fault.
    NotAConsole(NotAConsole),
    /// By enough to matter.
    ClockOff { ahead_secs: i64 },
}

/// What replied instead of a console. Holds nothing of the reply's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAConsole {
    WebPage,
    /// A reply that does not describe a console.
    OtherReply,
    /// A status that a console does not send here.
    Status(u16),
    /// Not followed.
    Redirect {
        /// The host it points to, if the reply names one.
        to: Option<String>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProbeOutcome {
    Done(ConnectionCheck),
    Canceled,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    Passed,
    /// Does not apply, or can't be known.
    Skipped,
    Failed,
    NotReached,
}

/// A step in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepText {
    pub kind: StepKind,
    pub state: StepState,
    pub result: String,
    /// The likeliest next step, if it failed.
    pub next: Option<String>,
    pub details: Vec<String>,
    pub took: Option<Duration>,
}

impl ConnectionCheck {
    /// Whether a console replied. Its clock may still be off.
    pub fn is_console(&self) -> bool {
        let is_console = |step: &PassedStep| matches!(step.finding, Finding::Console { .. });
        self.passed.iter().any(is_console)
    }

    /// `failed_sign_in`: the kind of the account whose failure led to the check.
    pub fn message(&self, failed_sign_in: Option<AccountKind>) -> FailureText {
        let host = &self.host;
        let headline = match self.failed.as_ref().map(|failed| &failed.cause) {
            None | Some(StepFailure::ClockOff { .. }) => format!("{host} is a console"),
            Some(StepFailure::NotAConsole(_)) => format!("{host} isn’t a console"),
            Some(StepFailure::Report(..)) => format!("Couldn’t verify {host}"),
        };
        let advice = match failed_sign_in {
            Some(_) if !self.is_console() => None,
            Some(AccountKind::ApiClient) => Some(
                "The address is fine; check the client ID and secret, and that the API client belongs to this console.",
            ),
            Some(AccountKind::User) => Some(
                "The address is fine; check the username and password, and that the account belongs to this console.",
            ),
            None => None,
        };
        let mut explanation: Vec<_> = advice.into_iter().collect();
        explanation.push("No credentials were sent to the console.");
        explanation.extend(sister_product(host));
        FailureText::new(headline, explanation.join(" "))
    }

    /// Every step, reached or not. `date` writes the dates of a certificate.
    pub fn steps(&self, date: &dyn Fn(Timestamp) -> String) -> Vec<StepText> {
        let passed = self.passed.iter().map(|step| step.text(date));
        let failed = self.failed.iter().map(|step| step.text(&self.host, date));
        let reached: Vec<_> = passed.chain(failed).collect();
        let not_reached = StepKind::ALL.into_iter().skip(reached.len());
        let not_reached = not_reached.map(|kind| StepText {
            kind,
            state: StepState::NotReached,
            result: "Not checked".to_owned(),
            next: None,
            details: Vec::new(),
            took: None,
        });
        reached.into_iter().chain(not_reached).collect()
    }
}

impl PassedStep {
    fn text(&self, date: &dyn Fn(Timestamp) -> String) -> StepText {
        let (state, result) = self.finding.result();
        let details = match &self.finding {
            Finding::Tls(TlsUse::Used(facts)) => facts.certificate_lines(date),
            _ => Vec::new(),
        };
        StepText {
            kind: self.finding.kind(),
            state,
            result,
            next: None,
            details,
            took: self.took,
        }
    }
}

impl FailedStep {
    pub fn kind(&self) -> StepKind {
        match &self.cause {
            StepFailure::Report(kind, _) => *kind,
            StepFailure::NotAConsole(_) => StepKind::Console,
            StepFailure::ClockOff { .. } => StepKind::Clock,
        }
    }

    fn text(&self, host: &str, date: &dyn Fn(Timestamp) -> String) -> StepText {
        let (result, next) = match &self.cause {
            StepFailure::Report(kind, report) => report_words(*kind, report),
            StepFailure::NotAConsole(what) => (
                what.message(),
                "Check the address: copy it from your browser after you sign in to the console."
                    .to_owned(),
            ),
            StepFailure::ClockOff { ahead_secs } => (
                clock_words(*ahead_secs, host),
                "Set your computer’s clock: two-factor codes and expiry times depend on it."
                    .to_owned(),
            ),
        };
        StepText {
            kind: self.kind(),
            state: StepState::Failed,
            result,
            next: Some(next),
            details: self
                .tls
                .as_ref()
                .map_or_else(Vec::new, |facts| facts.lines(date)),
            took: self.took,
        }
    }
}

impl StepKind {
    pub const ALL: [Self; 6] = [
        Self::Proxy,
        Self::Address,
        Self::Connection,
        Self::Tls,
        Self::Console,
        Self::Clock,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Proxy => "Proxy",
            Self::Address => "Address",
            Self::Connection => "Connection",
            Self::Tls => "TLS",
            Self::Console => "Console",
            Self::Clock => "Clock",
        }
    }
}

impl StepState {
    pub fn name(self) -> &'static str {
        match self {
            Self::Passed => "Passed",
            Self::Skipped => "Skipped",
            Self::Failed => "Failed",
            Self::NotReached => "Not checked",
        }
    }
}

impl StepText {
    /// All of it in one line, for a screen reader.
    pub fn spoken(&self, took: Option<&str>) -> String {
        let mut parts = vec![format!("{}: {}", self.kind.name(), self.state.name())];
        if self.state != StepState::NotReached {
            parts.push(self.result.clone());
        }
        parts.extend(self.next.clone());
        parts.extend(self.details.iter().cloned());
        parts.extend(took.map(str::to_owned));
        let parts = parts.iter().map(|part| part.trim_end_matches('.'));
        parts.collect::<Vec<_>>().join(". ")
    }
}

impl Finding {
    fn kind(&self) -> StepKind {
        match self {
            Self::Proxy(_) => StepKind::Proxy,
            Self::Address(_) => StepKind::Address,
            Self::Connection(_) => StepKind::Connection,
            Self::Tls(_) => StepKind::Tls,
            Self::Console { .. } => StepKind::Console,
            Self::Clock { .. } => StepKind::Clock,
        }
    }

    fn result(&self) -> (StepState, String) {
        use StepState::{Passed, Skipped};
        match self {
            Self::Proxy(proxy) => (Passed, proxy.message()),
            Self::Address(Resolution::ByProxy) => (Skipped, "Looked up by the proxy".to_owned()),
            Self::Address(Resolution::Found(addresses)) => (Passed, address_list(addresses)),
            Self::Address(Resolution::Literal(address)) => {
                (Passed, format!("{address}, no lookup needed"))
            }
            Self::Address(Resolution::Loopback) => {
                (Passed, "This computer, no lookup needed".to_owned())
            }
            Self::Connection(Connected::Directly(to)) => (Passed, to.to_string()),
            Self::Connection(Connected::ThroughProxy(to)) => {
                (Passed, format!("Through the proxy at {to}"))
            }
            Self::Tls(TlsUse::Unused) => (Skipped, "Not used (http on this computer)".to_owned()),
            Self::Tls(TlsUse::Used(facts)) => {
                let version = facts.version.unwrap_or("TLS");
                (Passed, format!("{version}, certificate trusted"))
            }
            Self::Console { status } => {
                (Passed, format!("Replied as a console does (HTTP {status})"))
            }
            Self::Clock { ahead_secs: None } => {
                (Skipped, "The reply didn’t say what time it is".to_owned())
            }
            Self::Clock { .. } => (Passed, "Matches the console’s".to_owned()),
        }
    }
}

/// A certificate may name nobody.
fn or_none(name: &str) -> &str {
    if name.is_empty() { "(none)" } else { name }
}

impl ProxyUse {
    fn message(&self) -> String {
        match self {
            Self::Used { address, variable } => {
                format!("{address} ({})", variable.unwrap_or("system settings"))
            }
            Self::Loopback => "Not used for this computer".to_owned(),
            Self::Excepted { variable } => {
                let by = variable.unwrap_or("system settings");
                format!("Not used for this host ({by})")
            }
            Self::NotSet => "None set".to_owned(),
        }
    }
}

impl TlsFacts {
    fn lines(&self, date: &dyn Fn(Timestamp) -> String) -> Vec<String> {
        let version = self.version.map(|version| format!("Version: {version}"));
        version
            .into_iter()
            .chain(self.certificate_lines(date))
            .collect()
    }

    fn certificate_lines(&self, date: &dyn Fn(Timestamp) -> String) -> Vec<String> {
        let Some(certificate) = &self.certificate else {
            return Vec::new();
        };
        let mut details = vec![format!("Subject: {}", or_none(&certificate.subject))];
        if !certificate.names.is_empty() {
            details.push(format!("For: {}", listed(&certificate.names, NAMES_SHOWN)));
        }
        let authority = match self.authority {
            Some(Authority::Private) => " (private, not a known public authority)",
            Some(Authority::Public) => " (public)",
            None => "",
        };
        details.push(format!(
            "Issuer: {}{authority}",
            or_none(&certificate.issuer)
        ));
        details.push(format!(
            "Valid: {} to {}",
            date(certificate.valid_from),
            date(certificate.valid_until)
        ));
        details
    }
}

impl NotAConsole {
    fn message(&self) -> String {
        match self {
            Self::WebPage => "It sent a web page".to_owned(),
            Self::OtherReply => "It responded, but not as a console does".to_owned(),
            Self::Status(status) => format!("It responded with HTTP {status} instead of 200"),
            Self::Redirect { to: Some(to) } => {
                format!("It redirected to {to}, which wasn’t followed")
            }
            Self::Redirect { to: None } => {
                "It redirected elsewhere, which wasn’t followed".to_owned()
            }
        }
    }
}

/// Its result and the next step. A sign-in knows only that it could not connect; here the steps before this one have passed.
fn report_words(kind: StepKind, report: &SignInReport) -> (String, String) {
    use SignInFailure as F;
    use StepKind::{Address, Connection, Tls};
    let (result, next) = match (kind, &report.failure) {
        (Address, F::TimedOut { limit, .. }) => (
            format!("No DNS reply in {} s", limit.as_secs()),
            "Check your network and DNS settings.",
        ),
        (Connection, F::TimedOut { limit, .. }) => (
            format!("No connection in {} s", limit.as_secs()),
            "A firewall may block it. Check your network, VPN, and proxy settings.",
        ),
        (Connection, F::CannotConnect(Connect::NotFoundOrOffline)) => (
            "No route to this address".to_owned(),
            "Check your network and VPN.",
        ),
        (Tls, F::TimedOut { limit, .. }) => (
            format!("No TLS handshake in {} s", limit.as_secs()),
            "A firewall or the server may hold the connection. Ask your network admin.",
        ),
        (Tls, F::CannotConnect(_)) => (
            "TLS handshake failed".to_owned(),
            "The server may not support TLS on this port, or a firewall closed the connection. Check the address and port.",
        ),
        _ => {
            let status = report
                .status
                .map_or_else(String::new, |status| format!(" (HTTP {status})"));
            let result = format!("{}{status}", report.message().headline);
            return (result, report.cause());
        }
    };
    (result, next.to_owned())
}

/// `None` if the difference does not matter.
pub fn clock_failure(ahead_secs: Option<i64>) -> Option<StepFailure> {
    let ahead_secs = clock::notable_difference(ahead_secs)?;
    Some(StepFailure::ClockOff { ahead_secs })
}

fn clock_words(ahead_secs: i64, host: &str) -> String {
    let apart = age::distance(ahead_secs.unsigned_abs());
    let way = if ahead_secs > 0 { "ahead of" } else { "behind" };
    format!("Your computer’s clock is {apart} {way} {host}")
}

fn address_list(addresses: &[IpAddr]) -> String {
    let addresses: Vec<_> = addresses.iter().map(ToString::to_string).collect();
    listed(&addresses, ADDRESSES_SHOWN)
}

fn listed(items: &[String], shown: usize) -> String {
    let list = items[..items.len().min(shown)].join(", ");
    match items.len().saturating_sub(shown) {
        0 => list,
        more => format!("{list} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SignInWith;
    use crate::model::failure::{Certificate, Stage};

    fn report(failure: SignInFailure, status: Option<u16>) -> SignInReport {
        SignInReport {
            failure,
            with: SignInWith::Nothing,
            has_space_at_ends: false,
            host: "console.example".to_owned(),
            status,
            is_web_page: false,
            clock_ahead_secs: None,
            at: Timestamp::UNIX_EPOCH,
            took: Duration::ZERO,
        }
    }

    fn tls(authority: Option<Authority>) -> TlsFacts {
        TlsFacts {
            version: Some("TLS 1.3"),
            certificate: Some(CertificateFacts {
                subject: "CN=console.example".to_owned(),
                names: ["a", "b", "c", "d", "e"].map(str::to_owned).to_vec(),
                issuer: "CN=Authority".to_owned(),
                valid_from: Timestamp::UNIX_EPOCH,
                valid_until: "2030-01-01T00:00:00Z".parse().unwrap(),
            }),
            authority,
        }
    }

    /// Every step, as far as `passed` of them.
    fn check(passed: usize, failed: Option<StepFailure>) -> ConnectionCheck {
        let address = "192.0.2.7:443".parse().unwrap();
        let findings = [
            Finding::Proxy(ProxyUse::NotSet),
            Finding::Address(Resolution::Found(vec![IpAddr::from([192, 0, 2, 7]); 6])),
            Finding::Connection(Connected::Directly(address)),
            Finding::Tls(TlsUse::Used(tls(Some(Authority::Private)))),
            Finding::Console { status: 200 },
            Finding::Clock {
                ahead_secs: Some(3),
            },
        ];
        let step = |finding| PassedStep {
            finding,
            took: Some(Duration::from_millis(12)),
        };
        ConnectionCheck {
            host: "console.example".to_owned(),
            passed: findings.into_iter().take(passed).map(step).collect(),
            failed: failed.map(|cause| {
                Box::new(FailedStep {
                    cause,
                    tls: None,
                    took: None,
                })
            }),
            at: Timestamp::UNIX_EPOCH,
            took: Duration::from_millis(50),
        }
    }

    fn steps(check: &ConnectionCheck) -> Vec<StepText> {
        check.steps(&|at| at.strftime("%Y").to_string())
    }

    #[test]
    fn each_step_has_a_line_and_those_after_a_failure_say_that_they_were_not_checked() {
        use StepState::{Failed, NotReached, Passed};
        let not_found = SignInFailure::CannotConnect(Connect::NotFoundOrOffline);
        let cause = StepFailure::Report(StepKind::Address, report(not_found, None));
        let steps = steps(&check(1, Some(cause)));
        let states: Vec<_> = steps.iter().map(|step| (step.kind, step.state)).collect();
        let expected = [
            Passed, Failed, NotReached, NotReached, NotReached, NotReached,
        ];
        assert_eq!(
            states,
            StepKind::ALL.into_iter().zip(expected).collect::<Vec<_>>()
        );
        assert_eq!(steps[1].result, "Can’t find console.example");
        let next = steps[1].next.as_deref();
        assert_eq!(next, Some("Check the address and your connection."));
        assert_eq!(
            steps[1].spoken(Some("12 ms")),
            "Address: Failed. Can’t find console.example. Check the address and your connection. 12 ms"
        );
        assert_eq!(steps[2].spoken(None), "Connection: Not checked");
    }

    #[test]
    fn a_list_of_addresses_is_cut_and_a_private_authority_is_named() {
        let steps = steps(&check(6, None));
        let address = "192.0.2.7, 192.0.2.7, 192.0.2.7, 192.0.2.7 and 2 more";
        assert_eq!(steps[1].result, address);
        assert_eq!(
            steps[3].details,
            [
                "Subject: CN=console.example",
                "For: a, b, c and 2 more",
                "Issuer: CN=Authority (private, not a known public authority)",
                "Valid: 1970 to 2030",
            ]
        );
        assert_eq!(steps[5].result, "Matches the console’s");
    }

    #[test]
    fn a_certificate_that_is_not_trusted_is_shown_below_the_reason() {
        let untrusted = SignInFailure::Certificate(Certificate::Expired);
        let cause = StepFailure::Report(StepKind::Tls, report(untrusted, None));
        let mut check = check(3, Some(cause));
        check.failed.as_mut().unwrap().tls = Some(tls(None));
        let step = &steps(&check)[3];
        assert_eq!(step.details[0], "Version: TLS 1.3");
        assert_eq!(step.details[3], "Issuer: CN=Authority");
        assert_eq!(step.details.len(), 5);
    }

    #[test]
    fn the_message_names_the_likelier_fault_or_that_it_is_unknown() {
        let to = Some("www.example".to_owned());
        let unknown = |failure, status| {
            Some(StepFailure::Report(
                StepKind::Console,
                report(failure, status),
            ))
        };
        let other = |what| Some(StepFailure::NotAConsole(what));
        for (passed, cause, headline, result) in [
            (6, None, "is a console", ""),
            (
                5,
                Some(StepFailure::ClockOff { ahead_secs: 3_600 }),
                "is a console",
                "about 1 hour ahead of console.example",
            ),
            (
                4,
                other(NotAConsole::WebPage),
                "isn’t a console",
                "a web page",
            ),
            (
                4,
                other(NotAConsole::OtherReply),
                "isn’t a console",
                "not as a console does",
            ),
            (
                4,
                other(NotAConsole::Status(404)),
                "isn’t a console",
                "HTTP 404 instead of 200",
            ),
            (
                4,
                other(NotAConsole::Redirect { to }),
                "isn’t a console",
                "redirected to www.example",
            ),
            (
                4,
                unknown(SignInFailure::ServerError, Some(503)),
                "Couldn’t verify",
                "having problems (HTTP 503)",
            ),
        ] {
            let mut check = check(passed, cause);
            let steps = steps(&check);
            let failed = steps.iter().find(|step| step.state == StepState::Failed);
            let found = failed.map_or("", |step| &step.result);
            assert!(found.contains(result), "{found}");
            assert_eq!(failed.is_some(), !result.is_empty());
            for (kind, words) in [
                (None, None),
                (Some(AccountKind::ApiClient), Some("client ID and secret")),
                (Some(AccountKind::User), Some("username and password")),
            ] {
                let text = check.message(kind);
                assert!(text.headline.contains("console.example"), "{text:?}");
                assert!(text.headline.contains(headline), "{text:?}");
                let advice = words.filter(|_| check.is_console());
                let is_blamed = text.explanation.contains("The address is fine");
                assert_eq!(is_blamed, advice.is_some(), "{text:?}");
                assert!(text.explanation.contains(advice.unwrap_or_default()));
                let ending = "No credentials were sent to the console.";
                assert!(text.explanation.ends_with(ending), "{text:?}");
            }
            check.host = "console.us.code42.com".to_owned();
            let sister = check.message(None).explanation;
            assert_eq!(sister.matches("Incydr (Code42)").count(), 1, "{sister}");
        }
    }

    #[test]
    fn a_step_is_not_blamed_for_what_passed_before_it() {
        let (stage, limit) = (Stage::Connecting, Duration::from_secs(10));
        let timed_out = SignInFailure::TimedOut { stage, limit };
        let other = SignInFailure::CannotConnect(Connect::Other);
        let offline = SignInFailure::CannotConnect(Connect::NotFoundOrOffline);
        let refused = SignInFailure::CannotConnect(Connect::Refused);
        for (kind, failure, result) in [
            (StepKind::Address, &timed_out, "No DNS reply in 10 s"),
            (StepKind::Connection, &timed_out, "No connection in 10 s"),
            (StepKind::Tls, &timed_out, "No TLS handshake in 10 s"),
            (StepKind::Address, &offline, "Can’t find console.example"),
            (StepKind::Connection, &offline, "No route to this address"),
            (
                StepKind::Connection,
                &refused,
                "console.example refused the connection",
            ),
            (
                StepKind::Connection,
                &other,
                "Can’t connect to console.example",
            ),
            (StepKind::Tls, &other, "TLS handshake failed"),
        ] {
            let cause = StepFailure::Report(kind, report(failure.clone(), None));
            let place = StepKind::ALL.iter().position(|step| *step == kind).unwrap();
            let step = &steps(&check(place, Some(cause)))[place];
            assert_eq!(step.result, result);
            let next = step.next.as_deref().unwrap();
            assert!(
                next.ends_with('.') && next.starts_with(char::is_uppercase),
                "{next}"
            );
        }
    }

    #[test]
    fn what_does_not_apply_is_no_success() {
        let mut check = check(6, None);
        let finding = |check: &mut ConnectionCheck, place: usize, finding| {
            check.passed[place].finding = finding;
            let step = &steps(check)[place];
            (step.state, step.result.clone())
        };
        for (place, of) in [
            (1, Finding::Address(Resolution::ByProxy)),
            (3, Finding::Tls(TlsUse::Unused)),
            (5, Finding::Clock { ahead_secs: None }),
        ] {
            assert_eq!(finding(&mut check, place, of).0, StepState::Skipped);
        }
        let used = ProxyUse::Used {
            address: "http://proxy.example:3128".to_owned(),
            variable: None,
        };
        let used = finding(&mut check, 0, Finding::Proxy(used)).1;
        assert_eq!(used, "http://proxy.example:3128 (system settings)");
        let variable = Some("NO_PROXY");
        let excepted = Finding::Proxy(ProxyUse::Excepted { variable });
        let excepted = finding(&mut check, 0, excepted).1;
        assert_eq!(excepted, "Not used for this host (NO_PROXY)");
    }
}
