use crate::model::{
    ClipboardDelay, CopyFormat, Density, IdleLimit, Motion, Now, Settings, Tag, ThemeChoice,
    WindowPlace,
};

/// Each is applied and saved at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingsAction {
    Theme(ThemeChoice),
    /// Animations.
    Motion(Motion),
    Density(Density),
    /// In points.
    ListWidth(u16),
    /// Noted as the window closes.
    Window(WindowPlace),
    /// Applies to the next copy.
    ClipboardDelay(ClipboardDelay),
    /// When a window that nobody touches clears its session.
    IdleLimit(IdleLimit),
    /// What the primary button copies.
    CopyFormat(CopyFormat),
    /// Whether the banner after a copy says where in Postman it goes.
    NamePostmanFields(bool),
    /// Whether closing asks while our copy is on the clipboard.
    AskOnClose(bool),
    /// Whether profiles with this tag require confirmation before copying.
    AskBeforeCopy(Tag, bool),
    /// The tag's name in [`crate::app::Drafts`] changed.
    RenameTag(Tag),
}

/// Debounces writes of the settings file.
#[derive(Debug)]
pub(crate) struct SettingsWriter {
    /// What the file has, or will have once the last write is done; `None` after a failed write.
    pub(crate) last_written: Option<Settings>,
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
