//! What crosses the border of `app`: orders to jobs, and their reports. Imports `model` only, so that jobs can speak it.

mod checks;
mod copying;
mod defects;
mod requests;
mod sandbox_hint;
mod typed;

pub use checks::{CheckEnd, Checked, RotationChecked, RotationEnd, TryStored};
pub use copying::{CopyWhat, CurlWith};
pub use requests::{RequestEnd, RequestEnded, RequestWith, SaveEnd};
pub use sandbox_hint::{HintedCode, NewSandboxSecret, SandboxHint};
pub use typed::{MissingInput, Typed, TypedCode};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::model::failure::Stage;
use crate::model::{
    Account, CheckOutcome, CheckReport, Cleared, ClipText, ClipboardFailure, ClipboardOwner,
    ConsoleCheckEnd, ConsoleUrl, CopyEnd, CopyId, Failure, FileFailure, Grant, KeyringFailure,
    KnownLogin, Listed, Profile, ProfileId, ProfileName, Secret, Settings, Tag,
};

/// Tells the jobs of a run apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JobId(pub u64);

/// An order to the world outside `app`.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Read all profiles. Answered by [`Event::ProfileListed`] for each, then [`Event::ListingEnded`].
    ListProfiles {
        /// The job.
        job: JobId,
    },
    /// Read a profile's secret and sign in. Answered by [`Event::TokenFetched`].
    FetchToken {
        /// The job.
        job: JobId,
        /// The profile as shown: if the keyring's differs in console or account, nothing is sent.
        shown: Profile,
        /// What was typed for it.
        typed: Typed,
        /// Whether the console is first asked, without a password, what kind of account this is.
        asks_kind: bool,
    },
    /// Sign in once with what stands in the editor. Answered by [`Event::CredentialTested`].
    TestCredential {
        /// The job.
        job: JobId,
        /// Where.
        console: ConsoleUrl,
        /// Who.
        account: Account,
        /// With what.
        secret: SecretSource,
        /// What was said of a two-factor code.
        code: TypedCode,
        /// Whether the console is first asked, without a password, what kind of account this is.
        asks_kind: bool,
    },
    /// Try a profile's stored credential once, and drop the token. Answered by [`Event::CredentialChecked`].
    CheckCredential {
        /// The job.
        job: JobId,
        /// The profile as shown: if the keyring's differs in console or account, nothing is sent.
        shown: Profile,
        /// What was typed for it: a password that is not stored, a code.
        typed: Typed,
        /// Whether the console is first asked, without a password, what kind of account this is.
        asks_kind: bool,
    },
    /// Try a new secret once, then the stored one. Answered by [`Event::NewSecretTried`] and, at the end,
    /// [`Event::RotationChecked`].
    CheckRotation {
        /// The job.
        job: JobId,
        /// The profile as shown: if the keyring's differs in console or account, nothing is sent.
        shown: Profile,
        /// The new secret.
        new: Secret,
        /// What was said of a two-factor code.
        code: TypedCode,
        /// Whether the stored one is tried too.
        stored: TryStored,
        /// Whether the console is first asked, without a password, what kind of account this is.
        asks_kind: bool,
    },
    /// Ask for a resource of the profile's console. Answered by [`Event::RequestEnded`].
    SendRequest {
        /// The job.
        job: JobId,
        /// The profile as shown: if the keyring's differs in console or account, no stored password is sent.
        shown: Profile,
        /// What is sent, and where.
        with: RequestWith,
    },
    /// Save the table of a check of many profiles, where the person chooses. Answered by [`Event::TableSaved`].
    SaveTable {
        /// The job.
        job: JobId,
        /// The table.
        report: CheckReport,
        /// For its times.
        zone: TimeZone,
    },
    /// In the sandbox: give the pretend API client another secret. Answered by [`Event::SandboxSecretReset`].
    ResetSandboxSecret {
        /// The job.
        job: JobId,
    },
    /// Ask, without a credential, whether a host is a console at all. Answered by [`Event::ConsoleProbed`].
    ProbeConsole {
        /// The job.
        job: JobId,
        /// Where.
        console: ConsoleUrl,
    },
    /// Write a profile. Answered by [`Event::ProfileSaved`].
    SaveProfile {
        /// The job.
        job: JobId,
        /// What to write.
        write: ProfileWrite,
    },
    /// Delete a profile. Answered by [`Event::ProfileDeleted`].
    DeleteProfile {
        /// The job.
        job: JobId,
        /// Which.
        id: ProfileId,
        /// The `rev` that was shown when it was asked for: another one in the keyring is not deleted. `None` for an item that
        /// cannot be read.
        rev: Option<u64>,
    },
    /// Make the header of basic authentication of a user account; nothing is sent. Answered by [`Event::BasicHeaderMade`].
    MakeBasicHeader {
        /// The job.
        job: JobId,
        /// The profile as shown: if the keyring's differs in console or account, no header is made of its password.
        shown: Profile,
        /// The password, if it was typed; else the stored one is read.
        password: Option<Secret>,
    },
    /// Put something onto the clipboard. Answered by [`Event::Copied`].
    Copy {
        /// This copy's number.
        copy_id: CopyId,
        /// What.
        what: CopyWhat,
        /// Who held the clipboard at the click: if another program took it since, nothing is copied. `None`: copy anyhow.
        unless_taken_since: Option<ClipboardOwner>,
    },
    /// Empty the clipboard if it still holds this copy. Answered by [`Event::ClipboardCleared`].
    ClearClipboard {
        /// Which copy.
        copy_id: CopyId,
    },
    /// Write the settings. Answered by [`Event::SettingsSaved`].
    SaveSettings {
        /// All of them.
        settings: Box<Settings>,
    },
    /// Tell a job to stop. The job still reports its end.
    Cancel {
        /// Which.
        job: JobId,
    },
    /// Start a second window with the sandbox.
    OpenSandbox,
    /// In the sandbox: tell what signs in as its user accounts. Answered by [`Event::SandboxHintsTold`].
    TellSandboxHints {
        /// The job.
        job: JobId,
    },
    /// Close the window.
    CloseWindow,
}

