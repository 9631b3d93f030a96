//! Checks of what is stored: one request each, a verdict, and nothing else: no token, no copy.

use tokendesk::app::job::{
    CheckCredentialOutcome, Job, JobId, MissingInput, Outcome, StoredSignIn, Typed, TypedCode,
};
use tokendesk::model::{
    CheckOutcome, ConsoleUrl, Failure, KeyringFailure, KnownLogin, LoginKind, Profile, ProfileId,
    Secret, SignInFailure, TotpCode, Verdict,
};
use tokendesk::sandbox::{SandboxConsole, SandboxOptions, api_clients};

use crate::harness::job::{JobHarness, known, stored_sign_in};

fn check(harness: &mut JobHarness, shown: &Profile, typed: Typed, asks_kind: bool) -> Ended {
    let report = harness.report(Job::CheckCredential(StoredSignIn {
        shown: shown.clone(),
        typed,
        known: known(asks_kind),
    }));
    let Outcome::CheckCredential(result) = report.outcome else {
        panic!("{report:?}")
    };
    Ended {
        stored: report.learned.stored,
        login: report.learned.login.map(|login| login.login),
        result,
    }
}

/// How a check ended, and what was learned.
#[derive(Debug)]
struct Ended {
    stored: Option<Profile>,
    login: Option<KnownLogin>,
    result: CheckCredentialOutcome,
}

