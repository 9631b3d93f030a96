//! Runs the body of a test in a process of its own, with an environment of its own.
//!
//! On Windows such a test runs only under Wine: the account is to trust the authority that the child makes.

use std::any::type_name;
use std::fs;
use std::process::Command;
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::tls_console::Ca;

/// Where the child writes the authority that it makes, and which `SSL_CERT_FILE` names unless the test says otherwise.
const ROOTS: &str = "TOKENDESK_TEST_ROOTS";
/// Of the person who runs the tests: none of the tests' business. (The last one makes `HTTP_PROXY` count for nothing.)
const FOREIGN: [&str; 10] = [
    "SSL_CERT_DIR",
    "HTTP_PROXY",
    "http_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "all_proxy",
    "NO_PROXY",
    "no_proxy",
    "REQUEST_METHOD",
];

/// Runs `body` with these variables. The test that calls this ends as its child does.
pub(crate) fn in_child<F: FnOnce(&Ca)>(variables: &[(&str, &str)], body: F) {
    let program = Command::new(std::env::current_exe().unwrap());
    in_child_of(program, variables, body);
}

/// Runs `body` as `program` starts it: with the arguments of a test.
pub(crate) fn in_child_of<F: FnOnce(&Ca)>(
    mut program: Command,
    variables: &[(&str, &str)],
    body: F,
) {
    if let Some(roots) = std::env::var_os(ROOTS) {
        // Once: a test may run several bodies here, and Wine reads the account's roots once for a process.
        static AUTHORITY: OnceLock<Ca> = OnceLock::new();
        return body(AUTHORITY.get_or_init(|| {
            let ca = Ca::new();
            fs::write(roots, ca.pem()).unwrap();
            #[cfg(windows)]
            roots::trust(&ca);
            ca
        }));
    }
    if cfg!(windows) && std::env::var_os("WINEPREFIX").is_none() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let roots = folder.path().join("roots.pem");
    for name in FOREIGN {
        program.env_remove(name);
    }
    let output = program
        .args([
            test_name::<F>(),
            "--exact",
            "--nocapture",
            "--include-ignored",
        ])
        .env(ROOTS, &roots)
        .env("SSL_CERT_FILE", &roots)
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(
        // A name that matches no test is a success too.
        output.status.success() && told.contains("1 passed"),
        "{told}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The path of the test that a closure stands in, without the crate.
fn test_name<F>() -> &'static str {
    let path = type_name::<F>().trim_end_matches("::{{closure}}");
    path.split_once("::").map_or(path, |(_, name)| name)
}

/// The root certificates of the account.
#[cfg(windows)]
mod roots {
    use std::fmt::Write as _;

    use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
    use rustls::pki_types::CertificateDer;
    use rustls::pki_types::pem::PemObject as _;
    use windows_registry::{CURRENT_USER, Type};

    use crate::tls_console::Ca;

    const ROOTS: &str = r"Software\Microsoft\SystemCertificates\Root\Certificates";
    /// `CERT_CERT_PROP_ID`, with the encoding: the certificate itself.
    const CERTIFICATE: [u8; 8] = [32, 0, 0, 0, 1, 0, 0, 0];

    pub(super) fn trust(ca: &Ca) {
        let der = CertificateDer::from_pem_slice(ca.pem().as_bytes()).unwrap();
        let length = u32::try_from(der.len()).unwrap().to_le_bytes();
        let blob = [&CERTIFICATE[..], &length, &der].concat();
        let mut name = String::new();
        for byte in digest(&SHA1_FOR_LEGACY_USE_ONLY, &der).as_ref() {
            write!(name, "{byte:02X}").unwrap();
        }
        let key = CURRENT_USER.create(format!(r"{ROOTS}\{name}")).unwrap();
        key.set_bytes("Blob", Type::Bytes, &blob).unwrap();
    }
}
