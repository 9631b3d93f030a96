//! The HTTPS client: one request per click, within limits, to the profile's own console, and the reading of its reply.
//!
//! `request` says what is sent, `engine` holds what sends it, `exchange` runs it within its limits, `reply`, `refusal`,
//! `login_configuration`, `server_env` and `errors` say what came of it; `resource` has the requests that are not sign-ins, `headers`
//! what is shown of their answers' heads.
//! Nothing here is repeated, followed or shown: what an error of a library says is never passed on.

mod body_sniff;
mod engine;
mod errors;
mod exchange;
mod headers;
mod login_configuration;
mod proxy;
mod refusal;
mod reply;
mod request;
mod resource;
mod response;
mod server_env;
mod trust;

use std::fmt;
use std::time::Duration;

use self::engine::Engine;
use self::exchange::{Exchange, Exchanged, Reading};
use self::reply::TokenReply;
use self::request::Outgoing;
pub use self::resource::Get;
use self::response::{Head, Reply};
use crate::model::expiry::{API_CLIENT_LIFETIME, Expiry, USER_LIFETIME};
use crate::model::failure::Stage;
use crate::model::{
    ClientId, ConsoleCheck, ConsoleCheckEnd, ConsoleUrl, Grant, LoginKindEnd, Now, Secret,
    SignInEnd, SignInFailure, SignInReport, SignInWith, TotpCode, Username, claims,
};
use crate::os::{Cancel, clock};

/// The limits of an exchange. Fields, so that tests need not wait.
#[derive(Clone, Debug)]
pub struct Limits {
    /// For finding the host, TCP and TLS together.
    pub connect: Duration,
    /// For the whole exchange.
    pub total: Duration,
    /// For the whole of a question how a username signs in: a sign-in goes on without its answer, and a person waits for it.
    pub question: Duration,
    /// For the body of a reply, in bytes.
    pub reply_bytes: usize,
    /// For what is kept of the body of an answer that a person wants to look at, in bytes.
    pub answer_bytes: usize,
    /// For a look at the body of a reply that is no token by its status: the answer itself is known by then.
    pub start_of_body: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            total: Duration::from_secs(30),
            question: Duration::from_secs(10),
            reply_bytes: 64 * 1024,
            answer_bytes: 256 * 1024,
            start_of_body: Duration::from_secs(2),
        }
    }
}

/// The client. Cheap to make; its parts are built on first use, in a job, and kept. A connection is not: each request has one of
/// its own, closed with its end.
pub struct ConsoleClient {
    limits: Limits,
    engine: Engine,
}

impl ConsoleClient {
    /// A client that has not touched the network or the trust store yet.
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            engine: Engine::default(),
        }
    }

    /// Signs in as an API client: one request, never repeated. Blocks until it ends or is cancelled; `stage` hears each new
    /// stage of the exchange, on the caller's thread. Several threads may call at once; a future must not.
    pub fn api_client_token(
        &self,
        console: &ConsoleUrl,
        client_id: &ClientId,
        secret: &Secret,
        cancel: &Cancel,
        stage: &dyn Fn(Stage),
    ) -> SignInEnd {
        let sign_in = SignIn {
            with: SignInWith::ApiClient,
            has_space_at_ends: secret.has_space_at_ends(),
            judge: reply::token,
            lifetime: API_CLIENT_LIFETIME,
        };
        let request = || request::api_client_token(console, client_id, secret);
        self.sign_in(console, &sign_in, request, cancel, stage)
    }

    /// Signs in as a person, with a two-factor code if there is one: one request, never repeated. For the rest as
    /// [`Self::api_client_token`].
    pub fn user_token(
        &self,
        console: &ConsoleUrl,
        username: &Username,
        (password, code): (&Secret, Option<&TotpCode>),
        cancel: &Cancel,
        stage: &dyn Fn(Stage),
    ) -> SignInEnd {
        let sign_in = SignIn {
            with: match code {
                Some(_) => SignInWith::PasswordAndCode,
                None => SignInWith::Password,
            },
            has_space_at_ends: password.has_space_at_ends(),
            judge: reply::user_token,
            lifetime: USER_LIFETIME,
        };
        let request = || request::user_token(console, username, password, code);
        self.sign_in(console, &sign_in, request, cancel, stage)
    }

    /// Asks how a username signs in: one request, without any credential, within a shorter limit than the others. Blocks until it
    /// ends or is cancelled; several threads may call at once; a future must not.
    pub fn login_kind(
        &self,
        console: &ConsoleUrl,
        username: &Username,
        cancel: &Cancel,
    ) -> LoginKindEnd {
        if cancel.is_cancelled() {
            return LoginKindEnd::Cancelled;
        }
        let limits = Limits {
            total: self.limits.question.min(self.limits.total),
            ..self.limits.clone()
        };
        let exchange = Exchange::new(&limits, Reading::Short, &|_| {});
        let request = || Ok(request::login_configuration(console, username));
        match self.run(exchange, console, request, cancel) {
            None => LoginKindEnd::Cancelled,
            Some(ended) => ended
                .result
                .ok()
                .and_then(|reply| login_configuration::judge(&reply))
                .map_or(LoginKindEnd::Unknown, LoginKindEnd::Known),
        }
    }

    fn sign_in(
        &self,
        console: &ConsoleUrl,
        sign_in: &SignIn,
        request: impl FnOnce() -> Result<Outgoing, SignInFailure>,
        cancel: &Cancel,
        stage: &dyn Fn(Stage),
    ) -> SignInEnd {
        if cancel.is_cancelled() {
            return SignInEnd::Cancelled;
        }
        let started = now();
        let exchange = Exchange::new(&self.limits, Reading::Short, stage);
        let Some(ended) = self.run(exchange, console, request, cancel) else {
            return SignInEnd::Cancelled;
        };
        match ended.judged(sign_in.judge) {
            Ok((reply, head)) => {
                let took = now().since(started);
                SignInEnd::Granted(grant(reply, head, took, sign_in.lifetime))
            }
            Err(trouble) => {
                let report = SignInReport {
                    has_space_at_ends: sign_in.has_space_at_ends,
                    ..trouble.report(console, sign_in.with, started)
                };
                tracing::debug!(failure = ?report.failure, took = ?report.took, "a sign-in failed");
                SignInEnd::Failed(report)
            }
        }
    }

    /// Asks whether there is a console at this address: one request, without any credential. Blocks until it ends or is
    /// cancelled; several threads may call at once; a future must not.
    pub fn is_console(&self, console: &ConsoleUrl, cancel: &Cancel) -> ConsoleCheckEnd {
        if cancel.is_cancelled() {
            return ConsoleCheckEnd::Cancelled;
        }
        let started = now();
        let request = || Ok(request::server_env(console));
        let exchange = Exchange::new(&self.limits, Reading::Short, &|_| {});
        let Some(ended) = self.run(exchange, console, request, cancel) else {
            return ConsoleCheckEnd::Cancelled;
        };
        ConsoleCheckEnd::Checked(match ended.judged(server_env::judge) {
            Ok((None, _)) => ConsoleCheck::Console,
            Ok((Some(what), _)) => ConsoleCheck::NotAConsole(what),
            Err(trouble) => {
                ConsoleCheck::Unknown(trouble.report(console, SignInWith::Nothing, started))
            }
        })
    }

    /// `None` if it was cancelled.
    fn run(
        &self,
        exchange: Exchange<'_>,
        console: &ConsoleUrl,
        request: impl FnOnce() -> Result<Outgoing, SignInFailure>,
        cancel: &Cancel,
    ) -> Option<Exchanged> {
        let run = || {
            let client = self.engine.client(console)?;
            engine::run(exchange.run(client, request()?, cancel))
        };
        run().unwrap_or_else(|failure| Some(Exchanged::unsent(failure)))
    }
}

