//! Every combination has its sentence.

use std::time::Duration;

use jiff::Timestamp;

use super::*;
use crate::model::failure::{Connect, SignInFailure, SignInReport};
use crate::model::{Acceptance, KeyringFailure};

fn accepted() -> CheckOutcome {
    CheckOutcome::Accepted(Acceptance {
        lifetime: Duration::from_mins(15),
        at: Timestamp::UNIX_EPOCH,
        took: Duration::from_millis(198),
        clock_ahead_secs: None,
    })
}

fn ended(failure: SignInFailure, with: SignInWith, status: Option<u16>) -> CheckOutcome {
    CheckOutcome::of_failure(Failure::SignIn(SignInReport {
        failure,
        with,
        has_space_at_ends: false,
        host: "console.example".to_owned(),
        status,
        is_web_page: false,
        clock_ahead_secs: None,
        at: Timestamp::UNIX_EPOCH,
        took: Duration::from_millis(176),
    }))
}

fn refused(with: SignInWith) -> CheckOutcome {
    ended(SignInFailure::Refused, with, Some(401))
}

fn broken() -> CheckOutcome {
    ended(SignInFailure::ServerError, SignInWith::ApiClient, Some(503))
}

fn message(
    new: &CheckOutcome,
    stored: &StoredOutcome,
    kind: AccountKind,
) -> (RotationTone, String) {
    let outcome = RotationOutcome::Different {
        new: new.clone(),
        stored: stored.clone(),
    };
    let message = outcome.message(kind);
    (message.tone, message.sentence)
}

fn all_stored() -> Vec<StoredOutcome> {
    let at = Timestamp::UNIX_EPOCH;
    let mut all: Vec<StoredOutcome> = [accepted(), refused(SignInWith::ApiClient), broken()]
        .map(StoredOutcome::Tried)
        .into();
    all.push(StoredOutcome::RefusedBefore { at });
    for why in [
        SkipReason::NotAsked,
        SkipReason::NotStored,
        SkipReason::CodeSpent,
        SkipReason::NotReached,
    ] {
        all.push(StoredOutcome::Skipped(why));
    }
    all
}

#[test]
fn the_four_common_outcomes() {
    let (yes, no) = (accepted(), refused(SignInWith::ApiClient));
    let stored = |outcome: &CheckOutcome| StoredOutcome::Tried(outcome.clone());
    for (new, old, tone, sentence) in [
        (
            &yes,
            &no,
            Good,
            "The new secret works and the old one doesn’t. Save the new one.",
        ),
        (
            &yes,
            &yes,
            Warn,
            "Both secrets work; the old one hasn’t been revoked.",
        ),
        (
            &no,
            &yes,
            Warn,
            "The saved secret still works, and the console didn’t accept the new secret. Check for a typo, or wait: the reset \
             may not have taken effect yet.",
        ),
        (
            &no,
            &no,
            Bad,
            "The console accepted neither secret. Check for a typo, a deleted client, or the wrong console.",
        ),
    ] {
        let expected = (tone, sentence.to_owned());
        assert_eq!(message(new, &stored(old), AccountKind::ApiClient), expected);
    }
}

#[test]
fn an_untested_secret_says_why_once_if_both_have_the_same_reason() {
    let (yes, why) = (accepted(), "the console is having problems (HTTP 503)");
    let stored = StoredOutcome::Tried(broken());
    let message =
        |new: &CheckOutcome, stored: &StoredOutcome| message(new, stored, AccountKind::ApiClient);
    let (tone, sentence) = message(&yes, &stored);
    assert_eq!(tone, Good);
    assert_eq!(
        sentence,
        format!(
            "The new secret works; the saved one couldn’t be tested: {why}. The saved secret was sent."
        )
    );
    let (tone, sentence) = message(&broken(), &stored);
    assert_eq!(tone, Warn);
    assert_eq!(
        sentence,
        format!("Neither secret could be tested: {why}. Both were sent.")
    );
    let locked = CheckOutcome::Untested(Failure::Keyring(KeyringFailure::Locked));
    let (_, sentence) = message(&broken(), &StoredOutcome::Tried(locked));
    assert!(
        sentence.contains(why)
            && sentence.contains("keyring locked")
            && sentence.ends_with(" The new secret was sent."),
        "{sentence}"
    );
    let offline = ended(
        SignInFailure::CannotConnect(Connect::NotFoundOrOffline),
        SignInWith::ApiClient,
        None,
    );
    let (_, sentence) = message(&offline, &StoredOutcome::Skipped(SkipReason::NotReached));
    assert!(!sentence.contains("sent."), "{sentence}");
    let same = RotationOutcome::Same(broken()).message(AccountKind::User);
    let sentence = same.sentence;
    assert!(sentence.ends_with("(HTTP 503). It was sent."), "{sentence}");
}

#[test]
fn the_advice_goes_once_it_was_taken() {
    let outcome = RotationOutcome::Different {
        new: accepted(),
        stored: StoredOutcome::Tried(refused(SignInWith::ApiClient)),
    };
    let message = outcome.message(AccountKind::ApiClient);
    assert!(message.sentence.ends_with(" Save the new one."));
    assert_eq!(
        outcome.conclusion(AccountKind::ApiClient),
        "The new secret works and the old one doesn’t."
    );
}

