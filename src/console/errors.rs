//! Maps reqwest's errors by kind. Their texts contain addresses and are never passed on.

use std::error::Error;
use std::io::{self, ErrorKind};
use std::iter;

use rustls::{CertificateError, OtherError};

use crate::model::SignInFailure;
use crate::model::failure::{Certificate, Connect, ProxyFailure, Stage};

/// That nothing was sent is claimed only where both the stage and reqwest say so; otherwise the credential may have arrived.
pub(super) fn failure(error: &reqwest::Error, stage: Stage) -> SignInFailure {
    if stage == Stage::Connecting && (error.is_connect() || error.is_builder()) {
        unsent(error, error.is_dns())
    } else {
        SignInFailure::CannotConnect(Connect::Interrupted)
    }
}

/// Before a request could be sent.
pub(super) fn unsent(error: &(dyn Error + 'static), is_dns: bool) -> SignInFailure {
    if let Some(failure) = causes(error).find_map(proxy_failure) {
        return SignInFailure::Proxy(failure);
    }
    if let Some(certificate) = causes(error).find_map(certificate_failure) {
        return SignInFailure::Certificate(certificate);
    }
    if is_dns {
        return SignInFailure::CannotConnect(Connect::NotFoundOrOffline);
    }
    let why = causes(error)
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .find_map(|cause| connect_failure(cause.kind()));
    SignInFailure::CannotConnect(why.unwrap_or(Connect::Other))
}

/// The error itself first.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    iter::successors(Some(error), |&error| cause(error))
}

/// `io::Error::source` skips the wrapped error itself, which is where TLS puts its own.
fn cause<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    let inner = error
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref);
    match inner {
        Some(inner) => Some(inner),
        None => error.source(),
    }
}

/// hyper-util's proxy errors have no public type, so their texts are matched; tests with real proxies fail if those change. What
/// they wrap (DNS, port, certificate) is about the proxy, not the console.
fn proxy_failure(cause: &(dyn Error + 'static)) -> Option<ProxyFailure> {
    let text = cause.to_string();
    let text = ["tunnel error: ", "SOCKS error: "]
        .iter()
        .find_map(|kind| text.strip_prefix(kind))?;
    Some(match text {
        "failed to create underlying connection" => ProxyFailure::Unreachable,
        "proxy authorization required"
        | "server does not support user/pass authentication"
        | "credentials not accepted" => ProxyFailure::AuthRequired,
        _ => ProxyFailure::UnexpectedResponse,
    })
}

fn certificate_failure(cause: &(dyn Error + 'static)) -> Option<Certificate> {
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
        // rustls has no variant of its own for this one.
        CertificateError::Other(OtherError(other))
            if other.downcast_ref() == Some(&webpki::Error::CaUsedAsEndEntity) =>
        {
            Certificate::CaUsedAsServer
        }
        _ => Certificate::Other,
    })
}

fn connect_failure(kind: ErrorKind) -> Option<Connect> {
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
    use std::net::TcpListener;
    use std::sync::Arc;

    use super::*;

    #[tokio::test]
    async fn nothing_sent_is_claimed_only_where_reqwest_too_places_the_error_before_the_request() {
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", server.local_addr().unwrap());
        crate::os::thread::spawn("server", move || drop(server.accept())).unwrap();
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let hung_up = client.get(address).send().await.unwrap_err();
        let interrupted = SignInFailure::CannotConnect(Connect::Interrupted);
        for stage in [Stage::Connecting, Stage::Waiting, Stage::Reading] {
            assert_eq!(failure(&hung_up, stage), interrupted, "{stage:?}");
        }
        let no_address = client.get("no address").build().unwrap_err();
        let unsent = SignInFailure::CannotConnect(Connect::Other);
        assert_eq!(failure(&no_address, Stage::Connecting), unsent);
        assert_eq!(failure(&no_address, Stage::Waiting), interrupted);
    }

    #[test]
    fn offline_and_no_such_host_are_one_kind_and_unknown_errors_claim_nothing() {
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
        for (why, expected) in [
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
                Certificate::CaUsedAsServer,
            ),
        ] {
            assert_eq!(
                unsent(&wrapped(why), false),
                SignInFailure::Certificate(expected)
            );
        }
        let other = io::Error::other(rustls::Error::DecryptError);
        assert_eq!(
            unsent(&other, false),
            SignInFailure::CannotConnect(Connect::Other)
        );
    }
}