fn tried(checked: &Ended) -> &CheckOutcome {
    match &checked.result {
        CheckCredentialOutcome::Tried(outcome) => outcome,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_accepted_secret_costs_one_sign_in_and_neither_its_token_nor_a_copy_is_left() {
    let mut harness = JobHarness::new();
    harness.clipboard.copied_elsewhere("kept");
    let works = harness.works();
    let checked = check(&mut harness, &works, Typed::default(), false);
    let CheckOutcome::Accepted(acceptance) = tried(&checked) else {
        panic!("{checked:?}")
    };
    assert_eq!(acceptance.lifetime.as_secs(), 900);
    assert_eq!(checked.stored, Some(works));
    assert_eq!(harness.requests(), (0, 1));
    assert_eq!(harness.clipboard.content().unwrap().expose_secret(), "kept");
}

#[test]
fn only_a_plain_refusal_refuses_the_secret_and_any_other_failure_leaves_it_untested_after_one_request()
 {
    let console = SandboxConsole::start_with(SandboxOptions {
        late_by: std::time::Duration::ZERO,
        ..SandboxOptions::default()
    });
    let mut harness = JobHarness::over(console.unwrap());
    let mut sent = 0;
    // The last one does not answer within the limit of the real client.
    for account in &api_clients()[..api_clients().len() - 1] {
        let shown = harness.sample(account.name);
        let checked = check(&mut harness, &shown, Typed::default(), false);
        sent += 1;
        let expected = match account.name {
            "Secret was reset" => Verdict::Refused,
            name if name.starts_with("Fails") => Verdict::Untested,
            _ => Verdict::Accepted,
        };
        assert_eq!(tried(&checked).verdict(), expected, "{}", account.name);
        assert_eq!(harness.requests(), (0, sent), "{}", account.name);
    }
    assert!(harness.clipboard.content().is_none());
}

#[test]
fn a_profile_that_is_gone_or_was_moved_to_another_console_is_untested_and_nothing_is_sent() {
    let mut harness = JobHarness::new();
    let works = harness.works();
    let gone = Profile {
        id: ProfileId::random(),
        ..works.clone()
    };
    let checked = check(&mut harness, &gone, Typed::default(), false);
    let not_found = Failure::Keyring(KeyringFailure::NotFound);
    assert_eq!(*tried(&checked), CheckOutcome::Untested(not_found));
    assert_eq!(checked.stored, None);
    let elsewhere = Profile {
        console: ConsoleUrl::parse("console.example").unwrap(),
        ..works.clone()
    };
    let checked = check(&mut harness, &elsewhere, Typed::default(), false);
    assert_eq!(
        *tried(&checked),
        CheckOutcome::Untested(Failure::ChangedElsewhere)
    );
    assert_eq!(checked.stored, Some(works));
    assert_eq!(harness.requests(), (0, 0));
}

#[test]
fn a_password_is_checked_once_after_one_lookup_of_the_login_kind() {
    let mut harness = JobHarness::new();
    let local = harness.sample("Local user");
    let checked = check(&mut harness, &local, Typed::default(), true);
    assert_eq!(tried(&checked).verdict(), Verdict::Accepted);
    assert_eq!(checked.login, Some(KnownLogin::Is(LoginKind::Local)));
    assert_eq!(harness.requests(), (1, 1));
}

#[test]
fn a_missing_code_or_password_is_asked_for_before_any_password_is_sent() {
    let mut harness = JobHarness::new();
    for (name, missing) in [
        ("Two-factor user", MissingInput::Code),
        ("Password asked each time", MissingInput::Password),
    ] {
        let shown = harness.sample(name);
        let checked = check(&mut harness, &shown, Typed::default(), true);
        assert_eq!(
            checked.result,
            CheckCredentialOutcome::MissingInput(missing),
            "{name}"
        );
    }
    let sso = harness.sample("Single sign-on user");
    let checked = check(&mut harness, &sso, Typed::default(), true);
    assert!(matches!(
        tried(&checked),
        CheckOutcome::Untested(Failure::SingleSignOn { .. })
    ));
    assert_eq!(harness.requests(), (3, 0));

    let user = harness.sample("Two-factor user");
    let code = TotpCode::parse(&harness.code_of(&user)).unwrap();
    let typed = Typed {
        password: None,
        code: TypedCode::Typed(code),
    };
    let checked = check(&mut harness, &user, typed, false);
    assert_eq!(tried(&checked).verdict(), Verdict::Accepted);
    let grace = harness.sample("Password asked each time");
    let typed = Typed {
        password: Secret::new("pretend"),
        code: TypedCode::Without,
    };
    let checked = check(&mut harness, &grace, typed, false);
    assert_eq!(tried(&checked).verdict(), Verdict::Accepted);
    assert_eq!(harness.requests(), (3, 2));
}

#[test]
fn a_missing_code_says_nothing_of_the_password() {
    let mut harness = JobHarness::new();
    let user = harness.sample("Two-factor user, older responses");
    let typed = Typed {
        password: None,
        code: TypedCode::Without,
    };
    let checked = check(&mut harness, &user, typed, false);
    let CheckOutcome::Untested(Failure::SignIn(report)) = tried(&checked) else {
        panic!("{checked:?}")
    };
    assert_eq!(report.failure, SignInFailure::CodeMissing);
}

#[test]
fn a_canceled_check_ends_as_canceled() {
    let mut harness = JobHarness::new();
    let slow = harness.sample("Answers after 8 seconds");
    harness.start(JobId(5), Job::CheckCredential(stored_sign_in(slow)));
    harness.cancel(JobId(5));
    let Outcome::CheckCredential(outcome) = harness.end().outcome else {
        panic!("another report")
    };
    assert_eq!(outcome, CheckCredentialOutcome::Canceled);
}

#[test]
fn after_the_sandbox_reset_the_secret_one_sign_in_finds_the_stored_one_refused() {
    let mut harness = JobHarness::new();
    let Outcome::ResetSandboxSecret(Some(new)) = harness.outcome(Job::ResetSandboxSecret) else {
        panic!("no secret")
    };
    assert_eq!(new.client_id, harness.works().account.login());
    let works = harness.works();
    let checked = check(&mut harness, &works, Typed::default(), false);
    assert_eq!(tried(&checked).verdict(), Verdict::Refused);
    assert_eq!(harness.requests(), (0, 1));
}
