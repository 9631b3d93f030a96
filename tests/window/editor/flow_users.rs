//! User accounts in the editor: two kinds of profile, and a password that is kept or asked for.

use tokendesk::app::action::Masked;
use tokendesk::app::editor::{Checked, EditorAction, EditorSave, SecretError, check};
use tokendesk::app::job::{AttemptOutcome, Job, MissingInput, Outcome, SecretSource};
use tokendesk::app::state::Dialog;
use tokendesk::app::{Action, Effect};
use tokendesk::model::{AccountKind, KeyringFailure, PasswordStorage, Profile};

use crate::editor::flow::{save, typed, written};
use crate::harness::flow::{FlowHarness, job_ended, profile, user};

const KEPT: PasswordStorage = PasswordStorage::InKeyring;
const ASKED: PasswordStorage = PasswordStorage::AskedEachTime;

fn checked(harness: &FlowHarness) -> Checked {
    let Some(Dialog::Editor(editor)) = &harness.app.state.dialog else {
        panic!("no editor is open")
    };
    check(editor, &harness.app.drafts.editor, &harness.app.state.rows)
}

fn editing(base: &Profile) -> FlowHarness {
    let mut harness = FlowHarness::with(std::slice::from_ref(base));
    harness.on_action(Action::Edit(base.id));
    harness
}

fn type_password(harness: &mut FlowHarness, password: &str) {
    harness
        .app
        .drafts
        .editor
        .secret
        .text_mut()
        .push_str(password);
    harness.on_action(Action::Editor(EditorAction::Changed));
}

fn secret_error(harness: &FlowHarness) -> SecretError {
    checked(harness).secret.unwrap_err()
}

/// An editor for a new user account, with everything but the password.
pub(crate) fn new_user(harness: &mut FlowHarness) {
    harness.on_action(Action::NewProfile);
    harness.on_action(Action::Editor(EditorAction::ChooseKind(AccountKind::User)));
    let draft = &mut harness.app.drafts.editor;
    "Ada".clone_into(&mut draft.name);
    "console.us1.crashplan.com".clone_into(&mut draft.console);
    "dana@example.com".clone_into(&mut draft.username);
    harness.on_action(Action::Editor(EditorAction::Changed));
}

#[test]
fn going_back_and_forth_between_the_kinds_keeps_what_was_typed_for_each() {
    let mut harness = FlowHarness::with(&[]);
    harness.on_action(Action::NewProfile);
    "key-1".clone_into(&mut harness.app.drafts.editor.client_id);
    type_password(&mut harness, "of-a-client");
    harness.on_action(Action::Editor(EditorAction::ChooseKind(
        AccountKind::ApiClient,
    )));
    assert!(
        !harness.app.drafts.editor.secret.is_empty(),
        "no other kind"
    );

    harness.on_action(Action::Show(Masked::TypedSecret));
    harness.on_action(Action::Editor(EditorAction::ChooseKind(AccountKind::User)));
    assert!(harness.app.drafts.editor.secret.is_empty());
    assert_eq!(harness.app.state.shown, None, "another secret is masked");
    "ada".clone_into(&mut harness.app.drafts.editor.username);
    type_password(&mut harness, "of-a-person");
    harness.on_action(Action::Editor(EditorAction::ChooseKind(
        AccountKind::ApiClient,
    )));
    let draft = &harness.app.drafts.editor;
    assert_eq!((&*draft.client_id, &*draft.username), ("key-1", "ada"));
    assert_eq!(draft.secret.text(), "of-a-client");
    harness.on_action(Action::Editor(EditorAction::ChooseKind(AccountKind::User)));
    assert_eq!(harness.app.drafts.editor.secret.text(), "of-a-person");

    // Neither is forgotten without a question, and both go when the editor does.
    harness.app.drafts.editor.secret.wipe();
    harness.on_action(Action::CloseDialog);
    assert!(harness.app.state.discard_question.is_some());
    harness.on_action(Action::ConfirmDiscard);
    assert!(!harness.app.drafts.editor.has_secret());
}

