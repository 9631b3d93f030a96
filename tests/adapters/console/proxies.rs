//! The proxy of the system: what it carries, and what it is told to be when it does not.

use std::env;
use std::net::TcpListener;

use tokendesk::model::SignInFailure as F;
use tokendesk::model::failure::{Connect, ProxyFailure};

use crate::child::in_child;
use crate::console::{address, client, failed, granted, sign_in, token_reply, told, trusted, url};
use crate::tls_console::{Ca, TlsConsole, Validity, Wire};

/// The variables that count for https, the first of them first.
const VARIABLES: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

/// An address for a proxy that the child will start: on a network of its own, so that no other test takes the port.
pub(super) fn proxy_address(host: &str) -> String {
    let free = TcpListener::bind((host, 0)).unwrap();
    free.local_addr().unwrap().to_string()
}

/// Every variable that could name a proxy, and where the child finds it again.
pub(super) fn proxied(address: &str) -> Vec<(&'static str, String)> {
    proxied_by("http://", address)
}

pub(super) fn proxied_by(scheme: &str, address: &str) -> Vec<(&'static str, String)> {
    let proxy = format!("{scheme}{address}");
    let mut variables = vec![("TOKENDESK_TEST_PROXY", address.to_owned())];
    variables.extend(
        ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"]
            .map(|name| (name, proxy.clone())),
    );
    variables.extend(["ALL_PROXY", "all_proxy"].map(|name| (name, proxy.clone())));
    variables
}

pub(super) fn borrowed<'a>(
    variables: &'a [(&'static str, String)],
) -> Vec<(&'static str, &'a str)> {
    variables
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect()
}

pub(super) fn proxy(wire: Wire) -> TlsConsole {
    TlsConsole::start_at(&env::var("TOKENDESK_TEST_PROXY").unwrap_or_default(), wire)
}

#[test]
fn a_proxy_is_not_contacted_for_a_console_on_this_machine() {
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
fn a_proxy_that_opens_no_tunnel_is_reported_by_its_response_and_gets_no_secret() {
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
                ProxyFailure::AuthRequired
            } else {
                ProxyFailure::UnexpectedResponse
            };
            assert_eq!(report.failure, F::Proxy(trouble), "{answer}");
            assert_eq!(report.status, None, "no console answered");
            let told = told(&report);
            assert!(told.contains("The secret wasn’t sent."), "{told}");
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
            assert_eq!(report.failure, F::Proxy(ProxyFailure::Unreachable));
            assert_eq!(report.status, None);
            assert!(told(&report).contains("The secret wasn’t sent."));
        });
    }
}

