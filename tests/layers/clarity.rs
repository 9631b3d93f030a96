//! What a reader stumbles over: files that reach each other in a circle, and names that stand for two types. `scripts/figures` prints
//! them.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Source, To};
use crate::sources;

/// Rooms whose files do not import each other in a circle.
const ROOMS: [&str; 5] = ["app", "ui", "console", "vault", "sandbox"];

#[test]
fn no_files_of_a_room_import_each_other_in_a_circle() {
    let sources = sources();
    let circles = circles(&sources);
    assert!(circles.is_empty(), "{circles:#?}");
}

#[test]
fn no_name_stands_for_two_types() {
    let sources = sources();
    let same = same_names(&sources);
    assert!(same.is_empty(), "{same:#?}");
}

#[test]
fn a_circle_and_a_name_for_two_types_are_found() {
    let read = |(file, text): &(&str, &str)| Source::read(file, text);
    let exporting = (
        "src/app/mod.rs",
        "mod state; mod row; pub use state::State; pub use row::Row;",
    );
    let row = (
        "src/app/row.rs",
        "use crate::app::State; struct Row; impl T for Row { type Item = u8; }",
    );
    let state = (
        "src/app/state.rs",
        "use super::row::X; struct State; mod tests { struct Row; }",
    );
    let sources: Vec<_> = [exporting, row, state].iter().map(read).collect();
    assert_eq!(circles(&sources), [["src/app/row.rs", "src/app/state.rs"]]);
    assert!(same_names(&sources).is_empty());
    let state = ("src/app/state.rs", "enum Row {}");
    let sources: Vec<_> = [exporting, row, state].iter().map(read).collect();
    assert!(circles(&sources).is_empty());
    assert_eq!(same_names(&sources)["Row"].len(), 2);
}

/// Printed for `scripts/figures`.
#[test]
#[expect(clippy::print_stdout, reason = "what it prints is what it is for")]
fn figures() {
    let sources = sources();
    for circle in circles(&sources) {
        println!("circle of {} files: {}", circle.len(), circle.join(" "));
    }
    for (name, files) in same_names(&sources) {
        println!(
            "two types {name}: {}",
            files.into_iter().collect::<Vec<_>>().join(" ")
        );
    }
}

/// Type names that more than one file declares, and those.
fn same_names(sources: &[Source]) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut declared: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    // A stand-in has the names of what it stands in for.
    for source in sources
        .iter()
        .filter(|source| source.file != "src/sandbox/absent.rs")
    {
        for name in &source.types {
            declared.entry(name).or_default().insert(&source.file);
        }
    }
    declared.retain(|_, files| files.len() > 1);
    declared
}

/// The files of each circle: those that all reach each other, by however many steps.
pub(crate) fn circles(sources: &[Source]) -> Vec<Vec<&str>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> = (sources.iter())
        .map(|source| (source.file.as_str(), reach(source, sources)))
        .collect();
    let mut circles = BTreeSet::new();
    for file in reached.keys() {
        let forth = all_from(file, &reached);
        let circle: Vec<_> = (forth.iter().copied())
            .filter(|other| all_from(other, &reached).contains(file))
            .collect();
        if circle.len() > 1 {
            circles.insert(circle);
        }
    }
    circles.into_iter().collect()
}

/// The files of the same room that a file reaches by an import. What it exports of its own modules is no import.
fn reach<'a>(source: &Source, sources: &'a [Source]) -> BTreeSet<&'a str> {
    let room = source.module.first().map_or("", String::as_str);
    if !ROOMS.contains(&room) {
        return BTreeSet::new();
    }
    let imports = (source.paths.iter()).filter(|path| path.exported_as.is_none());
    let files = imports.filter_map(|path| match &path.to {
        To::Ours(to) if to.first().is_some_and(|to| to == room) => {
            file_of(to, sources).map(|found| found.file.as_str())
        }
        _ => None,
    });
    files.filter(|file| *file != source.file).collect()
}

fn all_from<'a>(file: &str, reached: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    let mut todo: Vec<_> = reached[file].iter().copied().collect();
    while let Some(next) = todo.pop() {
        if seen.insert(next) {
            todo.extend(reached[next].iter().copied());
        }
    }
    seen
}

/// The file that declares what a path names, through what other files export.
fn file_of<'a>(path: &[String], sources: &'a [Source]) -> Option<&'a Source> {
    let (source, rest) = (1..=path.len()).rev().find_map(|known| {
        let source = sources
            .iter()
            .find(|source| source.module == path[..known])?;
        Some((source, &path[known..]))
    })?;
    let exported = rest.first().and_then(|name| {
        let mut exports = source
            .paths
            .iter()
            .filter(|path| path.exported_as.as_ref() == Some(name));
        exports.find_map(|export| match &export.to {
            To::Ours(to) if *to != path => Some([to, &rest[1..]].concat()),
            _ => None,
        })
    });
    exported.map_or(Some(source), |path| file_of(&path, sources))
}
