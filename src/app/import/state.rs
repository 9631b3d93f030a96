//! *Import*: profiles from the vendor's tools, from pasted text or from a file, looked at before they are saved.

use crate::app::editor::{NameError, SecretError};
use crate::app::job::JobId;
use crate::model::account::LoginError;
use crate::model::console_url::ConsoleUrlError;
use crate::model::{
    Account, AccountKind, CheckOutcome, ConsoleUrl, FailureText, ImportOrigin, KeyringFailure,
    ProfileId, ProfileName, SealedFile, Tag, VendorTool,
};

/// Profiles that are checked or saved at a time.
pub const MAX_ROWS_AT_A_TIME: usize = 4;

/// | phase | next |
/// |---|---|
/// | `Sources` | `Preview` when a source was read |
/// | `Preview` | `Sources` by *Back*, while nothing runs |
#[derive(Clone, Debug)]
pub enum ImportPhase {
    Sources(ImportSources),
    Preview(ImportTable),
}

/// Where profiles can come from.
#[derive(Clone, Debug, Default)]
pub struct ImportSources {
    /// The text or the file that is being read.
    pub reading: Option<JobId>,
    pub failure: Option<FailureText>,
    /// An encrypted file, until it is opened.
    pub sealed: Option<SealedFile>,
}

#[derive(Clone, Debug)]
pub struct ImportTable {
    pub origin: ImportOrigin,
    /// In the order found.
    pub rows: Vec<ImportRow>,
    /// What couldn't be used, a sentence each.
    pub unused: Vec<String>,
    /// *Check each before it’s saved*.
    pub checks_first: bool,
    /// Hides what needs no decision. On when a run ends with problems.
    pub problems_only: bool,
    /// Until every selected row has a result.
    pub is_running: bool,
}

#[derive(Clone, Debug)]
pub struct ImportRow {
    /// Of the new profile.
    pub id: ProfileId,
    pub place: String,
    pub kind: AccountKind,
    pub tag: Option<Tag>,
    pub is_pinned: bool,
    pub remarks: Vec<String>,
    /// The name can always be edited.
    pub edits: EditableFields,
    pub is_selected: bool,
    pub clash: Option<Clash>,
    /// Follows the drafts, by `check_import`.
    pub checked: CheckedImport,
    pub state: ImportRowState,
}

/// The fields that had no usable value when the preview opened. Fixed from then on: a field doesn't vanish while someone types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EditableFields {
    pub console: bool,
    pub login: bool,
    pub secret: bool,
}

