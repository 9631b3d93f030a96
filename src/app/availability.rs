//! Which commands apply now, and what each asks for.

use crate::app::command::Command;
use crate::app::primary::Primary;
use crate::app::profiles::{ListAction, Listing, ProfileRow};
use crate::app::token::{Card, Check, Prompt};
use crate::app::{Action, State};
use crate::model::{AccountKind, Now, TokenPhase};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Availability {
    Ready(Action),
    Disabled(DisabledReason),
    /// There is nothing that it applies to.
    Hidden,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisabledReason {
    Checking,
    CheckingAddress,
    SigningIn,
    ReadingKeyring,
    ClearingClipboard,
}

impl Availability {
    fn ready_if(is_ready: bool, action: Action) -> Self {
        if is_ready {
            Self::Ready(action)
        } else {
            Self::Hidden
        }
    }
}

impl Command {
    /// What it asks for, where it is ready.
    pub fn action(self, state: &State, now: Now) -> Option<Action> {
        match self.availability(state, now) {
            Availability::Ready(action) => Some(action),
            Availability::Disabled(_) | Availability::Hidden => None,
        }
    }

    pub fn availability(self, state: &State, now: Now) -> Availability {
        use Availability::{Disabled, Hidden, Ready};
        let has_profiles = || state.profiles().next().is_some();
        match self {
            Self::Palette => Ready(Action::OpenPalette),
            Self::Shortcuts => Ready(Action::OpenShortcuts),
            Self::Settings => Ready(Action::OpenSettings),
            Self::NewProfile => Ready(Action::NewProfile),
            // The palette closes; the screen moves the focus.
            Self::Search => Availability::ready_if(!state.rows.is_empty(), Action::CloseDialog),
            Self::Primary => primary_action(state.primary(now)).map_or(Hidden, Ready),
            Self::CheckAll => Availability::ready_if(has_profiles(), Action::OpenCheckAll),
            Self::Import => Ready(Action::OpenImport),
            Self::ExportProfiles => Availability::ready_if(has_profiles(), Action::OpenExport),
            Self::ClearClipboard => match &state.copied_item {
                Some(item) if item.is_clearing => Disabled(DisabledReason::ClearingClipboard),
                Some(_) => Ready(Action::ClearClipboard),
                None => Hidden,
            },
            // Without a profile, what was copied from one may still be on the clipboard.
            Self::ClearSession => Ready(Action::ClearSession),
            Self::Undo if state.has_tags_to_undo() => Ready(Action::List(ListAction::UndoTags)),
            Self::Undo => Availability::ready_if(state.undoable().next().is_some(), Action::Undo),
            // There is no keyring behind the sandbox.
            Self::ReadAgain if state.sandbox.is_some() => Hidden,
            Self::ReadAgain => match state.listing {
                Listing::Running { .. } => Disabled(DisabledReason::ReadingKeyring),
                _ => Ready(Action::Reload),
            },
            Self::Sort(by) => Ready(Action::Sort(by)),
            Self::OpenSandbox => {
                Availability::ready_if(state.can_open_sandbox(), Action::OpenSandbox)
            }
            // The list reads its own keys, and so does what is in front.
            Self::Close | Self::Previous | Self::Next | Self::SelectListed => Hidden,
            // With several selected, no single one is in sight.
            _ if state.has_several_selected() => Hidden,
            of_profile => match state.selected_profile() {
                Some(row) => of_profile.for_profile(row, state, now),
                None => Hidden,
            },
        }
    }

    /// For this profile, selected or not; *Hidden* for the window's own commands.
    pub fn for_profile(self, row: &ProfileRow, state: &State, now: Now) -> Availability {
        use Availability::{Disabled, Hidden, Ready};
        let profile = &row.profile;
        let (id, account) = (profile.id, &profile.account);
        let is_user = account.kind() == AccountKind::User;
        let is_pinned = state.settings.marks_of(id).is_pinned;
        match self {
            Self::ShowTab(tab) => Ready(Action::ShowTab(tab)),
            // The palette closes; the screen opens the browser.
            Self::OpenConsole => Ready(Action::CloseDialog),
            Self::Edit => Ready(Action::Edit(id)),
            Self::Duplicate => Ready(Action::Duplicate(id)),
            Self::Delete => Ready(Action::AskDelete(id)),
            Self::Check => match (row.check.as_ref().and_then(Check::job), &row.attempt) {
                (Some(_), _) => Disabled(DisabledReason::Checking),
                (None, Some(_)) => Disabled(DisabledReason::SigningIn),
                (None, None) => Ready(Action::Check(id)),
            },
            Self::CheckRotation => {
                Availability::ready_if(account.stores_secret(), Action::OpenRotation(id))
            }
            Self::CheckAddress if row.is_probing() => Disabled(DisabledReason::CheckingAddress),
            Self::CheckAddress => Ready(Action::ProbeConsole(id)),
            Self::Renew => {
                let can_renew = matches!(row.card(now), Card::Token { renewing: None, .. })
                    || state.primary_of(row, now) == Primary::RenewAndCopy(id);
                Availability::ready_if(can_renew, Action::Renew(id))
            }
            Self::UseCode => {
                let asks_for_code = |prompt: &Prompt| prompt.missing.code();
                let is_asked = row.prompt.as_ref().is_some_and(asks_for_code);
                let can_use = is_user && row.attempt.is_none() && !is_asked;
                Availability::ready_if(can_use, Action::UseCode(id))
            }
            Self::CopyHeader => {
                // Unlike the primary button also while it expires: the key says what it copies.
                let is_copyable = matches!(
                    row.card(now),
                    Card::Token {
                        phase: TokenPhase::Live | TokenPhase::Expiring,
                        ..
                    }
                );
                Availability::ready_if(is_copyable, Action::CopyHeader(id))
            }
            Self::CopyBasicHeader => Availability::ready_if(is_user, Action::AskBasicHeader(id)),
            Self::SaveForPostman => Ready(Action::OpenPostman(id)),
            Self::Pin => Availability::ready_if(!is_pinned, Action::Pin(id, true)),
            Self::Unpin => Availability::ready_if(is_pinned, Action::Pin(id, false)),
            // Not about a profile: answered by the caller.
            Self::Palette
            | Self::Search
            | Self::NewProfile
            | Self::Primary
            | Self::Sort(_)
            | Self::CheckAll
            | Self::Import
            | Self::ExportProfiles
            | Self::ReadAgain
            | Self::ClearSession
            | Self::Undo
            | Self::ClearClipboard
            | Self::OpenSandbox
            | Self::Settings
            | Self::Shortcuts
            | Self::Previous
            | Self::Next
            | Self::SelectListed
            | Self::Close => Hidden,
        }
    }
}

/// What the solid button of the window asks for.
pub fn primary_action(primary: Primary) -> Option<Action> {
    Some(match primary {
        Primary::NewProfile => Action::NewProfile,
        Primary::Reload => Action::Reload,
        Primary::GetToken(id) | Primary::RenewAndCopy(id) | Primary::TryAgain(id) => {
            Action::GetToken(id)
        }
        Primary::CopyHeader(id) => Action::CopyHeader(id),
        Primary::EnterNewSecret(id) => Action::EnterNewSecret(id),
        Primary::SignIn(id) => Action::SignIn(id),
        Primary::UseCode(id) => Action::UseCode(id),
        Primary::MakeApiClient(id) => Action::MakeApiClient(id),
        Primary::None => return None,
    })
}
