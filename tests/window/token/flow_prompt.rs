//! Text typed on a card stays while the card asks for it or its sign-in runs; then it is wiped.

use tokendesk::app::action::Masked;
use tokendesk::app::job::{AttemptOutcome, Job, MissingInput, Outcome, Progress};
use tokendesk::app::{Action, Effect, Event};
use tokendesk::model::{
    ConsoleUrl, Failure, KnownLogin, Listed, PasswordStorage, Profile, ProfileId, ProfileName,
};

use crate::harness::flow::{FlowHarness, fetch_ended, job_ended, profile, user};

/// A window in which a password and a code are typed for Dana.
fn typing() -> (FlowHarness, Profile, Profile) {
    let (dana, other) = (
        user("Dana", PasswordStorage::AskedEachTime),
        profile("Other"),
    );
    let mut harness = FlowHarness::with(&[dana.clone(), other.clone()]);
    harness.on_action(Action::UseCode(dana.id));
    harness.type_on_card(dana.id, "correct horse", "424242");
    (harness, dana, other)
}

fn is_wiped(harness: &FlowHarness) -> bool {
    harness.app.drafts.sign_ins.is_empty()
}

/// Reads the keyring anew, which now has these profiles.
fn reload(harness: &mut FlowHarness, profiles: &[Profile]) {
    let effects = harness.on_action(Action::Reload);
    let [Effect::Run(job, Job::ListProfiles)] = effects[..] else {
        panic!("{effects:?}")
    };
    for profile in profiles {
        let row = Listed::from(profile.clone());
        harness.on_event(Event::Progress(job, Progress::Listed(row)));
    }
    let result = Ok(());
    harness.on_event(job_ended(job, Outcome::ListProfiles(result)));
}

#[test]
fn typed_text_is_kept_while_other_profiles_are_selected_used_and_renamed() {
    let (mut harness, dana, other) = typing();
    harness.select(other.id);
    harness.renewed(other.id, 900);
    harness.wait(30.0);
    let renamed = Profile {
        rev: 2,
        name: ProfileName::parse("Dana, US").unwrap(),
        ..dana.clone()
    };
    reload(&mut harness, &[renamed, other]);
    harness.select(dana.id);
    assert_eq!(
        harness.missing(dana.id),
        Some(MissingInput::PasswordAndCode)
    );
    let draft = &harness.app.drafts.sign_ins[&dana.id];
    assert_eq!(draft.password.text(), "correct horse");
    assert_eq!(draft.code.text(), "424242");
}

#[test]
fn cancel_wipes_typed_text() {
    let (mut harness, dana, _) = typing();
    assert!(harness.on_action(Action::ClosePrompt(dana.id)).is_empty());
    assert!(is_wiped(&harness) && harness.missing(dana.id).is_none());
}

#[test]
fn every_outcome_of_the_sign_in_wipes_typed_text() {
    let (harness, ..) = typing();
    let ends = [
        AttemptOutcome::Granted(harness.grant(900)),
        AttemptOutcome::Failed(Failure::Defect),
        AttemptOutcome::Failed(Failure::ChangedElsewhere),
        AttemptOutcome::Canceled,
    ];
    for outcome in ends {
        let (mut harness, dana, _) = typing();
        let sent = harness.sign_in(dana.id);
        assert!(!is_wiped(&harness), "kept while it runs");
        harness.fetched(sent.job, dana.id, None, outcome);
        assert!(is_wiped(&harness));
    }
}

#[test]
fn forget_all_wipes_typed_text_and_closes_the_form() {
    let (mut harness, dana, _) = typing();
    harness.on_action(Action::ClearSession);
    assert!(is_wiped(&harness) && harness.missing(dana.id).is_none());
}

#[test]
fn a_deletion_wipes_typed_text_and_undo_does_not_restore_it() {
    let (mut harness, dana, _) = typing();
    harness.on_action(Action::AskDelete(dana.id));
    harness.on_action(Action::ConfirmDelete);
    assert!(is_wiped(&harness));
    harness.on_action(Action::Undo);
    assert!(is_wiped(&harness) && harness.missing(dana.id).is_none());
}

#[test]
fn a_profile_deleted_or_changed_elsewhere_loses_its_typed_text() {
    let changes: [fn(Profile) -> Option<Profile>; 3] = [
        |_| None,
        |dana| {
            let console = ConsoleUrl::parse("https://console.us2.crashplan.com").unwrap();
            Some(Profile { console, ..dana })
        },
        |dana| {
            let account = user("Dana", PasswordStorage::InKeyring).account;
            Some(Profile { account, ..dana })
        },
    ];
    for change in changes {
        let (mut harness, dana, other) = typing();
        let mut profiles = vec![other];
        profiles.extend(change(Profile {
            rev: 2,
            ..dana.clone()
        }));
        reload(&mut harness, &profiles);
        assert!(is_wiped(&harness));
        let row = harness.app.state.profile(dana.id);
        assert!(row.is_none_or(|row| row.prompt.is_none()));
    }
}

#[test]
fn a_profile_that_changed_while_it_was_typed_is_not_signed_in_and_shows_as_it_is_now() {
    let (mut harness, dana, _) = typing();
    let sent = harness.sign_in(dana.id);
    let theirs = Profile {
        rev: 2,
        console: ConsoleUrl::parse("https://console.us2.crashplan.com").unwrap(),
        ..dana.clone()
    };
    harness.on_event(fetch_ended(
        sent.job,
        Some(theirs.clone()),
        KnownLogin::Unasked,
        (AttemptOutcome::Failed(Failure::ChangedElsewhere), None),
    ));
    assert_eq!(harness.row(dana.id).profile, theirs);
    assert!(is_wiped(&harness));
}

#[test]
fn closing_the_window_wipes_typed_text() {
    let (mut harness, ..) = typing();
    let effects = harness.on_action(Action::CloseWindow);
    assert!(matches!(effects[..], [Effect::CloseWindow]), "{effects:?}");
    assert!(is_wiped(&harness));
}

#[test]
fn a_password_that_is_shown_is_hidden_when_the_form_closes() {
    let closes: [fn(ProfileId) -> Action; 2] = [Action::ClosePrompt, Action::SignIn];
    for close in closes {
        let (mut harness, dana, _) = typing();
        let what = Masked::TypedPassword(dana.id);
        harness.on_action(Action::Show(what));
        assert!(harness.app.state.is_shown(what));
        harness.on_action(close(dana.id));
        assert!(!harness.app.state.is_shown(what));
    }
}

#[test]
fn text_copied_or_cut_from_the_form_is_cleared_like_a_header_and_public_text_is_not() {
    let (mut harness, ..) = typing();
    for (text, is_held) in [
        ("correct", true),
        ("424242", true),
        ("cut out of the field", true),
        ("dana@example.com", false),
        ("console.us1.crashplan.com", false),
    ] {
        assert_eq!(harness.is_held_when_copied(text), is_held, "{text}");
    }
}
