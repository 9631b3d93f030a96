//! What is typed for one sign-in, and what is still to be typed for it.

use crate::model::{Secret, TotpCode};

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

impl TypedCode {
    /// The code, if one was typed.
    pub fn code(&self) -> Option<&TotpCode> {
        match self {
            Self::Typed(code) => Some(code),
            Self::Unsaid | Self::Without => None,
        }
    }
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
