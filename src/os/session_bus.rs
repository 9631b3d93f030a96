//! The signals of screen savers, on the session bus, and of logind, on the system bus. Each desktop sends some of them.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use zbus::blocking::connection::Builder;
use zbus::blocking::fdo::DBusProxy;
use zbus::blocking::{Connection, MessageIterator};
use zbus::message::Type;
use zbus::zvariant::{OwnedFd, OwnedObjectPath, OwnedValue};
use zbus::{MatchRule, Message};

use super::session_lock::SessionSignal;
use super::thread;

type OnSessionSignal = Arc<dyn Fn(SessionSignal) + Send + Sync>;

/// KDE and others, GNOME, and its relatives.
const SCREEN_SAVERS: [&str; 5] = [
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
];
const LOGIND: &str = "org.freedesktop.login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const SESSION: &str = "org.freedesktop.login1.Session";
const PROPERTIES: &str = "org.freedesktop.DBus.Properties";

/// How long sleep is put off, so that the clipboard is cleared before. logind waits for 5 s at most.
const TIME_TO_CLEAR: Duration = Duration::from_secs(1);

/// A bus is an address, or `None` for the usual one.
pub(super) fn watch(session: Option<&str>, system: Option<&str>, notify: &OnSessionSignal) {
    let session = match session {
        Some(address) => Builder::address(address),
        None => Builder::session(),
    };
    let system = match system {
        Some(address) => Builder::address(address),
        None => Builder::system(),
    };
    listen("screen-lock", session, screen_savers, notify);
    listen("logind", system, logind, notify);
}

fn listen(
    name: &'static str,
    bus: zbus::Result<Builder<'static>>,
    until_it_ends: fn(&Connection, &OnSessionSignal) -> zbus::Result<()>,
    notify: &OnSessionSignal,
) {
    let notify = Arc::clone(notify);
    let work = move || {
        let ended = bus
            .and_then(Builder::build)
            .and_then(|connection| until_it_ends(&connection, &notify));
        if let Err(error) = ended {
            tracing::debug!(%error, name, "signals of the session can't be heard");
        }
    };
    // Then only the idle limit clears the session.
    let _unheard = thread::spawn(name, work).is_err();
}

fn screen_savers(connection: &Connection, notify: &OnSessionSignal) -> zbus::Result<()> {
    let messages = MessageIterator::from(connection);
    let changed = MatchRule::builder()
        .msg_type(Type::Signal)
        .member("ActiveChanged")?
        .build();
    DBusProxy::new(connection)?.add_match_rule(changed)?;
    for message in messages {
        let message = message?;
        let is_screen_saver = SCREEN_SAVERS
            .iter()
            .any(|interface| is_signal(&message, interface, "ActiveChanged"));
        if is_screen_saver && message.body().deserialize().unwrap_or(false) {
            notify(SessionSignal::Locked);
        }
    }
    Ok(())
}

fn logind(connection: &Connection, notify: &OnSessionSignal) -> zbus::Result<()> {
    let messages = MessageIterator::from(connection);
    let bus = DBusProxy::new(connection)?;
    for (interface, member) in [
        (MANAGER, "PrepareForSleep"),
        (SESSION, "Lock"),
        (PROPERTIES, "PropertiesChanged"),
    ] {
        let rule = MatchRule::builder()
            .msg_type(Type::Signal)
            .sender(LOGIND)?
            .interface(interface)?
            .member(member)?
            .build();
        bus.add_match_rule(rule)?;
    }
    // If it is unknown, any session's lock counts.
    let own = own_session(connection).ok();
    let is_own = |message: &Message| match (&own, message.header().path()) {
        (Some(own), Some(path)) => own.as_str() == path.as_str(),
        _ => true,
    };
    let mut delay = delay_sleep(connection);
    for message in messages {
        let message = message?;
        if is_signal(&message, MANAGER, "PrepareForSleep") {
            if message.body().deserialize().unwrap_or(false) {
                notify(SessionSignal::Sleeping);
                std::thread::sleep(TIME_TO_CLEAR);
                drop(delay.take());
            } else {
                delay = delay_sleep(connection);
            }
        } else if is_own(&message) && (is_signal(&message, SESSION, "Lock") || is_locked(&message))
        {
            notify(SessionSignal::Locked);
        }
    }
    Ok(())
}

