//! A runtime over the pretend console, with a vault and a clipboard in memory.

use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use tokendesk::app::job::{
    AttemptOutcome, Job, JobId, Outcome, ProfileWrite, Report, SecretSource, StoredSignIn, Typed,
};
use tokendesk::app::{Effect, Event};
use tokendesk::clipboard::MemoryClipboard;
use tokendesk::console::{ConsoleClient, Limits};
use tokendesk::files::Files;
use tokendesk::jobs::Ports;
use tokendesk::model::{ConsoleUrl, KeyringFailure, KnownLogin, Profile, StoredProfile};
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

    pub(crate) fn run(&mut self, effect: Effect) -> Report {
        self.runtime.run(effect);
        end(&mut self.runtime, &self.woken)
    }

    pub(crate) fn fetch(&mut self, shown: Profile) -> AttemptOutcome {
        match self.run(Effect::Run(
            JobId(1),
            Job::FetchToken(StoredSignIn {
                shown,
                typed: Typed::default(),
                known: KnownLogin::Unanswered,
            }),
        )) {
            Report {
                outcome:
                    Outcome::FetchToken {
                        outcome: result, ..
                    },
                ..
            } => result,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn save(&mut self, write: ProfileWrite) -> Result<Profile, KeyringFailure> {
        match self.run(Effect::Run(JobId(2), Job::SaveProfile(write))) {
            Report {
                outcome: Outcome::SaveProfile(result),
                ..
            } => result,
            other => panic!("{other:?}"),
        }
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
        // A bench that is gone hears nothing.
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
            Event::Progress(..) => None,
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