/// A saved profile that the row would duplicate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    pub with: ProfileId,
    pub reason: ClashReason,
    pub choice: ClashChoice,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClashReason {
    /// The same name, or one that looks like it.
    Name,
    /// The same account at the same console.
    Account,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClashChoice {
    /// Imported as another profile, under a free name.
    Rename,
    Skip,
    /// Takes the place of the saved profile.
    Replace,
}

/// The parsed fields of a row. Holds no secret.
#[derive(Clone, Debug)]
pub struct CheckedImport {
    pub name: Result<ProfileName, NameError>,
    pub console: Result<ConsoleUrl, ConsoleUrlError>,
    pub account: Result<Account, LoginError>,
    pub secret: Result<(), SecretError>,
}

/// | state | next |
/// |---|---|
/// | `Idle` | `Checking` or `Saving` by *Import*, if it is selected |
/// | `Checking` | `Saving` if accepted; `NotAccepted`, `NotChecked`; `Idle` by *Cancel* |
/// | `Saving` | `Saved`, `Failed` |
/// | `NotAccepted`, `NotChecked`, `Failed` | `Checking` or `Saving` by *Import* |
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportRowState {
    Idle,
    Checking {
        job: JobId,
    },
    Saving {
        job: JobId,
    },
    Saved,
    /// The console didn't accept the credential, or the check failed. Not saved.
    NotAccepted(CheckOutcome),
    /// It needs a code or a password that isn't saved. Not saved.
    NotChecked,
    Failed(KeyringFailure),
}

/// What is applied when a row was saved.
#[derive(Clone, Debug)]
pub struct PendingImport {
    pub row: ProfileId,
    pub name: ProfileName,
    pub tag: Option<Tag>,
    pub is_pinned: bool,
    pub changes_secret: bool,
    /// The check before it.
    pub accepted: Option<CheckOutcome>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportAction {
    /// Shows what was found of this tool's profiles.
    ReviewTool(VendorTool),
    /// Reads the pasted text.
    ReviewPasted,
    /// Asks for a file, and reads it.
    ChooseFile,
    /// Reads [`crate::app::Drafts::dropped_file`].
    ReadDropped,
    /// Saves the template of a table.
    SaveTemplate,
    /// Decrypts the chosen file.
    OpenSealed,
    /// Stops reading.
    StopReading,
    /// Chooses another source.
    Back,
    Select(usize, bool),
    /// All that can be imported.
    SelectAll(bool),
    Resolve(usize, ClashChoice),
    /// Every clash.
    ResolveAll(ClashChoice),
    /// A field of the row was edited.
    Typed(usize),
    /// For every row without a console.
    FillConsole(&'static str),
    CheckFirst(bool),
    ProblemsOnly(bool),
    Start,
    /// *Cancel*: what is being saved is finished.
    Stop,
}

impl ImportTable {
    /// The rows in sight, by index.
    pub fn shown(&self) -> impl Iterator<Item = (usize, &ImportRow)> {
        let is_shown = |row: &ImportRow| !self.problems_only || row.needs_attention();
        let rows = self.rows.iter().enumerate();
        rows.filter(move |(_, row)| is_shown(row))
    }

    pub fn needing_attention(&self) -> usize {
        let rows = self.rows.iter();
        rows.filter(|row| row.needs_attention()).count()
    }

    /// How many rows *Import* takes.
    pub fn to_import(&self) -> usize {
        let rows = self.rows.iter();
        rows.filter(|row| row.is_selected && row.can_be_imported())
            .count()
    }

    pub fn count(&self, is_match: impl Fn(&ImportRowState) -> bool) -> usize {
        self.rows.iter().filter(|row| is_match(&row.state)).count()
    }

    /// Rows that took the place of a saved profile.
    pub fn replaced(&self) -> usize {
        let rows = self.rows.iter();
        rows.filter(|row| row.state == ImportRowState::Saved && row.replaces().is_some())
            .count()
    }

    pub fn clashes(&self) -> usize {
        self.rows.iter().filter(|row| row.clash.is_some()).count()
    }

    /// Everything is saved.
    pub fn is_complete(&self) -> bool {
        let is_saved = |row: &ImportRow| row.state == ImportRowState::Saved;
        self.rows.iter().all(is_saved)
    }

    pub fn has_result(&self) -> bool {
        self.rows.iter().any(|row| row.state.is_result())
    }

    pub(crate) fn jobs(&self) -> impl Iterator<Item = JobId> {
        self.rows.iter().filter_map(|row| row.state.job())
    }
}

impl ImportRow {
    /// It can't be imported as it is, clashes, or wasn't saved.
    pub fn needs_attention(&self) -> bool {
        let has_failed = self.state.is_result() && self.state != ImportRowState::Saved;
        let is_open = self.state == ImportRowState::Idle;
        has_failed || is_open && (self.clash.is_some() || !self.can_be_imported())
    }

    /// Every field is usable, and it wasn't imported yet.
    pub fn can_be_imported(&self) -> bool {
        let CheckedImport {
            name,
            console,
            account,
            secret,
        } = &self.checked;
        let is_usable = name.is_ok() && console.is_ok() && account.is_ok() && secret.is_ok();
        is_usable && self.state != ImportRowState::Saved && self.state.job().is_none()
    }

    /// Because of a clash.
    pub fn is_skipped(&self) -> bool {
        let clash = self.clash.as_ref();
        clash.is_some_and(|clash| clash.choice == ClashChoice::Skip)
    }

    pub fn lacks_console(&self) -> bool {
        self.edits.console && self.checked.console.is_err()
    }

    /// The saved profile that it replaces.
    pub fn replaces(&self) -> Option<ProfileId> {
        let clash = self.clash.as_ref()?;
        (clash.choice == ClashChoice::Replace).then_some(clash.with)
    }
}

impl ImportRowState {
    pub fn job(&self) -> Option<JobId> {
        match self {
            Self::Checking { job } | Self::Saving { job } => Some(*job),
            _ => None,
        }
    }

    /// Unless it was saved, or something runs.
    pub(crate) fn forget_result(&mut self) {
        if self.is_result() && *self != Self::Saved {
            *self = Self::Idle;
        }
    }

    pub fn is_result(&self) -> bool {
        !matches!(
            self,
            Self::Idle | Self::Checking { .. } | Self::Saving { .. }
        )
    }
}
