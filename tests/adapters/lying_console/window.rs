//! A window without a picture: the real app, runtime, jobs and client, with a vault and a clipboard in memory.

use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokendesk::app::Effect;
use tokendesk::app::profiles::ProfileRow;
use tokendesk::app::token::LastOutcome;
use tokendesk::app::{Action, App, Message, State};
use tokendesk::clipboard::MemoryClipboard;
use tokendesk::console::{ConsoleClient, Limits};
use tokendesk::files::Files;
use tokendesk::jobs::Ports;
use tokendesk::model::{
    Account, ClientId, ConsoleUrl, CopyFormat, LocalFormats, PasswordStorage, Profile, ProfileId,
    ProfileName, Secret, StoredProfile, Username,
};
use tokendesk::os::clock;
use tokendesk::runtime;
use tokendesk::runtime::Runtime;
use tokendesk::vault::MemoryVault;

use crate::lying_console::honest;
use crate::tls_console::{Ca, Log, TlsConsole, Validity, Wire};

/// What a person had copied before.
pub(crate) const KEPT: &str = "a text that was there before";
/// The limit of an exchange that comes to an end: a busy machine does not reach it.
pub(crate) const LONG: Duration = Duration::from_mins(1);
/// The limit where an exchange hangs, so that it need not be waited for. A busy machine gets its request out within that.
pub(crate) const SHORT: Duration = Duration::from_secs(3);
/// What a busy machine may add to a limit.
pub(crate) const SLACK: Duration = Duration::from_secs(20);
/// When a test gives up.
const PATIENCE: Duration = Duration::from_mins(2);

/// How a click ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum End {
    Token(String),
    Failed,
    Canceled,
}

pub(crate) struct Window {
    pub(crate) console: TlsConsole,
    pub(crate) id: ProfileId,
    clipboard: Arc<MemoryClipboard>,
    app: App,
    runtime: Runtime,
    woken: Receiver<()>,
    total: Duration,
}

impl Window {
    /// One honest sign-in was made, so that what is built once is built.
    pub(crate) fn warm(ca: &Ca) -> Self {
        Self::warm_with(ca, LONG)
    }

    /// The same for a console that hangs.
    pub(crate) fn hasty(ca: &Ca) -> Self {
        Self::warm_with(ca, SHORT)
    }

    fn warm_with(ca: &Ca, total: Duration) -> Self {
        let console = TlsConsole::start(Wire::Tls(ca.issue("localhost", Validity::Now)));
        let address = format!("https://localhost:{}", console.port());
        let mut window = Self::over(console, &address, total);
        window.console.then_send(honest("warm"));
        assert_eq!(window.click(), End::Token("warm".to_owned()));
        window
    }

    /// A person's, whose password is in the keyring; nothing was asked yet.
    pub(crate) fn of_person(ca: &Ca) -> Self {
        let console = TlsConsole::start(Wire::Tls(ca.issue("localhost", Validity::Now)));
        let address = format!("https://localhost:{}", console.port());
        let account = Account::User {
            username: Username::parse("ada@example.org").unwrap(),
            password: PasswordStorage::InKeyring,
        };
        Self::with_account(console, &address, SHORT * 2, account)
    }

    pub(crate) fn over(console: TlsConsole, address: &str, total: Duration) -> Self {
        let account = Account::ApiClient {
            client_id: ClientId::parse("key-42").unwrap(),
        };
        Self::with_account(console, address, total, account)
    }

    fn with_account(console: TlsConsole, address: &str, total: Duration, account: Account) -> Self {
        let stored = StoredProfile {
            profile: Profile {
                id: ProfileId::random(),
                rev: 1,
                name: ProfileName::parse("Lied to").unwrap(),
                console: ConsoleUrl::parse(address).unwrap(),
                account,
                saved_at: Timestamp::UNIX_EPOCH,
            },
            secret: Secret::new("pretend-secret"),
        };
        let id = stored.profile.id;
        let clipboard = Arc::new(MemoryClipboard::default());
        let (wake, woken) = mpsc::channel();
        let wake = Mutex::new(wake);
        let ports = Ports {
            vault: Arc::new(MemoryVault::with_profiles(&[stored]).unwrap()),
            console: Arc::new(ConsoleClient::new(Limits {
                connect: total,
                total,
                login_kind: total / 2,
                ..Limits::default()
            })),
            clipboard: clipboard.clone(),
            files: Files::with(None, None),
            sandbox: None,
        };
        let waker = move || {
            // A window that is gone hears nothing.
            let _heard = wake.lock().is_ok_and(|wake| wake.send(()).is_ok());
        };
        let mut state = State::new(LocalFormats::new(TimeZone::UTC, "en-US"), None);
        // Else the first copy asks where it will be pasted.
        state.settings.chosen_format = Some(CopyFormat::default());
        let mut window = Self {
            console,
            id,
            clipboard,
            app: App::new(state),
            runtime: Runtime::new(ports, Arc::new(waker)),
            woken,
            total,
        };
        window.on_action(Action::Reload);
        window.pump_until(|app| app.state.profile(id).is_some());
        window
    }

