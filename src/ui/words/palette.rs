//! What *Jump to* and the sheet of shortcuts say. The names of rows say what is done by taking them.

use crate::app::State;
use crate::app::job::MissingInput;
use crate::app::palette::ProfileCommand;
use crate::app::profiles::Listing;
use crate::model::{AccountKind, CopyFormat, visible_line};
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
        ProfileCommand::UseCode => Command::UseCode.label(),
        ProfileCommand::EnterNewSecret => checks::enter_new(kind),
        ProfileCommand::Show => "Show",
    }
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
