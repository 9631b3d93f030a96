//! *Check secret* and *Check password*: the button, how the check is told, and what head and list say of it afterwards.

use egui::accesskit::Role;
use egui::{Key, Theme};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::job::MissingInput;
use tokendesk::app::token::{Check, LastOutcome, Purpose, Verified};
use tokendesk::app::{Action, Drafts, State};
use tokendesk::model::PasswordStorage;

use crate::harness::screen::{SMALLEST, ScreenHarness, USUAL};
use crate::samples::check::{
    accepted, checked, checking, messages, new_secret, not_accepted, untested, with_check,
};
use crate::samples::users::{dana, prompted};
use crate::samples::{attempt, failed, live, production, refused, sandbox, secs_ago, showing};

fn smallest(state: State) -> ScreenHarness {
    ScreenHarness::with(state, Drafts::default(), SMALLEST, Theme::Light)
}

#[test]
fn every_profile_can_be_checked_from_its_head() {
    let row = production();
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    assert_eq!(window.press("Check secret"), [Action::Check(id)]);
    for kept in [PasswordStorage::InKeyring, PasswordStorage::AskedEachTime] {
        let row = dana(kept);
        let id = row.profile.id;
        let mut window = ScreenHarness::of(showing([row]));
        assert_eq!(window.press("Check password"), [Action::Check(id)]);
    }
}

#[test]
fn in_the_smallest_window_the_check_is_in_the_menu() {
    let row = production();
    let id = row.profile.id;
    let mut window = smallest(showing([row]));
    assert!(!window.has("Check secret"));
    let asked = window.choose("More about this profile", "Check secret");
    assert_eq!(asked, [Action::Check(id)]);
}

#[test]
fn a_reset_can_be_checked_where_something_is_stored() {
    let rows = [production(), dana(PasswordStorage::InKeyring)];
    let names = ["Check secret reset…", "Check password reset…"];
    for (row, name) in rows.into_iter().zip(names) {
        let id = row.profile.id;
        let mut window = ScreenHarness::of(showing([row]));
        let asked = window.choose("More about this profile", name);
        assert_eq!(asked, [Action::OpenRotation(id)]);
    }
    let mut window = ScreenHarness::of(showing([dana(PasswordStorage::AskedEachTime)]));
    window.press("More about this profile");
    assert!(!window.has("Check password reset…"));
}

#[test]
fn while_a_check_or_a_sign_in_runs_none_can_be_begun() {
    let mut signing_in = production();
    signing_in.attempt = Some(attempt(3));
    for row in [with_check(production(), checking(None)), signing_in] {
        let mut window = ScreenHarness::of(showing([row.clone()]));
        let is_disabled = window.button("Check secret").accesskit_node().is_disabled();
        assert!(is_disabled);
        assert_eq!(window.press("Check secret"), []);
        let mut window = smallest(showing([row]));
        assert_eq!(window.choose("More about this profile", "Check secret"), []);
    }
}

#[test]
fn a_check_says_what_it_waits_for_and_can_be_canceled() {
    let row = with_check(production(), checking(None));
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    assert!(window.says("Waiting for console.eu5.cpg.crashplan.com · 6 s"));
    assert!(window.says("checking"), "in the list");
    assert_eq!(window.press("Cancel check"), [Action::CancelCheck(id)]);
}

#[test]
fn an_accepted_secret_says_that_nothing_was_copied() {
    let row = with_check(production(), checked(accepted(), 190));
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    assert!(window.says("Secret works · 15-minute token · 198 ms · Nothing was copied."));
    assert_eq!(window.press("Close"), [Action::CloseCheck(id)]);
}

#[test]
fn a_refused_secret_says_why_and_leads_to_the_new_one() {
    let names = ["Enter new secret", "Enter new password"];
    let rows = [production(), dana(PasswordStorage::InKeyring)];
    for (row, name) in rows.into_iter().zip(names) {
        let id = row.profile.id;
        let mut window = ScreenHarness::of(showing([with_check(row, checked(not_accepted(), 10))]));
        assert!(window.says("not accepted"));
        assert!(window.says("Nothing was copied."));
        assert!(window.says("10:32 AM · 187 ms"));
        assert_eq!(window.press(name), [Action::EnterNewSecret(id)]);
    }
    let row = dana(PasswordStorage::AskedEachTime);
    let window = ScreenHarness::of(showing([with_check(row, checked(not_accepted(), 10))]));
    assert!(!window.has("Enter new password"), "none is saved");
}

