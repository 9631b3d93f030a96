//! Requests for a resource of the API, with a token or in the deprecated way with the password itself.

use super::exchange::{Exchange, Reading};
use super::{ConsoleClient, Trouble, headers, now, reply, request};
use crate::model::failure::Stage;
use crate::model::{
    Answer, BasicPath, ConsoleUrl, GetEnd, ResourcePath, Secret, SignInWith, Token, TotpCode,
    Username,
};
use crate::os::Cancel;

/// What is asked for, and what with: each way has the paths that it may go to.
#[derive(Clone, Copy, Debug)]
pub enum Get<'a> {
    /// With a bearer token: any resource.
    Bearer {
        /// The resource.
        path: &'a ResourcePath,
        /// The token.
        token: &'a Token,
    },
    /// With a username and its password, which is deprecated: the resources that still take them. To the console it is a sign-in:
    /// failures count towards the lock of the account.
    Basic {
        /// The resource.
        path: &'a BasicPath,
        /// Who asks.
        username: &'a Username,
        /// Their password.
        password: &'a Secret,
        /// Their two-factor code, if they have one.
        code: Option<&'a TotpCode>,
    },
}

impl Get<'_> {
    fn with(&self) -> SignInWith {
        match self {
            Self::Bearer { .. } => SignInWith::Token,
            Self::Basic { code: Some(_), .. } => SignInWith::PasswordAndCode,
            Self::Basic { code: None, .. } => SignInWith::Password,
        }
    }
}

impl ConsoleClient {
    /// Asks for a resource: one request, never repeated, and no redirect followed. Any status is an answer. For the rest as
    /// [`Self::api_client_token`].
    pub fn get(
        &self,
        console: &ConsoleUrl,
        get: &Get<'_>,
        cancel: &Cancel,
        stage: &dyn Fn(Stage),
    ) -> GetEnd {
        if cancel.is_cancelled() {
            return GetEnd::Cancelled;
        }
        let started = now();
        let exchange = Exchange::new(&self.limits, Reading::Answer, stage);
        let request = || request::resource(console, get);
        let Some(ended) = self.run(exchange, console, request, cancel) else {
            return GetEnd::Cancelled;
        };
        match ended.result {
            Ok(reply) => GetEnd::Answered(Answer {
                status: reply.head.status,
                headers: headers::shown(&reply.headers),
                is_compressed: reply::is_encoded(&reply.headers),
                body: reply.body,
                cut_at_bytes: reply.cut_at_bytes,
                took: now().since(started),
            }),
            Err(failure) => {
                let trouble = Trouble::of(failure, ended.head, false);
                let report = trouble.report(console, get.with(), started);
                tracing::debug!(failure = ?report.failure, took = ?report.took, "a request failed");
                GetEnd::Failed(report)
            }
        }
    }
}
