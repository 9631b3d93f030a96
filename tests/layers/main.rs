//! Rules about the sources, held by reading them: who may import whom, no circle among files, one type for one name.
//!
//! Code under `#[cfg(test)]` is held to the same table: a test that needs more rooms than its own belongs into `tests/`.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a source that cannot be read fails the test"
)]

mod clarity;
mod source;

use std::fs;
use std::path::{Path, PathBuf};

use source::{Source, To};

/// Each room, and what it may reach besides itself, as the design has it. `a::b` allows that part of a room alone. What the rooms that
/// wire the others together reach beyond that has a reason.
#[rustfmt::skip]
const ROOMS: &[(&str, &[&str])] = &[
    ("lib", &[]),
    ("main", &["shell", "sandbox", "vault", "console", "clipboard", "export", "files",
        "arguments", "cli",
        "os", // hardens the process, before there is a window
        "model", // the sandbox's address and samples
        "app::State", // what the window opens with
        "jobs::Ports", // takes the adapters
    ]),
    ("arguments", &[
        "files", // the name of the command that shows its dialog
        "cli", // the commands for scripts and what they end with
    ]),
    ("cli", &["jobs", "app::job", "export", "model", "os",
        "app::check_all", // what a check's outcome is called, and how many run at a time
    ]),
    ("shell", &["ui", "app", "runtime",
        "jobs::Ports", // passed on from main to runtime
        "model", // values in messages
    ]),
    ("ui::kit", &["model"]), // knows no feature
    ("ui", &["app", "model"]),
    ("runtime", &["jobs", "app::job", "app::Effect", "app::Event", "os",
        "model::ClearReason", // what a signal of the session means
        "model::Now", // what the clock says, for the window
        "model::ProfileId", // a lane for the writes of each profile
    ]),
    ("jobs", &["model", "app::job", "os", "vault", "console", "clipboard", "export", "files", "sandbox"]),
    ("vault", &["model", "os"]),
    ("console", &["model", "os"]),
    ("clipboard", &["model", "os"]),
    ("export", &["model"]),
    ("files", &["model", "os"]),
    ("sandbox", &["model", "os"]),
    ("app", &["model"]),
    ("model", &[]),
    ("os", &[]),
];

/// Crates that belong to rooms, and those rooms.
const CRATES: &[(&str, &[&str])] = &[
    ("egui", &["ui", "shell"]),
    ("eframe", &["shell", "main"]),
    ("reqwest", &["console"]),
    ("keyring", &["vault"]),
    ("keyring_core", &["vault"]),
    ("zbus_secret_service_keyring_store", &["vault"]),
    ("windows_native_keyring_store", &["vault"]),
    ("apple_native_keyring_store", &["vault"]),
    ("arboard", &["clipboard"]),
    ("poll_promise", &["runtime"]),
    ("axum", &["sandbox"]),
    ("zbus", &["os", "vault"]),
    ("rfd", &["files"]),
    ("anyhow", &["main"]),
    ("clap", &["arguments", "cli"]),
    ("rpassword", &["os"]),
    ("winsafe", &["os"]),
    ("clipboard_win", &["clipboard"]),
];

#[test]
fn no_arrow_between_rooms_runs_the_wrong_way() {
    let sources = sources();
    let wrong: Vec<_> = sources.iter().flat_map(wrong_arrows).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let arrows = sources.iter().flat_map(|source| &source.paths);
    let arrows = arrows.filter(|path| matches!(path.to, To::Ours(_))).count();
    assert!(arrows > 100, "only {arrows} found: the reading is broken");
}

#[test]
fn nothing_but_the_sandbox_listens() {
    let is_listener = |to: &To| matches!(to, To::Ours(path) | To::Crate(path) if path.iter().any(|part| part.ends_with("Listener")));
    let mut listens = sources();
    listens.retain(|source| source.paths.iter().any(|path| is_listener(&path.to)));
    listens.retain(|source| source.module[0] != "sandbox");
    let listens: Vec<_> = listens.iter().map(|source| source.file.as_str()).collect();
    let tests = ["src/console/errors.rs", "src/os/portal.rs"];
    assert_eq!(listens, tests, "only their tests listen");
}

