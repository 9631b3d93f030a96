//! Asking the desktop portal what the desktop prefers, within a limit: a portal that hangs must not hold the start-up.

use std::collections::HashMap;
use std::sync::mpsc;
use std::time::Duration;

use zbus::blocking::connection::Builder;
use zbus::zvariant::OwnedValue;

use super::{ColorScheme, Desktop, thread};

/// How long the start-up waits for the answer, at most. A portal that runs answers in a few milliseconds; one that has to be
/// started first is not waited for.
const LIMIT: Duration = Duration::from_millis(150);

/// What every desktop can say.
const APPEARANCE: &str = "org.freedesktop.appearance";
/// What GNOME and its kin say; older ones say only here that nothing is to move.
const GNOME: &str = "org.gnome.desktop.interface";

/// All that a portal says, by namespace and key.
type PortalSettings = HashMap<String, HashMap<String, OwnedValue>>;

/// What the session's portal says the desktop prefers. Nothing where it does not say it in time.
pub(super) fn preferred() -> Desktop {
    ask(None, LIMIT)
}

/// Asks on the bus at this address (the session's for `None`), and waits no longer than `limit`. What is still under way
/// then ends by itself, unseen.
fn ask(bus: Option<&str>, limit: Duration) -> Desktop {
    let (sender, answer) = mpsc::sync_channel(1);
    let bus = bus.map(str::to_owned);
    let work = move || {
        let told = read(bus.as_deref(), limit);
        if let Err(error) = &told {
            tracing::debug!(%error, "the desktop portal does not say what the desktop prefers");
        }
        sender.send(told.ok()).ok();
    };
    if thread::spawn("desktop-portal", work).is_err() {
        return Desktop::default();
    }
    let told = answer.recv_timeout(limit).ok().flatten();
    told.map_or_else(Desktop::default, |told| understood(&told))
}

fn read(bus: Option<&str>, limit: Duration) -> zbus::Result<PortalSettings> {
    let builder = match bus {
        Some(address) => Builder::address(address)?,
        None => Builder::session()?,
    };
    let connection = builder.method_timeout(limit).build()?;
    // One question for everything; every portal that ever was answers it.
    let reply = connection.call_method(
        Some("org.freedesktop.portal.Desktop"),
        "/org/freedesktop/portal/desktop",
        Some("org.freedesktop.portal.Settings"),
        "ReadAll",
        &[APPEARANCE, GNOME].as_slice(),
    )?;
    reply.body().deserialize()
}

fn understood(told: &PortalSettings) -> Desktop {
    let value = |namespace: &str, key: &str| told.get(namespace)?.get(key);
    let number = |key| value(APPEARANCE, key).and_then(|value| u32::try_from(value).ok());
    let scheme = match number("color-scheme") {
        Some(1) => Some(ColorScheme::Dark),
        Some(2) => Some(ColorScheme::Light),
        _ => None,
    };
    let moves = value(GNOME, "enable-animations").and_then(|value| bool::try_from(value).ok());
    Desktop {
        scheme,
        wants_less_motion: number("reduced-motion") == Some(1) || moves == Some(false),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead as _, BufReader};
    use std::os::unix::net::UnixListener;
    use std::process::{Child, Command, Stdio};
    use std::sync::{Mutex, mpsc};

    use zbus::blocking::Connection;

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

    /// What a portal answers: these keys of the namespaces that it is asked for.
    fn answer(
        namespaces: Vec<String>,
        appearance: &[(&str, u32)],
        animations: Option<bool>,
    ) -> PortalSettings {
        let key = |key: &str, value: OwnedValue| (key.to_owned(), value);
        let told = namespaces.into_iter().map(|namespace| {
            let keys = match namespace.as_str() {
                APPEARANCE => {
                    let told = appearance.iter();
                    told.map(|(name, value)| key(name, (*value).into()))
                        .collect()
                }
                GNOME => {
                    let told = animations.into_iter();
                    told.map(|moves| key("enable-animations", moves.into()))
                        .collect()
                }
                other => panic!("nobody asks for {other}"),
            };
            (namespace, keys)
        });
        told.collect()
    }

    struct Portal {
        appearance: Vec<(&'static str, u32)>,
        animations: Option<bool>,
    }

    #[zbus::interface(name = "org.freedesktop.portal.Settings")]
    impl Portal {
        fn read_all(&self, namespaces: Vec<String>) -> PortalSettings {
            answer(namespaces, &self.appearance, self.animations)
        }
    }

    /// One that answers when the other end of its channel is dropped.
    struct HungPortal(Mutex<mpsc::Receiver<()>>);

    #[zbus::interface(name = "org.freedesktop.portal.Settings")]
    impl HungPortal {
        fn read_all(&self, namespaces: Vec<String>) -> PortalSettings {
            self.0.lock().unwrap().recv().ok();
            answer(namespaces, &[("color-scheme", 1)], None)
        }
    }

    fn told_by(appearance: &[(&'static str, u32)], animations: Option<bool>) -> Desktop {
        let bus = Bus::start();
        let _portal = bus.with_portal(Portal {
            appearance: appearance.to_vec(),
            animations,
        });
        ask(Some(&bus.address), PATIENCE)
    }

    #[test]
    fn dark_light_and_no_preference_are_told_apart() {
        let told = [0, 1, 2, 3].map(|value| told_by(&[("color-scheme", value)], None).scheme);
        let (dark, light) = (Some(ColorScheme::Dark), Some(ColorScheme::Light));
        assert_eq!(told, [None, dark, light, None]);
    }

    #[test]
    fn less_motion_is_asked_for_by_either_of_two_settings() {
        for (reduced, animations, less) in [
            (Some(1), None, true),
            (Some(1), Some(true), true),
            (Some(0), Some(false), true),
            (None, Some(false), true),
            (Some(0), Some(true), false),
            (None, None, false),
        ] {
            let reduced: Vec<_> = reduced
                .map(|value| ("reduced-motion", value))
                .into_iter()
                .collect();
            let told = told_by(&reduced, animations);
            assert_eq!(told.wants_less_motion, less, "{reduced:?}, {animations:?}");
        }
    }

    #[test]
    fn without_a_portal_or_a_bus_there_is_no_preference() {
        let bus = Bus::start();
        assert_eq!(ask(Some(&bus.address), PATIENCE), Desktop::default());
        let no_bus = ask(Some("unix:path=/no/such/bus"), PATIENCE);
        assert_eq!(no_bus, Desktop::default());
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
        assert_eq!(ask(Some(bus), LIMIT), Desktop::default());
        let took = clock::read().1.saturating_sub(begun);
        // The limit, and room for a busy machine.
        assert!(took >= LIMIT && took < LIMIT * 5, "{took:?}");
    }

    #[test]
    #[expect(clippy::print_stdout, reason = "how the child process tells it")]
    fn on_wayland_the_portal_is_asked_for_motion_alone() {
        let name = "os::portal::tests::on_wayland_the_portal_is_asked_for_motion_alone";
        if is_child(name) {
            println!("prefers: {:?}", desktop_prefers());
            return;
        }
        let bus = Bus::start();
        let _portal = bus.with_portal(Portal {
            appearance: vec![("color-scheme", 1), ("reduced-motion", 1)],
            animations: None,
        });
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
        let told =
            |scheme| format!("prefers: Desktop {{ scheme: {scheme}, wants_less_motion: true }}");
        let on_wayland = prefers_on("wayland-0");
        assert!(on_wayland.contains(&told("None")), "{on_wayland}");
        let on_x11 = prefers_on("");
        assert!(on_x11.contains(&told("Some(Dark)")), "{on_x11}");
    }
}
