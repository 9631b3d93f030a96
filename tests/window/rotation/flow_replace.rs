//! *Replace saved secret*: one write by an explicit click, and the token of the new secret is the profile’s from then on.

use tokendesk::app::job::{CheckCredentialOutcome, CopyWhat, Job, JobId, Outcome, ProfileWrite};
use tokendesk::app::profiles::RowKey;
use tokendesk::app::rotation::{Replacing, RotationAction, RotationPhase};
use tokendesk::app::token::{Card, Check};
use tokendesk::app::{Action, Effect};
use tokendesk::model::{
    ClipText, CopyFormat, KeyringFailure, PasswordStorage, Profile, RotationOutcome, Verdict,
};

use crate::editor::flow::{typed, written};
use crate::harness::flow::check::{
    accepted, check, check_rotation, checked, deeds, dialog, different, found, keeps_token, one,
    phase, refused, the_rotation_check, tried, type_new, untested, verdict,
};
use crate::harness::flow::{FlowHarness, job_ended, profile, user};

pub(crate) const REPLACE: Action = Action::Rotation(RotationAction::Replace);
pub(crate) const ALL_THE_SAME: Action = Action::Rotation(RotationAction::ReplaceAnyway);

/// A dialog in which this was found.
fn after(outcome: RotationOutcome) -> (FlowHarness, Profile) {
    let a = profile("A");
    let mut harness = one(&a);
    let sent = check_rotation(&mut harness, &a);
    assert!(found(&mut harness, sent.job, &a, outcome).is_empty());
    (harness, a)
}

pub(crate) fn after_a_reset() -> (FlowHarness, Profile) {
    after(different(accepted(), refused()))
}

/// The one write among these orders, which hold nothing else.
pub(crate) fn the_write(effects: &[Effect]) -> (JobId, ProfileWrite) {
    let [Effect::Run(job, Job::SaveProfile(write))] = effects else {
        panic!("not one write: {effects:?}")
    };
    (*job, write.clone())
}

pub(crate) fn ended(
    harness: &mut FlowHarness,
    (job, _): &(JobId, ProfileWrite),
    result: Result<Profile, KeyringFailure>,
) -> Vec<Effect> {
    harness.on_event(job_ended(*job, Outcome::SaveProfile(result)))
}

pub(crate) fn saved(harness: &mut FlowHarness, writing: &(JobId, ProfileWrite)) -> Vec<Effect> {
    let result = Ok(written(&writing.1, 2));
    ended(harness, writing, result)
}

pub(crate) fn replacing(harness: &FlowHarness) -> Option<&Replacing> {
    match &dialog(harness).phase {
        RotationPhase::Found(found) => Some(&found.replacing),
        _ => None,
    }
}

#[test]
fn one_click_writes_the_item_whole_and_the_row_has_the_token_of_the_new_secret() {
    let a = profile("A");
    let mut harness = one(&a);
    harness.renewed(a.id, 60);
    let job = harness.get_token(a.id);
    harness.refused(job, a.id);
    harness.wait(5.0);
    let sent = check_rotation(&mut harness, &a);
    found(&mut harness, sent.job, &a, different(accepted(), refused()));
    assert_eq!(verdict(&harness, &a), Some(Verdict::Refused));
    harness.wait(5.0);

    let writing = the_write(&harness.on_action(REPLACE));
    let write = &writing.1;
    assert_eq!(
        (write.id, write.base_rev, &write.name),
        (a.id, Some(1), &a.name)
    );
    assert_eq!((&write.console, &write.account), (&a.console, &a.account));
    assert_eq!(typed(&write.secret), Some("brand-new"));
    assert_eq!(phase(&harness), "replacing");
    assert!(harness.on_action(REPLACE).is_empty() && harness.on_action(ALL_THE_SAME).is_empty());
    assert!(type_new(&mut harness, "brand-new").is_empty());
    assert!(
        harness
            .on_action(Action::Rotation(RotationAction::Check))
            .is_empty(),
        "one thing at a time"
    );

    assert!(
        saved(&mut harness, &writing).is_empty(),
        "nothing is copied"
    );
    assert_eq!(phase(&harness), "replaced");
    assert!(harness.app.drafts.new_secret.is_empty() && !keeps_token(&harness));
    assert_eq!(harness.app.state.notice, None, "the dialog says it");
    assert_eq!(harness.app.state.selected, Some(RowKey::Item(a.id)));
    let row = harness.row(a.id);
    let grant = row.grant.as_ref().expect("the token of the new secret");
    assert_eq!(grant.expiry.lifetime.as_secs(), 900);
    assert!(matches!(
        row.card(harness.now),
        Card::Token {
            renewal_failed: None,
            ..
        }
    ));
    assert_eq!(verdict(&harness, &a), Some(Verdict::Accepted));
    let verified = row.check.as_ref().and_then(Check::verified).expect("known");
    assert_eq!(
        harness.now.since(verified.at).as_secs(),
        10,
        "when it was accepted"
    );
    assert_eq!(deeds(&harness, &a)[0], "Saved secret replaced");
}

