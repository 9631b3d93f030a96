//! Signing in with user accounts, counted at the console: for each branch, how often it was asked what kind of account this is,
//! and how often a password came.

use tokendesk::app::job::{
    AttemptOutcome, Job, JobId, Learned, MissingInput, Outcome, Progress, Report, StoredSignIn,
    Typed, TypedCode,
};
use tokendesk::app::{Effect, Event};
use tokendesk::model::failure::Stage;
use tokendesk::model::{
    Account, Failure, KnownLogin, LoginKind, PasswordStorage, Profile, Secret, SignInFailure,
    StoredProfile, TotpCode,
};
use tokendesk::os::Cancel;
use tokendesk::vault::Vault as _;

use crate::harness::job::{JobHarness, LIMIT, known};

const LOCAL: KnownLogin = KnownLogin::Is(LoginKind::Local);
const TWO_FACTOR: KnownLogin = KnownLogin::Is(LoginKind::LocalTwoFactor);

/// The end of a fetch, and how many questions and passwords the console has seen in all.
struct Fetched {
    login: KnownLogin,
    outcome: AttemptOutcome,
    questions: u64,
    passwords: u64,
}

impl Fetched {
    fn counts(&self) -> (u64, u64) {
        (self.questions, self.passwords)
    }

    fn is_granted(&self) -> bool {
        matches!(self.outcome, AttemptOutcome::Granted(_))
    }

    fn missing(&self) -> Option<MissingInput> {
        match self.outcome {
            AttemptOutcome::MissingInput(missing) => Some(missing),
            _ => None,
        }
    }
}

fn fetch(harness: &mut JobHarness, shown: &Profile, typed: Typed, asks_kind: bool) -> Fetched {
    let effect = Effect::Run(
        JobId(1),
        Job::FetchToken(StoredSignIn {
            shown: shown.clone(),
            typed,
            known: known(asks_kind),
        }),
    );
    match harness.run(effect) {
        Report {
            learned: Learned { login, .. },
            outcome: Outcome::FetchToken {
                outcome: result, ..
            },
            ..
        } => Fetched {
            login: login.map_or(KnownLogin::Unasked, |login| login.login),
            outcome: result,
            questions: harness.console.login_kind_lookups(),
            passwords: harness.console.sign_ins(),
        },
        other => panic!("{other:?}"),
    }
}

fn nothing() -> Typed {
    Typed::default()
}

fn without_code() -> Typed {
    Typed {
        password: None,
        code: TypedCode::Without,
    }
}

fn with_code(code: &str) -> Typed {
    Typed {
        password: None,
        code: TypedCode::Typed(TotpCode::parse(code).unwrap()),
    }
}

#[test]
fn a_local_account_costs_one_question_and_one_password_and_then_one_password_a_token() {
    let mut harness = JobHarness::new();
    let local = harness.sample("Local user");
    let first = fetch(&mut harness, &local, nothing(), true);
    assert!(first.is_granted(), "{:?}", first.outcome);
    assert_eq!((first.login, first.counts()), (LOCAL, (1, 1)));
    let second = fetch(&mut harness, &local, nothing(), false);
    assert!(second.is_granted(), "{:?}", second.outcome);
    let unasked = KnownLogin::Unasked;
    assert_eq!((second.login, second.counts()), (unasked, (1, 2)));
}

#[test]
fn an_account_with_two_factor_sign_in_gets_no_password_before_there_is_a_code() {
    let mut harness = JobHarness::new();
    let user = harness.sample("Two-factor user");
    let asked = fetch(&mut harness, &user, nothing(), true);
    assert_eq!((asked.login, asked.counts()), (TWO_FACTOR, (1, 0)));
    assert_eq!(asked.missing(), Some(MissingInput::Code));

    let code = harness.code_of(&user);
    let signed_in = fetch(&mut harness, &user, with_code(&code), false);
    assert!(signed_in.is_granted(), "{:?}", signed_in.outcome);
    assert_eq!(signed_in.counts(), (1, 1));
}

#[test]
fn a_code_given_before_any_question_goes_along_in_one_click() {
    let mut harness = JobHarness::new();
    let user = harness.sample("Two-factor user");
    let code = harness.code_of(&user);
    let signed_in = fetch(&mut harness, &user, with_code(&code), true);
    assert!(signed_in.is_granted(), "{:?}", signed_in.outcome);
    assert_eq!(signed_in.counts(), (1, 1));
}

#[test]
fn without_a_code_one_password_is_sent_though_the_console_asks_for_one() {
    for asks_kind in [true, false] {
        let mut harness = JobHarness::new();
        let user = harness.sample("Two-factor user, older replies");
        let refused = fetch(&mut harness, &user, without_code(), asks_kind);
        let AttemptOutcome::Failed(Failure::SignIn(report)) = &refused.outcome else {
            panic!("{:?}", refused.outcome)
        };
        assert_eq!(report.failure, SignInFailure::CodeMissing);
        assert_eq!(refused.counts(), (u64::from(asks_kind), 1));
    }
}

