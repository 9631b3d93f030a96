//! A window in miniature: the app, a clock that is set by hand, and helpers to say things to it.

pub(crate) mod check;
pub(crate) mod check_all;
pub(crate) mod clipboard;
mod editor;
pub(crate) mod import;
pub(crate) mod request;

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokendesk::app::job::{
    AttemptOutcome, CheckCredentialOutcome, CheckRotationOutcome, CopyWhat, Job, JobId, Learned,
    LearnedLogin, MissingInput, Outcome, Progress, Report, StoredSignIn, TypedCode,
};
use tokendesk::app::profiles::{ProfileRow, RowKey};
use tokendesk::app::state::Dialog;
use tokendesk::app::{Action, App, Effect, Event, Message, State};
use tokendesk::model::LocalFormats;
use tokendesk::model::LoginKind;
use tokendesk::model::failure::{SignInReport, Stage};
use tokendesk::model::{
    Account, AccountKind, CheckOutcome, ClearOutcome, ClientId, ClipboardFailure, ClipboardOwner,
    ConsoleUrl, CopyId, CopyOutcome, Expiry, Failure, FileFailure, Grant, KeyringFailure,
    KnownLogin, Listed, Now, PasswordStorage, Profile, ProfileId, ProfileName, Settings,
    SignInFailure, SignInWith, Token, Username,
};

use crate::editor::flow::type_in;

pub(crate) struct FlowHarness {
    pub(crate) app: App,
    pub(crate) now: Now,
    /// The settings that were ordered to be written, in order: apart from the other orders, which are what most tests are about.
    pub(crate) written: Vec<Settings>,
    /// The newest jobs that write settings, copy, and clear.
    settings_job: Option<JobId>,
    /// Whether text fields were told to forget what was typed.
    pub(crate) has_wiped_fields: bool,
    copy_jobs: BTreeMap<CopyId, JobId>,
    clear_jobs: BTreeMap<CopyId, JobId>,
}

impl FlowHarness {
    /// A window that has listed these profiles, and selected the first.
    pub(crate) fn with(profiles: &[Profile]) -> Self {
        Self::with_settings(profiles, Settings::default())
    }

    /// The same with one profile.
    pub(crate) fn of(profile: &Profile) -> Self {
        Self::with(std::slice::from_ref(profile))
    }

    /// The same with these settings, as the last run left them. Where headers are pasted was said in an earlier run.
    pub(crate) fn with_settings(profiles: &[Profile], mut settings: Settings) -> Self {
        settings.chosen_format.get_or_insert_default();
        let start = Now {
            wall: Timestamp::from_second(1_800_000_000).unwrap(),
            boot: Duration::from_secs(7_000),
        };
        let mut harness = Self::over(
            App::new(State::new(LocalFormats::new(TimeZone::UTC, "en-US"), None)),
            start,
        );
        harness.app.state.settings = settings;
        let [Effect::Run(job, Job::ListProfiles)] = harness.on_action(Action::Reload)[..] else {
            panic!("the keyring is not read")
        };
        for profile in profiles {
            harness.on_event(Event::Progress(
                job,
                Progress::Listed(Listed::from(profile.clone())),
            ));
        }
        harness.on_event(job_ended(job, Outcome::ListProfiles(Ok(()))));
        harness
    }

    /// A window that has read nothing yet.
    pub(crate) fn over(app: App, now: Now) -> Self {
        Self {
            app,
            now,
            written: Vec::new(),
            settings_job: None,
            has_wiped_fields: false,
            copy_jobs: BTreeMap::new(),
            clear_jobs: BTreeMap::new(),
        }
    }

    /// What is known of how this account signs in.
    pub(crate) fn known_login(&self, of: &Profile) -> KnownLogin {
        self.app.state.login_kinds.known(&of.console, &of.account)
    }

    /// How far this job is.
    pub(crate) fn stage(&self, job: JobId) -> Stage {
        self.app.state.running.progress(job, self.now).stage
    }

