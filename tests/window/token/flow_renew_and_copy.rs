//! *Renew and copy*: what the main key does once too little of a token is left.

use std::time::Duration;

use tokendesk::app::Action;
use tokendesk::app::command::Command;
use tokendesk::app::primary::Primary;
use tokendesk::app::token::{Card, CopySkipped};
use tokendesk::model::{CopyFormat, Profile, TokenPhase};

use crate::harness::flow::{FlowHarness, profile, the_copy, the_sign_in};

fn solid(harness: &FlowHarness) -> Primary {
    harness.app.state.primary(harness.now)
}

/// A window with a token that expires in 119 s, and what Ctrl+Enter asks for.
fn expiring() -> (FlowHarness, Profile, Action) {
    let (mut harness, a) = FlowHarness::with_token();
    harness.wait(781.0);
    let action = Command::Primary.action(&harness.app.state, harness.now);
    (harness, a, action.expect("the key does something"))
}

#[test]
fn it_is_the_solid_button_for_less_than_two_minutes() {
    let (mut harness, a) = FlowHarness::with_token();
    for (wait, expected) in [
        (780.0, Primary::CopyHeader(a.id)),
        (1.0, Primary::RenewAndCopy(a.id)),
        (110.0, Primary::RenewAndCopy(a.id)),
    ] {
        harness.wait(wait);
        assert_eq!(solid(&harness), expected);
    }
}

#[test]
fn one_sign_in_and_then_the_new_header() {
    let (mut harness, a, action) = expiring();
    let job = the_sign_in(&harness.on_action(action)).job;
    assert!(harness.on_action(action).is_empty(), "one at a time");
    assert_eq!(solid(&harness), Primary::None, "nothing old is handed out");
    the_copy(&harness.granted(job, a.id, 900));
    let grant = harness.row(a.id).grant.as_ref().unwrap();
    assert_eq!(grant.expiry.left(harness.now), Duration::from_mins(15));
}

#[test]
fn the_header_is_not_copied_after_another_copy_or_selection() {
    for is_moved in [true, false] {
        let (a, b) = (profile("A"), profile("B"));
        let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
        harness.renewed(b.id, 900);
        harness.renewed(a.id, 119);
        let job = harness.get_token(a.id);
        let why = if is_moved {
            harness.select(b.id);
            CopySkipped::SelectionMoved
        } else {
            harness.copied(b.id);
            CopySkipped::OtherCopy
        };
        assert!(harness.granted(job, a.id, 900).is_empty());
        assert_eq!(harness.row(a.id).copy_skipped, Some(why));
    }
}

#[test]
fn a_failure_leaves_the_token_and_what_is_left_of_it_can_still_be_copied() {
    let (mut harness, a, action) = expiring();
    let job = the_sign_in(&harness.on_action(action)).job;
    harness.refused(job, a.id);
    assert!(matches!(
        harness.row(a.id).card(harness.now),
        Card::Token {
            phase: TokenPhase::Expiring,
            renewal_failed: Some(_),
            ..
        }
    ));
    // A refused secret is not sent again by the same key.
    assert_eq!(solid(&harness), Primary::EnterNewSecret(a.id));
    the_copy(&harness.on_action(Action::Copy(a.id, CopyFormat::HeaderLine)));
    let by_key = Command::CopyHeader.action(&harness.app.state, harness.now);
    assert_eq!(by_key, Some(Action::CopyHeader(a.id)), "Ctrl+C names it");
}

#[test]
fn renew_alone_stays_and_copies_nothing() {
    let (mut harness, a, _) = expiring();
    let renew = Command::Renew.action(&harness.app.state, harness.now);
    assert_eq!(renew, Some(Action::Renew(a.id)));
    harness.renewed(a.id, 900);
}

#[test]
fn an_expired_token_is_renewed_and_copied_if_its_header_was_the_last_copied() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    harness.renewed(a.id, 900);
    harness.copied(a.id);
    harness.wait(901.0);
    assert_eq!(solid(&harness), Primary::RenewAndCopy(a.id));
    let renew = Command::Renew.action(&harness.app.state, harness.now);
    assert_eq!(renew, Some(Action::Renew(a.id)));

    // Not after another one was.
    harness.renewed(b.id, 900);
    harness.copied(b.id);
    assert_eq!(solid(&harness), Primary::GetToken(a.id));
    let renew = Command::Renew.action(&harness.app.state, harness.now);
    assert_eq!(renew, None);
}

#[test]
fn an_expired_token_that_was_never_copied_is_fetched_as_at_first() {
    let (mut harness, a) = FlowHarness::with_token();
    harness.wait(901.0);
    assert_eq!(solid(&harness), Primary::GetToken(a.id));
}
