//! KDE's wallet as the provider of the Secret Service: the contract of vaults, in a real `kwalletd5` that opens it without a question.

#[cfg(test)]
mod tests {
    use std::fs;
    use std::panic::{catch_unwind, resume_unwind};
    use std::path::Path;
    use std::process::{Child, Stdio};

    use crate::keyring_session::{Desk, KeyringSession, Services};
    use crate::vault::keyring_place::{AsText, Keyring};
    use crate::vault::suite::{CONTRACT, Place};
    use crate::x11::until;

    const SETTINGS: &str = "[Wallet]
Enabled=true
First Use=false
Use One Wallet=true
Default Wallet=kdewallet
Leave Open=true
Close When Idle=false
[org.freedesktop.secrets]
apiEnabled=true
";
    /// As the login does it, with a key made from the password. It creates the wallet.
    const OPEN: [&str; 6] = [
        "--print-reply",
        "--dest=org.kde.kwalletd5",
        "/modules/kwalletd5",
        "org.kde.KWallet.pamOpen",
        "string:kdewallet",
        "int32:0",
    ];
    const DEFAULT_COLLECTION: [&str; 5] = [
        "--print-reply",
        "--dest=org.freedesktop.secrets",
        "/org/freedesktop/secrets",
        "org.freedesktop.Secret.Service.ReadAlias",
        "string:default",
    ];
    /// The only lengths it takes are 20, 40 and 56.
    const KEY_BYTES: usize = 56;

    #[test]
    #[ignore = "slow, and rarely red: scripts/test --full"]
    fn kwallet_keeps_the_contract() {
        if Desk::inside().is_none() {
            let session = KeyringSession::start(Services::None);
            let _provider = KWallet::start(session.desk(), session.home());
            return session.run_test("vault::kwallet::tests::kwallet_keeps_the_contract");
        }
        for promise in CONTRACT {
            is_kept(promise);
        }
    }

    /// About one session in 100 shares no key with `kwalletd5` 5.103, and everything in it fails; a promise opens some sessions. So one that
    /// fails is tried again from the start.
    fn is_kept(promise: fn(&dyn Place)) {
        const TRIES: u32 = 4;
        for attempt in 1.. {
            let kept = catch_unwind(|| {
                let place = AsText(Keyring::connect());
                place.0.clear();
                promise(&place);
            });
            match kept {
                Err(why) if attempt == TRIES => resume_unwind(why),
                Err(_) => {}
                Ok(()) => return,
            }
        }
    }

    /// Ends when dropped.
    struct KWallet(Child);

    impl KWallet {
        fn start(desk: &Desk, home: &Path) -> Self {
            fs::create_dir_all(home.join(".config")).unwrap();
            fs::write(home.join(".config/kwalletrc"), SETTINGS).unwrap();
            // It offers the wallets that were there when it started.
            let first = Self::opened(desk);
            until("KWallet creates its wallet", || {
                home.join(".local/share/kwalletd/kdewallet.kwl").exists()
            });
            drop(first);
            let second = Self::opened(desk);
            until("KWallet knows where to keep things", || {
                let answer = desk.command("dbus-send").args(DEFAULT_COLLECTION).output();
                let answer = answer.unwrap();
                String::from_utf8_lossy(&answer.stdout).contains("/secrets/collection/")
            });
            second
        }

        fn opened(desk: &Desk) -> Self {
            let program = desk
                .command("kwalletd5")
                .env("QT_QPA_PLATFORM", "offscreen")
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("the package libkf5wallet-bin");
            let started = Self(program);
            let [reply, service, object, method, wallet, timeout] = OPEN;
            let key = format!("array:byte:{}", vec!["7"; KEY_BYTES].join(","));
            until("KWallet opens its wallet", || {
                let mut open = desk.command("dbus-send");
                open.args([reply, service, object, method, wallet, &key, timeout]);
                open.output().unwrap().status.success()
            });
            started
        }
    }

    impl Drop for KWallet {
        fn drop(&mut self) {
            self.0.kill().ok();
            self.0.wait().ok();
        }
    }
}
