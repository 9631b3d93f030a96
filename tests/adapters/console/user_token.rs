//! A person's sign-in, with and without a two-factor code: what is sent to the letter, once, and what becomes of the replies.

use std::time::Duration;

use tokendesk::console::ConsoleClient;
use tokendesk::model::failure::{Connect, NotAToken};
use tokendesk::model::{
    ConsoleUrl, ExpirySource, Secret, SignInFailure as F, SignInOutcome, SignInWith, TotpCode,
    Username,
};
use tokendesk::os::Cancel;

use crate::child::in_child;
use crate::console::{address, client, failed, granted, head_lines, reply, told, trusted};
use crate::tls_console::Step;

const PASSWORD: &str = "pä:ss w€rd ";
const CODE: &str = "00424242";

fn sign_in(client: &ConsoleClient, at: &ConsoleUrl, code: Option<&str>) -> SignInOutcome {
    let username = Username::parse("ada+api@exämple.org").unwrap();
    let password = Secret::new(PASSWORD).unwrap();
    let code = code.map(|code| TotpCode::parse(code).unwrap());
    let credential = (&password, code.as_ref());
    client.user_token(at, &username, credential, &Cancel::default(), &|_| {})
}

fn token_reply(token: &str) -> String {
    let body = format!(r#"{{"data":{{"v3_user_token":"{token}"}},"error":null,"warnings":null}}"#);
    reply("200 OK", "Content-Type: application/json\r\n", &body)
}

#[test]
fn the_request_is_what_the_vendor_documents_and_has_a_codes_header_only_with_a_code() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let (client, at) = (client(), address(&console));
        for code in [Some(CODE), None] {
            console.then_send(token_reply("abc"));
            granted(sign_in(&client, &at, code));
        }
        let host = format!("host: localhost:{}", console.port());
        let agent = format!("user-agent: Tokendesk/{}", env!("CARGO_PKG_VERSION"));
        let expected = |code: Option<&'static str>| {
            let mut lines = vec![
                "accept: application/json",
                // printf 'ada+api@exämple.org:pä:ss w€rd ' | base64
                "authorization: Basic YWRhK2FwaUBleMOkbXBsZS5vcmc6cMOkOnNzIHfigqxyZCA=",
                &host,
            ];
            lines.extend(code);
            lines.push(&agent);
            lines
                .iter()
                .map(|line| (*line).to_owned())
                .collect::<Vec<_>>()
        };
        let log = console.log();
        assert_eq!(log.requests.len(), 2);
        for (request, code) in log.requests.iter().zip([Some("totp-auth: 00424242"), None]) {
            let (first, lines) = head_lines(request);
            assert_eq!(first, "GET /api/v3/auth/jwt?useBody=true HTTP/1.1");
            assert_eq!(lines, expected(code));
        }
    });
}

#[test]
fn a_token_lives_about_half_an_hour_unless_it_says_less_itself() {
    in_child(&[], |ca| {
        // {"alg":"none"} . {"iat":1700000000,"exp":1700000600} . "sig"
        let jwt = "eyJhbGciOiJub25lIn0.eyJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDYwMH0.c2ln";
        let console = trusted(ca);
        let client = client();
        let bare = reply(
            "200 OK",
            "",
            r#"{"v3_user_token":"opaque","expires_in":60}"#,
        );
        for (sent, mins, source) in [
            (token_reply("opaque"), 30, ExpirySource::Assumed),
            (bare, 30, ExpirySource::Assumed),
            (token_reply(jwt), 10, ExpirySource::Token),
        ] {
            console.then_send(sent);
            let grant = granted(sign_in(&client, &address(&console), None));
            let lifetime = Duration::from_mins(mins);
            assert_eq!(
                (grant.expiry.lifetime, grant.expiry.source),
                (lifetime, source)
            );
        }
    });
}

#[test]
fn a_reply_that_only_sets_a_cookie_is_reported_as_that_and_no_cookie_is_ever_sent() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let (client, at) = (client(), address(&console));
        let cookie = "Set-Cookie: C42-JWT-API-TOKEN=PL4NTED; Path=/; Secure; HttpOnly\r\n";
        for body in ["", r#"{"data":null,"error":null,"warnings":null}"#] {
            console.then_send(reply("200 OK", cookie, body));
            let report = failed(sign_in(&client, &at, None));
            assert_eq!(report.failure, F::NotAToken(NotAToken::CookieOnly));
            assert!(!told(&report).contains("PL4NTED"));
        }
        let body = r#"{"data":{"v3_user_token":"abc"}}"#;
        console.then_send(reply("200 OK", cookie, body));
        console.then_send(token_reply("def"));
        for token in ["abc", "def"] {
            let grant = granted(sign_in(&client, &at, None));
            assert_eq!(grant.token.expose_secret(), token);
        }
        let requests = console.log().requests.concat().to_lowercase();
        assert!(!requests.contains("cookie:"), "{requests}");
        assert!(!requests.contains("pl4nted"), "{requests}");
    });
}

