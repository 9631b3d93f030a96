//! Redirects of every kind: none is followed, and nobody else hears of it.

use super::window::{End, Window};
use crate::child::in_child;
use crate::tls_console::{Step, TlsConsole, Validity, Wire};

#[test]
fn no_redirect_is_followed_wherever_it_points() {
    in_child(&[], |ca| {
        let mut window = Window::warm(ca);
        let other = TlsConsole::start(Wire::Tls(ca.issue("localhost", Validity::Now)));
        let plain = TlsConsole::start(Wire::Plain);
        let targets = [
            Some(format!("https://localhost:{}/x", window.console.port())),
            Some(format!("https://localhost:{}/x", other.port())),
            Some(format!("http://localhost:{}/x", plain.port())),
            Some(format!("http://127.0.0.1:{}/x", plain.port())),
            Some(format!("https://user:pw@localhost:{}/x", other.port())),
            Some("/elsewhere".to_owned()),
            Some("?again".to_owned()),
            Some(String::new()),
            None,
            Some("javascript:alert(1)".to_owned()),
            Some("data:text/html,hello".to_owned()),
            Some("file:///etc/passwd".to_owned()),
            Some("https://\u{202e}example.test/\u{7}".to_owned()),
            Some(format!("https://{}/", "x".repeat(5_000))),
        ];
        for status in 300..=308 {
            for target in &targets {
                let location = target.as_ref().map(|to| format!("Location: {to}\r\n"));
                let reply = format!(
                    "HTTP/1.1 {status} Elsewhere\r\n{}Content-Length: 0\r\n\r\n",
                    location.unwrap_or_default()
                );
                let what = format!("{status} {target:?}");
                let end = window.lied_to(&what, |console| {
                    console.then([Step::Send(reply.clone().into_bytes()), Step::Close]);
                });
                assert_eq!(end, End::Failed, "{what}");
            }
        }
        assert_eq!(other.log().connections, 0);
        assert_eq!(plain.log().connections, 0);
    });
}
