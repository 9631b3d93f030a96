//! The card of a failed sign-in: each kind in its own words, and what it offers.

use std::time::Duration;

use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::Action;
use tokendesk::app::editor::{EditorAction, EditorMode, EditorTest};
use tokendesk::app::profiles::ProfileRow;
use tokendesk::app::token::{ConsoleProbe, LastOutcome};
use tokendesk::model::failure::{
    Certificate, Connect, NotAToken, ProxyFailure, Stage, TrustStoreFailure,
};
use tokendesk::model::token::TokenError;
use tokendesk::model::{Failure, SignInFailure, SignInReport};

use crate::harness::screen::ScreenHarness;
use crate::samples::connection::{is_console, is_console_at, untrusted, web_page};
use crate::samples::{
    US1, editing, editor, failed, failed_with, live, now, refused, running_job, showing,
};

/// One of each kind, and more than one where the words differ.
fn every_kind() -> Vec<SignInFailure> {
    use SignInFailure as F;
    let mut kinds = vec![
        F::Refused,
        F::Forbidden,
        F::NoApiAccess,
        F::NotFound,
        F::TooManyRequests { retry_at: None },
        F::ServerError,
        F::Maintenance { status_page: None },
        F::Redirected { to: None },
        F::Unexpected,
        F::TooLarge {
            limit_bytes: 64 * 1024,
        },
    ];
    kinds.extend(
        [
            NotAToken::Empty,
            NotAToken::WebPage,
            NotAToken::NotJson,
            NotAToken::NoToken,
            NotAToken::WrongType,
            NotAToken::Malformed(TokenError::Malformed),
            NotAToken::Compressed,
        ]
        .map(F::NotAToken),
    );
    let limit = Duration::from_secs(30);
    kinds.extend(
        [Stage::Connecting, Stage::Waiting, Stage::Reading]
            .map(|stage| F::TimedOut { stage, limit }),
    );
    kinds.extend(
        [
            Connect::NotFoundOrOffline,
            Connect::Refused,
            Connect::Interrupted,
            Connect::Other,
        ]
        .map(F::CannotConnect),
    );
    kinds.extend(
        [
            ProxyFailure::Unreachable,
            ProxyFailure::AuthRequired,
            ProxyFailure::UnexpectedResponse,
            ProxyFailure::NotUnderstood {
                variable: "HTTPS_PROXY",
            },
        ]
        .map(F::Proxy),
    );
    kinds.extend(
        [
            Certificate::UnknownIssuer,
            Certificate::CaUsedAsServer,
            Certificate::WrongName,
            Certificate::Expired,
            Certificate::NotYetValid,
            Certificate::Other,
        ]
        .map(F::Certificate),
    );
    kinds.extend(
        [
            TrustStoreFailure::NoneFound,
            TrustStoreFailure::FileUnreadable,
            TrustStoreFailure::FileWithoutCertificate,
        ]
        .map(F::TrustStore),
    );
    kinds
}

fn with_report(change: impl FnOnce(&mut SignInReport)) -> ProfileRow {
    let Failure::SignIn(mut report) = refused() else {
        unreachable!("a refusal is a failed sign-in")
    };
    change(&mut report);
    failed(Failure::SignIn(report))
}

#[test]
fn every_kind_of_failure_is_shown_with_its_words_its_details_and_a_way_on() {
    for kind in every_kind() {
        let failure = failed_with(kind.clone(), None);
        let told = failure.message();
        let window = ScreenHarness::of(showing([failed(failure)]));
        for words in [&told.headline, &told.explanation] {
            assert!(window.says(words), "{kind:?}: {words}");
        }
        assert!(window.says("· 187 ms"), "{kind:?}");
        assert!(window.has("Try again"), "{kind:?}");
        assert_eq!(
            window.has("Enter new secret"),
            kind == SignInFailure::Refused,
            "{kind:?}"
        );
    }
}

