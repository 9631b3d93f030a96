//! The desktop portal's settings, with a timeout: a hung portal must not delay the start. Plain zbus, because `ashpd` would add a
//! dependency for this one call.

use std::collections::HashMap;
use std::sync::mpsc;
use std::time::Duration;

use zbus::blocking::connection::Builder;
use zbus::zvariant::OwnedValue;

use super::{ColorScheme, DesktopPreferences, thread};

/// A running portal answers in a few milliseconds; one that has to be started first is not waited for.
const TIMEOUT: Duration = Duration::from_millis(150);

const APPEARANCE: &str = "org.freedesktop.appearance";
/// Older versions of GNOME have the motion setting only here.
const GNOME: &str = "org.gnome.desktop.interface";

/// By namespace and key.
type PortalSettings = HashMap<String, HashMap<String, OwnedValue>>;

pub(super) fn preferences() -> DesktopPreferences {
    query(None, TIMEOUT)
}

/// `bus` is an address, or `None` for the session's.
fn query(bus: Option<&str>, timeout: Duration) -> DesktopPreferences {
    let (sender, receiver) = mpsc::sync_channel(1);
    let bus = bus.map(str::to_owned);
    let work = move || {
        let settings = read(bus.as_deref(), timeout);
        if let Err(error) = &settings {
            tracing::debug!(%error, "no settings from the desktop portal");
        }
        sender.send(settings.ok()).ok();
    };
    if thread::spawn("desktop-portal", work).is_err() {
        return DesktopPreferences::default();
    }
    let settings = receiver.recv_timeout(timeout).ok().flatten();
    settings.as_ref().map(parse).unwrap_or_default()
}

fn read(bus: Option<&str>, timeout: Duration) -> zbus::Result<PortalSettings> {
    let builder = match bus {
        Some(address) => Builder::address(address)?,
        None => Builder::session()?,
    };
    let connection = builder.method_timeout(timeout).build()?;
    // Every version of the portal has it, unlike `ReadOne`.
    let reply = connection.call_method(
        Some("org.freedesktop.portal.Desktop"),
        "/org/freedesktop/portal/desktop",
        Some("org.freedesktop.portal.Settings"),
        "ReadAll",
        &[APPEARANCE, GNOME].as_slice(),
    )?;
    reply.body().deserialize()
}

