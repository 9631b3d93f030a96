use reqwest::Url;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, LOCATION};
use zeroize::Zeroizing;

use super::*;
use crate::console::response::Head;
use crate::model::Now;

fn reply(status: u16, field: Option<(HeaderName, &str)>, body: &str) -> Response {
    let headers: HeaderMap = field
        .into_iter()
        .map(|(name, value)| (name, HeaderValue::from_str(value).unwrap()))
        .collect();
    Response {
        head: Head::without_date(
            status,
            Now {
                wall: jiff::Timestamp::UNIX_EPOCH,
                boot: std::time::Duration::ZERO,
            },
        ),
        headers,
        url: Url::parse("https://console.example/api/v1/ServerEnv").unwrap(),
        body: Zeroizing::new(body.as_bytes().to_vec()),
        cut_at_bytes: None,
    }
}

fn parsed(status: u16, body: &str) -> Result<Option<NotAConsole>, SignInFailure> {
    parse(&reply(status, None, body))
}

#[test]
fn a_console_names_its_sts_address_at_the_top_or_under_data() {
    for body in [
        r#"{"stsBaseUrl":"https://sts.example","other":[1]}"#,
        r#"{"data":{"stsBaseUrl":"https://sts.example"},"error":null}"#,
        "\u{feff} {\"stsBaseUrl\":\"\"}\n",
    ] {
        assert_eq!(parsed(200, body), Ok(None), "{body}");
    }
    for body in [
        "",
        "stsBaseUrl",
        "{}",
        "[]",
        "null",
        r#"{"stsBaseUrl":null}"#,
        r#"{"stsBaseUrl":7}"#,
        r#"{"data":"stsBaseUrl"}"#,
        r#"{"data":[{"stsBaseUrl":"https://sts.example"}]}"#,
        r#"{"else":{"stsBaseUrl":"https://sts.example"}}"#,
        r#"{"stsBaseUrl":"https://sts.example"#,
    ] {
        assert_eq!(
            parsed(200, body),
            Ok(Some(NotAConsole::OtherReply)),
            "{body}"
        );
    }
}

#[test]
fn a_web_page_is_no_console_but_one_that_speaks_of_maintenance_may_stand_for_one() {
    let page = Ok(Some(NotAConsole::WebPage));
    assert_eq!(parsed(200, "<html>Welcome</html>"), page);
    assert_eq!(parsed(404, "<html>Not found</html>"), page);
    let mut long = reply(200, Some((CONTENT_TYPE, "Text/HTML; charset=utf-8")), "");
    long.cut_at_bytes = Some(64);
    assert_eq!(parse(&long), page, "announced as longer than the limit");
    long.headers.clear();
    let limit_bytes = 64;
    assert_eq!(parse(&long), Err(SignInFailure::TooLarge { limit_bytes }));
    for status in [200, 403, 503] {
        assert_eq!(
            parsed(status, "<title>Service Under Maintenance</title>"),
            Err(SignInFailure::Maintenance { status_page: None })
        );
    }
}

#[test]
fn a_status_that_a_console_does_not_give_here_speaks_against_it_and_one_of_trouble_does_not() {
    for status in [201, 204, 400, 401, 403, 404, 405] {
        let other = Ok(Some(NotAConsole::Status(status)));
        assert_eq!(parsed(status, "{}"), other);
    }
    assert_eq!(parsed(500, "{}"), Err(SignInFailure::ServerError));
    let retry_at = None;
    assert_eq!(
        parsed(429, ""),
        Err(SignInFailure::TooManyRequests { retry_at })
    );
    let plan = "Your CrashPlan product plan does not permit use of the CrashPlan API.";
    assert_eq!(parsed(403, plan), Ok(None), "only a console says so");
}

#[test]
fn a_redirect_speaks_against_it_unless_it_points_to_a_status_page() {
    let to = |location| parse(&reply(302, Some((LOCATION, location)), ""));
    assert_eq!(
        to("https://www.example/login"),
        Ok(Some(NotAConsole::Redirect {
            to: Some("www.example".to_owned())
        }))
    );
    assert_eq!(
        to("https://status.example/"),
        Err(SignInFailure::Maintenance {
            status_page: Some("status.example".to_owned())
        })
    );
}