impl fmt::Debug for ConsoleClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The parts are left out: they name proxies, and a proxy's address can hold a password.
        f.debug_struct("ConsoleClient")
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

/// What is known of an exchange that came to nothing.
struct Trouble {
    failure: SignInFailure,
    status: Option<u16>,
    clock_ahead_secs: Option<i64>,
    is_web_page: bool,
}

impl Exchanged {
    /// What `judge` makes of the reply, if it is whole.
    fn judged<T>(
        self,
        judge: impl FnOnce(&Reply) -> Result<T, SignInFailure>,
    ) -> Result<(T, Head), Trouble> {
        let head = self.head;
        let trouble = |failure, is_web_page| Trouble::of(failure, head, is_web_page);
        let reply = self.result.map_err(|failure| trouble(failure, false))?;
        match judge(&reply) {
            Ok(judged) => Ok((judged, reply.head)),
            Err(failure) => Err(trouble(failure, reply.is_web_page())),
        }
    }
}

impl Trouble {
    fn of(failure: SignInFailure, head: Option<Head>, is_web_page: bool) -> Self {
        Self {
            failure,
            status: head.map(|head| head.status),
            clock_ahead_secs: head.and_then(|head| head.clock_ahead_secs()),
            is_web_page,
        }
    }

    fn report(self, console: &ConsoleUrl, with: SignInWith, started: Now) -> SignInReport {
        let ended = now();
        let took = ended.since(started);
        SignInReport {
            failure: self.failure,
            with,
            has_space_at_ends: false,
            host: console.host(),
            status: self.status,
            is_web_page: self.is_web_page,
            clock_ahead_secs: self.clock_ahead_secs,
            at: ended.wall,
            took,
        }
    }
}

/// What tells the kinds of sign-in apart, besides what is sent.
struct SignIn {
    with: SignInWith,
    has_space_at_ends: bool,
    judge: fn(&Reply) -> Result<TokenReply, SignInFailure>,
    /// What a token lives when nothing says it.
    lifetime: Duration,
}

fn grant(reply: TokenReply, head: Head, took: Duration, lifetime: Duration) -> Grant {
    let claimed_secs = claims::lifetime_secs(&reply.token);
    let stated = Expiry::stated(head.sent, reply.expires_in_secs, claimed_secs, lifetime);
    Grant {
        expiry: match claims::exp(&reply.token) {
            Some(exp) => stated.capped(head.sent, exp, head.date),
            None => stated,
        },
        token: reply.token,
        received: head.received,
        took,
        clock_ahead_secs: head.clock_ahead_secs(),
    }
}

fn now() -> Now {
    Now::from(clock::read())
}
