use super::*;

/// Console, kind, login and secret of each candidate.
fn read(text: &str) -> Vec<(String, AccountKind, String, String)> {
    let list = pasted(text);
    (list.candidates.into_iter())
        .map(|found| {
            let secret = match &found.secret {
                CandidateSecret::Given(secret) => secret.expose_secret().to_owned(),
                _ => String::new(),
            };
            (found.console, found.kind, found.login, secret)
        })
        .collect()
}

fn one(text: &str) -> (String, AccountKind, String, String) {
    let found = read(text);
    let [found] = found.as_slice() else {
        panic!("{} candidates in {text}: {found:?}", found.len());
    };
    found.clone()
}

fn client(console: &str, login: &str, secret: &str) -> (String, AccountKind, String, String) {
    (
        console.to_owned(),
        AccountKind::ApiClient,
        login.to_owned(),
        secret.to_owned(),
    )
}

fn user(console: &str, login: &str, secret: &str) -> (String, AccountKind, String, String) {
    (
        console.to_owned(),
        AccountKind::User,
        login.to_owned(),
        secret.to_owned(),
    )
}

const EU: &str = "https://console.eu5.cpg.crashplan.com";
const US: &str = "https://console.us1.crashplan.com";

#[test]
fn the_vendors_examples_are_read() {
    for (text, expected) in [
        (
            "curl -X POST -u 'key-79muGw9i424:pretend-mPQ' -H \"Accept: application/json\" \
             \"https://console.eu5.cpg.crashplan.com/api/v3/oauth/token?grant_type=client_credentials\"",
            client(EU, "key-79muGw9i424", "pretend-mPQ"),
        ),
        (
            "curl -X GET -u \"ada@example.com\" -H \"Accept: application/json\" \
             \"https://console.us1.crashplan.com/api/v3/auth/jwt?useBody=true\"",
            user(US, "ada@example.com", ""),
        ),
        (
            "curl -X GET -u \"ada:pretend\" -H \"totp-auth: 123456\" -H \"Accept: application/json\" \
             \"https://console.us1.crashplan.com/api/v3/auth/jwt?useBody=true\"",
            user(US, "ada", "pretend"),
        ),
        (
            "curl -u \"ada\" https://console.us1.crashplan.com/api/v1/Computer",
            user(US, "ada", ""),
        ),
    ] {
        assert_eq!(one(text), expected, "{text}");
    }
}

#[test]
fn placeholders_are_left_out_and_said() {
    let list = pasted(
        "curl -X POST -u '<clientID>:<secret>' -H \"Accept: application/json\" \
         \"<requestURL>/api/v3/oauth/token?grant_type=client_credentials\"",
    );
    assert_eq!(list.candidates.len(), 1, "{list:?}");
    let found = &list.candidates[0];
    assert_eq!((found.console.as_str(), found.login.as_str()), ("", ""));
    assert_eq!(
        found.remarks,
        [
            "The console’s address is a placeholder.",
            "The credential is a placeholder."
        ]
    );
}

