//! Who gets to see the secret: the console, and nobody and nothing else.

use std::io;
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use tokendesk::model::SignInFailure as F;
use tokendesk::model::failure::ProxyTrouble;
use tracing_subscriber::filter::LevelFilter;

use super::child::in_child;
use crate::tls_console::{Step, TlsConsole, Validity, Wire};
use crate::{
    SECRET, address, client, failure, granted, reply, sign_in, token_reply, trusted,
    until_the_connection_is_back, url,
};

/// As `tests/console_client.rs` sees it go over the wire.
const SECRET_IN_BASIC: &str = "a2V5LTQyOnBsYW50ZWQt";

/// An address for a proxy that the child will start: on a network of its own, so that no other test takes the port.
fn proxy_address(host: &str) -> String {
    let free = TcpListener::bind((host, 0)).unwrap();
    free.local_addr().unwrap().to_string()
}

/// Every variable that could name a proxy, and where the child finds it again.
fn proxied(address: &str) -> Vec<(&'static str, String)> {
    let proxy = format!("http://{address}");
    let mut variables = vec![("TOKENDESK_TEST_PROXY", address.to_owned())];
    variables.extend(
        ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"]
            .map(|name| (name, proxy.clone())),
    );
    variables.extend(["ALL_PROXY", "all_proxy"].map(|name| (name, proxy.clone())));
    variables
}

fn borrowed<'a>(variables: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    variables
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect()
}

fn proxy(wire: Wire) -> TlsConsole {
    TlsConsole::start_at(
        &std::env::var("TOKENDESK_TEST_PROXY").unwrap_or_default(),
        wire,
    )
}

#[test]
fn a_proxy_never_hears_of_a_console_on_this_machine() {
    let variables = proxied(&proxy_address("127.77.0.1"));
    in_child(&borrowed(&variables), |ca| {
        let proxy = proxy(Wire::Plain);
        let (tls, plain) = (trusted(ca), TlsConsole::start(Wire::Plain));
        tls.then_send(token_reply("abc"));
        plain
            .then_send(token_reply("abc"))
            .then_send(token_reply("abc"));
        let client = client();
        granted(sign_in(&client, &address(&tls)));
        for host in ["127.0.0.1", "localhost"] {
            let at = url(&format!("http://{host}:{}", plain.port()));
            granted(sign_in(&client, &at));
        }
        assert_eq!(proxy.log().connections, 0);
    });
}

#[test]
fn the_proxy_of_the_system_carries_a_remote_console_and_sees_only_its_name() {
    let variables = proxied(&proxy_address("127.77.0.2"));
    in_child(&borrowed(&variables), |ca| {
        let config = ca.issue("console.example", Validity::Now);
        let proxy = proxy(Wire::Proxied("HTTP/1.1 200 OK\r\n\r\n", config));
        proxy
            .then_send(token_reply("first"))
            .then_send(token_reply("second"));
        let (client, at) = (client(), url("https://console.example"));
        granted(sign_in(&client, &at));
        until_the_connection_is_back();
        granted(sign_in(&client, &at));
        let log = proxy.log();
        assert_eq!((log.tunnels.len(), log.requests.len()), (1, 2));
        assert!(log.tunnels[0].starts_with("CONNECT console.example:443 HTTP/1.1\r\n"));
        assert!(!log.tunnels[0].to_lowercase().contains("authorization"));
        assert!(log.requests[0].contains("host: console.example\r\n"));
    });
}

#[test]
fn a_proxy_that_refuses_is_on_the_way_and_gets_no_secret() {
    let variables = proxied(&proxy_address("127.77.0.3"));
    in_child(&borrowed(&variables), |ca| {
        let refusal = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n";
        let proxy = proxy(Wire::Proxied(refusal, ca.issue("x.example", Validity::Now)));
        let end = sign_in(&client(), &url("https://console.example"));
        assert_eq!(failure(end), F::Proxy(ProxyTrouble::WantsSignIn));
        let log = proxy.log();
        assert_eq!((log.tunnels.len(), log.requests.len()), (1, 0));
    });
}

/// Collects what is logged.
#[derive(Clone, Default)]
struct Book(Arc<Mutex<Vec<u8>>>);

impl io::Write for Book {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn neither_the_log_at_its_finest_nor_any_debug_text_shows_a_secret_or_a_token() {
    in_child(&[], |ca| {
        let book = Book::default();
        let writer = book.clone();
        // Of every crate, the libraries below included.
        tracing_subscriber::fmt()
            .with_max_level(LevelFilter::TRACE)
            .with_writer(move || writer.clone())
            .init();
        let token = "pl4nted-token-".repeat(20);
        let console = trusted(ca);
        let client = client();
        let echo = format!(r#"{{"secret":"{SECRET}","authorization":"{SECRET_IN_BASIC}"}}"#);
        console
            .then_send(token_reply(&token))
            .then_send(reply("401 Unauthorized", "", &echo))
            .then_send(reply("200 OK", "", &echo))
            .then_send(reply(
                "200 OK",
                "",
                &format!(r#"{{"access_token":"{token}!"}}"#),
            ))
            .then_send(reply(
                "302 Found",
                &format!("Location: https://{SECRET}:{SECRET}@x.example/{SECRET}\r\n"),
                "",
            ))
            .then([Step::Send(token.clone().into_bytes()), Step::Close]);
        let ends: Vec<_> = (0..6)
            .map(|_| sign_in(&client, &address(&console)))
            .collect();
        let shown = format!("{ends:?} {client:?}");
        let logged = String::from_utf8(book.0.lock().unwrap().clone()).unwrap();
        assert!(
            logged.contains("a sign-in failed"),
            "the log is on: {logged}"
        );
        assert!(logged.contains("rustls"), "that of libraries too: {logged}");
        for text in [&logged, &shown] {
            for secret in [SECRET, SECRET_IN_BASIC, "pl4nted-token"] {
                assert!(!text.contains(secret), "{secret} in {text}");
            }
        }
    });
}