fn parse(settings: &PortalSettings) -> DesktopPreferences {
    let value = |namespace: &str, key: &str| settings.get(namespace)?.get(key);
    let number = |key| value(APPEARANCE, key).and_then(|value| u32::try_from(value).ok());
    let scheme = match number("color-scheme") {
        Some(1) => Some(ColorScheme::Dark),
        Some(2) => Some(ColorScheme::Light),
        _ => None,
    };
    let animations = value(GNOME, "enable-animations").and_then(|value| bool::try_from(value).ok());
    DesktopPreferences {
        scheme,
        reduced_motion: number("reduced-motion") == Some(1) || animations == Some(false),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::net::UnixListener;
    use std::sync::{Mutex, mpsc};

    use zbus::blocking::Connection;

    use super::*;
    use crate::os::child_of_a_test::{in_child_with, is_child};
    use crate::os::private_bus::Bus;
    use crate::os::{clock, desktop_preferences};

    /// Long enough for a busy machine.
    const PATIENCE: Duration = Duration::from_secs(10);

    fn with_portal(bus: &Bus, portal: impl zbus::object_server::Interface) -> Connection {
        bus.with(
            "org.freedesktop.portal.Desktop",
            "/org/freedesktop/portal/desktop",
            portal,
        )
    }

    fn settings(
        namespaces: Vec<String>,
        appearance: &[(&str, u32)],
        animations: Option<bool>,
    ) -> PortalSettings {
        let key = |key: &str, value: OwnedValue| (key.to_owned(), value);
        let settings = namespaces.into_iter().map(|namespace| {
            let keys = match namespace.as_str() {
                APPEARANCE => {
                    let settings = appearance.iter();
                    settings
                        .map(|(name, value)| key(name, (*value).into()))
                        .collect()
                }
                GNOME => {
                    let settings = animations.into_iter();
                    settings
                        .map(|enabled| key("enable-animations", enabled.into()))
                        .collect()
                }
                other => panic!("nobody reads {other}"),
            };
            (namespace, keys)
        });
        settings.collect()
    }

    struct Portal {
        appearance: Vec<(&'static str, u32)>,
        animations: Option<bool>,
    }

    #[zbus::interface(name = "org.freedesktop.portal.Settings")]
    impl Portal {
        fn read_all(&self, namespaces: Vec<String>) -> PortalSettings {
            settings(namespaces, &self.appearance, self.animations)
        }
    }

    /// Answers when the sender of its channel is dropped.
    struct HungPortal(Mutex<mpsc::Receiver<()>>);

    #[zbus::interface(name = "org.freedesktop.portal.Settings")]
    impl HungPortal {
        fn read_all(&self, namespaces: Vec<String>) -> PortalSettings {
            self.0.lock().unwrap().recv().ok();
            settings(namespaces, &[("color-scheme", 1)], None)
        }
    }

    fn preferences_of(
        appearance: &[(&'static str, u32)],
        animations: Option<bool>,
    ) -> DesktopPreferences {
        let bus = Bus::start();
        let _portal = with_portal(
            &bus,
            Portal {
                appearance: appearance.to_vec(),
                animations,
            },
        );
        query(Some(&bus.address), PATIENCE)
    }

    #[test]
    fn dark_light_and_no_preference_are_distinguished() {
        let schemes =
            [0, 1, 2, 3].map(|value| preferences_of(&[("color-scheme", value)], None).scheme);
        let (dark, light) = (Some(ColorScheme::Dark), Some(ColorScheme::Light));
        assert_eq!(schemes, [None, dark, light, None]);
    }

    #[test]
    fn either_of_two_settings_asks_for_reduced_motion() {
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
            let preferences = preferences_of(&reduced, animations);
            assert_eq!(
                preferences.reduced_motion, less,
                "{reduced:?}, {animations:?}"
            );
        }
    }

    #[test]
    fn without_a_portal_or_a_bus_there_is_no_preference() {
        let bus = Bus::start();
        assert_eq!(
            query(Some(&bus.address), PATIENCE),
            DesktopPreferences::default()
        );
        let no_bus = query(Some("unix:path=/no/such/bus"), PATIENCE);
        assert_eq!(no_bus, DesktopPreferences::default());
    }

    #[test]
    fn a_portal_that_hangs_does_not_hold_the_start_up() {
        let bus = Bus::start();
        let (release, hung) = mpsc::channel();
        let _portal = with_portal(&bus, HungPortal(Mutex::new(hung)));
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
        let started = clock::read().1;
        assert_eq!(query(Some(bus), TIMEOUT), DesktopPreferences::default());
        let took = clock::read().1.saturating_sub(started);
        // With room for a busy machine.
        assert!(took >= TIMEOUT && took < TIMEOUT * 5, "{took:?}");
    }

    #[test]
    #[expect(clippy::print_stdout, reason = "the parent process reads it")]
    fn on_wayland_only_the_portals_motion_counts() {
        let name = "os::portal::tests::on_wayland_only_the_portals_motion_counts";
        if is_child(name) {
            println!("prefers: {:?}", desktop_preferences());
            return;
        }
        let bus = Bus::start();
        let _portal = with_portal(
            &bus,
            Portal {
                appearance: vec![("color-scheme", 1), ("reduced-motion", 1)],
                animations: None,
            },
        );
        let prefers_on = |wayland_display| {
            let child = in_child_with(
                name,
                &[
                    ("DBUS_SESSION_BUS_ADDRESS", &bus.address),
                    ("WAYLAND_DISPLAY", wayland_display),
                    ("WAYLAND_SOCKET", ""),
                ],
            );
            child.assert_passed();
            child.stdout()
        };
        let printed = |scheme| {
            format!("prefers: DesktopPreferences {{ scheme: {scheme}, reduced_motion: true }}")
        };
        let on_wayland = prefers_on("wayland-0");
        assert!(on_wayland.contains(&printed("None")), "{on_wayland}");
        let on_x11 = prefers_on("");
        assert!(on_x11.contains(&printed("Some(Dark)")), "{on_x11}");
    }
}
