//! *Jump to*: search for profiles and commands. The screen searches and ranks; this is what a result does.

use crate::app::State;
use crate::app::command::Command;
use crate::app::job::MissingInput;
use crate::app::primary::Primary;
use crate::app::profiles::ProfileRow;
use crate::app::token::Card;
use crate::model::{Now, ProfileId, TokenPhase};

/// The search is in [`crate::app::Drafts::palette`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    pub opened: Now,
    /// Set while the commands of one profile are listed.
    pub level: Option<ProfileLevel>,
    /// The highlighted entry; `None`, or one no longer found: the first result.
    pub chosen: Option<Entry>,
    /// Highlighted by the user rather than by the search.
    pub is_user_choice: bool,
}

/// The second level: all commands of one profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileLevel {
    pub id: ProfileId,
    /// The search of the first level, restored on the way back.
    pub outer_search: String,
}

impl Palette {
    pub const fn new(opened: Now) -> Self {
        Self {
            opened,
            level: None,
            chosen: None,
            is_user_choice: false,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Entry {
    /// What taking it does: [`ProfileCommand`].
    Profile(ProfileId),
    /// A command of this profile, selected or not.
    CommandOf(ProfileId, Command),
    /// A command of the window.
    Command(Command),
}

impl Entry {
    /// The profile that it is about.
    pub fn profile(self) -> Option<ProfileId> {
        match self {
            Self::Profile(id) | Self::CommandOf(id, _) => Some(id),
            Self::Command(_) => None,
        }
    }
}

/// What selecting a profile in *Jump to* does besides showing it. At most one sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProfileCommand {
    /// *Get token and copy header*.
    GetToken,
    /// *Copy header*.
    Copy,
    /// *Renew and copy*: the token expires soon.
    RenewAndCopy,
    /// Focuses the card's prompt.
    Type(MissingInput),
    /// Prompts for a two-factor code after a refusal.
    UseCode,
    /// *Enter new secret*, after a refusal.
    EnterNewSecret,
    /// Only shows it: a sign-in is running.
    Show,
}

impl ProfileCommand {
    pub fn of(row: &ProfileRow, state: &State, now: Now) -> Self {
        match (row.card(now), state.primary_of(row, now)) {
            (Card::Prompt(prompt), _) => Self::Type(prompt.missing),
            (
                Card::Token {
                    phase: TokenPhase::Live,
                    ..
                },
                _,
            ) => Self::Copy,
            (_, Primary::None) => Self::Show,
            (_, Primary::RenewAndCopy(_)) => Self::RenewAndCopy,
            (_, Primary::UseCode(_)) => Self::UseCode,
            (_, Primary::EnterNewSecret(_)) => Self::EnterNewSecret,
            _ => Self::GetToken,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaletteAction {
    /// The search changed: highlights the first result.
    Typed,
    /// The current first result: stays highlighted even if rows read later come before it.
    Settle(Entry),
    /// Highlights this entry.
    Highlight(Entry),
    /// Runs this entry.
    Run(Entry),
    /// Shows the profile and does nothing else.
    Open(ProfileId),
    /// Lists the commands of this profile.
    More(ProfileId),
    /// Returns from there.
    Back,
}
