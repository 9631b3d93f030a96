//! The dialog *Check secret reset…*: what it asks for, what it found, and what replaces the stored secret.

use egui::accesskit::Role;
use egui::{Key, Theme};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::action::Masked;
use tokendesk::app::rotation::{Found, Replacing, Rotation, RotationAction, RotationPhase};
use tokendesk::app::state::{Dialog, Shown};
use tokendesk::app::{Action, Drafts, State};
use tokendesk::model::{
    Failure, KeyringFailure, PasswordStorage, RotationOutcome, SkipReason, StoredOutcome,
};

use crate::harness::screen::{ScreenHarness, USUAL};
use crate::samples::check::{
    accepted, checking_rotation, different, found, not_accepted, replaced, took_effect, trying,
    untested,
};
use crate::samples::users::{dana, sandboxed};
use crate::samples::{live, now, production, running_write, secs_ago};

const CHECK: Action = Action::Rotation(RotationAction::Check);
const REPLACE: Action = Action::Rotation(RotationAction::Replace);

pub(crate) fn typed(secret: &str) -> Drafts {
    let mut drafts = Drafts::default();
    drafts.new_secret.text_mut().push_str(secret);
    drafts
}

fn window(state: State) -> ScreenHarness {
    ScreenHarness::with(state, typed("new-secret-1"), USUAL, Theme::Light)
}

/// The dialog of an API client in this phase.
pub(crate) fn client(phase: RotationPhase) -> ScreenHarness {
    window(checking_rotation(live(872), |check| check.phase = phase))
}

/// The dialog of a user account.
fn user(change: impl FnOnce(&mut Rotation)) -> ScreenHarness {
    window(checking_rotation(dana(PasswordStorage::InKeyring), change))
}

pub(crate) fn neither(replacing: Replacing) -> RotationPhase {
    let stored = StoredOutcome::Tried(not_accepted());
    found(different(not_accepted(), stored), replacing)
}

/// The new secret of a reset that took effect is being saved.
fn writing(is_canceled: bool) -> RotationPhase {
    RotationPhase::Replacing {
        job: running_write(2, is_canceled),
        found: Box::new(Found {
            outcome: took_effect(),
            grant: None,
            replacing: Replacing::Idle,
        }),
    }
}

fn by_key(window: &mut ScreenHarness) -> Vec<Action> {
    window.command_key(Key::Enter)
}

#[test]
fn the_dialog_asks_for_the_new_secret_and_says_what_happens_to_it() {
    let mut window = client(RotationPhase::Asking);
    assert!(window.has("Check secret reset · Production EU"));
    assert!(window.says("Each secret is tested once. Nothing is replaced until you confirm."));
    assert_eq!(window.focused().as_deref(), Some("New secret"));
    assert_eq!(window.press("Check"), [CHECK]);
    window.wait_half_a_second();
    assert_eq!(by_key(&mut window), [CHECK]);
    assert_eq!(window.press("Close"), [Action::CloseDialog]);
    assert!(!window.says("new-secret-1"), "it is masked");
}

#[test]
fn enter_in_the_field_checks_and_a_changed_field_says_so() {
    let mut window = client(RotationPhase::Asking);
    let field = || Role::PasswordInput;
    window
        .0
        .get_by_role_and_label(field(), "New secret")
        .type_text("x");
    window.settle();
    assert_eq!(window.asked(), [Action::Rotation(RotationAction::Changed)]);
    assert_eq!(window.key(Key::Enter), [CHECK]);
}

#[test]
fn the_new_secret_is_shown_by_a_click_only() {
    let mut window = window(checking_rotation(production(), |_| {}));
    let show = Masked::NewSecret;
    assert_eq!(window.press("Show"), [Action::Show(show)]);
    window.state_mut().shown = Some(Shown {
        what: show,
        until: now(),
    });
    window.settle();
    assert!(window.says("new-secret-1"));
    assert_eq!(window.press("Hide"), [Action::Hide]);
}

#[test]
fn a_missing_secret_and_white_space_at_its_ends_are_reported() {
    for (text, told) in [
        ("", "Enter the new secret."),
        (" new-secret-1", "Spaces around the secret will be removed."),
    ] {
        let state = checking_rotation(live(872), |check| check.shows_error = true);
        let window = ScreenHarness::with(state, typed(text), USUAL, Theme::Light);
        assert!(window.says(told), "{text:?}");
    }
}

#[test]
fn while_the_secrets_are_tried_it_says_which_and_can_be_canceled() {
    let mut window = client(trying(None));
    assert!(window.says("Checking…") && window.has("Waiting"));
    assert!(window.says("Waiting for console.eu5.cpg.crashplan.com · 6 s"));
    assert!(window.button("Check").accesskit_node().is_disabled());
    assert_eq!(by_key(&mut window), []);
    let cancel = [Action::Rotation(RotationAction::Cancel)];
    assert_eq!(window.press("Cancel check"), cancel);
    window.wait_half_a_second();
    assert_eq!(window.key(Key::Escape), cancel);

    let window = client(trying(Some(accepted())));
    assert!(window.says("works") && window.says("HTTP 200 · 15 min token · 198 ms"));
    assert!(window.says("Checking…") && !window.texts().iter().any(|text| text == "Waiting"));
}

