//! Checks of a new password: the question what kind of account it is, codes, and a stored password that is not sent unasked.

use tokendesk::app::job::{CheckRotationOutcome, TryStored, TypedCode};
use tokendesk::model::{
    Account, Failure, KnownLogin, LoginKind, PasswordStorage, RotationOutcome, SkipReason,
    StoredOutcome, TotpCode, Username, Verdict,
};
use tokendesk::os::Cancel;

use crate::rotation::job::{AT, NEW, RotationHarness, STORED, Seen, reply};

fn user(password: PasswordStorage) -> RotationHarness {
    let account = Account::User {
        username: Username::parse("ada@example.org").unwrap(),
        password,
    };
    let stored = (password == PasswordStorage::InKeyring).then_some(STORED);
    RotationHarness::with(account, stored)
}

fn check(
    harness: &RotationHarness,
    new: &str,
    code: TypedCode,
    stored: TryStored,
    asks_kind: bool,
) -> Seen {
    harness.check_until(&Cancel::default(), (new, code), stored, asks_kind)
}

fn kind(kind: &str) -> Vec<u8> {
    reply("200 OK", "", &format!(r#"{{"loginType":"{kind}"}}"#))
}

fn granted() -> Vec<u8> {
    reply("200 OK", "", r#"{"data":{"v3_user_token":"tok"}}"#)
}

fn code() -> TypedCode {
    TypedCode::Typed(TotpCode::parse("424242").unwrap())
}

#[test]
fn the_stored_password_is_tried_only_if_that_is_asked_for() {
    for (stored, sent) in [
        (TryStored::NotAsked, vec![NEW]),
        (TryStored::Once, vec![NEW, STORED]),
    ] {
        let harness = user(PasswordStorage::InKeyring);
        harness
            .console
            .then_send(kind("LOCAL"))
            .then_send(granted())
            .then_send(reply("401 No", "", ""));
        let seen = check(&harness, NEW, TypedCode::Unsaid, stored, true);
        let learned = match stored {
            // The stored one was refused: what the console said may no longer be so.
            TryStored::Once => KnownLogin::Unasked,
            _ => KnownLogin::Is(LoginKind::Local),
        };
        assert_eq!(seen.ended.login, Some(learned));
        let (new, outcome, kept) = seen.different();
        assert_eq!((new.verdict(), kept), (Verdict::Accepted, true));
        let not_asked = StoredOutcome::Skipped(SkipReason::NotAsked);
        assert_eq!(*outcome == not_asked, stored == TryStored::NotAsked);
        assert_eq!(seen.sent, sent);
        assert_eq!(harness.console.log().requests.len(), sent.len() + 1);
    }
}

#[test]
fn the_same_password_is_noticed_though_the_stored_one_is_not_to_be_tried() {
    let harness = user(PasswordStorage::InKeyring);
    harness.console.then_send(granted());
    let seen = check(
        &harness,
        STORED,
        TypedCode::Unsaid,
        TryStored::NotAsked,
        false,
    );
    assert!(matches!(seen.outcome(), (RotationOutcome::Same(_), false)));
    assert_eq!(seen.sent, [STORED]);
}

#[test]
fn a_password_that_is_not_stored_is_not_tried_whatever_was_refused_before() {
    for stored in [
        TryStored::Once,
        TryStored::NotAsked,
        TryStored::RefusedBefore { at: AT },
    ] {
        let harness = user(PasswordStorage::AskedEachTime);
        harness.console.then_send(granted());
        let seen = check(&harness, NEW, TypedCode::Unsaid, stored, false);
        let not_stored = StoredOutcome::Skipped(SkipReason::NotStored);
        assert_eq!(*seen.different().1, not_stored, "{stored:?}");
        assert_eq!(seen.sent, [NEW]);
    }
}

#[test]
fn a_code_goes_with_the_new_password_and_is_spent_then_whatever_came_of_it() {
    for answer in [granted(), reply("401 No", "", "")] {
        let harness = user(PasswordStorage::InKeyring);
        harness.console.then_send(answer);
        let seen = check(&harness, NEW, code(), TryStored::Once, false);
        let spent = StoredOutcome::Skipped(SkipReason::CodeSpent);
        assert_eq!(*seen.different().1, spent);
        let requests = harness.console.log().requests;
        assert_eq!(requests.len(), 1);
        assert!(requests[0].contains("totp-auth: 424242"));
    }
}

#[test]
fn without_a_code_that_is_needed_or_with_single_sign_on_no_password_is_sent() {
    let harness = user(PasswordStorage::InKeyring);
    harness.console.then_send(kind("LOCAL_2FA"));
    let seen = check(&harness, NEW, TypedCode::Unsaid, TryStored::Once, true);
    assert!(matches!(
        seen.ended.result,
        CheckRotationOutcome::CodeRequired
    ));
    assert_eq!(
        seen.ended.login,
        Some(KnownLogin::Is(LoginKind::LocalTwoFactor))
    );

    harness.console.then_send(kind("CLOUD_SSO"));
    let seen = check(&harness, NEW, code(), TryStored::Once, true);
    assert!(matches!(
        seen.ended.result,
        CheckRotationOutcome::Failed(Failure::SingleSignOn { .. })
    ));
    assert!(seen.sent.is_empty());
    assert_eq!(harness.console.log().requests.len(), 2);
}
