//! What JSON says about a profile, and how JSON is printed.

use serde::Serialize;

use super::command_failure::CommandFailure;
use super::output;
use crate::model::{Account, Profile, visible};

/// Of every document. Fields may be added; none changes its meaning without another number.
pub(super) const VERSION: u32 = 1;

#[derive(Serialize)]
pub(super) struct ProfileJson<'a> {
    id: String,
    name: &'a str,
    /// With its scheme.
    console: &'a str,
    account: AccountJson<'a>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum AccountJson<'a> {
    ApiClient {
        client_id: &'a str,
    },
    User {
        username: &'a str,
        password_saved: bool,
    },
}

impl<'a> From<&'a Profile> for ProfileJson<'a> {
    fn from(profile: &'a Profile) -> Self {
        Self {
            id: profile.id.to_string(),
            name: profile.name.as_str(),
            console: profile.console.as_str(),
            account: match &profile.account {
                Account::ApiClient { client_id } => AccountJson::ApiClient {
                    client_id: client_id.as_str(),
                },
                Account::User { username, .. } => AccountJson::User {
                    username: username.as_str(),
                    password_saved: profile.account.stores_secret(),
                },
            },
        }
    }
}

/// Invisible and reordering characters are escaped, so that a terminal shows what is there.
pub(super) fn print_json(document: &impl Serialize) -> Result<(), CommandFailure> {
    let Ok(json) = serde_json::to_string_pretty(document) else {
        return Err(CommandFailure::Defect);
    };
    output::print(&format!("{}\n", visible(&json).as_str()))
}
