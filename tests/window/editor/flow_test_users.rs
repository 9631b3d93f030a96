//! *Test* with a user account: the login kind is looked up first, a click is one sign-in at most, a code is sent once.

use tokendesk::app::editor::{EditorAction, EditorField, EditorMode, EditorTest};
use tokendesk::app::job::{AttemptOutcome, Job, JobId, MissingInput, SecretSource, TypedCode};
use tokendesk::app::{Action, Effect};
use tokendesk::model::{
    AccountKind, Failure, KnownLogin, LoginKind, PasswordStorage, SignInFailure,
};

use crate::editor::flow::save;
use crate::editor::flow_users::new_user;
use crate::harness::flow::{FlowHarness, refusal, user};

/// What one click on *Test* ordered.
struct Ordered {
    job: JobId,
    code: TypedCode,
    asks_kind: bool,
}

fn ordered(effects: &[Effect]) -> Ordered {
    let [
        Effect::Run(
            job,
            Job::TestCredential {
                account,
                code,
                known,
                ..
            },
        ),
    ] = effects
    else {
        panic!("not one test: {effects:?}")
    };
    Ordered {
        job: *job,
        code: code.clone(),
        asks_kind: account.kind() == AccountKind::User && *known == KnownLogin::Unasked,
    }
}

fn test(harness: &mut FlowHarness) -> Ordered {
    ordered(&harness.editor(EditorAction::Test))
}

fn ended(harness: &mut FlowHarness, job: JobId, login: KnownLogin, result: AttemptOutcome) {
    let effects = harness.tested(job, login, result);
    assert!(effects.is_empty(), "{effects:?}");
}

/// Reports a token, for a username that signs in with its password alone.
fn accepted(harness: &mut FlowHarness, job: JobId) {
    let grant = harness.grant(1_800);
    let known = KnownLogin::Is(LoginKind::Local);
    ended(harness, job, known, AttemptOutcome::Granted(grant));
}

fn phase(harness: &FlowHarness) -> &EditorTest {
    &harness.open_editor().test
}

fn type_code(harness: &mut FlowHarness, code: &str) {
    let draft = &mut harness.app.drafts.editor.code;
    draft.wipe();
    draft.text_mut().push_str(code);
}

/// An editor for a new user account, complete.
fn typed_user() -> FlowHarness {
    let mut harness = FlowHarness::with(&[]);
    new_user(&mut harness);
    harness.type_secret("secret");
    harness.editor(EditorAction::Changed);
    harness
}

/// The same, after the console said that this is an account with two-factor sign-in.
fn wanting_a_code() -> FlowHarness {
    let mut harness = typed_user();
    let first = test(&mut harness);
    assert!(first.asks_kind && matches!(first.code, TypedCode::Unsaid));
    let known = KnownLogin::Is(LoginKind::LocalTwoFactor);
    ended(
        &mut harness,
        first.job,
        known,
        AttemptOutcome::MissingInput(MissingInput::Code),
    );
    assert!(matches!(phase(&harness), EditorTest::MissingInput { .. }));
    harness
}

#[test]
fn an_invalid_code_is_marked_and_not_sent() {
    let mut harness = wanting_a_code();
    for code in ["", "12345", "1234567a"] {
        type_code(&mut harness, code);
        assert!(harness.editor(EditorAction::Test).is_empty(), "{code}");
        assert!(matches!(
            phase(&harness),
            EditorTest::MissingInput {
                shows_error: true,
                ..
            }
        ));
    }
}

#[test]
fn a_code_is_sent_once_with_its_zeros_and_the_console_is_not_asked_again() {
    let mut harness = wanting_a_code();
    type_code(&mut harness, "004 242");
    let sent = test(&mut harness);
    assert_eq!(sent.code.code().unwrap().expose_secret(), "004242");
    assert!(!sent.asks_kind);
    assert!(
        harness.app.drafts.editor.code.is_empty(),
        "it is not sent again"
    );
    assert!(
        harness.editor(EditorAction::Test).is_empty(),
        "one sign-in a click"
    );
}

