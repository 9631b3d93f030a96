//! The rules against small wrong and right sources: proof that they can fail.

use super::rules::wrong_arrows;

#[track_caller]
fn assert_wrong(file: &str, source: &str, expected: &[&str]) {
    let wrong = wrong_arrows(file, source).wrong;
    let cut: Vec<_> = wrong
        .iter()
        .map(|line| line.split(';').next().unwrap().trim_start_matches(file))
        .collect();
    assert_eq!(cut, expected, "{source}");
}

#[test]
fn imports_are_seen_in_every_form() {
    let reaches_vault = &[":1: ui reaches vault::Vault"];
    for source in [
        "use crate::vault::Vault;",
        "pub(crate) use crate::vault::Vault as _;",
        "use crate::{app::State, vault::{Vault}};",
        "use tokendesk::vault::Vault;",
        "use super::super::vault::Vault;",
        "fn f() { use crate::vault::Vault; }",
        "mod tests { use super::super::super::vault::Vault; }",
        "#[cfg(test)] mod tests { use crate::vault::Vault; }",
        "fn f(v: &dyn crate::vault::Vault) {}",
        "fn f() { <crate::vault::Vault>::list() }",
        "impl crate::vault::Vault for X {}",
        "fn f() -> impl Fn(Option<crate::vault::Vault>) { g }",
        "fn f() { log!(\"{}\", crate::vault::Vault); }",
        "macro_rules! m { () => { $crate::vault::Vault } }",
        "fn f() { m! { a { use crate::{model::Now, vault::{Vault}}; } } }",
        "#[serde(with = \"crate::vault::Vault\")] struct X;",
    ] {
        assert_wrong("src/ui/widgets.rs", source, reaches_vault);
    }
}

#[test]
fn the_whole_program_is_no_import() {
    let whole = &[":1: ui reaches the whole program at once"];
    for source in [
        "use crate::*;",
        "use crate as all;",
        "use super::super as all;",
        "use crate::{self as all};",
    ] {
        assert_wrong("src/ui/widgets.rs", source, whole);
    }
    assert_wrong("src/ui/mod.rs", "use super::*;", whole);
}

#[test]
fn what_the_table_allows_is_not_complained_about() {
    for (file, source) in [
        (
            "src/ui/mod.rs",
            "use crate::app::{self, job::Report}; use crate::{model, ui::theme}; use egui::Ui;",
        ),
        (
            "src/ui/card/mod.rs",
            "use super::theme; use super::super::app::State; pub(in crate::ui) fn f() {} pub(crate) fn g() {}",
        ),
        (
            "src/jobs/fetch.rs",
            "use crate::app::job::{self, Report}; fn f() { crate::vault::x::<crate::os::Cancel>() }",
        ),
        (
            "src/model/failure/mod.rs",
            "mod keyring; pub use keyring::KeyringFailure; fn f(egui: u8) { egui.x() } /// crate::vault::Vault\nfn g() {}",
        ),
        (
            "src/model/x.rs",
            "mod axum {} mod tests { use super::*; fn f() { axum::g() } }",
        ),
        ("src/main.rs", "use tokendesk::shell; use eframe::Frame;"),
        ("src/lib.rs", "pub mod model; pub mod os;"),
        (
            "src/vault/keyring.rs",
            "use keyring::x; use ::keyring_core::Error;",
        ),
    ] {
        assert_wrong(file, source, &[]);
    }
}

#[test]
fn arrows_that_run_the_wrong_way_are_complained_about() {
    for (file, source, complaint) in [
        ("src/jobs/mod.rs", "use crate::app;", ":1: jobs reaches app"),
        (
            "src/jobs/mod.rs",
            "use crate::app::State;",
            ":1: jobs reaches app::State",
        ),
        (
            "src/jobs/mod.rs",
            "use crate::app::*;",
            ":1: jobs reaches app::*",
        ),
        (
            "src/jobs/mod.rs",
            "use crate::runtime;",
            ":1: jobs reaches runtime",
        ),
        (
            "src/vault/mod.rs",
            "\nuse crate::clipboard;",
            ":2: vault reaches clipboard",
        ),
        ("src/model/now.rs", "use crate::os;", ":1: model reaches os"),
        (
            "src/os/clock.rs",
            "use crate::model;",
            ":1: os reaches model",
        ),
        ("src/app/mod.rs", "use super::ui;", ":1: app reaches ui"),
        (
            "src/shell/mod.rs",
            "use crate::jobs::fetch;",
            ":1: shell reaches jobs::fetch",
        ),
        (
            "src/shell/mod.rs",
            "use crate::vault;",
            ":1: shell reaches vault",
        ),
        ("src/main.rs", "use tokendesk::ui;", ":1: main reaches ui"),
        (
            "src/lib.rs",
            "pub mod model; pub use model::Now;",
            ":1: lib reaches model::Now",
        ),
        ("src/ui/mod.rs", "use crate::tools;", ":1: ui reaches tools"),
    ] {
        assert_wrong(file, source, &[complaint]);
    }
    assert_wrong(
        "src/tools/mod.rs",
        "",
        &[": `tools` is no room of the design"],
    );
}

#[test]
fn a_crate_outside_its_rooms_is_complained_about() {
    for (file, source, complaint) in [
        (
            "src/app/mod.rs",
            "use egui::Ui;",
            ":1: app uses the crate egui, which belongs to ui and shell",
        ),
        (
            "src/app/mod.rs",
            "fn f(ui: &mut ::egui::Ui) {}",
            ":1: app uses the crate egui, which belongs to ui and shell",
        ),
        (
            "src/ui/mod.rs",
            "use eframe as e;",
            ":1: ui uses the crate eframe, which belongs to shell and main",
        ),
        (
            "src/jobs/mod.rs",
            "extern crate reqwest;",
            ":1: jobs uses the crate reqwest, which belongs to console",
        ),
        (
            "src/jobs/mod.rs",
            "#[axum::debug_handler] fn f() {}",
            ":1: jobs uses the crate axum, which belongs to sandbox",
        ),
        (
            "src/jobs/mod.rs",
            "#[derive(clap::Parser)] struct X;",
            ":1: jobs uses the crate clap, which belongs to main",
        ),
        (
            "src/jobs/mod.rs",
            "fn f() { anyhow::bail!(\"x\") }",
            ":1: jobs uses the crate anyhow, which belongs to main",
        ),
        (
            "src/ui/mod.rs",
            "fn f() { m!(poll_promise::Promise::new()) }",
            ":1: ui uses the crate poll_promise, which belongs to runtime",
        ),
    ] {
        assert_wrong(file, source, &[complaint]);
    }
}