    /// A person does this.
    pub(crate) fn on_action(&mut self, action: Action) {
        let effects = self.app.update(Message::Action(action), runtime::now());
        self.run(effects);
    }

    /// Presses *Get token and copy header* and waits for the end; with a token, for its header on the clipboard too.
    pub(crate) fn click(&mut self) -> End {
        self.clipboard.copied_elsewhere(KEPT);
        self.on_action(Action::GetToken(self.id));
        let end = self.end();
        if let End::Token(token) = &end {
            self.pump_until_copied(&format!("Authorization: Bearer {token}"));
        }
        end
    }

    /// How the sign-in under way ends. Whatever is told of it is fit to be shown.
    pub(crate) fn end(&mut self) -> End {
        let id = self.id;
        self.pump_until(|app| app.state.profile(id).unwrap().attempt.is_none());
        let row = self.row();
        match &row.last_outcome {
            None => End::Token(row.grant.as_ref().unwrap().token.expose_secret().to_owned()),
            Some(LastOutcome::Canceled) => End::Canceled,
            Some(LastOutcome::Failed(failure)) => {
                let words = failure.message();
                let told = format!("{} {}", words.headline, words.explanation);
                assert!(!told.contains(char::is_control), "{told:?}");
                assert!(told.len() < 1_200, "{} bytes are told", told.len());
                End::Failed
            }
            Some(other) => panic!("{other:?}"),
        }
    }

    /// Clicks, and looks that it was one request to one console in time, that memory stayed small, and that only a token
    /// changes the clipboard.
    pub(crate) fn lied_to(&mut self, what: &str, script: impl Fn(&TlsConsole)) -> End {
        self.forget();
        script(&self.console);
        let asked = self.console.log().requests.len();
        let gauge = super::memory::Gauge::start();
        let began = clock::read().1;
        let end = self.click();
        let took = clock::read().1.saturating_sub(began);
        assert!(took < self.total + SLACK, "{what}: {took:?}");
        gauge.assert_small(what);
        assert_eq!(self.requests_since(asked), 1, "{what}: requests");
        if end == End::Failed {
            assert_eq!(self.pasted(), KEPT, "{what}");
        }
        end
    }

    /// How many requests came since there were that many.
    pub(crate) fn requests_since(&self, before: usize) -> usize {
        self.console.log().requests.len() - before
    }

    /// What a paste would give.
    pub(crate) fn pasted(&self) -> String {
        let content = self.clipboard.content();
        content.map_or_else(String::new, |text| text.expose_secret().to_owned())
    }

    /// Lets events come until `is_seen`.
    pub(crate) fn pump_until(&mut self, is_seen: impl Fn(&App) -> bool) {
        let began = clock::read().1;
        loop {
            for event in self.runtime.poll() {
                let effects = self.app.update(Message::Event(event), runtime::now());
                self.run(effects);
            }
            if is_seen(&self.app) {
                return;
            }
            assert!(clock::read().1.saturating_sub(began) < PATIENCE, "no end");
            // Silence is not the end of the world: the time is looked at again.
            let _woken = self.woken.recv_timeout(Duration::from_millis(50)).is_ok();
        }
    }

    fn pump_until_copied(&mut self, header: &str) {
        let clipboard = self.clipboard.clone();
        self.pump_until(|_| {
            let content = clipboard.content();
            content.is_some_and(|text| text.expose_secret() == header)
        });
    }

    /// What the console saw, once `seen` is true of it.
    pub(crate) fn wait_until(&self, seen: impl Fn(&Log) -> bool) -> Log {
        self.console.wait_until(seen)
    }

    fn forget(&mut self) {
        self.on_action(Action::ClearSession);
        let id = self.id;
        self.pump_until(|app| app.state.profile(id).unwrap().grant.is_none());
    }

    fn row(&self) -> &ProfileRow {
        self.app.state.profile(self.id).unwrap()
    }

    fn run(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            self.runtime.run(effect);
        }
    }
}