#[test]
fn test_without_a_code_runs_though_the_console_requires_one() {
    let mut harness = wanting_a_code();
    type_code(&mut harness, "424242");
    let sent = ordered(&harness.editor(EditorAction::TestWithoutCode));
    assert!(matches!(sent.code, TypedCode::Without) && !sent.asks_kind);
    assert!(harness.app.drafts.editor.code.is_empty());
}

#[test]
fn a_code_typed_unasked_does_not_skip_the_lookup_before_the_first_password() {
    let mut harness = typed_user();
    harness.editor(EditorAction::UseCode);
    type_code(&mut harness, "424242");
    let sent = test(&mut harness);
    assert!(sent.asks_kind && sent.code.code().is_some());
}

#[test]
fn a_code_that_is_asked_for_waits_while_the_rest_is_typed() {
    let mut harness = FlowHarness::with(&[]);
    new_user(&mut harness);
    harness.editor(EditorAction::UseCode);
    type_code(&mut harness, "424242");
    assert!(
        harness.editor(EditorAction::Test).is_empty(),
        "there is no password yet"
    );
    harness.type_secret("secret");
    harness.editor(EditorAction::Changed);
    assert!(matches!(phase(&harness), EditorTest::MissingInput { .. }));
    harness.editor(EditorAction::UseCode);
    assert!(test(&mut harness).code.code().is_some());
}

#[test]
fn another_username_needs_no_code_until_the_console_says_so() {
    let mut harness = wanting_a_code();
    type_code(&mut harness, "424242");
    harness.app.drafts.editor.secret.text_mut().push('2');
    harness.editor(EditorAction::Changed);
    assert!(
        matches!(phase(&harness), EditorTest::MissingInput { .. }),
        "the same account"
    );
    harness.app.drafts.editor.fields.username.push('2');
    harness.editor(EditorAction::Changed);
    assert!(matches!(phase(&harness), EditorTest::Untested));
    assert!(harness.app.drafts.editor.code.is_empty());
    assert!(test(&mut harness).asks_kind);
}

#[test]
fn the_console_is_asked_once_for_an_account_and_again_after_a_refusal() {
    let mut harness = typed_user();
    let first = test(&mut harness);
    accepted(&mut harness, first.job);
    let second = test(&mut harness);
    assert!(!second.asks_kind);
    let refused = AttemptOutcome::Failed(refusal());
    ended(&mut harness, second.job, KnownLogin::Unasked, refused);
    let third = test(&mut harness);
    assert!(third.asks_kind);
    let unanswered = AttemptOutcome::Failed(Failure::Defect);
    ended(&mut harness, third.job, KnownLogin::Unanswered, unanswered);
    assert!(!test(&mut harness).asks_kind, "it gave no answer once");
}

#[test]
fn a_known_two_factor_account_is_asked_for_its_code_before_any_request() {
    let mut harness = wanting_a_code();
    harness.editor(EditorAction::CancelTest);
    assert!(matches!(phase(&harness), EditorTest::Untested));
    assert!(harness.editor(EditorAction::Test).is_empty());
    assert!(matches!(
        phase(&harness),
        EditorTest::MissingInput {
            shows_error: false,
            ..
        }
    ));
}

#[test]
fn an_api_client_needs_neither_a_code_nor_a_lookup() {
    let mut harness = wanting_a_code();
    harness.editor(EditorAction::ChooseKind(AccountKind::ApiClient));
    assert!(matches!(phase(&harness), EditorTest::Untested));
    let draft = &mut harness.app.drafts.editor;
    "key-1".clone_into(&mut draft.fields.client_id);
    draft.secret.text_mut().push_str("secret");
    harness.editor(EditorAction::UseCode);
    let sent = test(&mut harness);
    assert!(!sent.asks_kind && matches!(sent.code, TypedCode::Unsaid));
}

#[test]
fn a_typed_code_is_wiped_on_cancel_or_close_and_is_no_change() {
    let base = user("A", PasswordStorage::InKeyring);
    for leaves in [
        Action::Editor(EditorAction::CancelTest),
        Action::CloseDialog,
    ] {
        let mut harness = FlowHarness::of(&base);
        harness.on_action(Action::Edit(base.id));
        harness.editor(EditorAction::UseCode);
        type_code(&mut harness, "424242");
        harness.on_action(leaves);
        assert_eq!(harness.app.state.discard_question, None);
        assert!(harness.app.drafts.editor.code.is_empty(), "{leaves:?}");
    }
}

