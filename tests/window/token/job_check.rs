//! Checks of what is stored: one request each, a verdict, and nothing else: no token, no copy.

use tokendesk::app::Effect;
use tokendesk::app::job::{
    CheckEnd, Job, JobId, MissingInput, Outcome, Report, StoredSignIn, Typed, TypedCode,
};
use tokendesk::model::{
    CheckOutcome, ConsoleUrl, Failure, KeyringFailure, KnownLogin, LoginKind, Profile, ProfileId,
    Secret, SignInFailure, TotpCode, Verdict,
};
use tokendesk::sandbox::{SandboxConsole, SandboxOptions, api_clients};

use crate::harness::job::{Bench, end, known};

fn check(bench: &mut Bench, shown: &Profile, typed: Typed, asks_kind: bool) -> Ended {
    let effect = Effect::Run(
        JobId(1),
        Job::CheckCredential(StoredSignIn {
            shown: shown.clone(),
            typed,
            known: known(asks_kind),
        }),
    );
    match bench.run(effect) {
        Report {
            job: JobId(1),
            learned,
            outcome: Outcome::CheckCredential(result),
        } => Ended {
            stored: learned.stored,
            login: learned.login.map(|login| login.login),
            result,
        },
        other => panic!("{other:?}"),
    }
}

/// How a check ended, and what was learned.
#[derive(Debug)]
struct Ended {
    stored: Option<Profile>,
    login: Option<KnownLogin>,
    result: CheckEnd,
}

fn tried(checked: &Ended) -> &CheckOutcome {
    match &checked.result {
        CheckEnd::Tried(outcome) => outcome,
        other => panic!("{other:?}"),
    }
}

fn counts(bench: &Bench) -> (u64, u64) {
    (bench.console.login_kind_lookups(), bench.console.sign_ins())
}

#[test]
fn an_accepted_secret_costs_one_sign_in_and_neither_its_token_nor_a_copy_is_left() {
    let mut bench = Bench::new();
    bench.clipboard.copied_elsewhere("kept");
    let works = bench.works();
    let checked = check(&mut bench, &works, Typed::default(), false);
    let CheckOutcome::Accepted(acceptance) = tried(&checked) else {
        panic!("{checked:?}")
    };
    assert_eq!(acceptance.lifetime.as_secs(), 900);
    assert_eq!(checked.stored, Some(works));
    assert_eq!(counts(&bench), (0, 1));
    assert_eq!(bench.clipboard.content().unwrap().expose_secret(), "kept");
}

#[test]
fn only_a_plain_refusal_is_one_and_every_other_failure_leaves_the_secret_untested_after_one_request()
 {
    let console = SandboxConsole::start_with(SandboxOptions {
        late_by: std::time::Duration::ZERO,
        ..SandboxOptions::default()
    });
    let mut bench = Bench::over(console.unwrap());
    let mut sent = 0;
    // The last one does not answer within the limit of the real client.
    for account in &api_clients()[..api_clients().len() - 1] {
        let shown = bench.sample(account.name);
        let checked = check(&mut bench, &shown, Typed::default(), false);
        sent += 1;
        let expected = match account.name {
            "Secret was reset" => Verdict::Refused,
            name if name.starts_with("Fails") => Verdict::Untested,
            _ => Verdict::Accepted,
        };
        assert_eq!(tried(&checked).verdict(), expected, "{}", account.name);
        assert_eq!(counts(&bench), (0, sent), "{}", account.name);
    }
    assert!(bench.clipboard.content().is_none());
}

#[test]
fn a_profile_that_is_gone_or_signs_in_elsewhere_by_now_is_untested_and_nothing_is_sent() {
    let mut bench = Bench::new();
    let works = bench.works();
    let gone = Profile {
        id: ProfileId::random(),
        ..works.clone()
    };
    let checked = check(&mut bench, &gone, Typed::default(), false);
    let not_found = Failure::Keyring(KeyringFailure::NotFound);
    assert_eq!(*tried(&checked), CheckOutcome::Untested(not_found));
    assert_eq!(checked.stored, None);
    let elsewhere = Profile {
        console: ConsoleUrl::parse("console.example").unwrap(),
        ..works.clone()
    };
    let checked = check(&mut bench, &elsewhere, Typed::default(), false);
    assert_eq!(
        *tried(&checked),
        CheckOutcome::Untested(Failure::ChangedElsewhere)
    );
    assert_eq!(checked.stored, Some(works));
    assert_eq!(counts(&bench), (0, 0));
}

