//! What is written down of a sign-in: never a secret or a token.

use std::io;
use std::sync::{Arc, Mutex};

use tokendesk::console::Get;
use tokendesk::model::{BasicPath, ResourcePath, Secret, Token, TotpCode, Username};
use tokendesk::os::Cancel;
use tracing_subscriber::filter::LevelFilter;

use crate::child::in_child;
use crate::console::{SECRET, address, client, reply, sign_in, token_reply, trusted};
use crate::tls_console::Step;

/// As the parent module sees it go over the wire.
const SECRET_IN_BASIC: &str = "a2V5LTQyOnBsYW50ZWQt";

/// Collects what is logged.
#[derive(Clone, Default)]
struct Book(Arc<Mutex<Vec<u8>>>);

impl Book {
    /// One that everything is written to, of every crate, the libraries below included.
    fn opened() -> Self {
        let book = Self::default();
        let writer = book.clone();
        tracing_subscriber::fmt()
            .with_max_level(LevelFilter::TRACE)
            .with_writer(move || writer.clone())
            .init();
        book
    }

    /// What was written: something, for sure.
    fn read(&self) -> String {
        let logged = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        assert!(
            logged.contains("a sign-in failed"),
            "the log is on: {logged}"
        );
        assert!(logged.contains("rustls"), "that of libraries too: {logged}");
        logged
    }
}

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
        let book = Book::opened();
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
        let logged = book.read();
        for text in [&logged, &shown] {
            for secret in [SECRET, SECRET_IN_BASIC, "pl4nted-token"] {
                assert!(!text.contains(secret), "{secret} in {text}");
            }
        }
    });
}

#[test]
fn neither_a_password_nor_a_code_nor_a_resource_is_written_down() {
    in_child(&[], |ca| {
        let book = Book::opened();
        let console = trusted(ca);
        let (client, at, cancel) = (client(), address(&console), Cancel::default());
        let username = Username::parse("key-42").unwrap();
        let (password, code) = (
            Secret::new(SECRET).unwrap(),
            TotpCode::parse("31415926").unwrap(),
        );
        let token = "pl4nted-token-".repeat(20);
        let basic = Get::Basic {
            path: &BasicPath::parse("/api/v1/Computer").unwrap(),
            username: &username,
            password: &password,
            code: Some(&code),
        };
        let bearer = Get::Bearer {
            path: &ResourcePath::parse("/api/v1/Computer").unwrap(),
            token: &Token::parse(&token).unwrap(),
        };
        let echo = format!(r#"{{"v3_user_token":"{token}","echo":"{SECRET} 31415926"}}"#);
        let mut shown = vec![format!("{basic:?} {bearer:?}")];
        for status in ["200 OK", "401 No"] {
            for _ in 0..4 {
                console.then_send(reply(status, &format!("X-Echo: {SECRET}\r\n"), &echo));
            }
            let credential = (&password, Some(&code));
            let granted = client.user_token(&at, &username, credential, &cancel, &|_| {});
            let kind = client.login_kind(&at, &username, &cancel);
            let [basic, bearer] =
                [&basic, &bearer].map(|get| client.get(&at, get, &cancel, &|_| {}));
            shown.push(format!("{granted:?} {kind:?} {basic:?} {bearer:?}"));
        }
        assert_eq!(console.log().requests.len(), 8);
        for text in [book.read(), shown.concat()] {
            for secret in [SECRET, SECRET_IN_BASIC, "31415926", "pl4nted-token"] {
                assert!(!text.contains(secret), "{secret} in {text}");
            }
        }
    });
}