#[test]
fn use_code_does_nothing_while_a_test_runs() {
    let mut harness = typed_user();
    test(&mut harness);
    assert!(harness.editor(EditorAction::UseCode).is_empty());
    assert!(matches!(phase(&harness), EditorTest::Running { .. }));
}

#[test]
fn a_failed_test_can_be_tried_again_with_a_code() {
    let mut harness = typed_user();
    let first = test(&mut harness);
    let mut failure = refusal();
    if let Failure::SignIn(report) = &mut failure {
        report.failure = SignInFailure::CodeMissing;
    }
    let unanswered = KnownLogin::Unanswered;
    ended(
        &mut harness,
        first.job,
        unanswered,
        AttemptOutcome::Failed(failure),
    );
    harness.editor(EditorAction::UseCode);
    type_code(&mut harness, "424242");
    assert!(test(&mut harness).code.code().is_some());
}

#[test]
fn a_token_from_test_is_kept_even_if_the_password_is_not() {
    let mut harness = typed_user();
    let first = test(&mut harness);
    accepted(&mut harness, first.job);
    harness.editor(EditorAction::KeepPassword(PasswordStorage::AskedEachTime));
    assert!(matches!(phase(&harness), EditorTest::Accepted { .. }));
    let (job, write) = save(&mut harness);
    assert!(matches!(write.secret, SecretSource::NotKept));
    harness.saved(job, &write, 1);
    assert!(harness.row(write.id).grant.is_some());
}

fn single_sign_on(harness: &mut FlowHarness) {
    let first = test(harness);
    let host = "console.us1.crashplan.com".to_owned();
    let failed = AttemptOutcome::Failed(Failure::SingleSignOn { host });
    let known = KnownLogin::Is(LoginKind::SingleSignOn);
    ended(harness, first.job, known, failed);
}

#[test]
fn a_new_single_sign_on_profile_becomes_an_api_client_in_the_same_editor() {
    let mut harness = typed_user();
    single_sign_on(&mut harness);
    assert!(harness.editor(EditorAction::MakeApiClient).is_empty());
    assert_eq!(harness.app.state.discard_question, None);
    let editor = harness.open_editor();
    assert_eq!(
        (&editor.mode, editor.focus),
        (&EditorMode::New, EditorField::Login)
    );
    let draft = &harness.app.drafts.editor;
    assert_eq!(
        (draft.fields.kind, &*draft.fields.name),
        (AccountKind::ApiClient, "Ada")
    );
    assert_eq!(draft.fields.console, "console.us1.crashplan.com");
    assert!(draft.secret.is_empty());
    assert!(matches!(phase(&harness), EditorTest::Untested));
}

#[test]
fn a_saved_single_sign_on_profile_stays_and_a_new_api_client_starts_with_its_console() {
    let base = user("A", PasswordStorage::InKeyring);
    for console in [None, Some("https://console.us2.crashplan.com")] {
        let mut harness = FlowHarness::of(&base);
        harness.on_action(Action::Edit(base.id));
        if let Some(console) = console {
            console.clone_into(&mut harness.app.drafts.editor.fields.console);
            harness.type_secret("typed");
            harness.editor(EditorAction::Changed);
        }
        single_sign_on(&mut harness);
        harness.editor(EditorAction::MakeApiClient);
        if console.is_some() {
            let asked = Some(Action::Editor(EditorAction::MakeApiClient));
            assert_eq!(
                harness.app.state.discard_question, asked,
                "typed text would go"
            );
            harness.on_action(Action::ConfirmDiscard);
        }
        let editor = harness.open_editor();
        assert_eq!(editor.mode, EditorMode::New);
        let draft = &harness.app.drafts.editor;
        let tested = console.unwrap_or(base.console.as_str());
        assert_eq!(
            (draft.fields.kind, &*draft.fields.console),
            (AccountKind::ApiClient, tested)
        );
        assert!(draft.secret.is_empty() && draft.fields.client_id.is_empty());
        assert_eq!(harness.app.state.discard_question, None);
        assert_eq!(harness.row(base.id).profile, base);
    }
}
