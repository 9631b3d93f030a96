use crate::app::tab::Tab;
use crate::model::SortBy;

/// What a key, a menu, a button or the palette can ask for. Its label, tooltip, shortcut and place stand in `ui::commands`; when it
/// is available, in [`crate::app::availability`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    Palette,
    Shortcuts,
    NewProfile,
    /// Focuses the search over the list.
    Search,
    /// What the solid button on screen does.
    Primary,
    Edit,
    Duplicate,
    Delete,
    /// Signs in once with the stored credential.
    Check,
    CheckRotation,
    /// Checks the way to the console, without a credential.
    CheckAddress,
    /// Fetches another token and copies nothing.
    Renew,
    /// Signs in with a two-factor code.
    UseCode,
    /// Copies the selected profile's header, unless text is selected or a field has the focus.
    CopyHeader,
    CopyBasicHeader,
    /// Saves a file for Postman.
    SaveForPostman,
    /// Opens the console in the browser.
    OpenConsole,
    Pin,
    Unpin,
    ShowTab(Tab),
    CheckAll,
    Import,
    ExportProfiles,
    ClearClipboard,
    /// Forgets all tokens and clears the clipboard.
    ClearSession,
    /// Brings back what was deleted last, unless a field has the focus.
    Undo,
    ReadAgain,
    Sort(SortBy),
    Settings,
    OpenSandbox,
    /// Closes what is in front.
    Close,
    Previous,
    Next,
    /// Selects all profiles that the list shows, if it has the keyboard.
    SelectListed,
}

impl Command {
    /// In the order of menus, the palette and the sheet of shortcuts.
    pub const ALL: [Self; 37] = [
        Self::Palette,
        Self::Search,
        Self::NewProfile,
        Self::Primary,
        Self::CopyHeader,
        Self::Renew,
        Self::Edit,
        Self::Check,
        Self::CheckRotation,
        Self::CheckAddress,
        Self::UseCode,
        Self::OpenConsole,
        Self::Pin,
        Self::Unpin,
        Self::Duplicate,
        Self::CopyBasicHeader,
        Self::Delete,
        Self::SaveForPostman,
        Self::ShowTab(Tab::Activity),
        Self::ShowTab(Tab::Claims),
        Self::ShowTab(Tab::Request),
        Self::Sort(SortBy::Name),
        Self::Sort(SortBy::LastUsed),
        Self::CheckAll,
        Self::Import,
        Self::ExportProfiles,
        Self::ReadAgain,
        Self::ClearSession,
        Self::Undo,
        Self::ClearClipboard,
        Self::OpenSandbox,
        Self::Settings,
        Self::Shortcuts,
        Self::Previous,
        Self::Next,
        Self::SelectListed,
        Self::Close,
    ];
}
