//! Failed sign-ins. How each is told stands in `sign_in_words`.

use std::time::Duration;

use jiff::Timestamp;

use crate::model::token::TokenError;
use crate::model::{Now, clock};

/// A failed sign-in with what is known about it. Never holds anything of the reply's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInReport {
    /// What went wrong.
    pub failure: SignInFailure,
    /// What it was tried with.
    pub with: SignInWith,
    /// Whether white space stood at an end of the secret or password: it may be what was refused.
    pub has_space_at_ends: bool,
    /// The host that was, or would have been, contacted.
    pub host: String,
    /// The HTTP status, wherever the head of a reply came, whatever went wrong after it.
    pub status: Option<u16>,
    /// Whether the body of the reply was a web page: then it is worth asking whether this is a console at all.
    pub is_web_page: bool,
    /// How far this machine's clock is ahead of the console's, in seconds; `None` without a reply that has a usable `Date`.
    pub clock_ahead_secs: Option<i64>,
    /// When it ended.
    pub at: Timestamp,
    /// From the request to the end.
    pub took: Duration,
}

/// What a console was asked with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInWith {
    /// A client ID and its secret.
    ApiClient,
    /// A username and its password.
    Password,
    /// A username, its password and a two-factor code.
    PasswordAndCode,
    /// A bearer token, for a resource.
    Token,
    /// No credential: a question that anybody may ask.
    Nothing,
}

/// What went wrong in a sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInFailure {
    /// The console did not accept the credential: 401.
    Refused,
    /// The console says that a two-factor code is missing: 401 or 403.
    CodeMissing,
    /// The console says that the two-factor code is not right: 401 or 403.
    CodeRefused,
    /// The console says that the account has to set up two-factor sign-in first: 401 or 403.
    TwoFactorNotSetUp,
    /// The console knows who asks and does not let it: 403.
    Forbidden,
    /// 401 or 403, with the vendor's sentence about a product plan without API access.
    NoApiAccess,
    /// Nothing answers to sign-ins there: 404.
    NotFound,
    /// Too many requests came from here: 429.
    TooManyRequests {
        /// When the console says that the next one may come, counted from receipt; `None` if it did not say, or nothing
        /// that can be believed.
        retry_at: Option<Now>,
    },
    /// The console has a problem of its own: 5xx.
    ServerError,
    /// The console says that it is under maintenance: a redirect to a status page, or a web page that says so.
    Maintenance {
        /// The host of the status page, where a redirect names one.
        status_page: Option<String>,
    },
    /// 3xx: never followed.
    Redirected {
        /// The host it points at, where the reply names one.
        to: Option<String>,
    },
    /// Another status that is neither a token nor one of the above.
    Unexpected,
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
    /// The proxy did not open a way to the console, or there is none that can be asked: nothing was sent to the console.
    Proxy(ProxyTrouble),
    /// The console's certificate is not to be trusted: nothing was sent.
    Certificate(Certificate),
    /// There are no certificates to trust: nothing was sent.
    TrustStore(TrustTrouble),
}

/// What a sign-in is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading the secret. The client knows nothing of it: a sign-in begins here, and moves on at the first report of the
    /// client.
    Keyring,
    /// Asking the console what kind of account a username is, without a password.
    AskingKind,
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
    /// The connection broke after the request had left and before the reply was whole.
    Interrupted,
    /// Anything else on the way, before the request was sent.
    Other,
}

/// What stopped a request at the proxy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProxyTrouble {
    /// A variable of the environment is to name it, and names none that can be used. Its value may hold a password.
    NotUnderstood {
        /// The variable.
        variable: &'static str,
    },
    /// No connection to the proxy itself.
    Unreachable,
    /// It wants a sign-in of its own, or another one.
    WantsSignIn,
    /// It answered with anything but an open way: a refusal, another error, or something that is no answer of a proxy.
    Nonsense,
}

/// Why a certificate is not trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certificate {
    /// Signed by nobody that this system trusts (a self-signed one, or a company's proxy that looks inside).
    UnknownIssuer,
    /// An authority's own certificate, shown as a server's: self-made ones are often so.
    AuthoritysOwn,
    /// For another host name.
    WrongName,
    /// Its time is over.
    Expired,
    /// Its time has not come, by this machine's clock.
    NotYetValid,
    /// Anything else.
    Other,
}

/// Why there are no certificates to trust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrustTrouble {
    /// The system has none, or none that can be read.
    NoneFound,
    /// `SSL_CERT_FILE` names a file that cannot be read.
    FileUnreadable,
    /// `SSL_CERT_FILE` names a file without a usable certificate.
    FileWithoutCertificate,
}

/// Why a reply with status 200 is not a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAToken {
    /// No bytes.
    Empty,
    /// A web page: a sign-in page of a proxy, or another kind of server.
    WebPage,
    /// Neither JSON nor a page.
    NotJson,
    /// JSON without the text that a token would stand in.
    NoToken,
    /// A cookie came, and no token: if the token is in it, the API does not accept it there.
    CookieOnly,
    /// A `token_type` other than bearer.
    WrongType,
    /// A token that no header can carry.
    Malformed(TokenError),
    /// Compressed, though nothing but plain text was asked for.
    Compressed,
}

