//! Certificates: the console's, and the system's roots. Nothing was sent in any of these cases.

use super::{CredentialStatus, MessageTemplate};
use crate::model::failure::{Certificate, TrustStoreFailure};

/// The verifiers of Windows and macOS read no file.
const TRUST_STORE: &str = if cfg!(any(windows, target_vendor = "apple")) {
    "the system’s trust store"
} else {
    "the system’s trust store or to SSL_CERT_FILE"
};

pub(super) fn untrusted(host: &str, why: Certificate) -> MessageTemplate {
    let (headline, cause) = match why {
        Certificate::UnknownIssuer => (
            "Certificate not trusted",
            format!(
                "The certificate of {host} isn’t from a trusted authority. If your company inspects TLS, add its certificate \
                 to {TRUST_STORE}."
            ),
        ),
        Certificate::CaUsedAsServer => (
            "Not a server certificate",
            format!(
                "{host} presented the certificate of an authority, which is common with self-signed ones. Check the console \
                 address, or give the server a certificate issued by an authority."
            ),
        ),
        Certificate::WrongName => (
            "Certificate for another host",
            format!(
                "The certificate doesn’t match {host}. Check the console address. If the network has a sign-in page, sign in \
                 there first."
            ),
        ),
        Certificate::Expired if cfg!(windows) => (
            "Certificate not valid now",
            format!(
                "The certificate of {host} has expired, or isn’t valid yet, by your computer’s clock. Check the date; if it’s \
                 right, tell the console’s admin."
            ),
        ),
        Certificate::Expired => (
            "Certificate expired",
            format!(
                "The certificate of {host} has expired by your computer’s clock. Check the date; if it’s right, tell the \
                 console’s admin."
            ),
        ),
        Certificate::NotYetValid => (
            "Certificate not valid yet",
            format!(
                "The certificate of {host} isn’t valid yet by your computer’s clock. Check the date; if it’s right, tell the \
                 console’s admin."
            ),
        ),
        Certificate::Other => (
            "Certificate can’t be verified",
            format!(
                "Check the address {host}. If your company inspects TLS, ask your network admin."
            ),
        ),
    };
    MessageTemplate::new(headline, cause, CredentialStatus::Unsent)
}

pub(super) fn no_trust_store(host: &str, failure: TrustStoreFailure) -> MessageTemplate {
    let (headline, fix) = match failure {
        TrustStoreFailure::NoneFound => (
            "No trusted certificates on this computer",
            "Install the package ca-certificates, or check SSL_CERT_DIR.",
        ),
        TrustStoreFailure::FileUnreadable => (
            "Can’t read the SSL_CERT_FILE file",
            "Restore the file and try again, or correct SSL_CERT_FILE and restart Tokendesk.",
        ),
        TrustStoreFailure::FileWithoutCertificate => (
            "No usable certificate in SSL_CERT_FILE",
            "Correct the file and try again, or correct SSL_CERT_FILE and restart Tokendesk.",
        ),
    };
    let cause = format!("{host} can’t be verified. {fix}");
    MessageTemplate::new(headline, cause, CredentialStatus::Unsent)
}
