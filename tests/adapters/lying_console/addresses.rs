//! The host that is shown is the host that is connected to, that TLS asks for, and that the request names.

use std::net::TcpListener;

use tokendesk::model::ConsoleUrl;

use super::window::{End, LONG, Window};
use crate::child::in_child;
use crate::lying_console::honest;
use crate::tls_console::{TlsConsole, Validity, Wire};

/// Where the child finds the address that its proxy is to take.
const PROXY: &str = "TOKENDESK_TEST_PROXY";

/// The host alone.
fn shown(typed: &str) -> String {
    let shown = ConsoleUrl::parse(typed).unwrap().host();
    shown.split(':').next().unwrap().to_owned()
}

#[test]
fn what_tls_asks_for_is_the_host_that_is_shown() {
    let typed = [
        "Console.Example",
        "https://console.example.:443/path?query#fragment",
        "ｃonsole。example",
        "cons\u{ad}ole.example",
        "c%6Fnsole.example",
        "c\u{43e}nsole.example", // a Cyrillic o
        "bücher.example:4285",
    ];
    // A network of its own, so that no other test takes the port.
    let free = TcpListener::bind(("127.77.2.1", 0)).unwrap();
    let address = free.local_addr().unwrap().to_string();
    drop(free);
    let proxy = format!("http://{address}");
    in_child(&[("HTTPS_PROXY", &proxy), (PROXY, &address)], |ca| {
        // Behind a proxy, any name can be tried.
        let config = ca.issue_for(typed.map(shown), Validity::Now);
        let wire = Wire::Proxied("HTTP/1.1 200 OK\r\n\r\n", config);
        let proxy = TlsConsole::start_at(&std::env::var(PROXY).unwrap(), wire);
        for (before, typed) in typed.into_iter().enumerate() {
            let (address, host) = (ConsoleUrl::parse(typed).unwrap(), shown(typed));
            assert!(host.is_ascii(), "{host}");
            let mut window = Window::over(proxy.clone(), typed, LONG);
            proxy.then_send(honest("abc"));
            assert_eq!(window.click(), End::Token("abc".to_owned()), "{typed}");
            let log = proxy.log();
            assert_eq!(log.names[before].as_deref(), Some(host.as_str()));
            assert!(log.tunnels[before].starts_with(&format!("CONNECT {host}:")));
            let named = format!("\r\nhost: {}\r\n", address.host());
            assert!(log.requests[before].contains(&named), "{typed}");
        }
    });
}