#[test]
fn what_is_stored_is_of_no_use_to_the_other_kind() {
    for (base, other, words) in [
        (profile("A"), AccountKind::User, "Enter the password."),
        (user("A", KEPT), AccountKind::ApiClient, "Enter the secret."),
    ] {
        let mut harness = editing(&base);
        assert!(checked(&harness).secret.is_ok());
        harness.on_action(Action::Editor(EditorAction::ChooseKind(other)));
        let draft = &mut harness.app.drafts.editor;
        (draft.client_id, draft.username) = ("key-1".to_owned(), "ada".to_owned());
        assert_eq!(secret_error(&harness), SecretError::Missing);
        assert_eq!(secret_error(&harness).message(other), words);
        assert!(
            harness
                .on_action(Action::Editor(EditorAction::Save))
                .is_empty()
                && harness
                    .on_action(Action::Editor(EditorAction::Test))
                    .is_empty()
        );
        harness.on_action(Action::Editor(EditorAction::ChooseKind(
            base.account.kind(),
        )));
        assert!(checked(&harness).can_save(), "it is there for its own kind");
    }
}

#[test]
fn a_new_user_profile_is_saved_with_its_password_or_without_one() {
    let mut harness = FlowHarness::with(&[]);
    new_user(&mut harness);
    assert!(
        harness
            .on_action(Action::Editor(EditorAction::Save))
            .is_empty(),
        "a password is to be kept"
    );
    harness.on_action(Action::Editor(EditorAction::KeepPassword(ASKED)));
    let (job, write) = save(&mut harness);
    assert!(matches!(write.secret, SecretSource::NotKept));
    assert!(!write.account.stores_secret());
    harness.on_event(job_ended(
        job,
        Outcome::SaveProfile(Err(KeyringFailure::Locked)),
    ));

    harness.on_action(Action::Editor(EditorAction::KeepPassword(KEPT)));
    let Some(Dialog::Editor(editor)) = &harness.app.state.dialog else {
        panic!("no editor")
    };
    assert_eq!(
        editor.save,
        EditorSave::Idle,
        "the failure was of another try"
    );
    type_password(&mut harness, " pass word ");
    let (_, write) = save(&mut harness);
    assert_eq!(typed(&write.secret), Some(" pass word "));
    assert!(write.account.stores_secret());
}

#[test]
fn a_password_that_was_typed_for_test_alone_is_not_saved() {
    let mut harness = FlowHarness::with(&[]);
    new_user(&mut harness);
    harness.on_action(Action::Editor(EditorAction::KeepPassword(ASKED)));
    type_password(&mut harness, "for-test");
    assert!(checked(&harness).can_test());
    let (_, write) = save(&mut harness);
    assert!(matches!(write.secret, SecretSource::NotKept));
}

#[test]
fn to_keep_a_stored_password_no_longer_is_a_change_and_writes_none() {
    let base = user("A", KEPT);
    let mut harness = editing(&base);
    harness.on_action(Action::Editor(EditorAction::KeepPassword(ASKED)));
    harness.on_action(Action::CloseDialog);
    assert_eq!(
        harness.app.state.discard_question,
        Some(Action::CloseDialog)
    );
    harness.on_action(Action::CloseDialog);
    let (_, write) = save(&mut harness);
    assert!(matches!(write.secret, SecretSource::NotKept));
    assert_eq!((write.id, write.base_rev), (base.id, Some(1)));
}

#[test]
fn to_keep_a_password_that_is_not_stored_needs_it_typed() {
    let mut harness = editing(&user("A", ASKED));
    assert!(checked(&harness).can_save() && !checked(&harness).can_test());
    harness.on_action(Action::Editor(EditorAction::KeepPassword(KEPT)));
    assert_eq!(secret_error(&harness), SecretError::Missing);
    assert!(
        harness
            .on_action(Action::Editor(EditorAction::Save))
            .is_empty()
    );
    type_password(&mut harness, "typed");
    let (_, write) = save(&mut harness);
    assert_eq!(typed(&write.secret), Some("typed"));
}

