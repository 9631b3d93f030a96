//! A look at `SSL_CERT_FILE` before the platform's verifier takes it: the verifier only logs that the file is broken if roots
//! from elsewhere load, and the person who named the file would be told of an unknown issuer instead.

use std::fs::File;
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

use crate::model::failure::TrustTrouble;

/// The variable that names a file of certificates to trust instead of the system's.
const CERT_FILE: &str = "SSL_CERT_FILE";
/// Many times the size of all the roots that systems ship.
const MAX_FILE_BYTES: u64 = 4 * 1024 * 1024;

/// Looks at the file that the environment names, where the verifier of this system reads it. A folder in `SSL_CERT_DIR` that
/// is missing stays the verifier's matter: lists of folders that exist on some systems only are usual.
pub(super) fn check_environment() -> Result<(), TrustTrouble> {
    if cfg!(any(windows, target_vendor = "apple")) {
        return Ok(());
    }
    match std::env::var_os(CERT_FILE) {
        Some(path) => check_file(Path::new(&path)),
        None => Ok(()),
    }
}

/// A file that can be read and holds one certificate or more; broken ones beside it are skipped, as the verifier does.
fn check_file(path: &Path) -> Result<(), TrustTrouble> {
    let text = read(path).map_err(|_unreadable| TrustTrouble::FileUnreadable)?;
    let certificates = CertificateDer::pem_slice_iter(&text).filter_map(Result::ok);
    match RootCertStore::empty().add_parsable_certificates(certificates) {
        (0, _) => Err(TrustTrouble::FileWithoutCertificate),
        _ => Ok(()),
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    // A pipe would be waited for, and be empty when the verifier takes it.
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
        for (content, end) in [
            (good.clone(), Ok(())),
            (format!("{broken}{good}"), Ok(())),
            (broken.to_owned(), Err(TrustTrouble::FileWithoutCertificate)),
            (
                key.serialize_pem(),
                Err(TrustTrouble::FileWithoutCertificate),
            ),
            (
                "no certificate".to_owned(),
                Err(TrustTrouble::FileWithoutCertificate),
            ),
            (String::new(), Err(TrustTrouble::FileWithoutCertificate)),
        ] {
            let path = folder.path().join("roots.pem");
            fs::write(&path, &content).unwrap();
            assert_eq!(check_file(&path), end, "{}", content.len());
        }
        let none = folder.path().join("none");
        for path in [folder.path(), &none, Path::new(""), Path::new("/dev/null")] {
            let end = check_file(path);
            assert_eq!(end, Err(TrustTrouble::FileUnreadable), "{}", path.display());
        }
    }
}
