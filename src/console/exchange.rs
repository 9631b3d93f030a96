//! One exchange, from the request to the end of the reply, within its limits.

use std::cell::Cell;
use std::pin::pin;

use reqwest::{Client, Response};
use tokio::time::sleep;
use zeroize::Zeroizing;

use super::request::{Departure, Outgoing};
use super::response::{Head, Reply};
use super::{Limits, errors, now, reply};
use crate::model::failure::Stage;
use crate::model::{Now, SignInFailure};
use crate::os::Cancel;

/// How much is read of a body that is no token: enough for a page's title and the vendor's sentences.
const START_BYTES: usize = 8 * 1024;

/// How much of a reply is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// For what a body with status 200 says, which is short: all of that, and of others the start.
    Short,
    /// For a person to look at: the body of any status, as far as its limit.
    Answer,
}

/// How an exchange ended.
pub(super) struct Exchanged {
    /// What the head of the reply says, if it came, whatever became of the rest.
    pub(super) head: Option<Head>,
    /// The whole reply, or what kept it from coming.
    pub(super) result: Result<Reply, SignInFailure>,
}

impl Exchanged {
    /// One that could not even begin.
    pub(super) fn unsent(failure: SignInFailure) -> Self {
        Self {
            head: None,
            result: Err(failure),
        }
    }
}

/// The limits of an exchange, and how far it is.
pub(super) struct Exchange<'a> {
    limits: &'a Limits,
    reading: Reading,
    at: Cell<Stage>,
    head: Cell<Option<Head>>,
    started: Now,
    listener: &'a dyn Fn(Stage),
}

impl<'a> Exchange<'a> {
    /// One that has not begun.
    pub(super) fn new(limits: &'a Limits, reading: Reading, listener: &'a dyn Fn(Stage)) -> Self {
        Self {
            limits,
            reading,
            at: Cell::new(Stage::Connecting),
            head: Cell::new(None),
            started: now(),
            listener,
        }
    }

    /// Runs it. `None` if it was cancelled: then nothing more is sent, and the connection is closed if the request was on it.
    pub(super) async fn run(
        self,
        client: &Client,
        outgoing: Outgoing,
        cancel: &Cancel,
    ) -> Option<Exchanged> {
        let departure = outgoing.departure.clone();
        let result = tokio::select! {
            biased;
            () = cancel.cancelled() => return None,
            end = self.to_the_end(client, outgoing) => end,
            () = sleep(self.limits.total) => {
                self.catch_up(&departure);
                Err(SignInFailure::TimedOut {
                    stage: self.at.get(),
                    limit: self.limits.total,
                })
            }
        };
        Some(Exchanged {
            head: self.head.get(),
            result,
        })
    }

    async fn to_the_end(
        &self,
        client: &Client,
        outgoing: Outgoing,
    ) -> Result<Reply, SignInFailure> {
        self.enter(Stage::Connecting);
        let departure = outgoing.departure.clone();
        let response = self.response(client, outgoing).await?;
        self.enter(Stage::Reading);
        let head = Head {
            status: response.status().as_u16(),
            sent: departure.at().unwrap_or(self.started),
            received: now(),
            date: reply::date_of(response.headers()),
        };
        self.head.set(Some(head));
        let (headers, url) = (response.headers().clone(), response.url().clone());
        let is_encoded = reply::is_encoded(&headers);
        let body = match (self.reading, head.status) {
            (Reading::Answer, _) | (Reading::Short, 200) if is_encoded => Body::default(),
            (Reading::Answer, _) => self.body(response, self.limits.answer_bytes).await?,
            (Reading::Short, 200) => self.short_body(response).await?,
            // The head says it all.
            (Reading::Short, 300..=399) => Body::default(),
            (Reading::Short, _) => self.start_of_body(response).await,
        };
        Ok(Reply {
            head,
            headers,
            url,
            body: body.bytes,
            cut_at_bytes: body.cut_at_bytes,
        })
    }

    /// Sends the request and waits for the head of the reply.
    async fn response(
        &self,
        client: &Client,
        outgoing: Outgoing,
    ) -> Result<Response, SignInFailure> {
        let Outgoing {
            request,
            mut departure,
        } = outgoing;
        let mut response = pin!(client.execute(request));
        let early = tokio::select! {
            biased;
            () = departure.wait() => None,
            result = &mut response => Some(result),
            () = sleep(self.limits.connect) => {
                if departure.at().is_none() {
                    return Err(SignInFailure::TimedOut {
                        stage: Stage::Connecting,
                        limit: self.limits.connect,
                    });
                }
                None
            }
        };
        self.catch_up(&departure);
        let result = match early {
            Some(result) => result,
            None => response.await,
        };
        result.map_err(|error| errors::of(&error, self.at.get()))
    }

    /// Reads the body, if it is not announced as longer than its limit.
    async fn short_body(&self, response: Response) -> Result<Body, SignInFailure> {
        let limit_bytes = self.limits.reply_bytes;
        let announced = response.content_length().unwrap_or_default();
        if usize::try_from(announced).map_or(true, |bytes| bytes > limit_bytes) {
            return Ok(Body::cut(Zeroizing::default(), limit_bytes));
        }
        self.body(response, limit_bytes).await
    }

    /// Reads the body, up to a limit.
    async fn body(
        &self,
        mut response: Response,
        limit_bytes: usize,
    ) -> Result<Body, SignInFailure> {
        // With all its room from the start, so that growing leaves no copies behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(limit_bytes));
        while let Some(chunk) = response
            .chunk()
            .await
            .map_err(|error| errors::of(&error, self.at.get()))?
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

    /// Reads the start of a body that matters little: whatever goes wrong, what came until then will do.
    async fn start_of_body(&self, mut response: Response) -> Body {
        // Not to the last moment: the answer is known, and the limit of all must not come first.
        let left = self.limits.total.saturating_sub(now().since(self.started));
        let mut bytes = Zeroizing::new(Vec::with_capacity(START_BYTES));
        let read = async {
            while let Ok(Some(chunk)) = response.chunk().await {
                let room = START_BYTES - bytes.len();
                bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
                if chunk.len() > room {
                    return;
                }
            }
        };
        tokio::select! {
            () = read => {}
            () = sleep(self.limits.start_of_body.min(left / 2)) => {}
        }
        Body {
            bytes,
            cut_at_bytes: None,
        }
    }

    /// The request may leave between two looks.
    fn catch_up(&self, departure: &Departure) {
        if departure.at().is_some() && self.at.get() == Stage::Connecting {
            self.enter(Stage::Waiting);
        }
    }

    fn enter(&self, stage: Stage) {
        self.at.set(stage);
        (self.listener)(stage);
    }
}

/// What was read of a body.
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
