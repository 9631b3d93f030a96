//! The rules: which room may reach which, which room a crate belongs to, and what is wrong with a file.

use super::arrows::{To, arrows};

/// Each room, and what it may reach besides itself, as the design has it. `a::b` allows that part of a room alone.
#[rustfmt::skip]
const ROOMS: &[(&str, &[&str])] = &[
    ("lib", &[]),
    ("main", &["shell", "sandbox", "vault", "console", "clipboard", "export", "files"]),
    ("shell", &["ui", "app", "runtime"]),
    ("ui", &["app", "model"]),
    ("runtime", &["jobs", "app::job", "app::Effect", "app::Event", "os"]),
    ("jobs", &["model", "app::job", "os", "vault", "console", "clipboard", "export", "files", "sandbox"]),
    ("vault", &["model", "os"]),
    ("console", &["model", "os"]),
    ("clipboard", &["model", "os"]),
    ("export", &["model", "os"]),
    ("files", &["model", "os"]),
    ("sandbox", &["model", "os"]),
    ("app", &["model"]),
    ("model", &[]),
    ("os", &[]),
];

/// What the rooms that wire the others together reach beyond that, and why. Short, and to be kept short.
const WIRING: &[(&str, &str, &str)] = &[
    (
        "main",
        "os",
        "hardens the process, before there is a window",
    ),
    ("main", "model", "the sandbox's address and samples"),
    ("main", "app::State", "what the window opens with"),
    ("main", "jobs::Ports", "takes the adapters"),
    ("shell", "jobs::Ports", "passed on from main to runtime"),
    ("shell", "model", "values in messages"),
    (
        "runtime",
        "model::Now",
        "what the clock says, for the window",
    ),
    (
        "runtime",
        "model::ProfileId",
        "a lane for the writes of each profile",
    ),
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
    ("clap", &["main"]),
];

/// What was found in a file.
pub(crate) struct Found {
    /// How many arrows to rooms of ours there are, right or wrong.
    pub(crate) arrows: usize,
    /// The wrong ones, a line each.
    pub(crate) wrong: Vec<String>,
}

/// Reads a file ("src/ui/mod.rs") and finds what is wrong with its arrows.
pub(crate) fn wrong_arrows(file: &str, source: &str) -> Found {
    let module = module_of(file);
    let room = room_of(file, &module);
    let mut found = Found {
        arrows: 0,
        wrong: Vec::new(),
    };
    let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
        found
            .wrong
            .push(format!("{file}: `{room}` is no room of the design"));
        return found;
    };
    for arrow in arrows(module.clone(), source) {
        let complaint = match &arrow.to {
            To::Ours(path) => {
                found.arrows += 1;
                ours(room, allowed, path)
            }
            To::Crate(name) => foreign(room, name),
        };
        let line = complaint.map(|complaint| format!("{file}:{}: {complaint}", arrow.line));
        found.wrong.extend(line);
    }
    found.wrong.dedup();
    found
}

/// "src/vault/keyring.rs" is the module `vault::keyring`.
fn module_of(file: &str) -> Vec<String> {
    let path = file.trim_start_matches("src/").trim_end_matches(".rs");
    let mut module: Vec<_> = path.split('/').map(str::to_owned).collect();
    if matches!(
        module.last().map(String::as_str),
        Some("mod" | "lib" | "main")
    ) {
        module.pop();
    }
    module
}

fn room_of<'a>(file: &str, module: &'a [String]) -> &'a str {
    match file {
        "src/lib.rs" => "lib",
        "src/main.rs" => "main",
        _ => module.first().map_or("", String::as_str),
    }
}

fn ours(room: &str, allowed: &[&str], path: &[String]) -> Option<String> {
    let target = path.first().map_or("*", String::as_str);
    let wiring = WIRING.iter().filter(|(from, ..)| *from == room);
    let allowed: Vec<_> = (allowed.iter().copied())
        .chain(wiring.map(|(_, to, _)| *to))
        .collect();
    let is_allowed = |rule: &str| {
        let rule: Vec<_> = rule.split("::").collect();
        path.len() >= rule.len() && rule.iter().zip(path).all(|(rule, part)| rule == part)
    };
    if target == room || allowed.iter().any(|rule| is_allowed(rule)) {
        return None;
    }
    let may = if allowed.is_empty() {
        "nothing".to_owned()
    } else {
        allowed.join(", ")
    };
    Some(if target == "*" {
        format!("{room} reaches the whole program at once; it may reach {may}")
    } else {
        format!("{room} reaches {}; it may reach {may}", path.join("::"))
    })
}

fn foreign(room: &str, name: &str) -> Option<String> {
    let (_, rooms) = CRATES.iter().find(|(owned, _)| *owned == name)?;
    (!rooms.contains(&room)).then(|| {
        format!(
            "{room} uses the crate {name}, which belongs to {}",
            rooms.join(" and ")
        )
    })
}
