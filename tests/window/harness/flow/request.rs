//! Helpers for *Try a request*: what is typed, what is sent, and what is answered.

use std::sync::Arc;
use std::time::Duration;

use tokendesk::app::job::{Job, JobId, Outcome, RequestWith, SendRequestOutcome};
use tokendesk::app::request::{Request, RequestAction, RequestPhase, RequestWay};
use tokendesk::app::tab::Tab;
use tokendesk::app::{Action, Effect};
use tokendesk::model::{Profile, ProfileId, RawResponse, ResponseText};

use crate::harness::flow::{FlowHarness, read_and_ended};

pub(crate) const COMPUTERS: &str = "/api/v1/Computer?active=true";

/// A request that was ordered.
#[derive(Debug)]
pub(crate) struct SentRequest {
    pub(crate) job: JobId,
    pub(crate) path: String,
    /// The token that went along; `None` for the basic way.
    pub(crate) token: Option<String>,
    /// The password that was typed for it.
    pub(crate) password: Option<String>,
}

pub(crate) fn response(status: u16, body: &str) -> Arc<ResponseText> {
    Arc::new(ResponseText::of(&RawResponse {
        status,
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: body.as_bytes().to_vec().into(),
        cut_at_bytes: None,
        is_compressed: false,
        took: Duration::from_millis(143),
    }))
}

/// The one request among these orders, which hold nothing else.
pub(crate) fn the_request(effects: &[Effect]) -> SentRequest {
    let [Effect::Run(job, Job::SendRequest { with, .. })] = effects else {
        panic!("not one request: {effects:?}")
    };
    match with {
        RequestWith::Token { path, token } => SentRequest {
            job: *job,
            path: path.to_string(),
            token: Some(token.expose_secret().to_owned()),
            password: None,
        },
        RequestWith::Basic { path, password } => SentRequest {
            job: *job,
            path: path.resource().to_string(),
            token: None,
            password: password
                .as_ref()
                .map(|typed| typed.expose_secret().to_owned()),
        },
    }
}

impl FlowHarness {
    /// A wish in the tab of this profile.
    pub(crate) fn request(&mut self, id: ProfileId, action: RequestAction) -> Vec<Effect> {
        self.on_action(Action::Request(id, action))
    }

    /// Opens the tab, chooses the way, and types a path.
    pub(crate) fn compose(&mut self, id: ProfileId, way: RequestWay, path: &str) {
        self.select(id);
        self.on_action(Action::ShowTab(Tab::Request));
        self.request(id, RequestAction::ChooseWay(way));
        let draft = self.app.drafts.requests.entry(id).or_default();
        path.clone_into(&mut draft.path);
    }

    pub(crate) fn type_for_request(&mut self, id: ProfileId, password: &str) {
        let draft = self.app.drafts.requests.entry(id).or_default();
        draft.password.wipe();
        draft.password.text_mut().push_str(password);
    }

    pub(crate) fn has_typed_for_request(&self, id: ProfileId) -> bool {
        let draft = self.app.drafts.requests.get(&id);
        draft.is_some_and(|draft| !draft.password.is_empty())
    }

    /// Presses *Send*.
    pub(crate) fn send(&mut self, id: ProfileId) -> SentRequest {
        the_request(&self.request(id, RequestAction::Send))
    }

    pub(crate) fn request_ended(
        &mut self,
        job: JobId,
        stored: Option<Profile>,
        result: SendRequestOutcome,
    ) {
        let ended = read_and_ended(job, stored, Outcome::SendRequest(result));
        assert!(self.on_event(ended).is_empty());
    }

    pub(crate) fn answered(&mut self, job: JobId, _id: ProfileId, body: &str) {
        let result = SendRequestOutcome::Response(response(200, body));
        self.request_ended(job, None, result);
    }

    pub(crate) fn shown_request(&self, id: ProfileId) -> &Request {
        &self.row(id).request
    }

    /// The status of the answer that is shown.
    pub(crate) fn shown_status(&self, id: ProfileId) -> Option<u16> {
        match &self.shown_request(id).phase {
            RequestPhase::Response(response) => Some(response.status),
            _ => None,
        }
    }
}
