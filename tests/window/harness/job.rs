//! A runtime over the pretend console, with a vault and a clipboard in memory.

use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use tokendesk::app::job::{
    AttemptOutcome, CopyWhat, Job, JobId, Outcome, ProfileWrite, Report, SecretSource,
    StoredSignIn, Typed, TypedCode,
};
use tokendesk::app::{Effect, Event};
use tokendesk::clipboard::MemoryClipboard;
use tokendesk::console::{ConsoleClient, Limits};
use tokendesk::files::Files;
use tokendesk::jobs::Ports;
use tokendesk::model::{
    Account, ClipboardFailure, ClipboardOwner, ConsoleUrl, CopyId, CopyOutcome, KeyringFailure,
    KnownLogin, Profile, ProfileId, Secret, StoredProfile, Token,
};
use tokendesk::os::Cancel;
use tokendesk::runtime::Runtime;
use tokendesk::sandbox::{SandboxConsole, sample_profiles};
use tokendesk::vault::{MemoryVault, Vault};

/// Longer than anything here takes on a busy machine.
pub(crate) const LIMIT: Duration = Duration::from_mins(1);

pub(crate) struct JobHarness {
    pub(crate) runtime: Runtime,
    pub(crate) woken: Receiver<()>,
    pub(crate) console: Arc<SandboxConsole>,
    pub(crate) vault: Arc<MemoryVault>,
    pub(crate) clipboard: Arc<MemoryClipboard>,
    pub(crate) profiles: Vec<StoredProfile>,
}

impl JobHarness {
    pub(crate) fn new() -> Self {
        Self::over(SandboxConsole::start(0).unwrap())
    }

    pub(crate) fn over(console: SandboxConsole) -> Self {
        let console = Arc::new(console);
        let profiles = sample_profiles(
            &ConsoleUrl::parse(&console.base_url()).unwrap(),
            Timestamp::UNIX_EPOCH,
        );
        let vault = Arc::new(MemoryVault::with_profiles(&profiles).unwrap());
        let clipboard = Arc::new(MemoryClipboard::default());
        let (runtime, woken) = runtime(vault.clone(), clipboard.clone(), Some(console.clone()));
        Self {
            runtime,
            woken,
            console,
            vault,
            clipboard,
            profiles,
        }
    }

    /// The sample profile that works.
    pub(crate) fn works(&self) -> Profile {
        self.sample("Works")
    }

    /// The sample profile of this name.
    pub(crate) fn sample(&self, name: &str) -> Profile {
        let mut samples = self.profiles.iter().map(|stored| &stored.profile);
        samples
            .find(|profile| profile.name.as_str() == name)
            .unwrap()
            .clone()
    }

    /// A code that this user's authenticator shows.
    pub(crate) fn code_of(&self, user: &Profile) -> String {
        let mut codes = self.console.codes().into_iter();
        let code = codes.find(|code| code.user.username == user.account.login());
        code.unwrap().code
    }

    /// The same over another vault; `vault` stays what it was.
    pub(crate) fn behind(mut self, vault: Arc<dyn Vault>) -> Self {
        let (clipboard, console) = (self.clipboard.clone(), self.console.clone());
        (self.runtime, self.woken) = runtime(vault, clipboard, Some(console));
        self
    }

    pub(crate) fn run(&mut self, effect: Effect) -> Report {
        self.runtime.run(effect);
        self.end()
    }

    pub(crate) fn start(&mut self, id: JobId, job: Job) {
        self.runtime.run(Effect::Run(id, job));
    }

    pub(crate) fn cancel(&mut self, id: JobId) {
        self.runtime.run(Effect::Cancel(id));
    }

    /// The next report that ends a job.
    pub(crate) fn end(&mut self) -> Report {
        end(&mut self.runtime, &self.woken)
    }

    /// Runs this job alone.
    pub(crate) fn report(&mut self, job: Job) -> Report {
        let report = self.run(Effect::Run(JobId(1), job));
        assert_eq!(report.job, JobId(1));
        report
    }

    pub(crate) fn outcome(&mut self, job: Job) -> Outcome {
        self.report(job).outcome
    }

    pub(crate) fn fetch(&mut self, shown: Profile) -> AttemptOutcome {
        match self.outcome(Job::FetchToken(stored_sign_in(shown))) {
            Outcome::FetchToken { outcome, .. } => outcome,
            other => panic!("{other:?}"),
        }
    }

    /// A token of this profile.
    pub(crate) fn token(&mut self, shown: Profile) -> Token {
        match self.fetch(shown) {
            AttemptOutcome::Granted(grant) => grant.token,
            other => panic!("{other:?}"),
        }
    }

