//! User accounts in the editor: two kinds of profile, and a password that is kept or asked for.

use tokendesk::app::action::Masked;
use tokendesk::app::editor::{EditorAction, EditorSave, SecretError};
use tokendesk::app::job::{AttemptOutcome, Job, MissingInput, SecretSource};
use tokendesk::app::{Action, Effect};
use tokendesk::model::{AccountKind, KeyringFailure, PasswordStorage, Profile};

use crate::editor::flow::{save, typed};
use crate::harness::flow::{FlowHarness, profile, user};

const KEPT: PasswordStorage = PasswordStorage::InKeyring;
const ASKED: PasswordStorage = PasswordStorage::AskedEachTime;

fn editing(base: &Profile) -> FlowHarness {
    let mut harness = FlowHarness::with(std::slice::from_ref(base));
    harness.on_action(Action::Edit(base.id));
    harness
}

fn type_password(harness: &mut FlowHarness, password: &str) {
    harness.type_secret(password);
    harness.editor(EditorAction::Changed);
}

/// Saves an edit of what is a user account without a stored password by now.
fn save_into_conflict(harness: &mut FlowHarness, base: &Profile) {
    let (job, _) = save(harness);
    let theirs = Profile {
        id: base.id,
        rev: 7,
        ..user("Theirs", ASKED)
    };
    harness.save_failed(job, KeyringFailure::Conflict(Box::new(theirs)));
}

fn secret_error(harness: &FlowHarness) -> SecretError {
    harness.checked_fields().secret.unwrap_err()
}

/// An editor for a new user account, with everything but the password.
pub(crate) fn new_user(harness: &mut FlowHarness) {
    harness.on_action(Action::NewProfile);
    harness.editor(EditorAction::ChooseKind(AccountKind::User));
    let draft = &mut harness.app.drafts.editor;
    "Ada".clone_into(&mut draft.fields.name);
    "console.us1.crashplan.com".clone_into(&mut draft.fields.console);
    "dana@example.com".clone_into(&mut draft.fields.username);
    harness.editor(EditorAction::Changed);
}

#[test]
fn going_back_and_forth_between_the_kinds_keeps_what_was_typed_for_each() {
    let mut harness = FlowHarness::with(&[]);
    harness.on_action(Action::NewProfile);
    "key-1".clone_into(&mut harness.app.drafts.editor.fields.client_id);
    type_password(&mut harness, "of-a-client");
    harness.editor(EditorAction::ChooseKind(AccountKind::ApiClient));
    assert!(
        !harness.app.drafts.editor.secret.is_empty(),
        "no other kind"
    );

    harness.on_action(Action::Show(Masked::TypedSecret));
    harness.editor(EditorAction::ChooseKind(AccountKind::User));
    assert!(harness.app.drafts.editor.secret.is_empty());
    assert_eq!(harness.app.state.shown, None, "another secret is masked");
    "ada".clone_into(&mut harness.app.drafts.editor.fields.username);
    type_password(&mut harness, "of-a-person");
    harness.editor(EditorAction::ChooseKind(AccountKind::ApiClient));
    let draft = &harness.app.drafts.editor;
    assert_eq!(
        (&*draft.fields.client_id, &*draft.fields.username),
        ("key-1", "ada")
    );
    assert_eq!(draft.secret.text(), "of-a-client");
    harness.editor(EditorAction::ChooseKind(AccountKind::User));
    assert_eq!(harness.app.drafts.editor.secret.text(), "of-a-person");

    // Neither is forgotten without a question, and both go when the editor does.
    harness.app.drafts.editor.secret.wipe();
    harness.on_action(Action::CloseDialog);
    assert!(harness.app.state.discard_question.is_some());
    harness.on_action(Action::ConfirmDiscard);
    assert!(!harness.app.drafts.editor.has_secret());
}

#[test]
fn a_stored_secret_does_not_count_for_the_other_kind_of_account() {
    for (base, other, words) in [
        (profile("A"), AccountKind::User, "Enter the password."),
        (user("A", KEPT), AccountKind::ApiClient, "Enter the secret."),
    ] {
        let mut harness = editing(&base);
        assert!(harness.checked_fields().secret.is_ok());
        harness.editor(EditorAction::ChooseKind(other));
        let draft = &mut harness.app.drafts.editor;
        (draft.fields.client_id, draft.fields.username) = ("key-1".to_owned(), "ada".to_owned());
        assert_eq!(secret_error(&harness), SecretError::Missing);
        assert_eq!(secret_error(&harness).message(other), words);
        assert!(harness.is_save_and_test_blocked());
        harness.editor(EditorAction::ChooseKind(base.account.kind()));
        assert!(
            harness.checked_fields().can_save(),
            "it is there for its own kind"
        );
    }
}

