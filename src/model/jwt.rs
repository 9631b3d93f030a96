//! The lifetime that a token states (JWT, RFC 7519). Nothing is verified; an encrypted or opaque token simply states none.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde_json::Value;
use zeroize::Zeroizing;

use super::Token;

/// `exp` − `iat` in whole seconds, if both are present and the result is positive.
pub fn lifetime_secs(token: &Token) -> Option<u64> {
    let claims = payload(token)?;
    let exp = seconds(claims.get("exp")?)?;
    let iat = seconds(claims.get("iat")?)?;
    exp.checked_sub(iat).filter(|secs| *secs > 0)
}

/// `exp`, by the issuer's clock.
pub fn exp(token: &Token) -> Option<Timestamp> {
    let exp = seconds(payload(token)?.get("exp")?)?;
    Timestamp::from_second(i64::try_from(exp).ok()?).ok()
}

/// The payload of a signed token, which has three parts; an encrypted one has five.
fn payload(token: &Token) -> Option<Value> {
    let mut parts = token.expose_secret().split('.');
    let (_header, payload, _signature) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    serde_json::from_slice(&decode(payload)?).ok()
}

/// One part of a token. Wiped when dropped: it may be sensitive.
pub(super) fn decode(part: &str) -> Option<Zeroizing<Vec<u8>>> {
    let bytes = URL_SAFE_NO_PAD.decode(part.trim_end_matches('=')).ok()?;
    Some(Zeroizing::new(bytes))
}

/// A `NumericDate`: seconds since 1970, with any fraction cut.
fn seconds(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| {
        let secs = value.as_f64().filter(|secs| (0.0..1e15).contains(secs))?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "in range, and the fraction is cut on purpose"
        )]
        Some(secs as u64)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn token(payload: &str) -> Token {
        let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
        Token::parse(&format!(
            "{}.{}.c2ln",
            part(r#"{"alg":"RS256"}"#),
            part(payload)
        ))
        .unwrap()
    }

    #[test]
    fn the_lifetime_is_exp_minus_iat() {
        assert_eq!(
            lifetime_secs(&token(r#"{"iat":1700000000,"exp":1700000900}"#)),
            Some(900)
        );
        assert_eq!(
            lifetime_secs(&token(r#"{"iat":1700000000.5,"exp":1700000900.25}"#)),
            Some(900)
        );
    }

    #[test]
    fn exp_is_a_timestamp_if_in_range() {
        let at = |secs| Timestamp::from_second(secs).unwrap();
        for (payload, end) in [
            (r#"{"exp":1700000900}"#, Some(at(1_700_000_900))),
            (r#"{"exp":1700000900.75}"#, Some(at(1_700_000_900))),
            (r#"{"iat":1700000900}"#, None),
            (r#"{"exp":"1700000900"}"#, None),
            (r#"{"exp":18446744073709551615}"#, None),
            (r#"{"exp":999999999999999}"#, None),
        ] {
            assert_eq!(exp(&token(payload)), end, "{payload}");
        }
    }

    #[test]
    fn a_token_without_a_lifetime_is_no_error() {
        for payload in [
            r#"{"exp":1700000900}"#,
            r#"{"iat":5,"exp":5}"#,
            r#"{"iat":9,"exp":5}"#,
            r#"{"iat":"a","exp":true}"#,
            "[]",
            "no",
        ] {
            assert_eq!(lifetime_secs(&token(payload)), None, "{payload}");
        }
        for text in [
            "opaque",
            "a.b",
            "a.b.c.d.e",
            "a.!.c".replace('!', "~").as_str(),
        ] {
            assert_eq!(lifetime_secs(&Token::parse(text).unwrap()), None, "{text}");
        }
    }

    /// Valid and invalid values.
    fn claim() -> impl Strategy<Value = String> {
        prop_oneof![
            any::<i64>().prop_map(|n| n.to_string()),
            any::<f64>().prop_map(|n| n.to_string()),
            "(0|1|1700000[0-9]{3})(\\.[0-9]{1,3})?",
            "\"\\PC{0,3}\"|null|true|\\[\\]|1e999|-1",
        ]
    }

    proptest! {
        #[test]
        fn no_claims_cause_a_panic_or_a_zero_lifetime(iat in claim(), exp in claim(), rest in "\\PC{0,9}") {
            let claims = format!(r#"{{"iat":{iat},"exp":{exp}{rest}}}"#);
            prop_assert_ne!(lifetime_secs(&token(&claims)), Some(0));
            let _moment = super::exp(&token(&claims));
        }

        #[test]
        fn no_token_causes_a_panic(text in "[A-Za-z0-9._~+/-]{1,80}={0,2}") {
            let lifetime = lifetime_secs(&Token::parse(&text).unwrap());
            prop_assert_ne!(lifetime, Some(0));
        }
    }
}
