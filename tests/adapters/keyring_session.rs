//! A private desktop session for tests: its own home, its own D-Bus, and on it a gnome-keyring that nobody else sees.
//!
//! What a process takes from its surroundings (the bus, the home) is set before it starts, so the test that needs a
//! session runs itself once more as a child inside one: see [`KeyringSession::run_test`]. Programs under test are started
//! with [`Desk::command`].

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use rustix::process::Signal;
use tempfile::TempDir;
use zbus::blocking::{Connection, connection, fdo::DBusProxy};
use zbus::names::BusName;
use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value};

/// The password of every test keyring.
const PASSWORD: &str = "test";
const SECRETS: &str = "org.freedesktop.secrets";
const LOGIN: &str = "/org/freedesktop/secrets/collection/login";
const BUS: &str = "DBUS_SESSION_BUS_ADDRESS";
/// Set in a child that is to run one test's body.
const INSIDE: &str = "TOKENDESK_TEST_INSIDE_SESSION";
/// Looks for a state that comes by itself: this often, with this pause. (60 s in all: a busy machine takes its time.)
const LOOKS: u32 = 3_000;
const PAUSE: Duration = Duration::from_millis(20);
/// The same for the end of a child: a call that waits for a question nobody sees would hang for ever. (10 minutes: some children
/// start a hundred others, one after the other.)
const CHILD_LOOKS: u32 = 30_000;

/// What the bus of a session can start.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Services {
    /// What is installed on this machine, as on a desktop: a keyring that died is started again, locked.
    Installed,
    /// Nothing: where no keyring runs, there is none.
    None,
}

/// A session that ends, with everything on its bus, when it is dropped.
pub(crate) struct KeyringSession {
    home: TempDir,
    bus: Child,
    desk: Desk,
}

/// The surroundings of a process inside a session.
pub(crate) struct Desk {
    vars: Vec<(&'static str, OsString)>,
    address: String,
}

impl KeyringSession {
    /// A session with a bus, and no keyring on it until [`Desk::unlock_keyring`].
    pub(crate) fn start(services: Services) -> Self {
        Self::start_on(services, None)
    }

    /// The same, with a display that the keyring's questions appear on.
    pub(crate) fn start_on(services: Services, display: Option<&str>) -> Self {
        let home = tempfile::Builder::new()
            .prefix("tokendesk-session-")
            .permissions(fs::Permissions::from_mode(0o700))
            .tempdir()
            .expect("a temporary folder");
        let address = format!("unix:path={}", home.path().join("bus").display());
        let config = home.path().join("bus.conf");
        fs::write(&config, bus_config(&address, services)).expect("the bus's configuration");
        let mut vars: Vec<(_, OsString)> = vec![
            ("HOME", home.path().into()),
            ("XDG_RUNTIME_DIR", home.path().into()),
            (BUS, address.clone().into()),
        ];
        vars.extend(display.map(|display| ("DISPLAY", display.into())));
        let desk = Desk { vars, address };
        let mut bus = desk
            .command("dbus-daemon")
            .args(["--nofork", "--nopidfile", "--print-address=1"])
            .arg("--config-file")
            .arg(&config)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|why| missing("dbus-daemon", "dbus", &why));
        // The address is printed once the bus listens.
        let mut line = String::new();
        let stdout = bus.stdout.take().expect("its piped output");
        BufReader::new(stdout)
            .read_line(&mut line)
            .expect("the bus's address");
        assert!(!line.is_empty(), "dbus-daemon ended before it listened");
        Self { home, bus, desk }
    }

    /// A session as on a desktop, its keyring unlocked.
    pub(crate) fn unlocked() -> Self {
        let session = Self::start(Services::Installed);
        session.desk.unlock_keyring();
        session
    }

    /// The surroundings of what runs inside.
    pub(crate) fn desk(&self) -> &Desk {
        &self.desk
    }

    /// The private home, also the runtime folder.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// Runs one test of this file inside the session, in a process of its own; the test finds itself there by
    /// [`Desk::inside`]. Fails if it fails, and shows what it said.
    pub(crate) fn run_test(&self, name: &str) {
        passed(self.try_test(name));
    }

