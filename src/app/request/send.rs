//! *Try a request*: one click is one GET.

use crate::app::Action;
use crate::app::action::Masked;
use crate::app::job::{CopyWhat, Job, RequestWith, SaveFileOutcome, SendRequestOutcome};
use crate::app::profiles::{ProfileRow, RowContent};
use crate::app::request::{Request, RequestAction, RequestPhase, RequestWay, ShownAs};
use crate::app::running::JobKind;
use crate::app::state::NoticeTone;
use crate::app::update::App;
use crate::model::failure::Stage;
use crate::model::{
    Account, AccountKind, ActivityKind, BasicPath, ClipText, Failure, KnownLogin, LoginKind, Now,
    Profile, ProfileId, RequestAuth, RequestFormat, ResourcePath, TokenPhase,
};

impl App {
    pub(crate) fn on_request_action(&mut self, id: ProfileId, action: RequestAction, now: Now) {
        match action {
            RequestAction::Send => self.send_request(id, now),
            RequestAction::Cancel => self.cancel_request(id, now),
            RequestAction::CopyAs(format) => self.copy_request(id, format, now),
            RequestAction::SaveResponse => self.save_response(id, now),
            RequestAction::ChooseWay(way) => {
                if let Some(row) = self.row_mut(id) {
                    choose_way(row, way);
                }
            }
            RequestAction::ShowAs(shown_as) => {
                self.change_request(id, |request| request.shown_as = shown_as);
            }
            RequestAction::ShowHeaders(shows_headers) => {
                self.change_request(id, |request| request.shows_headers = shows_headers);
            }
        }
    }

    /// Ignored while a request runs: with a password it is a sign-in, and a click is at most one.
    fn send_request(&mut self, id: ProfileId, now: Now) {
        let Some(row) = self.state.profile(id) else {
            return;
        };
        if row.request.job().is_some() || !can_send(row, now) {
            return;
        }
        if self.is_single_sign_on(row) {
            // The console said that passwords don't work for this account.
            let host = row.profile.console.host();
            let phase = RequestPhase::Failed(Failure::SingleSignOn { host });
            self.change_request(id, |request| request.phase = phase);
            return;
        }
        let Some(with) = self.composed(id) else {
            self.change_request(id, |request| request.shows_errors = true);
            return;
        };
        let (path, stage) = match &with {
            RequestWith::Token { path, .. } => (path.clone(), Stage::Connecting),
            RequestWith::Basic { path, .. } => (path.resource().clone(), Stage::Keyring),
        };
        let Some(row) = self.state.profile(id) else {
            return;
        };
        let shown = row.profile.clone();
        let way = row.request.way;
        let send = Job::SendRequest { shown, with };
        let job = self.begin_at(stage, JobKind::Request(id), send, now);
        self.change_request(id, |request| {
            request.note_sent(path, way);
            request.shows_errors = false;
            request.phase = RequestPhase::Sending { job };
        });
    }

    /// `None` if a field is missing or invalid.
    fn composed(&self, id: ProfileId) -> Option<RequestWith> {
        let row = self.state.profile(id)?;
        let path = self.typed_path(id)?;
        match row.request.way {
            RequestWay::Token => {
                let token = row.grant.as_ref()?.token.clone();
                Some(RequestWith::Token { path, token })
            }
            RequestWay::Basic => {
                let path = BasicPath::of(path).ok()?;
                let password = if row.request.wants_password(&row.profile.account) {
                    Some(
                        self.drafts
                            .requests
                            .get(&id)?
                            .password
                            .secret(AccountKind::User)?,
                    )
                } else {
                    None
                };
                Some(RequestWith::Basic { path, password })
            }
        }
    }

    fn typed_path(&self, id: ProfileId) -> Option<ResourcePath> {
        let draft = self.drafts.requests.get(&id)?;
        // A path with the placeholder is valid, but never intended.
        if draft.lacks_organization() {
            return None;
        }
        ResourcePath::parse(&draft.filled_path()).ok()
    }

    /// As shown. Never a response that holds a token.
    fn save_response(&mut self, id: ProfileId, now: Now) {
        let Some(row) = self.state.profile(id) else {
            return;
        };
        let RequestPhase::Response(response) = &row.request.phase else {
            return;
        };
        if row.request.holds_token() || self.is_saving_response() {
            return;
        }
        let is_pretty = row.request.shown_as == ShownAs::Pretty;
        let shown = response.pretty.as_ref().filter(|_| is_pretty);
        let text = ClipText::new(shown.unwrap_or(&response.raw).to_string());
        let is_json = response.pretty.is_some();
        self.begin(
            JobKind::SaveResponse,
            Job::SaveResponse { text, is_json },
            now,
        );
    }

    fn is_saving_response(&self) -> bool {
        let saves = self
            .state
            .running
            .ids(|kind| matches!(kind, JobKind::SaveResponse));
        !saves.is_empty()
    }

    pub(crate) fn response_saved(&mut self, outcome: SaveFileOutcome, now: Now) {
        match outcome {
            SaveFileOutcome::Saved { path } => {
                self.notice(NoticeTone::Good, format!("Saved as {path}"), now);
            }
            SaveFileOutcome::Failed(failure) => {
                let text = format!("Response not saved. {}.", failure.message().headline);
                self.notice(NoticeTone::Bad, text, now);
            }
            SaveFileOutcome::NotChosen => {}
        }
    }

