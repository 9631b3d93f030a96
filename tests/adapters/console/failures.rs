//! Replies that are no token, and connections that break.

use std::net::TcpListener;
use std::time::Duration;

use tokendesk::model::SignInFailure as F;
use tokendesk::model::failure::{Connect, NotAToken};
use tokendesk::model::token::TokenError;

use crate::child::in_child;
use crate::console::{address, client, failure, granted, reply, sign_in, trusted, url};
use crate::tls_console::Step;

#[test]
fn every_status_but_200_says_what_it_is_and_no_token_in_it_is_taken() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let client = client();
        let body = r#"{"access_token":"abc"}"#;
        for (status, expected) in [
            ("401 Unauthorized", F::Refused),
            ("500 Oops", F::ServerError),
            ("503 Service Unavailable", F::ServerError),
            ("201 Created", F::Unexpected),
            ("400 Bad Request", F::Unexpected),
            ("403 Forbidden", F::Forbidden),
            ("404 Not Found", F::NotFound),
            (
                "429 Too Many Requests",
                F::TooManyRequests { retry_at: None },
            ),
        ] {
            console.then_send(reply(status, "Retry-After: never\r\n", body));
            assert_eq!(failure(sign_in(&client, &address(&console))), expected);
        }
        assert_eq!(console.log().requests.len(), 8, "one request a click");
    });
}

#[test]
fn a_redirect_of_any_kind_is_not_followed() {
    in_child(&[], |ca| {
        let (console, elsewhere) = (trusted(ca), trusted(ca));
        let client = client();
        let host = format!("localhost:{}", elsewhere.port());
        let location = format!("Location: https://{host}/api/v3/oauth/token\r\n");
        let statuses = [300, 301, 302, 303, 304, 305, 307, 308];
        for status in statuses {
            console.then_send(reply(&format!("{status} Elsewhere"), &location, ""));
            assert_eq!(
                failure(sign_in(&client, &address(&console))),
                F::Redirected {
                    to: Some(host.clone())
                }
            );
        }
        assert_eq!(console.log().requests.len(), statuses.len());
        assert_eq!(elsewhere.log().connections, 0);
    });
}

#[test]
fn a_200_without_a_token_says_what_came_instead() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let client = client();
        for (fields, body, why) in [
            ("", "", NotAToken::Empty),
            (
                "Content-Type: text/html\r\n",
                "<html>Maintenance</html>",
                NotAToken::WebPage,
            ),
            ("", "Maintenance", NotAToken::NotJson),
            ("", r#"{"error":"none"}"#, NotAToken::NoToken),
            (
                "",
                r#"{"access_token":"a","token_type":"mac"}"#,
                NotAToken::WrongType,
            ),
            (
                "",
                r#"{"access_token":"a\nb"}"#,
                NotAToken::Malformed(TokenError::Malformed),
            ),
            (
                "Content-Encoding: gzip\r\n",
                r#"{"access_token":"a"}"#,
                NotAToken::Compressed,
            ),
        ] {
            console.then_send(reply("200 OK", fields, body));
            assert_eq!(
                failure(sign_in(&client, &address(&console))),
                F::NotAToken(why)
            );
        }
    });
}

#[test]
fn a_body_is_read_up_to_64_kib_and_not_a_byte_further() {
    in_child(&[], |ca| {
        const LIMIT: usize = 64 * 1024;
        let too_large = F::TooLarge { limit_bytes: LIMIT };
        let console = trusted(ca);
        let client = client();
        let padded = |length: usize| {
            let token = r#"{"access_token":"abc"}"#;
            format!("{token}{}", " ".repeat(length - token.len()))
        };
        let unannounced = |body: &str| {
            let length = body.len();
            format!(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{length:x}\r\n{body}\r\n0\r\n\r\n"
            )
        };

        console.then_send(reply("200 OK", "", &padded(LIMIT)));
        granted(sign_in(&client, &address(&console)));
        console.then_send(unannounced(&padded(LIMIT)));
        granted(sign_in(&client, &address(&console)));
        console.then_send(unannounced(&padded(LIMIT + 1)));
        assert_eq!(failure(sign_in(&client, &address(&console))), too_large);
        // Announced as too large: not waited for.
        console.then([
            Step::Send(format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", LIMIT + 1).into()),
            Step::AwaitClose,
        ]);
        assert_eq!(failure(sign_in(&client, &address(&console))), too_large);
    });
}

#[test]
fn a_body_without_an_end_is_cut_off() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        console.then([
            Step::Send(b"HTTP/1.1 200 OK\r\n\r\n".to_vec()),
            Step::SendForever(vec![b' '; 4096], Duration::ZERO),
        ]);
        let limit_bytes = 64 * 1024;
        assert_eq!(
            failure(sign_in(&client(), &address(&console))),
            F::TooLarge { limit_bytes }
        );
        console.wait_until(|log| log.closed == 1);
    });
}

#[test]
fn a_connection_that_breaks_after_the_request_is_reported_and_the_request_not_sent_again() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let client = client();
        let broken: [&[Step]; 4] = [
            &[Step::Close],
            &[
                Step::Send(b"HTTP/1.1 200 OK\r\nContent-Le".to_vec()),
                Step::Close,
            ],
            &[
                Step::Send(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"access".to_vec()),
                Step::Close,
            ],
            &[
                Step::Send(b"this is not HTTP\r\n\r\n".to_vec()),
                Step::AwaitClose,
            ],
        ];
        for steps in broken {
            console.then(steps);
            let end = sign_in(&client, &address(&console));
            assert_eq!(failure(end), F::CannotConnect(Connect::Interrupted));
        }
        assert_eq!(console.log().requests.len(), broken.len());
    });
}

#[test]
fn where_nothing_listens_or_nothing_has_the_name_no_more_is_claimed_than_that() {
    in_child(&[], |_| {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let nobody = url(&format!("https://127.0.0.1:{port}"));
        assert_eq!(
            failure(sign_in(&client(), &nobody)),
            F::CannotConnect(Connect::Refused)
        );
        assert_eq!(
            failure(sign_in(&client(), &url("https://console.invalid"))),
            F::CannotConnect(Connect::NotFoundOrOffline)
        );
    });
}