#[test]
fn a_new_user_profile_is_saved_with_its_password_or_without_one() {
    let mut harness = FlowHarness::with(&[]);
    new_user(&mut harness);
    assert!(
        harness.editor(EditorAction::Save).is_empty(),
        "a password is to be kept"
    );
    harness.editor(EditorAction::KeepPassword(ASKED));
    let (job, write) = save(&mut harness);
    assert!(matches!(write.secret, SecretSource::NotKept));
    assert!(!write.account.stores_secret());
    harness.save_failed(job, KeyringFailure::Locked);

    harness.editor(EditorAction::KeepPassword(KEPT));
    let editor = harness.open_editor();
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
fn a_password_typed_only_for_test_is_not_saved() {
    let mut harness = FlowHarness::with(&[]);
    new_user(&mut harness);
    harness.editor(EditorAction::KeepPassword(ASKED));
    type_password(&mut harness, "for-test");
    assert!(harness.checked_fields().can_test());
    let (_, write) = save(&mut harness);
    assert!(matches!(write.secret, SecretSource::NotKept));
}

#[test]
fn no_longer_keeping_a_stored_password_is_a_change_and_saves_without_one() {
    let base = user("A", KEPT);
    let mut harness = editing(&base);
    harness.editor(EditorAction::KeepPassword(ASKED));
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
fn keeping_a_password_that_is_not_stored_requires_typing_it() {
    let mut harness = editing(&user("A", ASKED));
    assert!(harness.checked_fields().can_save() && !harness.checked_fields().can_test());
    harness.editor(EditorAction::KeepPassword(KEPT));
    assert_eq!(secret_error(&harness), SecretError::Missing);
    assert!(harness.editor(EditorAction::Save).is_empty());
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
        "console.us2.crashplan.com".clone_into(&mut harness.app.drafts.editor.fields.console);
        harness.editor(EditorAction::Changed);
        assert_eq!(secret_error(&harness), SecretError::ConsoleChanged);
        let words = secret_error(&harness).message(AccountKind::User);
        assert!(words.contains("You changed the console"));
        assert!(harness.is_save_and_test_blocked());
    }
}

#[test]
fn a_duplicate_of_a_user_account_takes_its_stored_password_along() {
    for kept in [KEPT, ASKED] {
        let base = user("A", kept);
        let mut harness = FlowHarness::of(&base);
        harness.on_action(Action::Duplicate(base.id));
        let (_, write) = save(&mut harness);
        assert_eq!((write.base_rev, &write.account), (None, &base.account));
        match write.secret {
            SecretSource::Stored(id) => assert_eq!((id, kept), (base.id, KEPT)),
            SecretSource::NotKept => assert_eq!(kept, ASKED),
            SecretSource::Typed(_) | SecretSource::OfVendorTool(_) => panic!("nothing was typed"),
        }
    }
}

#[test]
fn a_user_profile_without_a_password_that_was_deleted_elsewhere_is_saved_as_new_at_once() {
    let base = user("A", ASKED);
    let mut harness = editing(&base);
    let (job, _) = save(&mut harness);
    harness.save_failed(job, KeyringFailure::NotFound);
    let effects = harness.editor(EditorAction::SaveAsNew);
    let [Effect::Run(_, Job::SaveProfile(write))] = &effects[..] else {
        panic!("{effects:?}")
    };
    assert!(matches!(write.secret, SecretSource::NotKept));
    assert_ne!(write.id, base.id);
}

#[test]
fn taking_their_version_of_another_kind_drops_the_typed_secret() {
    let base = profile("A");
    let mut harness = editing(&base);
    type_password(&mut harness, "of-a-client");
    save_into_conflict(&mut harness, &base);
    harness.editor(EditorAction::TakeTheirs);
    let draft = &harness.app.drafts.editor;
    assert_eq!(
        (draft.fields.kind, draft.fields.password_storage),
        (AccountKind::User, ASKED)
    );
    assert!(draft.secret.is_empty());
}

#[test]
fn keeping_my_version_requires_a_secret_if_theirs_has_none() {
    let base = user("A", KEPT);
    let mut harness = editing(&base);
    save_into_conflict(&mut harness, &base);
    assert!(harness.editor(EditorAction::KeepMine).is_empty());
    type_password(&mut harness, "mine");
    let (_, write) = save(&mut harness);
    assert_eq!(
        (write.base_rev, typed(&write.secret)),
        (Some(7), Some("mine"))
    );
}

#[test]
fn a_card_that_asks_for_a_code_alone_closes_once_the_password_is_not_kept() {
    let base = user("A", KEPT);
    let mut harness = FlowHarness::of(&base);
    let job = harness.get_token(base.id);
    let wanted = AttemptOutcome::MissingInput(MissingInput::Code);
    harness.fetched(job, base.id, None, wanted);
    assert!(harness.row(base.id).prompt.is_some());
    harness.on_action(Action::Edit(base.id));
    harness.editor(EditorAction::KeepPassword(ASKED));
    let (job, write) = save(&mut harness);
    harness.saved(job, &write, 2);
    assert!(harness.row(base.id).prompt.is_none());
}
