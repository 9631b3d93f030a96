use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proptest::prelude::*;

use super::*;

fn part(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

fn token(header: &str, payload: &str) -> Token {
    Token::parse(&format!("{}.{}.c2ln", part(header), part(payload))).unwrap()
}

fn shown_claims(payload: &str) -> Vec<(String, String)> {
    let Claims::Readable { rows: claims } = Claims::read(&token(r#"{"alg":"RS256"}"#, payload))
    else {
        panic!("not readable: {payload}");
    };
    claims
        .into_iter()
        .map(|row| {
            let value = match row.value {
                ClaimValue::Time(time) => format!("at {time}"),
                ClaimValue::Text(text) => text,
            };
            (row.label, value)
        })
        .collect()
}

fn pairs(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    rows.iter()
        .map(|(label, value)| ((*label).to_owned(), (*value).to_owned()))
        .collect()
}

#[test]
fn well_known_claims_come_first_with_labels_and_the_rest_verbatim() {
    let payload = r#"{"zulu":1,"jti":"7","exp":1700000900,"iat":1700000000,"nbf":1700000000,"permissions":["a.read","b"],
        "alpha":{ "deep": [1, 2.50, "x y\" z"] , "b":null},"tenantUid":"37cf","sub":"key-42","aud":["https://c"],"iss":"https://c","username":"dana@example.com"}"#;
    assert_eq!(
        shown_claims(payload),
        pairs(&[
            ("Issuer", "https://c"),
            ("Subject", "key-42"),
            ("Audience", "https://c"),
            ("Tenant", "37cf"),
            ("User", "dana@example.com"),
            ("Issued", "at 2023-11-14T22:13:20Z"),
            ("Not before", "at 2023-11-14T22:13:20Z"),
            ("Expires", "at 2023-11-14T22:28:20Z"),
            ("Permissions", "a.read, b"),
            ("zulu", "1"),
            ("jti", "7"),
            ("alpha", r#"{"deep":[1,2.50,"x y\" z"],"b":null}"#),
        ])
    );
}

#[test]
fn other_values_of_a_time_claim_are_verbatim() {
    for (json, shown) in [
        ("1700000000.9", "at 2023-11-14T22:13:20Z"),
        ("1.7e9", "at 2023-11-14T22:13:20Z"),
        ("0", "at 1970-01-01T00:00:00Z"),
        ("-1", "at 1969-12-31T23:59:59Z"),
        ("1e999", "1e999"),
        ("99999999999999999999999", "99999999999999999999999"),
        ("9223372036854775807", "9223372036854775807"),
        ("\"soon\"", "soon"),
        ("\"1700000000\"", "1700000000"),
        ("true", "true"),
        ("null", "null"),
        ("[ 1 ]", "[1]"),
    ] {
        let claims = shown_claims(&format!(r#"{{"exp":{json}}}"#));
        assert_eq!(claims, pairs(&[("Expires", shown)]), "{json}");
    }
}

#[test]
fn long_numbers_and_repeated_names_are_verbatim() {
    let shown =
        shown_claims(r#"{"id":1187240043962117001187240043962117001,"sub":"a","id":2,"sub":"b"}"#);
    assert_eq!(
        shown,
        pairs(&[
            ("Subject", "a"),
            ("Subject", "b"),
            ("id", "1187240043962117001187240043962117001"),
            ("id", "2"),
        ])
    );
    assert_eq!(shown_claims("{}"), []);
}

#[test]
fn each_kind_of_scope_has_its_label() {
    for (name, label) in [
        ("scope", "Scope"),
        ("scp", "Scope"),
        ("permissions", "Permissions"),
        ("roles", "Roles"),
    ] {
        let shown = shown_claims(&format!(r#"{{"{name}":"x y"}}"#));
        assert_eq!(shown, pairs(&[(label, "x y")]));
    }
}

#[test]
fn a_token_in_a_token_is_nested_and_five_parts_are_encrypted() {
    let inner = format!("{}.{}.c2ln", part(r#"{"alg":"RS256"}"#), part("{}"));
    for (header, payload) in [
        (r#"{"alg":"RS256","cty":"JWT"}"#, inner.as_str()),
        (
            r#"{"cty":"application/jwt"}"#,
            "whatever comes by this name",
        ),
        (r#"{"alg":"RS256"}"#, inner.as_str()),
    ] {
        let read = Claims::read(&token(header, payload));
        assert_eq!(read, Claims::Nested, "{header}");
    }
    let header = part(r#"{"cty":"JWT","enc":"A256GCM","alg":"dir"}"#);
    let encrypted = Token::parse(&format!("{header}..aXY.dGV4dA.dGFn")).unwrap();
    assert_eq!(Claims::read(&encrypted), Claims::Encrypted);
}

#[test]
fn anything_else_is_opaque() {
    for text in ["opaque", "a.b", "a.b.c.d.e", "a.~.c", "..", "a.b.c.d.e.f"] {
        let read = Claims::read(&Token::parse(text).unwrap());
        assert_eq!(read, Claims::Opaque, "{text}");
    }
    let deep = format!("{}1{}", "[".repeat(2_000), "]".repeat(2_000));
    for payload in ["[]", "no", "7", "{\"a\":", "{}x", "\u{fffd}", &deep] {
        let read = Claims::read(&token("{}", payload));
        assert_eq!(read, Claims::Opaque, "{payload}");
    }
}

#[test]
fn a_deep_claim_is_shown() {
    let deep = format!("{}1{}", "[".repeat(2_000), "]".repeat(2_000));
    let shown = shown_claims(&format!(r#"{{"deep":{deep}}}"#));
    assert_eq!(shown, pairs(&[("deep", &deep)]));
}

#[test]
fn a_readable_payload_is_read_whatever_the_header_says() {
    for header in [r#"{"cty":"JWT"}"#, "no JSON"] {
        let read = Claims::read(&token(header, r#"{"iss":"x"}"#));
        assert!(matches!(read, Claims::Readable { .. }), "{header}");
    }
}

#[test]
fn debug_shows_no_value() {
    let read = Claims::read(&token("{}", r#"{"iss":"PL4NTED"}"#));
    assert!(!format!("{read:?} {read:#?}").contains("PL4NTED"));
}

proptest! {
    #[test]
    fn no_token_causes_a_panic(text in "[A-Za-z0-9._~+/-]{1,80}={0,2}") {
        Claims::read(&Token::parse(&text).unwrap());
    }

    #[test]
    fn no_payload_causes_a_panic(header in "\\PC{0,20}", payload in prop_oneof![
        any::<String>(),
        "\\{\"(iat|exp|aud|x)\":(-?[0-9]{1,30}(\\.[0-9]{1,3})?(e[0-9]{1,4})?|\"\\PC{0,9}\"|\\[\\PC{0,9}\\]|\\{ *\\})\\}",
    ]) {
        Claims::read(&token(&header, &payload));
    }
}
