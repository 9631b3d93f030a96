//! TLS versions, and that session keys are never logged.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::mpsc;

use tempfile::TempDir;
use tokendesk::model::SignInFailure as F;
use tokendesk::model::failure::Connect;
use tokendesk::os::thread;

use crate::child::in_child;
use crate::console::{address, client, failure, granted, sign_in, token_reply, url};
use crate::tls_console::{TlsConsole, Wire};

#[test]
fn tls_1_2_and_1_3_are_spoken() {
    in_child(&[], |ca| {
        for version in [&rustls::version::TLS12, &rustls::version::TLS13] {
            let console = TlsConsole::start(Wire::Tls(ca.issue_in(&[version])));
            console.then_send(token_reply("abc"));
            granted(sign_in(&client(), &address(&console)));
        }
    });
}

#[test]
fn a_console_that_answers_in_tls_1_1_gets_an_alert_and_no_secret() {
    /// A `ServerHello` of TLS 1.1 (RFC 4346): no extensions, `TLS_RSA_WITH_AES_128_CBC_SHA`.
    const HELLO: [&[u8]; 3] = [
        &[0x16, 3, 2, 0, 42, 2, 0, 0, 38, 3, 2],
        &[7; 32],
        &[0, 0, 0x2f, 0],
    ];
    const ALERT: u8 = 0x15;
    const PROTOCOL_VERSION: u8 = 70;
    in_child(&[], |_| {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = url(&format!("https://{}", listener.local_addr().unwrap()));
        let (tell, told) = mpsc::channel();
        let server = move || {
            let (mut tcp, _) = listener.accept().unwrap();
            let mut head = [0; 5];
            tcp.read_exact(&mut head).unwrap();
            let mut hello = vec![0; usize::from(u16::from_be_bytes([head[3], head[4]]))];
            tcp.read_exact(&mut hello).unwrap();
            tcp.write_all(&HELLO.concat()).unwrap();
            let mut answer = Vec::new();
            tcp.read_to_end(&mut answer).unwrap_or_default();
            tell.send(answer).unwrap();
        };
        thread::spawn("old", server).unwrap();
        let end = failure(sign_in(&client(), &at));
        assert_eq!(end, F::CannotConnect(Connect::Other));
        let answer = told.recv().unwrap();
        assert_eq!((answer.len(), answer[0]), (7, ALERT), "{answer:?}");
        assert_eq!(answer[6], PROTOCOL_VERSION, "{answer:?}");
    });
}

#[test]
fn no_key_of_a_connection_is_written_down_though_the_environment_asks_for_it() {
    let folder = TempDir::new().unwrap();
    let keys = folder.path().join("keys");
    in_child(&[("SSLKEYLOGFILE", keys.to_str().unwrap())], |ca| {
        let console = crate::console::trusted(ca);
        console.then_send(token_reply("abc"));
        granted(sign_in(&client(), &address(&console)));
    });
    assert!(!keys.exists());
}
