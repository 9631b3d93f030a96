//! Each text is read back by the rules of its language, written down here a second time.

use proptest::prelude::*;

use super::*;
use crate::model::Username;

const TOKEN: &str = "eyJhbGciOiJub25lIn0.e30.c2ln";
const ACCEPT: &str = "Accept: application/json";

fn console(text: &str) -> ConsoleUrl {
    ConsoleUrl::parse(text).unwrap()
}

fn us1() -> ConsoleUrl {
    console("https://console.us1.crashplan.com")
}

fn with(console: &ConsoleUrl, path: &str, auth: &RequestAuth, format: RequestFormat) -> String {
    let path = ResourcePath::parse(path).unwrap();
    let text = request_text(console, &path, auth, format).unwrap();
    text.expose_secret().to_owned()
}

fn with_token(console: &ConsoleUrl, path: &str, format: RequestFormat) -> String {
    let auth = RequestAuth::Token(Token::parse(TOKEN).unwrap());
    with(console, path, &auth, format)
}

fn with_user(name: &str, format: RequestFormat) -> String {
    let auth = RequestAuth::Basic(Username::parse(name).unwrap());
    with(&us1(), "/api/v1/User/my", &auth, format)
}

#[test]
fn each_format_is_written_as_its_program_takes_it() {
    let eu = console("https://console.eu5.cpg.crashplan.com");
    let path = "/api/v3/users?q=it's%2B$HOME&n=100";
    for (format, text) in [
        (
            RequestFormat::Curl,
            " printf %s 'Authorization: Bearer eyJhbGciOiJub25lIn0.e30.c2ln' | curl --request GET \
             --url 'https://console.eu5.cpg.crashplan.com/api/v3/users?q=it%27s%2B$HOME&n=100' --header 'Accept: application/json' \
             --header @-",
        ),
        (
            RequestFormat::CurlCmd,
            "set \"CRASHPLAN_TOKEN=eyJhbGciOiJub25lIn0.e30.c2ln\" & curl --request GET \
             --url ^\"https://console.eu5.cpg.crashplan.com/api/v3/users^?q^=it%^27s%^2B^$HOME^&n^=100^\" \
             --header ^\"Accept: application/json^\" --variable ^\"%^CRASHPLAN_TOKEN^\" \
             --expand-header ^\"Authorization: Bearer ^{^{CRASHPLAN_TOKEN^}^}^\" & set \"CRASHPLAN_TOKEN=\"",
        ),
        (
            RequestFormat::PowerShell,
            "$crashplanToken = 'eyJhbGciOiJub25lIn0.e30.c2ln'; Invoke-RestMethod \
             -Uri 'https://console.eu5.cpg.crashplan.com/api/v3/users?q=it%27s%2B$HOME&n=100' \
             -Headers @{ Accept = 'application/json'; Authorization = \"Bearer $crashplanToken\" } -MaximumRedirection 0",
        ),
        (
            RequestFormat::HttpFile,
            "###\n# @no-redirect\n# @no-log\n\
             GET https://console.eu5.cpg.crashplan.com/api/v3/users?q=it%27s%2B$HOME&n=100\n\
             Accept: application/json\nAuthorization: Bearer eyJhbGciOiJub25lIn0.e30.c2ln\n",
        ),
        (
            RequestFormat::Python,
            r#"import requests

def bearer(request):
    request.headers["Authorization"] = "Bearer eyJhbGciOiJub25lIn0.e30.c2ln"
    return request

response = requests.get(
    "https://console.eu5.cpg.crashplan.com/api/v3/users?q=it%27s%2B$HOME&n=100",
    headers={"Accept": "application/json"},
    auth=bearer,
    allow_redirects=False,
    timeout=60,
)
print(response.status_code, response.reason)
print(response.text)
"#,
        ),
        (
            RequestFormat::ShellVariable,
            " CRASHPLAN_TOKEN='eyJhbGciOiJub25lIn0.e30.c2ln'",
        ),
    ] {
        assert_eq!(with_token(&eu, path, format), text);
    }
}

#[test]
fn a_percent_sign_that_encodes_nothing_is_encoded_for_programs_that_would_encode_the_others_too() {
    let path = "/api/v1/x?a=100%&b=%2B&c={{d}}";
    for format in [
        RequestFormat::PowerShell,
        RequestFormat::HttpFile,
        RequestFormat::Python,
    ] {
        let text = with_token(&us1(), path, format);
        assert!(
            text.contains("/api/v1/x?a=100%25&b=%2B&c=%7B%7Bd%7D%7D"),
            "{text}"
        );
    }
}

