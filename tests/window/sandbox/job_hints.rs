//! The sandbox's hints sign in, and the runtime of a real window has none.

use std::sync::Arc;

use tokendesk::app::Effect;
use tokendesk::app::job::{
    AttemptOutcome, HintedCode, Job, JobId, Outcome, Report, SandboxHint, StoredSignIn, Typed,
    TypedCode,
};
use tokendesk::clipboard::MemoryClipboard;
use tokendesk::model::{Account, Secret, TotpCode};
use tokendesk::os::clock;
use tokendesk::sandbox::{SandboxConsole, SandboxOptions, users};
use tokendesk::vault::MemoryVault;

use crate::harness::job::{JobHarness, end, runtime, stored_sign_in};

/// A harness over a console whose time stands still: no code grows old.
fn harness() -> JobHarness {
    let now = clock::read().0;
    let options = SandboxOptions {
        clock: Arc::new(move || now),
        ..SandboxOptions::default()
    };
    JobHarness::over(SandboxConsole::start_with(options).unwrap())
}

fn hints(report: Report) -> Vec<SandboxHint> {
    match report.outcome {
        Outcome::SandboxHints(hints) => hints,
        other => panic!("{other:?}"),
    }
}

/// The hint for the account of this sample profile.
fn hint(harness: &mut JobHarness, name: &str) -> SandboxHint {
    let user = users().iter().find(|user| user.name == name).unwrap();
    let hints = hints(harness.report(Job::SandboxHints));
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
    let shown = harness.sample(name);
    assert!(matches!(shown.account, Account::User { .. }));
    let code = code.map_or(TypedCode::Without, |code| {
        TypedCode::Typed(TotpCode::parse(code).unwrap())
    });
    let password = password.and_then(Secret::new);
    let fetch = Job::FetchToken(StoredSignIn {
        typed: Typed { password, code },
        ..stored_sign_in(shown)
    });
    match harness.outcome(fetch) {
        Outcome::FetchToken { outcome, .. } => matches!(outcome, AttemptOutcome::Granted(_)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_hinted_code_signs_in_until_none_is_left_to_hint_at() {
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
    let other = hint(&mut harness, "Two-factor user, older responses");
    assert!(matches!(other.code, Some(HintedCode::Counts(_))));
}

#[test]
fn the_hinted_password_signs_in_where_none_is_stored_and_no_code_is_hinted_where_none_is_needed() {
    let (mut harness, name) = (harness(), "Password asked each time");
    let hint = hint(&mut harness, name);
    assert!(hint.code.is_none());
    assert!(signs_in(&mut harness, name, Some(&hint.password), None));
}

#[test]
fn outside_the_sandbox_there_are_no_hints() {
    let vault = Arc::new(MemoryVault::default());
    let (mut runtime, woken) = runtime(vault, Arc::new(MemoryClipboard::default()), None);
    runtime.run(Effect::Run(JobId(7), Job::SandboxHints));
    let report = end(&mut runtime, &woken);
    assert_eq!(report.job, JobId(7));
    assert!(hints(report).is_empty());
}