#[test]
fn whatever_a_refusal_says_of_the_code_it_was_one_request_and_nothing_in_it_is_quoted() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let (client, at) = (client(), address(&console));
        let old = |key: &str| {
            format!(
                r#"{{"data":null,"error":[{{"primaryErrorKey":"{key}","x":"PL4NTED"}}],"warnings":null}}"#
            )
        };
        let required = "TIME_BASED_ONE_TIME_PASSWORD_REQUIRED";
        let invalid = "INVALID_TIME_BASED_ONE_TIME_PASSWORD";
        let not_set_up = "TOTP_AUTH_CONFIGURATION_REQUIRED_FOR_USER";
        let cases = [
            ("401 No", old(required), F::CodeMissing),
            ("401 No", old(invalid), F::CodeRefused),
            (
                "401 No",
                format!("<p>PL4NTED {not_set_up}</p>"),
                F::TwoFactorNotSetUp,
            ),
            ("403 No", required.to_owned(), F::CodeMissing),
            ("401 No", String::new(), F::Refused),
            (
                "401 No",
                "PL4NTED Could not authenticate user".to_owned(),
                F::Refused,
            ),
            ("403 No", String::new(), F::Forbidden),
        ];
        let mut asked = 0;
        for (status, body, failure) in cases {
            for (code, with) in [
                (None, SignInWith::Password),
                (Some(CODE), SignInWith::PasswordAndCode),
            ] {
                console.then_send(reply(status, "", &body));
                let report = failed(sign_in(&client, &at, code));
                assert_eq!((&report.failure, report.with), (&failure, with), "{body}");
                asked += 1;
                assert_eq!(console.log().requests.len(), asked, "one a click");
                let shown = format!("{} {report:?}", told(&report));
                for secret in ["PL4NTED", CODE, PASSWORD] {
                    assert!(!shown.contains(secret), "{shown}");
                }
            }
        }
    });
}

#[test]
fn a_key_beyond_the_start_of_a_long_page_is_not_looked_for() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let (client, at) = (client(), address(&console));
        let key = "TIME_BASED_ONE_TIME_PASSWORD_REQUIRED";
        let page = " ".repeat(8 * 1024);
        for (body, failure) in [
            (format!("{key}{page}"), F::CodeMissing),
            (format!("{page}{key}"), F::Refused),
        ] {
            console.then_send(reply("401 No", "", &body));
            assert_eq!(failed(sign_in(&client, &at, None)).failure, failure);
        }
        let packed = "Content-Encoding: gzip\r\n";
        console.then_send(reply("401 No", packed, key));
        let refused = failed(sign_in(&client, &at, None));
        assert_eq!(refused.failure, F::Refused);
        assert!(refused.has_space_at_ends, "the password ends with one");
    });
}

#[test]
fn a_dropped_connection_is_not_tried_again() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let (client, at) = (client(), address(&console));
        for (asked, code) in [(1, None), (2, Some(CODE))] {
            console.then([Step::Close]);
            let report = failed(sign_in(&client, &at, code));
            assert_eq!(report.failure, F::CannotConnect(Connect::Interrupted));
            assert!(told(&report).contains("It may still have counted as a sign-in"));
            assert_eq!(told(&report).contains("used up the code"), code.is_some());
            assert_eq!(console.log().requests.len(), asked);
        }
    });
}

#[test]
fn a_redirect_is_not_followed_and_the_other_host_hears_of_neither_password_nor_code() {
    in_child(&[], |ca| {
        let (console, elsewhere) = (trusted(ca), trusted(ca));
        let (client, at) = (client(), address(&console));
        for status in [
            "301 Moved",
            "302 Found",
            "307 Temporary Redirect",
            "308 Permanent Redirect",
        ] {
            for to in [elsewhere.port(), console.port()] {
                let asked = console.log().requests.len();
                let location =
                    format!("Location: https://localhost:{to}/api/v3/auth/jwt?useBody=true\r\n");
                console.then_send(reply(status, &location, ""));
                let report = failed(sign_in(&client, &at, Some(CODE)));
                let to = Some(format!("localhost:{to}"));
                assert_eq!(report.failure, F::Redirected { to });
                assert_eq!(console.log().requests.len(), asked + 1, "{status}");
            }
        }
        assert_eq!(elsewhere.log().connections, 0);
    });
}
