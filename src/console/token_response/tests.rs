use std::time::Duration;

use jiff::Timestamp;
use proptest::prelude::*;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use super::*;
use crate::console::response::Head;
use crate::model::Now;
use crate::model::token::TokenError;

fn headers(fields: &[(HeaderName, &str)]) -> HeaderMap {
    fields
        .iter()
        .map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap()))
        .collect()
}

fn token(body: &str) -> Result<String, NotAToken> {
    parse_api_client_token(body.as_bytes())
        .map(|response| response.token.expose_secret().to_owned())
}

fn expires_in(value: &str) -> Option<u64> {
    let body = format!(r#"{{"access_token":"abc","expires_in":{value}}}"#);
    parse_api_client_token(body.as_bytes())
        .unwrap()
        .expires_in_secs
}

#[test]
fn a_token_is_found_in_what_the_vendor_documents_and_in_what_is_close_to_it() {
    for body in [
        r#"{"access_token":"abc","token_type":"bearer","expires_in":900}"#,
        r#"{"access_token":"abc","token_type":"Bearer"}"#,
        r#"{"access_token":"abc","token_type":null,"scope":{"deep":[1]}}"#,
        r#"{"access_token":"abc"}"#,
        "\u{feff}{\"access_token\":\"abc\"}",
        " \r\n{\"access_token\":\"abc\"}\n ",
        r#"{"access_token":"old","access_token":"abc"}"#,
        r#"{"access_token":"\u0061bc"}"#,
    ] {
        assert_eq!(token(body).as_deref(), Ok("abc"), "{body}");
    }
}

#[test]
fn what_is_no_token_is_distinguished() {
    use NotAToken as N;
    for (body, why) in [
        ("", N::Empty),
        (" \n", N::Empty),
        ("\u{feff}", N::Empty),
        ("<!DOCTYPE html><title>Maintenance</title>", N::WebPage),
        ("\n  <html>", N::WebPage),
        ("Service Under Maintenance", N::NotJson),
        ("{\"access_token\":\"abc\"} trailing", N::NotJson),
        ("{\"access_token\":\"abc\"", N::NotJson),
        ("{}", N::NoToken),
        ("[]", N::NoToken),
        ("\"abc\"", N::NoToken),
        ("null", N::NoToken),
        (r#"{"access_token":null}"#, N::NoToken),
        (r#"{"access_token":["abc"]}"#, N::NoToken),
        (r#"{"access_token":"abc","access_token":7}"#, N::NoToken),
        (r#"{"Access_Token":"abc"}"#, N::NoToken),
        (r#"{"access_token":"abc","token_type":"mac"}"#, N::WrongType),
        (r#"{"access_token":"abc","token_type":1}"#, N::WrongType),
        (r#"{"access_token":""}"#, N::Malformed(TokenError::Empty)),
        (
            r#"{"access_token":"a\r\nX-Evil: 1"}"#,
            N::Malformed(TokenError::Malformed),
        ),
    ] {
        assert_eq!(token(body), Err(why), "{body}");
    }
    assert_eq!(
        parse_api_client_token(b"\xff\xfe{\0}\0").unwrap_err(),
        N::NotJson,
        "UTF-16"
    );
    let long = format!(r#"{{"access_token":"{}"}}"#, "a".repeat(8 * 1024 + 1));
    assert_eq!(token(&long), Err(N::Malformed(TokenError::TooLong)));
    let deep = "[".repeat(60_000);
    assert_eq!(token(&deep), Err(N::NotJson), "no stack is exhausted");
}

const AT: Now = Now {
    wall: Timestamp::UNIX_EPOCH,
    boot: Duration::ZERO,
};

fn parsed_user_token(fields: &[(HeaderName, &str)], body: &str) -> Result<String, SignInFailure> {
    let response = Response {
        head: Head::without_date(200, AT),
        headers: headers(fields),
        url: "https://console.example/".parse().unwrap(),
        body: body.as_bytes().to_vec().into(),
        cut_at_bytes: None,
    };
    let found = user_token(&response)?;
    assert_eq!(found.expires_in_secs, None, "nothing is said to say it");
    Ok(found.token.expose_secret().to_owned())
}

#[test]
fn a_persons_token_is_found_under_data_or_at_the_top_whatever_cookie_comes_along() {
    let cookie = [(SET_COOKIE, "C42-JWT-API-TOKEN=abc; Path=/")];
    for body in [
        r#"{"data":{"v3_user_token":"abc"},"error":null,"warnings":null}"#,
        r#"{"v3_user_token":"abc"}"#,
        r#"{"data":null,"v3_user_token":"abc"}"#,
        r#"{"data":{"v3_user_token":"abc"},"v3_user_token":"old"}"#,
        r#"{"v3_user_token":"abc","expires_in":5}"#,
        "\u{feff} {\"data\":{\"v3_user_token\":\"abc\"}}\n",
    ] {
        for fields in [&[], &cookie[..]] {
            assert_eq!(
                parsed_user_token(fields, body).as_deref(),
                Ok("abc"),
                "{body}"
            );
        }
    }
}

#[test]
fn a_cookie_without_a_token_is_distinguished_from_nothing_at_all() {
    use NotAToken as N;
    let cookie = [(SET_COOKIE, "C42-JWT-API-TOKEN=abc; Path=/")];
    for (body, without, with) in [
        ("", N::Empty, N::CookieOnly),
        ("{}", N::NoToken, N::CookieOnly),
        (r#"{"data":{},"error":null}"#, N::NoToken, N::CookieOnly),
        (r#"{"data":["v3_user_token"]}"#, N::NoToken, N::CookieOnly),
        (r#"{"access_token":"abc"}"#, N::NoToken, N::CookieOnly),
        ("<html>", N::WebPage, N::WebPage),
        ("abc", N::NotJson, N::NotJson),
        (
            r#"{"v3_user_token":"a b"}"#,
            N::Malformed(TokenError::Malformed),
            N::Malformed(TokenError::Malformed),
        ),
    ] {
        assert_eq!(
            parsed_user_token(&[], body),
            Err(SignInFailure::NotAToken(without)),
            "{body}"
        );
        assert_eq!(
            parsed_user_token(&cookie, body),
            Err(SignInFailure::NotAToken(with)),
            "{body}"
        );
    }
}

#[test]
fn a_lifetime_is_whole_seconds_in_any_notation_and_otherwise_unsaid() {
    for value in ["900", "900.0", "9e2", "\"900\""] {
        assert_eq!(expires_in(value), Some(900), "{value}");
    }
    for value in [
        "900.5",
        "-1",
        "1e300",
        "null",
        "true",
        "[900]",
        "\"900 s\"",
        "\"+900\"",
        "\"\"",
        "\"99999999999999999999999\"",
    ] {
        assert_eq!(expires_in(value), None, "{value}");
    }
}

#[test]
fn a_parsed_body_is_wiped_to_its_last_text() {
    let mut value =
        serde_json::json!({"access_token": "abc", "more": [{"refresh_token": "def"}], "n": 1});
    wipe(&mut value);
    assert_eq!(
        value,
        serde_json::json!({"access_token": "", "more": [{"refresh_token": ""}], "n": 1})
    );
}

/// RFC 6750, section 2.1.
fn is_b64token(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    !body.is_empty()
        && body
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-._~+/".contains(c))
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(body: Vec<u8>) {
        for response in [parse_api_client_token(&body), parse_user_token(&body)].into_iter().flatten() {
            prop_assert!(is_b64token(response.token.expose_secret()));
        }
    }

    #[test]
    fn a_token_comes_through_to_the_letter_or_not_at_all(
        text in prop_oneof![any::<String>(), "[a-zA-Z0-9._~+/=-]{0,40}"],
        kind in proptest::option::of("(?i)bearer|mac|"),
        expires in any::<i64>(),
    ) {
        let body = serde_json::json!({"access_token": text, "token_type": kind, "expires_in": expires});
        match parse_api_client_token(body.to_string().as_bytes()) {
            Ok(response) => {
                prop_assert!(is_b64token(&text));
                prop_assert_eq!(response.token.expose_secret(), &text);
                prop_assert_eq!(response.expires_in_secs, u64::try_from(expires).ok());
            }
            Err(NotAToken::Malformed(_)) => prop_assert!(!is_b64token(&text)),
            Err(why) => {
                prop_assert_eq!(why, NotAToken::WrongType);
                prop_assert!(!kind.unwrap_or_default().eq_ignore_ascii_case("bearer"));
            }
        }
    }
}
