//! Whom the client trusts: the secret goes to nobody else.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener};
use std::sync::mpsc;

use rcgen::{BasicConstraints, IsCa};
use tokendesk::model::SignInFailure as F;
use tokendesk::model::failure::{Certificate, Connect};
use tokendesk::os::thread;

use crate::child::in_child;
use crate::console::{
    SignInOutcome, address, client, failed, granted, sign_in, token_reply, told, url,
};
use crate::tls_console::{Ca, TlsConsole, Validity, Wire, self_signed};

#[test]
fn a_certificate_that_does_not_convince_gets_no_request_and_says_why() {
    in_child(&[], |ca| {
        let stranger = Ca::new();
        for (config, why) in [
            (
                stranger.issue("localhost", Validity::Now),
                // Windows does not find the issuer, and has an error of its own for that.
                if cfg!(windows) {
                    Certificate::Other
                } else {
                    Certificate::UnknownIssuer
                },
            ),
            (self_signed(IsCa::NoCa), Certificate::UnknownIssuer),
            (
                self_signed(IsCa::Ca(BasicConstraints::Unconstrained)),
                // Windows looks for its issuer first.
                if cfg!(windows) {
                    Certificate::UnknownIssuer
                } else {
                    Certificate::CaUsedAsServer
                },
            ),
            (
                ca.issue("other.example", Validity::Now),
                Certificate::WrongName,
            ),
            (ca.issue("localhost", Validity::Past), Certificate::Expired),
            (
                ca.issue("localhost", Validity::Future),
                // One error of Windows' for both.
                if cfg!(windows) {
                    Certificate::Expired
                } else {
                    Certificate::NotYetValid
                },
            ),
        ] {
            let console = TlsConsole::start(Wire::Tls(config));
            console.then_send(token_reply("abc"));
            let report = failed(sign_in(&client(), &address(&console)));
            assert_eq!(
                (report.status, &report.failure),
                (None, &F::Certificate(why))
            );
            assert!(told(&report).contains("The secret wasn’t sent."), "{why:?}");
            let log = console.wait_until(|log| log.closed == 1);
            assert!(log.requests.is_empty(), "{why:?}");
        }
    });
}

/// Wine knows no addresses in certificates.
#[test]
#[cfg(not(windows))]
fn an_address_is_as_good_as_a_name_if_the_certificate_has_it() {
    in_child(&[], |ca| {
        let console = TlsConsole::start(Wire::Tls(ca.issue("127.0.0.1", Validity::Now)));
        console.then_send(token_reply("abc"));
        let by_address = url(&format!("https://127.0.0.1:{}", console.port()));
        granted(sign_in(&client(), &by_address));
        assert_eq!(
            crate::console::failure(sign_in(&client(), &address(&console))),
            F::Certificate(Certificate::WrongName)
        );
    });
}

#[test]
fn the_console_of_this_machine_over_http_needs_no_trust_store() {
    in_child(&[("SSL_CERT_FILE", "/nowhere/roots.pem")], |_| {
        let console = TlsConsole::start(Wire::Plain);
        console.then_send(token_reply("abc"));
        let at = url(&format!("http://127.0.0.1:{}", console.port()));
        granted(sign_in(&client(), &at));
    });
}

#[test]
fn what_does_not_speak_tls_is_no_verdict_on_a_certificate_and_gets_no_secret() {
    in_child(&[], |_| {
        for answer in [&b""[..], b"HTTP/1.1 400 Bad Request\r\n\r\n"] {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            let host = listener.local_addr().unwrap().to_string();
            let (tell, told) = mpsc::channel();
            let speak = move || {
                let (mut stream, _) = listener.accept().unwrap();
                let (mut heard, mut rest) = (vec![0; 4096], Vec::new());
                let count = stream.read(&mut heard).unwrap();
                heard.truncate(count);
                stream.write_all(answer).unwrap();
                stream.shutdown(Shutdown::Write).unwrap();
                // An error once the client is gone: what came before it counts.
                stream.read_to_end(&mut rest).unwrap_or_default();
                tell.send([heard, rest].concat()).unwrap();
            };
            thread::spawn("server", speak).unwrap();

            let SignInOutcome::Failed(report) =
                sign_in(&client(), &url(&format!("https://{host}")))
            else {
                panic!("a token without TLS");
            };
            assert_eq!(report.failure, F::CannotConnect(Connect::Other));
            assert_eq!(report.host, host);
            let heard = told.recv().unwrap();
            let is_hello = heard.starts_with(&[22, 3, 1]);
            assert!(is_hello && !heard.windows(4).any(|bytes| bytes == b"POST"));
        }
    });
}