#[test]
fn a_password_is_prompted_for_or_the_format_is_not_offered() {
    let name = "o'dana $(id) `id` %PATH% \\\"^&\\ ü !1@example.com";
    let line = with_user(name, RequestFormat::Curl);
    let words = shlex::split(&line).unwrap();
    assert_eq!(words[words.len() - 2..], ["--user", name]);
    let line = with_user(name, RequestFormat::CurlCmd);
    let words = arguments(&commands(&line)[0]);
    assert_eq!(words[words.len() - 2..], ["--user", name]);
    let code = with_user(name, RequestFormat::Python);
    let (_, auth) = code.split_once("auth=(").unwrap();
    let (user, rest) = python_string(auth);
    assert_eq!(user, name);
    assert!(
        rest.starts_with(".encode(), getpass.getpass().encode()),"),
        "{rest}"
    );
    assert!(code.is_ascii(), "{code}");
    for format in RequestFormat::ALL {
        let auth = RequestAuth::Basic(Username::parse(name).unwrap());
        let path = ResourcePath::parse("/api/v1/User/my").unwrap();
        let text = request_text(&us1(), &path, &auth, format);
        assert_eq!(text.is_some(), format.prompts_for_password(), "{format:?}");
        assert!(text.is_none_or(|text| !text.expose_secret().contains("Bearer")));
    }
}