/// A sign-in at this host through a SOCKS proxy, which is asked for the host by that name.
fn carried_by_socks(ca: &Ca, user: Option<[&'static str; 2]>, host: &str) {
    let config = ca.issue(host, Validity::Now);
    let proxy = proxy(Wire::Socks(user, 0, config));
    proxy.then_send(token_reply("abc"));
    granted(sign_in(&client(), &url(&format!("https://{host}"))));
    let log = proxy.log();
    assert_eq!(log.tunnels, [format!("{host}:443")]);
    assert_eq!((log.connections, log.requests.len()), (1, 1));
}

#[test]
fn a_socks_proxy_finds_the_host_itself() {
    let variables = proxied_by("socks5h://", &proxy_address("127.77.0.5"));
    in_child(&borrowed(&variables), |ca| {
        carried_by_socks(ca, None, "console.example");
    });
}

#[test]
fn a_socks_proxy_with_a_sign_in_of_its_own_gets_what_the_address_says() {
    let scheme = "socks5h://ada%40x:pretend%20p%3Aw@";
    let variables = proxied_by(scheme, &proxy_address("127.77.0.6"));
    in_child(&borrowed(&variables), |ca| {
        carried_by_socks(ca, Some(["ada@x", "pretend p:w"]), "console.example");
    });
}

/// Wine knows no addresses in certificates.
#[test]
#[cfg(not(windows))]
fn a_socks_proxy_that_takes_an_address_gets_one() {
    let variables = proxied_by("socks5://", &proxy_address("127.77.0.7"));
    in_child(&borrowed(&variables), |ca| {
        carried_by_socks(ca, None, "192.0.2.7");
        let report = failed(sign_in(&client(), &url("https://console.invalid")));
        let not_found = F::CannotConnect(Connect::NotFoundOrOffline);
        assert_eq!(report.failure, not_found, "the host, not the proxy");
    });
}

/// A SOCKS proxy that opens no way: what is said of it, and that it got nothing that is the console's.
fn refused_by_socks(ca: &Ca, user: Option<[&'static str; 2]>, status: u8, trouble: ProxyFailure) {
    let config = ca.issue("console.example", Validity::Now);
    let proxy = proxy(Wire::Socks(user, status, config));
    let report = failed(sign_in(&client(), &url("https://console.example")));
    assert_eq!(report.failure, F::Proxy(trouble));
    let told = told(&report);
    assert!(told.contains("The secret wasn’t sent."), "{told}");
    assert!(!told.contains("pretend-"), "{told}");
    assert!(proxy.log().requests.is_empty());
}

#[test]
fn a_socks_proxy_that_does_not_know_the_password_wants_a_sign_in() {
    let variables = proxied_by("socks5h://ada:pretend-guess@", &proxy_address("127.77.0.8"));
    in_child(&borrowed(&variables), |ca| {
        let user = Some(["ada", "pretend-password"]);
        refused_by_socks(ca, user, 0, ProxyFailure::AuthRequired);
    });
}

#[test]
fn a_socks_proxy_that_lets_no_stranger_through_wants_a_sign_in() {
    let variables = proxied_by("socks5h://", &proxy_address("127.77.0.9"));
    in_child(&borrowed(&variables), |ca| {
        let user = Some(["ada", "pretend-password"]);
        refused_by_socks(ca, user, 0, ProxyFailure::AuthRequired);
    });
}

#[test]
fn a_socks_proxy_that_refuses_did_not_open_the_way() {
    let variables = proxied_by("socks5h://", &proxy_address("127.77.0.10"));
    in_child(&borrowed(&variables), |ca| {
        let not_allowed = 2;
        refused_by_socks(ca, None, not_allowed, ProxyFailure::UnexpectedResponse);
    });
}

#[test]
fn a_socks_proxy_that_talks_nonsense_did_not_open_the_way() {
    let variables = proxied_by("socks5h://", &proxy_address("127.77.0.11"));
    in_child(&borrowed(&variables), |ca| {
        let unknown = 99;
        refused_by_socks(ca, None, unknown, ProxyFailure::UnexpectedResponse);
    });
}

#[test]
fn a_socks_proxy_that_cannot_be_reached_is_not_taken_for_the_console() {
    let variables = proxied_by("socks5h://", &proxy_address("127.77.0.12"));
    in_child(&borrowed(&variables), |_| {
        let report = failed(sign_in(&client(), &url("https://console.example")));
        assert_eq!(report.failure, F::Proxy(ProxyFailure::Unreachable));
    });
}

#[test]
fn a_proxy_that_is_not_understood_is_never_bypassed() {
    for (variable, value) in [
        ("HTTPS_PROXY", "ftp://ada:PL4NTED@proxy.example"),
        ("https_proxy", "socks://PL4NTED.example:1080"),
        ("ALL_PROXY", "http://PL4NTED.example:99999"),
        ("all_proxy", "http=PL4NTED:80;https=PL4NTED:81"),
    ] {
        in_child(&[(variable, value)], |ca| {
            let variable = VARIABLES
                .into_iter()
                .find(|name| env::var_os(name).is_some());
            let variable = variable.unwrap();
            let report = failed(sign_in(&client(), &url("https://console.example")));
            let trouble = ProxyFailure::NotUnderstood { variable };
            assert_eq!(report.failure, F::Proxy(trouble));
            let told = told(&report);
            for part in [variable, "The secret wasn’t sent.", "restart Tokendesk"] {
                assert!(told.contains(part), "{part}: {told}");
            }
            assert!(!told.contains("PL4NTED"), "{told}");

            // Of a console on this machine no proxy is asked.
            let console = trusted(ca);
            console.then_send(token_reply("abc"));
            granted(sign_in(&client(), &address(&console)));
        });
    }
}

#[test]
fn the_first_variable_that_names_a_proxy_counts_and_a_good_one_after_a_bad_one_does_not() {
    let mut variables = proxied(&proxy_address("127.77.0.13"));
    variables.push(("HTTPS_PROXY", "ftp://proxy.example".to_owned()));
    in_child(&borrowed(&variables), |_| {
        let proxy = proxy(Wire::Plain);
        let report = failed(sign_in(&client(), &url("https://console.example")));
        let variable = "HTTPS_PROXY";
        let trouble = ProxyFailure::NotUnderstood { variable };
        assert_eq!(report.failure, F::Proxy(trouble));
        assert_eq!(proxy.log().connections, 0);
    });
}

#[test]
fn an_empty_variable_names_nothing_and_those_of_web_servers_switch_no_proxy_off() {
    let mut variables = proxied(&proxy_address("127.77.0.14"));
    variables.extend(["HTTPS_PROXY", "https_proxy"].map(|name| (name, String::new())));
    variables.push(("HTTP_PROXY", "ftp://proxy.example".to_owned()));
    variables.push(("REQUEST_METHOD", "GET".to_owned()));
    in_child(&borrowed(&variables), |ca| {
        let config = ca.issue("console.example", Validity::Now);
        let proxy = proxy(Wire::Proxied("HTTP/1.1 200 OK\r\n\r\n", config));
        proxy.then_send(token_reply("abc"));
        granted(sign_in(&client(), &url("https://console.example")));
        assert_eq!(proxy.log().tunnels.len(), 1);
    });
}

#[test]
fn a_proxy_is_not_contacted_for_a_console_that_no_proxy_excepts() {
    let mut variables = proxied(&proxy_address("127.77.0.15"));
    variables.push(("NO_PROXY", ".invalid".to_owned()));
    in_child(&borrowed(&variables), |_| {
        let proxy = proxy(Wire::Plain);
        let excepted = failed(sign_in(&client(), &url("https://console.invalid")));
        let not_found = F::CannotConnect(Connect::NotFoundOrOffline);
        assert_eq!(excepted.failure, not_found, "the direct way was tried");
        assert_eq!(proxy.log().connections, 0);
    });
}

#[test]
fn a_console_that_is_excepted_from_the_proxy_does_not_need_one_that_is_understood() {
    let variables = [
        ("HTTPS_PROXY", "ftp://proxy.example"),
        ("NO_PROXY", "other.example, .invalid"),
    ];
    in_child(&variables, |_| {
        let excepted = failed(sign_in(&client(), &url("https://console.invalid")));
        let not_found = F::CannotConnect(Connect::NotFoundOrOffline);
        assert_eq!(excepted.failure, not_found, "the direct way was tried");
        let other = failed(sign_in(&client(), &url("https://console.example")));
        assert!(matches!(other.failure, F::Proxy(_)), "{other:?}");
    });
}
