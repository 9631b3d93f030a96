//! *Save for Postman* in every state.

use jiff::ToSpan as _;
use tokendesk::app::State;
use tokendesk::app::check_all::Saving;
use tokendesk::app::job::JobId;
use tokendesk::app::postman::PostmanDialog;
use tokendesk::app::profiles::ProfileRow;
use tokendesk::app::state::Dialog;
use tokendesk::model::{FileFailure, PasswordStorage, PostmanFile, ProfileId};

use super::users::dana;
use super::{live, now, production, showing};

/// The dialog of this row, with this file chosen.
pub(crate) fn saving_for_postman(mut row: ProfileRow, file: PostmanFile) -> State {
    // Its start is part of what is shown.
    row.profile.id = ProfileId::parse("3f2504e0-4f89-41d3-9a0c-0305e82c3301").unwrap();
    let mut dialog = PostmanDialog::new(row.profile.clone());
    dialog.file = file;
    let mut state = showing([row]);
    state.dialog = Some(Dialog::Postman(Box::new(dialog)));
    state
}

pub(crate) fn saved(file: PostmanFile, saving: Saving) -> State {
    let mut state = saving_for_postman(live(872), file);
    if let Some(Dialog::Postman(dialog)) = &mut state.dialog {
        dialog.saving = saving;
        let expires = now().wall.checked_add(872.seconds()).unwrap();
        dialog.token_expires = file.has_token().then_some(expires);
    }
    state
}

pub(crate) fn at(path: &str) -> Saving {
    Saving::Saved {
        path: path.to_owned(),
    }
}

/// By name.
pub(crate) fn postman_states() -> Vec<(&'static str, State)> {
    use PostmanFile::{Collection, Environment, EnvironmentWithToken, SignInCollection};
    let long = format!("/home/ada/{}.json", "W".repeat(200));
    let user = dana(PasswordStorage::InKeyring);
    vec![
        (
            "postman, environment",
            saving_for_postman(live(872), Environment),
        ),
        (
            "postman, token",
            saving_for_postman(live(872), EnvironmentWithToken),
        ),
        (
            "postman, no token",
            saving_for_postman(production(), EnvironmentWithToken),
        ),
        (
            "postman, collection",
            saving_for_postman(live(872), Collection),
        ),
        (
            "postman, signs in",
            saving_for_postman(live(872), SignInCollection),
        ),
        ("postman, user", saving_for_postman(user, SignInCollection)),
        (
            "postman, saving",
            saved(Environment, Saving::Running { job: JobId(7) }),
        ),
        ("postman, saved", saved(EnvironmentWithToken, at(&long))),
        (
            "postman, not saved",
            saved(
                Collection,
                Saving::Failed(FileFailure::NoRoom { path: long }),
            ),
        ),
    ]
}
