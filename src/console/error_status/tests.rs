use proptest::prelude::*;
use reqwest::header::{CONTENT_ENCODING, DATE, HeaderMap, HeaderName, HeaderValue};
use zeroize::Zeroizing;

use super::*;
use crate::console::response::Head;

fn received() -> Now {
    Now {
        wall: "1994-11-06T08:49:37Z".parse().unwrap(),
        boot: Duration::from_secs(1_000),
    }
}

fn failure_of(status: u16, fields: &[(HeaderName, &str)], body: &str) -> SignInFailure {
    failure(&response(status, fields, body))
}

fn failure_of_user(status: u16, fields: &[(HeaderName, &str)], body: &str) -> SignInFailure {
    user_sign_in_failure(&response(status, fields, body))
}

fn response(status: u16, fields: &[(HeaderName, &str)], body: &str) -> Response {
    let headers: HeaderMap = fields
        .iter()
        .map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap()))
        .collect();
    Response {
        head: Head::without_date(status, received()),
        headers,
        url: Url::parse("https://console.example:4285/api/v3/oauth/token?a=b").unwrap(),
        body: Zeroizing::new(body.as_bytes().to_vec()),
        cut_at_bytes: None,
    }
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
        assert_eq!(failure_of(status, &[], ""), expected, "{status}");
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
            failure_of(302, &[(LOCATION, location)], ""),
            SignInFailure::Redirected {
                to: host.map(ToOwned::to_owned)
            },
            "{location}"
        );
    }
}

#[test]
fn a_redirect_to_a_status_page_is_maintenance_and_names_its_host() {
    for (location, host) in [
        ("https://status.example/", "status.example"),
        ("https://www.example/Service-Status", "www.example"),
        ("/Maintenance.html", "console.example:4285"),
    ] {
        let maintenance = SignInFailure::Maintenance {
            status_page: Some(host.to_owned()),
        };
        assert_eq!(failure_of(307, &[(LOCATION, location)], ""), maintenance);
    }
}

#[test]
fn a_page_that_speaks_of_maintenance_is_recognized_where_it_may_stand_for_the_console() {
    let page = "\u{feff}\n<html><title>Service UNDER maintenance</title></html>";
    let maintenance = SignInFailure::Maintenance { status_page: None };
    for status in [403, 500, 503] {
        assert_eq!(failure_of(status, &[], page), maintenance, "{status}");
    }
    assert_eq!(failure_of(401, &[], page), SignInFailure::Refused);
    assert_eq!(failure_of(404, &[], page), SignInFailure::NotFound);
    let text = "Service Under Maintenance";
    assert_eq!(failure_of(503, &[], text), SignInFailure::ServerError);
    let packed = [(CONTENT_ENCODING, "gzip")];
    assert_eq!(failure_of(503, &packed, page), SignInFailure::ServerError);
}

#[test]
fn a_plan_without_the_api_is_known_by_the_vendors_sentence_in_any_wrapping() {
    for body in [
        "Your CrashPlan product plan does not permit use of the CrashPlan API.",
        r#"[{"name":"X","description":"your plan DOES NOT permit use of the crashplan api"}]"#,
        "<html>Your CrashPlan product plan does not permit use of the CrashPlan API.</html>",
    ] {
        for status in [401, 403] {
            assert_eq!(failure_of(status, &[], body), SignInFailure::NoApiAccess);
        }
        assert_eq!(failure_of(400, &[], body), SignInFailure::Unexpected);
    }
    for body in ["Could not authenticate user", "permit use of the API", ""] {
        assert_eq!(failure_of(401, &[], body), SignInFailure::Refused);
        assert_eq!(failure_of(403, &[], body), SignInFailure::Forbidden);
    }
}

const KEYS: [(&str, SignInFailure); 3] = [
    (
        "TIME_BASED_ONE_TIME_PASSWORD_REQUIRED",
        SignInFailure::CodeMissing,
    ),
    (
        "INVALID_TIME_BASED_ONE_TIME_PASSWORD",
        SignInFailure::CodeRefused,
    ),
    (
        "TOTP_AUTH_CONFIGURATION_REQUIRED_FOR_USER",
        SignInFailure::TwoFactorNotSetUp,
    ),
];

