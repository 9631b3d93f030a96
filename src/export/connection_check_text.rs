//! The result of *Check address*, as plain text for a network team.

use jiff::tz::TimeZone;

use super::format::{moment, one_line};
use crate::model::connection_check::StepText;
use crate::model::{ClipText, ConnectionCheck, millis};

const INDENT: &str = "            ";

/// Holds no secrets: none is involved.
pub fn connection_check_text(check: &ConnectionCheck, zone: &TimeZone) -> ClipText {
    let mut lines = vec![
        format!("Connection check: {}", check.message(None).headline),
        format!("Host: {}", check.host),
        format!("At: {} ({})", moment(check.at, zone), millis(check.took)),
        format!("By: Tokendesk {}", env!("CARGO_PKG_VERSION")),
        String::new(),
    ];
    let steps = check.steps(&|at| moment(at, zone));
    lines.extend(steps.iter().flat_map(step_lines));
    ClipText::new(lines.join("\n"))
}

/// "Passed      Connection: 192.0.2.7:443 (31 ms)", and more lines below.
fn step_lines(step: &StepText) -> Vec<String> {
    let took = step
        .took
        .map_or_else(String::new, |took| format!(" ({})", millis(took)));
    let result = match step.result.as_str() {
        result if result == step.state.name() => String::new(),
        result => format!(": {}", one_line(result.trim_end_matches('.'))),
    };
    let state = step.state.name();
    let name = step.kind.name();
    let mut lines = vec![format!("{state:<12}{name}{result}{took}")];
    let next = step.next.iter().map(|next| format!("Next step: {next}"));
    let more = next.chain(step.details.iter().cloned());
    lines.extend(more.map(|line| format!("{INDENT}{}", one_line(&line))));
    lines
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;

    use super::*;
    use crate::model::connection_check::{
        CertificateFacts, Connected, FailedStep, Finding, PassedStep, ProxyUse, Resolution,
        StepFailure, StepKind, TlsFacts,
    };
    use crate::model::failure::Certificate;
    use crate::model::{SignInFailure, SignInReport, SignInWith};

    #[test]
    fn a_network_team_reads_every_step_with_times_dates_and_zone() {
        let at: Timestamp = "2026-11-12T09:32:12Z".parse().unwrap();
        let report = SignInReport {
            failure: SignInFailure::Certificate(Certificate::UnknownIssuer),
            with: SignInWith::Nothing,
            has_space_at_ends: false,
            host: "console.example".to_owned(),
            status: None,
            is_web_page: false,
            clock_ahead_secs: None,
            at,
            took: Duration::ZERO,
        };
        let passed = [
            (Finding::Proxy(ProxyUse::NotSet), None),
            (
                Finding::Address(Resolution::Found(vec![[192, 0, 2, 7].into()])),
                Some(Duration::from_millis(12)),
            ),
            (
                Finding::Connection(Connected::Directly("192.0.2.7:443".parse().unwrap())),
                Some(Duration::from_millis(31)),
            ),
        ];
        let certificate = CertificateFacts {
            subject: "CN=console.example".to_owned(),
            names: vec!["console.example".to_owned()],
            issuer: "CN=odd\u{202e}\nname".to_owned(),
            valid_from: Timestamp::UNIX_EPOCH,
            valid_until: at,
        };
        let check = ConnectionCheck {
            host: "console.example".to_owned(),
            passed: passed
                .map(|(finding, took)| PassedStep { finding, took })
                .to_vec(),
            failed: Some(Box::new(FailedStep {
                cause: StepFailure::Report(StepKind::Tls, report.clone()),
                tls: Some(TlsFacts {
                    version: Some("TLS 1.3"),
                    certificate: Some(certificate),
                    authority: None,
                }),
                took: Some(Duration::from_millis(44)),
            })),
            at,
            took: Duration::from_millis(90),
        };
        let zone = TimeZone::fixed(jiff::tz::Offset::constant(1));
        let text = connection_check_text(&check, &zone);
        let next = report.message().explanation;
        let next = next.trim_end_matches(" The secret wasn’t sent.");
        assert_eq!(
            text.expose_secret(),
            format!(
                "Connection check: Couldn’t verify console.example\n\
                 Host: console.example\n\
                 At: 2026-11-12 10:32:12 +01:00 (90 ms)\n\
                 By: Tokendesk {}\n\
                 \n\
                 Passed      Proxy: None set\n\
                 Passed      Address: 192.0.2.7 (12 ms)\n\
                 Passed      Connection: 192.0.2.7:443 (31 ms)\n\
                 Failed      TLS: Certificate not trusted (44 ms)\n            \
                 Next step: {next}\n            \
                 Version: TLS 1.3\n            \
                 Subject: CN=console.example\n            \
                 For: console.example\n            \
                 Issuer: CN=odd name\n            \
                 Valid: 1970-01-01 01:00:00 +01:00 to 2026-11-12 10:32:12 +01:00\n\
                 Not checked Console\n\
                 Not checked Clock",
                env!("CARGO_PKG_VERSION")
            )
        );
    }
}
