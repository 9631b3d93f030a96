//! What *Jump to* and the sheet of shortcuts say. The names of rows say what is done by taking them.

use crate::app::State;
use crate::app::job::MissingInput;
use crate::app::palette::{PaletteCommand, ProfileCommand};
use crate::app::profiles::Listing;
use crate::model::{AccountKind, CopyFormat, SortBy, visible_line};
use crate::ui::commands::Command;
use crate::ui::words::checks;

pub(in crate::ui) const TITLE: &str = "Jump to";
pub(in crate::ui) const FIELD: &str = "Profile or command";
pub(in crate::ui) const RESULTS: &str = "Found";
pub(in crate::ui) const HOW: &str = "Up and Down choose · Enter takes · Esc closes";

/// What taking a profile does, before its name.
pub(in crate::ui) fn taking(
    taking: ProfileCommand,
    kind: AccountKind,
    format: CopyFormat,
) -> &'static str {
    match taking {
        ProfileCommand::GetToken => "Get token",
        ProfileCommand::Copy => super::copy(format),
        ProfileCommand::Type(MissingInput::Password) => "Enter the password",
        ProfileCommand::Type(MissingInput::Code) => "Enter the code",
        ProfileCommand::Type(MissingInput::PasswordAndCode) => "Enter password and code",
        ProfileCommand::UseCode => super::USE_CODE,
        ProfileCommand::EnterNewSecret => checks::enter_new(kind),
        ProfileCommand::Show => "Show",
    }
}

/// A command's name.
pub(in crate::ui) fn command(command: PaletteCommand, state: &State) -> &'static str {
    let kind = || {
        let selected = state.selected_profile();
        selected.map_or(AccountKind::ApiClient, |row| row.profile.account.kind())
    };
    match command {
        PaletteCommand::Check => checks::check(kind()),
        PaletteCommand::CheckRotation => checks::check_rotation(kind()),
        PaletteCommand::Pin => super::PIN,
        PaletteCommand::Unpin => super::UNPIN,
        PaletteCommand::CheckAll => super::CHECK_ALL,
        PaletteCommand::ClearClipboard => "Clear the clipboard now",
        PaletteCommand::Sort(SortBy::Name) => super::SORT_BY_NAME,
        PaletteCommand::Sort(SortBy::LastUsed) => super::SORT_BY_LAST_USED,
        PaletteCommand::OpenSandbox => super::OPEN_SANDBOX,
        other => shortcut(other).map_or("", Command::name),
    }
}

/// The key that does the same, where one does.
pub(in crate::ui) const fn shortcut(command: PaletteCommand) -> Option<Command> {
    Some(match command {
        PaletteCommand::NewProfile => Command::NewProfile,
        PaletteCommand::Search => Command::Search,
        PaletteCommand::Edit => Command::Edit,
        PaletteCommand::Duplicate => Command::Duplicate,
        PaletteCommand::Renew => Command::Renew,
        PaletteCommand::Show(tab) => Command::Show(tab),
        PaletteCommand::ForgetAll => Command::ForgetAll,
        PaletteCommand::Undo => Command::UndoDelete,
        PaletteCommand::ReadAgain => Command::ReadAgain,
        PaletteCommand::Settings => Command::Settings,
        PaletteCommand::Shortcuts => Command::Shortcuts,
        PaletteCommand::Check
        | PaletteCommand::CheckRotation
        | PaletteCommand::Pin
        | PaletteCommand::Unpin
        | PaletteCommand::CheckAll
        | PaletteCommand::ClearClipboard
        | PaletteCommand::Sort(_)
        | PaletteCommand::OpenSandbox => return None,
    })
}

/// How much was found. What is still being read may hold more.
pub(in crate::ui) fn count(state: &State, typed: &str, found: usize) -> String {
    let told = match found {
        _ if typed.trim().is_empty() => format!("{found} to choose from"),
        0 => format!("Nothing matches “{}”.", beginning(typed.trim())),
        1 => "1 found".to_owned(),
        _ => format!("{found} found"),
    };
    match state.listing {
        Listing::NotYet | Listing::Running { .. } => format!("{told} · Reading the keyring…"),
        _ => told,
    }
}

/// What was typed, as far as there is room for it.
fn beginning(typed: &str) -> String {
    const MOST: usize = 20;
    let mut chars = typed.chars();
    let first: String = chars.by_ref().take(MOST).collect();
    let more = if chars.next().is_some() { "…" } else { "" };
    format!("{}{more}", visible_line(&first))
}
