//! *Jump to*: search for profiles and commands. The screen searches and ranks; this is what a result does.

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
    /// The highlighted entry; `None`, or one no longer found: the first result.
    pub chosen: Option<Entry>,
    /// Highlighted by the user rather than by the search.
    pub is_user_choice: bool,
}

impl Palette {
    pub const fn new(opened: Now) -> Self {
        Self {
            opened,
            chosen: None,
            is_user_choice: false,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Entry {
    Profile(ProfileId),
    Command(Command),
}

/// What selecting a profile in *Jump to* does besides showing it. At most one sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProfileCommand {
    /// *Get token and copy header*.
    GetToken,
    /// *Copy header*.
    Copy,
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
    pub fn of(row: &ProfileRow, now: Now) -> Self {
        match (row.card(now), row.primary(now)) {
            (Card::Prompt(prompt), _) => Self::Type(prompt.missing),
            (
                Card::Token {
                    phase: TokenPhase::Live | TokenPhase::Expiring,
                    ..
                },
                _,
            ) => Self::Copy,
            (_, Primary::None) => Self::Show,
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
}
