//! `SSL_CERT_FILE`, which the verifiers of Windows and macOS do not read.

use std::fs;

use tokendesk::model::SignInFailure as F;
use tokendesk::model::failure::TrustStoreFailure;

use crate::child::in_child;
use crate::console::{
    address, client, failed, failure, granted, sign_in, token_reply, told, trusted,
};
use crate::tls_console::Ca;

#[test]
fn without_a_trust_store_nothing_is_sent_and_one_that_comes_later_is_found() {
    let later = std::env::temp_dir().join(format!("tokendesk-later-{}.pem", std::process::id()));
    let later = later.to_str().unwrap();
    in_child(&[("SSL_CERT_FILE", later)], |ca| {
        let console = trusted(ca);
        let client = client();
        assert_eq!(
            failure(sign_in(&client, &address(&console))),
            F::TrustStore(TrustStoreFailure::FileUnreadable)
        );
        assert_eq!(console.log().connections, 0);

        let named = std::env::var_os("SSL_CERT_FILE").unwrap();
        fs::write(&named, ca.pem()).unwrap();
        console.then_send(token_reply("abc"));
        let end = sign_in(&client, &address(&console));
        fs::remove_file(named).unwrap();
        granted(end);
    });
}

#[test]
fn a_broken_ssl_cert_file_is_reported_even_where_other_roots_load() {
    let folder = tempfile::TempDir::new().unwrap();
    let good = folder.path().join("good.pem");
    fs::write(good, Ca::new().pem()).unwrap();
    let folder = folder.path().to_str().unwrap();
    let empty = format!("{folder}/empty.pem");
    fs::write(&empty, "no certificate").unwrap();
    for broken in ["/nowhere/roots.pem", "/dev/null", "", &empty] {
        let variables = [("SSL_CERT_FILE", broken), ("SSL_CERT_DIR", folder)];
        in_child(&variables, |ca| {
            let named = std::env::var("SSL_CERT_FILE").unwrap();
            let trouble = if named.ends_with("empty.pem") {
                TrustStoreFailure::FileWithoutCertificate
            } else {
                TrustStoreFailure::FileUnreadable
            };
            let console = trusted(ca);
            let report = failed(sign_in(&client(), &address(&console)));
            assert_eq!(report.failure, F::TrustStore(trouble));
            let told = told(&report);
            assert!(
                told.contains("SSL_CERT_FILE") && (named.is_empty() || !told.contains(&named)),
                "{told}"
            );
            assert_eq!(console.log().connections, 0);
        });
    }
}
