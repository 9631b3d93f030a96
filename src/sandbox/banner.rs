//! The console without the window, for Postman and other clients.

use std::io;

use super::api_clients::{SandboxApiClient, api_clients};
use super::sandbox_routes;
use super::server::{SandboxConsole, SandboxOptions};
use super::state::SandboxCode;
use super::users::{SandboxUser, users};

/// Serves the console on `port` of 127.0.0.1 (0 for any free one), prints the banner to `out`, and blocks until the process ends.
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

/// The console's address, accounts and example requests.
///
/// `scripts/vendor-clients` reads the lines that begin with `Address`, `Client ID`, `Secret`, `Username` and `Password`.
pub fn banner(base_url: &str, codes: &[SandboxCode]) -> String {
    let mut text = format!(
        "A mock CrashPlan console, reachable only from this computer.\n\
         \n\
         Address    {base_url}\n\
         \n\
         API clients. The secrets are fake, and the same on every computer.\n"
    );
    for client in api_clients() {
        text.push_str(&client_lines(client));
    }
    text.push_str(
        "\nUser accounts. Ten failed sign-ins within five minutes lock an account for five minutes.\n",
    );
    for user in users() {
        text.push_str(&user_lines(user, codes));
    }
    if let (Some(client), Some(user)) = (api_clients().first(), users().first()) {
        text.push_str(&examples(base_url, client, user));
    }
    text
}

fn client_lines(client: &SandboxApiClient) -> String {
    let SandboxApiClient {
        name,
        client_id,
        secret,
        outcome,
        ..
    } = client;
    let new_secret = client.new_secret.map_or_else(String::new, |new_secret| {
        format!("  New secret {new_secret}\n")
    });
    format!(
        "\n{name}\n  Client ID  {client_id}\n  Secret     {secret}\n{new_secret}  Outcome    {outcome}\n"
    )
}

fn user_lines(user: &SandboxUser, codes: &[SandboxCode]) -> String {
    let SandboxUser {
        name,
        username,
        password,
        outcome,
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
        "\n{name}\n  Username   {username}\n  Password   {password}\n{setup_key}{code}  Outcome    {outcome}\n"
    )
}

fn examples(base_url: &str, client: &SandboxApiClient, user: &SandboxUser) -> String {
    let SandboxApiClient {
        client_id, secret, ..
    } = client;
    let SandboxUser {
        username, password, ..
    } = user;
    let (codes, reset, counts) = (
        sandbox_routes::CODES,
        sandbox_routes::RESET_SECRET,
        sandbox_routes::COUNTS,
    );
    format!(
        "\n\
         Get a token as an API client or a user:\n  \
         curl -u '{client_id}:{secret}' -X POST '{base_url}/api/v3/oauth/token?grant_type=client_credentials'\n  \
         curl -u '{username}:{password}' '{base_url}/api/v3/auth/jwt?useBody=true'\n\
         Use it:\n  \
         curl -H 'Authorization: Bearer <access_token>' '{base_url}/api/v3/users?active=true&blocked=false&pageSize=100'\n\
         Current two-factor codes (each works once, in the header totp-auth):\n  \
         curl '{base_url}{codes}'\n\
         Reset the secret of the first API client (the old one is then rejected):\n  \
         curl -X POST '{base_url}{reset}'\n\
         Number of sign-ins so far:\n  \
         curl '{base_url}{counts}'\n\
         \n\
         Press Ctrl+C to stop.\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed() -> String {
        let codes: Vec<SandboxCode> = users()
            .iter()
            .filter(|user| user.totp_key().is_some())
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
    fn the_banner_has_all_that_is_needed_to_sign_in_as_each_client() {
        let text = printed();
        assert!(text.contains("Address    http://127.0.0.1:4280\n"));
        for client in api_clients() {
            for fact in [client.name, client.client_id, client.secret, client.outcome] {
                assert!(text.contains(fact), "{fact}");
            }
            assert!(client.new_secret.is_none_or(|secret| text.contains(secret)));
        }
    }

    #[test]
    fn the_banner_has_all_that_is_needed_to_sign_in_as_each_user() {
        let text = printed();
        for user in users() {
            let lines = format!(
                "\n{}\n  Username   {}\n  Password   {}\n",
                user.name, user.username, user.password
            );
            assert!(text.contains(&lines), "{}", user.name);
            assert!(text.contains(user.outcome), "{}", user.name);
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
