//! Signing in with user accounts, counted at the console: for each branch, how often it was asked what kind of account this is,
//! and how often a password came.

use tokendesk::app::Event;
use tokendesk::app::job::{
    AttemptOutcome, Job, JobId, MissingInput, Outcome, Progress, Report, StoredSignIn, Typed,
    TypedCode,
};
use tokendesk::model::failure::Stage;
use tokendesk::model::{
    Account, Failure, KnownLogin, LoginKind, PasswordStorage, Profile, Secret, SignInFailure,
    StoredProfile, TotpCode,
};
use tokendesk::os::Cancel;
use tokendesk::vault::Vault as _;

use crate::harness::job::{JobHarness, LIMIT, known, stored_sign_in};

const LOCAL: KnownLogin = KnownLogin::Is(LoginKind::Local);
const TWO_FACTOR: KnownLogin = KnownLogin::Is(LoginKind::LocalTwoFactor);

/// The end of a fetch, and how many lookups of a login kind and how many passwords the console has seen in all.
struct Fetched {
    login: KnownLogin,
    outcome: AttemptOutcome,
    counts: (u64, u64),
}

impl Fetched {
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
    let report = harness.report(Job::FetchToken(StoredSignIn {
        shown: shown.clone(),
        typed,
        known: known(asks_kind),
    }));
    let Outcome::FetchToken { outcome, .. } = report.outcome else {
        panic!("{report:?}")
    };
    let login = report.learned.login;
    Fetched {
        login: login.map_or(KnownLogin::Unasked, |login| login.login),
        outcome,
        counts: harness.requests(),
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
fn a_local_account_costs_one_lookup_and_then_one_password_a_token() {
    let mut harness = JobHarness::new();
    let local = harness.sample("Local user");
    let first = fetch(&mut harness, &local, nothing(), true);
    assert!(first.is_granted(), "{:?}", first.outcome);
    assert_eq!((first.login, first.counts), (LOCAL, (1, 1)));
    let second = fetch(&mut harness, &local, nothing(), false);
    assert!(second.is_granted(), "{:?}", second.outcome);
    let unasked = KnownLogin::Unasked;
    assert_eq!((second.login, second.counts), (unasked, (1, 2)));
}

#[test]
fn no_password_of_a_two_factor_account_is_sent_before_its_code_is_typed() {
    let mut harness = JobHarness::new();
    let user = harness.sample("Two-factor user");
    let asked = fetch(&mut harness, &user, nothing(), true);
    assert_eq!((asked.login, asked.counts), (TWO_FACTOR, (1, 0)));
    assert_eq!(asked.missing(), Some(MissingInput::Code));

    let code = harness.code_of(&user);
    let signed_in = fetch(&mut harness, &user, with_code(&code), false);
    assert!(signed_in.is_granted(), "{:?}", signed_in.outcome);
    assert_eq!(signed_in.counts, (1, 1));
}

#[test]
fn a_code_typed_before_the_lookup_goes_along_in_one_click() {
    let mut harness = JobHarness::new();
    let user = harness.sample("Two-factor user");
    let code = harness.code_of(&user);
    let signed_in = fetch(&mut harness, &user, with_code(&code), true);
    assert!(signed_in.is_granted(), "{:?}", signed_in.outcome);
    assert_eq!(signed_in.counts, (1, 1));
}

#[test]
fn without_a_code_one_password_is_sent_though_the_console_asks_for_one() {
    for asks_kind in [true, false] {
        let mut harness = JobHarness::new();
        let user = harness.sample("Two-factor user, older responses");
        let refused = fetch(&mut harness, &user, without_code(), asks_kind);
        let AttemptOutcome::Failed(Failure::SignIn(report)) = &refused.outcome else {
            panic!("{:?}", refused.outcome)
        };
        assert_eq!(report.failure, SignInFailure::CodeMissing);
        assert_eq!(refused.counts, (u64::from(asks_kind), 1));
    }
}

#[test]
fn a_wrong_code_is_sent_once_and_named_if_the_console_names_it() {
    for (name, failure) in [
        ("Two-factor user", SignInFailure::Refused),
        (
            "Two-factor user, older responses",
            SignInFailure::CodeRefused,
        ),
    ] {
        let mut harness = JobHarness::new();
        let user = harness.sample(name);
        // One that no authenticator shows: it has other digits.
        let refused = fetch(&mut harness, &user, with_code("00000000"), false);
        let AttemptOutcome::Failed(Failure::SignIn(report)) = &refused.outcome else {
            panic!("{:?}", refused.outcome)
        };
        assert_eq!((&report.failure, refused.counts), (&failure, (0, 1)));
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
        assert_eq!(ended.counts, (1, 0));
    }
}

#[test]
fn a_login_known_as_single_sign_on_is_asked_about_again_and_gets_no_password() {
    let mut harness = JobHarness::new();
    let sign_in = StoredSignIn {
        known: KnownLogin::Is(LoginKind::SingleSignOn),
        ..stored_sign_in(harness.sample("Single sign-on user"))
    };
    harness.report(Job::FetchToken(sign_in));
    assert_eq!(harness.requests(), (1, 0));
}

#[test]
fn a_password_that_is_not_stored_is_asked_for_first_and_then_sent_once() {
    let mut harness = JobHarness::new();
    let grace = harness.sample("Password asked each time");
    let asked = fetch(&mut harness, &grace, nothing(), true);
    assert_eq!((asked.login, asked.counts), (LOCAL, (1, 0)));
    assert_eq!(asked.missing(), Some(MissingInput::Password));

    let typed = Typed {
        password: Secret::new("pretend"),
        code: TypedCode::Without,
    };
    let signed_in = fetch(&mut harness, &grace, typed, false);
    assert!(signed_in.is_granted(), "{:?}", signed_in.outcome);
    assert_eq!(signed_in.counts, (1, 1));
}

#[test]
fn a_password_that_is_no_longer_stored_is_asked_for_and_a_typed_code_is_not_sent_alone() {
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
        assert_eq!(ended.counts, (0, 0));
    }
}

#[test]
fn the_stage_goes_from_the_login_kind_lookup_to_the_keyring() {
    let mut harness = JobHarness::new();
    let local = harness.sample("Local user");
    let fetch = Job::FetchToken(StoredSignIn {
        known: KnownLogin::Unasked,
        ..stored_sign_in(local)
    });
    harness.start(JobId(1), fetch);
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
