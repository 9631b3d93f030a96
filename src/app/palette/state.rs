//! *Jump to*: profiles and commands by a few letters. The screen searches and ranks; here is what choosing a result does.

use crate::app::command::Command;
use crate::app::job::MissingInput;
use crate::app::primary::Primary;
use crate::app::profiles::ProfileRow;
use crate::app::token::Card;
use crate::model::{Now, ProfileId, TokenPhase};

/// The dialog. What is typed stands in [`crate::app::Drafts::palette`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    /// When it opened.
    pub opened: Now,
    /// The one that is chosen; the first of what is found, where there is none, or it is not found any more.
    pub chosen: Option<Entry>,
    /// Whether the person went to it, rather than the search.
    pub is_moved: bool,
}

impl Palette {
    /// A dialog that opens now.
    pub const fn new(opened: Now) -> Self {
        Self {
            opened,
            chosen: None,
            is_moved: false,
        }
    }
}

/// Something that can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Entry {
    /// A profile.
    Profile(ProfileId),
    /// A command.
    Command(Command),
}

/// What becomes of a profile that is taken. It is selected in any case. At most one sign-in follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProfileCommand {
    /// *Get token and copy header*.
    GetToken,
    /// *Copy header*.
    Copy,
    /// Its card asks for this, or will: the keyboard goes there.
    Type(MissingInput),
    /// Its card asks for a two-factor code after a refusal.
    UseCode,
    /// Its secret was refused: *Enter the new secret*.
    EnterNewSecret,
    /// A sign-in is under way: nothing but to show it.
    Show,
}

impl ProfileCommand {
    /// For this profile, now.
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