/// What is wrong with a file's arrows, a line each.
fn wrong_arrows(source: &Source) -> Vec<String> {
    let room = match source.file.as_str() {
        "src/lib.rs" => "lib",
        "src/main.rs" => "main",
        _ => &source.module[0],
    };
    let module = format!("{}::", source.module.join("::"));
    let is_in = |name: &str| name == room || module.starts_with(&format!("{name}::"));
    let found = ROOMS.iter().find(|(name, _)| is_in(name));
    let Some((within, allowed)) = found else {
        return vec![format!(
            "{}: `{room}` is no room of the design",
            source.file
        )];
    };
    let mut wrong: Vec<_> = (source.paths.iter())
        .filter_map(|path| {
            let complaint = match &path.to {
                To::Ours(to) => ours(within, allowed, to),
                To::Crate(path) => foreign(room, &path[0]),
            };
            complaint.map(|complaint| format!("{}:{}: {complaint}", source.file, path.line))
        })
        .collect();
    wrong.dedup();
    wrong
}

fn ours(room: &str, allowed: &[&str], to: &[String]) -> Option<String> {
    let is_within = |rule: &str| {
        let rule: Vec<_> = rule.split("::").collect();
        to.len() >= rule.len() && rule.iter().zip(to).all(|(rule, part)| rule == part)
    };
    let is_right = is_within(room) || allowed.iter().any(|rule| is_within(rule));
    let to = if to.is_empty() || to[0] == "*" {
        "the whole program".to_owned()
    } else {
        to.join("::")
    };
    (!is_right).then(|| format!("{room} reaches {to}; it may reach {}", allowed.join(", ")))
}

fn foreign(room: &str, name: &str) -> Option<String> {
    let (_, rooms) = CRATES.iter().find(|(owned, _)| *owned == name)?;
    let owners = rooms.join(" and ");
    (!rooms.contains(&room))
        .then(|| format!("{room} uses the crate {name}, which belongs to {owners}"))
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&root.join("src"), &mut files);
    files.sort();
    let read = |file: PathBuf| {
        let name = file
            .strip_prefix(root)
            .unwrap()
            .to_str()
            .unwrap()
            .replace('\\', "/");
        Source::read(&name, &fs::read_to_string(&file).unwrap())
    };
    files.into_iter().map(read).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Small sources, wrong and right, and what is said of them: proof that the rules can fail.
