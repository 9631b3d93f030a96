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
        "curl -u '<clientID>:<secret>' https://console.us1.crashplan.com/api/v3/oauth/token\nkey-42:pretend",
    ] {
        assert_eq!(one(text), client(US, "key-42", "pretend"), "{text}");
    }
}
