//! Sends one GET to the profile's console, and formats the response for display.

use std::sync::Arc;

use crate::app::job::{Learned, Outcome, Progress, RequestWith, SendRequestOutcome};
use crate::console::Get;
use crate::files::Readers;
use crate::jobs::profiles::read_if_unchanged;
use crate::jobs::{JobContext, save_file};
use crate::model::failure::Stage;
use crate::model::{
    Account, BasicPath, ClipText, Failure, GetOutcome, Profile, ResponseText, Secret,
};

pub(crate) fn run(
    context: JobContext<'_>,
    shown: &Profile,
    with: RequestWith,
) -> (Learned, Outcome) {
    let request = ResourceRequest { context, shown };
    let (stored, outcome) = match with {
        RequestWith::Token { path, token } => {
            let get = Get::Bearer {
                path: &path,
                token: &token,
            };
            (None, request.send(&get))
        }
        RequestWith::Basic {
            path,
            password: Some(password),
        } => (None, request.basic(&path, &password)),
        RequestWith::Basic {
            path,
            password: None,
        } => request.with_stored(&path),
    };
    let learned = Learned {
        stored,
        login: None,
    };
    (learned, Outcome::SendRequest(outcome))
}

struct ResourceRequest<'a> {
    context: JobContext<'a>,
    shown: &'a Profile,
}

impl ResourceRequest<'_> {
    fn with_stored(&self, path: &BasicPath) -> (Option<Profile>, SendRequestOutcome) {
        self.stage(Stage::Keyring);
        let stored = match read_if_unchanged(self.context, self.shown) {
            Ok(stored) => stored,
            Err(why) => {
                return why.outcome(SendRequestOutcome::Canceled, SendRequestOutcome::Failed);
            }
        };
        let outcome = match &stored.secret {
            Some(password) => self.basic(path, password),
            None => SendRequestOutcome::PasswordRequired,
        };
        (Some(stored.profile), outcome)
    }

    /// Deprecated. Without a two-factor code: each request would need a new one, and the vendor documents no Basic authentication
    /// for such accounts.
    fn basic(&self, path: &BasicPath, password: &Secret) -> SendRequestOutcome {
        match &self.shown.account {
            Account::User { username, .. } => self.send(&Get::Basic {
                path,
                username,
                password,
                code: None,
            }),
            // An API client's secret is only for its token request; no screen offers this.
            Account::ApiClient { .. } => SendRequestOutcome::Failed(Failure::Defect),
        }
    }

    fn send(&self, get: &Get<'_>) -> SendRequestOutcome {
        let JobContext { ports, cancel, .. } = self.context;
        let client = &ports.console;
        match client.get(&self.shown.console, get, cancel, &|stage| self.stage(stage)) {
            // Formatted here, off the window's thread.
            GetOutcome::Response(response) => {
                SendRequestOutcome::Response(Arc::new(ResponseText::of(&response)))
            }
            GetOutcome::Failed(report) => SendRequestOutcome::Failed(Failure::SignIn(report)),
            GetOutcome::Canceled => SendRequestOutcome::Canceled,
        }
    }

    fn stage(&self, stage: Stage) {
        self.context.progress.send(Progress::Stage(stage));
    }
}

/// Saves a response as shown, where the user chooses.
pub(crate) fn save(context: JobContext<'_>, text: &ClipText, is_json: bool) -> Outcome {
    let name = if is_json {
        "tokendesk-response.json"
    } else {
        "tokendesk-response.txt"
    };
    Outcome::SaveResponse(save_file(
        context,
        name,
        text.expose_secret().as_bytes(),
        Readers::Umask,
    ))
}