    fn try_test(&self, name: &str) -> Result<(), String> {
        let this_program = env::current_exe().expect("this test's own path");
        try_test_by(self.desk.command(this_program), name)
    }
}

/// Runs one test of this file in an unlocked session, as [`KeyringSession::run_test`] does.
///
/// gnome-keyring 42.1 aborts by itself now and then under many writes (a trap in its `GLib`, by the kernel's log; other clients
/// meet it too), and the bus starts another one in its place, locked. So a test that failed where the keyring is no longer the
/// one that it began with is tried again in a fresh session, three times in all, and the log says so.
pub(crate) fn run_test_unlocked(name: &str) {
    const TRIES: u32 = 3;
    for attempt in 1.. {
        let session = KeyringSession::unlocked();
        let keyring = session.desk.keyring_pid();
        match session.try_test(name) {
            Err(why) if attempt < TRIES && session.desk.keyring_pid() != keyring => {
                // Past the harness, which shows nothing of a test that passes in the end.
                let told = format!(
                    "{why}\nThe keyring is not the one that {name} began with: it is run once more.\n"
                );
                std::io::stderr().write_all(told.as_bytes()).ok();
            }
            end => return passed(end),
        }
    }
}

impl Drop for KeyringSession {
    fn drop(&mut self) {
        // Whatever the bus started, and the keyring, end with it.
        self.bus.kill().ok();
        self.bus.wait().ok();
    }
}

impl Desk {
    /// The surroundings of this process, if it was started by [`KeyringSession::run_test`].
    pub(crate) fn inside() -> Option<Self> {
        env::var_os(INSIDE)?;
        let own = |name| Some((name, env::var_os(name)?));
        Some(Self {
            vars: ["HOME", "XDG_RUNTIME_DIR", BUS, "DISPLAY"]
                .into_iter()
                .filter_map(own)
                .collect(),
            address: env::var(BUS).unwrap_or_default(),
        })
    }

