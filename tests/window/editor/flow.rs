//! The editor: what may be saved, what a test leaves behind, and what happens to typed text.

use tokendesk::app::editor::{EditorAction, EditorSave, NameError, SecretError};
use tokendesk::app::job::{Job, JobId, Outcome, ProfileWrite, SecretSource};
use tokendesk::app::profiles::RowKey;
use tokendesk::app::{Action, Effect};
use tokendesk::model::profile::ProfileNameError;
use tokendesk::model::{AccountKind, KeyringFailure, PinAndTag, Profile, ProfileName, Tag};

use crate::harness::flow::{FlowHarness, job_ended, profile};

pub(crate) fn type_in(
    harness: &mut FlowHarness,
    name: &str,
    console: &str,
    client_id: &str,
    secret: &str,
) {
    let draft = &mut harness.app.drafts.editor;
    (
        draft.fields.name,
        draft.fields.console,
        draft.fields.client_id,
    ) = (name.to_owned(), console.to_owned(), client_id.to_owned());
    draft.secret.wipe();
    draft.secret.text_mut().push_str(secret);
    harness.editor(EditorAction::Changed);
}

pub(crate) fn save(harness: &mut FlowHarness) -> (JobId, ProfileWrite) {
    let effects = harness.editor(EditorAction::Save);
    let [Effect::Run(job, Job::SaveProfile(write))] = &effects[..] else {
        panic!("not one write: {effects:?}")
    };
    (*job, write.clone())
}

pub(crate) fn written(write: &ProfileWrite, rev: u64) -> Profile {
    Profile {
        id: write.id,
        rev,
        name: write.name.clone(),
        console: write.console.clone(),
        account: write.account.clone(),
        saved_at: jiff::Timestamp::UNIX_EPOCH,
    }
}

pub(crate) fn test(harness: &mut FlowHarness) -> JobId {
    let effects = harness.editor(EditorAction::Test);
    let [Effect::Run(job, Job::TestCredential { .. })] = effects[..] else {
        panic!("no test: {effects:?}")
    };
    job
}

pub(crate) fn typed(secret: &SecretSource) -> Option<&str> {
    match secret {
        SecretSource::Typed(secret) => Some(secret.expose_secret()),
        _ => None,
    }
}

#[test]
fn a_new_profile_is_written_as_typed_selected_and_its_draft_wiped() {
    let mut harness = FlowHarness::with(&[]);
    harness.on_action(Action::NewProfile);
    type_in(
        &mut harness,
        " Production EU ",
        "console.eu5.cpg.crashplan.com/x",
        " key-1",
        " s3cret ",
    );
    let (job, write) = save(&mut harness);
    assert_eq!(write.base_rev, None);
    assert_eq!(write.name.as_str(), "Production EU");
    assert_eq!(
        write.console.as_str(),
        "https://console.eu5.cpg.crashplan.com"
    );
    assert_eq!(
        typed(&write.secret),
        Some("s3cret"),
        "the white space was pasted along"
    );
    assert!(
        harness.editor(EditorAction::Save).is_empty(),
        "one write a click"
    );

    harness.saved(job, &write, 1);
    assert!(harness.app.state.dialog.is_none());
    assert_eq!(harness.app.state.selected, Some(RowKey::Item(write.id)));
    assert!(
        harness.app.drafts.editor.secret.is_empty()
            && harness.app.drafts.editor.fields.name.is_empty()
    );
}

#[test]
fn invalid_fields_are_marked_and_nothing_is_sent() {
    let mut harness = FlowHarness::with(&[profile("Taken")]);
    harness.on_action(Action::NewProfile);
    type_in(&mut harness, "TAKEN", "ftp://x", "a:b", "");
    assert!(harness.is_save_and_test_blocked());
    let checked = harness.checked_fields();
    assert_eq!(checked.name, Err(NameError::Taken));
    assert!(checked.console.is_err() && checked.account.is_err());
    assert_eq!(checked.secret.unwrap_err(), SecretError::Missing);
    assert!(harness.open_editor().shows_all_errors);
}

#[test]
fn a_name_that_looks_like_another_one_is_marked_and_not_saved() {
    let alpha = profile("Alpha");
    let hidden = Profile {
        name: ProfileName::parse_stored("Be\u{200b}ta").unwrap(),
        ..profile("Beta")
    };
    let profiles = [alpha, hidden.clone()];
    let mut harness = FlowHarness::with(&profiles);
    harness.on_action(Action::NewProfile);
    for (typed, other) in [
        ("\u{410}lpha", "Alpha"), // Cyrillic А
        ("A1PHA", "Alpha"),
        ("Beta", "Be\\u200bta"),
        ("\u{392}eta", "Be\\u200bta"), // Greek Β
    ] {
        type_in(&mut harness, typed, "us1", "key-42", "pretend-secret");
        let error = harness.checked_fields().name.unwrap_err();
        assert_eq!(error, NameError::LooksLike(other.to_owned()), "{typed}");
        assert!(harness.editor(EditorAction::Save).is_empty());
    }
    for typed in ["Al\u{200b}pha", "\u{202e}ahplA", "Al\u{3164}pha"] {
        type_in(&mut harness, typed, "us1", "key-42", "pretend-secret");
        let invisible = NameError::Invalid(ProfileNameError::Invisible);
        assert_eq!(harness.checked_fields().name, Err(invisible), "{typed:?}");
        type_in(&mut harness, "Gamma", "us1", typed, "pretend-secret");
        assert!(harness.checked_fields().account.is_err(), "{typed:?}");
        assert!(harness.editor(EditorAction::Save).is_empty());
    }
    // A duplicate's name has visible characters only, and differs from all others.
    let mut harness = FlowHarness::with(&profiles);
    harness.on_action(Action::Duplicate(hidden.id));
    assert_eq!(harness.app.drafts.editor.fields.name, "Beta 2");
}