#[test]
fn a_wrong_code_is_sent_once_and_told_as_far_as_the_console_tells() {
    for (name, failure) in [
        ("Two-factor user", SignInFailure::Refused),
        ("Two-factor user, older replies", SignInFailure::CodeRefused),
    ] {
        let mut harness = JobHarness::new();
        let user = harness.sample(name);
        // One that no authenticator shows: it has other digits.
        let refused = fetch(&mut harness, &user, with_code("00000000"), false);
        let AttemptOutcome::Failed(Failure::SignIn(report)) = &refused.outcome else {
            panic!("{:?}", refused.outcome)
        };
        assert_eq!((&report.failure, refused.counts()), (&failure, (0, 1)));
    }
}

#[test]
fn single_sign_on_costs_no_password_whatever_was_typed() {
    for typed in [nothing(), without_code(), with_code("424242")] {
        let mut harness = JobHarness::new();
        let user = harness.sample("Single sign-on user");
        let ended = fetch(&mut harness, &user, typed, true);
        let outcome = &ended.outcome;
        assert!(
            matches!(
                outcome,
                AttemptOutcome::Failed(Failure::SingleSignOn { .. })
            ),
            "{outcome:?}"
        );
        assert_eq!(ended.counts(), (1, 0));
    }
}

#[test]
fn a_login_known_as_single_sign_on_is_asked_about_again_and_gets_no_password() {
    let mut harness = JobHarness::new();
    let sign_in = StoredSignIn {
        shown: harness.sample("Single sign-on user"),
        typed: nothing(),
        known: KnownLogin::Is(LoginKind::SingleSignOn),
    };
    harness.run(Effect::Run(JobId(1), Job::FetchToken(sign_in)));
    assert_eq!(harness.console.login_kind_lookups(), 1);
    assert_eq!(harness.console.sign_ins(), 0);
}

#[test]
fn a_password_that_is_not_stored_is_wanted_first_and_then_sent_once() {
    let mut harness = JobHarness::new();
    let grace = harness.sample("Password asked each time");
    let asked = fetch(&mut harness, &grace, nothing(), true);
    assert_eq!((asked.login, asked.counts()), (LOCAL, (1, 0)));
    assert_eq!(asked.missing(), Some(MissingInput::Password));

    let typed = Typed {
        password: Secret::new("pretend"),
        code: TypedCode::Without,
    };
    let signed_in = fetch(&mut harness, &grace, typed, false);
    assert!(signed_in.is_granted(), "{:?}", signed_in.outcome);
    assert_eq!(signed_in.counts(), (1, 1));
}

#[test]
fn a_password_that_is_no_longer_stored_is_wanted_and_a_typed_code_is_not_sent_alone() {
    let unsaid = (nothing(), MissingInput::Password);
    let with_a_code = (with_code("424242"), MissingInput::PasswordAndCode);
    for (typed, missing) in [unsaid, with_a_code] {
        let mut harness = JobHarness::new();
        let user = harness.sample("Two-factor user");
        let Account::User { username, .. } = user.account.clone() else {
            panic!("no user")
        };
        let changed = StoredProfile {
            profile: Profile {
                rev: 2,
                account: Account::User {
                    username,
                    password: PasswordStorage::AskedEachTime,
                },
                ..user.clone()
            },
            secret: None,
        };
        let cancel = Cancel::default();
        harness.vault.replace(1, &changed, &cancel).unwrap();
        let ended = fetch(&mut harness, &user, typed, false);
        assert_eq!(ended.missing(), Some(missing));
        assert_eq!(ended.counts(), (0, 0));
    }
}

#[test]
fn after_the_question_the_window_is_told_that_the_keyring_is_read() {
    let mut harness = JobHarness::new();
    let local = harness.sample("Local user");
    harness.runtime.run(Effect::Run(
        JobId(1),
        Job::FetchToken(StoredSignIn {
            shown: local,
            typed: nothing(),
            known: KnownLogin::Unasked,
        }),
    ));
    let mut stages = Vec::new();
    loop {
        for event in harness.runtime.poll() {
            match event {
                Event::Progress(_, Progress::Stage(stage)) => stages.push(stage),
                Event::Ended(Report {
                    outcome: Outcome::FetchToken { .. },
                    ..
                }) => {
                    assert_eq!(stages[..2], [Stage::LoginKindLookup, Stage::Keyring]);
                    return;
                }
                other => panic!("{other:?}"),
            }
        }
        harness.woken.recv_timeout(LIMIT).expect("a job reports");
    }
}
