//! *Jump to*: profiles and commands by a few letters. What is found, and in which order, is the screen's; what each does is said
//! here.

use crate::app::action::Action;
use crate::app::job::MissingInput;
use crate::app::primary::Primary;
use crate::app::profiles::{Listing, ProfileRow};
use crate::app::state::State;
use crate::app::tab::Tab;
use crate::app::token::Card;
use crate::model::{Now, ProfileId, SortBy, TokenPhase};

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
    Command(PaletteCommand),
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
            (Card::Prompt(prompt), _) => Self::Type(prompt.wanted),
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

/// A command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PaletteCommand {
    /// Open an empty editor.
    NewProfile,
    /// Move to the search over the list.
    Search,
    /// Edit the selected profile.
    Edit,
    /// Open the editor for a copy of it.
    Duplicate,
    /// Try its stored credential once.
    Check,
    /// Open the check of a reset of it.
    CheckRotation,
    /// A fresh token for it; nothing is copied.
    Renew,
    /// Put it to the top of the list.
    Pin,
    /// Put it back to its place.
    Unpin,
    /// Show this tab.
    Show(Tab),
    /// Open the check of many profiles.
    CheckAll,
    /// Empty the clipboard now.
    ClearClipboard,
    /// Forget all tokens, and clear the clipboard.
    ForgetAll,
    /// Bring back what was deleted last.
    Undo,
    /// Read the keyring again.
    ReadAgain,
    /// Order the list in this way.
    Sort(SortBy),
    /// Open *Settings*.
    Settings,
    /// Open the sheet of shortcuts.
    Shortcuts,
    /// Start a second window with the sandbox.
    OpenSandbox,
}

impl PaletteCommand {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 22] = [
        Self::NewProfile,
        Self::Search,
        Self::Edit,
        Self::Duplicate,
        Self::Check,
        Self::CheckRotation,
        Self::Renew,
        Self::Pin,
        Self::Unpin,
        Self::Show(Tab::Activity),
        Self::Show(Tab::Claims),
        Self::Show(Tab::Request),
        Self::CheckAll,
        Self::ClearClipboard,
        Self::ForgetAll,
        Self::Undo,
        Self::ReadAgain,
        Self::Sort(SortBy::Name),
        Self::Sort(SortBy::LastUsed),
        Self::Settings,
        Self::Shortcuts,
        Self::OpenSandbox,
    ];

    /// Whether it is about the selected profile.
    pub const fn is_of_profile(self) -> bool {
        matches!(
            self,
            Self::Edit
                | Self::Duplicate
                | Self::Check
                | Self::CheckRotation
                | Self::Renew
                | Self::Pin
                | Self::Unpin
        )
    }

    /// What it asks for; `None` where that is not possible now. For the search, the dialog only closes: the keyboard is the
    /// screen's.
    pub fn action(self, state: &State, now: Now) -> Option<Action> {
        if self.is_of_profile() {
            return self.action_for(state.selected_profile()?, now);
        }
        let has_profiles = state.profiles().next().is_some();
        let (action, is_possible) = match self {
            Self::NewProfile => (Action::NewProfile, true),
            Self::Search => (Action::CloseDialog, !state.rows.is_empty()),
            Self::Show(tab) => (Action::ShowTab(tab), state.selected_profile().is_some()),
            Self::CheckAll => (Action::OpenCheckAll, has_profiles),
            Self::ClearClipboard => {
                let is_held = state.held.as_ref().is_some_and(|held| !held.is_clearing);
                (Action::ClearClipboard, is_held)
            }
            Self::ForgetAll => (Action::ForgetAll, has_profiles),
            Self::Undo => (Action::Undo, state.undoable().is_some()),
            Self::ReadAgain => {
                let is_reading = matches!(state.listing, Listing::Running { .. });
                // There is no keyring behind the sandbox.
                (Action::Reload, !is_reading && state.sandbox.is_none())
            }
            Self::Sort(by) => (Action::Sort(by), state.settings.sort != by),
            Self::Settings => (Action::OpenSettings, true),
            Self::Shortcuts => (Action::OpenShortcuts, true),
            Self::OpenSandbox => (Action::OpenSandbox, state.sandbox.is_none()),
            _ => return None,
        };
        is_possible.then_some(action)
    }

    fn action_for(self, row: &ProfileRow, now: Now) -> Option<Action> {
        let profile = &row.profile;
        let id = profile.id;
        let (action, is_possible) = match self {
            Self::Edit => (Action::Edit(id), true),
            Self::Duplicate => (Action::Duplicate(id), true),
            Self::Check => (Action::Check(id), !row.is_signing_in()),
            Self::CheckRotation => (Action::OpenRotation(id), profile.account.stores_secret()),
            Self::Renew => {
                let card = row.card(now);
                let is_free = matches!(card, Card::Token { renewing: None, .. });
                (Action::Renew(id), is_free)
            }
            Self::Pin => (Action::Pin(id, true), !profile.is_pinned),
            Self::Unpin => (Action::Pin(id, false), profile.is_pinned),
            _ => return None,
        };
        is_possible.then_some(action)
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
