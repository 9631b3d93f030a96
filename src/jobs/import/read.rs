//! Reads profiles from pasted text or a file. Nothing is saved.

use std::path::Path;
use std::sync::Arc;

use zeroize::Zeroizing;

use crate::app::job::{ImportFrom, ImportKey, Outcome, ReadImportOutcome};
use crate::export::{import, profile_file};
use crate::files::{Readers, read_chosen, shown};
use crate::jobs::{JobContext, save_file};
use crate::model::import::pasted;
use crate::model::{
    FailureText, FileKey, ImportList, ImportOrigin, ProfileFileFailure, ProfileFileKind, SealKey,
    SealedFile, Secret,
};

pub(crate) fn read(context: JobContext<'_>, from: ImportFrom) -> Outcome {
    let read = match from {
        ImportFrom::Text(text) => of_bytes(
            "the pasted text",
            text.expose_secret().as_bytes(),
            |_list| ImportOrigin::Pasted,
        ),
        ImportFrom::Choose => choose_file(context),
        ImportFrom::Path(path) => read_file(&path),
        ImportFrom::Sealed(sealed, key) => open(context, sealed, key),
    };
    Outcome::ReadImport(read.unwrap_or_else(ReadImportOutcome::Failed))
}

fn choose_file(context: JobContext<'_>) -> Result<ReadImportOutcome, FailureText> {
    let chosen = context.ports.files.choose_to_open(context.cancel);
    match chosen.map_err(|failure| failure.message(""))? {
        Some(path) => read_file(&path),
        None => Ok(ReadImportOutcome::NotChosen),
    }
}

fn read_file(path: &Path) -> Result<ReadImportOutcome, FailureText> {
    let bytes = read_chosen(path).map_err(|failure| failure.message(&shown(path)))?;
    let name = shown(path.file_name().map_or(path, Path::new));
    of_bytes(&name, &bytes, |list| ImportOrigin::File {
        name: name.clone(),
        exposes_secrets: list.has_secrets(),
    })
}

/// A profile file, a table, or what can be pasted.
fn of_bytes(
    name: &str,
    bytes: &[u8],
    origin: impl Fn(&ImportList) -> ImportOrigin,
) -> Result<ReadImportOutcome, FailureText> {
    // A redirection in PowerShell writes UTF-16.
    let utf_16 = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some(decoded(bytes)?),
        _ => None,
    };
    let bytes = utf_16.as_ref().map_or(bytes, |text| text.as_bytes());
    let sealed = |needs| {
        Ok(ReadImportOutcome::Sealed(SealedFile {
            name: name.to_owned(),
            bytes: Arc::from(bytes),
            needs,
        }))
    };
    let list = match profile_file::kind_of(bytes) {
        Ok(ProfileFileKind::Passphrase) => return sealed(SealKey::Passphrase),
        Ok(ProfileFileKind::Recipients) => return sealed(SealKey::KeyFile),
        Ok(ProfileFileKind::Plain) => {
            profile_file::open(bytes, None).map_err(|failure| failure.message())?
        }
        Err(ProfileFileFailure::NotAProfileFile) => text(bytes)?,
        Err(failure) => return Err(failure.message()),
    };
    let origin = origin(&list);
    Ok(ReadImportOutcome::Read { list, origin })
}

fn decoded(bytes: &[u8]) -> Result<Zeroizing<String>, FailureText> {
    import::import_text(bytes).map_err(|error| {
        FailureText::new(
            "Couldn’t read this as text",
            format!("{error} Nothing was imported."),
        )
    })
}

fn text(bytes: &[u8]) -> Result<ImportList, FailureText> {
    let text = decoded(bytes)?;
    Ok(import::table(&text).unwrap_or_else(|| pasted(&text)))
}

/// Decrypts a file that was read before.
fn open(
    context: JobContext<'_>,
    sealed: SealedFile,
    key: ImportKey,
) -> Result<ReadImportOutcome, FailureText> {
    let key = match key {
        ImportKey::Passphrase(passphrase) => FileKey::Passphrase(passphrase),
        ImportKey::KeyFile { passphrase } => match key_file(context)? {
            Some(text) => FileKey::Identity { text, passphrase },
            None => return Ok(ReadImportOutcome::NotChosen),
        },
    };
    let list =
        profile_file::open(&sealed.bytes, Some(&key)).map_err(|failure| failure.message())?;
    Ok(ReadImportOutcome::Read {
        list,
        origin: ImportOrigin::File {
            name: sealed.name,
            exposes_secrets: false,
        },
    })
}

fn key_file(context: JobContext<'_>) -> Result<Option<Secret>, FailureText> {
    let chosen = context.ports.files.choose_to_open(context.cancel);
    let Some(path) = chosen.map_err(|failure| failure.message(""))? else {
        return Ok(None);
    };
    let bytes = read_chosen(&path).map_err(|failure| failure.message(&shown(&path)))?;
    let text = import::import_text(&bytes).ok();
    let text = text.and_then(|text| Secret::new(&text));
    text.map(Some).ok_or_else(|| {
        FailureText::new(
            "Not a key",
            "Choose an age identity file or an SSH private key. Nothing was imported.",
        )
    })
}

pub(crate) fn save_template(context: JobContext<'_>) -> Outcome {
    let template = import::template();
    let name = "tokendesk-profiles.csv";
    // Secrets will be typed into it.
    let saved = save_file(context, name, template.as_bytes(), Readers::Owner);
    Outcome::SaveImportTemplate(saved)
}
