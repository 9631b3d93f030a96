//! What reqwest's errors mean. Only their kinds are read; their texts name addresses and are never passed on.

use std::error::Error;
use std::io::{self, ErrorKind};
use std::iter;

use rustls::{CertificateError, OtherError};

use crate::model::SignInFailure;
use crate::model::failure::{Certificate, Connect, ProxyTrouble, Stage};

/// What an error means that ended an exchange in this stage. That nothing was sent is claimed only where both the stage and reqwest
/// say so; otherwise the credential may have arrived.
pub(super) fn of(error: &reqwest::Error, stage: Stage) -> SignInFailure {
    if stage == Stage::Connecting && (error.is_connect() || error.is_builder()) {
        unsent(error, error.is_dns())
    } else {
        SignInFailure::CannotConnect(Connect::Interrupted)
    }
}

/// What an error means that came before the request was sent.
fn unsent(error: &(dyn Error + 'static), is_dns: bool) -> SignInFailure {
    if let Some(trouble) = causes(error).find_map(proxy) {
        return SignInFailure::Proxy(trouble);
    }
    if let Some(certificate) = causes(error).find_map(certificate) {
        return SignInFailure::Certificate(certificate);
    }
    if is_dns {
        return SignInFailure::CannotConnect(Connect::NotFoundOrOffline);
    }
    let why = causes(error)
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .find_map(|cause| connect(cause.kind()));
    SignInFailure::CannotConnect(why.unwrap_or(Connect::Other))
}

/// The error and all it wraps.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    iter::successors(Some(error), |&error| cause(error))
}

/// What an error wraps. The `source` of an `io::Error` skips the error inside it, which is where TLS puts its own.
fn cause<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    let inner = error
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref);
    match inner {
        Some(inner) => Some(inner),
        None => error.source(),
    }
}

/// What stopped it at the proxy, if one did. The errors that say so have no public type: their texts are matched, which tests
/// against real proxies hold. Everything that they wrap is about the proxy, not the console: its name, its port, its certificate.
fn proxy(cause: &(dyn Error + 'static)) -> Option<ProxyTrouble> {
    let text = cause.to_string();
    let trouble = ["tunnel error: ", "SOCKS error: "]
        .iter()
        .find_map(|kind| text.strip_prefix(kind))?;
    Some(match trouble {
        "failed to create underlying connection" => ProxyTrouble::Unreachable,
        "proxy authorization required"
        | "server does not support user/pass authentication"
        | "credentials not accepted" => ProxyTrouble::WantsSignIn,
        _ => ProxyTrouble::Nonsense,
    })
}

fn certificate(cause: &(dyn Error + 'static)) -> Option<Certificate> {
    let rustls::Error::InvalidCertificate(why) = cause.downcast_ref()? else {
        return None;
    };
    Some(match why {
        CertificateError::UnknownIssuer => Certificate::UnknownIssuer,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            Certificate::WrongName
        }
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => Certificate::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            Certificate::NotYetValid
        }
        // rustls passes it on without naming it.
        CertificateError::Other(OtherError(other))
            if other.downcast_ref() == Some(&webpki::Error::CaUsedAsEndEntity) =>
        {
            Certificate::AuthoritysOwn
        }
        _ => Certificate::Other,
    })
}

fn connect(kind: ErrorKind) -> Option<Connect> {
    match kind {
        ErrorKind::ConnectionRefused => Some(Connect::Refused),
        ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown | ErrorKind::HostUnreachable => {
            Some(Connect::NotFoundOrOffline)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn nothing_sent_is_claimed_only_of_errors_that_reqwest_itself_places_before_the_request() {
        let interrupted = SignInFailure::CannotConnect(Connect::Interrupted);
        let response = axum::http::Response::builder().status(500).body("");
        let later = reqwest::Response::from(response.unwrap()).error_for_status();
        let later = later.unwrap_err();
        for stage in [Stage::Connecting, Stage::Waiting, Stage::Reading] {
            assert_eq!(of(&later, stage), interrupted, "{stage:?}");
        }
        let early = reqwest::Client::new().get("no address").build();
        let early = early.unwrap_err();
        let unsent = SignInFailure::CannotConnect(Connect::Other);
        assert_eq!(of(&early, Stage::Connecting), unsent);
        assert_eq!(of(&early, Stage::Waiting), interrupted);
    }

    #[test]
    fn no_way_to_the_network_and_no_such_host_are_one_kind_and_unknown_errors_claim_nothing() {
        for (kind, is_dns, why) in [
            (
                ErrorKind::NetworkUnreachable,
                false,
                Connect::NotFoundOrOffline,
            ),
            (ErrorKind::NetworkDown, false, Connect::NotFoundOrOffline),
            (
                ErrorKind::HostUnreachable,
                false,
                Connect::NotFoundOrOffline,
            ),
            (ErrorKind::Other, true, Connect::NotFoundOrOffline),
            (ErrorKind::ConnectionRefused, false, Connect::Refused),
            (ErrorKind::ConnectionReset, false, Connect::Other),
            (ErrorKind::UnexpectedEof, false, Connect::Other),
        ] {
            let error = io::Error::from(kind);
            assert_eq!(
                unsent(&error, is_dns),
                SignInFailure::CannotConnect(why),
                "{kind:?}"
            );
        }
    }

    #[test]
    fn a_certificate_is_found_however_deep_it_is_wrapped() {
        let wrapped =
            |why| io::Error::other(io::Error::other(rustls::Error::InvalidCertificate(why)));
        for (why, told) in [
            (CertificateError::UnknownIssuer, Certificate::UnknownIssuer),
            (CertificateError::NotValidForName, Certificate::WrongName),
            (CertificateError::Expired, Certificate::Expired),
            (CertificateError::NotValidYet, Certificate::NotYetValid),
            (CertificateError::Revoked, Certificate::Other),
            (
                CertificateError::Other(OtherError(Arc::new(io::Error::other(
                    "CaUsedAsEndEntity",
                )))),
                Certificate::Other,
            ),
            (
                CertificateError::Other(OtherError(Arc::new(webpki::Error::CaUsedAsEndEntity))),
                Certificate::AuthoritysOwn,
            ),
        ] {
            assert_eq!(
                unsent(&wrapped(why), false),
                SignInFailure::Certificate(told)
            );
        }
        let other = io::Error::other(rustls::Error::DecryptError);
        assert_eq!(
            unsent(&other, false),
            SignInFailure::CannotConnect(Connect::Other)
        );
    }
}