#[test]
fn a_profile_keeps_its_name_though_another_name_now_looks_like_it() {
    let alpha = profile("Alpha");
    let alike = profile("\u{410}lpha");
    let mut harness = FlowHarness::with(&[alpha.clone(), alike]);
    harness.on_action(Action::Edit(alpha.id));
    type_in(&mut harness, "Alpha", "us1", "key-43", "pretend-secret");
    let (_, write) = save(&mut harness);
    assert_eq!((write.id, write.name), (alpha.id, alpha.name));
}

#[test]
fn an_edit_keeps_the_stored_secret_until_the_console_changes() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    harness.on_action(Action::Edit(a.id));
    let (_, write) = save(&mut harness);
    assert_eq!((write.id, write.base_rev), (a.id, Some(1)));
    assert!(matches!(write.secret, SecretSource::Stored(id) if id == a.id));

    for action in [Action::Edit(a.id), Action::Duplicate(a.id)] {
        let mut harness = FlowHarness::of(&a);
        harness.on_action(action);
        harness.app.drafts.editor.fields.console = "https://console.us2.crashplan.com".to_owned();
        harness.editor(EditorAction::Changed);
        assert_eq!(
            harness.checked_fields().secret.unwrap_err(),
            SecretError::ConsoleChanged
        );
        assert!(harness.is_save_and_test_blocked());
    }
}

#[test]
fn a_duplicate_has_a_name_and_an_id_of_its_own_and_the_secret_of_the_first() {
    let (a, second, alike) = (profile("A"), profile("a 2"), profile("\u{410} 3"));
    let mut harness = FlowHarness::with(&[a.clone(), second, alike]);
    harness.on_action(Action::Duplicate(a.id));
    assert_eq!(harness.app.drafts.editor.fields.name, "A 4");
    let (_, write) = save(&mut harness);
    assert_ne!(write.id, a.id);
    assert_eq!(write.base_rev, None);
    assert!(matches!(write.secret, SecretSource::Stored(id) if id == a.id));
}

#[test]
fn a_duplicate_keeps_the_tag_and_is_not_pinned_and_an_edit_keeps_the_pin() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    harness.on_action(Action::Pin(a.id, true));
    harness.on_action(Action::SetTag(a.id, Some(Tag::Violet)));
    for (action, rev, is_pinned, tag) in [
        (Action::Duplicate(a.id), 1, false, Tag::Violet),
        (Action::Edit(a.id), a.rev + 1, true, Tag::Teal),
    ] {
        harness.on_action(action);
        harness.app.drafts.editor.fields.tag = Some(tag);
        let (job, write) = save(&mut harness);
        let before = harness.app.state.settings.marks_of(write.id).tag;
        assert_ne!(before, Some(tag), "not before it is saved");
        let result = Ok(written(&write, rev));
        harness.on_event(job_ended(job, Outcome::SaveProfile(result)));
        harness.wait(1.0);
        let tag = Some(tag);
        let marks = PinAndTag { is_pinned, tag };
        assert_eq!(harness.written.last().unwrap().marks[&write.id], marks);
    }
}

#[test]
fn another_tag_is_a_change_that_is_asked_about_and_leaves_the_test_as_it_is() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    harness.on_action(Action::Edit(a.id));
    harness.app.drafts.editor.fields.tag = Some(Tag::Blue);
    harness.on_action(Action::CloseDialog);
    assert_eq!(
        harness.app.state.discard_question,
        Some(Action::CloseDialog)
    );
}

#[test]
fn a_duplicate_of_the_longest_name_still_has_a_name() {
    let long = profile(&"n".repeat(64));
    let mut harness = FlowHarness::of(&long);
    harness.on_action(Action::Duplicate(long.id));
    assert_eq!(
        harness.app.drafts.editor.fields.name,
        format!("{} 2", "n".repeat(62))
    );
    assert!(harness.checked_fields().can_save());
}

#[test]
fn a_failed_save_keeps_what_was_typed_and_says_why() {
    let mut harness = FlowHarness::with(&[]);
    harness.type_a_new_profile();
    let (job, _) = save(&mut harness);
    harness.save_failed(job, KeyringFailure::Locked);
    let editor = harness.open_editor();
    assert_eq!(editor.save, EditorSave::Failed(KeyringFailure::Locked));
    assert_eq!(harness.app.drafts.editor.secret.text(), "secret");
}