#[test]
fn a_reset_that_took_effect_is_replaced_by_the_solid_button() {
    let mut window = client(found(took_effect(), Replacing::Idle));
    for told in [
        "accepted",
        "HTTP 200 · 15 min token · 198 ms",
        "no longer accepted",
        "HTTP 401 · 187 ms",
        "The new secret works and the old one doesn’t.",
    ] {
        assert!(window.says(told), "{told}");
    }
    assert_eq!(window.press("Replace saved secret"), [REPLACE]);
    window.wait_half_a_second();
    assert_eq!(by_key(&mut window), [REPLACE]);
    window.wait_half_a_second();
    assert_eq!(window.press("Check again"), [CHECK]);
    let copied = [Action::Rotation(RotationAction::CopyResult)];
    assert_eq!(window.press("Copy result"), copied);
}

#[test]
fn enter_in_the_field_replaces_what_a_reset_that_took_effect_left_behind() {
    let mut window = client(found(took_effect(), Replacing::Idle));
    assert_eq!(window.key(Key::Enter), [REPLACE]);
}

#[test]
fn a_secret_that_was_not_accepted_replaces_by_two_clicks_and_no_key() {
    let mut window = client(neither(Replacing::Idle));
    assert_eq!(
        by_key(&mut window),
        [],
        "neither again nor for the stored one"
    );
    assert_eq!(window.press("Replace saved secret"), [REPLACE]);
    let mut window = client(neither(Replacing::Confirming));
    assert!(window.says("Save it anyway?"));
    assert!(!window.has("Replace saved secret"));
    assert_eq!(by_key(&mut window), []);
    let all_the_same = [Action::Rotation(RotationAction::ReplaceAnyway)];
    assert_eq!(window.press("Replace anyway"), all_the_same);
}

#[test]
fn the_stored_secret_itself_replaces_nothing() {
    for outcome in [
        RotationOutcome::Same(accepted()),
        RotationOutcome::SameAsRefused {
            at: secs_ago(28).wall,
        },
    ] {
        let mut window = client(found(outcome, Replacing::Idle));
        assert!(!window.has("Replace saved secret"));
        assert_eq!(by_key(&mut window), []);
        assert!(window.has("Check again") && window.has("Copy result"));
    }
}

#[test]
fn what_could_not_be_tested_is_tried_again_by_the_solid_button() {
    let stored = StoredOutcome::Skipped(SkipReason::NotReached);
    let mut window = client(found(different(untested(), stored), Replacing::Idle));
    assert!(window.says("not tested"));
    assert_eq!(by_key(&mut window), [CHECK]);
    window.wait_half_a_second();
    assert_eq!(window.press("Check again"), [CHECK]);
}

#[test]
fn a_secret_that_was_refused_before_is_not_tried_again_and_says_so() {
    let at = secs_ago(28).wall;
    let asking = window(checking_rotation(live(872), |check| {
        check.refused_before = Some(at);
    }));
    assert!(asking.says("The saved one was rejected at 10:32 AM and won’t be sent again."));
    assert!(!asking.says("Each secret is tested once."));
    for phase in [
        trying(None),
        found(
            different(accepted(), StoredOutcome::RefusedBefore { at }),
            Replacing::Idle,
        ),
    ] {
        let window = window(checking_rotation(live(872), |check| {
            check.refused_before = Some(at);
            check.phase = phase;
        }));
        assert!(window.says("rejected at 10:32 AM") && window.says("not tested again"));
    }
}

#[test]
fn a_stored_password_is_tried_only_if_that_is_ticked() {
    let mut window = user(|check| check.tries_stored = false);
    assert!(window.has("Check password reset · dana@example.com"));
    assert!(window.has("New password"));
    assert!(window.says("can lock the account"));
    let tick = window
        .0
        .get_by_role_and_label(Role::CheckBox, "Also test the saved password");
    tick.click();
    window.settle();
    let asked = [Action::Rotation(RotationAction::TryStored(true))];
    assert_eq!(window.asked(), asked);

    let at = secs_ago(28).wall;
    let window = user(|check| check.refused_before = Some(at));
    assert!(!window.has("Also test the saved password"), "it is known");
    assert!(!client(RotationPhase::Asking).has("Also test the saved password"));
}

#[test]
fn a_code_is_asked_for_where_the_account_needs_one() {
    let mut state = checking_rotation(dana(PasswordStorage::InKeyring), |check| {
        check.phase = RotationPhase::CodeRequired;
        check.shows_error = true;
    });
    let dialog = state.dialog.take();
    let row = state.selected_profile().unwrap().clone();
    let mut state = sandboxed(row);
    state.dialog = dialog;
    let mut window = window(state);
    assert_eq!(window.focused().as_deref(), Some("Two-factor code"));
    assert!(window.says("In the sandbox, the current code is 042"));
    assert!(window.says("Enter the code from your authenticator app."));
    assert_eq!(window.press("Check"), [CHECK]);
    window.wait_half_a_second();
    let without = [Action::Rotation(RotationAction::CheckWithoutCode)];
    assert_eq!(window.press("Sign in without a code"), without);
}