#[test]
fn what_browsers_copy_is_read() {
    let basic = "Basic a2V5LTQyOnByZXRlbmQtJSchcw=="; // key-42:pretend-%'!s
    let posix = format!(
        "curl 'https://console.us1.crashplan.com/api/v3/oauth/token?grant_type=client_credentials' \\\n  \
         -X 'POST' \\\n  -H 'accept: application/json' \\\n  -H 'authorization: {basic}' \\\n  -b 'a=pretend-cookie' \\\n  \
         --data-raw $'it\\'s\\u0021' \\\n  --compressed"
    );
    let prompt = format!(
        "curl ^\"https://console.us1.crashplan.com/api/v3/oauth/token?grant_type=client_credentials^\" ^\r\n  \
         -X ^\"POST^\" ^\r\n  -H ^\"accept: application/json^\" ^\r\n  -H ^\"authorization: {basic}^\" ^\r\n  \
         -b ^\"a=pretend-cookie^\" ^\r\n  --data-raw ^\"^{{^\\^\"a^\\^\": 1^}}^\""
    );
    let power = format!(
        "$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession\r\n\
         $session.UserAgent = \"Mozilla/5.0 (X11; Linux x86_64)\"\r\n\
         $session.Cookies.Add((New-Object System.Net.Cookie(\"a\", \"pretend-cookie\", \"/\", \"console.us1.crashplan.com\")))\r\n\
         Invoke-WebRequest -UseBasicParsing -Uri \"https://console.us1.crashplan.com/api/v3/oauth/token?grant_type=client_credentials\" `\r\n\
         -Method \"POST\" `\r\n-WebSession $session `\r\n-Headers @{{\r\n\"accept\"=\"application/json\"\r\n  \"authorization\"=\"{basic}\"\r\n}} `\r\n\
         -Body \"a=b\""
    );
    for text in [&posix, &prompt, &power] {
        assert_eq!(one(text), client(US, "key-42", "pretend-%'!s"), "{text}");
        let list = pasted(text);
        assert!(
            list.unused.iter().any(|said| said.contains("cookies")),
            "{list:?}"
        );
        assert!(
            list.unused.iter().any(|said| said.contains("body")),
            "{list:?}"
        );
        assert!(!format!("{list:?}").contains("pretend"), "{list:?}");
    }
}

#[test]
fn an_address_and_a_pair_are_one_profile() {
    assert_eq!(one("key-42:pretend:x"), client("", "key-42", "pretend:x"));
    assert_eq!(one("https://console.us1.crashplan.com/#/console?x=1").0, US);
    for text in [
        "https://console.us1.crashplan.com/app\nkey-42:pretend",
        "key-42:pretend\r\nconsole.us1.crashplan.com\r\n",
        "console.us1.crashplan.com key-42:pretend",
        "Console: https://console.us1.crashplan.com\nClient ID: key-42\nSecret: pretend",
        "Client ID\nkey-42\nSecret\npretend\n\nhttps://console.us1.crashplan.com",
        "CRASHPLAN_URL=https://console.us1.crashplan.com/\nexport CRASHPLAN_CLIENT_ID=\"key-42\"\nCRASHPLAN_CLIENT_SECRET='pretend'",
        "https://console.us1.crashplan.com\nkey-42\npretend",
        "url=console.us1.crashplan.com\nid=\" key-42 \"\nsecret=pretend",
        "curl -u '<clientID>:<secret>' https://console.us1.crashplan.com/api/v3/oauth/token\nkey-42:pretend",
    ] {
        assert_eq!(one(text), client(US, "key-42", "pretend"), "{text}");
    }
}

