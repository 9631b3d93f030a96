//! Checks and requests of one's own against a console that lies: each credential is sent once, whatever comes back, within the time
//! and the memory of a sign-in; and what is shown of an answer is no more than its limit.

use std::sync::Arc;
use std::time::Duration;
use tokendesk::app::job::Job;
use tokendesk::app::job::Outcome;
use tokendesk::app::job::StoredSignIn;
use tokendesk::jobs::JobContext;
use tokendesk::model::KnownLogin;

use jiff::Timestamp;
use tokendesk::app::job::{
    CheckCredentialOutcome, CheckRotationOutcome, JobId, RequestWith, SendRequestOutcome,
    TryStored, Typed, TypedCode,
};
use tokendesk::clipboard::MemoryClipboard;
use tokendesk::console::{ConsoleClient, Limits};
use tokendesk::files::Files;
use tokendesk::jobs;
use tokendesk::jobs::{Ports, ProgressSender};
use tokendesk::model::{
    Account, ClientId, ConsoleUrl, Profile, ProfileId, ProfileName, ResourcePath, ResponseText,
    RotationOutcome, Secret, StoredProfile, Token, Verdict,
};
use tokendesk::os::{Cancel, clock};
use tokendesk::vault::MemoryVault;

use super::floods::{Flood, bodies, drips, heads, script};
use super::memory::Gauge;
use super::window::{SHORT, SLACK};
use crate::child::in_child;
use crate::lying_console::ok;
use crate::tls_console::{Ca, Step, TlsConsole, Validity, Wire};

const REFUSED: &[u8] = b"HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n";

/// Jobs over a console that lies.
struct Desk {
    console: TlsConsole,
    ports: Ports,
    shown: Profile,
}

impl Desk {
    /// One sign-in was made, so that what is built once is built.
    fn warm(ca: &Ca) -> Self {
        let console = TlsConsole::start(Wire::Tls(ca.issue("localhost", Validity::Now)));
        let address = format!("https://localhost:{}", console.port());
        let shown = Profile {
            id: ProfileId::random(),
            rev: 1,
            name: ProfileName::parse("Lied to").unwrap(),
            console: ConsoleUrl::parse(&address).unwrap(),
            account: Account::ApiClient {
                client_id: ClientId::parse("key-42").unwrap(),
            },
            saved_at: Timestamp::UNIX_EPOCH,
        };
        let stored = StoredProfile {
            profile: shown.clone(),
            secret: Secret::new("stored"),
        };
        let limits = Limits {
            connect: SHORT,
            total: SHORT,
            ..Limits::default()
        };
        let ports = Ports {
            vault: Arc::new(MemoryVault::with_profiles(&[stored]).unwrap()),
            console: Arc::new(ConsoleClient::new(limits)),
            clipboard: Arc::new(MemoryClipboard::default()),
            files: Files::with(None, None),
            sandbox: None,
        };
        let desk = Self {
            console,
            ports,
            shown,
        };
        desk.console.then_send(REFUSED);
        assert_eq!(desk.check(), (Verdict::Refused, 1));
        desk
    }

    fn run(&self, job: Job) -> Outcome {
        let context = JobContext {
            ports: &self.ports,
            cancel: &Cancel::default(),
            progress: &ProgressSender::new(|_| {}),
        };
        jobs::run(JobId(1), job, context).outcome
    }

    /// A check of the stored secret, and how many requests it made.
    fn check(&self) -> (Verdict, usize) {
        let before = self.console.log().requests.len();
        let checked = self.run(Job::CheckCredential(StoredSignIn {
            shown: self.shown.clone(),
            typed: Typed::default(),
            known: KnownLogin::Unanswered,
        }));
        let Outcome::CheckCredential(CheckCredentialOutcome::Tried(outcome)) = checked else {
            panic!("{checked:?}")
        };
        (
            outcome.verdict(),
            self.console.log().requests.len() - before,
        )
    }

    /// The same, within the limits of one exchange.
    fn check_within_limits(&self, what: &str) -> (Verdict, usize) {
        let (gauge, began) = (Gauge::start(), clock::read().1);
        let end = self.check();
        let took = clock::read().1.saturating_sub(began);
        assert!(took < SHORT + SLACK, "{what}: {took:?}");
        gauge.assert_small(what);
        end
    }

    fn request(&self) -> SendRequestOutcome {
        let with = RequestWith::Token {
            path: ResourcePath::parse("/api/v1/Computer").unwrap(),
            token: Token::parse("abc.def").unwrap(),
        };
        let ended = self.run(Job::SendRequest {
            shown: self.shown.clone(),
            with,
        });
        match ended {
            Outcome::SendRequest(end) => end,
            other => panic!("{other:?}"),
        }
    }

    fn answer(&self) -> Arc<ResponseText> {
        match self.request() {
            SendRequestOutcome::Response(text) => text,
            other => panic!("{other:?}"),
        }
    }
}

fn assert_one_request_each(floods: Vec<Flood>, desk: &Desk) {
    for flood in floods {
        desk.console.then(script(&flood));
        let (verdict, requests) = desk.check_within_limits(flood.0);
        let is_refusal = flood.0 == "a refusal with a body";
        assert_eq!(verdict == Verdict::Refused, is_refusal, "{}", flood.0);
        assert!(verdict != Verdict::Accepted, "{}", flood.0);
        assert_eq!(requests, 1, "{}", flood.0);
    }
}

#[test]
fn a_check_is_one_request_whatever_has_no_end() {
    in_child(&[], |ca| {
        let desk = Desk::warm(ca);
        assert_one_request_each(bodies(), &desk);
        assert_one_request_each(heads(), &desk);
        assert_one_request_each(drips(), &desk);
    });
}