#[test]
fn a_stored_password_does_not_go_to_another_console() {
    let base = user("A", KEPT);
    for action in [Action::Edit(base.id), Action::Duplicate(base.id)] {
        let mut harness = FlowHarness::of(&base);
        harness.on_action(action);
        "console.us2.crashplan.com".clone_into(&mut harness.app.drafts.editor.console);
        harness.on_action(Action::Editor(EditorAction::Changed));
        assert_eq!(secret_error(&harness), SecretError::ConsoleChanged);
        let words = secret_error(&harness).message(AccountKind::User);
        assert!(words.contains("a stored password is not sent to a new address"));
        assert!(
            harness
                .on_action(Action::Editor(EditorAction::Save))
                .is_empty()
                && harness
                    .on_action(Action::Editor(EditorAction::Test))
                    .is_empty()
        );
    }
}

#[test]
fn a_duplicate_of_a_user_account_takes_its_password_along_where_it_has_one() {
    for kept in [KEPT, ASKED] {
        let base = user("A", kept);
        let mut harness = FlowHarness::of(&base);
        harness.on_action(Action::Duplicate(base.id));
        let (_, write) = save(&mut harness);
        assert_eq!((write.base_rev, &write.account), (None, &base.account));
        match write.secret {
            SecretSource::Stored(id) => assert_eq!((id, kept), (base.id, KEPT)),
            SecretSource::NotKept => assert_eq!(kept, ASKED),
            SecretSource::Typed(_) => panic!("nothing was typed"),
        }
    }
}

#[test]
fn a_user_profile_without_a_password_that_was_deleted_elsewhere_is_saved_as_new_at_once() {
    let base = user("A", ASKED);
    let mut harness = editing(&base);
    let (job, _) = save(&mut harness);
    harness.on_event(job_ended(
        job,
        Outcome::SaveProfile(Err(KeyringFailure::NotFound)),
    ));
    let effects = harness.on_action(Action::Editor(EditorAction::SaveAsNew));
    let [Effect::Run(_, Job::SaveProfile(write))] = &effects[..] else {
        panic!("{effects:?}")
    };
    assert!(matches!(write.secret, SecretSource::NotKept));
    assert_ne!(write.id, base.id);
}

#[test]
fn theirs_of_another_kind_are_taken_without_the_secret_that_was_typed_for_mine() {
    let base = profile("A");
    let mut harness = editing(&base);
    type_password(&mut harness, "of-a-client");
    let (job, _) = save(&mut harness);
    let theirs = Profile {
        id: base.id,
        rev: 7,
        ..user("Theirs", ASKED)
    };
    harness.on_event(job_ended(
        job,
        Outcome::SaveProfile(Err(KeyringFailure::Conflict(Box::new(theirs)))),
    ));
    harness.on_action(Action::Editor(EditorAction::TakeTheirs));
    let draft = &harness.app.drafts.editor;
    assert_eq!(
        (draft.kind, draft.password_storage),
        (AccountKind::User, ASKED)
    );
    assert!(draft.secret.is_empty());
}

#[test]
fn mine_over_theirs_needs_the_secret_where_theirs_has_none() {
    let base = user("A", KEPT);
    let mut harness = editing(&base);
    let (job, _) = save(&mut harness);
    let theirs = Profile {
        id: base.id,
        rev: 7,
        ..user("Theirs", ASKED)
    };
    harness.on_event(job_ended(
        job,
        Outcome::SaveProfile(Err(KeyringFailure::Conflict(Box::new(theirs)))),
    ));
    assert!(
        harness
            .on_action(Action::Editor(EditorAction::KeepMine))
            .is_empty()
    );
    type_password(&mut harness, "mine");
    let (_, write) = save(&mut harness);
    assert_eq!(
        (write.base_rev, typed(&write.secret)),
        (Some(7), Some("mine"))
    );
}

#[test]
fn a_card_that_waits_for_a_code_alone_no_longer_does_once_the_password_is_not_kept() {
    let base = user("A", KEPT);
    let mut harness = FlowHarness::of(&base);
    let job = harness.get_token(base.id);
    let wanted = AttemptOutcome::MissingInput(MissingInput::Code);
    harness.fetched(job, base.id, None, wanted);
    assert!(harness.row(base.id).prompt.is_some());
    harness.on_action(Action::Edit(base.id));
    harness.on_action(Action::Editor(EditorAction::KeepPassword(ASKED)));
    let (job, write) = save(&mut harness);
    harness.on_event(job_ended(job, Outcome::SaveProfile(Ok(written(&write, 2)))));
    assert!(harness.row(base.id).prompt.is_none());
}