#[test]
fn every_way_to_write_the_options_is_read() {
    let url = "https://console.us1.crashplan.com/api/v3/oauth/token?grant_type=client_credentials";
    let basic = "Basic a2V5LTQyOnByZXRlbmQ=";
    for text in [
        format!("curl -ukey-42:pretend {url}"),
        format!("curl -sSu key-42:pretend '{url}'"),
        format!("curl --user=key-42:pretend --url={url}"),
        format!("curl --url \"{url}\" --user 'key-42:pretend' -XPOST"),
        format!("curl -x http://proxy.example:8080 -o out.json -m 10 -u key-42:pretend {url}"),
        format!("curl --proxy proxy.example --retry 3 -w '%{{http_code}}' {url} -u key-42:pretend"),
        format!("TOKEN=$(curl -s -u key-42:pretend '{url}' | jq -r .access_token)"),
        format!("$ curl -u key-42:pretend {url} > out.json 2>&1"),
        format!("sudo /usr/bin/curl -u \"key-42:pretend\" {url} 2>/dev/null; echo done"),
        format!("curl --location --request POST '{url}' --header 'AUTHORIZATION: {basic}'"),
        format!("curl --request POST \\\n  --url '{url}' \\\n  --header 'Authorization: {basic}'"),
        format!("curl --request POST \\ \n  --url '{url}' \\\r\n  --header 'Authorization: {basic}'"),
        format!("curl -X POST \"{url}\" ^\r\n -H \"Authorization: {basic}\" ^\r\n -H \"Accept: */*\""),
        format!("curl.exe -X POST `\r\n  -H 'Authorization: {basic}' `\r\n  '{url}'"),
        format!("PS C:\\Users\\ada> curl.exe -u \"key-42:pretend\" \"{url}\""),
        format!("C:\\Users\\ada>curl -u \"key-42:pretend\" \"{url}\""),
        format!("Invoke-RestMethod -Method Post -Uri '{url}' -Headers @{{ Authorization = \"{basic}\" }}"),
        format!("$headers = New-Object \"System.Collections.Generic.Dictionary[[String],[String]]\"\r\n\
                 $headers.Add(\"Authorization\", \"{basic}\")\r\n\
                 $response = Invoke-RestMethod '{url}' -Method 'POST' -Headers $headers\r\n$response | ConvertTo-Json"),
        format!("$h = @{{}}\n$h[\"Authorization\"] = '{basic}'\nirm {url} -Headers $h"),
        format!("$pair = 'key-42:pretend'\n$b = [Convert]::ToBase64String([Text.Encoding]::ASCII.GetBytes($pair))\n\
                 Invoke-RestMethod -Uri '{url}' -Headers @{{ Authorization = \"Basic $b\" }}"),
        format!("Invoke-RestMethod -Uri '{url}' -Headers @{{ Authorization = \"Basic \" + \
                 [Convert]::ToBase64String([Text.Encoding]::ASCII.GetBytes(\"key-42:pretend\")) }}"),
        "curl https://key-42:pretend@console.us1.crashplan.com/api/v3/oauth/token".to_owned(),
        format!("Authorization: {basic}\nhttps://console.us1.crashplan.com/login"),
        "{\n  \"console\": \"https://console.us1.crashplan.com\",\n  \"clientId\": \"key-42\",\n  \"secret\": \"pretend\"\n}".to_owned(),
    ] {
        assert_eq!(one(&text), client(US, "key-42", "pretend"), "{text}");
    }
}

#[test]
fn quotation_marks_and_escapes_in_a_secret_are_undone() {
    let url = "https://console.us1.crashplan.com/api/v3/oauth/token";
    let secret = "p'r\"e$t%e^n&d!\\";
    for text in [
        format!("curl -u 'key-42:p'\\''r\"e$t%e^n&d!\\' {url}"),
        format!("curl -u \"key-42:p'r\\\"e\\$t%e^n&d!\\\\\" {url}"),
        format!("curl -u $'key-42:p\\'r\"e$t%e^n&d\\u0021\\\\' {url}"),
        format!("curl -u ^\"key-42:p'r\\^\"e$t^%e^^n^&d^!\\\\^\" ^\n {url}"),
        format!("curl.exe -u 'key-42:p''r\"e$t%e^n&d!\\' {url}"),
        format!("curl `\n -u \"key-42:p'r`\"e`$t%e^n&d!\\\" {url}"),
    ] {
        assert_eq!(one(&text), client(US, "key-42", secret), "{text}");
    }
}