#[test]
fn after_a_refused_check_the_key_of_the_solid_button_asks_for_the_new_secret() {
    let mut expired = production();
    expired.last_outcome = Some(LastOutcome::Expired {
        at: secs_ago(5).wall,
    });
    for row in [production(), expired] {
        let row = with_check(row, checked(not_accepted(), 10));
        let id = row.profile.id;
        for mut window in [
            ScreenHarness::of(showing([row.clone()])),
            smallest(showing([row.clone()])),
        ] {
            assert!(!window.has("Get token and copy header"));
            assert_eq!(window.command_key(Key::Enter), [Action::EnterNewSecret(id)]);
            // The same once more is a click of its own.
            assert_eq!(window.press("Try again"), [Action::GetToken(id)]);
        }
    }
}

#[test]
fn the_way_to_the_new_secret_is_not_offered_twice() {
    let row = with_check(failed(refused()), checked(not_accepted(), 10));
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    // It would be ambiguous if there were two.
    let asked = window.press("Enter new secret");
    assert_eq!(asked, [Action::EnterNewSecret(id)]);
}

#[test]
fn a_check_that_came_to_no_end_says_nothing_of_the_secret() {
    let window = ScreenHarness::of(showing([with_check(production(), checked(untested(), 70))]));
    assert!(window.says("whether it works is still unknown"));
    assert!(window.says("check failed 1 min ago"));
    assert!(!window.has("Enter new secret"));
}

#[test]
fn head_and_list_say_when_it_was_checked() {
    for (outcome, secs, head) in [
        (accepted(), 0, "accepted just now"),
        (accepted(), 59, "accepted just now"),
        (accepted(), 60, "accepted 1 min ago"),
        (not_accepted(), 190, "rejected 3 min ago"),
        (not_accepted(), 3599, "rejected 59 min ago"),
        (accepted(), 7300, "accepted 2 h ago"),
    ] {
        let row = with_check(production(), checked(outcome, secs));
        for window in [
            ScreenHarness::of(showing([row.clone()])),
            smallest(showing([row])),
        ] {
            assert!(window.says(&format!("· {head}")), "head: {head}");
            let list = format!("EU5 · key-79muGw9i424, {head}");
            assert!(window.says(&list), "list: {head}: {:?}", window.texts());
        }
    }
    // A password that is not kept, too.
    let row = with_check(
        dana(PasswordStorage::AskedEachTime),
        checked(accepted(), 190),
    );
    assert!(ScreenHarness::of(showing([row])).says("· accepted 3 min ago"));
}

#[test]
fn a_closed_message_is_gone_and_head_and_list_still_say_it() {
    let closed = Check::Done {
        verified: Verified {
            outcome: accepted(),
            at: secs_ago(190),
        },
        is_closed: true,
    };
    let window = ScreenHarness::of(showing([with_check(production(), closed)]));
    assert!(!window.has("Close") && !window.says("Secret works"));
    assert!(window.says("· accepted 3 min ago"));
    assert!(window.says("key-79muGw9i424, accepted 3 min ago"));
}

#[test]
fn while_it_is_checked_again_the_previous_verdict_is_still_shown() {
    let before = Verified {
        outcome: not_accepted(),
        at: secs_ago(190),
    };
    let row = with_check(production(), checking(Some(before)));
    assert!(ScreenHarness::of(showing([row])).says("· rejected 3 min ago"));
}

