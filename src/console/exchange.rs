//! One exchange, from the request to the end of the response, within its limits.

use std::cell::Cell;
use std::pin::pin;
use std::time::Duration;

use reqwest::Client;
use tokio::time::sleep;
use zeroize::Zeroizing;

use super::errors;
use super::request::{OutgoingRequest, SentSignal};
use super::response::{self, Head, Response};
use crate::model::failure::Stage;
use crate::model::{Now, SignInFailure};
use crate::os::{Cancel, clock};

/// Enough for a page's title and the vendor's error messages.
const BODY_START_BYTES: usize = 8 * 1024;

/// Fields, so that tests need not wait.
#[derive(Clone, Debug)]
pub struct Limits {
    /// For DNS, TCP and TLS together.
    pub connect: Duration,
    /// For the whole exchange.
    pub total: Duration,
    /// For the whole look-up of a username's login kind: a person waits for it, and can sign in without its result.
    pub login_kind: Duration,
    /// For a body with a token, in bytes.
    pub token_body_bytes: usize,
    /// For a body that is displayed, in bytes.
    pub display_body_bytes: usize,
    /// For the start of a body whose status already says that it has no token.
    pub body_start: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            total: Duration::from_secs(30),
            login_kind: Duration::from_secs(10),
            token_body_bytes: 64 * 1024,
            display_body_bytes: 256 * 1024,
            body_start: Duration::from_secs(2),
        }
    }
}

/// How much of a body is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum BodyPolicy {
    /// With status 200 all of it, for parsing; with other statuses the start.
    TokenOrStart,
    /// With any status, up to the limit for display.
    ForDisplay,
}

pub(super) struct ExchangeOutcome {
    /// If it was received, whatever failed after it.
    pub(super) head: Option<Head>,
    pub(super) result: Result<Response, SignInFailure>,
}

impl ExchangeOutcome {
    pub(super) fn unsent(failure: SignInFailure) -> Self {
        Self {
            head: None,
            result: Err(failure),
        }
    }
}

pub(super) struct Exchange<'a> {
    limits: &'a Limits,
    body_policy: BodyPolicy,
    stage: Cell<Stage>,
    head: Cell<Option<Head>>,
    started: Now,
    on_stage: &'a dyn Fn(Stage),
}

impl<'a> Exchange<'a> {
    pub(super) fn new(
        limits: &'a Limits,
        body_policy: BodyPolicy,
        on_stage: &'a dyn Fn(Stage),
    ) -> Self {
        Self {
            limits,
            body_policy,
            stage: Cell::new(Stage::Connecting),
            head: Cell::new(None),
            started: now(),
            on_stage,
        }
    }

    /// `None` if it was canceled: nothing more is sent, and the connection is closed.
    pub(super) async fn run(
        self,
        client: &Client,
        outgoing: OutgoingRequest,
        cancel: &Cancel,
    ) -> Option<ExchangeOutcome> {
        let sent = outgoing.sent.clone();
        let result = tokio::select! {
            biased;
            () = cancel.canceled() => return None,
            result = self.exchange(client, outgoing) => result,
            () = sleep(self.limits.total) => {
                self.enter_waiting_if(&sent);
                Err(SignInFailure::TimedOut {
                    stage: self.stage.get(),
                    limit: self.limits.total,
                })
            }
        };
        Some(ExchangeOutcome {
            head: self.head.get(),
            result,
        })
    }

    async fn exchange(
        &self,
        client: &Client,
        outgoing: OutgoingRequest,
    ) -> Result<Response, SignInFailure> {
        self.enter(Stage::Connecting);
        let sent = outgoing.sent.clone();
        let response = self.send(client, outgoing).await?;
        self.enter(Stage::Reading);
        let head = Head {
            status: response.status().as_u16(),
            sent: sent.at().unwrap_or(self.started),
            received: now(),
            date: response::date(response.headers()),
        };
        self.head.set(Some(head));
        let (headers, url) = (response.headers().clone(), response.url().clone());
        let is_encoded = response::is_encoded(&headers);
        let body = match (self.body_policy, head.status) {
            (BodyPolicy::ForDisplay, _) | (BodyPolicy::TokenOrStart, 200) if is_encoded => {
                Body::default()
            }
            (BodyPolicy::ForDisplay, _) => {
                let limit_bytes = self.limits.display_body_bytes;
                self.read_body(response, limit_bytes).await?
            }
            (BodyPolicy::TokenOrStart, 200) => self.read_token_body(response).await?,
            // A redirect's body is not needed.
            (BodyPolicy::TokenOrStart, 300..=399) => Body::default(),
            (BodyPolicy::TokenOrStart, _) => self.read_body_start(response).await,
        };
        Ok(Response {
            head,
            headers,
            url,
            body: body.bytes,
            cut_at_bytes: body.cut_at_bytes,
        })
    }