#[test]
fn labels_in_one_line_are_told_apart_and_no_secret_becomes_part_of_a_login() {
    let expected = client(US, "key-1", "pretend-1");
    for text in [
        "Client ID: key-1, Secret: pretend-1, URL: https://console.us1.crashplan.com",
        "URL: console.us1.crashplan.com Client ID: key-1 Client Secret: pretend-1",
        "host=console.us1.crashplan.com;id=key-1;secret=pretend-1",
        "client_id = \"key-1\"; client_secret = \"pretend-1\"; url = 'console.us1.crashplan.com'",
        r#"{"client_id": "key-1", "client_secret": "pretend-1", "url": "console.us1.crashplan.com"}"#,
        r#"[{"url":"console.us1.crashplan.com","auth":{"clientId":"key-1","clientSecret":"pretend-1"}}]"#,
        "**URL:** console.us1.crashplan.com\n**Client ID:** `key-1`\n**Secret**: `pretend-1`",
        "Client ID: “key-1”\nSecret: ‘pretend-1’\nURL: console.us1.crashplan.com",
    ] {
        assert_eq!(one(text), expected, "{text}");
    }
    // What looks like a label may be part of a password.
    for (text, password) in [
        (
            "User: ada@example.com\nPassword: pretend key: 1",
            "pretend key: 1",
        ),
        (
            "User: ada@example.com, Password: pretend;x|y=1",
            "pretend;x|y=1",
        ),
        (
            "User: ada@example.com, Password: \"pretend, id: 1\"",
            "pretend, id: 1",
        ),
    ] {
        assert_eq!(one(text), user("", "ada@example.com", password), "{text}");
    }
}

