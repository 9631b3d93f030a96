//! Results of *Check address*.

use std::time::Duration;

use tokendesk::model::connection_check::{
    Authority, CertificateFacts, Connected, FailedStep, Finding, NotAConsole, PassedStep, ProxyUse,
    Resolution, StepFailure, StepKind, TlsFacts, TlsUse,
};
use tokendesk::model::failure::Certificate;
use tokendesk::model::{ConnectionCheck, SignInFailure, SignInReport, SignInWith};

use crate::samples::now;

const HOST: &str = "console.eu5.cpg.crashplan.com";

pub(crate) fn is_console() -> ConnectionCheck {
    passed_of(HOST, 6, None)
}

/// The same of another host.
pub(crate) fn is_console_at(host: &str) -> ConnectionCheck {
    passed_of(host, 6, None)
}

/// Behind a proxy that inspects TLS, whose authority isn't trusted.
pub(crate) fn untrusted() -> ConnectionCheck {
    let report = SignInReport {
        failure: SignInFailure::Certificate(Certificate::UnknownIssuer),
        with: SignInWith::Nothing,
        has_space_at_ends: false,
        host: HOST.to_owned(),
        status: None,
        is_web_page: false,
        clock_ahead_secs: None,
        at: now().wall,
        took: Duration::from_millis(97),
    };
    let failed = FailedStep {
        cause: StepFailure::Report(StepKind::Tls, report),
        tls: Some(TlsFacts {
            authority: None,
            ..tls("CN=Example Corp TLS Inspection CA, O=Example Corp")
        }),
        took: Some(Duration::from_millis(44)),
    };
    let mut check = passed_of(HOST, 3, Some(failed));
    let proxy = ProxyUse::Used {
        address: "http://proxy.example:3128".to_owned(),
        variable: Some("HTTPS_PROXY"),
    };
    let at = "10.1.2.3:3128".parse().unwrap();
    check.passed[0].finding = Finding::Proxy(proxy);
    check.passed[1].finding = Finding::Address(Resolution::ByProxy);
    check.passed[1].took = None;
    check.passed[2].finding = Finding::Connection(Connected::ThroughProxy(at));
    check
}

pub(crate) fn web_page() -> ConnectionCheck {
    let failed = FailedStep {
        cause: StepFailure::NotAConsole(NotAConsole::WebPage),
        tls: None,
        took: Some(Duration::from_millis(80)),
    };
    passed_of(HOST, 4, Some(failed))
}

fn passed_of(host: &str, steps: usize, failed: Option<FailedStep>) -> ConnectionCheck {
    let addresses = ["203.0.113.7", "2001:db8::7"].map(|text| text.parse().unwrap());
    let connected = Connected::Directly("203.0.113.7:443".parse().unwrap());
    let ahead_secs = Some(1);
    let findings = [
        (Finding::Proxy(ProxyUse::NotSet), None),
        (
            Finding::Address(Resolution::Found(addresses.to_vec())),
            Some(12),
        ),
        (Finding::Connection(connected), Some(31)),
        (
            Finding::Tls(TlsUse::Used(tls("CN=R11, O=Let\u{2019}s Encrypt, C=US"))),
            Some(44),
        ),
        (Finding::Console { status: 200 }, Some(187)),
        (Finding::Clock { ahead_secs }, None),
    ];
    let step = |(finding, millis): (_, Option<u64>)| PassedStep {
        finding,
        took: millis.map(Duration::from_millis),
    };
    ConnectionCheck {
        host: host.to_owned(),
        passed: findings.into_iter().take(steps).map(step).collect(),
        failed: failed.map(Box::new),
        at: now().wall,
        took: Duration::from_millis(274),
    }
}

fn tls(issuer: &str) -> TlsFacts {
    TlsFacts {
        version: Some("TLS 1.3"),
        certificate: Some(CertificateFacts {
            subject: "CN=*.cpg.crashplan.com".to_owned(),
            names: vec!["*.cpg.crashplan.com".to_owned()],
            issuer: issuer.to_owned(),
            valid_from: "2026-09-01T00:00:00Z".parse().unwrap(),
            valid_until: "2026-11-30T00:00:00Z".parse().unwrap(),
        }),
        authority: Some(Authority::Public),
    }
}
