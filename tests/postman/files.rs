//! Writes the files for Postman as the window does: `files CONSOLE FOLDER`, with a token on standard input.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use anyhow::Context as _;
use jiff::Timestamp;
use tokendesk::export::postman::{collection, environment, sign_in_collection};
use tokendesk::model::{
    Account, AccountKind, ClientId, ConsoleUrl, Profile, ProfileId, ProfileName, Token,
};

fn main() -> anyhow::Result<()> {
    let [console, folder] = std::env::args()
        .skip(1)
        .collect::<Vec<_>>()
        .try_into()
        .ok()
        .context("usage: files CONSOLE FOLDER")?;
    let mut token = String::new();
    io::stdin().read_to_string(&mut token)?;
    let token = Token::parse(token.trim())?;
    let id = ProfileId::parse("3f2504e0-4f89-41d3-9a0c-0305e82c3301").context("an id")?;
    let profile = Profile {
        id,
        name: ProfileName::parse("Production EU")?,
        console: ConsoleUrl::parse(&console)?,
        account: Account::ApiClient {
            client_id: ClientId::parse("key-42-pretend")?,
        },
        rev: 1,
        saved_at: Timestamp::UNIX_EPOCH,
    };
    let environment = |token| environment(&profile, token, Timestamp::UNIX_EPOCH);
    let folder = Path::new(&folder);
    for (name, text) in [
        ("environment", environment(None)?.expose_secret()),
        (
            "environment-with-token",
            environment(Some(&token))?.expose_secret(),
        ),
        ("collection", collection(AccountKind::ApiClient)?.as_str()),
        (
            "collection-of-user",
            collection(AccountKind::User)?.as_str(),
        ),
        ("sign-in-collection", sign_in_collection(&profile)?.as_str()),
    ] {
        fs::write(folder.join(name).with_extension("json"), text)?;
    }
    Ok(())
}
