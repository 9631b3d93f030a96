//! *Save for Postman*: the token goes into the one file for which it was chosen, while it lasts.

use tokendesk::app::check_all::Saving;
use tokendesk::app::job::{Job, JobId, Outcome, PostmanContent, SaveFileOutcome};
use tokendesk::app::postman::{PostmanAction, PostmanDialog, PostmanObstacle};
use tokendesk::app::{Action, Effect};
use tokendesk::model::{FileFailure, PasswordStorage, PostmanFile, Profile, Token};

use crate::harness::flow::{FlowHarness, job_ended, profile, user};

const PATH: &str = "/home/dana/environment.json";

/// A window with the dialog open over a profile that has a token for so many seconds.
fn opened(lifetime_secs: u64) -> (FlowHarness, Profile) {
    let eu = profile("Production EU");
    let mut harness = FlowHarness::of(&eu);
    let job = harness.get_token(eu.id);
    harness.granted(job, eu.id, lifetime_secs);
    assert!(harness.on_action(Action::OpenPostman(eu.id)).is_empty());
    (harness, eu)
}

fn dialog(harness: &FlowHarness) -> &PostmanDialog {
    harness.app.state.postman().expect("the dialog is open")
}

fn choose(harness: &mut FlowHarness, file: PostmanFile) {
    let chosen = harness.on_action(Action::Postman(PostmanAction::Choose(file)));
    assert!(chosen.is_empty(), "{chosen:?}");
}

fn save(harness: &mut FlowHarness) -> (JobId, PostmanContent) {
    let effects = harness.on_action(Action::Postman(PostmanAction::Save));
    let [Effect::Run(job, Job::SavePostmanFile { content, .. })] = &effects[..] else {
        panic!("{effects:?}")
    };
    (*job, content.clone())
}

fn ended(harness: &mut FlowHarness, job: JobId, outcome: SaveFileOutcome) {
    let effects = harness.on_event(job_ended(job, Outcome::SavePostmanFile(outcome)));
    assert!(effects.is_empty(), "{effects:?}");
}

fn saved_there() -> SaveFileOutcome {
    SaveFileOutcome::Saved {
        path: PATH.to_owned(),
    }
}

#[test]
fn the_token_is_in_the_file_only_if_that_was_chosen() {
    let (mut harness, eu) = opened(900);
    let token = harness.row(eu.id).grant.as_ref().unwrap().token.clone();
    for file in PostmanFile::ALL {
        choose(&mut harness, file);
        let (job, content) = save(&mut harness);
        assert_eq!(content.file(), file);
        let given = match &content {
            PostmanContent::Environment { token, .. } => token.as_ref(),
            PostmanContent::Collection | PostmanContent::SignInCollection => None,
        };
        let expected = file.has_token().then(|| token.expose_secret());
        assert_eq!(given.map(Token::expose_secret), expected);
        ended(&mut harness, job, saved_there());
        let path = PATH.to_owned();
        assert_eq!(dialog(&harness).saving, Saving::Saved { path });
        assert_eq!(dialog(&harness).token_expires.is_some(), file.has_token());
    }
}

#[test]
fn what_became_of_a_save_is_shown_until_another_file_is_chosen() {
    let (mut harness, _) = opened(900);
    let (job, _) = save(&mut harness);
    assert_eq!(dialog(&harness).saving, Saving::Running { job });
    // One at a time, and the choice stays as it is.
    assert!(
        harness
            .on_action(Action::Postman(PostmanAction::Save))
            .is_empty()
    );
    choose(&mut harness, PostmanFile::Collection);
    assert_eq!(dialog(&harness).file, PostmanFile::Environment);
    ended(&mut harness, job, SaveFileOutcome::NotChosen);
    assert_eq!(dialog(&harness).saving, Saving::Idle);

    let (job, _) = save(&mut harness);
    let failure = FileFailure::NoRoom {
        path: PATH.to_owned(),
    };
    ended(&mut harness, job, SaveFileOutcome::Failed(failure.clone()));
    assert_eq!(dialog(&harness).saving, Saving::Failed(failure));
    choose(&mut harness, PostmanFile::Collection);
    assert_eq!(dialog(&harness).saving, Saving::Idle);
}

