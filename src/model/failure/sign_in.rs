//! Failed sign-ins. Their messages are in `sign_in_messages`.

use std::time::Duration;

use jiff::Timestamp;

use crate::model::token::TokenError;
use crate::model::{Now, clock};

/// Never contains any part of the response's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInReport {
    pub failure: SignInFailure,
    pub with: SignInWith,
    /// Whether the secret or password starts or ends with white space, which may be why it was rejected.
    pub has_space_at_ends: bool,
    /// Contacted or not.
    pub host: String,
    /// If the head of a response was received, whatever failed after it.
    pub status: Option<u16>,
    /// Whether the body was a web page: the host may not be a console.
    pub is_web_page: bool,
    /// How far our clock is ahead of the console's; `None` without a valid `Date` header.
    pub clock_ahead_secs: Option<i64>,
    /// When it ended.
    pub at: Timestamp,
    /// From start to end.
    pub took: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInWith {
    ApiClient,
    Password,
    PasswordAndCode,
    Token,
    /// No credential.
    Nothing,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInFailure {
    /// 401: the credential was not accepted.
    Refused,
    /// 401 or 403, with the key for a missing two-factor code.
    CodeMissing,
    /// 401 or 403, with the key for a wrong two-factor code.
    CodeRefused,
    /// 401 or 403, with the key for an account that must set up two-factor sign-in.
    TwoFactorNotSetUp,
    /// 403.
    Forbidden,
    /// 401 or 403, with the vendor's sentence about a plan without API access.
    NoApiAccess,
    /// 404.
    NotFound,
    /// 429.
    TooManyRequests {
        /// From `Retry-After`; `None` if that is missing or implausible.
        retry_at: Option<Now>,
    },
    /// 5xx.
    ServerError,
    /// A redirect to a status page, or a web page that says so.
    Maintenance {
        /// The host of the redirect, if it was one.
        status_page: Option<String>,
    },
    /// 3xx: never followed.
    Redirected {
        /// The host, if the response names one.
        to: Option<String>,
    },
    /// Any other status but 200.
    Unexpected,
    /// 200 without a token.
    NotAToken(NotAToken),
    /// The body exceeds the limit; the rest was not read.
    TooLarge {
        limit_bytes: usize,
    },
    TimedOut {
        stage: Stage,
        limit: Duration,
    },
    /// No connection, or it broke.
    CannotConnect(Connect),
    /// No connection through the proxy. Nothing was sent to the console.
    Proxy(ProxyFailure),
    /// The console's certificate is not trusted. Nothing was sent.
    Certificate(Certificate),
    /// There are no root certificates. Nothing was sent.
    TrustStore(TrustStoreFailure),
}

/// The progress of a sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading the secret from the keyring; no HTTP yet.
    Keyring,
    /// Looking up the username's login kind, without a password.
    LoginKindLookup,
    /// DNS, TCP and TLS. No credential was sent.
    Connecting,
    /// The request was sent.
    Waiting,
    /// The head of the response was received.
    Reading,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connect {
    /// DNS failed or there is no network; the two cannot be told apart.
    NotFoundOrOffline,
    /// Nothing listens on the port.
    Refused,
    /// It broke after the request may have been sent, and before the response was complete.
    Interrupted,
    /// Any other error before the request was sent.
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProxyFailure {
    /// An environment variable has no valid address. Its value may contain a password.
    NotUnderstood {
        variable: &'static str,
    },
    Unreachable,
    /// It requires credentials, or rejected those it got.
    AuthRequired,
    /// Any other response: an error, or not a proxy's at all.
    UnexpectedResponse,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certificate {
    /// Self-signed, or from a company's proxy that inspects TLS.
    UnknownIssuer,
    /// A CA certificate used as a server's, as self-signed ones often are.
    CaUsedAsServer,
    WrongName,
    /// On Windows also not valid yet, which its verifier doesn't tell apart.
    Expired,
    NotYetValid,
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrustStoreFailure {
    /// The system has no readable root certificates.
    NoneFound,
    /// `SSL_CERT_FILE` cannot be read.
    FileUnreadable,
    /// `SSL_CERT_FILE` has no valid certificate.
    FileWithoutCertificate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAToken {
    Empty,
    /// For example, the sign-in page of a proxy.
    WebPage,
    NotJson,
    /// JSON without the field.
    NoToken,
    /// A cookie but no token. The API does not accept a token from a cookie.
    CookieOnly,
    /// A `token_type` other than bearer.
    WrongType,
    Malformed(TokenError),
    /// Compressed, though the request did not allow it.
    Compressed,
}

impl SignInReport {
    /// Whether the way to the host or the host itself may be the fault, so that *Check address* may find it.
    pub fn may_ask_console(&self) -> bool {
        use SignInFailure as F;
        let is_about_the_way = matches!(
            self.failure,
            F::TimedOut { .. }
                | F::CannotConnect(_)
                | F::Proxy(_)
                | F::Certificate(_)
                | F::TrustStore(_)
                | F::Redirected { .. }
        );
        is_about_the_way || matches!(self.status, Some(401 | 404)) || self.is_web_page
    }

    /// How far our clock is ahead of the console's, if that is enough to matter.
    pub fn clock_difference_secs(&self) -> Option<i64> {
        clock::notable_difference(self.clock_ahead_secs)
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
    fn a_probe_is_offered_after_401_404_and_a_web_page_of_any_status() {
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
    fn a_probe_is_offered_after_every_failure_on_the_way_to_the_host() {
        use SignInFailure as F;
        let (stage, limit) = (Stage::Connecting, Duration::from_secs(10));
        for failure in [
            F::TimedOut { stage, limit },
            F::CannotConnect(Connect::NotFoundOrOffline),
            F::Proxy(ProxyFailure::Unreachable),
            F::Certificate(Certificate::UnknownIssuer),
            F::TrustStore(TrustStoreFailure::NoneFound),
            F::Redirected { to: None },
        ] {
            let report = report(failure, None);
            assert!(report.may_ask_console(), "{:?}", report.failure);
        }
    }

    #[test]
    fn the_clocks_matter_beyond_half_a_minute_either_way() {
        let mut report = report(SignInFailure::Refused, Some(401));
        assert_eq!(report.clock_difference_secs(), None);
        for (ahead, expected) in [(30, None), (-30, None), (31, Some(31)), (-31, Some(-31))] {
            report.clock_ahead_secs = Some(ahead);
            assert_eq!(report.clock_difference_secs(), expected);
        }
    }

    #[test]
    fn the_remedy_after_a_rejection_depends_on_the_credential() {
        use SignInFailure as F;
        use SignInWith::{ApiClient, Password, PasswordAndCode};
        for (failure, with, remedy, short) in [
            (F::Refused, ApiClient, Remedy::EnterSecret, "rejected"),
            (F::Refused, Password, Remedy::EnterSecret, "rejected"),
            (F::Refused, PasswordAndCode, Remedy::EnterCode, "rejected"),
            (F::CodeMissing, Password, Remedy::EnterCode, "needs a code"),
            (
                F::CodeRefused,
                PasswordAndCode,
                Remedy::EnterCode,
                "rejected",
            ),
            (F::TwoFactorNotSetUp, Password, Remedy::TryAgain, "failed"),
            (F::Forbidden, PasswordAndCode, Remedy::TryAgain, "failed"),
        ] {
            let mut report = report(failure.clone(), Some(403));
            report.with = with;
            let wrapped = Failure::SignIn(report.clone());
            assert_eq!(wrapped.remedy(), remedy, "{failure:?}");
            assert_eq!(wrapped.short(), short, "{failure:?}");
            let by_key = matches!(
                failure,
                F::CodeMissing | F::CodeRefused | F::TwoFactorNotSetUp
            );
            assert_eq!(wrapped.is_refusal(), by_key, "{failure:?}");
            report.status = Some(401);
            assert!(Failure::SignIn(report).is_refusal(), "{failure:?}");
        }
        let sso = Failure::SingleSignOn {
            host: "console.example".to_owned(),
        };
        assert_eq!(sso.remedy(), Remedy::MakeApiClient);
        assert!(sso.is_refusal() && sso.report().is_none());
        assert!(sso.message().explanation.contains("Use an API client"));
        assert!(!Failure::Defect.is_refusal());
    }

    #[test]
    fn only_a_rejected_credential_asks_for_a_new_one_and_only_a_stated_wait_is_counted_down() {
        let refused = Failure::SignIn(report(SignInFailure::Refused, Some(401)));
        assert_eq!(refused.remedy(), Remedy::EnterSecret);
        assert_eq!((refused.retry_at(), refused.short()), (None, "rejected"));
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