#[test]
fn the_list_tells_a_live_token_before_a_verdict_and_the_newer_of_two() {
    let told = |row| {
        let window = ScreenHarness::of(showing([row]));
        let texts = window.texts();
        let list = texts
            .iter()
            .find(|text| text.starts_with("EU5 · key-79muGw9i424, "));
        list.unwrap().clone()
    };
    // A token that works until it expires does not hide that the next one cannot be fetched.
    let row = with_check(live(872), checked(not_accepted(), 10));
    let expected = "EU5 · key-79muGw9i424, rejected just now, 14:32 left";
    assert_eq!(told(row), expected);
    let mut row = live(872);
    row.last_outcome = Some(LastOutcome::Failed(refused()));
    assert_eq!(
        told(row.clone()),
        "EU5 · key-79muGw9i424, rejected, 14:32 left"
    );
    let accepted_since = with_check(row, checked(accepted(), 10));
    let expected = "EU5 · key-79muGw9i424, 14:32 left, accepted just now";
    assert_eq!(told(accepted_since), expected);
    let row = with_check(live(872), checked(accepted(), 190));
    let expected = "EU5 · key-79muGw9i424, 14:32 left, accepted 3 min ago";
    assert_eq!(told(row), expected);
    // The sign-in was refused 28 s ago.
    let newer = with_check(failed(refused()), checked(accepted(), 10));
    assert_eq!(told(newer), "EU5 · key-79muGw9i424, accepted just now");
    let older = with_check(failed(refused()), checked(accepted(), 190));
    let expected = "EU5 · key-79muGw9i424, rejected, accepted 3 min ago";
    assert_eq!(told(older), expected);
}

#[test]
fn what_is_typed_for_a_check_promises_no_copy() {
    let mut row = prompted(MissingInput::Password);
    let id = row.profile.id;
    row.prompt.as_mut().unwrap().purpose = Purpose::Check;
    let mut window = ScreenHarness::of(showing([row]));
    assert!(window.says("Nothing is copied"));
    assert!(!window.has("Sign in and copy header"));
    let form = window
        .0
        .root()
        .children_recursive()
        .filter(|node| node.accesskit_node().label().as_deref() == Some("Check password"))
        .last();
    form.unwrap().click();
    window.settle();
    assert_eq!(window.asked(), [Action::SignIn(id)]);
}

#[test]
fn the_banner_of_the_sandbox_resets_the_secret_and_tells_the_new_one() {
    for size in [USUAL, SMALLEST] {
        let mut state = showing([production()]);
        state.sandbox = Some(sandbox());
        let mut window = ScreenHarness::with(state, Drafts::default(), size, Theme::Dark);
        let reset = "Reset the secret of “Works”";
        assert_eq!(window.press(reset), [Action::ResetSandboxSecret]);
        assert!(!window.has("Copy the new secret"));
        let sandbox = window.state_mut().sandbox.as_mut().unwrap();
        sandbox.new_secret = Some(new_secret());
        window.settle();
        let told = format!("New secret of key-79muGw9i424: {}", new_secret().secret);
        assert!(window.says(&told), "{:?}", window.texts());
        assert_eq!(
            window.press("Copy the new secret"),
            [Action::CopyText("secret")]
        );
        assert!(window.0.state().drafts.to_copy.is_some());
        assert_eq!(window.press("Close"), [Action::CloseSandboxSecret]);
    }
}

#[test]
fn no_state_of_a_check_shows_anything_of_a_token() {
    for (name, state) in messages() {
        let is_live = state
            .selected_profile()
            .is_some_and(|row| row.grant.is_some());
        let window = ScreenHarness::of(state);
        assert!(is_live || !window.says("eyJ"), "{name}");
    }
}

#[test]
fn esc_cancels_a_check() {
    let row = with_check(production(), checking(None));
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    assert_eq!(window.key(Key::Escape), [Action::CancelCheck(id)]);
}

#[test]
fn the_message_of_a_check_and_the_card_below_it_offer_to_copy() {
    let mut row = with_check(production(), checked(accepted(), 3));
    row.grant = live(872).grant;
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    assert!(window.says("Nothing was copied."));
    for nth in 0..2 {
        let buttons = window
            .0
            .get_all_by_role_and_label(Role::Button, "Copy header");
        let button = buttons
            .into_iter()
            .nth(nth)
            .expect("one there, one on the card");
        button.click();
        window.settle();
        assert_eq!(window.asked(), [Action::CopyHeader(id)]);
        window.wait_half_a_second();
    }
}
