//! Who may import whom, as the design has it: held by reading the sources.
//!
//! Code under `#[cfg(test)]` is held to the same table: a test that needs more rooms than its own belongs into `tests/`.
#![expect(
    clippy::unwrap_used,
    reason = "a source that cannot be read fails the test"
)]

#[path = "layers/arrows.rs"]
mod arrows;
#[path = "layers/rules.rs"]
mod rules;
#[path = "layers/snippets.rs"]
mod snippets;

use std::fs;
use std::path::{Path, PathBuf};

use rules::wrong_arrows;

#[test]
fn no_arrow_between_rooms_runs_the_wrong_way() {
    let mut wrong = Vec::new();
    let mut arrows = 0;
    for (file, source) in sources("src") {
        let found = wrong_arrows(&file, &source);
        arrows += found.arrows;
        wrong.extend(found.wrong);
    }
    assert!(
        arrows > 100,
        "only {arrows} arrows found: the reading is broken"
    );
    assert!(
        wrong.is_empty(),
        "{} wrong arrows:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Every Rust file under a folder of the package: its path there ("src/ui/mod.rs") and its text.
fn sources(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&root.join(folder), &mut files);
    assert!(!files.is_empty(), "no files under {folder}");
    files.sort();
    files
        .into_iter()
        .map(|file| {
            let name = file.strip_prefix(root).unwrap().components();
            let name: Vec<_> = name
                .map(|part| part.as_os_str().to_str().unwrap())
                .collect();
            (name.join("/"), fs::read_to_string(&file).unwrap())
        })
        .collect()
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
