//! What is asked for in the dialogs that try credentials, and in the tabs.

use crate::app::activity::ActivityScope;
use crate::app::check_all::{CheckScope, Column};
use crate::app::palette::Entry;
use crate::app::request::{RequestWay, ShownAs};
use crate::model::{
    AccountKind, ClipboardDelay, CopyFormat, Motion, PasswordKept, ProfileId, Tag, ThemeChoice,
};

/// A wish in the profile editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditorAction {
    /// A field changed: what a test said no longer counts.
    Changed,
    /// Choose how the profile signs in.
    ChooseKind(AccountKind),
    /// Choose whether the password is kept in the keyring.
    KeepPassword(PasswordKept),
    /// Make an API client of the console whose user account is of no use: in this editor, or, where it edits a profile, in a new
    /// one.
    MakeApiClient,
    /// Sign in once with what stands there.
    Test,
    /// Ask for a two-factor code for the test.
    UseCode,
    /// Test without a code though one is asked for.
    TestWithoutCode,
    /// Stop the test.
    CancelTest,
    /// After a test that failed: ask, without a credential, whether the host is a console at all.
    ProbeConsole,
    /// Stop that.
    CancelProbe,
    /// Write what stands there into the keyring.
    Save,
    /// In a conflict: show what the keyring holds now, or hide it again.
    SeeTheirs,
    /// In a conflict: fill the fields with what the keyring holds now.
    TakeTheirs,
    /// In a conflict: save over what the keyring holds now.
    KeepMine,
    /// The profile that was edited is gone: save it as a new one.
    SaveAsNew,
}

/// A wish in the dialog *Check a secret reset*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RotationAction {
    /// A field changed: what was found no longer counts.
    Changed,
    /// For a user account: whether the stored password is to be tried too.
    TryStored(bool),
    /// *Check*, *Check again*: each is tried once. Where a code is asked for, it goes along.
    Check,
    /// *Use a two-factor code*.
    UseCode,
    /// *Sign in without a code*, though one is asked for.
    CheckWithoutCode,
    /// *Cancel the check*.
    Cancel,
    /// *Replace stored secret*. Where the new one was not accepted, it asks again.
    Replace,
    /// *Replace all the same*.
    ReplaceAllTheSame,
    /// *Copy result*.
    CopyResult,
}

/// A wish in the dialog *Check all*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckAllAction {
    /// Which profiles are meant.
    Choose(CheckScope),
    /// Tick this profile, or not.
    Tick(ProfileId, bool),
    /// Include user accounts, or not.
    IncludeUsers(bool),
    /// *Check all*: begin.
    Start,
    /// *Cancel* while it runs: the table stays as far as it is.
    Stop,
    /// *Check again*: choose anew.
    ChooseAgain,
    /// Sort by this column; once more, the other way round.
    Sort(Column),
    /// *Copy as Markdown*.
    CopyTable,
    /// *Save as CSV*.
    SaveTable,
}

/// A wish in *Try a request*, of one profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestAction {
    /// What it is sent with.
    ChooseWay(RequestWay),
    /// *Send*.
    Send,
    /// *Cancel the request*.
    Cancel,
    /// How the answer is shown.
    ShowAs(ShownAs),
    /// Show its headers, or not.
    ShowHeaders(bool),
    /// *Copy as curl*.
    CopyCurl,
}

/// A wish about the activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActivityAction {
    /// Whose is shown.
    Show(ActivityScope),
    /// *Copy as text*.
    Copy,
}

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

/// A wish in *Jump to*. What is typed stands in [`crate::app::Drafts::palette`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaletteAction {
    /// Another letter was typed: the first of what is found is chosen again.
    Typed,
    /// This is the first of what is found: it stays chosen, though others may come before it while the keyring is read.
    Settle(Entry),
    /// Choose this one.
    Point(Entry),
    /// Do what this one does.
    Take(Entry),
}
