//! What the sandbox tells of its accounts signs in, and the runtime of a real window tells nothing.

use std::sync::Arc;

use tokendesk::app::Effect;
use tokendesk::app::job::{
    AttemptOutcome, HintedCode, Job, JobId, Outcome, Report, SandboxHint, StoredSignIn, Typed,
    TypedCode,
};
use tokendesk::clipboard::MemoryClipboard;
use tokendesk::model::{Account, KnownLogin, Secret, TotpCode};
use tokendesk::os::clock;
use tokendesk::sandbox::{SandboxConsole, SandboxOptions, users};
use tokendesk::vault::MemoryVault;

use crate::harness::job::{JobHarness, end, runtime};

const ASK: Effect = Effect::Run(JobId(7), Job::SandboxHints);

/// A bench over a console whose time stands still: no code grows old.
fn harness() -> JobHarness {
    let now = clock::read().0;
    let options = SandboxOptions {
        clock: Arc::new(move || now),
        ..SandboxOptions::default()
    };
    JobHarness::over(SandboxConsole::start_with(options).unwrap())
}

fn told(report: Report) -> Vec<SandboxHint> {
    match report {
        Report {
            job,
            outcome: Outcome::SandboxHints(hints),
            ..
        } => {
            assert_eq!(job, JobId(7));
            hints
        }
        other => panic!("{other:?}"),
    }
}

/// What is told of the account of this sample profile.
fn hint(harness: &mut JobHarness, name: &str) -> SandboxHint {
    let user = users().iter().find(|user| user.name == name).unwrap();
    let hints = told(harness.run(ASK));
    assert_eq!(hints.len(), users().len());
    let mut hints = hints.into_iter();
    hints.find(|hint| hint.username == user.username).unwrap()
}

/// Whether a typed password, if there is one, and a typed code, if there is one, sign in.
fn signs_in(
    harness: &mut JobHarness,
    name: &str,
    password: Option<&str>,
    code: Option<&str>,
) -> bool {
    let stored = harness
        .profiles
        .iter()
        .find(|stored| stored.profile.name.as_str() == name);
    let shown = stored.unwrap().profile.clone();
    assert!(matches!(shown.account, Account::User { .. }));
    let code = code.map_or(TypedCode::Without, |code| {
        TypedCode::Typed(TotpCode::parse(code).unwrap())
    });
    let password = password.and_then(Secret::new);
    let fetch = Effect::Run(
        JobId(1),
        Job::FetchToken(StoredSignIn {
            shown,
            typed: Typed { password, code },
            known: KnownLogin::Unanswered,
        }),
    );
    match harness.run(fetch) {
        Report {
            outcome: Outcome::FetchToken {
                outcome: result, ..
            },
            ..
        } => matches!(result, AttemptOutcome::Granted(_)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_told_code_signs_in_and_then_another_is_told_until_none_counts() {
    let (mut harness, name) = (harness(), "Two-factor user");
    let mut used = Vec::new();
    while let Some(HintedCode::Counts(code)) = hint(&mut harness, name).code {
        assert!(!used.contains(&code));
        assert!(signs_in(&mut harness, name, None, Some(&code)));
        used.push(code);
    }
    // The present one, and the next, which the console lets an authenticator be ahead by.
    assert_eq!(used.len(), 2);
    assert!(hint(&mut harness, name).code == Some(HintedCode::ComesSoon));
    let other = hint(&mut harness, "Two-factor user, older replies");
    assert!(matches!(other.code, Some(HintedCode::Counts(_))));
}

#[test]
fn the_told_password_signs_in_where_none_is_stored_and_no_code_is_told_where_none_is_needed() {
    let (mut harness, name) = (harness(), "Password asked each time");
    let hint = hint(&mut harness, name);
    assert!(hint.code.is_none());
    assert!(signs_in(&mut harness, name, Some(&hint.password), None));
}

#[test]
fn outside_the_sandbox_there_is_nothing_to_tell() {
    let vault = Arc::new(MemoryVault::default());
    let (mut runtime, woken) = runtime(vault, Arc::new(MemoryClipboard::default()), None);
    runtime.run(ASK);
    assert!(told(end(&mut runtime, &woken)).is_empty());
}