#[test]
fn what_was_not_accepted_replaces_the_stored_one_only_by_a_second_click() {
    for new in [refused(), untested()] {
        for stored in [accepted(), refused(), untested()] {
            let of_new = new.verdict();
            let (mut harness, a) = after(different(new.clone(), stored));
            assert!(
                harness.on_action(ALL_THE_SAME).is_empty(),
                "not without the first"
            );
            assert!(harness.on_action(REPLACE).is_empty());
            assert_eq!(replacing(&harness), Some(&Replacing::Confirming));
            assert!(
                harness
                    .on_action(Action::Rotation(RotationAction::Cancel))
                    .is_empty()
            );
            assert_eq!(replacing(&harness), Some(&Replacing::Idle), "taken back");
            assert!(harness.on_action(ALL_THE_SAME).is_empty());

            harness.on_action(REPLACE);
            let writing = the_write(&harness.on_action(ALL_THE_SAME));
            saved(&mut harness, &writing);
            assert!(harness.row(a.id).grant.is_none());
            // What is stored now is the new one, and the list says what is known of that.
            let known = Some(of_new).filter(|known| *known != Verdict::Untested);
            assert_eq!(verdict(&harness, &a), known);
        }
    }
}

#[test]
fn where_both_work_or_the_stored_one_is_not_known_one_click_is_enough() {
    for stored in [accepted(), untested()] {
        let (mut harness, _) = after(different(accepted(), stored));
        the_write(&harness.on_action(REPLACE));
    }
}

#[test]
fn nothing_is_replaced_before_a_check_nor_by_what_was_changed_after_it() {
    let a = profile("A");
    let mut harness = one(&a);
    for action in [REPLACE, ALL_THE_SAME] {
        assert!(harness.on_action(action).is_empty(), "no dialog");
    }
    check_rotation(&mut harness, &a);
    assert!(harness.on_action(REPLACE).is_empty(), "it runs");
    let (mut harness, _) = after_a_reset();
    type_new(&mut harness, "brand-newer");
    assert!(harness.on_action(REPLACE).is_empty());
    assert_eq!(phase(&harness), "asking");
}

#[test]
fn a_token_that_ended_or_was_forgotten_while_the_keyring_was_at_work_is_not_kept() {
    for forgets in [false, true] {
        let (mut harness, a) = after_a_reset();
        let writing = the_write(&harness.on_action(REPLACE));
        if forgets {
            harness.on_action(Action::ClearSession);
            assert!(harness.app.state.rotation().is_none());
        } else {
            harness.wait(901.0);
            assert!(!keeps_token(&harness));
        }
        saved(&mut harness, &writing);
        assert!(harness.row(a.id).grant.is_none());
        assert!(
            harness.row(a.id).last_outcome.is_none(),
            "nothing is known to be wrong"
        );
    }
}

#[test]
fn a_replacement_stops_jobs_with_the_old_secret_and_the_copied_header_is_an_earlier_one() {
    let a = profile("A");
    let mut harness = one(&a);
    harness.renewed(a.id, 900);
    harness.copied(a.id);
    let checking = check(&mut harness, &a);
    let sent = check_rotation(&mut harness, &a);
    found(&mut harness, sent.job, &a, different(accepted(), refused()));
    let writing = the_write(&harness.on_action(REPLACE));
    let effects = saved(&mut harness, &writing);
    assert!(
        matches!(effects[..], [Effect::Cancel(job)] if job == checking),
        "{effects:?}"
    );
    assert!(checked(&mut harness, checking, &a, tried(refused())).is_empty());
    assert_eq!(verdict(&harness, &a), Some(Verdict::Accepted));
    assert!(
        harness
            .app
            .state
            .copied_item
            .as_ref()
            .is_some_and(|copied_item| copied_item.is_earlier)
    );
}

#[test]
fn a_check_that_runs_in_between_has_the_last_word_about_the_stored_secret() {
    let a = profile("A");
    let mut harness = one(&a);
    let checking = check(&mut harness, &a);
    let sent = check_rotation(&mut harness, &a);
    found(&mut harness, sent.job, &a, different(refused(), accepted()));
    assert_eq!(verdict(&harness, &a), Some(Verdict::Accepted));
    assert!(
        harness
            .row(a.id)
            .check
            .as_ref()
            .and_then(Check::job)
            .is_some()
    );
    checked(
        &mut harness,
        checking,
        &a,
        CheckCredentialOutcome::Tried(refused()),
    );
    assert_eq!(verdict(&harness, &a), Some(Verdict::Refused));
}

#[test]
fn a_replaced_password_is_reported_as_one() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = one(&dana);
    let sent = check_rotation(&mut harness, &dana);
    found(
        &mut harness,
        sent.job,
        &dana,
        different(accepted(), refused()),
    );
    let writing = the_write(&harness.on_action(REPLACE));
    saved(&mut harness, &writing);
    assert_eq!(deeds(&harness, &dana)[0], "Saved password replaced");
    // There is no field for it any more.
    harness.on_action(Action::Rotation(RotationAction::UseCode));
    assert_eq!(phase(&harness), "replaced");
    harness.on_action(Action::CloseDialog);
    assert!(harness.app.state.dialog.is_none(), "nothing is asked");
}

