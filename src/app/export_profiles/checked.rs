//! The passphrase as it is typed.

use crate::app::drafts::ExportDraft;
use crate::model::profile_file::MIN_PASSPHRASE_CHARS;
use crate::model::{AccountKind, Secret, SecretDraft};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassphraseError {
    Empty,
    TooShort,
    /// Other tools can't be given one.
    LineBreak,
    NotRepeated,
    Different,
}

/// Of each of the two fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassphraseErrors {
    pub first: Option<PassphraseError>,
    pub again: Option<PassphraseError>,
}

impl PassphraseError {
    pub fn message(self) -> &'static str {
        match self {
            Self::Empty => "Enter a passphrase, or generate one.",
            Self::TooShort => "Use at least 12 characters, or generate a passphrase.",
            Self::LineBreak => "Remove the line break.",
            Self::NotRepeated => "Enter the passphrase again.",
            Self::Different => "The passphrases don’t match.",
        }
    }
}

/// Without white space around it, which comes from pasting: the window says so.
pub(super) fn passphrase_of(draft: &SecretDraft) -> Option<Secret> {
    draft.secret(AccountKind::ApiClient)
}

impl ExportDraft {
    /// In characters, as it would be used.
    pub fn passphrase_chars(&self) -> usize {
        passphrase_of(&self.passphrase).map_or(0, |secret| secret.expose_secret().chars().count())
    }

    pub fn passphrase_errors(&self) -> PassphraseErrors {
        let first = match self.passphrase_chars() {
            0 => Some(PassphraseError::Empty),
            _ if self.passphrase.has_line_break_inside() => Some(PassphraseError::LineBreak),
            chars if chars < MIN_PASSPHRASE_CHARS => Some(PassphraseError::TooShort),
            _ => None,
        };
        let again = match (
            passphrase_of(&self.passphrase),
            passphrase_of(&self.passphrase_again),
        ) {
            (_, None) => Some(PassphraseError::NotRepeated),
            (Some(first), Some(again)) if first.expose_secret() == again.expose_secret() => None,
            (_, Some(_)) => Some(PassphraseError::Different),
        };
        PassphraseErrors { first, again }
    }

    /// `None` if there is an error.
    pub(super) fn checked_passphrase(&self) -> Option<Secret> {
        let none = PassphraseErrors {
            first: None,
            again: None,
        };
        passphrase_of(&self.passphrase).filter(|_| self.passphrase_errors() == none)
    }
}