    pub(crate) fn on_action(&mut self, action: Action) -> Vec<Effect> {
        self.update(Message::Action(action))
    }

    pub(crate) fn on_event(&mut self, event: Event) -> Vec<Effect> {
        self.update(Message::Event(event))
    }

    /// The user touches the window.
    pub(crate) fn input(&mut self) -> Vec<Effect> {
        self.update(Message::Input)
    }

    fn update(&mut self, message: Message) -> Vec<Effect> {
        let mut effects = self.app.update(message, self.now);
        effects.retain(|effect| match effect {
            Effect::Run(job, Job::SaveSettings(settings)) => {
                self.written.push(settings.as_ref().clone());
                self.settings_job = Some(*job);
                false
            }
            Effect::WipeFields => {
                self.has_wiped_fields = true;
                false
            }
            Effect::Run(job, Job::Copy { copy_id, .. }) => {
                self.copy_jobs.insert(*copy_id, *job);
                true
            }
            Effect::Run(job, Job::ClearClipboard { copy_id }) => {
                self.clear_jobs.insert(*copy_id, *job);
                true
            }
            _ => true,
        });
        effects
    }

    pub(crate) fn copy_ended(
        &mut self,
        copy_id: CopyId,
        result: Result<CopyOutcome, ClipboardFailure>,
    ) -> Vec<Effect> {
        let job = self.copy_jobs[&copy_id];
        self.on_event(job_ended(job, Outcome::Copy(result)))
    }

    pub(crate) fn clear_ended(
        &mut self,
        copy_id: CopyId,
        result: Result<ClearOutcome, ClipboardFailure>,
    ) -> Vec<Effect> {
        let job = self.clear_jobs[&copy_id];
        self.on_event(job_ended(job, Outcome::ClearClipboard(result)))
    }

    pub(crate) fn settings_saved(&mut self, result: Result<(), FileFailure>) -> Vec<Effect> {
        let job = self.settings_job.expect("settings were written");
        self.on_event(job_ended(job, Outcome::SaveSettings(result)))
    }

    /// Lets time pass, in steps, as the window does.
    pub(crate) fn wait(&mut self, secs: f64) -> Vec<Effect> {
        self.now = self.now.plus(Duration::from_secs_f64(secs));
        self.update(Message::Tick)
    }

    /// Presses *Get token and copy header*; the job.
    pub(crate) fn get_token(&mut self, id: ProfileId) -> JobId {
        let effects = self.on_action(Action::GetToken(id));
        let [Effect::Run(job, Job::FetchToken(_))] = effects[..] else {
            panic!("no sign-in: {effects:?}")
        };
        job
    }

    pub(crate) fn granted(&mut self, job: JobId, id: ProfileId, lifetime_secs: u64) -> Vec<Effect> {
        let result = AttemptOutcome::Granted(self.grant(lifetime_secs));
        self.fetched(job, id, Some(ClipboardOwner::Nobody), result)
    }

    pub(crate) fn refused(&mut self, job: JobId, id: ProfileId) -> Vec<Effect> {
        self.fetched(job, id, None, AttemptOutcome::Failed(refusal()))
    }

    pub(crate) fn fetched(
        &mut self,
        job: JobId,
        id: ProfileId,
        owner: Option<ClipboardOwner>,
        result: AttemptOutcome,
    ) -> Vec<Effect> {
        let stored = Some(self.row(id).profile.clone());
        self.on_event(fetch_ended(
            job,
            stored,
            KnownLogin::Unasked,
            (result, owner),
        ))
    }

    /// A profile with a live token and nothing on the clipboard.
    pub(crate) fn renewed(&mut self, id: ProfileId, lifetime_secs: u64) {
        let [Effect::Run(job, Job::FetchToken(_))] = self.on_action(Action::Renew(id))[..] else {
            panic!("no sign-in")
        };
        assert!(self.granted(job, id, lifetime_secs).is_empty());
    }

