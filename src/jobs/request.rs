//! Asks for a resource of the profile's console, once, and makes the answer ready to be read.

use std::sync::Arc;

use crate::app::flow::{Event, JobId, RequestEnd, RequestEnded, RequestWith};
use crate::console::Get;
use crate::jobs::profiles::read_if_unchanged;
use crate::jobs::token::sign_in::stage_to;
use crate::jobs::{Ports, ProgressSender};
use crate::model::failure::Stage;
use crate::model::{Account, AnswerText, BasicPath, Failure, GetEnd, Profile, Secret};
use crate::os::Cancel;

pub(crate) fn run(
    ports: &Ports,
    job: JobId,
    shown: &Profile,
    with: RequestWith,
    cancel: &Cancel,
    progress: &ProgressSender,
) -> Event {
    let request = Request {
        ports,
        job,
        shown,
        cancel,
        progress,
    };
    let (stored, result) = match with {
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
    Event::RequestEnded(RequestEnded {
        job,
        id: shown.id,
        stored,
        result,
    })
}

struct Request<'a> {
    ports: &'a Ports,
    job: JobId,
    shown: &'a Profile,
    cancel: &'a Cancel,
    progress: &'a ProgressSender,
}

impl Request<'_> {
    fn with_stored(&self, path: &BasicPath) -> (Option<Profile>, RequestEnd) {
        stage_to(self.progress, self.job, Stage::Keyring);
        let stored = match read_if_unchanged::read(self.ports, self.shown, self.cancel) {
            Ok(stored) => stored,
            Err(why) => return why.end(RequestEnd::Cancelled, RequestEnd::Failed),
        };
        let end = match &stored.secret {
            Some(password) => self.basic(path, password),
            None => RequestEnd::PasswordRequired,
        };
        (Some(stored.profile), end)
    }

    /// In the deprecated way. Without a two-factor code: it would be a code for each request, and the vendor's article has no such
    /// way for accounts that need one.
    fn basic(&self, path: &BasicPath, password: &Secret) -> RequestEnd {
        match &self.shown.account {
            Account::User { username, .. } => self.send(&Get::Basic {
                path,
                username,
                password,
                code: None,
            }),
            // The secret of an API client is for its token request alone; no screen asks for this.
            Account::ApiClient { .. } => RequestEnd::Failed(Failure::Defect),
        }
    }

    fn send(&self, get: &Get<'_>) -> RequestEnd {
        let stage = |stage| stage_to(self.progress, self.job, stage);
        let client = &self.ports.console;
        match client.get(&self.shown.console, get, self.cancel, &stage) {
            // Laid out here, so that the window only draws it.
            GetEnd::Answered(answer) => RequestEnd::Answered(Arc::new(AnswerText::of(&answer))),
            GetEnd::Failed(report) => RequestEnd::Failed(Failure::SignIn(report)),
            GetEnd::Cancelled => RequestEnd::Cancelled,
        }
    }
}