#[test]
fn a_replacing_under_way_can_be_canceled_and_says_why_it_waits() {
    let mut window = client(writing(false));
    assert!(window.says("Saving… Your keyring may be locked"));
    assert!(!window.has("Replace saved secret"));
    assert_eq!(by_key(&mut window), []);
    assert_eq!(window.press("Cancel"), [Action::CloseDialog]);
    let window = client(writing(true));
    assert!(window.says("Your change may already be saved"));
    assert!(window.has("Close") && !window.has("Cancel"));
}

#[test]
fn what_went_wrong_with_the_keyring_is_reported_and_can_be_tried_again() {
    let failed = Replacing::Failed(KeyringFailure::Locked);
    let mut window = client(found(took_effect(), failed));
    assert!(window.says("Keyring locked"));
    assert!(window.says("The saved secret wasn’t replaced."));
    assert_eq!(window.press("Replace saved secret"), [REPLACE]);

    let failed = Failure::Keyring(KeyringFailure::Locked);
    let mut window = client(RotationPhase::Failed(failed));
    assert!(window.says("Keyring locked"));
    assert_eq!(by_key(&mut window), [CHECK]);
}

#[test]
fn what_was_saved_elsewhere_in_between_is_checked_again_before_it_is_replaced() {
    let theirs = KeyringFailure::Conflict(Box::new(production().profile));
    for failure in [theirs, KeyringFailure::NotFound] {
        let mut window = client(found(took_effect(), Replacing::Failed(failure)));
        assert!(!window.has("Replace saved secret") && !window.says("edit"));
        assert_eq!(by_key(&mut window), [CHECK]);
        window.wait_half_a_second();
        assert_eq!(window.press("Check again"), [CHECK]);
    }
}

fn enter_phase(window: &mut ScreenHarness, phase: RotationPhase) {
    if let Some(Dialog::Rotation(check)) = &mut window.state_mut().dialog {
        check.phase = phase;
    }
    window.settle();
    window.wait_half_a_second();
}

#[test]
fn the_field_gets_the_keyboard_back_when_the_new_secret_was_not_accepted() {
    let mut window = client(RotationPhase::Asking);
    window.0.key_press(Key::Enter);
    window.settle();
    enter_phase(&mut window, trying(None));
    assert_eq!(window.focused(), None);
    enter_phase(&mut window, neither(Replacing::Idle));
    assert_eq!(window.focused().as_deref(), Some("New secret"));
}

#[test]
fn after_the_paste_a_reset_takes_three_keys() {
    let mut window = client(RotationPhase::Asking);
    let mut keys = 0;
    let mut enter = |window: &mut ScreenHarness| {
        keys += 1;
        window.key(Key::Enter)
    };
    assert_eq!(enter(&mut window), [CHECK]);
    enter_phase(&mut window, trying(None));
    enter_phase(&mut window, found(took_effect(), Replacing::Idle));
    assert_eq!(window.focused().as_deref(), Some("Replace saved secret"));
    assert_eq!(enter(&mut window), [REPLACE]);
    enter_phase(&mut window, writing(false));
    enter_phase(&mut window, replaced());
    assert_eq!(window.focused().as_deref(), Some("Close"));
    assert_eq!(enter(&mut window), [Action::CloseDialog]);
    assert_eq!(keys, 3);
}

#[test]
fn a_save_that_is_over_before_it_is_drawn_leaves_the_keyboard_at_close() {
    let mut window = client(found(took_effect(), Replacing::Idle));
    assert_eq!(window.press("Replace saved secret"), [REPLACE]);
    enter_phase(&mut window, replaced());
    assert_eq!(window.focused().as_deref(), Some("Close"));
}

#[test]
fn after_a_replacement_the_result_can_still_be_copied_and_no_field_is_left() {
    let mut window = client(replaced());
    for told in ["Replaced at 10:32 AM", "HTTP 200", "Old secret", "HTTP 401"] {
        assert!(window.says(told), "{told}");
    }
    assert_eq!(window.0.query_all_by_role(Role::PasswordInput).count(), 0);
    assert!(!window.has("Check again") && !window.has("Replace saved secret"));
    let copied = [Action::Rotation(RotationAction::CopyResult)];
    assert_eq!(window.press("Copy result"), copied);
    assert_eq!(window.key(Key::Escape), [Action::CloseDialog]);
}

#[test]
fn a_console_in_trouble_is_told_with_its_status_and_that_the_secrets_were_sent() {
    let stored = StoredOutcome::Tried(untested());
    let window = client(found(different(untested(), stored), Replacing::Idle));
    assert!(window.says("HTTP 503 · "), "{:?}", window.texts());
    assert!(
        window.says("(HTTP 503). Both were sent."),
        "{:?}",
        window.texts()
    );
}
