//! What the user asked for. Carries no secrets: typed text stays in [`super::Drafts`].

use crate::app::activity::ActivityAction;
use crate::app::check_all::CheckAllAction;
use crate::app::editor::EditorAction;
use crate::app::export_profiles::ExportAction;
use crate::app::import::ImportAction;
use crate::app::palette::PaletteAction;
use crate::app::postman::PostmanAction;
use crate::app::profiles::{ListAction, RowKey};
use crate::app::request::RequestAction;
use crate::app::rotation::RotationAction;
use crate::app::settings::SettingsAction;
use crate::app::tab::Tab;
use crate::model::{CopyFormat, PasteTarget, ProfileId, SortBy, Tag};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Reads the keyring.
    Reload,
    CancelListing,
    Select(RowKey),
    List(ListAction),
    NewProfile,
    Edit(ProfileId),
    /// Opens the rotation dialog after a refusal: only the new secret is sent.
    EnterNewSecret(ProfileId),
    Duplicate(ProfileId),
    /// Opens the question whether to delete this item, readable or not.
    AskDelete(ProfileId),
    ConfirmDelete,
    /// Undoes the newest deletion, with those that were confirmed together with it.
    Undo,
    /// Cancels a deletion that the keyring hasn't finished.
    CancelDeletion(ProfileId),
    /// Signs in, then copies the header unless something else was copied or selected since.
    GetToken(ProfileId),
    /// Gets a new token. Copies nothing.
    Renew(ProfileId),
    /// Sends what was typed on the card.
    SignIn(ProfileId),
    /// Sends the password without the code that the card asks for.
    SignInWithoutCode(ProfileId),
    /// Prompts for a two-factor code.
    UseCode(ProfileId),
    /// Closes the card's prompt and wipes what was typed.
    ClosePrompt(ProfileId),
    /// Opens the editor for an API client of this profile's console.
    MakeApiClient(ProfileId),
    CancelFetch(ProfileId),
    /// Checks the way to this profile's host, without a credential, and whether it is a console.
    ProbeConsole(ProfileId),
    /// Stops it, or closes its result.
    CancelProbe(ProfileId),
    /// Copies its result.
    CopyProbe(ProfileId),
    /// Copies in the chosen format. The first one asks where it will be pasted.
    CopyHeader(ProfileId),
    /// Copies in this format.
    Copy(ProfileId, CopyFormat),
    /// Chooses an answer in the question before the first copy.
    ChoosePasteTarget(PasteTarget),
    /// Answers it, and copies.
    CopyForTarget,
    /// Copies [`super::Drafts::to_copy`], which is called this: "client ID", "selected text".
    CopyText(&'static str),
    /// Clears the clipboard if it still has our copy.
    ClearClipboard,
    /// Clears everything but the profiles: tokens, typed text, responses, activity, and the clipboard if it has our copy.
    ClearSession,
    /// Shows a masked secret, for 30 s at most.
    Show(Masked),
    Hide,
    Editor(EditorAction),
    /// Closes what is in front. Asks first about unsaved changes; cancels a save in progress.
    CloseDialog,
    /// Discards the unsaved changes and resumes the action.
    ConfirmDiscard,
    DismissNotice,
    OpenImport,
    /// Opens a second window.
    OpenSandbox,
    /// The window lost the focus.
    FocusLost,
    /// The window got the focus again.
    FocusGained,
    /// The window was asked to close.
    CloseWindow,
    /// Clears the clipboard, then closes. After a failure to clear: closes anyway.
    ConfirmClose,
    /// Opens the note about Basic headers.
    AskBasicHeader(ProfileId),
    CopyBasicHeader,
    /// Signs in once with the stored credential. Copies nothing.
    Check(ProfileId),
    CancelCheck(ProfileId),
    /// Closes the result.
    CloseCheck(ProfileId),
    /// Opens the rotation dialog.
    OpenRotation(ProfileId),
    Rotation(RotationAction),
    /// Opens *Save for Postman*.
    OpenPostman(ProfileId),
    Postman(PostmanAction),
    /// Opens *Check all* for the profiles that the search found.
    OpenCheckAll,
    CheckAll(CheckAllAction),
    Import(ImportAction),
    /// Opens *Export profiles*.
    OpenExport,
    Export(ExportAction),
    ShowTab(Tab),
    /// In *Try a request* of this profile.
    Request(ProfileId, RequestAction),
    Activity(ActivityAction),
    /// Pins this profile to the top of the list, or unpins it.
    Pin(ProfileId, bool),
    /// `None` removes the tag.
    SetTag(ProfileId, Option<Tag>),
    Sort(SortBy),
    /// Answers the question before a copy and resumes the action.
    ConfirmCopy,
    OpenSettings,
    Settings(SettingsAction),
    OpenShortcuts,
    OpenPalette,
    Palette(PaletteAction),
    /// Resets the secret of the sandbox's API client.
    ResetSandboxSecret,
    /// Closes the banner with the new secret.
    CloseSandboxSecret,
}

/// Masked until *Show* is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Masked {
    Token(ProfileId),
    /// In the editor.
    TypedSecret,
    /// On this profile's card.
    TypedPassword(ProfileId),
    /// In the note about Basic headers.
    BasicPassword,
    /// In the rotation dialog.
    NewSecret,
    /// In *Export profiles*, both fields.
    ExportPassphrase,
    /// In *Try a request* of this profile.
    RequestPassword(ProfileId),
}
