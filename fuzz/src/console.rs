#[path = "../../src/console/login_configuration.rs"]
mod login_configuration;
#[path = "../../src/console/body_sniff.rs"]
mod body_sniff;
#[path = "../../src/console/response.rs"]
mod response;
#[path = "../../src/console/refusal.rs"]
mod refusal;
#[path = "../../src/console/reply.rs"]
pub mod reply;
#[path = "../../src/console/server_env.rs"]
mod server_env;

use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use self::response::{Head, Reply};
use crate::model::{Expiry, Now};

const NOW: Now = Now {
    wall: Timestamp::constant(1_800_000_000, 0),
    boot: Duration::from_secs(1_000),
};

/// A reply: two bytes of status, three header values on a line each, and the body. Neither kind of sign-in
/// may yield more than a token that one header can carry.
pub fn reply(input: &[u8]) {
    // First as a body only, so that the seeds are plain replies.
    token_of(reply::parse(input));
    token_of(reply::parse_user_token(input));
    let Some(reply) = whole(input) else {
        return;
    };
    drop(server_env::judge(&reply));
    let (is_ok, is_refusal) = (
        reply.head.status == 200,
        matches!(reply.head.status, 401 | 403),
    );
    assert!(is_ok || login_configuration::judge(&reply).is_none());
    for found in [reply::token(&reply), reply::user_token(&reply)] {
        if let Ok(found) = found {
            assert!(is_ok);
            token_of(Ok(found));
        }
    }
    // Only a user's rejection carries more detail.
    if !is_ok {
        assert!(is_refusal || refusal::of_person(&reply) == refusal::of(&reply));
    }
}

fn token_of(found: Result<reply::TokenReply, crate::model::failure::NotAToken>) {
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

fn whole(input: &[u8]) -> Option<Reply> {
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
        date: reply::date_of(&headers),
    };
    assert_eq!(head.clock_ahead_secs().is_some(), head.date.is_some());
    Some(Reply {
        head,
        headers,
        url: reqwest::Url::parse("https://console.example/api").ok()?,
        body: lines.next()?.to_vec().into(),
        cut_at_bytes: None,
    })
}
