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
