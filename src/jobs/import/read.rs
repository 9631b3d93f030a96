//! Reads profiles from pasted text or a file. Nothing is saved.

use std::path::Path;

use crate::app::job::{ImportFrom, Outcome, ReadImportOutcome};
use crate::export;
use crate::files::{read_chosen, shown};
use crate::jobs::{JobContext, save_file};
use crate::model::{FailureText, ImportOrigin};

pub(crate) fn read(context: JobContext<'_>, from: ImportFrom) -> Outcome {
    let read = match from {
        ImportFrom::Text(text) => Ok(ReadImportOutcome::Read {
            list: export::import::read_text(text.expose_secret()),
            origin: ImportOrigin::Pasted,
        }),
        ImportFrom::Choose => choose_file(context),
        ImportFrom::Path(path) => read_file(&path),
        ImportFrom::Sealed { .. } => Ok(ReadImportOutcome::NotChosen),
    };
    Outcome::ReadImport(read.unwrap_or_else(ReadImportOutcome::Failed))
}

fn choose_file(context: JobContext<'_>) -> Result<ReadImportOutcome, FailureText> {
    let chosen = context.ports.files.choose(context.cancel);
    match chosen.map_err(|failure| failure.message(""))? {
        Some(path) => read_file(&path),
        None => Ok(ReadImportOutcome::NotChosen),
    }
}

fn read_file(path: &Path) -> Result<ReadImportOutcome, FailureText> {
    let bytes = read_chosen(path).map_err(|failure| failure.message(&shown(path)))?;
    let name = path.file_name().map_or(path, Path::new);
    Ok(of_file(shown(name), &bytes))
}

fn of_file(name: String, bytes: &[u8]) -> ReadImportOutcome {
    let text = String::from_utf8_lossy(bytes);
    ReadImportOutcome::Read {
        list: export::import::read_text(&text),
        origin: ImportOrigin::File {
            name,
            is_plain: true,
        },
    }
}

pub(crate) fn save_template(context: JobContext<'_>) -> Outcome {
    let name = "tokendesk-profiles.csv";
    let template = "";
    Outcome::SaveImportTemplate(save_file(context, name, template.as_bytes()))
}