#[test]
fn checking_the_address_is_offered_after_a_refusal_nothing_there_a_web_page_and_no_connection() {
    let offered = |status, is_web_page, failure: SignInFailure| {
        let row = with_report(|report| {
            report.status = status;
            report.is_web_page = is_web_page;
            report.failure = failure;
        });
        ScreenHarness::of(showing([row])).has("Check address")
    };
    assert!(offered(Some(401), false, SignInFailure::Refused));
    assert!(offered(Some(404), false, SignInFailure::NotFound));
    let page = SignInFailure::NotAToken(NotAToken::WebPage);
    assert!(offered(Some(200), true, page));
    assert!(!offered(Some(503), false, SignInFailure::ServerError));
    let offline = SignInFailure::CannotConnect(Connect::NotFoundOrOffline);
    assert!(offered(None, false, offline));
}

#[test]
fn the_question_is_asked_by_its_button_shown_while_it_runs_and_answered_on_the_card() {
    let mut row = failed(refused());
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row.clone()]));
    let asked = window.press("Check address");
    assert_eq!(asked, [Action::ProbeConsole(id)]);

    row.probe = Some(ConsoleProbe::Asking {
        job: running_job(1, Stage::Waiting),
    });
    let mut window = ScreenHarness::of(showing([row.clone()]));
    assert!(window.says("Checking console.eu5.cpg.crashplan.com (no credentials sent)…"));
    assert_eq!(window.press("Stop checking"), [Action::CancelProbe(id)]);

    row.probe = Some(ConsoleProbe::Answered(is_console()));
    let window = ScreenHarness::of(showing([row]));
    assert!(window.says("console.eu5.cpg.crashplan.com is a console"));
    assert!(window.says("The address is fine"));
    assert!(window.has("Check address"), "it can be asked again");
}

#[test]
fn each_step_is_one_labelled_line_up_to_the_one_that_failed_with_its_next_step() {
    let mut row = failed(refused());
    let id = row.profile.id;
    row.probe = Some(ConsoleProbe::Answered(untrusted()));
    let mut window = ScreenHarness::of(showing([row.clone()]));
    assert!(window.says("Couldn’t verify console.eu5.cpg.crashplan.com"));
    for line in [
        "Proxy: Passed. http://proxy.example:3128 (HTTPS_PROXY)",
        "Address: Skipped. Looked up by the proxy",
        "Connection: Passed. Through the proxy at 10.1.2.3:3128. 31 ms",
        "Console: Not checked",
        "Clock: Not checked",
    ] {
        assert!(window.has(line), "{line}");
    }
    let tls = window
        .0
        .get_by_label_contains("TLS: Failed. Certificate not trusted. ");
    let tls = tls.accesskit_node().value().unwrap();
    for part in [
        "If your company inspects TLS",
        "Issuer: CN=Example Corp TLS Inspection CA, O=Example Corp",
        "Valid: Sep 1, 2026 to Nov 30, 2026",
        "44 ms",
    ] {
        assert!(tls.contains(part), "{part}: {tls}");
    }
    assert_eq!(window.press("Copy as text"), [Action::CopyProbe(id)]);
    assert_eq!(window.press("Close"), [Action::CancelProbe(id)]);

    let mut unreachable = failed(failed_with(
        SignInFailure::CannotConnect(Connect::Refused),
        None,
    ));
    unreachable.probe = Some(ConsoleProbe::Answered(is_console()));
    let window = ScreenHarness::of(showing([unreachable]));
    assert!(window.says("console.eu5.cpg.crashplan.com is a console"));
    assert!(!window.says("check the client ID"), "it was never tried");

    row.probe = Some(ConsoleProbe::Answered(web_page()));
    let window = ScreenHarness::of(showing([row]));
    assert!(window.says("console.eu5.cpg.crashplan.com isn’t a console"));
    assert!(!window.says("The address is fine"));
}

