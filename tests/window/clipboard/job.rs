//! Each thing that can be copied, as it stands on the clipboard.

use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokendesk::app::job::{CopyWhat, Job, Outcome};
use tokendesk::model::{
    ActivityEntry, ActivityKind, ActivityLine, CheckAllReport, CheckAllReportLine, ClipText,
    ClipboardFailure, ClipboardOwner, CopyFormat, CopyId, CopyOutcome, RequestAuth, RequestFormat,
    ResourcePath, RotationOutcome, Token, Username,
};

use crate::harness::job::JobHarness;

/// What is on the clipboard after this was copied.
fn copied(harness: &mut JobHarness, what: CopyWhat) -> String {
    assert_eq!(harness.copy(what), Ok(CopyOutcome::Done));
    harness.clipboard_text()
}

fn header_of(token: Token) -> CopyWhat {
    CopyWhat::Token {
        token,
        format: CopyFormat::HeaderLine,
    }
}

#[test]
fn the_header_of_a_fetched_token_goes_onto_the_clipboard_after_one_sign_in() {
    let mut harness = JobHarness::new();
    let token = harness.token(harness.works());
    assert_eq!(harness.console.sign_ins(), 1);
    let header = format!("Authorization: Bearer {}", token.expose_secret());
    let nobody = Some(ClipboardOwner::Nobody);
    let result = harness.copy_unless_taken_since(nobody, header_of(token));
    assert_eq!(result, Ok(CopyOutcome::Done));
    assert!(harness.clipboard_text() == header);
}

#[test]
fn a_header_does_not_replace_what_another_program_copied_since_the_click() {
    let mut harness = JobHarness::new();
    let token = harness.token(harness.works());
    harness
        .clipboard
        .copied_elsewhere("a text of another program");
    let nobody = Some(ClipboardOwner::Nobody);
    let result = harness.copy_unless_taken_since(nobody, header_of(token));
    assert_eq!(result, Ok(CopyOutcome::ChangedElsewhere));
    assert_eq!(harness.clipboard_text(), "a text of another program");
}

#[test]
fn a_copy_is_gone_once_another_text_is_there_and_not_while_nobody_knows() {
    let mut harness = JobHarness::new();
    let text = CopyWhat::Text(ClipText::new("ours".to_owned()));
    assert_eq!(harness.copy(text), Ok(CopyOutcome::Done));
    let copy_id = CopyId(1);
    let is_gone = |harness: &mut JobHarness| {
        let outcome = harness.outcome(Job::LookForCopy { copy_id });
        let Outcome::LookForCopy { is_gone } = outcome else {
            panic!("{outcome:?}")
        };
        is_gone
    };
    assert!(!is_gone(&mut harness));
    harness.clipboard.copied_elsewhere("ours");
    assert!(!is_gone(&mut harness), "a clipboard manager took it over");
    harness
        .clipboard
        .copied_elsewhere("a text of another program");
    harness.clipboard.fail_with(Some(ClipboardFailure::Busy));
    assert!(!is_gone(&mut harness));
    harness.clipboard.fail_with(None);
    assert!(is_gone(&mut harness));
}

#[test]
fn a_copied_request_holds_the_token_or_no_secret_at_all() {
    let mut harness = JobHarness::new();
    let profile = harness.works();
    let mut with = |auth, format| {
        let what = CopyWhat::Request {
            console: profile.console.clone(),
            path: ResourcePath::parse("/api/v1/User/my").unwrap(),
            auth,
            format,
        };
        copied(&mut harness, what)
    };
    let token = Token::parse("eyJhbGciOiJub25lIn0.e30.c2ln").unwrap();
    let auth = RequestAuth::Token(token);
    for format in RequestFormat::ALL {
        let text = with(auth.clone(), format);
        assert!(text.contains("eyJhbGciOiJub25lIn0.e30.c2ln"), "{text}");
    }
    let line = with(auth, RequestFormat::Curl);
    let start = " printf %s 'Authorization: Bearer eyJhbGciOiJub25lIn0.e30.c2ln' | curl ";
    assert!(line.starts_with(start), "{line}");
    let username = Username::parse("dana@example.com").unwrap();
    let line = with(RequestAuth::Basic(username), RequestFormat::Curl);
    assert!(line.ends_with(" --user dana@example.com"), "{line}");
}

#[test]
fn reports_are_plain_text_for_a_ticket() {
    let mut harness = JobHarness::new();
    let profile = harness.works();
    let zone = TimeZone::UTC;
    let reset = CopyWhat::RotationReport {
        profile: profile.clone(),
        outcome: RotationOutcome::SameAsRefused {
            at: Timestamp::UNIX_EPOCH,
        },
        replaced_at: Some(Timestamp::UNIX_EPOCH),
        zone: zone.clone(),
    };
    let text = copied(&mut harness, reset);
    assert!(
        text.starts_with("Secret reset check\nProfile: Works\n"),
        "{text}"
    );
    assert!(
        text.ends_with("\nReplaced at 1970-01-01 00:00:00 +00:00"),
        "{text}"
    );

    let line = CheckAllReportLine {
        profile: "Works".to_owned(),
        console: profile.console.host(),
        login: "key-42".to_owned(),
        tag: String::new(),
        verdict: "stopped".to_owned(),
        status: None,
        reason: String::new(),
        lifetime: None,
        took: None,
        at: None,
    };
    let report = CheckAllReport {
        lines: vec![line],
        profiles: 1,
        summary: "It works".to_owned(),
        made_at: Timestamp::UNIX_EPOCH,
    };
    let table = CopyWhat::CheckTable {
        report,
        zone: zone.clone(),
    };
    let text = copied(&mut harness, table);
    assert!(text.contains("\n| Works | `127.0.0.1"), "{text}");

    let lines = vec![ActivityLine {
        profile: "Works".to_owned(),
        entry: ActivityEntry {
            serial: 1,
            at: Timestamp::UNIX_EPOCH,
            kind: ActivityKind::NoResponse,
            took: Some(Duration::from_millis(12)),
        },
    }];
    let text = copied(&mut harness, CopyWhat::Activity { lines, zone });
    assert_eq!(
        text,
        "1970-01-01 00:00:00 +00:00  Works: Request failed (12 ms)"
    );
}