#[test]
fn json_has_a_profile_for_each_object_and_other_json_has_none() {
    let text = r#"{"a": {"client_id": "key-1", "secret": "pretend-1", "url": "console.us1.crashplan.com"},
        "b": {"client_id": "key-2", "secret": "pretend-2", "url": "console.us1.crashplan.com"}}"#;
    assert_eq!(
        read(text),
        [
            client(US, "key-1", "pretend-1"),
            client(US, "key-2", "pretend-2")
        ]
    );
    assert!(read(r#"{"access_token":"pretend-token","expires_in":900}"#).is_empty());
    assert_eq!(
        unused(r#"{"profiles":[]}"#),
        ["There’s no credential and no console address here."]
    );
}

#[test]
fn what_word_processors_make_of_a_command_is_undone() {
    let expected = client(US, "key-1", "pretend-it’s");
    for text in [
        "curl –X POST –u “key-1:pretend-it’s” “https://console.us1.crashplan.com/x?a=1&b=2”",
        "curl —user ‘key-1:pretend-it’s’ ‘https://console.us1.crashplan.com/x’",
        "curl –user “key-1:pretend-it’s” –header “Accept: a” https://console.us1.crashplan.com/x",
        "curl\u{a0}-u\u{a0}\"key-1:pretend-it’s\"\u{a0}https://console.us1.crashplan.com/x",
        "curl -u \"key-1:pretend-it’s\" \\\u{a0}\n\u{a0}https://console.us1.crashplan.com/x",
    ] {
        assert_eq!(one(text), expected, "{text}");
    }
    assert_eq!(
        one("curl.exe -u “key-1:pretend-1” “https://console.us1.crashplan.com/x”"),
        client(US, "key-1", "pretend-1")
    );
    assert_eq!(
        one("curl -u \"key-1:“pretend-1”\" console.us1.crashplan.com"),
        client(US, "key-1", "“pretend-1”")
    );
}

#[test]
fn an_email_address_is_a_username_and_no_console() {
    assert_eq!(one("ada@example.com"), user("", "ada@example.com", ""));
    assert_eq!(
        one("console.us1.crashplan.com\nada@example.com"),
        user(US, "ada@example.com", "")
    );
}

#[test]
fn a_variable_is_no_console() {
    for host in ["$HOST", "${HOST}", "{requestURL}", "REQUEST_URL", "%HOST%"] {
        let text = format!("curl -u key-1:pretend-1 https://{host}/api/v3/oauth/token");
        assert_eq!(one(&text), client("", "key-1", "pretend-1"), "{text}");
    }
}

fn unused(text: &str) -> Vec<String> {
    pasted(text).unused
}

#[test]
fn what_cannot_be_used_is_named_without_its_value() {
    let url = "https://console.us1.crashplan.com/api/v3/users";
    for (text, said) in [
        (
            format!("curl -H 'Authorization: Bearer pretend' {url}"),
            "A bearer token isn’t a credential: it expires. Paste what it was requested with.",
        ),
        (
            format!("curl -u a:pretend -H 'totp-auth: 123456' {url}"),
            "The two-factor code isn’t used: it works only once.",
        ),
        (
            format!("curl -u a:pretend -H 'X-A: pretend' -H 'X-B: pretend' {url}"),
            "The headers “X-A” and “X-B” aren’t used.",
        ),
        (
            format!("curl -u a:pretend -H 'pretend' {url}"),
            "A header without a name isn’t used.",
        ),
        (
            format!("curl -H 'Authorization: Basic pretend!' {url}"),
            "The Basic header is damaged: it isn’t a name and a password in Base64.",
        ),
        (
            format!("curl -u a:pretend {url} -d 'pretend'"),
            "The request body isn’t used.",
        ),
        (
            format!("curl -u 'a:pretend {url}"),
            "A quotation mark of this command is never closed.",
        ),
        (
            "$h = @{ Authorization = \"Basic pretend }\nInvoke-RestMethod x".to_owned(),
            "A quotation mark of this command is never closed.",
        ),
        (
            "pretend text".to_owned(),
            "This isn’t a curl command, an ID and secret, or a console address.",
        ),
        (
            "INCYDR_API_CLIENT_SECRET=pretend".to_owned(),
            "A setting of Incydr, another product. Its API clients don’t work for CrashPlan.",
        ),
    ] {
        assert_eq!(unused(&text), [said], "{text}");
    }
    let list = pasted(&format!("key-1:pretend\nhello\n{}", "x".repeat(2 << 20)));
    assert_eq!(
        list.unused,
        ["This text is longer than 1 MB. None of it is used."]
    );
}

#[test]
fn remarks_say_what_was_assumed() {
    let remarks = |text: &str| pasted(text).candidates.remove(0).remarks;
    let url = "https://console.us1.crashplan.com/api/v3/oauth/token";
    assert_eq!(
        remarks(&format!("curl -k -u key-1:pretend {url}")),
        ["Certificate checks stay on."]
    );
    assert_eq!(
        remarks("mine:pretend"),
        ["Taken for an API client. Check the sign-in method."]
    );
    assert_eq!(
        remarks(&format!("curl -u 'key-1: pretend ' {url}")),
        ["Spaces around the secret are removed."]
    );
    assert_eq!(
        remarks("curl -u 'ada: pretend' https://console.us1.crashplan.com/api/v1/User"),
        ["The password starts or ends with a space. It’s used as is."]
    );
    let other = pasted("curl -u key-1:pretend https://api.us.code42.com/v1/oauth");
    assert_eq!(other.candidates[0].remarks, [SISTER_PRODUCT]);
    assert!(!other.candidates[0].is_proposed);
}

#[test]
fn several_commands_and_lines_become_as_many_profiles() {
    let text = "# Production\nhttps://console.eu5.cpg.crashplan.com/app\nkey-1:pretend-1\nkey-2:pretend-2\n\n\
                curl -u key-3:pretend-3 https://console.us1.crashplan.com/api/v3/oauth/token --next -u ada:pretend \
                https://console.us1.crashplan.com/api/v1/User\n\nName: Ours\nConsole: console.us1.crashplan.com\n\
                Username: bo\nPassword: pretend 4\nkey-1:pretend-1\n";
    let found = read(text);
    assert_eq!(
        found,
        [
            client(EU, "key-1", "pretend-1"),
            client(EU, "key-2", "pretend-2"),
            client(US, "key-3", "pretend-3"),
            user(US, "ada", "pretend"),
            user(US, "bo", "pretend 4"),
        ]
    );
    let list = pasted(text);
    assert_eq!(list.unused, ["Line 12: the same as line 3."]);
    let places: Vec<_> = list
        .candidates
        .iter()
        .map(|found| found.place.as_str())
        .collect();
    assert_eq!(places, ["Line 3", "Line 4", "Line 6", "Line 6", "Line 8"]);
    assert_eq!(list.candidates[4].name, "Ours");
}

#[test]
fn more_than_can_be_imported_is_named() {
    let lines: Vec<_> = (0..2_100).map(|n| format!("key-{n}:pretend\n")).collect();
    let text = lines.concat();
    let list = pasted(&text);
    assert_eq!(list.candidates.len(), MOST_CANDIDATES);
    assert_eq!(
        list.unused,
        ["Line 2001: from here on nothing is used: 2000 profiles at most."]
    );
}

/// A quarter of a megabyte of what begins like a command, without end.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "how long it takes is what is tested"
)]
fn a_long_text_is_read_in_no_time() {
    for part in [
        "curl ;",
        "curl '",
        "curl -u a:b x.example|",
        "$a=\"",
        "key-1:",
        "Name: a\n",
        "id=a ",
        "id=a=",
        "curl -H \"\n",
        "^\n",
    ] {
        let text = part.repeat(LONGEST_TEXT / 4 / part.len());
        let began = std::time::Instant::now();
        drop(pasted(&text));
        let took = began.elapsed();
        assert!(took.as_secs() < 20, "{part:?}: {took:?}");
    }
}

