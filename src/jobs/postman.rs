//! Saves a file for Postman where the user chooses. Only the user can read it.

use crate::app::job::{Outcome, PostmanContent, SaveFileOutcome};
use crate::export::postman::{collection, environment, file_name, sign_in_collection};
use crate::files::Readers;
use crate::jobs::{JobContext, save_file};
use crate::model::{ClipText, FileFailure, Profile};

pub(crate) fn save(context: JobContext<'_>, profile: &Profile, what: &PostmanContent) -> Outcome {
    let text = match what {
        PostmanContent::Environment { token, made_at } => {
            environment(profile, token.as_ref(), *made_at)
        }
        PostmanContent::Collection => collection(profile.account.kind()).map(ClipText::new),
        PostmanContent::SignInCollection => sign_in_collection(profile).map(ClipText::new),
    };
    let name = file_name(&profile.name, what.file());
    Outcome::SavePostmanFile(match text {
        Ok(text) => {
            let bytes = text.expose_secret().as_bytes();
            save_file(context, &name, bytes, Readers::Owner)
        }
        // Its text could quote the token.
        Err(_unwritable) => {
            tracing::warn!("a file for Postman could not be written as JSON");
            SaveFileOutcome::Failed(FileFailure::Defect)
        }
    })
}
