//! Asking the desktop portal for the colour scheme, within a limit: a portal that hangs must not hold the start-up.

use std::sync::mpsc;
use std::time::Duration;

use zbus::blocking::connection::Builder;
use zbus::zvariant::{OwnedValue, Value};

use super::{ColorScheme, thread};

/// How long the start-up waits for the answer, at most. A portal that runs answers in a few milliseconds; one that has to be
/// started first is not waited for.
const LIMIT: Duration = Duration::from_millis(150);

/// What the session's portal says the desktop prefers. `None` where it has no preference, or does not say it in time.
pub(super) fn preferred() -> Option<ColorScheme> {
    ask(None, LIMIT)
}

/// Asks on the bus at this address (the session's for `None`), and waits no longer than `limit`. What is still under way
/// then ends by itself, unseen.
fn ask(bus: Option<&str>, limit: Duration) -> Option<ColorScheme> {
    let (sender, answer) = mpsc::sync_channel(1);
    let bus = bus.map(str::to_owned);
    let work = move || {
        let read = read(bus.as_deref(), limit);
        if let Err(error) = &read {
            tracing::debug!(%error, "the desktop portal does not say the colour scheme");
        }
        sender.send(read.ok().flatten()).ok();
    };
    thread::spawn("colour-scheme", work).ok()?;
    answer.recv_timeout(limit).ok()?
}

fn read(bus: Option<&str>, limit: Duration) -> zbus::Result<Option<ColorScheme>> {
    let builder = match bus {
        Some(address) => Builder::address(address)?,
        None => Builder::session()?,
    };
    let connection = builder.method_timeout(limit).build()?;
    let call = |method| {
        connection.call_method(
            Some("org.freedesktop.portal.Desktop"),
            "/org/freedesktop/portal/desktop",
            Some("org.freedesktop.portal.Settings"),
            method,
            &("org.freedesktop.appearance", "color-scheme"),
        )
    };
    // Portals older than 2023 know `Read` alone, which wraps its answer once more.
    let reply = match call("ReadOne") {
        Err(zbus::Error::MethodError(..)) => call("Read")?,
        reply => reply?,
    };
    let value: OwnedValue = reply.body().deserialize()?;
    Ok(scheme(&value))
}

