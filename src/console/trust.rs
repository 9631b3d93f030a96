//! Checks `SSL_CERT_FILE` up front: if other roots load, the platform verifier only logs that the file is broken, and the failure
//! would be reported as an unknown issuer.

use std::fs::File;
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

use crate::model::failure::TrustStoreFailure;

const CERT_FILE: &str = "SSL_CERT_FILE";
/// Many times the size of any system's root store.
const MAX_FILE_BYTES: u64 = 4 * 1024 * 1024;

/// Only where this system's verifier reads the file. `SSL_CERT_DIR` is not checked: it often lists folders that exist on some
/// systems only.
pub(super) fn check_environment() -> Result<(), TrustStoreFailure> {
    if cfg!(any(windows, target_vendor = "apple")) {
        return Ok(());
    }
    match std::env::var_os(CERT_FILE) {
        Some(path) => check_file(Path::new(&path)),
        None => Ok(()),
    }
}

/// One good certificate is enough; the verifier skips broken ones too.
fn check_file(path: &Path) -> Result<(), TrustStoreFailure> {
    let text = read(path).map_err(|_unreadable| TrustStoreFailure::FileUnreadable)?;
    let certificates = CertificateDer::pem_slice_iter(&text).filter_map(Result::ok);
    match RootCertStore::empty().add_parsable_certificates(certificates) {
        (0, _) => Err(TrustStoreFailure::FileWithoutCertificate),
        _ => Ok(()),
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    // Reading a pipe would block, and leave nothing for the verifier.
    if !path.metadata()?.is_file() {
        return Err(ErrorKind::InvalidInput.into());
    }
    let mut text = Vec::new();
    File::open(path)?
        .take(MAX_FILE_BYTES)
        .read_to_end(&mut text)?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use rcgen::{CertificateParams, KeyPair};
    use tempfile::TempDir;

    use super::*;

    #[test]
    fn a_file_is_usable_with_one_good_certificate_and_not_without() {
        let folder = TempDir::new().unwrap();
        let key = KeyPair::generate().unwrap();
        let good = CertificateParams::new(["ca.example".to_owned()])
            .unwrap()
            .self_signed(&key)
            .unwrap()
            .pem();
        let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        for (content, expected) in [
            (good.clone(), Ok(())),
            (format!("{broken}{good}"), Ok(())),
            (
                broken.to_owned(),
                Err(TrustStoreFailure::FileWithoutCertificate),
            ),
            (
                key.serialize_pem(),
                Err(TrustStoreFailure::FileWithoutCertificate),
            ),
            (
                "no certificate".to_owned(),
                Err(TrustStoreFailure::FileWithoutCertificate),
            ),
            (
                String::new(),
                Err(TrustStoreFailure::FileWithoutCertificate),
            ),
        ] {
            let path = folder.path().join("roots.pem");
            fs::write(&path, &content).unwrap();
            assert_eq!(check_file(&path), expected, "{}", content.len());
        }
        let none = folder.path().join("none");
        for path in [folder.path(), &none, Path::new(""), Path::new("/dev/null")] {
            let result = check_file(path);
            assert_eq!(
                result,
                Err(TrustStoreFailure::FileUnreadable),
                "{}",
                path.display()
            );
        }
    }
}
