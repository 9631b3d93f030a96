//! The proxy of the system: what it carries, and what it is told to be when it does not.

use std::net::TcpListener;

use tokendesk::model::SignInFailure as F;
use tokendesk::model::failure::ProxyTrouble;

use super::child::in_child;
use crate::tls_console::{TlsConsole, Validity, Wire};
use crate::{address, client, failed, granted, sign_in, token_reply, told, trusted, url};

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
        granted(sign_in(&client, &at));
        let log = proxy.log();
        assert_eq!((log.tunnels.len(), log.requests.len()), (2, 2));
        assert!(log.tunnels[0].starts_with("CONNECT console.example:443 HTTP/1.1\r\n"));
        assert!(!log.tunnels[0].to_lowercase().contains("authorization"));
        assert!(log.requests[0].contains("host: console.example\r\n"));
    });
}

#[test]
fn a_proxy_that_opens_no_way_is_told_for_what_it_answers_and_gets_no_secret() {
    const ANSWERS: [&str; 6] = [
        "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"PL4NTED\"\r\n\r\nPL4NTED",
        "HTTP/1.0 407 PL4NTED\r\n\r\n",
        "HTTP/1.1 502 PL4NTED\r\nVia: PL4NTED\r\n\r\nPL4NTED",
        "HTTP/1.1 200",
        "PL4NTED\r\n\r\n",
        "",
    ];
    let variables = proxied(&proxy_address("127.77.0.3"));
    in_child(&borrowed(&variables), |_| {
        let proxy = proxy(Wire::RefusingProxy(&ANSWERS));
        let client = client();
        for (place, answer) in ANSWERS.iter().enumerate() {
            let report = failed(sign_in(&client, &url("https://console.example")));
            let trouble = if place < 2 {
                ProxyTrouble::WantsSignIn
            } else {
                ProxyTrouble::Nonsense
            };
            assert_eq!(report.failure, F::Proxy(trouble), "{answer}");
            assert_eq!(report.status, None, "no console answered");
            let told = told(&report);
            assert!(told.contains("No secret was sent."), "{told}");
            assert!(!told.contains("PL4NTED"), "{told}");
            assert_eq!(proxy.log().tunnels.len(), place + 1);
        }
        let asked = proxy.log().tunnels.concat();
        assert!(!asked.to_lowercase().contains("authorization"), "{asked}");
    });
}

#[test]
fn a_proxy_that_cannot_be_reached_is_not_taken_for_the_console() {
    for address in [&proxy_address("127.77.0.4"), "proxy.invalid:3128"] {
        let variables = proxied(address);
        in_child(&borrowed(&variables), |_| {
            let report = failed(sign_in(&client(), &url("https://console.example")));
            assert_eq!(report.failure, F::Proxy(ProxyTrouble::Unreachable));
            assert_eq!(report.status, None);
            assert!(told(&report).contains("No secret was sent."));
        });
    }
}
