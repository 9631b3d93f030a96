//! The process that asks where a file is to go, with the real crate for dialogs: over a zenity of the test's own, without one, and
//! without a screen. Each runs in a process of its own, with surroundings of its own.

use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::script::write_script;
use tokendesk::files::{Files, Readers, SaveOutcome, choose_file};
use tokendesk::os::Cancel;

/// Where the process that asks writes what it says.
const SAYS: &str = "TOKENDESK_TEST_SAYS";

/// What it said, and its exit code.
fn asked(test: &str, zenity: Option<&str>, display: &str) -> (i32, Vec<u8>) {
    let dir = tempfile::tempdir().unwrap();
    let (says, path) = (dir.path().join("says"), dir.path().join("bin"));
    fs::create_dir(&path).unwrap();
    if let Some(does) = zenity {
        write_script(&path.join("zenity"), does);
    }
    let end = Command::new(env::current_exe().unwrap())
        .args([test, "--exact", "--nocapture"])
        .env(SAYS, &says)
        .env("PATH", &path)
        .env("DISPLAY", display)
        .env_remove("WAYLAND_DISPLAY")
        // No portal answers here.
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(end.success());
    let said = fs::read(says).unwrap();
    let (code, stdout) = said.split_last().unwrap();
    (i32::from(*code), stdout.to_vec())
}

/// Asks, if this is the process that does.
fn ask() -> bool {
    let Some(says) = env::var_os(SAYS) else {
        return false;
    };
    let mut out = Vec::new();
    let code = choose_file(Some("a table.csv"), &mut out);
    out.push(u8::try_from(code).unwrap());
    fs::write(Path::new(&says), out).unwrap();
    true
}

#[test]
fn what_was_chosen_is_reported_and_the_dialog_proposes_the_name_and_confirms_replacing() {
    const NAME: &str = "files::dialog::what_was_chosen_is_reported_and_the_dialog_proposes_the_name_and_confirms_replacing";
    if ask() {
        return;
    }
    let zenity = "case \"$*\" in *--save*--confirm-overwrite*'--filename a table.csv'*) echo '/home/ada/a table.csv' ;; esac";
    assert_eq!(
        asked(NAME, Some(zenity), ":0"),
        (0, b"/home/ada/a table.csv\0".to_vec())
    );
}

#[test]
fn the_process_that_asks_has_what_a_dialog_needs_of_the_environment_and_no_secret() {
    const NAME: &str = "files::dialog::the_process_that_asks_has_what_a_dialog_needs_of_the_environment_and_no_secret";
    const DIALOG: &str = "TOKENDESK_TEST_DIALOG";
    if let Some(dialog) = env::var_os(DIALOG) {
        let files = Files::with(Some(Path::new(&dialog)), None);
        let kept = files.save("a table.csv", b"", Readers::Umask, &Cancel::default());
        assert_eq!(kept, Ok(SaveOutcome::NotChosen));
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let (dialog, says) = (dir.path().join("dialog"), dir.path().join("says"));
    let does = format!("/usr/bin/env > '{}'\nexit 3", says.display());
    write_script(&dialog, &does);
    let needed = [
        ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/run/a-bus"),
        ("DISPLAY", ":7"),
        ("GTK_THEME", "Adwaita:dark"),
        ("HOME", "/home/ada"),
        ("LC_TIME", "de_DE.UTF-8"),
        ("PATH", "/usr/bin:/bin"),
        ("WAYLAND_DISPLAY", "wayland-7"),
        ("XAUTHORITY", "/home/ada/.Xauthority"),
        ("XDG_RUNTIME_DIR", "/run/user/1000"),
    ];
    let secrets = [
        ("AWS_SECRET_ACCESS_KEY", "pretend-key"),
        ("CRASHPLAN_PASSWORD", "pretend-password"),
        ("HTTPS_PROXY", "http://ada:pretend-proxy@proxy.example"),
        ("LD_PRELOAD", ""),
        ("SSH_AUTH_SOCK", "/run/pretend-agent"),
    ];
    let end = Command::new(env::current_exe().unwrap())
        .args([NAME, "--exact", "--nocapture"])
        .env_clear()
        .env(DIALOG, &dialog)
        .envs(needed)
        .envs(secrets)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(end.success());
    let said = fs::read_to_string(says).unwrap();
    let mut names: Vec<_> = said
        .lines()
        .filter_map(|line| line.split('=').next())
        // What a shell sets for itself.
        .filter(|name| !["PWD", "OLDPWD", "SHLVL", "_"].contains(name))
        .collect();
    names.sort_unstable();
    assert_eq!(names, needed.map(|(name, _)| name));
    for (name, value) in needed {
        assert!(said.contains(&format!("{name}={value}\n")), "{name}");
    }
    assert!(!said.contains("pretend-"));
}

#[test]
fn a_dialog_that_is_closed_is_distinguished_from_none() {
    const NAME: &str = "files::dialog::a_dialog_that_is_closed_is_distinguished_from_none";
    if ask() {
        return;
    }
    assert_eq!(asked(NAME, Some("exit 1"), ":0"), (3, Vec::new()));
    assert_eq!(asked(NAME, None, ":0"), (4, Vec::new()));
    let never = Some("echo '/home/ada/a table.csv'");
    assert_eq!(asked(NAME, never, ""), (4, Vec::new()), "no screen");
}
