//! User accounts in the editor: two kinds of profile, and a password that is kept or asked for.

use tokendesk::app::editor::{Checked, EditorAction, EditorSave, SecretError, check};
use tokendesk::app::job::{AttemptEnd, Job, MissingInput, Outcome, SecretSource};
use tokendesk::app::state::Dialog;
use tokendesk::app::{Action, Effect};
use tokendesk::model::{AccountKind, KeyringFailure, PasswordStorage, Profile};

use crate::editor::flow::{save, typed, written};
use crate::harness::flow::{Desk, job_ended, profile, user};

const KEPT: PasswordStorage = PasswordStorage::InKeyring;
const ASKED: PasswordStorage = PasswordStorage::AskedEachTime;

fn checked(desk: &Desk) -> Checked {
    let Some(Dialog::Editor(editor)) = &desk.app.state.dialog else {
        panic!("no editor is open")
    };
    check(editor, &desk.app.drafts.editor, &desk.app.state.rows)
}

fn editing(base: &Profile) -> Desk {
    let mut desk = Desk::with(std::slice::from_ref(base));
    desk.on_action(Action::Edit(base.id));
    desk
}

fn type_password(desk: &mut Desk, password: &str) {
    desk.app.drafts.editor.secret.text_mut().push_str(password);
    desk.on_action(Action::Editor(EditorAction::Changed));
}

fn secret_error(desk: &Desk) -> SecretError {
    checked(desk).secret.unwrap_err()
}

/// An editor for a new user account, with everything but the password.
pub(crate) fn new_user(desk: &mut Desk) {
    desk.on_action(Action::NewProfile);
    desk.on_action(Action::Editor(EditorAction::ChooseKind(AccountKind::User)));
    let draft = &mut desk.app.drafts.editor;
    "Ada".clone_into(&mut draft.name);
    "console.us1.crashplan.com".clone_into(&mut draft.console);
    "dana@example.com".clone_into(&mut draft.username);
    desk.on_action(Action::Editor(EditorAction::Changed));
}

#[test]
fn going_back_and_forth_between_the_kinds_keeps_what_was_typed_for_each() {
    let mut desk = Desk::with(&[]);
    desk.on_action(Action::NewProfile);
    "key-1".clone_into(&mut desk.app.drafts.editor.client_id);
    type_password(&mut desk, "of-a-client");
    desk.on_action(Action::Editor(EditorAction::ChooseKind(
        AccountKind::ApiClient,
    )));
    assert!(!desk.app.drafts.editor.secret.is_empty(), "no other kind");

    desk.on_action(Action::Editor(EditorAction::ChooseKind(AccountKind::User)));
    assert!(desk.app.drafts.editor.secret.is_empty());
    "ada".clone_into(&mut desk.app.drafts.editor.username);
    type_password(&mut desk, "of-a-person");
    desk.on_action(Action::Editor(EditorAction::ChooseKind(
        AccountKind::ApiClient,
    )));
    let draft = &desk.app.drafts.editor;
    assert_eq!((&*draft.client_id, &*draft.username), ("key-1", "ada"));
    assert_eq!(draft.secret.text(), "of-a-client");
    desk.on_action(Action::Editor(EditorAction::ChooseKind(AccountKind::User)));
    assert_eq!(desk.app.drafts.editor.secret.text(), "of-a-person");

    // Neither is forgotten without a question, and both go when the editor does.
    desk.app.drafts.editor.secret.wipe();
    desk.on_action(Action::CloseDialog);
    assert!(desk.app.state.discard_question.is_some());
    desk.on_action(Action::ConfirmDiscard);
    assert!(!desk.app.drafts.editor.has_secret());
}