#[rustfmt::skip]
const SNIPPETS: &[(&str, &str, &[&str])] = &[
    ("src/ui/w.rs", "use crate::vault::Vault;", REACHES_VAULT),
    ("src/ui/w.rs", "pub(crate) use crate::vault::Vault as _;", REACHES_VAULT),
    ("src/ui/w.rs", "use crate::{app::State, vault::{Vault}};", REACHES_VAULT),
    ("src/ui/w.rs", "use tokendesk::vault::Vault;", REACHES_VAULT),
    ("src/ui/w.rs", "use super::super::vault::Vault;", REACHES_VAULT),
    ("src/ui/w.rs", "mod tests { use super::super::super::vault::Vault; }", REACHES_VAULT),
    ("src/ui/w.rs", "fn f(v: &dyn crate::vault::Vault) {}", REACHES_VAULT),
    ("src/ui/w.rs", "fn f() { <crate::vault::Vault>::list() }", REACHES_VAULT),
    ("src/ui/w.rs", "fn f() { log!(\"{}\", crate::vault::Vault); }", REACHES_VAULT),
    ("src/ui/w.rs", "macro_rules! m { () => { $crate::vault::Vault } }", REACHES_VAULT),
    ("src/ui/w.rs", "#[serde(with = \"crate::vault::Vault\")] struct X;", REACHES_VAULT),
    ("src/ui/w.rs", "use crate::*;", WHOLE),
    ("src/ui/w.rs", "use crate as all;", WHOLE),
    ("src/ui/w.rs", "use crate::{self as all};", WHOLE),
    ("src/ui/mod.rs", "use super::*;", WHOLE),
    ("src/ui/mod.rs", "use crate::app::{self, job::Report}; use crate::{model, ui::theme}; use egui::Ui;", &[]),
    ("src/ui/kit/w.rs", "use super::theme; use crate::model::Tag; use egui::Ui;", &[]),
    ("src/ui/kit/w.rs", "use crate::app::State; use crate::ui::view::View;", &["1: ui::kit reaches app::State", "1: ui::kit reaches ui::view::View"]),
    ("src/ui/card/mod.rs", "use super::theme; pub(in crate::vault) fn f() {} pub(crate) fn g() {}", &[]),
    ("src/jobs/fetch.rs", "use crate::app::job::{self, Report}; fn f() { crate::vault::x::<crate::os::Cancel>() }", &[]),
    ("src/jobs/fetch.rs", "fn f() { crate::vault::x::<crate::ui::X>() }", &["1: jobs reaches ui::X"]),
    ("src/model/x.rs", "fn f(egui: u8) { egui.x() } /// crate::vault::Vault\nfn g() {}", &[]),
    ("src/model/x.rs", "mod axum {} mod tests { use super::*; fn f() { axum::g() } }", &[]),
    ("src/main.rs", "use tokendesk::shell; use eframe::Frame;", &[]),
    ("src/lib.rs", "pub mod model; pub mod os;", &[]),
    ("src/lib.rs", "pub mod model; pub use model::Now;", &["1: lib reaches model::Now"]),
    ("src/jobs/mod.rs", "use crate::app;", &["1: jobs reaches app"]),
    ("src/jobs/mod.rs", "use crate::app::*;", &["1: jobs reaches app::*"]),
    ("src/vault/mod.rs", "\nuse crate::clipboard;", &["2: vault reaches clipboard"]),
    ("src/os/clock.rs", "use crate::model;", &["1: os reaches model"]),
    ("src/shell/mod.rs", "use crate::jobs::fetch;", &["1: shell reaches jobs::fetch"]),
    ("src/ui/mod.rs", "use crate::tools;", &["1: ui reaches tools"]),
    ("src/tools/mod.rs", "", &[" `tools` is no room of the design"]),
    ("src/app/mod.rs", "fn f(ui: &mut ::egui::Ui) {}", &["1: app uses the crate egui, which belongs to ui and shell"]),
    ("src/ui/mod.rs", "use eframe as e;", &["1: ui uses the crate eframe, which belongs to shell and main"]),
    ("src/jobs/mod.rs", "extern crate reqwest;", &["1: jobs uses the crate reqwest, which belongs to console"]),
    ("src/jobs/mod.rs", "#[derive(clap::Parser)] struct X;", &["1: jobs uses the crate clap, which belongs to arguments and cli"]),
    ("src/jobs/mod.rs", "fn f() { anyhow::bail!(\"x\") }", &["1: jobs uses the crate anyhow, which belongs to main"]),
];
const REACHES_VAULT: &[&str] = &["1: ui reaches vault::Vault"];
const WHOLE: &[&str] = &["1: ui reaches the whole program"];

#[test]
fn the_rules_can_fail() {
    for (file, text, expected) in SNIPPETS {
        let wrong = wrong_arrows(&Source::read(file, text));
        let cut = wrong.iter().map(|line| line.split(';').next().unwrap());
        let cut = cut.map(|line| &line.strip_prefix(file).unwrap()[1..]);
        assert_eq!(cut.collect::<Vec<_>>(), *expected, "{text}");
    }
}