#[test]
fn passwords_that_look_like_placeholders_are_passwords() {
    for secret in [
        "$trong",
        "pa$$word",
        "100%",
        "<3pretend",
        "xY",
        "YourMom",
        "password",
    ] {
        let text = format!("ada@example.com:{secret}");
        assert_eq!(one(&text), user("", "ada@example.com", secret));
    }
    for text in [
        "curl -u \"$CLIENT_ID:$CLIENT_SECRET\" https://console.us1.crashplan.com/api/v3/oauth/token",
        "curl -u '{{client_id}}:{{secret}}' https://console.us1.crashplan.com/api/v3/oauth/token",
        "curl -u username:password https://console.us1.crashplan.com/api/v3/oauth/token",
        "curl -u YOUR_ID:YOUR_SECRET https://console.us1.crashplan.com/api/v3/oauth/token",
    ] {
        let list = pasted(text);
        assert_eq!(one(text).2, "", "{text}");
        assert_eq!(
            list.candidates[0].remarks,
            ["The credential is a placeholder."]
        );
    }
}

mod properties {
    use proptest::prelude::*;

    use super::super::super::command_line::CommandShell;
    use super::*;

    const SECRET: &str = "pretendSECRET";

    fn fragments() -> impl Strategy<Value = String> {
        let parts = [
            "curl",
            "curl.exe",
            " ",
            " ",
            "\n",
            "\r\n",
            "\\\n",
            "^\n",
            "`\n",
            "'",
            "\"",
            "^\"",
            "$'",
            "\\'",
            "-u",
            "-H",
            "-uid:",
            "--user=",
            "Authorization: ",
            "Basic ",
            "Bearer ",
            "Cookie: ",
            "https://a.example/",
            "https://u:",
            "@b.example/api/v1/",
            "<id>",
            "key-1",
            ":",
            "=",
            "Secret: ",
            "Client ID: ",
            "Name: ",
            "Tag: ",
            "INCYDR_X=",
            "Invoke-RestMethod",
            "-Uri ",
            "-Headers @{",
            "}",
            "$a",
            "(",
            ")",
            ";",
            "|",
            "&",
            ">",
            "<",
            "--next",
            "-d",
            "\u{feff}",
            "ü",
            "%41",
            "#",
            SECRET,
            SECRET,
        ];
        prop::collection::vec(prop::sample::select(parts.to_vec()), 0..30)
            .prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn no_remark_holds_a_secret(text in fragments()) {
            let list = pasted(&text);
            for said in list.unused.iter().chain(list.candidates.iter().flat_map(|found| &found.remarks)) {
                prop_assert!(!said.contains(SECRET), "{} from {:?}", said, text);
            }
        }

        #[test]
        fn nothing_panics_and_no_field_is_longer_than_the_text(text in prop_oneof![any::<String>(), "(curl )?\\PC{0,80}"]) {
            for found in pasted(&text).candidates {
                let fields = [&found.login, &found.name, &found.tag];
                prop_assert!(fields.iter().all(|field| field.len() <= text.len()));
            }
            for shell in [CommandShell::Posix, CommandShell::Prompt, CommandShell::Power] {
                prop_assert!(shell.split(&text).length <= text.len());
            }
        }

        #[test]
        fn a_pair_survives_each_quoting(login in "key-[A-Za-z0-9]{1,12}", secret in "[!-9;-~]{1,24}") {
            let pair = format!("{login}:{secret}");
            prop_assume!(!is_placeholder(&secret));
            let url = "https://console.us1.crashplan.com/api/v3/oauth/token";
            let posix = shlex::try_quote(&pair).unwrap().into_owned();
            let escaped = |c: char| format!("\\u{:04x}", u32::from(c));
            let ansi_c: Vec<_> = pair.chars().map(escaped).collect();
            let ansi_c = ansi_c.concat();
            let caret: String = pair
                .chars()
                .map(|c| if c.is_alphanumeric() { c.to_string() } else if c == '"' { "\\^\"".to_owned() } else { format!("^{c}") })
                .collect();
            // A backslash before a quotation mark needs another one; that is left to the test of the C runtime.
            let has_backslash = secret.contains('\\');
            let power = pair.replace('\'', "''");
            let mut texts = vec![
                format!("curl -X POST -u {posix} \\\n  '{url}'"),
                format!("curl -u $'{ansi_c}' {url}"),
                format!("curl.exe '{url}' -u '{power}'"),
            ];
            if !has_backslash {
                texts.push(format!("curl ^\"{url}^\" ^\n -u ^\"{caret}^\""));
            }
            for text in texts {
                prop_assert_eq!(one(&text), client(US, &login, &secret), "{}", text);
            }
        }
    }