#[test]
fn what_is_stored_is_of_no_use_to_the_other_kind() {
    for (base, other, words) in [
        (profile("A"), AccountKind::User, "Enter the password."),
        (user("A", KEPT), AccountKind::ApiClient, "Enter the secret."),
    ] {
        let mut desk = editing(&base);
        assert!(checked(&desk).secret.is_ok());
        desk.on_action(Action::Editor(EditorAction::ChooseKind(other)));
        let draft = &mut desk.app.drafts.editor;
        (draft.client_id, draft.username) = ("key-1".to_owned(), "ada".to_owned());
        assert_eq!(secret_error(&desk), SecretError::Missing);
        assert_eq!(secret_error(&desk).message(other), words);
        assert!(
            desk.on_action(Action::Editor(EditorAction::Save))
                .is_empty()
                && desk
                    .on_action(Action::Editor(EditorAction::Test))
                    .is_empty()
        );
        desk.on_action(Action::Editor(EditorAction::ChooseKind(
            base.account.kind(),
        )));
        assert!(checked(&desk).can_save(), "it is there for its own kind");
    }
}

#[test]
fn a_new_user_profile_is_saved_with_its_password_or_without_one() {
    let mut desk = Desk::with(&[]);
    new_user(&mut desk);
    assert!(
        desk.on_action(Action::Editor(EditorAction::Save))
            .is_empty(),
        "a password is to be kept"
    );
    desk.on_action(Action::Editor(EditorAction::KeepPassword(ASKED)));
    let (job, write) = save(&mut desk);
    assert!(matches!(write.secret, SecretSource::NotKept));
    assert!(!write.account.stores_secret());
    desk.on_event(job_ended(
        job,
        Outcome::SaveProfile(Err(KeyringFailure::Locked)),
    ));

    desk.on_action(Action::Editor(EditorAction::KeepPassword(KEPT)));
    let Some(Dialog::Editor(editor)) = &desk.app.state.dialog else {
        panic!("no editor")
    };
    assert_eq!(
        editor.save,
        EditorSave::Idle,
        "the failure was of another try"
    );
    type_password(&mut desk, " pass word ");
    let (_, write) = save(&mut desk);
    assert_eq!(typed(&write.secret), Some(" pass word "));
    assert!(write.account.stores_secret());
}

#[test]
fn a_password_that_was_typed_for_test_alone_is_not_saved() {
    let mut desk = Desk::with(&[]);
    new_user(&mut desk);
    desk.on_action(Action::Editor(EditorAction::KeepPassword(ASKED)));
    type_password(&mut desk, "for-test");
    assert!(checked(&desk).can_test());
    let (_, write) = save(&mut desk);
    assert!(matches!(write.secret, SecretSource::NotKept));
}

#[test]
fn to_keep_a_stored_password_no_longer_is_a_change_and_writes_none() {
    let base = user("A", KEPT);
    let mut desk = editing(&base);
    desk.on_action(Action::Editor(EditorAction::KeepPassword(ASKED)));
    desk.on_action(Action::CloseDialog);
    assert_eq!(desk.app.state.discard_question, Some(Action::CloseDialog));
    desk.on_action(Action::CloseDialog);
    let (_, write) = save(&mut desk);
    assert!(matches!(write.secret, SecretSource::NotKept));
    assert_eq!((write.id, write.base_rev), (base.id, Some(1)));
}

#[test]
fn to_keep_a_password_that_is_not_stored_needs_it_typed() {
    let mut desk = editing(&user("A", ASKED));
    assert!(checked(&desk).can_save() && !checked(&desk).can_test());
    desk.on_action(Action::Editor(EditorAction::KeepPassword(KEPT)));
    assert_eq!(secret_error(&desk), SecretError::Missing);
    assert!(
        desk.on_action(Action::Editor(EditorAction::Save))
            .is_empty()
    );
    type_password(&mut desk, "typed");
    let (_, write) = save(&mut desk);
    assert_eq!(typed(&write.secret), Some("typed"));
}

