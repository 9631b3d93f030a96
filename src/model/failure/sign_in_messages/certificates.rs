//! Certificates: the console's, and the system's roots. Nothing was sent in any of these cases.

use super::{CredentialStatus, MessageTemplate};
use crate::model::failure::{Certificate, TrustStoreFailure};

pub(super) fn untrusted(host: &str, why: Certificate) -> MessageTemplate {
    let (headline, cause, next) = match why {
        Certificate::UnknownIssuer => (
            "The console’s certificate is not trusted",
            format!("The certificate of {host} is signed by nobody that this system trusts."),
            "If your company inspects TLS, add its certificate to the system’s trust store or name it in SSL_CERT_FILE.",
        ),
        Certificate::CaUsedAsServer => (
            "The console’s certificate is not a server’s",
            format!(
                "What answers for {host} shows the certificate of an authority as its own; self-made ones are often so."
            ),
            "Check the console’s address, or give that server a certificate that an authority signed.",
        ),
        Certificate::WrongName => (
            "The certificate is for another name",
            format!("What answers for {host} has the certificate of another name."),
            "Check the console’s address; where a network has a sign-in page, sign in there first.",
        ),
        Certificate::Expired => (
            "The console’s certificate has expired",
            format!("The certificate of {host} has expired, by this machine’s clock."),
            "Check this machine’s date; if it is right, tell whoever looks after the console.",
        ),
        Certificate::NotYetValid => (
            "The console’s certificate is not valid yet",
            format!("The certificate of {host} is not valid yet, by this machine’s clock."),
            "Check this machine’s date; if it is right, tell whoever looks after the console.",
        ),
        Certificate::Other => (
            "The console’s certificate could not be verified",
            format!("The certificate of {host} is not one that this system can vouch for."),
            "Check the console’s address; if your company inspects TLS, ask whoever looks after that.",
        ),
    };
    MessageTemplate::new(headline, cause, CredentialStatus::Unsent, next)
}

pub(super) fn no_trust_store(host: &str, failure: TrustStoreFailure) -> MessageTemplate {
    let (headline, cause, next) = match failure {
        TrustStoreFailure::NoneFound => (
            "This system has no certificates to trust",
            format!("Without them {host} cannot be told from an impostor."),
            "Install the package ca-certificates, or check what SSL_CERT_DIR names.",
        ),
        TrustStoreFailure::FileUnreadable => (
            "The file that SSL_CERT_FILE names cannot be read",
            format!("Without the certificates in it {host} cannot be told from an impostor."),
            "Put the file in its place and try again, or correct SSL_CERT_FILE and start Tokendesk anew.",
        ),
        TrustStoreFailure::FileWithoutCertificate => (
            "The file that SSL_CERT_FILE names has no usable certificate",
            format!("Without one {host} cannot be told from an impostor."),
            "Correct the file and try again, or correct SSL_CERT_FILE and start Tokendesk anew.",
        ),
    };
    MessageTemplate::new(headline, cause, CredentialStatus::Unsent, next)
}
