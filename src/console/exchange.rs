//! One exchange, from the request to the end of the reply, within its limits.

use std::cell::Cell;
use std::pin::pin;

use reqwest::{Client, Response};
use tokio::time::sleep;
use zeroize::Zeroizing;

use super::reply::{self, TokenReply};
use super::request::{Departure, Outgoing};
use super::{Limits, errors, now};
use crate::model::failure::Stage;
use crate::model::{Now, SignInFailure};
use crate::os::Cancel;

/// A token, and the moment it came.
pub(super) struct Granted {
    /// What the reply says.
    pub(super) reply: TokenReply,
    /// When the head of the reply was here. The token existed by then, so a countdown from here never ends late.
    pub(super) received: Now,
    /// How far our clock is ahead of the reply's `Date`.
    pub(super) clock_ahead_secs: Option<i64>,
}

/// The limits of an exchange, and how far it is.
pub(super) struct Exchange<'a> {
    limits: &'a Limits,
    at: Cell<Stage>,
    listener: &'a dyn Fn(Stage),
}

impl<'a> Exchange<'a> {
    /// One that has not begun.
    pub(super) fn new(limits: &'a Limits, listener: &'a dyn Fn(Stage)) -> Self {
        Self {
            limits,
            at: Cell::new(Stage::Connecting),
            listener,
        }
    }

    /// Runs it. `None` if it was cancelled: then nothing more is sent, and the connection is closed if the request was on it.
    pub(super) async fn run(
        self,
        client: &Client,
        outgoing: Outgoing,
        cancel: &Cancel,
    ) -> Option<Result<Granted, SignInFailure>> {
        let departure = outgoing.departure.clone();
        tokio::select! {
            biased;
            () = cancel.cancelled() => None,
            end = self.to_the_end(client, outgoing) => Some(end),
            () = sleep(self.limits.total) => {
                self.catch_up(&departure);
                Some(Err(SignInFailure::TimedOut {
                    stage: self.at.get(),
                    limit: self.limits.total,
                }))
            }
        }
    }

    async fn to_the_end(
        &self,
        client: &Client,
        outgoing: Outgoing,
    ) -> Result<Granted, SignInFailure> {
        self.enter(Stage::Connecting);
        let response = self.response(client, outgoing).await?;
        self.enter(Stage::Reading);
        let received = now();
        reply::check_head(response.status(), response.headers(), response.url())?;
        let clock_ahead_secs = reply::clock_ahead_secs(response.headers(), received.wall);
        let body = self.body(response).await?;
        let reply = reply::parse(&body).map_err(SignInFailure::NotAToken)?;
        Ok(Granted {
            reply,
            received,
            clock_ahead_secs,
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
                if !departure.happened() {
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

    /// Reads the body, up to its limit.
    async fn body(&self, mut response: Response) -> Result<Zeroizing<Vec<u8>>, SignInFailure> {
        let limit_bytes = self.limits.reply_bytes;
        let too_large = SignInFailure::TooLarge { limit_bytes };
        let announced = response.content_length().unwrap_or_default();
        if usize::try_from(announced).map_or(true, |bytes| bytes > limit_bytes) {
            return Err(too_large);
        }
        // With all its room from the start, so that growing leaves no copies behind.
        let mut body = Zeroizing::new(Vec::with_capacity(limit_bytes));
        while let Some(chunk) = response
            .chunk()
            .await
            .map_err(|error| errors::of(&error, self.at.get()))?
        {
            if body.len() + chunk.len() > limit_bytes {
                return Err(too_large);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }

    /// The request may leave between two looks.
    fn catch_up(&self, departure: &Departure) {
        if departure.happened() && self.at.get() == Stage::Connecting {
            self.enter(Stage::Waiting);
        }
    }

    fn enter(&self, stage: Stage) {
        self.at.set(stage);
        (self.listener)(stage);
    }
}