fn scheme(value: &Value<'_>) -> Option<ColorScheme> {
    match value {
        Value::Value(inner) => scheme(inner),
        Value::U32(1) => Some(ColorScheme::Dark),
        Value::U32(2) => Some(ColorScheme::Light),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead as _, BufReader};
    use std::os::unix::net::UnixListener;
    use std::process::{Child, Command, Stdio};
    use std::sync::{Mutex, mpsc};

    use zbus::blocking::Connection;
    use zbus::fdo;
    use zbus::zvariant::{OwnedValue, Value};

    use super::*;
    use crate::os::child_of_a_test::{in_child_with, is_child};
    use crate::os::{clock, desktop_prefers};

    /// Long enough for a busy machine; a portal that hangs is told apart by a shorter one.
    const PATIENCE: Duration = Duration::from_secs(10);

    /// A bus that only this test uses, with nothing on it that could be started.
    struct Bus {
        daemon: Child,
        address: String,
        _dir: tempfile::TempDir,
    }

    impl Bus {
        fn start() -> Self {
            let dir = tempfile::tempdir().unwrap();
            let config = dir.path().join("bus.conf");
            let rules = format!(
                "<busconfig><type>session</type><listen>unix:dir={}</listen><policy context='default'>\
                 <allow send_destination='*'/><allow receive_sender='*'/><allow own='*'/></policy></busconfig>",
                dir.path().display()
            );
            std::fs::write(&config, rules).unwrap();
            let mut daemon = Command::new("dbus-daemon")
                .arg(format!("--config-file={}", config.display()))
                .args(["--nofork", "--print-address"])
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap_or_else(|error| {
                    panic!("dbus-daemon does not start ({error}); install it: apt install dbus")
                });
            let mut address = String::new();
            BufReader::new(daemon.stdout.take().unwrap())
                .read_line(&mut address)
                .unwrap();
            Self {
                daemon,
                address: address.trim().to_owned(),
                _dir: dir,
            }
        }

        fn with_portal(&self, portal: impl zbus::object_server::Interface) -> Connection {
            Builder::address(self.address.as_str())
                .unwrap()
                .serve_at("/org/freedesktop/portal/desktop", portal)
                .unwrap()
                .name("org.freedesktop.portal.Desktop")
                .unwrap()
                .build()
                .unwrap()
        }
    }

    impl Drop for Bus {
        fn drop(&mut self) {
            self.daemon.kill().ok();
            self.daemon.wait().ok();
        }
    }

    struct Portal(u32);

    #[zbus::interface(name = "org.freedesktop.portal.Settings")]
    impl Portal {
        fn read_one(&self, namespace: &str, key: &str) -> fdo::Result<OwnedValue> {
            asked_for(namespace, key).map(|()| OwnedValue::from(self.0))
        }
    }

    /// One from before `ReadOne`.
    struct OldPortal(u32);

    #[zbus::interface(name = "org.freedesktop.portal.Settings")]
    impl OldPortal {
        fn read(&self, namespace: &str, key: &str) -> fdo::Result<OwnedValue> {
            asked_for(namespace, key)?;
            let wrapped = Value::Value(Box::new(Value::U32(self.0)));
            Ok(wrapped.try_into_owned().unwrap())
        }
    }

    /// One that answers when the other end of its channel is dropped.
    struct HungPortal(Mutex<mpsc::Receiver<()>>);

    #[zbus::interface(name = "org.freedesktop.portal.Settings")]
    impl HungPortal {
        fn read_one(&self, namespace: &str, key: &str) -> fdo::Result<OwnedValue> {
            self.0.lock().unwrap().recv().ok();
            asked_for(namespace, key).map(|()| OwnedValue::from(1u32))
        }
    }

    fn asked_for(namespace: &str, key: &str) -> fdo::Result<()> {
        if (namespace, key) == ("org.freedesktop.appearance", "color-scheme") {
            Ok(())
        } else {
            Err(fdo::Error::Failed("no such setting".to_owned()))
        }
    }

    #[test]
    fn dark_light_and_no_preference_are_told_apart() {
        let told = [0, 1, 2, 3].map(|value| {
            let bus = Bus::start();
            let _portal = bus.with_portal(Portal(value));
            ask(Some(&bus.address), PATIENCE)
        });
        let (dark, light) = (Some(ColorScheme::Dark), Some(ColorScheme::Light));
        assert_eq!(told, [None, dark, light, None]);
    }

    #[test]
    fn a_portal_from_before_read_one_is_understood() {
        let bus = Bus::start();
        let _portal = bus.with_portal(OldPortal(1));
        let told = ask(Some(&bus.address), PATIENCE);
        assert_eq!(told, Some(ColorScheme::Dark));
    }

    #[test]
    fn without_a_portal_or_a_bus_there_is_no_preference() {
        let bus = Bus::start();
        assert_eq!(ask(Some(&bus.address), PATIENCE), None);
        assert_eq!(ask(Some("unix:path=/no/such/bus"), PATIENCE), None);
    }

    #[test]
    fn a_portal_that_hangs_does_not_hold_the_start_up() {
        let bus = Bus::start();
        let (release, hung) = mpsc::channel();
        let _portal = bus.with_portal(HungPortal(Mutex::new(hung)));
        // Dropped before the portal, also when the test fails.
        let _release = release;
        assert_returns_at_once(&bus.address);
    }

    #[test]
    fn a_bus_that_hangs_does_not_hold_the_start_up() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("bus");
        let _listens_and_says_nothing = UnixListener::bind(&path).unwrap();
        assert_returns_at_once(&format!("unix:path={}", path.display()));
    }

    #[track_caller]
    fn assert_returns_at_once(bus: &str) {
        let begun = clock::read().1;
        assert_eq!(ask(Some(bus), LIMIT), None);
        let took = clock::read().1.saturating_sub(begun);
        // The limit, and room for a busy machine.
        assert!(took >= LIMIT && took < LIMIT * 5, "{took:?}");
    }

    #[test]
    #[expect(clippy::print_stdout, reason = "how the child process tells it")]
    fn on_wayland_the_portal_is_not_asked() {
        let name = "os::portal::tests::on_wayland_the_portal_is_not_asked";
        if is_child(name) {
            println!("prefers: {:?}", desktop_prefers());
            return;
        }
        let bus = Bus::start();
        let _portal = bus.with_portal(Portal(1));
        let prefers_on = |wayland_display| {
            let child = in_child_with(
                name,
                &[
                    ("DBUS_SESSION_BUS_ADDRESS", &bus.address),
                    ("WAYLAND_DISPLAY", wayland_display),
                    ("WAYLAND_SOCKET", ""),
                ],
            );
            child.succeeds();
            child.stdout()
        };
        assert!(prefers_on("wayland-0").contains("prefers: None"));
        let on_x11 = prefers_on("");
        assert!(on_x11.contains("prefers: Some(Dark)"), "{on_x11}");
    }
}
