//! What *Jump to* calls the things that it can do.

use crate::app::job::MissingInput;
use crate::app::palette::ProfileCommand;
use crate::model::{AccountKind, CopyFormat};
use crate::ui::commands::Command;
use crate::ui::words::{RENEW_AND_COPY, copy_label, enter_new_label};

/// "Edit {}…" as "Edit…".
pub(super) fn without_name(phrase: &str) -> String {
    let places = [" of {}", " for {}", " with {}", " {}"];
    let place = places.into_iter().find(|place| phrase.contains(place));
    place.map_or_else(|| phrase.to_owned(), |place| phrase.replace(place, ""))
}

pub(super) fn profile_command_label(
    taking: ProfileCommand,
    kind: AccountKind,
    format: CopyFormat,
) -> &'static str {
    match taking {
        ProfileCommand::GetToken => "Get token",
        ProfileCommand::Copy => copy_label(format),
        ProfileCommand::RenewAndCopy => RENEW_AND_COPY,
        ProfileCommand::Type(MissingInput::Password) => "Enter password",
        ProfileCommand::Type(MissingInput::Code) => "Enter code",
        ProfileCommand::Type(MissingInput::PasswordAndCode) => "Enter password and code",
        ProfileCommand::UseCode => Command::UseCode.label(),
        ProfileCommand::EnterNewSecret => enter_new_label(kind),
        ProfileCommand::Show => "Show",
    }
}