#[test]
fn a_password_is_checked_once_after_the_question_what_kind_of_account_it_is() {
    let mut bench = Bench::new();
    let local = bench.sample("Local user");
    let checked = check(&mut bench, &local, Typed::default(), true);
    assert_eq!(tried(&checked).verdict(), Verdict::Accepted);
    assert_eq!(checked.login, Some(KnownLogin::Is(LoginKind::Local)));
    assert_eq!(counts(&bench), (1, 1));
}

#[test]
fn what_is_to_be_typed_is_wanted_before_any_password_is_sent() {
    let mut bench = Bench::new();
    for (name, wanted) in [
        ("Two-factor user", MissingInput::Code),
        ("Password asked each time", MissingInput::Password),
    ] {
        let shown = bench.sample(name);
        let checked = check(&mut bench, &shown, Typed::default(), true);
        assert_eq!(checked.result, CheckEnd::MissingInput(wanted), "{name}");
    }
    let sso = bench.sample("Single sign-on user");
    let checked = check(&mut bench, &sso, Typed::default(), true);
    assert!(matches!(
        tried(&checked),
        CheckOutcome::Untested(Failure::SingleSignOn { .. })
    ));
    assert_eq!(counts(&bench), (3, 0));

    let user = bench.sample("Two-factor user");
    let code = TotpCode::parse(&bench.code_of(&user)).unwrap();
    let typed = Typed {
        password: None,
        code: TypedCode::Typed(code),
    };
    let checked = check(&mut bench, &user, typed, false);
    assert_eq!(tried(&checked).verdict(), Verdict::Accepted);
    let grace = bench.sample("Password asked each time");
    let typed = Typed {
        password: Secret::new("pretend"),
        code: TypedCode::Without,
    };
    let checked = check(&mut bench, &grace, typed, false);
    assert_eq!(tried(&checked).verdict(), Verdict::Accepted);
    assert_eq!(counts(&bench), (3, 2));
}

#[test]
fn a_missing_code_says_nothing_of_the_password() {
    let mut bench = Bench::new();
    let user = bench.sample("Two-factor user, older replies");
    let typed = Typed {
        password: None,
        code: TypedCode::Without,
    };
    let checked = check(&mut bench, &user, typed, false);
    let CheckOutcome::Untested(Failure::SignIn(report)) = tried(&checked) else {
        panic!("{checked:?}")
    };
    assert_eq!(report.failure, SignInFailure::CodeMissing);
}

#[test]
fn a_check_that_is_cancelled_says_so() {
    let mut bench = Bench::new();
    let shown = bench.sample("Answers after 8 seconds");
    bench.runtime.run(Effect::Run(
        JobId(5),
        Job::CheckCredential(StoredSignIn {
            shown,
            typed: Typed::default(),
            known: KnownLogin::Unanswered,
        }),
    ));
    bench.runtime.run(Effect::Cancel(JobId(5)));
    let ended = end(&mut bench.runtime, &bench.woken);
    let Outcome::CheckCredential(end) = ended.outcome else {
        panic!("{ended:?}")
    };
    assert_eq!(end, CheckEnd::Cancelled);
}

#[test]
fn after_the_sandbox_gave_another_secret_the_stored_one_is_refused_and_that_is_all_that_was_asked()
{
    let mut bench = Bench::new();
    let reset = bench.run(Effect::Run(JobId(2), Job::ResetSandboxSecret));
    let Report {
        outcome: Outcome::ResetSandboxSecret(Some(new)),
        ..
    } = reset
    else {
        panic!("no secret")
    };
    assert_eq!(new.client_id, bench.works().account.login());
    let works = bench.works();
    let checked = check(&mut bench, &works, Typed::default(), false);
    assert_eq!(tried(&checked).verdict(), Verdict::Refused);
    assert_eq!(counts(&bench), (0, 1));
}