/// Also of a program that the desktop started outside the session's own processes.
fn own_session(connection: &Connection) -> zbus::Result<OwnedObjectPath> {
    call_manager(connection, "GetSession", &"auto")?
        .body()
        .deserialize()
}

/// logind waits until it is dropped. `None` where that isn't allowed.
fn delay_sleep(connection: &Connection) -> Option<OwnedFd> {
    let why = ("sleep", "Tokendesk", "Clears tokens", "delay");
    let reply = call_manager(connection, "Inhibit", &why).ok()?;
    reply.body().deserialize().ok()
}

fn call_manager<B>(connection: &Connection, method: &str, body: &B) -> zbus::Result<Message>
where
    B: serde::Serialize + zbus::zvariant::DynamicType,
{
    let path = "/org/freedesktop/login1";
    connection.call_method(Some(LOGIND), path, Some(MANAGER), method, body)
}

fn is_signal(message: &Message, interface: &str, member: &str) -> bool {
    let header = message.header();
    header.message_type() == Type::Signal
        && header.interface().is_some_and(|of| of == interface)
        && header.member().is_some_and(|named| named == member)
}

/// GNOME sets the session's `LockedHint`.
fn is_locked(message: &Message) -> bool {
    type Changed = (String, HashMap<String, OwnedValue>, Vec<String>);
    if !is_signal(message, PROPERTIES, "PropertiesChanged") {
        return false;
    }
    let body = message.body();
    let Ok((interface, changed, _)) = body.deserialize::<Changed>() else {
        return false;
    };
    let hint = changed.get("LockedHint").map(bool::try_from);
    interface == SESSION && matches!(hint, Some(Ok(true)))
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;
    use std::os::unix::net::UnixStream;
    use std::sync::Mutex;
    use std::sync::mpsc::{self, Receiver};

    use zbus::zvariant::{ObjectPath, Value};

    use super::*;
    use crate::os::private_bus::Bus;

    /// Long enough for a busy machine.
    const PATIENCE: Duration = Duration::from_secs(20);
    const OWN: &str = "/org/freedesktop/login1/session/_34";
    const OTHERS: &str = "/org/freedesktop/login1/session/c2";

    /// logind, as far as it is asked. Sends the read end's counterpart with each delay.
    struct Logind(Mutex<mpsc::Sender<UnixStream>>);

    #[zbus::interface(name = "org.freedesktop.login1.Manager")]
    impl Logind {
        #[expect(clippy::unused_self, reason = "the interface has it")]
        fn get_session(&self, id: &str) -> OwnedObjectPath {
            assert_eq!(id, "auto");
            ObjectPath::from_static_str_unchecked(OWN).into()
        }

        fn inhibit(&self, what: &str, who: &str, why: &str, mode: &str) -> OwnedFd {
            assert_eq!((what, who, mode), ("sleep", "Tokendesk", "delay"));
            assert!(!why.is_empty());
            let (ours, theirs) = UnixStream::pair().unwrap();
            self.0.lock().unwrap().send(ours).unwrap();
            std::os::fd::OwnedFd::from(theirs).into()
        }
    }

    struct Watched {
        bus: Bus,
        signals: Receiver<SessionSignal>,
    }

    /// Screen savers and logind on the same bus. Returns once both are heard: with logind, the first delay, and where others come.
    fn watched() -> (Watched, Connection, UnixStream, Receiver<UnixStream>) {
        let bus = Bus::start();
        let (delays, delayed) = mpsc::channel();
        let logind = Logind(Mutex::new(delays));
        let logind = bus.with(LOGIND, "/org/freedesktop/login1", logind);
        let (heard, signals) = mpsc::channel();
        let notify: OnSessionSignal = Arc::new(move |signal| heard.send(signal).unwrap());
        watch(Some(&bus.address), Some(&bus.address), &notify);
        let watched = Watched { bus, signals };
        watched.until_heard();
        let delay = delayed.recv_timeout(PATIENCE).unwrap();
        (watched, logind, delay, delayed)
    }

    impl Watched {
        fn send<B>(&self, path: &str, interface: &str, member: &str, body: &B)
        where
            B: serde::Serialize + zbus::zvariant::DynamicType,
        {
            let address = self.bus.address.as_str();
            let sender = Builder::address(address).unwrap().build().unwrap();
            send(&sender, path, interface, member, body);
        }

        /// The screen saver's listener begins at its own time.
        fn until_heard(&self) {
            for _ in 0..200 {
                let path = "/org/gnome/ScreenSaver";
                self.send(path, "org.gnome.ScreenSaver", "ActiveChanged", &true);
                if self
                    .signals
                    .recv_timeout(Duration::from_millis(100))
                    .is_ok()
                {
                    // Those of earlier turns.
                    while self
                        .signals
                        .recv_timeout(Duration::from_millis(200))
                        .is_ok()
                    {}
                    return;
                }
            }
            panic!("nobody listens");
        }

        #[track_caller]
        fn assert_heard(&self, signal: SessionSignal) {
            assert_eq!(self.signals.recv_timeout(PATIENCE), Ok(signal));
        }
    }

    fn send<B>(sender: &Connection, path: &str, interface: &str, member: &str, body: &B)
    where
        B: serde::Serialize + zbus::zvariant::DynamicType,
    {
        let nobody: Option<&str> = None;
        sender
            .emit_signal(nobody, path, interface, member, body)
            .unwrap();
    }

    #[test]
    fn each_screen_saver_is_heard_when_it_locks_and_nothing_else() {
        let (watched, ..) = watched();
        for interface in SCREEN_SAVERS {
            // Unlocked, and a program with a signal of the same name.
            watched.send("/ScreenSaver", interface, "ActiveChanged", &false);
            watched.send("/ScreenSaver", "com.example.Chat", "ActiveChanged", &true);
            watched.send("/ScreenSaver", interface, "ActiveChanged", &"odd");
            watched.send("/ScreenSaver", interface, "ActiveChanged", &true);
            watched.assert_heard(SessionSignal::Locked);
        }
        assert!(watched.signals.try_recv().is_err());
    }

    #[test]
    fn logind_tells_of_the_own_session_and_sleep_waits_for_the_clear() {
        let (watched, logind, mut delay, delayed) = watched();
        for path in [OTHERS, OWN] {
            send(&logind, path, SESSION, "Lock", &());
        }
        watched.assert_heard(SessionSignal::Locked);
        for (path, is_locked) in [(OTHERS, true), (OWN, false), (OWN, true)] {
            let changed = HashMap::from([("LockedHint", Value::from(is_locked))]);
            let body = (SESSION, changed, Vec::<String>::new());
            send(&logind, path, PROPERTIES, "PropertiesChanged", &body);
        }
        watched.assert_heard(SessionSignal::Locked);

        let manager = "/org/freedesktop/login1";
        send(&logind, manager, MANAGER, "PrepareForSleep", &true);
        watched.assert_heard(SessionSignal::Sleeping);
        // The end of the file: the delay was dropped.
        delay.set_read_timeout(Some(PATIENCE)).unwrap();
        assert_eq!(delay.read(&mut [0]).unwrap(), 0);
        assert!(delayed.try_recv().is_err(), "while asleep");
        send(&logind, manager, MANAGER, "PrepareForSleep", &false);
        delayed
            .recv_timeout(PATIENCE)
            .expect("a delay of the next sleep");
        assert!(watched.signals.try_recv().is_err());
    }

    #[test]
    fn a_program_that_is_not_logind_is_not_heard_as_logind() {
        let (watched, ..) = watched();
        watched.send(OWN, SESSION, "Lock", &());
        watched.send("/org/freedesktop/login1", MANAGER, "PrepareForSleep", &true);
        let none = watched.signals.recv_timeout(Duration::from_millis(500));
        assert!(none.is_err(), "{none:?}");
    }
}