    /// A profile whose header is on the clipboard.
    pub(crate) fn copied(&mut self, id: ProfileId) -> CopyId {
        let copy_id = self.copy_header(id);
        self.copy_done(copy_id);
        copy_id
    }

    /// Deletes a profile and lets the time for *Undo* pass; the job.
    pub(crate) fn delete(&mut self, id: ProfileId) -> JobId {
        self.on_action(Action::AskDelete(id));
        self.on_action(Action::ConfirmDelete);
        let effects = self.wait(10.0);
        let [Effect::Run(job, Job::DeleteProfile { .. })] = effects[..] else {
            panic!("no deletion: {effects:?}")
        };
        job
    }

    /// Reports that a deletion is done.
    pub(crate) fn deleted(&mut self, job: JobId) -> Vec<Effect> {
        self.on_event(job_ended(job, Outcome::DeleteProfile(Ok(()))))
    }

    pub(crate) fn deletion_failed(&mut self, job: JobId, failure: KeyringFailure) -> Vec<Effect> {
        self.on_event(job_ended(job, Outcome::DeleteProfile(Err(failure))))
    }

    /// Presses *Sign in* on the card; what was sent.
    pub(crate) fn sign_in(&mut self, id: ProfileId) -> Sent {
        the_sign_in(&self.on_action(Action::SignIn(id)))
    }

    /// Types on the card and presses *Sign in*; what was sent.
    pub(crate) fn sign_in_with(&mut self, id: ProfileId, password: &str, code: &str) -> Sent {
        self.type_on_card(id, password, code);
        self.sign_in(id)
    }

    pub(crate) fn grant(&self, lifetime_secs: u64) -> Grant {
        Grant {
            token: Token::parse(&format!("eyJ{}", "x".repeat(200))).unwrap(),
            expiry: Expiry::from_reply(
                self.now,
                Some(lifetime_secs),
                None,
                Duration::from_mins(15),
            ),
            received: self.now,
            took: Duration::from_millis(200),
            clock_ahead_secs: Some(0),
        }
    }

    /// Types on the card of this profile, in place of what is there.
    pub(crate) fn type_on_card(&mut self, id: ProfileId, password: &str, code: &str) {
        let draft = self.app.drafts.sign_ins.entry(id).or_default();
        draft.password.wipe();
        draft.password.text_mut().push_str(password);
        draft.code.wipe();
        draft.code.text_mut().push_str(code);
    }

    /// What is being asked for on the card of this profile.
    pub(crate) fn missing(&self, id: ProfileId) -> Option<MissingInput> {
        self.row(id).prompt.map(|prompt| prompt.missing)
    }

    /// Reports the end of a sign-in in which the console was asked what kind of account this is, and said so.
    pub(crate) fn asked_kind(
        &mut self,
        job: JobId,
        id: ProfileId,
        login: KnownLogin,
        result: AttemptOutcome,
    ) -> Vec<Effect> {
        let stored = Some(self.row(id).profile.clone());
        self.on_event(fetch_ended(
            job,
            stored,
            login,
            (result, Some(ClipboardOwner::Nobody)),
        ))
    }

    /// Asks what kind of account this is by a first click, and hears that this is to be typed.
    pub(crate) fn wants(&mut self, id: ProfileId, login: KnownLogin, missing: MissingInput) {
        let sent = the_sign_in(&self.on_action(Action::GetToken(id)));
        assert_eq!(sent.without_job(), (None, Code::Unsaid, true));
        let result = AttemptOutcome::MissingInput(missing);
        assert!(self.asked_kind(sent.job, id, login, result).is_empty());
    }

    /// Opens the editor and types a new API client profile.
    pub(crate) fn type_a_new_profile(&mut self) {
        self.on_action(Action::NewProfile);
        type_in(self, "A", "console.us1.crashplan.com", "key-1", "secret");
    }