#[test]
fn the_result_is_copied_with_the_time_of_the_replacement_and_nothing_else_is_left_to_do() {
    let (mut harness, a) = after_a_reset();
    let writing = the_write(&harness.on_action(REPLACE));
    harness.wait(3.0);
    saved(&mut harness, &writing);
    let replaced_at = harness.now.wall;
    harness.wait(60.0);
    for action in [
        REPLACE,
        ALL_THE_SAME,
        Action::Rotation(RotationAction::Check),
        Action::Rotation(RotationAction::UseCode),
        Action::Rotation(RotationAction::Changed),
        Action::Rotation(RotationAction::Cancel),
    ] {
        assert!(harness.on_action(action).is_empty(), "{action:?}");
        assert_eq!(phase(&harness), "replaced", "{action:?}");
    }
    let effects = harness.on_action(Action::Rotation(RotationAction::CopyResult));
    let [Effect::Run(_, Job::Copy { what, .. })] = &effects[..] else {
        panic!("{effects:?}")
    };
    let CopyWhat::RotationReport {
        profile,
        outcome,
        replaced_at: told,
        ..
    } = what
    else {
        panic!("{what:?}")
    };
    assert_eq!(*told, Some(replaced_at));
    assert_eq!((profile.id, profile.rev), (a.id, 2));
    assert_eq!(*outcome, different(accepted(), refused()));
    harness.on_action(Action::CloseDialog);
    assert!(harness.app.state.dialog.is_none());
}

#[test]
fn nothing_that_is_printed_on_the_way_shows_a_secret() {
    const PLANTED: &str = "planted-Zq8vT3nXw7Rk2LmB9cYd5FgH1jPs6KsA4oViN0tQ";
    let code = "40718293";
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = one(&dana);
    let mut printed = Vec::new();
    let mut note = |effects: &[Effect], harness: &FlowHarness| {
        printed.push(format!("{effects:?} {:?}", harness.app));
    };
    harness.on_action(Action::OpenRotation(dana.id));
    type_new(&mut harness, PLANTED);
    harness.on_action(Action::Rotation(RotationAction::UseCode));
    harness.app.drafts.new_secret_code.text_mut().push_str(code);
    note(&[], &harness);
    let effects = harness.on_action(Action::Rotation(RotationAction::Check));
    let sent = the_rotation_check(&effects);
    note(&effects, &harness);
    found(
        &mut harness,
        sent.job,
        &dana,
        different(accepted(), refused()),
    );
    assert!(keeps_token(&harness));
    note(&[], &harness);
    let effects = harness.on_action(Action::Rotation(RotationAction::CopyResult));
    note(&effects, &harness);
    let effects = harness.on_action(REPLACE);
    note(&effects, &harness);
    let writing = the_write(&effects);
    saved(&mut harness, &writing);
    harness.app.drafts.to_copy = Some(ClipText::new(PLANTED.to_owned()));
    let effects = harness.on_action(Action::Copy(dana.id, CopyFormat::HeaderLine));
    note(&effects, &harness);
    let job = check(&mut harness, &dana);
    checked(&mut harness, job, &dana, tried(accepted()));
    note(&[], &harness);

    let printed = printed.join("\n");
    for told in [
        "CheckRotation",
        "SaveProfile",
        "RotationReport",
        "Token(redacted)",
    ] {
        assert!(printed.contains(told), "{told} was not printed");
    }
    assert!(!printed.contains(&PLANTED[..12]) && !printed.contains(code));
    assert!(!printed.contains("eyJxxxxxxxx"));
}

#[test]
fn what_is_pasted_around_the_new_secret_is_neither_tried_nor_stored_unless_it_is_to_be_kept() {
    for (is_kept, expected) in [(false, "pretend-new"), (true, " pretend-new\n")] {
        let a = profile("A");
        let mut harness = one(&a);
        harness.on_action(Action::OpenRotation(a.id));
        type_new(&mut harness, " pretend-new\n");
        if is_kept {
            harness.app.drafts.new_secret.keep_spaces();
            harness.on_action(Action::Rotation(RotationAction::Changed));
        }
        let sent = the_rotation_check(&harness.on_action(Action::Rotation(RotationAction::Check)));
        assert_eq!(sent.new, expected);
        found(&mut harness, sent.job, &a, different(accepted(), refused()));
        let (_, write) = the_write(&harness.on_action(REPLACE));
        assert_eq!(typed(&write.secret), Some(expected));
    }
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = one(&dana);
    harness.on_action(Action::OpenRotation(dana.id));
    type_new(&mut harness, " pretend horse ");
    let sent = the_rotation_check(&harness.on_action(Action::Rotation(RotationAction::Check)));
    assert_eq!(sent.new, " pretend horse ");
}
