//! The HTTPS client: one request per click, within limits, to the profile's own console, and the reading of its reply.
//!
//! `request` says what is sent, `engine` holds what sends it, `exchange` runs it within its limits, `reply` and `errors`
//! say what came of it. Nothing here is repeated, followed or shown: what an error of a library says is never passed on.

mod engine;
mod errors;
mod exchange;
mod reply;
mod request;
mod trust;

use std::fmt;
use std::time::Duration;

use self::engine::{Engine, Route};
use self::exchange::{Exchange, Granted};
use crate::model::expiry::{API_CLIENT_LIFETIME, Expiry};
use crate::model::failure::Stage;
use crate::model::{
    ClientId, ConsoleUrl, Grant, Now, Secret, SignInEnd, SignInFailure, SignInReport, claims,
};
use crate::os::{Cancel, clock};

/// The limits of an exchange. Fields, so that tests need not wait.
#[derive(Clone, Debug)]
pub struct Limits {
    /// For finding the host, TCP and TLS together.
    pub connect: Duration,
    /// For the whole exchange.
    pub total: Duration,
    /// For the body of a reply, in bytes.
    pub reply_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            total: Duration::from_secs(30),
            reply_bytes: 64 * 1024,
        }
    }
}

/// The client. Cheap to make; its parts are built on first use, in a job, and kept for ever, so that a second request to a
/// console goes over the same connection.
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
        if cancel.is_cancelled() {
            return SignInEnd::Cancelled;
        }
        let started = now();
        let outcome = self.exchange(console, client_id, secret, cancel, stage);
        let ended = now();
        let took = ended.since(started);
        match outcome {
            None => SignInEnd::Cancelled,
            Some(Ok(granted)) => SignInEnd::Granted(grant(granted, took)),
            Some(Err(failure)) => {
                tracing::debug!(?failure, ?took, "a sign-in failed");
                SignInEnd::Failed(SignInReport {
                    failure,
                    host: console.host(),
                    at: ended.wall,
                    took,
                })
            }
        }
    }

    /// `None` if it was cancelled.
    fn exchange(
        &self,
        console: &ConsoleUrl,
        client_id: &ClientId,
        secret: &Secret,
        cancel: &Cancel,
        stage: &dyn Fn(Stage),
    ) -> Option<Result<Granted, SignInFailure>> {
        let (runtime, client) = match self.engine.parts(Route::to(console)) {
            Ok(parts) => parts,
            Err(failure) => return Some(Err(failure)),
        };
        let request = match request::api_client_token(console, client_id, secret) {
            Ok(request) => request,
            Err(failure) => return Some(Err(failure)),
        };
        runtime.block_on(Exchange::new(&self.limits, stage).run(client, request, cancel))
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

fn grant(granted: Granted, took: Duration) -> Grant {
    let Granted {
        reply,
        received,
        clock_ahead_secs,
    } = granted;
    let claimed_secs = claims::lifetime_secs(&reply.token);
    Grant {
        expiry: Expiry::stated(
            received,
            reply.expires_in_secs,
            claimed_secs,
            API_CLIENT_LIFETIME,
        ),
        token: reply.token,
        received,
        took,
        clock_ahead_secs,
    }
}

fn now() -> Now {
    Now::from(clock::read())
}
