//! What jobs are given.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::model::{
    Account, ActivityLine, BasicPath, CheckAllReport, ClipText, ConsoleUrl, CopyFormat, Profile,
    ProfileId, ProfileName, ResourcePath, RotationOutcome, Secret, Token, TotpCode, Username,
};

/// What a person typed for one sign-in, besides what is stored.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// The password, where none is stored.
    pub password: Option<Secret>,
    /// What was said of a two-factor code.
    pub code: TypedCode,
}

/// What a person said of a two-factor code.
#[derive(Clone, Debug, Default)]
pub enum TypedCode {
    /// Nothing: where the console says that the account needs one, it is asked for.
    #[default]
    Unsaid,
    /// That the sign-in is to be tried without one, whatever the console says of the account.
    Without,
    /// This one. It is sent once.
    Typed(TotpCode),
}

impl TypedCode {
    /// The code, if one was typed.
    pub fn code(&self) -> Option<&TotpCode> {
        match self {
            Self::Typed(code) => Some(code),
            Self::Unsaid | Self::Without => None,
        }
    }
}

/// What is still to be typed before a sign-in can be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingInput {
    /// The password: none is stored.
    Password,
    /// A two-factor code.
    Code,
    /// Both.
    PasswordAndCode,
}

impl MissingInput {
    /// What is wanted of these two, if anything.
    pub fn of(password: bool, code: bool) -> Option<Self> {
        match (password, code) {
            (true, true) => Some(Self::PasswordAndCode),
            (true, false) => Some(Self::Password),
            (false, true) => Some(Self::Code),
            (false, false) => None,
        }
    }

    /// Whether the password is.
    pub fn password(self) -> bool {
        matches!(self, Self::Password | Self::PasswordAndCode)
    }

    /// Whether a code is.
    pub fn code(self) -> bool {
        matches!(self, Self::Code | Self::PasswordAndCode)
    }
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
}

/// Whether the stored secret is tried in a check of a reset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TryStored {
    /// Once, after the new one.
    Once,
    /// Not: it was refused just before, at this time. It is only compared with the new one.
    RefusedBefore {
        /// When.
        at: Timestamp,
    },
    /// Not: for a user account this was not asked for. It is only compared with the new one.
    NotAsked,
}

/// What a request is sent with: each way has the paths that it may go to.
#[derive(Clone, Debug)]
pub enum RequestWith {
    /// The profile's live token.
    Token {
        /// The resource.
        path: ResourcePath,
        /// The token.
        token: Token,
    },
    /// Username and password, which is deprecated. To the console it is a sign-in.
    Basic {
        /// The resource.
        path: BasicPath,
        /// The password, if it was typed; else the stored one is read.
        password: Option<Secret>,
    },
}

/// What goes onto the clipboard.
#[derive(Clone, Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "one is made by a click, and moved once"
)]
pub enum CopyWhat {
    /// A token, in one of its forms.
    Token {
        /// The token.
        token: Token,
        /// The form.
        format: CopyFormat,
    },
    /// A text that was selected in the window.
    Text(ClipText),
    /// The command line of a request.
    Curl {
        /// Where.
        console: ConsoleUrl,
        /// The resource.
        path: ResourcePath,
        /// What it is sent with.
        with: CurlWith,
    },
    /// What a check of a reset found, for a ticket.
    RotationReport {
        /// The profile that was checked.
        profile: Profile,
        /// What was found.
        outcome: RotationOutcome,
        /// For its times.
        zone: TimeZone,
    },
    /// The table of a check of many profiles, as Markdown.
    CheckTable {
        /// The table.
        report: CheckAllReport,
        /// For its times.
        zone: TimeZone,
    },
    /// What happened in this run.
    Activity {
        /// The lines, in the order in which they are shown.
        lines: Vec<ActivityLine>,
        /// For their times.
        zone: TimeZone,
    },
}

/// What a request on a command line is sent with.
#[derive(Clone, Debug)]
pub enum CurlWith {
    /// This token: it stands in the command.
    Token(Token),
    /// This username: curl asks for the password.
    Basic(Username),
}