#[test]
fn curl_globs_no_query_and_nothing_uses_a_proxy_on_loopback() {
    let line = with_token(&us1(), "/api/v1/Computer?a[]={1,2}", RequestFormat::Curl);
    assert!(line.contains("| curl --globoff --request GET "), "{line}");
    let here = console("http://127.0.0.1:4280");
    let line = with_token(&here, "/api/v1/Computer", RequestFormat::Curl);
    assert!(line.contains("| curl --noproxy '*' --request"), "{line}");
    let line = with_token(&here, "/api/v1/Computer", RequestFormat::CurlCmd);
    assert!(
        arguments(&commands(&line)[1]).starts_with(&["curl", "--noproxy", "*"].map(str::to_owned)),
        "{line}"
    );
    let code = with_token(&here, "/api/v1/Computer", RequestFormat::Python);
    assert!(
        code.contains("proxies={\"http\": \"\", \"https\": \"\"},"),
        "{code}"
    );
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
    let mut bash = Command::new("bash")
        .args(["--norc", "-i"])
        .env("PATH", format!("{}:/usr/bin:/bin", folder.path().display()))
        .envs([("HISTCONTROL", "ignorespace"), ("HISTFILE", "")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let line = with_token(&us1(), "/api/v1/Computer", RequestFormat::Curl);
    let variable = with_token(&us1(), "/api/v1/Computer", RequestFormat::ShellVariable);
    let typed = format!(
        "{line}\n{variable}\necho \"length: ${{#CRASHPLAN_TOKEN}}\"\necho \"handed down: $(env | grep -c CRASHPLAN)\"\n\
         echo remembered\nhistory\n"
    );
    let mut keyboard = bash.stdin.take().unwrap();
    keyboard.write_all(typed.as_bytes()).unwrap();
    drop(keyboard);
    let output = bash.wait_with_output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    let in_line = |start| told.lines().find(|line| line.starts_with(start)).unwrap();
    assert!(in_line("given: ").contains(TOKEN), "{told}");
    assert!(!in_line("arguments: ").contains(TOKEN), "{told}");
    assert_eq!(in_line("length: "), format!("length: {}", TOKEN.len()));
    assert_eq!(in_line("handed down: "), "handed down: 0");
    let (_, history) = told.split_once("echo remembered").expect("a history");
    assert!(
        !history.contains(TOKEN) && told.matches(TOKEN).count() == 1,
        "{told}"
    );
}

/// What an interactive `cmd.exe` runs, one after the other, if there is a variable for every name without a caret.
fn commands(line: &str) -> Vec<String> {
    let mut expanded = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('%') {
        expanded.push_str(before);
        match after.split_once('%') {
            Some((name, next)) if !name.is_empty() && !name.contains('^') => {
                expanded.push_str("EXPANDED");
                rest = next;
            }
            _ => {
                expanded.push('%');
                rest = after;
            }
        }
    }
    expanded.push_str(rest);
    let mut commands = vec![String::new()];
    let mut is_quoted = false;
    let mut chars = expanded.chars();
    while let Some(c) = chars.next() {
        let command = commands.last_mut().unwrap();
        match c {
            '"' => {
                is_quoted = !is_quoted;
                command.push(c);
            }
            '^' if !is_quoted => command.extend(chars.next()),
            '&' if !is_quoted => commands.push(String::new()),
            '|' | '<' | '>' | '(' | ')' if !is_quoted => panic!("{c} in {line}"),
            _ => command.push(c),
        }
    }
    let trimmed = commands.iter().map(|command| command.trim().to_owned());
    trimmed.collect()
}

/// As the C runtime of Windows splits a command line.
fn arguments(command: &str) -> Vec<String> {
    let mut arguments = Vec::new();
    let mut current: Option<String> = None;
    let (mut is_quoted, mut backslashes) = (false, 0);
    for c in command.chars() {
        if c == '\\' {
            backslashes += 1;
            continue;
        }
        let kept = if c == '"' {
            backslashes / 2
        } else {
            backslashes
        };
        let is_literal = c != '"' || backslashes % 2 == 1;
        if backslashes > 0 || c == '"' {
            current.get_or_insert_default().push_str(&"\\".repeat(kept));
        }
        backslashes = 0;
        match c {
            '"' if !is_literal => is_quoted = !is_quoted,
            ' ' if !is_quoted => arguments.extend(current.take()),
            _ => current.get_or_insert_default().push(c),
        }
    }
    assert!(!is_quoted && backslashes == 0, "{command}");
    arguments.extend(current);
    arguments
}

/// With what is percent-encoded as bytes; another `%` stays.
fn decoded(url: &str) -> Vec<u8> {
    let (bytes, mut at) = (url.as_bytes(), 0);
    let mut decoded = Vec::new();
    while at < bytes.len() {
        let code = url
            .get(at + 1..at + 3)
            .filter(|code| bytes[at] == b'%' && code.bytes().all(|b| b.is_ascii_hexdigit()));
        match code {
            Some(code) => decoded.push(u8::from_str_radix(code, 16).unwrap()),
            None => decoded.push(bytes[at]),
        }
        at += if code.is_some() { 3 } else { 1 };
    }
    decoded
}

/// The text of a string in single quotes, and what follows it.
fn powershell_string(text: &str) -> (String, &str) {
    let is_quote = |c| matches!(c, '\'' | '\u{2018}'..='\u{201b}');
    let mut rest = text.strip_prefix(is_quote).unwrap();
    let mut string = String::new();
    loop {
        let end = rest.find(is_quote).unwrap();
        string.push_str(&rest[..end]);
        let quote = rest[end..].chars().next().unwrap();
        rest = &rest[end + quote.len_utf8()..];
        let Some(next) = rest.strip_prefix(is_quote) else {
            return (string, rest);
        };
        string.push(quote);
        rest = next;
    }
}

/// The text of a string in double quotes, and what follows it.
fn python_string(text: &str) -> (String, &str) {
    let mut chars = text.strip_prefix('"').unwrap().chars();
    let mut string = String::new();
    loop {
        match chars.next().unwrap() {
            '"' => return (string, chars.as_str()),
            '\\' => match chars.next().unwrap() {
                c @ ('"' | '\\') => string.push(c),
                'U' => {
                    let code: String = chars.by_ref().take(8).collect();
                    let code = u32::from_str_radix(&code, 16).unwrap();
                    string.push(char::from_u32(code).unwrap());
                }
                other => panic!("\\{other}"),
            },
            c => {
                assert!(c == ' ' || c.is_ascii_graphic(), "{c:?}");
                string.push(c);
            }
        }
    }
}

proptest! {
    #[test]
    fn no_path_name_or_token_becomes_anything_else(
        path in prop_oneof!["/api/v1/[!-~]{1,40}", "/api/v1/\\PC{1,20}", "/api/v1/x\\?[%0-9A-F^&\"'|]{1,40}"],
        user in prop_oneof!["\\PC{1,40}", "[%\\\\\"^& a-z]{1,20}"],
        token in "[A-Za-z0-9._~+/-]{1,40}={0,2}"
    ) {
        let us = us1();
        let Ok(path) = ResourcePath::parse(&path) else { return Ok(()); };
        let url = us.resource(path.as_str());
        let url = url.as_str();
        let request = GetRequest { url, has_proxy: true };
        let strict = request.strict_url();
        let is_strict = strict.bytes().all(|b| b.is_ascii_graphic() && !b"\"\\{}".contains(&b));
        prop_assert!(is_strict, "{}", strict);
        prop_assert_eq!(decoded(&strict), decoded(url));
        let is_code = |code: &str| code.len() > 1 && code.bytes().take(2).all(|b| b.is_ascii_hexdigit());
        prop_assert!(strict.split('%').skip(1).all(is_code), "{}", strict);
        let parsed = Token::parse(&token).unwrap();
        let auth = RequestAuth::Token(parsed);
        let text = |auth: &RequestAuth, format| {
            request_text(&us, &path, auth, format).unwrap().expose_secret().to_owned()
        };
        let bearer = format!("Authorization: Bearer {token}");
        let without_glob = |words: Vec<String>| -> Vec<String> {
            words.into_iter().filter(|word| word != "--globoff").collect()
        };

        let words = without_glob(shlex::split(&text(&auth, RequestFormat::Curl)).unwrap());
        prop_assert_eq!(words, [
            "printf", "%s", &bearer, "|", "curl", "--request", "GET", "--url", url, "--header", ACCEPT, "--header", "@-",
        ]);

        let in_turn = commands(&text(&auth, RequestFormat::CurlCmd));
        let set = format!("set \"CRASHPLAN_TOKEN={token}\"");
        prop_assert_eq!([in_turn[0].as_str(), in_turn[2].as_str()], [set.as_str(), "set \"CRASHPLAN_TOKEN=\""]);
        prop_assert_eq!(in_turn.len(), 3);
        prop_assert_eq!(without_glob(arguments(&in_turn[1])), [
            "curl", "--request", "GET", "--url", url, "--header", ACCEPT, "--variable", "%CRASHPLAN_TOKEN",
            "--expand-header", "Authorization: Bearer {{CRASHPLAN_TOKEN}}",
        ]);

        let line = text(&auth, RequestFormat::PowerShell);
        let (assigned, rest) = powershell_string(line.strip_prefix("$crashplanToken = ").unwrap());
        prop_assert_eq!(assigned, token.as_str());
        let (uri, _) = powershell_string(rest.strip_prefix("; Invoke-RestMethod -Uri ").unwrap());
        prop_assert_eq!(uri.as_str(), strict.as_str());

        let file = text(&auth, RequestFormat::HttpFile);
        let lines: Vec<_> = file.split('\n').filter(|line| !line.starts_with('#')).collect();
        let sent = lines[0].strip_prefix("GET ").unwrap();
        prop_assert_eq!(sent, strict.as_str());
        prop_assert_eq!(&lines[1..], [ACCEPT, &bearer, ""]);

        let code = text(&auth, RequestFormat::Python);
        let after = |start: &str| python_string(code.split_once(start).unwrap().1).0;
        prop_assert_eq!(after("request.headers[\"Authorization\"] = "), format!("Bearer {token}"));
        prop_assert_eq!(after("requests.get(\n    "), strict.as_str());

        let words = shlex::split(&text(&auth, RequestFormat::ShellVariable)).unwrap();
        prop_assert_eq!(words, [format!("CRASHPLAN_TOKEN={token}")]);

        let Ok(user) = Username::parse(&user) else { return Ok(()); };
        let name = user.as_str().to_owned();
        let auth = RequestAuth::Basic(user);
        let words = shlex::split(&text(&auth, RequestFormat::Curl)).unwrap();
        prop_assert_eq!(words.last(), Some(&name));
        let in_turn = commands(&text(&auth, RequestFormat::CurlCmd));
        prop_assert_eq!(in_turn.len(), 1);
        let words = arguments(&in_turn[0]);
        prop_assert_eq!(words.last(), Some(&name));
        let code = text(&auth, RequestFormat::Python);
        let after = |start: &str| python_string(code.split_once(start).unwrap().1).0;
        prop_assert_eq!(after("auth=("), name);
    }
}

#[test]
fn a_copied_request_that_is_pasted_gives_its_console_and_its_username_again() {
    for name in [
        "ada@example.com",
        "o'dana $(id) `id` %PATH% \\\"^&\\ ü !1@example.com",
    ] {
        for format in [RequestFormat::Curl, RequestFormat::CurlCmd] {
            let list = crate::model::import::pasted(&with_user(name, format));
            let [found] = list.candidates.as_slice() else {
                panic!("{format:?}: {list:?}");
            };
            let read = (found.console.as_str(), found.login.as_str());
            assert_eq!(read, (us1().as_str(), name), "{format:?}");
        }
    }
    for format in [
        RequestFormat::Curl,
        RequestFormat::CurlCmd,
        RequestFormat::PowerShell,
    ] {
        let list = crate::model::import::pasted(&with_token(&us1(), "/api/v1/User/my", format));
        assert_eq!(list.candidates[0].console, us1().as_str(), "{format:?}");
        assert!(!format!("{list:?}").contains(TOKEN));
    }
}