    /// A program inside the session, not started yet. It sees no display but one that the caller adds.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        private(&mut command);
        command.envs(self.vars.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Starts a keyring with an unlocked login collection; if one runs, unlocks that.
    pub(crate) fn unlock_keyring(&self) {
        if self.keyring_pid().is_some() {
            self.unlock_running_keyring();
        } else {
            self.start_keyring();
        }
    }

    fn start_keyring(&self) {
        let mut daemon = self
            .command("gnome-keyring-daemon")
            .args(["--unlock", "--components=secrets"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap_or_else(|why| missing("gnome-keyring-daemon", "gnome-keyring", &why));
        let mut stdin = daemon.stdin.take().expect("its piped input");
        stdin.write_all(PASSWORD.as_bytes()).expect("the password");
        drop(stdin);
        // It goes on in the background.
        assert!(
            daemon.wait().expect("its end").success(),
            "gnome-keyring-daemon --unlock failed"
        );
        until("the keyring is on the bus", || self.keyring_pid().is_some());
    }

    /// Answers for the person who would be asked for the password. gnome-keyring's own interface for it is named so that
    /// no program comes to rely on it.
    fn unlock_running_keyring(&self) {
        let (bus, service) = (self.bus(), "/org/freedesktop/secrets");
        let reply = bus
            .call_method(
                Some(SECRETS),
                service,
                Some("org.freedesktop.Secret.Service"),
                "OpenSession",
                &("plain", Value::from("")),
            )
            .expect("a session with the keyring");
        let (_, session): (OwnedValue, OwnedObjectPath) =
            reply.body().deserialize().expect("its path");
        let login = ObjectPath::from_static_str_unchecked(LOGIN);
        let parameters: &[u8] = &[];
        let password = (session, parameters, PASSWORD.as_bytes(), "text/plain");
        bus.call_method(
            Some(SECRETS),
            service,
            Some("org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"),
            "UnlockWithMasterPassword",
            &(login, password),
        )
        .expect("the right password");
    }

    /// Stops the keyring where it stands: it answers nothing, and keeps its name.
    pub(crate) fn freeze_keyring(&self) {
        self.signal_keyring(Signal::STOP);
    }

    /// Lets it go on.
    pub(crate) fn thaw_keyring(&self) {
        self.signal_keyring(Signal::CONT);
    }

    fn signal_keyring(&self, signal: Signal) {
        let pid = self.keyring_pid().expect("a keyring on the bus");
        let pid = i32::try_from(pid)
            .ok()
            .and_then(rustix::process::Pid::from_raw)
            .expect("a process id");
        rustix::process::kill_process(pid, signal).expect("a signal");
    }

    /// The address of the private bus.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Ends the keyring as a crash would.
    pub(crate) fn kill_keyring(&self) {
        self.signal_keyring(Signal::KILL);
        until("the keyring is off the bus", || {
            self.keyring_pid().is_none()
        });
    }

    /// The keyring's process, as this session's own bus knows it.
    fn keyring_pid(&self) -> Option<u32> {
        let name = BusName::try_from(SECRETS).expect("a bus name");
        DBusProxy::new(&self.bus())
            .expect("the bus's own object")
            .get_connection_unix_process_id(name)
            .ok()
    }

    fn bus(&self) -> Connection {
        connection::Builder::address(self.address.as_str())
            .and_then(connection::Builder::build)
            .expect("a connection to the private bus")
    }
}

/// Runs one test of this file in a process of its own that has no session at all: no bus, an empty home.
pub(crate) fn run_test_without_session(name: &str) {
    let home = tempfile::tempdir().expect("a temporary folder");
    let mut command = Command::new(env::current_exe().expect("this test's own path"));
    private(&mut command);
    command
        .env("HOME", home.path())
        .env("XDG_RUNTIME_DIR", home.path());
    passed(try_test_by(command, name));
}

fn passed(end: Result<(), String>) {
    if let Err(why) = end {
        panic!("{why}");
    }
}

/// What was wrong, with what the test said.
fn try_test_by(mut command: Command, name: &str) -> Result<(), String> {
    // A file, not a pipe: what the test starts in the background would keep a pipe open after its end.
    let said = tempfile::NamedTempFile::new().expect("a file for its output");
    let output = || said.as_file().try_clone().expect("the same file once more");
    let mut child = command
        .args(["--exact", name, "--nocapture", "--include-ignored"])
        .env(INSIDE, "1")
        .stdin(Stdio::null())
        .stdout(output())
        .stderr(output())
        .spawn()
        .expect("this test once more");
    let end = (0..CHILD_LOOKS).find_map(|_| {
        sleep(PAUSE);
        child.try_wait().expect("a look at the child")
    });
    if end.is_none() {
        child.kill().ok();
        child.wait().ok();
    }
    let said = fs::read_to_string(said.path()).unwrap_or_default();
    // Set in, so that its lines are not taken for those of the harness.
    let set_in = said.replace('\n', "\n    | ");
    match end {
        None => Err(format!(
            "inside its session {name} did not end:\n    | {set_in}"
        )),
        Some(end) if end.success() && said.contains("1 passed") => Ok(()),
        Some(end) => Err(format!(
            "inside its session {name} failed ({end}):\n    | {set_in}"
        )),
    }
}

/// Takes the person's own session away.
fn private(command: &mut Command) {
    for (name, _) in env::vars_os() {
        let is_of_the_session = name.to_str().is_some_and(|name| {
            ["DBUS_", "GNOME_KEYRING_", "XDG_"]
                .iter()
                .any(|prefix| name.starts_with(prefix))
                || ["DISPLAY", "WAYLAND_DISPLAY"].contains(&name)
        });
        if is_of_the_session {
            command.env_remove(name);
        }
    }
}

fn bus_config(address: &str, services: Services) -> String {
    let services = match services {
        Services::Installed => "<standard_session_servicedirs/>",
        Services::None => "",
    };
    format!(
        r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>{address}</listen>
  <auth>EXTERNAL</auth>
  {services}
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#
    )
}

fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    for _ in 0..LOOKS {
        if is_so() {
            return;
        }
        sleep(PAUSE);
    }
    panic!("waited too long until {what}");
}

fn missing(program: &str, package: &str, why: &std::io::Error) -> ! {
    panic!("cannot start {program} ({why}): install the package {package}");
}