#[test]
fn a_token_that_expires_while_the_dialog_is_open_is_no_longer_saved() {
    let (mut harness, eu) = opened(60);
    choose(&mut harness, PostmanFile::EnvironmentWithToken);
    let obstacle = |harness: &FlowHarness| {
        let state = &harness.app.state;
        state.postman_obstacle(dialog(harness), dialog(harness).file, harness.now)
    };
    assert_eq!(obstacle(&harness), None);
    let (job, _) = save(&mut harness);
    // It expires while the file dialog is open.
    let effects = harness.wait(60.0);
    let is_canceled = |effect: &Effect| matches!(effect, Effect::Cancel(id) if *id == job);
    assert!(effects.iter().any(is_canceled), "{effects:?}");
    assert_eq!(dialog(&harness).saving, Saving::Idle);
    assert_eq!(obstacle(&harness), Some(PostmanObstacle::NoToken));
    assert!(
        harness
            .on_action(Action::Postman(PostmanAction::Save))
            .is_empty()
    );
    ended(&mut harness, job, SaveFileOutcome::NotChosen);
    assert!(harness.row(eu.id).grant.is_none());
}

#[test]
fn a_token_about_to_expire_is_not_saved() {
    let (mut harness, _) = opened(60);
    choose(&mut harness, PostmanFile::EnvironmentWithToken);
    harness.wait(50.0);
    assert!(
        harness
            .on_action(Action::Postman(PostmanAction::Save))
            .is_empty()
    );
}

#[test]
fn clear_session_closes_the_dialog_and_stops_the_save() {
    let (mut harness, _) = opened(900);
    choose(&mut harness, PostmanFile::EnvironmentWithToken);
    let (job, _) = save(&mut harness);
    let effects = harness.on_action(Action::ClearSession);
    let is_canceled = |effect: &Effect| matches!(effect, Effect::Cancel(id) if *id == job);
    assert!(effects.iter().any(is_canceled), "{effects:?}");
    assert!(harness.app.state.dialog.is_none());
    ended(&mut harness, job, SaveFileOutcome::NotChosen);
}

#[test]
fn a_file_that_was_saved_after_its_dialog_closed_is_reported() {
    let (mut harness, _) = opened(900);
    let (job, _) = save(&mut harness);
    let effects = harness.on_action(Action::CloseDialog);
    assert!(matches!(effects[..], [Effect::Cancel(stopped)] if stopped == job));
    ended(&mut harness, job, saved_there());
    assert_eq!(
        harness.notice(),
        "The file for Postman was saved anyway: /home/dana/environment.json"
    );
}

#[test]
fn a_collection_that_signs_in_is_for_api_clients_only() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = FlowHarness::of(&dana);
    harness.on_action(Action::OpenPostman(dana.id));
    choose(&mut harness, PostmanFile::SignInCollection);
    assert!(
        harness
            .on_action(Action::Postman(PostmanAction::Save))
            .is_empty()
    );
    choose(&mut harness, PostmanFile::Collection);
    save(&mut harness);
}

#[test]
fn a_profile_that_signs_in_to_another_console_by_now_lends_no_token() {
    let (mut harness, eu) = opened(900);
    choose(&mut harness, PostmanFile::EnvironmentWithToken);
    for row in &mut harness.app.state.rows {
        if let tokendesk::app::profiles::RowContent::Profile(row) = &mut row.content {
            row.profile = crate::harness::flow::moved(&eu);
        }
    }
    assert!(
        harness
            .on_action(Action::Postman(PostmanAction::Save))
            .is_empty()
    );
}
