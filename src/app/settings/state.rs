use crate::model::Now;
use crate::model::Settings;
use crate::model::{ClipboardDelay, CopyFormat, Motion, Tag, ThemeChoice};

/// A wish in *Settings*. Each is applied, and written, at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingsAction {
    /// Light, dark, or as the system has it.
    Theme(ThemeChoice),
    /// Whether anything moves.
    Motion(Motion),
    /// How long what is copied stays on the clipboard. Counts from the next copy on.
    ClipboardDelay(ClipboardDelay),
    /// What the solid button copies.
    CopyFormat(CopyFormat),
    /// Whether closing the window asks while something of ours is on the clipboard.
    AskOnClose(bool),
    /// Whether profiles of this tag ask before a copy.
    AskBeforeCopy(Tag, bool),
    /// The name of this tag, in [`crate::app::Drafts`], was changed.
    RenameTag(Tag),
}

/// What is known of the settings file.
#[derive(Debug)]
pub(crate) struct SettingsWriter {
    /// As the file has them, or will have them; `None` after a failure to write it.
    pub(crate) last_written: Option<Settings>,
    /// When they are written next.
    pub(crate) due: Option<Now>,
    pub(crate) has_reported_failure: bool,
}

impl SettingsWriter {
    pub(crate) fn new(settings: Settings) -> Self {
        Self {
            last_written: Some(settings),
            due: None,
            has_reported_failure: false,
        }
    }

    pub(crate) fn differs(&self, settings: &Settings) -> bool {
        self.last_written.as_ref() != Some(settings)
    }
}
