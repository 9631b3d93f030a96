//! What is written down of a sign-in: never a secret or a token.

use std::io;
use std::sync::{Arc, Mutex};

use tracing_subscriber::filter::LevelFilter;

use super::child::in_child;
use crate::tls_console::Step;
use crate::{SECRET, address, client, reply, sign_in, token_reply, trusted};

/// As `tests/console_client.rs` sees it go over the wire.
const SECRET_IN_BASIC: &str = "a2V5LTQyOnBsYW50ZWQt";

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
