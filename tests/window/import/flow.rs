//! The preview: nothing is overwritten unasked, every name is free, and what is missing is typed here.

use tokendesk::app::Action;
use tokendesk::app::editor::{NameError, SecretError};
use tokendesk::app::import::{ClashChoice, ClashReason, ImportAction, ImportPhase};
use tokendesk::app::job::{ImportFrom, ImportKey, Job, ReadImportOutcome};
use tokendesk::app::state::Dialog;
use tokendesk::app::{Effect, State};
use tokendesk::model::{
    AccountKind, Candidate, CandidateSecret, FailureText, ImportList, ImportOrigin, SealKey,
    SealedFile, Tag,
};

use crate::harness::flow::import::{PASTED, client, clients, row_jobs};
use crate::harness::flow::{FlowHarness, profile};

fn sources(state: &State) -> &tokendesk::app::import::ImportSources {
    match &state.dialog {
        Some(Dialog::Import(phase)) => match &**phase {
            ImportPhase::Sources(sources) => sources,
            ImportPhase::Preview(_) => panic!("a preview"),
        },
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_profile_of_the_same_name_gets_another_one_unless_it_is_skipped_or_replaces_it() {
    let saved = profile("Production EU");
    let mut harness = FlowHarness::of(&saved);
    harness.import(vec![client("PRODUCTION EU", "key-other")]);
    let clash = harness.import_row(0).clash.clone().unwrap();
    assert_eq!((clash.with, clash.reason), (saved.id, ClashReason::Name));
    assert_eq!(clash.choice, ClashChoice::Rename);
    assert_eq!(harness.import_name(0), "PRODUCTION EU 2");
    assert!(harness.import_row(0).is_selected);

    harness.on_import(ImportAction::Resolve(0, ClashChoice::Skip));
    assert!(!harness.import_row(0).is_selected);
    assert!(harness.start_import().is_empty());

    harness.on_import(ImportAction::Resolve(0, ClashChoice::Replace));
    assert_eq!(harness.import_name(0), "Production EU");
    assert_eq!(harness.import_row(0).replaces(), Some(saved.id));

    harness.on_import(ImportAction::Resolve(0, ClashChoice::Rename));
    assert_eq!(harness.import_row(0).replaces(), None);
    // Typing the taken name back is an error, and nothing is saved.
    harness.type_import_name(0, "production eu");
    assert_eq!(harness.import_row(0).checked.name, Err(NameError::Taken));
    assert!(harness.start_import().is_empty());
    // So is one that only looks like it.
    harness.type_import_name(0, "Рroduction EU");
    let looks = NameError::LooksLike("Production EU".to_owned());
    assert_eq!(harness.import_row(0).checked.name, Err(looks));
}

#[test]
fn an_account_that_is_saved_already_is_skipped_whatever_it_is_called() {
    let saved = profile("Production EU");
    let mut harness = FlowHarness::of(&saved);
    harness.import(vec![client("Another name", saved.account.login())]);
    let clash = harness.import_row(0).clash.clone().unwrap();
    assert_eq!((clash.with, clash.reason), (saved.id, ClashReason::Account));
    assert!(!harness.import_row(0).is_selected);
    // Its tick is the choice to import it as another profile.
    harness.on_import(ImportAction::Select(0, true));
    let clash = harness.import_row(0).clash.clone().unwrap();
    assert_eq!(clash.choice, ClashChoice::Rename);
    assert_eq!(harness.import_name(0), "Another name");
    harness.on_import(ImportAction::Select(0, false));
    let clash = harness.import_row(0).clash.clone().unwrap();
    assert_eq!(clash.choice, ClashChoice::Skip);
}

#[test]
fn the_same_name_twice_in_a_source_is_numbered_and_one_choice_settles_all_clashes() {
    let saved = [profile("A"), profile("B")];
    let mut harness = FlowHarness::with(&saved);
    harness.import(vec![
        client("A", "key-1"),
        client("B", "key-2"),
        client("C", "key-3"),
        client("C", "key-4"),
    ]);
    let names = |harness: &FlowHarness| {
        let names = (0..4).map(|index| harness.import_name(index).to_owned());
        names.collect::<Vec<_>>()
    };
    assert_eq!(names(&harness), ["A 2", "B 2", "C", "C 2"]);
    harness.on_import(ImportAction::ResolveAll(ClashChoice::Replace));
    assert_eq!(names(&harness), ["A", "B", "C", "C 2"]);
    harness.on_import(ImportAction::ResolveAll(ClashChoice::Skip));
    assert_eq!(harness.import_table().to_import(), 2);
    harness.on_import(ImportAction::SelectAll(false));
    assert_eq!(harness.import_table().to_import(), 0);
    // What is skipped because it exists stays so.
    harness.on_import(ImportAction::SelectAll(true));
    assert_eq!(harness.import_table().to_import(), 2);
    harness.on_import(ImportAction::ResolveAll(ClashChoice::Rename));
    assert_eq!(harness.import_table().to_import(), 4);
}

#[test]
fn a_row_without_a_secret_waits_for_one_and_a_placeholder_without_an_address_too() {
    let mut harness = FlowHarness::with(&[]);
    let mut secretless = client("A", "key-1");
    secretless.secret = CandidateSecret::Missing;
    let mut nowhere = client("B", "key-2");
    nowhere.console = String::new();
    let unusable = Candidate {
        is_proposed: false,
        ..Candidate::at("Row 3".to_owned(), AccountKind::ApiClient)
    };
    harness.import(vec![secretless, nowhere, unusable]);
    let selected = |harness: &FlowHarness| {
        let rows = harness.import_table().rows.iter();
        rows.map(|row| row.is_selected).collect::<Vec<_>>()
    };
    assert_eq!(selected(&harness), [true, false, false]);
    let missing = harness.import_row(0).checked.secret;
    assert_eq!(missing, Err(SecretError::Missing));
    assert_eq!(harness.import_table().to_import(), 0);
    assert!(harness.start_import().is_empty());

    harness.type_import_secret(0, "pretend-typed");
    assert_eq!(harness.import_table().to_import(), 1);
    harness.on_import(ImportAction::FillConsole(
        "https://console.us2.crashplan.com",
    ));
    assert!(harness.import_row(1).checked.console.is_ok());
    // What kept it from being selected is gone.
    assert!(harness.import_row(1).is_selected);
    assert_eq!(harness.import_table().to_import(), 2);
    // The field of the console stays, for who chose the wrong one.
    assert!(harness.import_row(1).edits.console);
}

#[test]
fn a_tag_is_found_by_its_name_and_an_unknown_one_is_named() {
    let mut harness = FlowHarness::with(&[]);
    let mut tagged = client("A", "key-1");
    tagged.tag = " production ".to_owned();
    let mut unknown = client("B", "key-2");
    unknown.tag = "Customers".to_owned();
    harness.import(vec![tagged, unknown]);
    assert_eq!(harness.import_row(0).tag, Some(Tag::Violet));
    assert_eq!(harness.import_row(1).tag, None);
    let remarks = harness.import_row(1).remarks.join(" ");
    assert!(remarks.contains("“Customers”"), "{remarks}");
}

#[test]
fn what_was_pasted_is_wiped_once_it_was_read_and_stays_if_nothing_was_found() {
    let mut harness = FlowHarness::with(&[]);
    let job = harness.paste_to_import();
    let nothing = ImportList {
        candidates: Vec::new(),
        unused: vec!["Line 1: a Bearer token isn’t a credential.".to_owned()],
    };
    let origin = ImportOrigin::Pasted;
    harness.import_read(
        job,
        ReadImportOutcome::Read {
            list: nothing,
            origin,
        },
    );
    let failure = sources(&harness.app.state).failure.clone().unwrap();
    assert!(failure.explanation.contains("Bearer"), "{failure:?}");
    assert_eq!(harness.app.drafts.import.pasted.text(), PASTED);

    harness.has_wiped_fields = false;
    let effects = harness.on_import(ImportAction::ReviewPasted);
    let [Effect::Run(job, Job::ReadImport(ImportFrom::Text(_)))] = effects[..] else {
        panic!("{effects:?}")
    };
    // A second press reads nothing more.
    assert!(harness.on_import(ImportAction::ReviewPasted).is_empty());
    let list = ImportList {
        candidates: clients(1),
        unused: Vec::new(),
    };
    let origin = ImportOrigin::Pasted;
    harness.import_read(job, ReadImportOutcome::Read { list, origin });
    assert_eq!(harness.app.drafts.import.pasted.text(), "");
    assert!(harness.has_wiped_fields);
    harness.on_import(ImportAction::Back);
    assert!(harness.app.drafts.import.rows.is_empty());
    assert!(sources(&harness.app.state).failure.is_none());
}

#[test]
fn an_encrypted_file_asks_for_its_key_and_a_wrong_one_can_be_corrected() {
    let mut harness = FlowHarness::with(&[]);
    let sealed = |needs| {
        ReadImportOutcome::Sealed(SealedFile {
            name: "move.age".to_owned(),
            bytes: b"age-encryption.org/v1".as_slice().into(),
            needs,
        })
    };
    let job = harness.paste_to_import();
    harness.import_read(job, sealed(SealKey::Passphrase));
    assert!(harness.on_import(ImportAction::OpenSealed).is_empty());
    let draft = &mut harness.app.drafts.import.file_key;
    draft.text_mut().push_str(" pretend passphrase");
    let effects = harness.on_import(ImportAction::OpenSealed);
    let [Effect::Run(job, Job::ReadImport(ImportFrom::Sealed(_, ImportKey::Passphrase(key))))] =
        &effects[..]
    else {
        panic!("{effects:?}")
    };
    assert_eq!(key.expose_secret(), " pretend passphrase");
    let wrong = FailureText::new("Wrong passphrase", "Nothing was imported.");
    harness.import_read(*job, ReadImportOutcome::Failed(wrong));
    let open = sources(&harness.app.state);
    assert!(open.sealed.is_some() && open.failure.is_some());
    harness.on_import(ImportAction::Back);
    assert!(sources(&harness.app.state).sealed.is_none());
    assert!(harness.app.drafts.import.file_key.is_empty());

    // A key file may have no passphrase.
    let job = harness.paste_to_import_again();
    harness.import_read(job, sealed(SealKey::KeyFile));
    let effects = harness.on_import(ImportAction::OpenSealed);
    let [Effect::Run(_, Job::ReadImport(ImportFrom::Sealed(_, ImportKey::KeyFile { passphrase })))] =
        &effects[..]
    else {
        panic!("{effects:?}")
    };
    assert!(passphrase.is_none());
}

#[test]
fn a_typed_secret_is_not_lost_to_esc() {
    let mut harness = FlowHarness::with(&[]);
    let mut secretless = client("A", "key-1");
    secretless.secret = CandidateSecret::Missing;
    harness.import(vec![secretless]);
    harness.type_import_secret(0, "pretend-typed");
    harness.on_action(Action::CloseDialog);
    assert_eq!(
        harness.app.state.discard_question,
        Some(Action::CloseDialog)
    );
    harness.on_action(Action::CloseDialog);
    assert_eq!(harness.app.state.discard_question, None);
    assert!(harness.app.state.import_table().is_some());
    harness.on_action(Action::CloseDialog);
    harness.on_action(Action::ConfirmDiscard);
    assert!(harness.app.state.dialog.is_none());
    assert!(harness.app.drafts.import.rows.is_empty());
}

#[test]
fn clearing_the_session_drops_the_preview_with_its_secrets() {
    let mut harness = FlowHarness::with(&[]);
    harness.import(clients(3));
    harness.on_action(Action::ClearSession);
    assert!(harness.app.state.dialog.is_none());
    assert!(harness.app.drafts.import.rows.is_empty());
    assert!(harness.has_wiped_fields);
}

#[test]
fn a_dropped_file_is_read() {
    let mut harness = FlowHarness::with(&[]);
    harness.app.drafts.dropped_file = Some("/home/ada/tenants.csv".into());
    let effects = harness.on_import(ImportAction::ReadDropped);
    assert!(row_jobs(&effects).is_empty());
    let reads = |effect: &Effect| {
        matches!(effect, Effect::Run(_, Job::ReadImport(ImportFrom::Path(path)))
            if path.ends_with("tenants.csv"))
    };
    assert!(effects.iter().any(reads), "{effects:?}");
    assert_eq!(harness.app.drafts.dropped_file, None);
}

#[test]
fn a_row_that_is_repaired_is_imported_unless_it_was_skipped() {
    let saved = profile("Acme");
    let mut harness = FlowHarness::of(&saved);
    let mut broken = client("A", "key-1");
    broken.console = "console us1".to_owned();
    let mut known = client("B", saved.account.login());
    known.console = String::new();
    harness.import(vec![broken, known]);
    assert!(!harness.import_row(0).is_selected);
    let typed = "console.us2.crashplan.com";
    typed.clone_into(&mut harness.app.drafts.import.rows[0].console);
    harness.on_import(ImportAction::Typed(0));
    assert!(harness.import_row(0).is_selected);
    // Taking the tick away is the person's choice.
    harness.on_import(ImportAction::Select(0, false));
    harness.type_import_name(0, "Other");
    assert!(!harness.import_row(0).is_selected);
}

#[test]
fn a_consoles_short_name_is_its_address_and_half_an_address_is_not_taken_for_one() {
    let mut harness = FlowHarness::with(&[]);
    let at = |console: &str, id: &str| Candidate {
        console: console.to_owned(),
        ..client(console, id)
    };
    harness.import(vec![
        at(" eu5 ", "key-1"),
        at("us9", "key-2"),
        at("localhost:9", "key-3"),
    ]);
    let console = |index: usize| harness.app.drafts.import.rows[index].console.as_str();
    assert_eq!(console(0), "https://console.eu5.cpg.crashplan.com");
    assert!(harness.import_row(0).is_selected && harness.import_row(2).is_selected);
    let row = harness.import_row(1);
    assert!(!row.is_selected && row.edits.console);
    assert_eq!(row.remarks, ["“us9” isn’t a full address."]);
}

#[test]
fn an_account_that_is_twice_in_a_source_is_imported_once_and_a_name_that_is_twice_is_said() {
    let mut harness = FlowHarness::with(&[]);
    harness.import(vec![
        client("A", "key-1"),
        client("B", "key-1"),
        client("A", "key-2"),
    ]);
    assert!(!harness.import_row(1).is_selected);
    assert_eq!(harness.import_row(1).remarks, ["Same account as Row of A."]);
    assert_eq!(harness.import_name(2), "A 2");
    assert!(harness.import_row(2).remarks[0].starts_with("“A” is in another row too"));
}

#[test]
fn closing_the_window_during_an_import_asks_about_secrets_that_are_not_saved_yet() {
    let mut harness = FlowHarness::with(&[]);
    let mut candidates = clients(6);
    candidates[5].secret = CandidateSecret::Missing;
    harness.import(candidates);
    harness.type_import_secret(5, "pretend-typed");
    assert_eq!(harness.start_import().len(), 4);
    harness.on_action(Action::CloseWindow);
    let asked = harness.app.state.discard_question;
    assert_eq!(asked, Some(Action::CloseWindow));
}