    /// Tests what is stored for this profile at this console, as this account.
    pub(crate) fn test_stored(
        &mut self,
        of: ProfileId,
        console: ConsoleUrl,
        account: Account,
        known: KnownLogin,
    ) -> AttemptOutcome {
        let test = Job::TestCredential {
            console,
            account,
            secret: SecretSource::Stored(of),
            code: TypedCode::Unsaid,
            known,
        };
        match self.outcome(test) {
            Outcome::TestCredential(outcome) => outcome,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn save(&mut self, write: ProfileWrite) -> Result<Profile, KeyringFailure> {
        match self.outcome(Job::SaveProfile(write)) {
            Outcome::SaveProfile(result) => result,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn delete(&mut self, id: ProfileId, rev: Option<u64>) -> Result<(), KeyringFailure> {
        match self.outcome(Job::DeleteProfile { id, rev }) {
            Outcome::DeleteProfile(result) => result,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn copy(&mut self, what: CopyWhat) -> Result<CopyOutcome, ClipboardFailure> {
        self.copy_unless_taken_since(None, what)
    }

    /// Copies, unless another program took the clipboard from this owner.
    pub(crate) fn copy_unless_taken_since(
        &mut self,
        owner: Option<ClipboardOwner>,
        what: CopyWhat,
    ) -> Result<CopyOutcome, ClipboardFailure> {
        let copy = Job::Copy {
            copy_id: CopyId(1),
            what,
            unless_taken_since: owner,
        };
        match self.outcome(copy) {
            Outcome::Copy(result) => result,
            other => panic!("{other:?}"),
        }
    }

    /// The text on the clipboard, which is not empty.
    pub(crate) fn clipboard_text(&self) -> String {
        let content = self.clipboard.content().expect("something was copied");
        content.expose_secret().to_owned()
    }

    /// What the vault holds of this profile.
    pub(crate) fn stored(&self, id: ProfileId) -> Option<StoredProfile> {
        self.vault.read(id, &Cancel::default()).unwrap()
    }

    /// Adds a profile to the vault.
    pub(crate) fn store(&self, profile: &Profile, secret: Option<&str>) {
        let stored = StoredProfile {
            profile: profile.clone(),
            secret: secret.and_then(Secret::new),
        };
        self.vault.create(&stored, &Cancel::default()).unwrap();
    }

    /// Questions how a username signs in, and sign-ins, that the console got.
    pub(crate) fn requests(&self) -> (u64, u64) {
        (self.console.login_kind_lookups(), self.console.sign_ins())
    }
}

/// A sign-in with what is stored, and nothing typed.
pub(crate) fn stored_sign_in(shown: Profile) -> StoredSignIn {
    StoredSignIn {
        shown,
        typed: Typed::default(),
        known: KnownLogin::Unanswered,
    }
}

pub(crate) fn runtime(
    vault: Arc<dyn Vault>,
    clipboard: Arc<MemoryClipboard>,
    sandbox: Option<Arc<SandboxConsole>>,
) -> (Runtime, Receiver<()>) {
    let (wake, woken) = mpsc::channel();
    let wake = Mutex::new(wake);
    let ports = ports(vault, clipboard, sandbox);
    let waker = Arc::new(move || {
        // A harness that is gone hears nothing.
        let _heard = wake.lock().is_ok_and(|wake| wake.send(()).is_ok());
    });
    (Runtime::new(ports, waker), woken)
}

pub(crate) fn ports(
    vault: Arc<dyn Vault>,
    clipboard: Arc<MemoryClipboard>,
    sandbox: Option<Arc<SandboxConsole>>,
) -> Ports {
    Ports {
        vault,
        console: Arc::new(ConsoleClient::new(Limits::default())),
        clipboard,
        files: Files::with(None, None),
        sandbox,
    }
}

/// The next report that ends a job. The waker is all that tells when to look, as in the window.
pub(crate) fn end(runtime: &mut Runtime, woken: &Receiver<()>) -> Report {
    loop {
        let report = |event| match event {
            Event::Ended(report) => Some(report),
            Event::Progress(..) | Event::ClearSession(_) => None,
        };
        if let Some(end) = runtime.poll().into_iter().find_map(report) {
            return end;
        }
        woken
            .recv_timeout(LIMIT)
            .expect("a job reports and wakes the window");
    }
}

/// What a job is given that is to ask the console first how the username signs in, or not.
pub(crate) fn known(asks_kind: bool) -> KnownLogin {
    if asks_kind {
        KnownLogin::Unasked
    } else {
        KnownLogin::Unanswered
    }
}

pub(crate) fn write(of: &Profile, secret: SecretSource) -> ProfileWrite {
    ProfileWrite {
        id: of.id,
        base_rev: Some(of.rev),
        name: of.name.clone(),
        console: of.console.clone(),
        account: of.account.clone(),
        secret,
    }
}
