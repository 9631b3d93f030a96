//! The client that jobs call. Each method is one request, never retried; it blocks until the exchange ends or is canceled. Several
//! threads may call at once; a future must not.

use std::fmt;
use std::time::Duration;

use super::connection_check::{ConnectionSteps, StepsTaken};
use super::exchange::{BodyPolicy, Exchange, ExchangeOutcome, Limits};
use super::request::{self, Get, OutgoingRequest};
use super::response::{Head, Response};
use super::token_response::{self, TokenResponse};
use super::transport::{self, Transport};
use super::{headers, login_configuration, server_env};
use crate::model::connection_check::{
    ConnectionCheck, FailedStep, Finding, PassedStep, StepFailure, StepKind, clock_failure,
};
use crate::model::expiry::{API_CLIENT_LIFETIME, Expiry, USER_LIFETIME};
use crate::model::failure::Stage;
use crate::model::{
    ClientId, ConsoleUrl, GetOutcome, Grant, LoginKindOutcome, Now, ProbeOutcome, RawResponse,
    Secret, SignInFailure, SignInOutcome, SignInReport, SignInWith, TotpCode, Username, jwt,
};
use crate::os::{Cancel, clock};

/// Cheap to make: its parts are built on first use, in a job, and kept. A connection is not: each request has its own.
pub struct ConsoleClient {
    limits: Limits,
    transport: Transport,
}

/// What differs between the kinds of sign-in, besides the request.
struct SignInRequest {
    with: SignInWith,
    has_space_at_ends: bool,
    parse: fn(&Response) -> Result<TokenResponse, SignInFailure>,
    /// A token's lifetime where nothing states it.
    default_lifetime: Duration,
}

