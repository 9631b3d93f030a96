//! The console alone, for Postman and other clients: what it prints, and running it until the process ends.

use std::io;

use super::accounts::{SandboxAccount, accounts};
use super::codes;
use super::codes::SandboxCode;
use super::counts;
use super::reset;
use super::server::{SandboxConsole, SandboxOptions};
use super::users::{SandboxUser, users};

/// Serves the sandbox console on `port` of 127.0.0.1 (0 for any free one), tells `out` how to use it, and blocks for as long
/// as it runs: until the process is ended.
pub fn serve_console(port: u16, out: &mut dyn io::Write) -> io::Result<()> {
    let console = SandboxConsole::start_with(SandboxOptions {
        port,
        ..SandboxOptions::default()
    })?;
    out.write_all(banner(&console.base_url(), &console.codes()).as_bytes())?;
    out.flush()?;
    console.wait();
    Ok(())
}

/// What the console alone prints: its address, its API clients and user accounts with what each shows, and requests to try.
///
/// `scripts/vendor-clients` reads the lines that begin with `Address`, `Client ID`, `Secret`, `Username` and `Password`.
pub fn banner(base_url: &str, codes: &[SandboxCode]) -> String {
    let mut text = format!(
        "The sandbox console: a pretend CrashPlan console, reachable from this machine only.\n\
         \n\
         Address    {base_url}\n\
         \n\
         Its API clients. The secrets are pretend, and the same for everyone.\n"
    );
    for account in accounts() {
        text.push_str(&account_lines(account));
    }
    text.push_str(
        "\nIts user accounts. Ten failed sign-ins within five minutes lock one for five minutes.\n",
    );
    for user in users() {
        text.push_str(&user_lines(user, codes));
    }
    if let (Some(account), Some(user)) = (accounts().first(), users().first()) {
        text.push_str(&examples(base_url, account, user));
    }
    text
}

fn account_lines(account: &SandboxAccount) -> String {
    let SandboxAccount {
        name,
        client_id,
        secret,
        shows,
        ..
    } = account;
    let new_secret = account.new_secret.map_or_else(String::new, |new_secret| {
        format!("  New secret {new_secret}\n")
    });
    format!(
        "\n{name}\n  Client ID  {client_id}\n  Secret     {secret}\n{new_secret}  Outcome    {shows}\n"
    )
}

fn user_lines(user: &SandboxUser, codes: &[SandboxCode]) -> String {
    let SandboxUser {
        name,
        username,
        password,
        shows,
        ..
    } = user;
    let setup_key = user.setup_key().map_or_else(String::new, |key| {
        format!("  Setup key  {key} (for an authenticator app)\n")
    });
    let code = codes
        .iter()
        .find(|code| code.user.username == *username)
        .map_or_else(String::new, |code| format!("  Code now   {}\n", code.code));
    format!(
        "\n{name}\n  Username   {username}\n  Password   {password}\n{setup_key}{code}  Outcome    {shows}\n"
    )
}

fn examples(base_url: &str, account: &SandboxAccount, user: &SandboxUser) -> String {
    let SandboxAccount {
        client_id, secret, ..
    } = account;
    let SandboxUser {
        username, password, ..
    } = user;
    let (codes, reset, counts) = (codes::PATH, reset::PATH, counts::PATH);
    format!(
        "\n\
         Get a token, as an API client or as a user:\n  \
         curl -u '{client_id}:{secret}' -X POST '{base_url}/api/v3/oauth/token?grant_type=client_credentials'\n  \
         curl -u '{username}:{password}' '{base_url}/api/v3/auth/jwt?useBody=true'\n\
         Use it:\n  \
         curl -H 'Authorization: Bearer <access_token>' '{base_url}/api/v3/users?active=true&blocked=false&pageSize=100'\n\
         The two-factor codes of this moment (each is accepted once, in the header totp-auth):\n  \
         curl '{base_url}{codes}'\n\
         Give the first API client another secret, as after a reset (the old one is refused from then on):\n  \
         curl -X POST '{base_url}{reset}'\n\
         How many sign-ins came in so far:\n  \
         curl '{base_url}{counts}'\n\
         \n\
         Ctrl+C ends it.\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed() -> String {
        let codes: Vec<SandboxCode> = users()
            .iter()
            .filter(|user| user.key().is_some())
            .enumerate()
            .map(|(n, user)| SandboxCode {
                user,
                code: format!("00000{n}"),
                counts_in_secs: 0,
            })
            .collect();
        banner("http://127.0.0.1:4280", &codes)
    }

    #[test]
    fn the_banner_tells_all_that_is_needed_to_sign_in_as_each_account() {
        let text = printed();
        assert!(text.contains("Address    http://127.0.0.1:4280\n"));
        for account in accounts() {
            for fact in [
                account.name,
                account.client_id,
                account.secret,
                account.shows,
            ] {
                assert!(text.contains(fact), "{fact}");
            }
            assert!(
                account
                    .new_secret
                    .is_none_or(|secret| text.contains(secret))
            );
        }
    }

    #[test]
    fn the_banner_tells_all_that_is_needed_to_sign_in_as_each_user() {
        let text = printed();
        for user in users() {
            let lines = format!(
                "\n{}\n  Username   {}\n  Password   {}\n",
                user.name, user.username, user.password
            );
            assert!(text.contains(&lines), "{}", user.name);
            assert!(text.contains(user.shows), "{}", user.name);
            let setup_key = user.setup_key();
            assert!(setup_key.is_none_or(|key| text.contains(&format!("  Setup key  {key} "))));
        }
        for code in ["000000", "000001"] {
            assert!(text.contains(&format!("  Code now   {code}\n")));
        }
        assert!(text.contains("curl 'http://127.0.0.1:4280/sandbox/codes'\n"));
        assert!(text.contains("curl -X POST 'http://127.0.0.1:4280/sandbox/reset-secret'\n"));
        assert!(text.contains("curl 'http://127.0.0.1:4280/sandbox/counts'\n"));
    }
}