/// Where a job takes a secret from.
#[derive(Clone, Debug)]
pub enum SecretSource {
    /// What was typed.
    Typed(Secret),
    /// The one stored with this profile. The job refuses if it was stored for another console.
    Stored(ProfileId),
    /// From nowhere: the password of this user account is not to be kept. Only for a save.
    NotKept,
}

/// A profile to write. The job fills in `saved_at`.
#[derive(Clone, Debug)]
pub struct ProfileWrite {
    /// The profile's id: a new one for a new profile.
    pub id: ProfileId,
    /// The `rev` that an edit began with; `None` makes a new item.
    pub base_rev: Option<u64>,
    /// Its name.
    pub name: ProfileName,
    /// Its console.
    pub console: ConsoleUrl,
    /// Its account.
    pub account: Account,
    /// Its secret.
    pub secret: SecretSource,
    /// When that was saved, for a write that is not about it; `None`: now, to the second.
    pub saved_at: Option<Timestamp>,
    /// Whether it stands at the top of the list.
    pub is_pinned: bool,
    /// Its colour.
    pub tag: Option<Tag>,
}

/// A report from a job.
#[derive(Clone, Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "one is made at a time, and moved once"
)]
pub enum Event {
    /// The settings were written, or not.
    SettingsSaved {
        /// How.
        result: Result<(), FileFailure>,
    },
    /// One row of a listing, as it was read.
    ProfileListed {
        /// The job.
        job: JobId,
        /// The row.
        row: Listed,
    },
    /// A listing ended: whole, or broken off.
    ListingEnded {
        /// The job.
        job: JobId,
        /// How.
        result: Result<(), KeyringFailure>,
    },
    /// A sign-in came to a new stage.
    SignInStage {
        /// The job.
        job: JobId,
        /// The stage.
        stage: Stage,
    },
    /// A fetch ended.
    TokenFetched {
        /// The job.
        job: JobId,
        /// The profile.
        id: ProfileId,
        /// The profile as the keyring has it, where it was read: rows follow it.
        stored: Option<Profile>,
        /// Who held the clipboard when the job began.
        owner: Option<ClipboardOwner>,
        /// What the console said of the username, if it was asked; else [`KnownLogin::Unasked`].
        login: KnownLogin,
        /// How.
        result: AttemptEnd,
    },
    /// A test ended.
    CredentialTested {
        /// The job.
        job: JobId,
        /// What the console said of the username, if it was asked; else [`KnownLogin::Unasked`].
        login: KnownLogin,
        /// How.
        result: AttemptEnd,
    },
    /// A check of a credential ended.
    CredentialChecked(Checked),
    /// In a check of a reset, the new secret was tried; the stored one comes next.
    NewSecretTried {
        /// The job.
        job: JobId,
        /// What came of it.
        outcome: CheckOutcome,
    },
    /// A check of a reset ended.
    RotationChecked(RotationChecked),
    /// A request ended.
    RequestEnded(RequestEnded),
    /// The saving of a table ended.
    TableSaved {
        /// The job.
        job: JobId,
        /// How.
        result: SaveEnd,
    },
    /// The pretend API client has another secret.
    SandboxSecretReset {
        /// The job.
        job: JobId,
        /// It; `None` outside the sandbox.
        secret: Option<NewSandboxSecret>,
    },
    /// The question whether a host is a console ended.
    ConsoleProbed {
        /// The job.
        job: JobId,
        /// How.
        result: ConsoleCheckEnd,
    },
    /// A write ended.
    ProfileSaved {
        /// The job.
        job: JobId,
        /// The profile.
        id: ProfileId,
        /// The profile as written and read back, or why not.
        result: Result<Profile, KeyringFailure>,
    },
    /// A deletion ended.
    ProfileDeleted {
        /// The job.
        job: JobId,
        /// The profile.
        id: ProfileId,
        /// How.
        result: Result<(), KeyringFailure>,
    },
    /// The making of a basic header ended.
    BasicHeaderMade {
        /// The job.
        job: JobId,
        /// The profile as the keyring has it, where it was read: rows follow it.
        stored: Option<Profile>,
        /// How.
        result: BasicHeaderEnd,
    },
    /// A copy ended.
    Copied {
        /// Which.
        copy_id: CopyId,
        /// How.
        result: Result<CopyEnd, ClipboardFailure>,
    },
    /// An order to clear ended.
    ClipboardCleared {
        /// Which copy was meant.
        copy_id: CopyId,
        /// How.
        result: Result<Cleared, ClipboardFailure>,
    },
    /// The sandbox's window was started, or could not be.
    SandboxOpened {
        /// Whether it was started.
        started: bool,
    },
    /// What signs in as the sandbox's user accounts at this moment.
    SandboxHintsTold {
        /// The job.
        job: JobId,
        /// One for each account; none outside the sandbox.
        hints: Vec<SandboxHint>,
    },
}

/// How an attempt to sign in ended, the reading of the secret included.
#[derive(Clone, Debug)]
pub enum AttemptEnd {
    /// With a token.
    Granted(Grant),
    /// Without one.
    Failed(Failure),
    /// Not begun: this is to be typed first. No password was sent.
    MissingInput(MissingInput),
    /// Stopped by the person.
    Cancelled,
}

/// How the making of a basic header ended.
#[derive(Clone, Debug)]
pub enum BasicHeaderEnd {
    /// The header line.
    Made(ClipText),
    /// None: the password was not to be had.
    Failed(Failure),
    /// None: the password is no longer stored, and is to be typed.
    PasswordRequired,
    /// Stopped by the person.
    Cancelled,
}
