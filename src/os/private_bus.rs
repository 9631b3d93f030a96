//! A D-Bus of a test's own.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::object_server::Interface;

/// Without activatable services.
pub(super) struct Bus {
    daemon: Child,
    pub(super) address: String,
    _dir: tempfile::TempDir,
}

impl Bus {
    pub(super) fn start() -> Self {
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

    /// A program that serves something under a name.
    pub(super) fn with(&self, name: &str, path: &str, served: impl Interface) -> Connection {
        Builder::address(self.address.as_str())
            .unwrap()
            .serve_at(path.to_owned(), served)
            .unwrap()
            .name(name.to_owned())
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
