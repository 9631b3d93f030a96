//! What a server's certificate says, and whether this system trusts it: by the verifier that reqwest uses.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    ClientConfig, DigitallySignedStruct, ProtocolVersion, RootCertStore, SignatureScheme,
};
use rustls_platform_verifier::Verifier;
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::{FromDer as _, X509Certificate};
use x509_parser::time::ASN1Time;

use super::trust;
use crate::model::connection_check::{Authority, CertificateFacts, TlsFacts};
use crate::model::failure::{SignInFailure, TrustStoreFailure};
use crate::model::without_hidden;

/// Long enough for any name of an organization.
const MAX_NAME_CHARS: usize = 160;

/// Remembers the certificates that a server presented, whether it accepts them or not.
#[derive(Debug)]
pub(super) struct Witness {
    verifier: Verifier,
    seen: Mutex<Option<Presented>>,
}

#[derive(Debug)]
struct Presented {
    /// The server's own first.
    chain: Vec<CertificateDer<'static>>,
    is_trusted: bool,
    at: UnixTime,
}

/// The TLS of the real client, with a witness.
pub(super) fn witnessed_config() -> Result<(Arc<ClientConfig>, Arc<Witness>), SignInFailure> {
    trust::check_environment().map_err(SignInFailure::TrustStore)?;
    let no_roots = SignInFailure::TrustStore(TrustStoreFailure::NoneFound);
    let verifier = Verifier::new(provider()).map_err(|_error| no_roots.clone())?;
    let witness = Arc::new(Witness {
        verifier,
        seen: Mutex::default(),
    });
    let mut config = config(Arc::clone(&witness) as _).map_err(|_error| no_roots)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok((Arc::new(config), witness))
}

/// For the connection to an https proxy.
pub(super) fn proxy_config() -> Result<Arc<ClientConfig>, rustls::Error> {
    let verifier = Verifier::new(provider())?;
    Ok(Arc::new(config(Arc::new(verifier))?))
}

/// Its defaults are those of the real client: TLS 1.2 and 1.3, and no key log.
fn config(verifier: Arc<dyn ServerCertVerifier>) -> Result<ClientConfig, rustls::Error> {
    let builder = ClientConfig::builder_with_provider(provider())
        .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])?;
    let builder = builder.dangerous();
    let builder = builder.with_custom_certificate_verifier(verifier);
    Ok(builder.with_no_client_auth())
}

/// The one that reqwest chooses.
fn provider() -> Arc<CryptoProvider> {
    match CryptoProvider::get_default() {
        Some(provider) => Arc::clone(provider),
        None => Arc::new(aws_lc_rs::default_provider()),
    }
}

impl Witness {
    pub(super) fn facts(
        &self,
        version: Option<ProtocolVersion>,
        server: &ServerName<'_>,
    ) -> TlsFacts {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        TlsFacts {
            version: version.and_then(|version| match version {
                ProtocolVersion::TLSv1_2 => Some("TLS 1.2"),
                ProtocolVersion::TLSv1_3 => Some("TLS 1.3"),
                _ => None,
            }),
            certificate: (seen.as_ref())
                .and_then(|seen| seen.chain.first())
                .and_then(|der| parse(der)),
            authority: (seen.as_ref())
                .filter(|seen| seen.is_trusted)
                .and_then(|seen| authority(seen, server)),
        }
    }
}

impl ServerCertVerifier for Witness {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let verdict = self.verifier.verify_server_cert(
            end_entity,
            intermediates,
            server_name,
            ocsp_response,
            now,
        );
        let chain = [end_entity].into_iter().chain(intermediates);
        let presented = Presented {
            chain: chain.map(|der| der.clone().into_owned()).collect(),
            is_trusted: verdict.is_ok(),
            at: now,
        };
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(presented);
        verdict
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.verifier.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.verifier.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.verifier.supported_verify_schemes()
    }
}

/// Of a chain that this system trusts. `None` where the public roots fail it for another reason than its issuer.
fn authority(seen: &Presented, server: &ServerName<'_>) -> Option<Authority> {
    let roots: RootCertStore = webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect();
    let public = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider())
        .build()
        .ok()?;
    let (end_entity, intermediates) = seen.chain.split_first()?;
    match public.verify_server_cert(end_entity, intermediates, server, &[], seen.at) {
        Ok(_) => Some(Authority::Public),
        Err(rustls::Error::InvalidCertificate(rustls::CertificateError::UnknownIssuer)) => {
            Some(Authority::Private)
        }
        Err(_) => None,
    }
}

fn parse(der: &[u8]) -> Option<CertificateFacts> {
    let (_, certificate) = X509Certificate::from_der(der).ok()?;
    let names = certificate.subject_alternative_name().ok().flatten();
    let names = names.map_or(&[][..], |names| &names.value.general_names);
    Some(CertificateFacts {
        subject: one_line(&certificate.subject().to_string()),
        names: names.iter().filter_map(name).collect(),
        issuer: one_line(&certificate.issuer().to_string()),
        valid_from: timestamp(certificate.validity().not_before)?,
        valid_until: timestamp(certificate.validity().not_after)?,
    })
}

fn name(name: &GeneralName<'_>) -> Option<String> {
    match name {
        GeneralName::DNSName(name) => Some(one_line(name)),
        GeneralName::IPAddress(bytes) => match bytes.len() {
            4 => <[u8; 4]>::try_from(*bytes)
                .ok()
                .map(|ip| std::net::IpAddr::from(ip).to_string()),
            16 => <[u8; 16]>::try_from(*bytes)
                .ok()
                .map(|ip| std::net::IpAddr::from(ip).to_string()),
            _ => None,
        },
        _ => None,
    }
}

fn timestamp(time: ASN1Time) -> Option<Timestamp> {
    Timestamp::from_second(time.timestamp()).ok()
}

fn one_line(text: &str) -> String {
    let visible = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let visible = without_hidden(&visible.collect::<String>());
    let mut line: String = visible.chars().take(MAX_NAME_CHARS).collect();
    if line.len() < visible.len() {
        line.push('…');
    }
    line
}
