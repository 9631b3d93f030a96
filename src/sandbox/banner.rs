//! The console alone, for Postman and other clients: what it prints, and running it until the process ends.

use std::io;

use super::accounts::{SandboxAccount, accounts};
use super::server::{SandboxConsole, SandboxOptions};

/// Serves the sandbox console on `port` of 127.0.0.1 (0 for any free one), tells `out` how to use it, and blocks for as long
/// as it runs: until the process is ended.
pub fn serve_console(port: u16, out: &mut dyn io::Write) -> io::Result<()> {
    let console = SandboxConsole::start_with(SandboxOptions {
        port,
        ..SandboxOptions::default()
    })?;
    out.write_all(banner(&console.base_url()).as_bytes())?;
    out.flush()?;
    console.wait();
    Ok(())
}

/// What the console alone prints: its address, its API clients with what each shows, and requests to try.
///
/// `scripts/vendor-clients` reads the lines that begin with `Address`, `Client ID` and `Secret`.
pub fn banner(base_url: &str) -> String {
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
    if let Some(account) = accounts().first() {
        text.push_str(&example(base_url, account));
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

fn example(base_url: &str, account: &SandboxAccount) -> String {
    let SandboxAccount {
        client_id, secret, ..
    } = account;
    format!(
        "\n\
         Get a token:\n  \
         curl -u '{client_id}:{secret}' -X POST '{base_url}/api/v3/oauth/token?grant_type=client_credentials'\n\
         Use it:\n  \
         curl -H 'Authorization: Bearer <access_token>' '{base_url}/api/v3/users?active=true&blocked=false&pageSize=100'\n\
         \n\
         Ctrl+C ends it.\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_banner_tells_all_that_is_needed_to_sign_in_as_each_account() {
        let text = banner("http://127.0.0.1:4280");
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
}