impl ConsoleClient {
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            transport: Transport::default(),
        }
    }

    /// Builds the HTTP client before the first request needs it. Sends nothing.
    pub fn prepare(&self) {
        self.transport.prepare();
    }

    /// Signs in as an API client. `on_stage` is called on the caller's thread.
    pub fn api_client_token(
        &self,
        console: &ConsoleUrl,
        client_id: &ClientId,
        secret: &Secret,
        cancel: &Cancel,
        on_stage: &dyn Fn(Stage),
    ) -> SignInOutcome {
        let sign_in = SignInRequest {
            with: SignInWith::ApiClient,
            has_space_at_ends: secret.has_space_at_ends(),
            parse: token_response::api_client_token,
            default_lifetime: API_CLIENT_LIFETIME,
        };
        let request = || request::api_client_token(console, client_id, secret);
        self.sign_in(console, &sign_in, request, cancel, on_stage)
    }

    /// Signs in to a user account, with a two-factor code if there is one.
    pub fn user_token(
        &self,
        console: &ConsoleUrl,
        username: &Username,
        (password, code): (&Secret, Option<&TotpCode>),
        cancel: &Cancel,
        on_stage: &dyn Fn(Stage),
    ) -> SignInOutcome {
        let sign_in = SignInRequest {
            with: match code {
                Some(_) => SignInWith::PasswordAndCode,
                None => SignInWith::Password,
            },
            has_space_at_ends: password.has_space_at_ends(),
            parse: token_response::user_token,
            default_lifetime: USER_LIFETIME,
        };
        let request = || request::user_token(console, username, password, code);
        self.sign_in(console, &sign_in, request, cancel, on_stage)
    }

    fn sign_in(
        &self,
        console: &ConsoleUrl,
        sign_in: &SignInRequest,
        request: impl FnOnce() -> Result<OutgoingRequest, SignInFailure>,
        cancel: &Cancel,
        on_stage: &dyn Fn(Stage),
    ) -> SignInOutcome {
        let started = now();
        let exchange = Exchange::new(&self.limits, BodyPolicy::TokenOrStart, on_stage);
        let Some(outcome) = self.run(exchange, console, request, cancel) else {
            return SignInOutcome::Canceled;
        };
        match outcome.parse(sign_in.parse) {
            Ok((token, head)) => {
                let took = now().since(started);
                SignInOutcome::Granted(grant(token, head, took, sign_in.default_lifetime))
            }
            Err(failed) => {
                let report = SignInReport {
                    has_space_at_ends: sign_in.has_space_at_ends,
                    ..failed.report(console, sign_in.with, started)
                };
                tracing::debug!(failure = ?report.failure, took = ?report.took, "a sign-in failed");
                SignInOutcome::Failed(report)
            }
        }
    }

    /// Looks up how a username signs in, without any credential.
    pub fn login_kind(
        &self,
        console: &ConsoleUrl,
        username: &Username,
        cancel: &Cancel,
    ) -> LoginKindOutcome {
        let limits = Limits {
            total: self.limits.login_kind.min(self.limits.total),
            ..self.limits.clone()
        };
        let exchange = Exchange::new(&limits, BodyPolicy::TokenOrStart, &|_| {});
        let request = || Ok(request::login_configuration(console, username));
        match self.run(exchange, console, request, cancel) {
            None => LoginKindOutcome::Canceled,
            Some(outcome) => outcome
                .result
                .ok()
                .and_then(|response| login_configuration::parse(&response))
                .map_or(LoginKindOutcome::Unknown, LoginKindOutcome::Known),
        }
    }

    /// Takes each step of the way to a console, up to the first that fails, without any credential.
    pub fn probe(&self, console: &ConsoleUrl, cancel: &Cancel) -> ProbeOutcome {
        if cancel.is_canceled() {
            return ProbeOutcome::Canceled;
        }
        let started = now();
        let limit = self.limits.connect.min(self.limits.total);
        let steps = ConnectionSteps::new(console);
        let taken = match transport::block_on(steps.take(limit, cancel)) {
            Ok(Some(taken)) => taken,
            Ok(None) => return ProbeOutcome::Canceled,
            Err(failure) => StepsTaken::none(failure),
        };
        let mut passed = taken.passed;
        let result = match taken.failed {
            Some(failed) => {
                let report = FailedExchange::new(failed.failure, None, false);
                let report = report.report(console, SignInWith::Nothing, started);
                Some(Err(Box::new(FailedStep {
                    cause: StepFailure::Report(failed.step, report),
                    tls: failed.tls,
                    took: Some(failed.took),
                })))
            }
            None => self.ask_console(console, started, cancel, &mut passed),
        };
        let Some(result) = result else {
            return ProbeOutcome::Canceled;
        };
        let ended = now();
        ProbeOutcome::Done(ConnectionCheck {
            host: console.host(),
            passed,
            failed: result.err(),
            at: ended.wall,
            took: ended.since(started),
        })
    }

    /// The last steps, by the client that signs in, in what is left of the limit. `None` if it was canceled.
    fn ask_console(
        &self,
        console: &ConsoleUrl,
        started: Now,
        cancel: &Cancel,
        passed: &mut Vec<PassedStep>,
    ) -> Option<Result<(), Box<FailedStep>>> {
        let asked = now();
        let limits = Limits {
            total: self.limits.total.saturating_sub(asked.since(started)),
            ..self.limits.clone()
        };
        let request = || Ok(request::server_env(console));
        let exchange = Exchange::new(&limits, BodyPolicy::TokenOrStart, &|_| {});
        let outcome = self.run(exchange, console, request, cancel)?;
        let took = Some(now().since(asked));
        let failed = |cause, took| {
            let tls = None;
            Some(Err(Box::new(FailedStep { cause, tls, took })))
        };
        let head = match outcome.parse(server_env::parse) {
            Ok((None, head)) => head,
            Ok((Some(other), _)) => return failed(StepFailure::NotAConsole(other), took),
            Err(exchange) => {
                let report = exchange.report(console, SignInWith::Nothing, asked);
                return failed(StepFailure::Report(StepKind::Console, report), took);
            }
        };
        let status = head.status;
        let finding = Finding::Console { status };
        passed.push(PassedStep { finding, took });
        let ahead_secs = head.clock_ahead_secs();
        if let Some(cause) = clock_failure(ahead_secs) {
            return failed(cause, None);
        }
        let finding = Finding::Clock { ahead_secs };
        let took = None;
        passed.push(PassedStep { finding, took });
        Some(Ok(()))
    }

    /// Requests a resource. A response with any status is an answer.
    pub fn get(
        &self,
        console: &ConsoleUrl,
        get: &Get<'_>,
        cancel: &Cancel,
        on_stage: &dyn Fn(Stage),
    ) -> GetOutcome {
        let started = now();
        let exchange = Exchange::new(&self.limits, BodyPolicy::ForDisplay, on_stage);
        let request = || request::resource(console, get);
        let Some(outcome) = self.run(exchange, console, request, cancel) else {
            return GetOutcome::Canceled;
        };
        match outcome.result {
            Ok(response) => GetOutcome::Response(RawResponse {
                status: response.head.status,
                headers: headers::for_display(&response.headers),
                is_compressed: response.is_encoded(),
                body: response.body,
                cut_at_bytes: response.cut_at_bytes,
                took: now().since(started),
            }),
            Err(failure) => {
                let failed = FailedExchange::new(failure, outcome.head, false);
                let report = failed.report(console, get.with(), started);
                tracing::debug!(failure = ?report.failure, took = ?report.took, "a request failed");
                GetOutcome::Failed(report)
            }
        }
    }

    /// `None` if it was canceled.
    fn run(
        &self,
        exchange: Exchange<'_>,
        console: &ConsoleUrl,
        request: impl FnOnce() -> Result<OutgoingRequest, SignInFailure>,
        cancel: &Cancel,
    ) -> Option<ExchangeOutcome> {
        if cancel.is_canceled() {
            return None;
        }
        let run = || {
            let client = self.transport.client(console)?;
            transport::block_on(exchange.run(&client, request()?, cancel))
        };
        run().unwrap_or_else(|failure| Some(ExchangeOutcome::unsent(failure)))
    }
}

