//! KeePassXC as the provider of the Secret Service, real, on a screen that nobody sees: the contract of vaults holds there
//! too.

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write as _;
    use std::path::Path;
    use std::process::{Child, Command, Stdio};

    use crate::keyring_session::{Desk, KeyringSession, Services};
    use crate::vault::keyring_place::{AsText, Keyring};
    use crate::vault::suite::CONTRACT;
    use crate::x11::{XServer, until};

    /// Answers what it asks for without a person; saves at the end only: 2.7.4 falls over many saves in a row.
    const SETTINGS: &str = "[General]
ConfigVersion=2
AutoSaveAfterEveryChange=false
UpdateCheckMessageShown=true
[FdoSecrets]
Enabled=true
ShowNotification=false
ConfirmAccessItem=false
ConfirmDeleteItem=false
[GUI]
CheckForUpdates=false
";
    /// A database that shows its one group to the Secret Service.
    const DATABASE: &str = r"<?xml version='1.0' encoding='UTF-8'?><KeePassFile><Meta><CustomData><Item>
<Key>FDO_SECRETS_EXPOSED_GROUP</Key><Value>{01010101-0101-0101-0101-010101010101}</Value></Item></CustomData></Meta>
<Root><Group><UUID>AQEBAQEBAQEBAQEBAQEBAQ==</UUID><Name>Root</Name></Group></Root></KeePassFile>";

    const COLLECTIONS: [&str; 6] = [
        "--print-reply",
        "--dest=org.freedesktop.secrets",
        "/org/freedesktop/secrets",
        "org.freedesktop.DBus.Properties.Get",
        "string:org.freedesktop.Secret.Service",
        "string:Collections",
    ];
    const DEFAULT_COLLECTION: [&str; 5] = [
        "--print-reply",
        "--dest=org.freedesktop.secrets",
        "/org/freedesktop/secrets",
        "org.freedesktop.Secret.Service.ReadAlias",
        "string:default",
    ];

    #[test]
    #[ignore = "slow, and rarely red: scripts/test --full"]
    fn keepassxc_keeps_the_contract() {
        if Desk::inside().is_none() {
            let screen = XServer::start();
            let session = KeyringSession::start_on(Services::None, Some(&screen.display));
            let _provider = KeePassXc::start(session.desk(), session.home());
            return session.run_test("vault::keepassxc::tests::keepassxc_keeps_the_contract");
        }
        for promise in CONTRACT {
            let place = AsText(Keyring::connect());
            place.0.clear();
            promise(&place);
        }
    }

    /// Ends when dropped.
    struct KeePassXc(Child);

    impl KeePassXc {
        fn start(desk: &Desk, home: &Path) -> Self {
            let settings = home.join(".config/keepassxc");
            fs::create_dir_all(&settings).unwrap();
            fs::write(settings.join("keepassxc.ini"), SETTINGS).unwrap();
            let (xml, database) = (home.join("test.xml"), home.join("test.kdbx"));
            fs::write(&xml, DATABASE).unwrap();
            let mut import = desk.command("keepassxc-cli");
            import.args(["import", "-p"]).arg(&xml).arg(&database);
            let mut import = told(&mut import, "test\ntest\n");
            assert!(import.wait().unwrap().success());
            // Once in a while it comes up and answers nothing that is kept: then another one is asked.
            (0..3)
                .find_map(|_| Self::ready(desk, home, &database))
                .expect("KeePassXC keeps things in its database")
        }

        /// A KeePassXC that has kept something; `None` if it does not within 10 s.
        fn ready(desk: &Desk, home: &Path, database: &Path) -> Option<Self> {
            let mut program = desk.command("keepassxc");
            // There it looks whether it runs already.
            program.env("TMPDIR", home);
            let program = told(program.arg("--pw-stdin").arg(database), "test\n");
            let started = Self(program);
            // First questions that open no prompt: asked too early, it would ask a person where to keep things, for ever.
            let names_a_collection = |question: &[&str]| {
                let answer = desk.command("dbus-send").args(question).output().unwrap();
                String::from_utf8_lossy(&answer.stdout).contains("/secrets/collection/")
            };
            until("KeePassXC shows its database", || {
                names_a_collection(&COLLECTIONS)
            });
            until("KeePassXC knows where to keep things", || {
                names_a_collection(&DEFAULT_COLLECTION)
            });
            let mut tool = desk.command("timeout");
            tool.args([
                "10",
                "secret-tool",
                "store",
                "--label=probe",
                "probe",
                "one",
            ]);
            let is_kept = told(&mut tool, "probe").wait().unwrap().success();
            is_kept.then_some(started)
        }
    }

    impl Drop for KeePassXc {
        fn drop(&mut self) {
            self.0.kill().ok();
            self.0.wait().ok();
        }
    }

    /// Starts a program and tells it this.
    fn told(command: &mut Command, what: &str) -> Child {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the packages keepassxc and libsecret-tools");
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(what.as_bytes()).unwrap();
        child
    }
}
