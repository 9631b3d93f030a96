//! No copy of a credential or token survives its exchange, although the client is kept.
//! The console stands in the parent's process, whose memory does not count.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tempfile::TempDir;
use tokendesk::console::{ConsoleClient, Get};
use tokendesk::model::failure::Stage;
use tokendesk::model::{
    ClientId, ConsoleUrl, GetOutcome, ResourcePath, Secret, SignInOutcome, Token, TotpCode,
    Username,
};
use tokendesk::os::{Cancel, thread};

use crate::console::{client, granted, reply, token_reply, url};
use crate::memory::Planted;
use crate::tls_console::{Ca, Step, TlsConsole, Validity, Wire};

/// The address of the console, for the child.
const CONSOLE: &str = "TOKENDESK_TEST_CONSOLE";
/// The file with the token that the console gives, masked.
const TOKEN: &str = "TOKENDESK_TEST_TOKEN";

#[test]
fn nothing_of_a_credential_or_a_token_outlives_the_exchange_that_needed_it() {
    match std::env::var(CONSOLE) {
        Ok(console) => ask(&url(&console)),
        Err(_) => serve(
            "console::memory::nothing_of_a_credential_or_a_token_outlives_the_exchange_that_needed_it",
        ),
    }
}

/// The parent: a console that answers what the child will ask.
fn serve(test: &str) {
    let (ca, folder) = (Ca::new(), TempDir::new().unwrap());
    let [roots, token_file] = ["roots.pem", "token"].map(|name| folder.path().join(name));
    fs::write(&roots, ca.pem()).unwrap();
    let token = Planted::new(300);
    fs::write(&token_file, token.masked()).unwrap();
    let console = TlsConsole::start(Wire::Tls(ca.issue("localhost", Validity::Now)));
    let user_token = format!(r#"{{"data":{{"v3_user_token":"{}"}}}}"#, token.text());
    console
        .then_send(token_reply(&token.text()))
        .then_send(reply("200 OK", "", &user_token))
        .then_send(reply("401 Unauthorized", "", ""))
        .then_send(reply(
            "200 OK",
            "",
            &format!("{{\"echo\":\"{}\"}}", token.text()),
        ))
        .then([Step::AwaitClose]);
    let output = Command::new(std::env::current_exe().unwrap())
        .args([test, "--exact", "--nocapture"])
        .env(CONSOLE, format!("https://localhost:{}", console.port()))
        .env(TOKEN, &token_file)
        .env("SSL_CERT_FILE", &roots)
        .env_remove("SSL_CERT_DIR")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    let passed = output.status.success() && told.contains("1 passed");
    assert!(
        passed,
        "{told}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(console.log().requests.len(), 5);
}

/// The child: every kind of exchange, each on a thread of its own, as jobs are, with one client.
fn ask(at: &ConsoleUrl) {
    let token_file = std::env::var_os(TOKEN).unwrap();
    let exchanges = Exchanges {
        client: Arc::new(client()),
        at: at.clone(),
        token: Arc::new(Planted::unmask(fs::read(Path::new(&token_file)).unwrap())),
    };
    exchanges.is_forgotten("a sign-in", |client, at, secret| {
        let client_id = ClientId::parse("key-42").unwrap();
        let end = client.api_client_token(at, &client_id, secret, &Cancel::default(), &|_| {});
        Some(granted(end).token)
    });
    exchanges.is_forgotten("a person's sign-in", |client, at, password| {
        let username = Username::parse("key-42").unwrap();
        let code = TotpCode::parse("424242").unwrap();
        let credential = (password, Some(&code));
        let end = client.user_token(at, &username, credential, &Cancel::default(), &|_| {});
        Some(granted(end).token)
    });
    exchanges.is_forgotten("a refusal", |client, at, secret| {
        let client_id = ClientId::parse("key-42").unwrap();
        let end = client.api_client_token(at, &client_id, secret, &Cancel::default(), &|_| {});
        assert!(matches!(end, SignInOutcome::Failed(_)), "{end:?}");
        None
    });
    let token = exchanges.token.clone();
    exchanges.is_forgotten("a request", move |client, at, _| {
        let get = Get::Bearer {
            path: &ResourcePath::parse("/api/v1/User/my").unwrap(),
            token: &Token::parse(&token.text()).unwrap(),
        };
        let end = client.get(at, &get, &Cancel::default(), &|_| {});
        assert!(matches!(end, GetOutcome::Response(_)), "{end:?}");
        None
    });
    exchanges.is_forgotten("a cancelled sign-in", |client, at, secret| {
        let client_id = ClientId::parse("key-42").unwrap();
        let cancel = Cancel::default();
        let on_event = |stage| {
            if stage == Stage::Waiting {
                cancel.cancel();
            }
        };
        let end = client.api_client_token(at, &client_id, secret, &cancel, &on_event);
        assert!(matches!(end, SignInOutcome::Canceled), "{end:?}");
        None
    });
}

struct Exchanges {
    client: Arc<ConsoleClient>,
    at: ConsoleUrl,
    token: Arc<Planted>,
}

impl Exchanges {
    /// Runs an exchange with a new secret, whose owner forgets it, and the token that came of it, at the end.
    fn is_forgotten(
        &self,
        what: &str,
        exchange: impl FnOnce(&ConsoleClient, &ConsoleUrl, &Secret) -> Option<Token> + Send + 'static,
    ) {
        let secret = Arc::new(Planted::new(48));
        let basic = Planted::of(&STANDARD.encode(format!("key-42:{}", secret.text())));
        let job = {
            let (client, at, token) = (self.client.clone(), self.at.clone(), self.token.clone());
            let planted = secret.clone();
            move || {
                let secret = Secret::new(&planted.text()).unwrap();
                assert!(planted.count() > 0, "a secret that is held is found");
                if let Some(held) = exchange(&client, &at, &secret) {
                    assert!(token.count() > 0, "a token that is held is found");
                    drop(held);
                }
            }
        };
        thread::spawn("job", job).unwrap().join().unwrap();
        for (kind, planted) in [
            ("secret", &*secret),
            ("header", &basic),
            ("token", &self.token),
        ] {
            assert_eq!(planted.count(), 0, "copies of a {kind} after {what}");
        }
    }
}