    /// What a shell makes of the words after a command; `None` if it finds no end.
    #[cfg(unix)]
    fn words_of(shell: &str, line: &str) -> Option<Vec<String>> {
        let output = std::process::Command::new(shell)
            .env_clear()
            .env("LC_ALL", "C.UTF-8")
            .args(["-c", &format!("printf '%s\\0' {line}")])
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        output
            .status
            .success()
            .then(|| text.split_terminator('\0').map(str::to_owned).collect())
    }

    #[cfg(unix)]
    #[test]
    fn posix_words_are_those_of_the_shells() {
        use proptest::test_runner::{Config, TestRunner};
        for (shell, has_ansi_c) in [("bash", true), ("sh", false)] {
            if words_of(shell, "a").is_none() {
                continue;
            }
            let mut parts = vec![
                "a", "b", " ", " ", "\t", "'", "'", "\"", "\"", "\\", "\\\n", "#", "!", "=", "-u",
                "ü", "\\'", "\\\"", "\\\\",
            ];
            if has_ansi_c {
                parts.extend(["$'", "$'", "\\n", "\\x41", "\\101", "\\u00e9", "\\q"]);
            }
            let lines = prop::collection::vec(prop::sample::select(parts), 0..14)
                .prop_map(|parts| format!("curl {}", parts.concat()));
            let config = Config {
                cases: 500,
                failure_persistence: None,
                ..Config::default()
            };
            TestRunner::new(config)
                .run(&lines, |line| {
                    // A continued line that was cut off: a shell keeps the backslash.
                    prop_assume!(!line.ends_with('\\'));
                    let split = CommandShell::Posix.split(&line);
                    // A line break after a comment ends the command.
                    prop_assume!(split.length == line.len());
                    let ours = split.is_complete.then(|| {
                        split
                            .words
                            .iter()
                            .map(|word| word.to_string())
                            .collect::<Vec<_>>()
                    });
                    let theirs = words_of(shell, &line);
                    prop_assert_eq!(ours, theirs, "{} of {:?}", shell, line);
                    Ok(())
                })
                .unwrap();
        }
    }
}