    pub(crate) fn select(&mut self, id: ProfileId) {
        self.on_action(Action::Select(RowKey::Item(id)));
    }

    pub(crate) fn row(&self, id: ProfileId) -> &ProfileRow {
        self.app
            .state
            .profile(id)
            .expect("the profile is in the list")
    }

    pub(crate) fn notice(&self) -> &str {
        self.app
            .state
            .notice
            .as_ref()
            .map_or("", |notice| &notice.text)
    }
}

pub(crate) fn profile(name: &str) -> Profile {
    Profile {
        id: ProfileId::random(),
        rev: 1,
        name: ProfileName::parse(name).unwrap(),
        console: ConsoleUrl::parse("https://console.us1.crashplan.com").unwrap(),
        account: Account::ApiClient {
            client_id: ClientId::parse("key-42").unwrap(),
        },
        saved_at: Timestamp::UNIX_EPOCH,
    }
}

/// A profile of a user account.
pub(crate) fn user(name: &str, kept: PasswordStorage) -> Profile {
    Profile {
        account: Account::User {
            username: Username::parse("dana@example.com").unwrap(),
            password: kept,
        },
        ..profile(name)
    }
}

/// The same profile, as it was saved elsewhere for another console.
pub(crate) fn moved(profile: &Profile) -> Profile {
    Profile {
        rev: profile.rev + 1,
        console: ConsoleUrl::parse("https://console.us2.crashplan.com").unwrap(),
        ..profile.clone()
    }
}

/// What a sign-in was ordered with.
#[derive(Debug)]
pub(crate) struct Sent {
    pub(crate) job: JobId,
    /// The password, where one was typed.
    pub(crate) password: Option<String>,
    pub(crate) code: Code,
    pub(crate) asks_kind: bool,
}

/// Whether a job that is given this asks the console first how the username signs in.
pub(crate) fn asks_kind(shown: &Profile, known: KnownLogin) -> bool {
    let is_open = matches!(
        known,
        KnownLogin::Unasked | KnownLogin::Is(LoginKind::SingleSignOn)
    );
    shown.account.kind() == AccountKind::User && is_open
}

/// What was said of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    Unsaid,
    Without,
    Typed(String),
}

impl Code {
    pub(crate) fn of(code: &TypedCode) -> Self {
        match code {
            TypedCode::Unsaid => Self::Unsaid,
            TypedCode::Without => Self::Without,
            TypedCode::Typed(code) => Self::Typed(code.expose_secret().to_owned()),
        }
    }
}

impl Sent {
    pub(crate) fn of(job: JobId, sign_in: &StoredSignIn) -> Self {
        let StoredSignIn {
            shown,
            typed,
            known,
        } = sign_in;
        let password = typed.password.as_ref();
        Self {
            job,
            password: password.map(|password| password.expose_secret().to_owned()),
            code: Code::of(&typed.code),
            asks_kind: asks_kind(shown, *known),
        }
    }

    /// All but the job.
    pub(crate) fn without_job(&self) -> (Option<&str>, Code, bool) {
        (self.password.as_deref(), self.code.clone(), self.asks_kind)
    }
}

/// The one sign-in among these orders, which holds nothing else.
pub(crate) fn the_sign_in(effects: &[Effect]) -> Sent {
    let [Effect::Run(job, Job::FetchToken(sign_in))] = effects else {
        panic!("not one sign-in: {effects:?}")
    };
    Sent::of(*job, sign_in)
}

/// A 401 that says this, after a sign-in with a password and perhaps a code.
pub(crate) fn user_refusal(failure: SignInFailure, with: SignInWith) -> Failure {
    let Failure::SignIn(report) = refusal() else {
        panic!("no refusal")
    };
    Failure::SignIn(SignInReport {
        failure,
        with,
        ..report
    })
}