#[test]
fn a_check_of_a_reset_is_one_request_for_each_secret_whatever_refusals_say() {
    in_child(&[], |ca| {
        let desk = Desk::warm(ca);
        let other = TlsConsole::start(Wire::Tls(ca.issue("localhost", Validity::Now)));
        let location = format!(
            "HTTP/1.1 307 Elsewhere\r\nLocation: https://localhost:{}/\r\nContent-Length: 0\r\n\r\n",
            other.port()
        );
        let block = vec![b'x'; 16 * 1024];
        let flood = [
            Step::Send(b"HTTP/1.1 401 No\r\n\r\n".to_vec()),
            Step::SendForever(block, Duration::ZERO),
        ];
        for (what, steps, requests) in [
            ("refusals without an end", flood.to_vec(), 2),
            ("a redirect", vec![Step::Send(location.into_bytes())], 1),
            ("silence", vec![Step::AwaitClose], 1),
            ("nothing", vec![Step::Close], 1),
        ] {
            for _ in 0..requests {
                desk.console.then(steps.clone());
            }
            let (before, gauge) = (desk.console.log().requests.len(), Gauge::start());
            let ended = desk.run(Job::CheckRotation {
                shown: desk.shown.clone(),
                new: Secret::new("new").unwrap(),
                code: TypedCode::Unsaid,
                stored: TryStored::Once,
                known: KnownLogin::Unanswered,
            });
            let Outcome::CheckRotation(CheckRotationOutcome::Checked { outcome, grant }) = ended
            else {
                panic!("{what}: {ended:?}")
            };
            assert!(
                matches!(outcome, RotationOutcome::Different { .. }),
                "{what}"
            );
            assert!(grant.is_none(), "{what}");
            gauge.assert_small(what);
            // As long as a request that should not be would take to come.
            std::thread::sleep(Duration::from_millis(200));
            let sent = desk.console.log().requests.split_off(before);
            assert_eq!(sent.len(), requests, "{what}");
            let mut told: Vec<_> = sent.iter().map(|request| authorization(request)).collect();
            told.dedup();
            assert_eq!(told.len(), requests, "{what}: each secret once");
        }
        assert_eq!(other.log().connections, 0);
    });
}

fn authorization(request: &str) -> &str {
    let (_, rest) = request.split_once("authorization: ").unwrap();
    rest.lines().next().unwrap()
}

#[test]
fn an_answer_that_is_packed_or_too_long_or_no_json_is_shown_as_far_as_it_goes() {
    in_child(&[], |ca| {
        let desk = Desk::warm(ca);
        let (gauge, limit) = (Gauge::start(), 256 * 1024);
        desk.console.then_send(
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\0"
                .to_vec(),
        );
        let packed = desk.answer();
        assert!(packed.is_compressed && packed.raw.is_empty() && packed.pretty.is_none());

        let large = format!("[{}1]", "1,".repeat(512 * 1024));
        desk.console.then_send(ok(large));
        let cut = desk.answer();
        assert_eq!((cut.cut_at_bytes, cut.raw.len()), (Some(limit), limit));
        assert!(cut.pretty.is_none(), "half a list is no JSON");

        let deep = "[".repeat(limit / 2) + &"]".repeat(limit / 2);
        desk.console.then_send(ok(deep));
        let deep = desk.answer();
        assert_eq!((deep.cut_at_bytes, deep.raw.len()), (None, limit));
        assert!(deep.pretty.is_none(), "it would take gigabytes");

        let wide = format!("[{}1]", "1,".repeat(limit / 2 - 2));
        desk.console.then_send(ok(wide));
        assert!(desk.answer().pretty.as_ref().unwrap().len() > 2 * limit);

        desk.console.then_send(ok("\u{202e}<html>\u{1b}[2J\r\n"));
        assert_eq!(desk.answer().raw.as_str(), "\\u202e<html>\\u001b[2J\n");
        gauge.assert_small("answers");
    });
}

#[test]
fn an_answer_of_another_length_than_it_says_is_none_and_is_not_asked_for_again() {
    in_child(&[], |ca| {
        let desk = Desk::warm(ca);
        let before = desk.console.log().requests.len();
        let short = b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{}".to_vec();
        desk.console.then([Step::Send(short.clone()), Step::Close]);
        assert!(matches!(desk.request(), SendRequestOutcome::Failed(_)));
        desk.console.then([Step::Send(short), Step::AwaitClose]);
        assert!(matches!(desk.request(), SendRequestOutcome::Failed(_)));
        let long = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}planted".to_vec();
        desk.console.then([Step::Send(long), Step::Close]);
        assert_eq!(desk.answer().raw.as_str(), "{}");
        assert_eq!(desk.console.log().requests.len(), before + 3);
    });
}

#[test]
fn a_request_whose_answer_has_no_end_is_cut_or_given_up_within_its_limits() {
    in_child(&[], |ca| {
        let desk = Desk::warm(ca);
        for flood in bodies().into_iter().chain(heads()).chain(drips()) {
            let before = desk.console.log().requests.len();
            desk.console.then(script(&flood));
            let (gauge, began) = (Gauge::start(), clock::read().1);
            let end = desk.request();
            let took = clock::read().1.saturating_sub(began);
            assert!(took < SHORT + SLACK, "{}: {took:?}", flood.0);
            if let SendRequestOutcome::Response(text) = end {
                assert!(text.raw.len() <= 256 * 1024, "{}", flood.0);
            }
            gauge.assert_small(flood.0);
            assert_eq!(desk.console.log().requests.len(), before + 1, "{}", flood.0);
        }
    });
}