#[test]
fn what_was_replaced_is_not_called_saved() {
    for stored in all_stored() {
        if stored == StoredOutcome::Skipped(SkipReason::NotStored) {
            continue;
        }
        for new in [accepted(), broken(), refused(SignInWith::ApiClient)] {
            let stored = stored.clone();
            let outcome = RotationOutcome::Different { new, stored };
            let sentence = outcome.conclusion(AccountKind::ApiClient);
            assert!(!sentence.contains("saved"), "{sentence}");
        }
    }
}

#[test]
fn with_a_code_either_may_be_what_was_rejected() {
    let new = refused(SignInWith::PasswordAndCode);
    for stored in all_stored() {
        let (_, sentence) = message(&new, &stored, AccountKind::User);
        let is_both = stored.verdict() == crate::model::Verdict::Refused
            && matches!(stored, StoredOutcome::Tried(_));
        assert!(is_both || sentence.contains("or its code"), "{sentence}");
    }
}

#[test]
fn each_combination_has_its_own_sentence_with_the_right_noun() {
    for kind in [AccountKind::ApiClient, AccountKind::User] {
        let with = match kind {
            AccountKind::ApiClient => SignInWith::ApiClient,
            AccountKind::User => SignInWith::Password,
        };
        let mut sentences = Vec::new();
        for new in [accepted(), refused(with), broken()] {
            for stored in all_stored() {
                let (_, sentence) = message(&new, &stored, kind);
                let (own, other) = match kind {
                    AccountKind::ApiClient => ("secret", "password"),
                    AccountKind::User => ("password", "secret"),
                };
                assert!(sentence.contains(own), "{sentence}");
                assert!(!sentence.contains(other), "{sentence}");
                assert!(sentence.ends_with(['.', '?']), "{sentence}");
                sentences.push(sentence);
            }
        }
        sentences.sort_unstable();
        sentences.dedup();
        // Why the stored one was not tried is told apart only where it matters.
        assert_eq!(sentences.len(), 3 * 7, "{sentences:#?}");
    }
}

#[test]
fn the_stored_secret_as_the_new_one_is_named_and_not_replaced() {
    let at = Timestamp::UNIX_EPOCH;
    for (outcome, tone, part) in [
        (RotationOutcome::Same(accepted()), Good, "and it works"),
        (
            RotationOutcome::Same(refused(SignInWith::ApiClient)),
            Bad,
            "wasn’t accepted",
        ),
        (RotationOutcome::Same(broken()), Warn, "couldn’t be tested"),
        (
            RotationOutcome::SameAsRefused { at },
            Bad,
            "nothing was sent",
        ),
    ] {
        let message = outcome.message(AccountKind::ApiClient);
        assert_eq!(message.tone, tone);
        assert!(
            message
                .sentence
                .starts_with("That’s the secret you already have")
                && message.sentence.contains(part),
            "{}",
            message.sentence
        );
        assert!(!outcome.can_replace() && !outcome.recommends_replacing());
    }
}

#[test]
fn only_a_stored_secret_is_replaced_and_only_an_accepted_one_is_recommended() {
    for new in [accepted(), refused(SignInWith::ApiClient), broken()] {
        for stored in all_stored() {
            let is_stored = stored != StoredOutcome::Skipped(SkipReason::NotStored);
            let is_accepted = matches!(new, CheckOutcome::Accepted(_));
            let new = new.clone();
            let outcome = RotationOutcome::Different { new, stored };
            assert_eq!(outcome.can_replace(), is_stored, "{outcome:?}");
            let recommends = outcome.recommends_replacing();
            assert_eq!(recommends, is_stored && is_accepted, "{outcome:?}");
        }
    }
}

#[test]
fn table_rows_have_the_facts() {
    let no = refused(SignInWith::ApiClient);
    for (outcome, short, facts) in [
        (accepted(), "works", "HTTP 200 · 15 min token · 198 ms"),
        (no, "rejected", "HTTP 401 · 176 ms"),
        (
            broken(),
            "not tested",
            "HTTP 503 · The console is having problems",
        ),
    ] {
        let message = (outcome.short(), outcome.facts());
        assert_eq!(message, (short.to_owned(), facts.to_owned()));
        let stored = StoredOutcome::Tried(outcome);
        assert_eq!((stored.short(), stored.facts()), message);
    }
    let at = Timestamp::UNIX_EPOCH;
    let before = StoredOutcome::RefusedBefore { at };
    assert_eq!(before.short(), "already rejected");
    assert_eq!(before.facts(), "not sent again");
    let unknown = StoredOutcome::Skipped(SkipReason::NotReached);
    assert_eq!(unknown.short(), "not tested", "it may have been sent");
    let spent = StoredOutcome::Skipped(SkipReason::CodeSpent);
    assert_eq!(spent.short(), "not tested");
    assert_eq!(spent.facts(), "codes work once");
}
