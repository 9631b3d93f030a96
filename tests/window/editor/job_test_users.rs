//! *Test* with each kind of user account against the pretend console: how it ends, and what the console was asked for.

use tokendesk::app::job::{AttemptOutcome, Job, MissingInput, Outcome, SecretSource, TypedCode};
use tokendesk::model::failure::NotAToken;
use tokendesk::model::{
    Failure, KnownLogin, LoginKind, Secret, SignInFailure, SignInReport, TotpCode,
};

use crate::harness::job::{JobHarness, known};

/// How a test ended.
struct Tested {
    login: KnownLogin,
    outcome: AttemptOutcome,
    /// Questions what kind of account it is, and sign-ins, that the console got for it.
    requests: (u64, u64),
}

fn test(harness: &mut JobHarness, name: &str, code: TypedCode, asks_kind: bool) -> Tested {
    let profile = harness.sample(name);
    let secret = if profile.account.stores_secret() {
        SecretSource::Stored(profile.id)
    } else {
        SecretSource::Typed(Secret::new("pretend").unwrap())
    };
    let before = harness.requests();
    let report = harness.report(Job::TestCredential {
        console: profile.console,
        account: profile.account,
        secret,
        code,
        known: known(asks_kind),
    });
    let Outcome::TestCredential(outcome) = report.outcome else {
        panic!("no verdict: {report:?}")
    };
    let after = harness.requests();
    Tested {
        login: report
            .learned
            .login
            .map_or(KnownLogin::Unasked, |login| login.login),
        outcome,
        requests: (after.0 - before.0, after.1 - before.1),
    }
}

fn code_of(harness: &JobHarness, name: &str) -> TypedCode {
    let code = harness.code_of(&harness.sample(name));
    TypedCode::Typed(TotpCode::parse(&code).unwrap())
}

fn report(outcome: AttemptOutcome) -> SignInReport {
    match outcome {
        AttemptOutcome::Failed(Failure::SignIn(report)) => report,
        other => panic!("{other:?}"),
    }
}

const UNSAID: TypedCode = TypedCode::Unsaid;

#[test]
fn a_local_account_is_looked_up_once_and_signs_in_once() {
    let mut harness = JobHarness::new();
    for name in ["Local user", "Password asked each time"] {
        let tested = test(&mut harness, name, UNSAID, true);
        assert!(
            matches!(tested.outcome, AttemptOutcome::Granted(_)),
            "{:?}",
            tested.outcome
        );
        assert_eq!(tested.login, KnownLogin::Is(LoginKind::Local));
        assert_eq!(tested.requests, (1, 1));
        let again = test(&mut harness, name, UNSAID, false);
        assert_eq!((again.login, again.requests), (KnownLogin::Unasked, (0, 1)));
    }
}

#[test]
fn a_two_factor_account_costs_no_sign_in_until_its_code_is_typed() {
    let mut harness = JobHarness::new();
    for name in ["Two-factor user", "Two-factor user, older responses"] {
        let wanting = test(&mut harness, name, UNSAID, true);
        let is_wanted = matches!(
            wanting.outcome,
            AttemptOutcome::MissingInput(MissingInput::Code)
        );
        assert!(is_wanted, "{:?}", wanting.outcome);
        assert_eq!(wanting.login, KnownLogin::Is(LoginKind::LocalTwoFactor));
        assert_eq!(wanting.requests, (1, 0));

        let code = code_of(&harness, name);
        let tested = test(&mut harness, name, code, false);
        assert!(
            matches!(tested.outcome, AttemptOutcome::Granted(_)),
            "{:?}",
            tested.outcome
        );
        assert_eq!(tested.requests, (0, 1));
    }
}

#[test]
fn without_its_code_a_two_factor_account_is_refused_in_one_sign_in() {
    let mut harness = JobHarness::new();
    for name in ["Two-factor user", "Two-factor user, older responses"] {
        let tested = test(&mut harness, name, TypedCode::Without, true);
        assert_eq!(tested.requests, (1, 1));
        assert_eq!(report(tested.outcome).status, Some(401), "{name}");
    }
}

#[test]
fn a_single_sign_on_account_gets_no_password_sent_not_even_with_a_code() {
    let mut harness = JobHarness::new();
    for code in [
        UNSAID,
        TypedCode::Without,
        TypedCode::Typed(TotpCode::parse("424242").unwrap()),
    ] {
        let tested = test(&mut harness, "Single sign-on user", code, true);
        let is_single_sign_on = matches!(
            tested.outcome,
            AttemptOutcome::Failed(Failure::SingleSignOn { .. })
        );
        assert!(is_single_sign_on, "{:?}", tested.outcome);
        assert_eq!(tested.requests, (1, 0));
    }
}

#[test]
fn the_other_accounts_fail_in_one_sign_in() {
    let mut harness = JobHarness::new();
    let code = TypedCode::Typed(TotpCode::parse("424242").unwrap());
    for (name, code, status) in [
        ("Blocked user", UNSAID, 401),
        ("Two-factor not set up", code, 401),
        ("Fails: token as a cookie", UNSAID, 200),
    ] {
        let tested = test(&mut harness, name, code, true);
        assert_eq!(tested.requests, (1, 1), "{name}");
        let report = report(tested.outcome);
        assert_eq!(report.status, Some(status), "{name}");
        let is_cookie = report.failure == SignInFailure::NotAToken(NotAToken::CookieOnly);
        assert_eq!(is_cookie, status == 200);
    }
}
