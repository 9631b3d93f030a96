//! Tokendesk's own client against the sandbox console with HTTP Basic: where it works, and where it is never
//! sent.

use tokendesk::console::{ConsoleClient, Get, Limits};
use tokendesk::model::{BasicPath, ConsoleUrl, GetOutcome, Secret, Username};
use tokendesk::os::Cancel;
use tokendesk::sandbox::{SandboxConsole, SandboxUser};

use super::harness::user;

#[test]
fn the_articles_example_works_for_a_local_user_only() {
    let console = SandboxConsole::start(0).unwrap();
    for (name, status) in [
        ("Local user", 200),
        ("Two-factor user", 401),
        ("Single sign-on user", 401),
        ("Blocked user", 401),
    ] {
        let (answered, body) = get(&console, "/api/v1/Computer", user(name));
        assert_eq!(answered, status, "{name}");
        assert_eq!(body.contains("\"computers\""), status == 200, "{name}");
    }
    let (answered, _) = get(&console, "/api/v4/role/view", user("Local user"));
    assert_eq!(answered, 200);
    assert!(BasicPath::parse("/api/v3/users").is_err(), "never sent");
}

fn get(console: &SandboxConsole, path: &str, user: &SandboxUser) -> (u16, String) {
    let get = Get::Basic {
        path: &BasicPath::parse(path).unwrap(),
        username: &Username::parse(user.username).unwrap(),
        password: &Secret::new(user.password).unwrap(),
        code: None,
    };
    let at = ConsoleUrl::parse(&console.base_url()).unwrap();
    let client = ConsoleClient::new(Limits::default());
    match client.get(&at, &get, &Cancel::default(), &|_| {}) {
        GetOutcome::Response(answer) => (
            answer.status,
            String::from_utf8(answer.body.to_vec()).unwrap(),
        ),
        other => panic!("{other:?}"),
    }
}
