//! A look at `SSL_CERT_FILE` before the platform's verifier takes it: the verifier only logs that the file is broken if roots
//! from elsewhere load, and the person who named the file would be told of an unknown issuer instead.

use std::path::Path;

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

/// The variable that names a file of certificates to trust instead of the system's.
const CERT_FILE: &str = "SSL_CERT_FILE";

/// The named file has no certificate that can be used.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unusable;

/// Looks at the file that the environment names, where the verifier of this system reads it. A folder in `SSL_CERT_DIR` that
/// is missing stays the verifier's matter: lists of folders that exist on some systems only are usual.
pub(super) fn check_environment() -> Result<(), Unusable> {
    if cfg!(any(windows, target_vendor = "apple")) {
        return Ok(());
    }
    match std::env::var_os(CERT_FILE) {
        Some(path) => check_file(Path::new(&path)),
        None => Ok(()),
    }
}

/// A file that can be read and holds one certificate or more; broken ones beside it are skipped, as the verifier does.
fn check_file(path: &Path) -> Result<(), Unusable> {
    let certificates = CertificateDer::pem_file_iter(path)
        .map_err(|_unreadable| Unusable)?
        .filter_map(Result::ok);
    match RootCertStore::empty().add_parsable_certificates(certificates) {
        (0, _) => Err(Unusable),
        _ => Ok(()),
    }
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
        for (content, usable) in [
            (good.clone(), true),
            (format!("{broken}{good}"), true),
            (broken.to_owned(), false),
            (key.serialize_pem(), false),
            ("no certificate".to_owned(), false),
            (String::new(), false),
        ] {
            let path = folder.path().join("roots.pem");
            fs::write(&path, &content).unwrap();
            assert_eq!(check_file(&path).is_ok(), usable, "{}", content.len());
        }
        assert_eq!(check_file(folder.path()), Err(Unusable), "a folder");
        assert_eq!(check_file(&folder.path().join("none")), Err(Unusable));
        assert_eq!(check_file(Path::new("")), Err(Unusable));
    }
}