#[test]
fn a_stored_password_does_not_go_to_another_console() {
    let base = user("A", KEPT);
    for action in [Action::Edit(base.id), Action::Duplicate(base.id)] {
        let mut desk = Desk::of(&base);
        desk.on_action(action);
        "console.us2.crashplan.com".clone_into(&mut desk.app.drafts.editor.console);
        desk.on_action(Action::Editor(EditorAction::Changed));
        assert_eq!(secret_error(&desk), SecretError::ConsoleChanged);
        let words = secret_error(&desk).message(AccountKind::User);
        assert!(words.contains("a stored password is not sent to a new address"));
        assert!(
            desk.on_action(Action::Editor(EditorAction::Save))
                .is_empty()
                && desk
                    .on_action(Action::Editor(EditorAction::Test))
                    .is_empty()
        );
    }
}

#[test]
fn a_duplicate_of_a_user_account_takes_its_password_along_where_it_has_one() {
    for kept in [KEPT, ASKED] {
        let base = user("A", kept);
        let mut desk = Desk::of(&base);
        desk.on_action(Action::Duplicate(base.id));
        let (_, write) = save(&mut desk);
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
    let mut desk = editing(&base);
    let (job, _) = save(&mut desk);
    desk.on_event(job_ended(
        job,
        Outcome::SaveProfile(Err(KeyringFailure::NotFound)),
    ));
    let effects = desk.on_action(Action::Editor(EditorAction::SaveAsNew));
    let [Effect::Run(_, Job::SaveProfile(write))] = &effects[..] else {
        panic!("{effects:?}")
    };
    assert!(matches!(write.secret, SecretSource::NotKept));
    assert_ne!(write.id, base.id);
}

#[test]
fn theirs_of_another_kind_are_taken_without_the_secret_that_was_typed_for_mine() {
    let base = profile("A");
    let mut desk = editing(&base);
    type_password(&mut desk, "of-a-client");
    let (job, _) = save(&mut desk);
    let theirs = Profile {
        id: base.id,
        rev: 7,
        ..user("Theirs", ASKED)
    };
    desk.on_event(job_ended(
        job,
        Outcome::SaveProfile(Err(KeyringFailure::Conflict(Box::new(theirs)))),
    ));
    desk.on_action(Action::Editor(EditorAction::TakeTheirs));
    let draft = &desk.app.drafts.editor;
    assert_eq!(
        (draft.kind, draft.password_storage),
        (AccountKind::User, ASKED)
    );
    assert!(draft.secret.is_empty());
}

#[test]
fn mine_over_theirs_needs_the_secret_where_theirs_has_none() {
    let base = user("A", KEPT);
    let mut desk = editing(&base);
    let (job, _) = save(&mut desk);
    let theirs = Profile {
        id: base.id,
        rev: 7,
        ..user("Theirs", ASKED)
    };
    desk.on_event(job_ended(
        job,
        Outcome::SaveProfile(Err(KeyringFailure::Conflict(Box::new(theirs)))),
    ));
    assert!(
        desk.on_action(Action::Editor(EditorAction::KeepMine))
            .is_empty()
    );
    type_password(&mut desk, "mine");
    let (_, write) = save(&mut desk);
    assert_eq!(
        (write.base_rev, typed(&write.secret)),
        (Some(7), Some("mine"))
    );
}

#[test]
fn a_card_that_waits_for_a_code_alone_no_longer_does_once_the_password_is_not_kept() {
    let base = user("A", KEPT);
    let mut desk = Desk::of(&base);
    let job = desk.get_token(base.id);
    let wanted = AttemptEnd::MissingInput(MissingInput::Code);
    desk.fetched(job, base.id, None, wanted);
    assert!(desk.row(base.id).prompt.is_some());
    desk.on_action(Action::Edit(base.id));
    desk.on_action(Action::Editor(EditorAction::KeepPassword(ASKED)));
    let (job, write) = save(&mut desk);
    desk.on_event(job_ended(job, Outcome::SaveProfile(Ok(written(&write, 2)))));
    assert!(desk.row(base.id).prompt.is_none());
}
