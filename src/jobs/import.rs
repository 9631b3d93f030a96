//! Reads profiles from pasted text or a file. Nothing is saved.

use crate::app::job::{ImportFrom, Outcome, ReadImportOutcome};
use crate::export;
use crate::files::OpenedFile;
use crate::jobs::{JobContext, save_file};
use crate::model::{FailureText, ImportOrigin};

pub(crate) fn read(context: JobContext<'_>, from: ImportFrom) -> Outcome {
    let read = match from {
        ImportFrom::Text(text) => Ok(ReadImportOutcome::Read {
            list: export::import::read_text(text.expose_secret()),
            origin: ImportOrigin::Pasted,
        }),
        ImportFrom::File => read_file(context),
        ImportFrom::Sealed { .. } => Ok(ReadImportOutcome::NotChosen),
    };
    Outcome::ReadImport(read.unwrap_or_else(ReadImportOutcome::Failed))
}

fn read_file(context: JobContext<'_>) -> Result<ReadImportOutcome, FailureText> {
    let opened = context.ports.files.open(context.cancel);
    match opened.map_err(|failure| failure.message())? {
        Some(file) => Ok(of_file(&file)),
        None => Ok(ReadImportOutcome::NotChosen),
    }
}

fn of_file(file: &OpenedFile) -> ReadImportOutcome {
    let text = String::from_utf8_lossy(&file.bytes);
    ReadImportOutcome::Read {
        list: export::import::read_text(&text),
        origin: ImportOrigin::File {
            name: file.name.clone(),
            is_plain: true,
        },
    }
}

pub(crate) fn save_template(context: JobContext<'_>) -> Outcome {
    let name = "tokendesk-profiles.csv";
    let template = "";
    Outcome::SaveImportTemplate(save_file(context, name, template.as_bytes()))
}
