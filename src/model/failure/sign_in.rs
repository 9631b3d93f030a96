//! Failed sign-ins. How each is told stands in `sign_in_words`.

use std::time::Duration;

use jiff::Timestamp;

use crate::model::token::TokenError;

/// A failed sign-in with what is known about it. Never holds anything of the reply's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInReport {
    /// What went wrong.
    pub failure: SignInFailure,
    /// The host that was, or would have been, contacted.
    pub host: String,
    /// When it ended.
    pub at: Timestamp,
    /// From the request to the end.
    pub took: Duration,
}

/// What went wrong in a sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInFailure {
    /// The console did not accept the credential: 401.
    Refused {
        /// The HTTP status.
        status: u16,
    },
    /// The console has a problem of its own: 5xx.
    ServerError {
        /// The HTTP status.
        status: u16,
    },
    /// Another status that is neither a token nor one of the above.
    Unexpected {
        /// The HTTP status.
        status: u16,
    },
    /// 3xx: never followed.
    Redirected {
        /// The HTTP status.
        status: u16,
        /// The host it points at, where the reply names one.
        to: Option<String>,
    },
    /// 200, but no token in it.
    NotAToken(NotAToken),
    /// The reply went over this many bytes and was left unread from there.
    TooLarge {
        /// The limit.
        limit_bytes: usize,
    },
    /// No end within the limit.
    TimedOut {
        /// What it was waiting for.
        stage: Stage,
        /// The limit that was reached.
        limit: Duration,
    },
    /// No connection, or one that broke.
    CannotConnect(Connect),
    /// The console's certificate is not to be trusted: nothing was sent.
    Certificate(Certificate),
    /// This system has no certificates to trust, or none that can be read: nothing was sent.
    NoTrustStore,
}

/// What a sign-in is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading the secret. The client knows nothing of it: a sign-in begins here, and moves on at the first report of the
    /// client.
    Keyring,
    /// Finding the host, TCP and TLS. No credential has been sent.
    Connecting,
    /// The request is on its way, no reply yet.
    Waiting,
    /// The head of the reply is here, the rest is not.
    Reading,
}

/// Why there is no connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connect {
    /// The host name was not found, or there is no network: the two cannot be told apart.
    NotFoundOrOffline,
    /// Something answered that nothing listens there.
    Refused,
    /// The connection broke before the reply was whole.
    Interrupted,
    /// Anything else on the way, a proxy's refusal included.
    Other,
}

/// Why a certificate is not trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certificate {
    /// Signed by nobody that this system trusts (a self-signed one, or a company's proxy that looks inside).
    UnknownIssuer,
    /// For another host name.
    WrongName,
    /// Its time is over.
    Expired,
    /// Its time has not come, by this machine's clock.
    NotYetValid,
    /// Anything else.
    Other,
}

/// Why a reply with status 200 is not a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAToken {
    /// No bytes.
    Empty,
    /// A web page: a status page, a sign-in page of a proxy, or another kind of server.
    WebPage,
    /// Neither JSON nor a page.
    NotJson,
    /// JSON without an `access_token` text.
    NoToken,
    /// A `token_type` other than bearer.
    WrongType,
    /// A token that no header can carry.
    Malformed(TokenError),
    /// Compressed, though nothing but plain text was asked for.
    Compressed,
}

impl SignInReport {
    /// The HTTP status, where there was one.
    pub fn status(&self) -> Option<u16> {
        match self.failure {
            SignInFailure::Refused { status }
            | SignInFailure::ServerError { status }
            | SignInFailure::Unexpected { status }
            | SignInFailure::Redirected { status, .. } => Some(status),
            SignInFailure::NotAToken(_) => Some(200),
            _ => None,
        }
    }
}