pub(crate) fn refusal() -> Failure {
    Failure::SignIn(SignInReport {
        failure: SignInFailure::Refused,
        with: SignInWith::ApiClient,
        has_space_at_ends: false,
        host: "console.us1.crashplan.com".to_owned(),
        status: Some(401),
        is_web_page: false,
        clock_ahead_secs: None,
        at: Timestamp::UNIX_EPOCH,
        took: Duration::from_millis(187),
    })
}

/// The ID of the one copy among these orders.
pub(crate) fn the_copy(effects: &[Effect]) -> CopyId {
    let [
        Effect::Run(
            _,
            Job::Copy {
                copy_id,
                what: CopyWhat::Token { .. },
                ..
            },
        ),
    ] = effects
    else {
        panic!("not one copy: {effects:?}")
    };
    *copy_id
}

/// The end of a job that learned nothing on its way.
pub(crate) fn job_ended(job: JobId, outcome: Outcome) -> Event {
    read_and_ended(job, None, outcome)
}

/// The end of a job that read this profile in the keyring.
pub(crate) fn read_and_ended(job: JobId, stored: Option<Profile>, outcome: Outcome) -> Event {
    Event::Ended(Report {
        job,
        learned: Learned {
            stored,
            login: None,
        },
        outcome,
    })
}

/// The end of a sign-in as this profile, for which the console was asked how the username signs in. As the jobs do it, a refusal is
/// learned as *not known any more*.
pub(crate) fn signed_in(
    job: JobId,
    of: &Profile,
    (stored, login): (Option<Profile>, KnownLogin),
    outcome: Outcome,
) -> Event {
    let refused = match &outcome {
        Outcome::FetchToken { outcome, .. } | Outcome::TestCredential(outcome) => {
            is_refusal(outcome)
        }
        Outcome::CheckCredential(CheckCredentialOutcome::Tried(outcome)) => is_refused(outcome),
        Outcome::CheckRotation(CheckRotationOutcome::Checked { outcome, .. }) => {
            outcome.outcomes().any(is_refused)
        }
        _ => false,
    };
    let login = match login {
        _ if refused => Some(KnownLogin::Unasked),
        KnownLogin::Unasked => None,
        login => Some(login),
    };
    let login = login.map(|login| LearnedLogin {
        console: of.console.clone(),
        account: of.account.clone(),
        login,
    });
    Event::Ended(Report {
        job,
        learned: Learned { stored, login },
        outcome,
    })
}

fn is_refusal(outcome: &AttemptOutcome) -> bool {
    matches!(outcome, AttemptOutcome::Failed(failure) if failure.report().is_some() && failure.is_refusal())
}

fn is_refused(outcome: &CheckOutcome) -> bool {
    let is_refused = |failure: &Failure| failure.report().is_some() && failure.is_refusal();
    outcome.failure().is_some_and(is_refused)
}

/// The end of a test in the editor.
pub(crate) fn test_ended(
    harness: &FlowHarness,
    job: JobId,
    login: KnownLogin,
    outcome: AttemptOutcome,
) -> Event {
    let Some(Dialog::Editor(editor)) = &harness.app.state.dialog else {
        // Left meanwhile: whatever comes is ignored.
        return job_ended(job, Outcome::TestCredential(outcome));
    };
    let checked =
        tokendesk::app::editor::check(editor, &harness.app.drafts.editor, &harness.app.state.rows);
    let of = Profile {
        console: checked.console.unwrap(),
        account: checked.account.unwrap(),
        ..profile("Tested")
    };
    signed_in(job, &of, (None, login), Outcome::TestCredential(outcome))
}

/// The end of a fetch.
pub(crate) fn fetch_ended(
    job: JobId,
    stored: Option<Profile>,
    login: KnownLogin,
    (outcome, owner): (AttemptOutcome, Option<ClipboardOwner>),
) -> Event {
    let outcome = Outcome::FetchToken { outcome, owner };
    match stored.clone() {
        Some(of) => signed_in(job, &of, (stored, login), outcome),
        None => job_ended(job, outcome),
    }
}
