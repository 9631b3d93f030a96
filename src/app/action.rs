//! What a person asks for. Carries no secrets: typed text stays in [`super::Drafts`].

use super::tab::Tab;
use crate::app::activity::ActivityAction;
use crate::app::check_all::CheckAllAction;
use crate::app::editor::EditorAction;
use crate::app::palette::PaletteAction;
use crate::app::profiles::RowKey;
use crate::app::request::RequestAction;
use crate::app::rotation::RotationAction;
use crate::app::settings::SettingsAction;
use crate::model::{CopyFormat, ProfileId, SortBy, Tag};

/// One wish, as the screens report it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Read the keyring (again).
    Reload,
    /// Stop reading the keyring.
    CancelListing,
    /// Show this row in the right pane.
    Select(RowKey),
    /// Open the editor for a new profile.
    NewProfile,
    /// Open the editor for this profile.
    Edit(ProfileId),
    /// Open the check of a reset, where the stored secret was just refused: only the new one is sent.
    EnterNewSecret(ProfileId),
    /// Open the editor for a copy of this profile.
    Duplicate(ProfileId),
    /// Ask whether to delete this item, readable or not.
    AskDelete(ProfileId),
    /// Yes, delete the item that was asked about.
    ConfirmDelete,
    /// Bring the newest deletion back.
    Undo,
    /// Ask a deletion that waits for the keyring to stop.
    CancelDeletion(ProfileId),
    /// Sign in, and copy the header if nothing else was copied or selected meanwhile.
    GetToken(ProfileId),
    /// Sign in for a fresh token, and copy nothing.
    Renew(ProfileId),
    /// Sign in with what was typed for this profile.
    SignIn(ProfileId),
    /// The same without a code, though one is asked for.
    SignInWithoutCode(ProfileId),
    /// Ask for a two-factor code for this profile's next sign-in.
    UseCode(ProfileId),
    /// Leave what is asked for on the card; what was typed is wiped.
    ClosePrompt(ProfileId),
    /// Open the editor for an API client of this profile's console.
    MakeApiClient(ProfileId),
    /// Stop the sign-in of this profile.
    CancelFetch(ProfileId),
    /// Ask without a credential whether this profile's host is a console at all.
    ProbeConsole(ProfileId),
    /// Stop that.
    CancelProbe(ProfileId),
    /// Copy this profile's live token in this form.
    Copy(ProfileId, CopyFormat),
    /// Copy the text that was selected in the window and now stands in [`super::Drafts::selection`].
    CopySelection,
    /// Empty the clipboard now, if it still holds what we put there.
    ClearClipboard,
    /// Forget every token and clear the clipboard.
    ForgetAll,
    /// Show what is masked, for 30 s at most.
    Show(Masked),
    /// Mask it again.
    Hide,
    /// In the editor.
    Editor(EditorAction),
    /// Leave what lies on top. Changes that are not saved are asked about first; a save under way is asked to stop.
    CloseDialog,
    /// Yes, discard the changes in the editor, and go on with what was asked for.
    ConfirmDiscard,
    /// Take the line at the bottom away.
    DismissNotice,
    /// Start a second window with the sandbox.
    OpenSandbox,
    /// The window is no longer the active one.
    FocusLost,
    /// The person wants to close the window.
    CloseWindow,
    /// Clear the clipboard, then close. After a failure to clear: close all the same.
    ConfirmClose,
    /// Open the note before this profile's basic header is copied.
    AskBasicHeader(ProfileId),
    /// Copy the basic header that the note is about.
    CopyBasicHeader,
    /// Try this profile's stored credential once; nothing is copied.
    Check(ProfileId),
    /// Stop that.
    CancelCheck(ProfileId),
    /// Close the message about how it ended.
    CloseCheck(ProfileId),
    /// Open the check of a reset of this profile's secret or password.
    OpenRotation(ProfileId),
    /// In that dialog.
    Rotation(RotationAction),
    /// Open the check of many profiles; those that the search finds are offered.
    OpenCheckAll,
    /// In that dialog.
    CheckAll(CheckAllAction),
    /// Show this tab.
    ShowTab(Tab),
    /// In the tab *Try a request* of this profile.
    Request(ProfileId, RequestAction),
    /// In the tab *Activity*.
    Activity(ActivityAction),
    /// Put this profile to the top of the list, or back to its place.
    Pin(ProfileId, bool),
    /// Give this profile a color, or none.
    SetTag(ProfileId, Option<Tag>),
    /// Order the list in this way.
    Sort(SortBy),
    /// In the question before a copy: yes, go on with what was asked for.
    ConfirmCopy,
    /// Open *Settings*.
    OpenSettings,
    /// In that dialog.
    Settings(SettingsAction),
    /// Open the sheet of shortcuts.
    OpenShortcuts,
    /// Open *Jump to*.
    OpenPalette,
    /// In that dialog.
    Palette(PaletteAction),
    /// Give the pretend API client another secret.
    ResetSandboxSecret,
    /// Take the new secret of the pretend API client out of the banner.
    CloseSandboxSecret,
}

/// Something that is masked until *Show* is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Masked {
    /// The live token of this profile.
    Token(ProfileId),
    /// The secret that is being typed in the editor.
    TypedSecret,
    /// The password that is being typed on this profile's card.
    TypedPassword(ProfileId),
    /// The password that is being typed in the note before a basic header is copied.
    BasicPassword,
    /// The new secret that is being typed in a check of a reset.
    NewSecret,
    /// The password that is being typed for a request of this profile.
    RequestPassword(ProfileId),
}