impl fmt::Debug for ConsoleClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A proxy's address can hold a password.
        f.debug_struct("ConsoleClient")
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

struct FailedExchange {
    failure: SignInFailure,
    status: Option<u16>,
    clock_ahead_secs: Option<i64>,
    is_web_page: bool,
}

impl ExchangeOutcome {
    fn parse<T>(
        self,
        parse: impl FnOnce(&Response) -> Result<T, SignInFailure>,
    ) -> Result<(T, Head), FailedExchange> {
        let head = self.head;
        let failed = |failure, is_web_page| FailedExchange::new(failure, head, is_web_page);
        let response = self.result.map_err(|failure| failed(failure, false))?;
        match parse(&response) {
            Ok(parsed) => Ok((parsed, response.head)),
            Err(failure) => Err(failed(failure, response.is_web_page())),
        }
    }
}

impl FailedExchange {
    fn new(failure: SignInFailure, head: Option<Head>, is_web_page: bool) -> Self {
        Self {
            failure,
            status: head.map(|head| head.status),
            clock_ahead_secs: head.and_then(|head| head.clock_ahead_secs()),
            is_web_page,
        }
    }

    fn report(self, console: &ConsoleUrl, with: SignInWith, started: Now) -> SignInReport {
        let ended = now();
        SignInReport {
            failure: self.failure,
            with,
            has_space_at_ends: false,
            host: console.host(),
            status: self.status,
            is_web_page: self.is_web_page,
            clock_ahead_secs: self.clock_ahead_secs,
            at: ended.wall,
            took: ended.since(started),
        }
    }
}

fn grant(response: TokenResponse, head: Head, took: Duration, default_lifetime: Duration) -> Grant {
    let claimed_secs = jwt::lifetime_secs(&response.token);
    let stated = Expiry::from_reply(
        head.sent,
        response.expires_in_secs,
        claimed_secs,
        default_lifetime,
    );
    Grant {
        expiry: match jwt::exp(&response.token) {
            Some(exp) => stated.capped(head.sent, exp, head.date),
            None => stated,
        },
        token: response.token,
        received: head.received,
        took,
        clock_ahead_secs: head.clock_ahead_secs(),
    }
}

fn now() -> Now {
    Now::from(clock::read())
}