#[test]
fn the_check_of_a_profile_that_did_not_fail_is_shown_above_its_card() {
    let mut row = live(872);
    let id = row.profile.id;
    row.probe = Some(ConsoleProbe::Answered(is_console()));
    let mut window = ScreenHarness::of(showing([row]));
    assert!(window.says("console.eu5.cpg.crashplan.com is a console"));
    assert!(!window.says("check the client ID"), "nothing failed");
    assert!(window.has("Copy header"), "the card is still there");
    assert_eq!(window.press("Close"), [Action::CancelProbe(id)]);
}

#[test]
fn a_console_that_asks_to_wait_is_counted_down_and_may_be_tried_all_the_same() {
    for (left, told) in [
        (42.0, "Try again in 0:42"),
        (0.2, "Try again in 0:01"),
        (0.0, "You can try again now."),
    ] {
        let retry_at = Some(now().plus(Duration::from_secs_f64(left)));
        let failure = failed_with(SignInFailure::TooManyRequests { retry_at }, Some(429));
        let window = ScreenHarness::of(showing([failed(failure.clone())]));
        assert!(window.says(told), "{told}");
        assert!(window.has("Try again"));

        let mut renewal = live(872);
        renewal.last_outcome = Some(LastOutcome::Failed(failure));
        let window = ScreenHarness::of(showing([renewal]));
        assert!(window.says(told), "after a failed renewal: {told}");
    }
}

#[test]
fn a_clock_that_differs_from_the_console_s_is_reported_with_the_failure() {
    for (ahead_secs, told) in [(30, false), (31, true), (-95, true)] {
        let row = with_report(|report| report.clock_ahead_secs = Some(ahead_secs));
        let window = ScreenHarness::of(showing([row]));
        assert_eq!(
            window.says("Your computer’s clock is"),
            told,
            "{ahead_secs}"
        );
    }
}

#[test]
fn after_a_failed_test_the_editor_offers_the_question_and_shows_its_answer() {
    let failed_test = |probe| {
        let mut open = editor(EditorMode::New);
        open.test = EditorTest::Failed(refused());
        open.probe = probe;
        let mut window = ScreenHarness::of(editing(open));
        window.0.state_mut().drafts.editor.fields.console = US1.to_owned();
        window.settle();
        window
    };
    let mut window = failed_test(None);
    assert_eq!(
        window.press("Check address"),
        [Action::Editor(EditorAction::ProbeConsole)]
    );
    let mut window = failed_test(Some(ConsoleProbe::Asking {
        job: running_job(1, Stage::Waiting),
    }));
    let canceled = window.press("Stop checking");
    assert_eq!(canceled, [Action::Editor(EditorAction::CancelProbe)]);
    let check = is_console_at("console.us1.crashplan.com");
    let mut window = failed_test(Some(ConsoleProbe::Answered(check)));
    assert!(window.says("console.us1.crashplan.com is a console"));
    let copied = window.press("Copy as text");
    assert_eq!(copied, [Action::Editor(EditorAction::CopyProbe)]);
    let closed = window.press("Close");
    assert_eq!(closed, [Action::Editor(EditorAction::CancelProbe)]);
}

#[test]
fn an_answer_scrolls_into_view_once_and_then_leaves_the_scrolling_to_the_person() {
    let mut open = editor(EditorMode::New);
    open.test = EditorTest::Failed(refused());
    open.probe = Some(ConsoleProbe::Answered(is_console()));
    let mut window = ScreenHarness::of(editing(open));
    window.0.state_mut().drafts.editor.fields.console = US1.to_owned();
    window.0.set_size(egui::vec2(720.0, 480.0));
    window.settle();
    window.settle();
    let top = |window: &ScreenHarness| window.0.get_by_label("Name").rect().top();
    let before = top(&window);
    window.0.hover_at(egui::pos2(360.0, 240.0));
    window.0.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, 80.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: egui::Modifiers::NONE,
    });
    for _ in 0..10 {
        window.settle();
    }
    assert!(top(&window) > before + 40.0, "{before}: {}", top(&window));
}
