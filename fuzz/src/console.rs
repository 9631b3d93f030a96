//! The parsers of responses.

#[path = "../../src/console/login_configuration.rs"]
mod login_configuration;
#[path = "../../src/console/body_sniff.rs"]
mod body_sniff;
#[path = "../../src/console/response.rs"]
mod response;
#[path = "../../src/console/error_status.rs"]
mod error_status;
#[path = "../../src/console/token_response.rs"]
mod token_response;
#[path = "../../src/console/server_env.rs"]
mod server_env;

use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use self::response::{Head, Response};
use crate::model::{Expiry, Now};

const NOW: Now = Now {
    wall: Timestamp::constant(1_800_000_000, 0),
    boot: Duration::from_secs(1_000),
};

/// The status is in the first two bytes, then come the values of three headers, a line each, then the body.
pub fn token_response(input: &[u8]) {
    // A body alone first, so that the seeds are what a console sends.
    check_token(token_response::parse_api_client_token(input));
    check_token(token_response::parse_user_token(input));
    let Some(response) = parse_input(input) else {
        return;
    };
    drop(server_env::parse(&response));
    let (is_ok, is_refusal) = (
        response.head.status == 200,
        matches!(response.head.status, 401 | 403),
    );
    assert!(is_ok || login_configuration::parse(&response).is_none());
    for found in [
        token_response::api_client_token(&response),
        token_response::user_token(&response),
    ] {
        if let Ok(found) = found {
            assert!(is_ok);
            check_token(Ok(found));
        }
    }
    // Two-factor keys count for user accounts only, and only with 401 and 403.
    if !is_ok {
        let of_user = error_status::user_sign_in_failure(&response);
        assert!(is_refusal || of_user == error_status::failure(&response));
    }
}

fn check_token(found: Result<token_response::TokenResponse, crate::model::failure::NotAToken>) {
    let Ok(found) = found else {
        return;
    };
    let token = found.token.expose_secret();
    assert!(!token.is_empty() && token.len() <= crate::model::token::MAX_TOKEN_BYTES);
    assert!(token.bytes().all(|b| b.is_ascii_graphic()));
    drop(crate::model::claims::Claims::read(&found.token));
    let claimed_secs = crate::model::jwt::lifetime_secs(&found.token);
    assert_ne!(claimed_secs, Some(0));
    let (sent, lifetime) = (NOW, Duration::from_mins(15));
    let stated = Expiry::from_reply(sent, found.expires_in_secs, claimed_secs, lifetime);
    assert!(!stated.lifetime.is_zero());
    if let Some(exp) = crate::model::jwt::exp(&found.token) {
        for date in [None, Some(Timestamp::UNIX_EPOCH), Some(sent.wall)] {
            let capped = stated.capped(sent, exp, date);
            assert!(!capped.lifetime.is_zero() && capped.lifetime <= stated.lifetime);
        }
    }
}

fn parse_input(input: &[u8]) -> Option<Response> {
    let (status, rest) = input.split_at_checked(2)?;
    let mut lines = rest.splitn(4, |b| *b == b'\n');
    let mut headers = HeaderMap::new();
    for name in ["location", "retry-after", "date"] {
        if let Ok(value) = HeaderValue::from_bytes(lines.next()?) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    let status = 200 + u16::from_be_bytes([status[0], status[1]]) % 400;
    let head = Head {
        status,
        sent: NOW,
        received: NOW.plus(Duration::from_secs(30)),
        date: response::date(&headers),
    };
    assert_eq!(head.clock_ahead_secs().is_some(), head.date.is_some());
    Some(Response {
        head,
        headers,
        url: reqwest::Url::parse("https://console.example/api").ok()?,
        body: lines.next()?.to_vec().into(),
        cut_at_bytes: None,
    })
}
