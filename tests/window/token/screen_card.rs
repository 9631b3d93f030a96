//! The pane of a profile, and its token card in every state.

use egui::{Key, Theme, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::action::Masked;
use tokendesk::app::profiles::{ProfileRow, Row};
use tokendesk::app::state::{CopyFlash, Shown};
use tokendesk::app::token::{Attempt, CopySkipped, LastOutcome};
use tokendesk::app::{Action, Drafts};
use tokendesk::model::failure::Stage;
use tokendesk::model::{CopyFormat, SignInFailure};

use crate::harness::screen::ScreenHarness;
use crate::samples::{
    US1, attempt, failed, failed_with, live, now, production, profile, refused, running_job,
    showing, showing_production,
};

#[test]
fn the_head_names_profile_console_client_id_and_where_the_secret_is() {
    let window = ScreenHarness::of(showing([production()]));
    for told in [
        "Production EU",
        "API client",
        "https://console.eu5.cpg.crashplan.com",
        "key-79muGw9i424",
        "Saved in keyring",
        "Nov 12, 2026",
    ] {
        assert!(window.says(told), "{told}");
    }
}

#[test]
fn the_head_edits_duplicates_deletes_and_copies_the_client_id() {
    let row = production();
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    assert_eq!(window.press("Edit"), [Action::Edit(id)]);
    let more = "More about this profile";
    assert_eq!(window.choose(more, "Duplicate…"), [Action::Duplicate(id)]);
    assert_eq!(window.choose(more, "Delete…"), [Action::AskDelete(id)]);
    assert_eq!(
        window.press("Copy client ID"),
        [Action::CopyText("client ID")]
    );
    let copied = window.0.state().drafts.to_copy.as_ref().unwrap();
    assert_eq!(copied.expose_secret(), "key-79muGw9i424");
}

#[test]
fn without_a_token_one_button_gets_it() {
    let row = production();
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    assert!(window.says("Signs in and copies the header."));
    let asked = window.press("Get token and copy header");
    assert_eq!(asked, [Action::GetToken(id)]);
}

#[test]
fn a_sign_in_says_after_a_while_what_it_waits_for_and_can_be_canceled() {
    let mut row = production();
    let id = row.profile.id;
    row.attempt = Some(attempt(6));
    let mut window = ScreenHarness::of(showing([row]));
    assert!(window.says("Signing in…"));
    assert!(window.says("Waiting for console.eu5.cpg.crashplan.com · 6 s"));
    assert!(!window.has("Get token and copy header"));
    assert_eq!(window.press("Cancel"), [Action::CancelFetch(id)]);
}

#[test]
fn a_young_sign_in_does_not_count_seconds() {
    let mut row = production();
    row.attempt = Some(Attempt {
        job: running_job(2, Stage::Connecting),
        copy_after: None,
    });
    let window = ScreenHarness::of(showing([row]));
    assert!(window.says("Connecting to console.eu5.cpg.crashplan.com"));
    assert!(!window.says("· 2 s"));
}

#[test]
fn a_live_token_says_how_long_it_lives_and_is_copied_in_three_forms() {
    let row = live(872);
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    assert!(window.says("Token is live"));
    assert!(window.says("14:32 left"));
    assert!(window.says("Expires at 10:47 AM"));
    let copy = |format| [Action::Copy(id, format)];
    assert_eq!(window.press("Copy header"), [Action::CopyHeader(id)]);
    for (name, format) in [
        ("Header line", CopyFormat::HeaderLine),
        ("Header value", CopyFormat::HeaderValue),
        ("Token only", CopyFormat::TokenOnly),
    ] {
        assert_eq!(window.choose("Copy as", name), copy(format));
    }
    assert_eq!(window.press("Renew"), [Action::Renew(id)]);
}

#[test]
fn a_token_is_masked_until_it_is_asked_for() {
    let row = live(872);
    let what = Masked::Token(row.profile.id);
    let mut window = ScreenHarness::of(showing([row]));
    assert!(window.says("eyJjdHkiO•"));
    assert!(!window.says("abcDEF123"));
    assert_eq!(window.press("Show"), [Action::Show(what)]);
    window.state_mut().shown = Some(Shown { what, until: now() });
    window.settle();
    assert!(window.says("abcDEF123"));
    assert_eq!(window.press("Hide"), [Action::Hide]);
}

#[test]
fn the_masked_header_is_one_line_that_shows_both_ends_at_every_width() {
    for width in [720.0, 980.0, 1_215.0, 1_216.0, 1_280.0, 1_440.0, 2_560.0] {
        let size = vec2(width, 700.0);
        let state = showing([live(872)]);
        let window = ScreenHarness::with(state, Drafts::default(), size, Theme::Light);
        let places = window.places().into_iter();
        let mut headers = places.filter(|(_, text, _)| text.starts_with("Authorization:"));
        let (_, text, rect) = headers.next().unwrap();
        assert!(rect.height() < 24.0, "{width}: {text} {rect:?}");
        assert!(
            text.starts_with("Authorization: Bearer eyJ") && text.ends_with("_rhchA"),
            "{width}: {text}"
        );
        assert!(text.contains("••••"), "{width}: {text}");
    }
}

#[test]
fn a_token_in_its_last_seconds_is_shown_but_not_copied() {
    let row = live(9);
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    assert!(window.says("0:09 left"));
    assert!(!window.has("Copy header"));
    assert_eq!(window.press("Copy as"), []);
    assert!(!window.has("Header value"), "its menu stays closed");
    assert_eq!(window.press("Renew and copy"), [Action::GetToken(id)]);
}

#[test]
fn a_token_that_was_not_copied_says_why() {
    for (why, told) in [
        (CopySkipped::SelectionMoved, "You switched profiles"),
        (CopySkipped::OtherCopy, "You copied something else"),
        (CopySkipped::ExpiresTooSoon, "About to expire"),
        (
            CopySkipped::TagAsks,
            "This tag requires confirmation before copying.",
        ),
        (CopySkipped::NoFormat, "choose where you’ll paste it"),
    ] {
        let mut row = live(872);
        row.copy_skipped = Some(why);
        let window = ScreenHarness::of(showing([row]));
        assert!(window.says(told), "{told}");
        assert!(window.has("Copy header"));
    }
}

#[test]
fn a_renewal_that_failed_leaves_the_token_and_says_why() {
    let mut row = live(872);
    row.last_outcome = Some(LastOutcome::Failed(refused()));
    let window = ScreenHarness::of(showing([row]));
    assert!(window.says("still works"));
    assert!(window.says("Client ID or secret not accepted"));
    assert!(window.has("Copy header"));
}

#[test]
fn a_renewal_under_way_can_be_canceled_and_does_not_hide_the_token() {
    let mut row = live(872);
    let id = row.profile.id;
    row.attempt = Some(attempt(1));
    let mut window = ScreenHarness::of(showing([row]));
    assert!(window.has("Copy header") && !window.has("Renew"));
    assert_eq!(window.press("Cancel"), [Action::CancelFetch(id)]);
}

#[test]
fn clocks_that_differ_by_more_than_half_a_minute_are_reported() {
    for (ahead, told) in [
        (30, None),
        (31, Some("31 seconds ahead of the console.")),
        (-95, Some("95 seconds behind the console.")),
        (3_605, Some("about 1 hour ahead of the console.")),
        (-300, Some("about 5 minutes behind the console.")),
    ] {
        let mut row = live(872);
        row.grant.as_mut().unwrap().clock_ahead_secs = Some(ahead);
        let window = ScreenHarness::of(showing([row]));
        let found = window.says(&format!("clock is {}", told.unwrap_or_default()));
        assert_eq!(found, told.is_some(), "{ahead}");
    }
}

#[test]
fn an_expired_token_says_when_and_offers_the_next() {
    let mut row = production();
    row.last_outcome = Some(LastOutcome::Expired { at: now().wall });
    let window = ScreenHarness::of(showing([row]));
    assert!(window.says("Token expired"));
    assert!(window.says("Expired at 10:32 AM"));
    assert!(window.has("Get token and copy header"));
}

#[test]
fn a_refused_secret_leads_to_the_new_one_and_can_be_tried_again() {
    let row = failed(refused());
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    assert!(window.says("Client ID or secret not accepted"));
    assert!(window.says("Nothing was copied."));
    assert!(window.says("HTTP 401 · console.eu5.cpg.crashplan.com · 10:32 AM · 187 ms"));
    let asked = window.press("Enter new secret");
    assert_eq!(asked, [Action::EnterNewSecret(id)]);
    assert_eq!(window.press("Try again"), [Action::GetToken(id)]);
}

#[test]
fn any_other_failure_offers_to_try_again_once() {
    let row = failed(failed_with(SignInFailure::ServerError, Some(503)));
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    assert!(!window.has("Enter new secret"));
    assert_eq!(window.0.get_all_by_label("Try again").count(), 1);
    assert_eq!(window.press("Try again"), [Action::GetToken(id)]);
}

#[test]
fn a_sign_in_that_waits_for_the_keyring_says_where_to_look_after_a_second() {
    let mut row = production();
    row.attempt = Some(Attempt {
        job: running_job(0, Stage::Keyring),
        copy_after: None,
    });
    let mut window = ScreenHarness::of(showing([row.clone()]));
    assert!(window.says("Signing in…") && !window.says("Look for its password prompt"));
    row.attempt = Some(Attempt {
        job: running_job(1, Stage::Keyring),
        copy_after: None,
    });
    window.state_mut().rows = vec![Row::of(row)];
    window.settle();
    assert!(window.says("Look for its password prompt"));
    assert_eq!(window.press("Cancel").len(), 1);
}

#[test]
fn a_press_meant_for_the_head_of_another_profile_finds_no_button_in_this_one() {
    let other = ProfileRow::new(profile("Backup", US1, "key-42"));
    let (one, two) = (
        ScreenHarness::of(showing_production(production())),
        ScreenHarness::of(showing([other])),
    );
    let head = ["Edit", "Check secret", "More about this profile"];
    let ids = |window: &ScreenHarness| head.map(|name| window.button(name).accesskit_node().id());
    let (before, after) = (ids(&one), ids(&two));
    assert!(
        before.iter().all(|id| !after.contains(id)),
        "{before:?} {after:?}"
    );
}

#[test]
fn a_token_that_expires_soon_is_renewed_and_copied_by_one_button_and_copied_by_name() {
    let row = live(95);
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    assert!(window.says("Expires soon") && !window.has("Copy header"));
    assert_eq!(window.press("Renew and copy"), [Action::GetToken(id)]);
    window.wait_half_a_second();
    assert_eq!(window.command_key(Key::Enter), [Action::GetToken(id)]);
    window.wait_half_a_second();
    assert_eq!(window.press("Renew"), [Action::Renew(id)]);
    let copy = Action::Copy(id, CopyFormat::HeaderLine);
    assert_eq!(window.choose("Copy as", "Header line"), [copy]);
}

#[test]
fn while_it_is_renewed_the_solid_button_rests_where_it_was() {
    let row = live(95);
    let mut window = ScreenHarness::of(showing([row.clone()]));
    let before = window.button("Renew and copy").rect();
    let renewing = ProfileRow {
        attempt: Some(attempt(3)),
        ..row
    };
    window.state_mut().rows = vec![Row::of(renewing)];
    window.settle();
    let button = window.button("Renew and copy");
    assert!(button.accesskit_node().is_disabled());
    assert_eq!(button.rect(), before);
    assert!(window.says("Renewing…"));
    assert_eq!(window.command_key(Key::Enter), []);
}

#[test]
fn an_expired_token_whose_header_was_copied_last_is_renewed_with_or_without_a_copy() {
    let mut row = production();
    row.last_outcome = Some(LastOutcome::Expired { at: now().wall });
    let id = row.profile.id;
    let mut state = showing([row]);
    state.last_copied = Some(id);
    let mut window = ScreenHarness::of(state);
    assert_eq!(window.press("Renew and copy"), [Action::GetToken(id)]);
    window.wait_half_a_second();
    assert_eq!(window.press("Renew"), [Action::Renew(id)]);
}

#[test]
fn the_button_says_that_it_copied_and_keeps_its_name_and_size() {
    let row = live(872);
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    let before = window.button("Copy header").rect();
    let painted = |window: &ScreenHarness| {
        let is_there = |shape: &egui::epaint::ClippedShape| matches!(&shape.shape, egui::Shape::Text(text) if text.galley.text() == "Copied");
        window.0.output().shapes.iter().any(is_there)
    };
    assert!(!painted(&window));
    window.state_mut().copy_flash = Some(CopyFlash { id, until: now() });
    window.settle();
    assert!(painted(&window));
    assert_eq!(window.button("Copy header").rect(), before);
    assert_eq!(window.press("Copy header"), [Action::CopyHeader(id)]);
}

#[test]
fn esc_cancels_a_sign_in_even_right_after_it_began() {
    let idle = production();
    let id = idle.profile.id;
    let signing_in = ProfileRow {
        attempt: Some(attempt(0)),
        ..idle.clone()
    };
    let renewing = ProfileRow {
        grant: live(872).grant,
        ..signing_in.clone()
    };
    for row in [signing_in, renewing] {
        let mut window = ScreenHarness::of(showing([idle.clone()]));
        assert_eq!(window.key(Key::Escape), [], "nothing runs");
        assert_eq!(window.command_key(Key::Enter), [Action::GetToken(id)]);
        window.state_mut().rows = vec![Row::of(row)];
        window.settle();
        assert_eq!(window.key(Key::Escape), [Action::CancelFetch(id)]);
        // What is in front comes first.
        window.press("More about this profile");
        assert_eq!(window.key(Key::Escape), []);
        window.state_mut().dialog = Some(tokendesk::app::state::Dialog::Shortcuts);
        window.settle();
        assert_eq!(window.key(Key::Escape), [Action::CloseDialog]);
    }
}
