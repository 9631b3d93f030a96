//! The tab *Claims*.

use tokendesk::app::profiles::ProfileRow;
use tokendesk::app::tab::Tab;
use tokendesk::app::{Action, State};
use tokendesk::model::LocalFormats;
use tokendesk::model::Token;

use crate::harness::screen::ScreenHarness;
use crate::samples::tabs::{claiming, on, token_of, with_token};
use crate::samples::{live, production};

fn show(row: ProfileRow) -> ScreenHarness {
    ScreenHarness::of(on(Tab::Claims, [row]))
}

fn copied(window: &mut ScreenHarness, name: &str) -> String {
    assert_eq!(window.press(name), [Action::CopyText("claim")]);
    let selection = window.0.state_mut().drafts.to_copy.take();
    selection.unwrap().expose_secret().to_owned()
}

#[test]
fn times_are_in_the_time_zone_of_the_window_and_relative() {
    // 10:32:12 and 10:47:12 in UTC; it is 10:32:40.
    let claims = r#"{"iat":1795516332,"exp":1795517232,"nbf":"soon"}"#;
    let mut state: State = on(Tab::Claims, [claiming(claims)]);
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(1));
    state.local = LocalFormats::new(zone, "en-US");
    let mut window = ScreenHarness::of(state);
    assert!(window.has("Issued") && window.has("Nov 24, 2026, 11:32 AM (28 s ago)"));
    assert!(window.has("Expires") && window.has("Nov 24, 2026, 11:47 AM (in 14 min)"));
    assert!(window.has("Not before") && window.has("soon"));
    assert_eq!(
        copied(&mut window, "Copy expires"),
        "2026-11-24T11:47:12+01:00"
    );
}

#[test]
fn values_copy_whole_and_as_they_are() {
    let long = "x y ".repeat(400);
    let claims = format!(r#"{{"sub":"key-42","odd name":{{"a": 1}},"long":"{long}"}}"#);
    let mut window = show(claiming(&claims));
    assert_eq!(copied(&mut window, "Copy subject"), "key-42");
    assert_eq!(copied(&mut window, "Copy odd name"), r#"{"a":1}"#);
    assert_eq!(copied(&mut window, "Copy long"), long);
    assert!(window.has("odd name"), "the rest goes by its own name");
}

#[test]
fn what_cannot_be_seen_in_a_value_is_shown_and_copied_as_it_is() {
    let claims = "{\"sub\":\"a\u{202e}b\",\"x\":\"\\u0007\"}";
    let mut window = show(claiming(claims));
    assert!(window.has(r"a\u202eb") && window.has(r"\u0007"));
    assert_eq!(copied(&mut window, "Copy subject"), "a\u{202e}b");
}

#[test]
fn the_claims_say_once_that_nothing_is_verified() {
    let window = show(claiming(r#"{"sub":"key-42","iss":"x"}"#));
    let told = window.texts();
    let said = told.iter().filter(|text| text.contains("not verified"));
    assert_eq!(said.count(), 1);
}

#[test]
fn a_token_that_cannot_be_read_is_no_error() {
    let encrypted = token_of(r#"{"cty":"JWT"}"#, "").expose_secret().to_owned();
    let encrypted = Token::parse(&format!("{encrypted}.a.b")).unwrap();
    for (token, said) in [
        (token_of(r#"{"cty":"JWT"}"#, "x"), "contains another token"),
        (encrypted, "is encrypted"),
        (
            Token::parse("opaque").unwrap(),
            "isn’t in a readable format",
        ),
    ] {
        let window = show(with_token(token));
        assert!(window.says(said), "{said}");
        assert!(window.says("It still works."));
    }
    assert!(show(claiming("{}")).says("This token has no claims."));
}

#[test]
fn without_a_token_it_tells_what_will_be_there() {
    for row in [production(), live(0)] {
        assert!(show(row).says("Get a token to see"));
    }
}
