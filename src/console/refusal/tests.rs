//! The reading of what is no token by its status, case by case, and with anything at all.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use zeroize::Zeroizing;

use super::*;
use crate::console::exchange::Head;

fn received() -> Now {
    Now {
        wall: "1994-11-06T08:49:37Z".parse().unwrap(),
        boot: Duration::from_secs(1_000),
    }
}

fn judged(status: u16, fields: &[(HeaderName, &str)], body: &str) -> SignInFailure {
    let headers: HeaderMap = fields
        .iter()
        .map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap()))
        .collect();
    of(&Reply {
        head: Head {
            status,
            received: received(),
            clock_ahead_secs: None,
        },
        headers,
        url: Url::parse("https://console.example:4285/api/v3/oauth/token?a=b").unwrap(),
        body: Zeroizing::new(body.as_bytes().to_vec()),
        cut_at_bytes: None,
    })
}

#[test]
fn every_status_has_its_meaning() {
    for status in 100..600 {
        let expected = match status {
            300..=399 => SignInFailure::Redirected { to: None },
            401 => SignInFailure::Refused,
            403 => SignInFailure::Forbidden,
            404 => SignInFailure::NotFound,
            429 => SignInFailure::TooManyRequests { retry_at: None },
            500.. => SignInFailure::ServerError,
            _ => SignInFailure::Unexpected,
        };
        assert_eq!(judged(status, &[], ""), expected, "{status}");
    }
}

#[test]
fn a_redirect_names_the_host_it_points_at_and_nothing_else_of_it() {
    let long = format!("https://{}example/", "abcdefgh.".repeat(40));
    for (location, host) in [
        ("https://www.example/down?x=1#y", Some("www.example")),
        ("/elsewhere", Some("console.example:4285")),
        ("//user:pw@other.example:99/x", Some("other.example:99")),
        ("http://[::1]:80/", Some("[::1]")),
        (
            "https://login.example/?status=maintenance",
            Some("login.example"),
        ),
        ("mailto:a@b.example", None),
        ("ftp://files.example/", None),
        ("https://[broken", None),
        (&long, None),
    ] {
        assert_eq!(
            judged(302, &[(LOCATION, location)], ""),
            SignInFailure::Redirected {
                to: host.map(ToOwned::to_owned)
            },
            "{location}"
        );
    }
}