    /// Sends the request and waits for the head of the response.
    async fn send(
        &self,
        client: &Client,
        outgoing: OutgoingRequest,
    ) -> Result<reqwest::Response, SignInFailure> {
        let OutgoingRequest { request, mut sent } = outgoing;
        let mut response = pin!(client.execute(request));
        let early = tokio::select! {
            biased;
            () = sent.wait() => None,
            result = &mut response => Some(result),
            () = sleep(self.limits.connect) => {
                if sent.at().is_none() {
                    return Err(SignInFailure::TimedOut {
                        stage: Stage::Connecting,
                        limit: self.limits.connect,
                    });
                }
                None
            }
        };
        self.enter_waiting_if(&sent);
        let result = match early {
            Some(result) => result,
            None => response.await,
        };
        result.map_err(|error| errors::failure(&error, self.stage.get()))
    }

    /// Reads nothing if the body is announced as longer than its limit.
    async fn read_token_body(&self, response: reqwest::Response) -> Result<Body, SignInFailure> {
        let limit_bytes = self.limits.token_body_bytes;
        let announced = response.content_length().unwrap_or_default();
        if usize::try_from(announced).map_or(true, |bytes| bytes > limit_bytes) {
            return Ok(Body::cut(Zeroizing::default(), limit_bytes));
        }
        self.read_body(response, limit_bytes).await
    }

    async fn read_body(
        &self,
        mut response: reqwest::Response,
        limit_bytes: usize,
    ) -> Result<Body, SignInFailure> {
        // Full capacity at once: growing would leave partial copies behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(limit_bytes));
        while let Some(chunk) = response
            .chunk()
            .await
            .map_err(|error| errors::failure(&error, self.stage.get()))?
        {
            let room = limit_bytes - bytes.len();
            if chunk.len() > room {
                bytes.extend_from_slice(&chunk[..room]);
                return Ok(Body::cut(bytes, limit_bytes));
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(Body {
            bytes,
            cut_at_bytes: None,
        })
    }

    /// Best effort: an error or a time limit ends the reading, and what was read by then is kept.
    async fn read_body_start(&self, mut response: reqwest::Response) -> Body {
        // The status is known, so the total limit must not be reached here.
        let left = self.limits.total.saturating_sub(now().since(self.started));
        let mut bytes = Zeroizing::new(Vec::with_capacity(BODY_START_BYTES));
        let read = async {
            while let Ok(Some(chunk)) = response.chunk().await {
                let room = BODY_START_BYTES - bytes.len();
                bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
                if chunk.len() > room {
                    return;
                }
            }
        };
        tokio::select! {
            () = read => {}
            () = sleep(self.limits.body_start.min(left / 2)) => {}
        }
        Body {
            bytes,
            cut_at_bytes: None,
        }
    }

    /// The request may be sent without a poll in between.
    fn enter_waiting_if(&self, sent: &SentSignal) {
        if sent.at().is_some() && self.stage.get() == Stage::Connecting {
            self.enter(Stage::Waiting);
        }
    }

    fn enter(&self, stage: Stage) {
        self.stage.set(stage);
        (self.on_stage)(stage);
    }
}

#[derive(Default)]
struct Body {
    bytes: Zeroizing<Vec<u8>>,
    cut_at_bytes: Option<usize>,
}

impl Body {
    fn cut(bytes: Zeroizing<Vec<u8>>, limit_bytes: usize) -> Self {
        Self {
            bytes,
            cut_at_bytes: Some(limit_bytes),
        }
    }
}

fn now() -> Now {
    Now::from(clock::read())
}