impl SignInReport {
    /// Whether it is worth asking if the host is a console at all: after a refusal, where nothing answers to sign-ins, and
    /// where a web page came instead of a reply.
    pub fn may_ask_console(&self) -> bool {
        matches!(self.status, Some(401 | 404)) || self.is_web_page
    }

    /// How far this machine's clock is ahead of the console's, in seconds, where that is far enough to matter.
    pub fn clock_difference_secs(&self) -> Option<i64> {
        clock::difference_that_matters(self.clock_ahead_secs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Failure;
    use crate::model::failure::Remedy;

    fn report(failure: SignInFailure, status: Option<u16>) -> SignInReport {
        SignInReport {
            failure,
            with: SignInWith::ApiClient,
            has_space_at_ends: false,
            host: "console.example".to_owned(),
            status,
            is_web_page: false,
            clock_ahead_secs: None,
            at: Timestamp::UNIX_EPOCH,
            took: Duration::ZERO,
        }
    }

    #[test]
    fn whether_it_is_a_console_may_be_asked_after_401_404_and_a_web_page_of_any_status() {
        for status in [None, Some(200), Some(302), Some(403), Some(429), Some(503)] {
            let mut report = report(SignInFailure::Unexpected, status);
            assert!(!report.may_ask_console(), "{status:?}");
            report.is_web_page = true;
            assert!(Failure::SignIn(report).may_ask_console(), "{status:?}");
        }
        for status in [401, 404] {
            let report = report(SignInFailure::Unexpected, Some(status));
            assert!(Failure::SignIn(report).may_ask_console(), "{status}");
        }
        assert!(!Failure::Defect.may_ask_console());
    }

    #[test]
    fn the_clocks_are_worth_a_word_beyond_half_a_minute_either_way() {
        let mut report = report(SignInFailure::Refused, Some(401));
        assert_eq!(report.clock_difference_secs(), None);
        for (ahead, told) in [(30, None), (-30, None), (31, Some(31)), (-31, Some(-31))] {
            report.clock_ahead_secs = Some(ahead);
            assert_eq!(report.clock_difference_secs(), told);
        }
    }

    #[test]
    fn what_helps_after_a_refusal_depends_on_what_it_was_tried_with() {
        use SignInFailure as F;
        use SignInWith::{ApiClient, Password, PasswordAndCode};
        for (failure, with, remedy, short) in [
            (F::Refused, ApiClient, Remedy::EnterSecret, "refused"),
            (F::Refused, Password, Remedy::EnterSecret, "refused"),
            (F::Refused, PasswordAndCode, Remedy::EnterCode, "refused"),
            (F::CodeMissing, Password, Remedy::EnterCode, "needs a code"),
            (
                F::CodeRefused,
                PasswordAndCode,
                Remedy::EnterCode,
                "refused",
            ),
            (F::TwoFactorNotSetUp, Password, Remedy::TryAgain, "failed"),
            (F::Forbidden, PasswordAndCode, Remedy::TryAgain, "failed"),
        ] {
            let mut report = report(failure.clone(), Some(403));
            report.with = with;
            let told = Failure::SignIn(report.clone());
            assert_eq!(told.remedy(), remedy, "{failure:?}");
            assert_eq!(told.short(), short, "{failure:?}");
            let by_key = matches!(
                failure,
                F::CodeMissing | F::CodeRefused | F::TwoFactorNotSetUp
            );
            assert_eq!(told.is_refusal(), by_key, "{failure:?}");
            report.status = Some(401);
            assert!(Failure::SignIn(report).is_refusal(), "{failure:?}");
        }
        let sso = Failure::SingleSignOn {
            host: "console.example".to_owned(),
        };
        assert_eq!(sso.remedy(), Remedy::MakeApiClient);
        assert!(sso.is_refusal() && sso.report().is_none());
        assert!(sso.message().next.contains("Make an API client profile"));
        assert!(!Failure::Defect.is_refusal());
    }

    #[test]
    fn only_a_refused_credential_asks_for_a_new_one_and_only_a_named_time_is_counted_down() {
        let refused = Failure::SignIn(report(SignInFailure::Refused, Some(401)));
        assert_eq!(refused.remedy(), Remedy::EnterSecret);
        assert_eq!((refused.retry_at(), refused.short()), (None, "refused"));
        let at = Now {
            wall: Timestamp::UNIX_EPOCH,
            boot: Duration::from_secs(7),
        };
        let retry_at = Some(at);
        let throttled = SignInFailure::TooManyRequests { retry_at };
        let throttled = Failure::SignIn(report(throttled, Some(429)));
        assert_eq!(throttled.remedy(), Remedy::TryAgain);
        assert_eq!(
            (throttled.retry_at(), throttled.short()),
            (retry_at, "failed")
        );
    }
}
