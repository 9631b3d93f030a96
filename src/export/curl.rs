//! A request as a curl command, quoted for POSIX shells.

use shlex::QuoteError;

use crate::model::{ClipText, ConsoleUrl, ResourcePath, Token, Username};

/// One line without a line end: it survives ticket systems that eat backslashes, and a shell does not run it
/// on paste. The shell's own `printf` hands the token to curl (7.55 or newer), so that it isn't in the process list; for the space in
/// front, a shell that is set to (bash on Debian and Ubuntu is) keeps the line out of its history.
///
/// # Errors If a part cannot be an argument, which these types rule out.
pub fn curl_with_token(
    console: &ConsoleUrl,
    path: &ResourcePath,
    token: &Token,
) -> Result<ClipText, QuoteError> {
    // A token's alphabet has no quotes.
    const START: &str = " printf %s 'Authorization: Bearer ";
    const PIPE: &str = "' | ";
    const END: &str = " --header @-";
    let request = request(console, path)?;
    let token = token.expose_secret();
    // Exact capacity, so that reallocation leaves no copy of the token behind.
    let length = START.len() + token.len() + PIPE.len() + request.len() + END.len();
    let mut line = String::with_capacity(length);
    for part in [START, token, PIPE, &request, END] {
        line.push_str(part);
    }
    Ok(ClipText::new(line))
}

/// With the username only: curl prompts for the password.
///
/// # Errors As [`curl_with_token`].
pub fn curl_with_password(
    console: &ConsoleUrl,
    path: &ResourcePath,
    username: &Username,
) -> Result<ClipText, QuoteError> {
    let user = shlex::try_join(["--user", username.as_str()])?;
    let request = request(console, path)?;
    Ok(ClipText::new(format!("{request} {user}")))
}

fn request(console: &ConsoleUrl, path: &ResourcePath) -> Result<String, QuoteError> {
    let url = console.resource(path.as_str());
    let mut words = vec!["curl", "--request", "GET", "--url", url.as_str()];
    // curl expands these as URL patterns by default.
    if url.as_str().contains(['[', ']', '{', '}']) {
        words.insert(1, "--globoff");
    }
    if console.is_loopback() {
        // http is for loopback only: a proxy would see the credential in clear text.
        words.splice(1..1, ["--noproxy", "*"]);
    }
    words.extend(["--header", "Accept: application/json"]);
    shlex::try_join(words)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn console(text: &str) -> ConsoleUrl {
        ConsoleUrl::parse(text).unwrap()
    }

    fn with_token(console: &ConsoleUrl, path: &str) -> String {
        let path = ResourcePath::parse(path).unwrap();
        let token = Token::parse("eyJhbGciOiJub25lIn0.e30.c2ln").unwrap();
        let line = curl_with_token(console, &path, &token).unwrap();
        line.expose_secret().to_owned()
    }

    #[test]
    fn a_command_is_one_line_that_a_shell_splits_back() {
        let eu = console("https://console.eu5.cpg.crashplan.com");
        assert_eq!(
            with_token(&eu, "/api/v3/users?active=true&pageSize=100"),
            " printf %s 'Authorization: Bearer eyJhbGciOiJub25lIn0.e30.c2ln' | curl --request GET \
             --url 'https://console.eu5.cpg.crashplan.com/api/v3/users?active=true&pageSize=100' --header 'Accept: application/json' \
             --header @-"
        );
    }

    #[test]
    fn curl_prompts_for_the_password() {
        let path = ResourcePath::parse("/api/v1/User/my").unwrap();
        let us = console("https://console.us1.crashplan.com");
        let username = Username::parse("o'dana $(id) `id` !1@example.com").unwrap();
        let line = curl_with_password(&us, &path, &username).unwrap();
        let words = shlex::split(line.expose_secret()).unwrap();
        assert_eq!(words[words.len() - 2..], ["--user", username.as_str()]);
        assert!(!line.expose_secret().contains("Bearer"));
    }

    #[test]
    fn curl_globs_no_query_and_uses_no_proxy_on_loopback() {
        let us = console("https://console.us1.crashplan.com");
        let line = with_token(&us, "/api/v1/Computer?a[]={1,2}");
        assert!(line.contains("| curl --globoff --request GET "), "{line}");
        let here = console("http://127.0.0.1:4280");
        let line = with_token(&here, "/api/v1/Computer");
        assert!(line.contains("| curl --noproxy '*' --request"), "{line}");
    }

    /// With a curl that tells its arguments and what it is given.
    #[cfg(unix)]
    #[test]
    fn the_token_is_in_no_argument_and_in_no_history() {
        use std::fs::Permissions;
        use std::io::Write as _;
        use std::os::unix::fs::PermissionsExt as _;
        use std::process::{Command, Stdio};

        let folder = tempfile::tempdir().unwrap();
        let curl = folder.path().join("curl");
        std::fs::write(
            &curl,
            "#!/bin/sh\necho \"arguments: $*\"\necho \"given: $(cat)\"\n",
        )
        .unwrap();
        std::fs::set_permissions(&curl, Permissions::from_mode(0o700)).unwrap();
        let us = console("https://console.us1.crashplan.com");
        let line = with_token(&us, "/api/v1/Computer");
        let mut bash = Command::new("bash")
            .args(["--norc", "-i"])
            .env("PATH", format!("{}:/usr/bin:/bin", folder.path().display()))
            .envs([("HISTCONTROL", "ignorespace"), ("HISTFILE", "")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let typed = format!("{line}\necho remembered\nhistory\n");
        let mut keyboard = bash.stdin.take().unwrap();
        keyboard.write_all(typed.as_bytes()).unwrap();
        drop(keyboard);
        let output = bash.wait_with_output().unwrap();
        let told = String::from_utf8(output.stdout).unwrap();
        let (token, in_line) = ("eyJhbGciOiJub25lIn0", |start| {
            told.lines().find(|line| line.starts_with(start)).unwrap()
        });
        assert!(in_line("given: ").contains(token), "{told}");
        assert!(!in_line("arguments: ").contains(token), "{told}");
        let (_, history) = told.split_once("echo remembered").expect("a history");
        assert!(
            !history.contains(token) && told.matches(token).count() == 1,
            "{told}"
        );
    }

    proptest! {
        #[test]
        fn no_path_or_name_becomes_an_extra_argument(
            path in "/api/v1/[!-~]{1,40}", user in "\\PC{1,40}", token in "[A-Za-z0-9._~+/-]{1,40}={0,2}"
        ) {
            let us = console("https://console.us1.crashplan.com");
            let Ok(path) = ResourcePath::parse(&path) else { return Ok(()); };
            let url = us.resource(path.as_str());
            let token = Token::parse(&token).unwrap();
            let line = curl_with_token(&us, &path, &token).unwrap();
            let words = shlex::split(line.expose_secret()).unwrap();
            let words: Vec<_> = words.iter().filter(|word| *word != "--globoff").collect();
            let header = format!("Authorization: Bearer {}", token.expose_secret());
            prop_assert_eq!(words, [
                "printf", "%s", &header, "|",
                "curl", "--request", "GET", "--url", url.as_str(), "--header", "Accept: application/json", "--header", "@-",
            ]);
            if let Ok(user) = Username::parse(&user) {
                let line = curl_with_password(&us, &path, &user).unwrap();
                let words = shlex::split(line.expose_secret()).unwrap();
                prop_assert_eq!(words.last().map(String::as_str), Some(user.as_str()));
            }
        }
    }
}