#[test]
fn saving_another_secret_forgets_the_token_and_its_running_sign_in_and_a_new_name_does_not() {
    let (mut harness, a) = FlowHarness::with_token();
    harness.on_action(Action::Edit(a.id));
    harness.app.drafts.editor.fields.name = "B".to_owned();
    let (job, write) = save(&mut harness);
    harness.saved(job, &write, 2);
    assert!(
        harness.row(a.id).grant.is_some(),
        "a name says nothing about the token"
    );

    let [Effect::Run(fetch, Job::FetchToken(_))] = harness.on_action(Action::Renew(a.id))[..]
    else {
        panic!("no sign-in")
    };
    harness.on_action(Action::Edit(a.id));
    harness.type_secret("new");
    let (job, write) = save(&mut harness);
    assert_eq!(write.base_rev, Some(2));
    let effects = harness.saved(job, &write, 3);
    assert!(
        matches!(effects[..], [Effect::Cancel(job)] if job == fetch),
        "{effects:?}"
    );
    assert!(harness.row(a.id).grant.is_none());
}

#[test]
fn a_retried_save_of_a_new_profile_keeps_its_id() {
    let mut harness = FlowHarness::with(&[]);
    harness.type_a_new_profile();
    let (job, first) = save(&mut harness);
    harness.save_failed(job, KeyringFailure::NotAsWritten);
    let (_, second) = save(&mut harness);
    assert_eq!(second.id, first.id);
}

#[test]
fn white_space_pasted_around_a_clients_secret_is_trimmed_unless_it_is_to_be_kept() {
    let mut harness = FlowHarness::with(&[]);
    harness.on_action(Action::NewProfile);
    let pasted = "\u{a0}pretend-secret \n";
    type_in(&mut harness, "A", US1, "key-1", pasted);
    assert_eq!(tested_with(&mut harness).as_deref(), Some("pretend-secret"));
    assert_eq!(
        harness.app.drafts.editor.secret.text(),
        pasted,
        "it stays as typed"
    );

    // *Keep it*.
    harness.app.drafts.editor.secret.keep_spaces();
    harness.editor(EditorAction::Changed);
    assert_eq!(tested_with(&mut harness).as_deref(), Some(pasted));
    let (_, write) = save(&mut harness);
    assert_eq!(typed(&write.secret), Some(pasted));
}

#[test]
fn a_password_is_tested_and_stored_with_its_leading_and_trailing_spaces() {
    let mut harness = FlowHarness::with(&[]);
    harness.on_action(Action::NewProfile);
    harness.editor(EditorAction::ChooseKind(AccountKind::User));
    type_in(&mut harness, "A", US1, "key-1", " pretend horse ");
    "dana@example.com".clone_into(&mut harness.app.drafts.editor.fields.username);
    assert_eq!(
        tested_with(&mut harness).as_deref(),
        Some(" pretend horse ")
    );
    let (_, write) = save(&mut harness);
    assert_eq!(typed(&write.secret), Some(" pretend horse "));
}

#[test]
fn white_space_alone_is_no_secret() {
    let mut harness = FlowHarness::with(&[]);
    harness.on_action(Action::NewProfile);
    type_in(&mut harness, "A", US1, "key-1", " \u{200b}\n");
    assert!(harness.editor(EditorAction::Save).is_empty());
    assert_eq!(
        harness.checked_fields().secret.err(),
        Some(SecretError::Missing)
    );
}

const US1: &str = "console.us1.crashplan.com";

/// What *Test* sends as the secret.
fn tested_with(harness: &mut FlowHarness) -> Option<String> {
    let effects = harness.editor(EditorAction::Test);
    let [Effect::Run(_, Job::TestCredential { secret, .. })] = &effects[..] else {
        panic!("no test: {effects:?}")
    };
    let sent = typed(secret).map(str::to_owned);
    harness.editor(EditorAction::CancelTest);
    sent
}

#[test]
fn a_new_profile_begins_with_the_console_of_the_profile_saved_last() {
    let mut harness = FlowHarness::with(&[]);
    harness.on_action(Action::NewProfile);
    let console = |harness: &FlowHarness| harness.app.drafts.editor.fields.console.clone();
    assert_eq!(console(&harness), "https://console.us1.crashplan.com");
    harness.on_action(Action::CloseDialog);
    // As chosen in the empty window.
    harness.app.drafts.chosen_console = Some("https://console.us2.crashplan.com");
    harness.on_action(Action::NewProfile);
    assert_eq!(console(&harness), "https://console.us2.crashplan.com");

    let at = |second| jiff::Timestamp::from_second(second).unwrap();
    let of = |name, console, second| Profile {
        console: tokendesk::model::ConsoleUrl::parse(console).unwrap(),
        saved_at: at(second),
        ..profile(name)
    };
    let profiles = [
        of("A", "https://one.example", 20),
        of("B", "https://two.example", 30),
        of("C", "https://three.example", 10),
    ];
    let mut harness = FlowHarness::with(&profiles);
    harness.on_action(Action::NewProfile);
    assert_eq!(console(&harness), "https://two.example");
}