    /// Cancels optimistically; the job's late report is ignored.
    fn cancel_request(&mut self, id: ProfileId, now: Now) {
        let running = self.state.profile(id).and_then(|row| row.request.job());
        let Some(job) = running else {
            return;
        };
        self.change_request(id, |request| request.phase = RequestPhase::Idle);
        self.wipe_request_password(id);
        self.record_activity(id, ActivityKind::NoResponse, None, now);
        self.cancel(job);
    }

    pub(crate) fn request_ended(
        &mut self,
        id: ProfileId,
        stored: Option<Profile>,
        outcome: SendRequestOutcome,
        now: Now,
    ) {
        self.change_request(id, |request| request.phase = RequestPhase::Idle);
        self.wipe_request_password(id);
        self.refresh_profile(stored);
        match outcome {
            SendRequestOutcome::Response(response) => {
                let kind = ActivityKind::Response {
                    status: response.status,
                };
                self.record_activity(id, kind, Some(response.took), now);
                self.change_request(id, |request| {
                    request.phase = RequestPhase::Response(response);
                });
            }
            SendRequestOutcome::Failed(failure) => {
                let took = failure.report().map(|report| report.took);
                self.record_activity(id, ActivityKind::NoResponse, took, now);
                self.change_request(id, |request| request.phase = RequestPhase::Failed(failure));
            }
            SendRequestOutcome::PasswordRequired => {
                self.change_request(id, |request| request.shows_errors = true);
            }
            SendRequestOutcome::Canceled => {}
        }
    }

    /// *Copy request as*. With a token in it, it is cleared like a header; for Basic, the copied text prompts for the password.
    fn copy_request(&mut self, id: ProfileId, format: RequestFormat, now: Now) {
        let Some(row) = self.state.profile(id) else {
            return;
        };
        let (way, console) = (row.request.way, row.profile.console.clone());
        let account = row.profile.account.clone();
        let takes =
            |path: &ResourcePath| way == RequestWay::Token || BasicPath::of(path.clone()).is_ok();
        let Some(path) = self.typed_path(id).filter(takes) else {
            self.change_request(id, |request| request.shows_errors = true);
            return;
        };
        let what = |auth| CopyWhat::Request {
            console,
            path,
            auth,
            format,
        };
        match (way, account) {
            (RequestWay::Token, _) => {
                let action = Action::Request(id, RequestAction::CopyAs(format));
                if !self.ensure_copyable(id, now) || self.asks_before_copy(id, action) {
                    return;
                }
                let what = |token| what(RequestAuth::Token(token));
                self.copy_with_token(id, format.noun(), what, now);
            }
            (RequestWay::Basic, Account::User { username, .. })
                if format.prompts_for_password() =>
            {
                let what = what(RequestAuth::Basic(username));
                self.copy_public_of(id, format.noun(), what, now);
            }
            (RequestWay::Basic, _) => {}
        }
    }

    /// For *Clear session*, which may ask about a dialog first: cancels running requests, which carry a token or a password, and drops a
    /// response that contains a token.
    pub(crate) fn clear_requests(&mut self) {
        for draft in self.drafts.requests.values_mut() {
            draft.password.wipe();
        }
        let mut jobs = Vec::new();
        for row in &mut self.state.rows {
            if let RowContent::Profile(row) = &mut row.content {
                let job = row.request.job();
                jobs.extend(job);
                if job.is_some() || row.request.holds_token() {
                    row.request.phase = RequestPhase::Idle;
                }
            }
        }
        self.cancel_all(jobs);
    }

    /// Drops drafts with their profile's row, and passwords once the tab doesn't ask for one.
    pub(crate) fn wipe_finished_requests(&mut self) {
        let state = &self.state;
        let wants = |id: ProfileId| {
            let row = state.profile(id);
            row.is_some_and(|row| row.request.wants_password(&row.profile.account))
        };
        self.drafts.requests.retain(|id, draft| {
            if !wants(*id) && !draft.password.is_empty() {
                draft.password.wipe();
            }
            state.profile(*id).is_some()
        });
        if let Some(Masked::RequestPassword(id)) = state.shown.map(|shown| shown.what)
            && !wants(id)
        {
            self.state.shown = None;
        }
    }

    fn is_single_sign_on(&self, row: &ProfileRow) -> bool {
        let profile = &row.profile;
        let known = self
            .state
            .login_kinds
            .known(&profile.console, &profile.account);
        row.request.way == RequestWay::Basic && known == KnownLogin::Is(LoginKind::SingleSignOn)
    }

    fn wipe_request_password(&mut self, id: ProfileId) {
        if let Some(draft) = self.drafts.requests.get_mut(&id) {
            draft.password.wipe();
        }
    }

    fn change_request(&mut self, id: ProfileId, change: impl FnOnce(&mut Request)) {
        if let Some(row) = self.row_mut(id) {
            change(&mut row.request);
        }
    }
}

/// *Basic* is for user accounts. Ignored while a request runs.
fn choose_way(row: &mut ProfileRow, way: RequestWay) {
    let is_user = row.profile.account.kind() == AccountKind::User;
    if row.request.job().is_none() && (way == RequestWay::Token || is_user) {
        row.request.way = way;
        row.request.shows_errors = false;
    }
}

fn can_send(row: &ProfileRow, now: Now) -> bool {
    let grant = row.grant.as_ref();
    match row.request.way {
        RequestWay::Token => {
            grant.is_some_and(|grant| grant.expiry.phase(now) != TokenPhase::Expired)
        }
        RequestWay::Basic => row.profile.account.kind() == AccountKind::User,
    }
}