#[test]
fn a_key_of_two_factor_sign_in_is_understood_wherever_it_stands_and_only_for_persons() {
    for (key, failure) in KEYS {
        for body in [
            key.to_owned(),
            format!(
                r#"{{"data":null,"error":[{{"primaryErrorKey":"{key}","otherErrors":null}}],"warnings":null}}"#
            ),
            format!(r#"{{"error":{{"name":"X","description":"failed:\n{key}"}}}}"#),
            format!(r#"{{"error":"{key}"}}"#),
            format!(r#"{{"error":null,"message":"{key}: try again"}}"#),
            format!(r#"[{{"name":"SYSTEM","description":"{key}"}}]"#),
            format!(r#"{{"error":["x\u0022{key}\u0022"#),
            format!("\u{feff}<html><body>{key}</body></html>"),
        ] {
            for status in [401, 403] {
                assert_eq!(failure_of_user(status, &[], &body), failure, "{body}");
                let api_client = failure_of(status, &[], &body);
                assert!(
                    !matches!(
                        api_client,
                        SignInFailure::CodeMissing | SignInFailure::CodeRefused
                    ),
                    "{body}"
                );
                assert_eq!(api_client, failure_of(status, &[], ""), "{body}");
            }
            for status in [400, 404, 429, 500, 302] {
                assert_eq!(
                    failure_of_user(status, &[], &body),
                    failure_of(status, &[], ""),
                    "{body}"
                );
            }
            let packed = [(CONTENT_ENCODING, "gzip")];
            assert_eq!(failure_of_user(401, &packed, &body), SignInFailure::Refused);
        }
    }
}

#[test]
fn no_key_is_needed_and_what_only_looks_like_one_is_none() {
    for body in [
        "",
        r#"{"data":null,"error":null}"#,
        "Could not authenticate user",
        "time_based_one_time_password_required",
        "TIME_BASED_ONE_TIME_PASSWORD",
        "ONE_TIME_PASSWORD_REQUIRED",
        "INVALID_TIME_BASED_ONE_TIME_PASSWORD_REQUIRED",
        "NO_TIME_BASED_ONE_TIME_PASSWORD_REQUIRED",
        "TIME_BASED_ONE_TIME_PASSWORD_REQUIRED_NOT",
        "TOTP_AUTH_CONFIGURATION_REQUIRED_FOR_USERS",
        "TOTP_AUTH_CONFIGURATION_REQUIRED",
        "TIME_BASED_ONE_TIME_PASSWORD_REQUIRE",
    ] {
        assert_eq!(
            failure_of_user(401, &[], body),
            SignInFailure::Refused,
            "{body}"
        );
        assert_eq!(
            failure_of_user(403, &[], body),
            SignInFailure::Forbidden,
            "{body}"
        );
    }
}

#[test]
fn of_several_keys_the_first_counts_and_the_plan_comes_before_any() {
    for (first, failure) in KEYS {
        for (second, _) in KEYS {
            let body = format!(
                r#"{{"error":[{{"primaryErrorKey":"{first}"}},{{"primaryErrorKey":"{second}"}}]}}"#
            );
            assert_eq!(failure_of_user(401, &[], &body), failure, "{body}");
        }
        let body = format!("{first} Your plan does not permit use of the CrashPlan API.");
        assert_eq!(failure_of_user(401, &[], &body), SignInFailure::NoApiAccess);
    }
}

fn wait_secs(fields: &[(HeaderName, &str)]) -> Option<u64> {
    let failure = failure_of(429, fields, "");
    let SignInFailure::TooManyRequests { retry_at } = failure else {
        panic!("{failure:?}");
    };
    retry_at.map(|at| {
        assert_eq!(at, received().plus(at.since(received())), "both clocks");
        at.since(received()).as_secs()
    })
}

#[test]
fn a_wait_in_seconds_is_counted_from_receipt_and_an_absurd_one_is_not_believed() {
    for (value, secs) in [
        ("0", Some(0)),
        ("90", Some(90)),
        (" 90 ", Some(90)),
        ("86400", Some(86_400)),
        ("86401", None),
        ("-1", None),
        ("+9", None),
        ("1.5", None),
        ("1e3", None),
        ("99999999999999999999999", None),
        ("soon", None),
        ("", None),
    ] {
        assert_eq!(wait_secs(&[(RETRY_AFTER, value)]), secs, "{value:?}");
    }
    assert_eq!(wait_secs(&[]), None);
}

#[test]
fn a_wait_until_a_date_is_reckoned_by_the_clock_that_wrote_it() {
    let ours = |due| wait_secs(&[(RETRY_AFTER, due)]);
    assert_eq!(ours("Sun, 06 Nov 1994 08:50:37 GMT"), Some(60));
    assert_eq!(ours("Sun, 06 Nov 1994 08:49:36 GMT"), None, "it is past");
    assert_eq!(ours("Tue, 08 Nov 1994 08:49:37 GMT"), None, "two days");
    assert_eq!(ours("Sun, 99 Nov 1994 08:50:37 GMT"), None);
    // That clock is an hour ahead.
    let date = (DATE, "Sun, 06 Nov 1994 09:49:37 GMT");
    let due = (RETRY_AFTER, "Sun, 06 Nov 1994 09:50:22 GMT");
    assert_eq!(wait_secs(&[date, due.clone()]), Some(45));
    assert_eq!(wait_secs(&[(DATE, "today"), due]), Some(3_645));
}

proptest! {
    #[test]
    fn nothing_that_comes_makes_the_reader_panic(
        status in 201..1000u16,
        location: String,
        date: String,
        retry in prop_oneof![any::<String>(), "[0-9]{1,25}"],
        body: String,
    ) {
        let fields: Vec<_> = [(LOCATION, &location), (DATE, &date), (RETRY_AFTER, &retry)]
            .into_iter()
            .filter(|(_, value)| HeaderValue::from_str(value).is_ok())
            .map(|(name, value)| (name, value.as_str()))
            .collect();
        prop_assert!(status == 401 || status == 403 || failure_of_user(status, &fields, &body) == failure_of(status, &fields, &body));
        if let SignInFailure::TooManyRequests { retry_at: Some(at) } = failure_of(status, &fields, &body) {
            prop_assert!(at.since(received()) <= MAX_WAIT);
        }
    }
}
