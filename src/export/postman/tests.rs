use jiff::Timestamp;
use serde_json::{Value, json};

use super::{collection, environment, file_name, sign_in_collection};
use crate::model::{
    Account, AccountKind, ClientId, ConsoleUrl, PostmanFile, PostmanVaultKeys, Profile, ProfileId,
    ProfileName, Token,
};

const TOKEN: &str = "pretend-token.e30.c2ln";

fn named(name: &str) -> Profile {
    Profile {
        id: ProfileId::parse("3f2504e0-4f89-41d3-9a0c-0305e82c3301").unwrap(),
        rev: 1,
        name: ProfileName::parse_stored(name).unwrap(),
        console: ConsoleUrl::parse("https://console.us1.crashplan.com").unwrap(),
        account: Account::ApiClient {
            client_id: ClientId::parse("key-42-pretend").unwrap(),
        },
        saved_at: Timestamp::UNIX_EPOCH,
    }
}

fn production() -> Profile {
    named("Production EU")
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn an_environment_is_what_postman_exports_and_holds_a_token_only_if_it_is_given() {
    let token = Token::parse(TOKEN).unwrap();
    for (given, value) in [(None, ""), (Some(&token), TOKEN)] {
        let made_at = "2026-11-12T10:32:12.5Z".parse().unwrap();
        let text = environment(&production(), given, made_at).unwrap();
        assert_eq!(
            parsed(text.expose_secret()),
            json!({
                "id": "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
                "name": "Production EU",
                "values": [
                    { "key": "baseUrl", "value": "https://console.us1.crashplan.com", "type": "default", "enabled": true },
                    { "key": "token", "value": value, "type": "secret", "secret": true, "enabled": true },
                    { "key": "organizationID", "value": "", "type": "default", "enabled": true },
                ],
                "_postman_variable_scope": "environment",
                "_postman_exported_at": "2026-11-12T10:32:12.500Z",
                "_postman_exported_using": concat!("Tokendesk/", env!("CARGO_PKG_VERSION")),
            })
        );
    }
}

#[test]
fn the_collection_has_the_requests_that_work_for_the_account_and_takes_the_token_from_a_variable() {
    let names = |kind| {
        let collection = parsed(&collection(kind).unwrap());
        let bearer = json!({ "type": "bearer", "bearer": [{ "key": "token", "value": "{{token}}", "type": "string" }] });
        assert_eq!(collection["auth"], bearer);
        let items = collection["item"].as_array().unwrap().clone();
        for item in &items {
            let request = &item["request"];
            assert_eq!(request["method"], "GET");
            assert_eq!(request["auth"], bearer);
            let raw = request["url"]["raw"].as_str().unwrap();
            assert!(raw.starts_with("{{baseUrl}}/api/v"), "{raw}");
            assert!(!raw.contains('<'), "{raw}");
        }
        let names = items.iter().map(|item| item["name"].as_str().unwrap());
        names.map(str::to_owned).collect::<Vec<_>>()
    };
    let of_user = names(AccountKind::User);
    let of_client = names(AccountKind::ApiClient);
    assert_eq!(of_user.len(), 8);
    let is_missing = |name: &&String| !of_client.contains(name);
    let missing: Vec<_> = of_user.iter().filter(is_missing).collect();
    assert_eq!(missing, ["Current user"], "an API client is no user");
}

#[test]
fn a_url_is_split_as_postman_does() {
    let collection = parsed(&collection(AccountKind::ApiClient).unwrap());
    let url = |name: &str| {
        let items = collection["item"].as_array().unwrap().iter();
        let found = items.filter(|item| item["name"] == name);
        found.map(|item| item["request"]["url"].clone()).next()
    };
    assert_eq!(
        url("Users of an organization"),
        Some(json!({
            "raw": "{{baseUrl}}/api/v3/org/{{organizationID}}/user",
            "host": ["{{baseUrl}}"],
            "path": ["api", "v3", "org", "{{organizationID}}", "user"],
        }))
    );
    let users = url("Active users, first 100").unwrap();
    assert_eq!(users["path"], json!(["api", "v3", "users"]));
    assert_eq!(
        users["query"][2],
        json!({ "key": "pageSize", "value": "100" })
    );
}

#[test]
fn a_collection_that_signs_in_names_the_vaults_secrets_and_has_no_credential() {
    let profile = named("Ops \"); // ünïcode </script>");
    let text = sign_in_collection(&profile).unwrap();
    assert!(!text.contains("key-42-pretend"));
    assert_eq!(text, sign_in_collection(&profile).unwrap());
    let collection = parsed(&text);
    let script = collection["event"][0]["script"]["exec"].as_array().unwrap();
    let PostmanVaultKeys {
        client_id,
        client_secret,
    } = PostmanVaultKeys::of(&profile);
    assert_eq!(client_id, "crashplan-ops-n-code-script-3f25-client-id");
    assert_eq!(
        script[..3],
        [
            json!("const CONSOLE = \"https://console.us1.crashplan.com\";"),
            json!(format!("const CLIENT_ID_KEY = \"{client_id}\";")),
            json!(format!("const CLIENT_SECRET_KEY = \"{client_secret}\";")),
        ]
    );
    let description = collection["info"]["description"].as_str().unwrap();
    assert!(description.contains(&client_id) && description.contains(&client_secret));
}

#[test]
fn two_profiles_of_one_name_have_different_secrets_in_the_vault() {
    let other = Profile {
        id: ProfileId::parse("4f2504e0-4f89-41d3-9a0c-0305e82c3301").unwrap(),
        ..named("生产")
    };
    let keys = PostmanVaultKeys::of(&other);
    assert_eq!(keys.client_secret, "crashplan-4f25-client-secret");
    assert_ne!(keys, PostmanVaultKeys::of(&named("生产")));
}

#[test]
fn every_file_system_takes_the_proposed_name() {
    let name = |name: &str, file| file_name(&named(name).name, file);
    assert_eq!(
        PostmanFile::ALL.map(|file| name("Production EU", file)),
        [
            "Tokendesk Production EU.postman_environment.json",
            "Tokendesk Production EU with token.postman_environment.json",
            "Tokendesk Production EU.postman_collection.json",
            "Tokendesk Production EU sign-in.postman_collection.json",
        ]
    );
    for (of, stem) in [
        ("a/b\\c:d*e?f\"g<h>i|j", "Tokendesk a b c d e f g h i j"),
        ("../../etc/passwd", "Tokendesk etc passwd"),
        ("Ops.", "Tokendesk Ops"),
        ("???", "Tokendesk"),
        ("CON", "Tokendesk CON"),
        ("a\u{202e}b", "Tokendesk ab"),
    ] {
        let expected = format!("{stem}.postman_collection.json");
        assert_eq!(name(of, PostmanFile::Collection), expected, "{of}");
    }
    let long = name(&"é🦀".repeat(32), PostmanFile::EnvironmentWithToken);
    assert!(long.len() + " (1000)".len() <= 143, "{}", long.len());
}
