//! Postman's Collection Format 2.1.0.

use serde::Serialize;

use super::{BASE_URL, ORGANIZATION_ID, TOKEN, reference};
use crate::export::format::one_line;
use crate::model::request_examples::{EXAMPLES, ORGANIZATION, RequestExample};
use crate::model::{AccountKind, PostmanVaultKeys, Profile};

const SCHEMA: &str = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

/// Runs before each request; the constants above it are the profile's.
const SIGN_IN: &str = include_str!("sign_in.js");

/// For a request about one organization.
const ORGANIZATION_SCRIPT: &str = "\
if (!pm.variables.get('organizationID')) {
    console.warn('Not sent: set organizationID in the environment. “Organizations” lists the IDs.');
    pm.execution.skipRequest();
}";

#[derive(Serialize)]
struct Collection {
    info: CollectionInfo,
    item: Vec<CollectionItem>,
    auth: CollectionAuth,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    event: Vec<ScriptEvent>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    variable: Vec<CollectionVariable>,
}

#[derive(Serialize)]
struct CollectionInfo {
    name: String,
    /// Markdown.
    description: String,
    schema: &'static str,
}

#[derive(Serialize)]
struct CollectionItem {
    name: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    event: Vec<ScriptEvent>,
    request: ItemRequest,
    response: [(); 0],
}

#[derive(Serialize)]
struct ItemRequest {
    method: &'static str,
    header: [RequestHeader; 1],
    url: ItemUrl,
    /// The collection's once more: Insomnia's importer ignores that.
    auth: CollectionAuth,
    description: &'static str,
}

#[derive(Serialize)]
struct RequestHeader {
    key: &'static str,
    value: &'static str,
}

#[derive(Serialize)]
struct ItemUrl {
    raw: String,
    host: [String; 1],
    path: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    query: Vec<QueryParameter>,
}

#[derive(Serialize)]
struct QueryParameter {
    key: String,
    value: String,
}

#[derive(Serialize)]
struct CollectionAuth {
    #[serde(rename = "type")]
    kind: &'static str,
    bearer: [CollectionVariable; 1],
}

#[derive(Serialize)]
struct CollectionVariable {
    key: &'static str,
    value: String,
    #[serde(rename = "type")]
    kind: &'static str,
}

#[derive(Serialize)]
struct ScriptEvent {
    listen: &'static str,
    script: EventScript,
}

#[derive(Serialize)]
struct EventScript {
    #[serde(rename = "type")]
    kind: &'static str,
    exec: Vec<String>,
}

/// The sample requests that work for this kind of account. Address and token come from the environment.
pub fn collection(kind: AccountKind) -> Result<String, serde_json::Error> {
    let info = CollectionInfo {
        name: "CrashPlan API".to_owned(),
        description: concat!(
            "Read-only requests. They take `baseUrl` and `token` from the environment: choose one that Tokendesk saved.\n\n",
            "If its `token` is empty or has expired, copy a new one with *Copy as › Token only* in Tokendesk."
        )
        .to_owned(),
        schema: SCHEMA,
    };
    text(info, kind, Vec::new(), Vec::new())
}

/// For an API client: a script signs in before a request, if there is no token yet.
pub fn sign_in_collection(profile: &Profile) -> Result<String, serde_json::Error> {
    let keys = PostmanVaultKeys::of(profile);
    let console = profile.console.as_str();
    let info = CollectionInfo {
        name: format!("CrashPlan API · {}", one_line(profile.name.as_str())),
        description: setup(console, &keys),
        schema: SCHEMA,
    };
    let constant = |name: &str, value: &str| {
        let value = serde_json::to_string(value)?;
        Ok::<_, serde_json::Error>(format!("const {name} = {value};"))
    };
    let mut script = vec![
        constant("CONSOLE", console)?,
        constant("CLIENT_ID_KEY", &keys.client_id)?,
        constant("CLIENT_SECRET_KEY", &keys.client_secret)?,
        String::new(),
    ];
    script.extend(SIGN_IN.lines().map(str::to_owned));
    let variables = vec![
        string(BASE_URL, console.to_owned()),
        string(ORGANIZATION_ID, String::new()),
    ];
    text(
        info,
        AccountKind::ApiClient,
        vec![before_request(script)],
        variables,
    )
}

/// Markdown.
fn setup(console: &str, keys: &PostmanVaultKeys) -> String {
    let PostmanVaultKeys {
        client_id,
        client_secret,
    } = keys;
    format!(
        "Read-only requests that sign in to {console} by themselves, with an API client whose ID and secret stay in your Postman Vault.\n\n\
         Once:\n\n\
         1. Open the vault (at the bottom of Postman’s window) and add two secrets. Leave *Allowed domains* empty: Postman gives \
         scripts only secrets without them.\n   \
            - `{client_id}`: the client ID\n   \
            - `{client_secret}`: the secret\n\
         2. In the vault’s settings, turn on *Enable support in scripts*.\n\
         3. Send a request, and allow this collection to use the vault.\n\n\
         The token is kept as a local value of this collection’s variables, which Postman does not sync, and is renewed a minute before it \
         expires. In an environment with another `baseUrl`, nothing is sent.\n\n\
         Newman has no vault: there the script reads the variables `clientId` and `clientSecret`."
    )
}

fn text(
    info: CollectionInfo,
    kind: AccountKind,
    event: Vec<ScriptEvent>,
    variable: Vec<CollectionVariable>,
) -> Result<String, serde_json::Error> {
    let suitable = EXAMPLES.into_iter().filter(|example| example.suits(kind));
    serde_json::to_string_pretty(&Collection {
        info,
        item: suitable.map(item).collect(),
        auth: bearer(),
        event,
        variable,
    })
}

fn bearer() -> CollectionAuth {
    CollectionAuth {
        kind: "bearer",
        bearer: [string(TOKEN, reference(TOKEN))],
    }
}

fn before_request(lines: Vec<String>) -> ScriptEvent {
    ScriptEvent {
        listen: "prerequest",
        script: EventScript {
            kind: "text/javascript",
            exec: lines,
        },
    }
}

fn string(key: &'static str, value: String) -> CollectionVariable {
    CollectionVariable {
        key,
        value,
        kind: "string",
    }
}

fn item(example: RequestExample) -> CollectionItem {
    let script = example
        .wants_organization()
        .then(|| ORGANIZATION_SCRIPT.lines().map(str::to_owned).collect());
    CollectionItem {
        name: example.name,
        event: script.map(before_request).into_iter().collect(),
        request: ItemRequest {
            method: "GET",
            header: [RequestHeader {
                key: "Accept",
                value: "application/json",
            }],
            url: url(example.path),
            auth: bearer(),
            description: example.about,
        },
        response: [],
    }
}

fn url(path: &str) -> ItemUrl {
    let path = path.replace(ORGANIZATION, &reference(ORGANIZATION_ID));
    let base = reference(BASE_URL);
    let (segments, query) = path.split_once('?').unwrap_or((&path, ""));
    let parameters = query.split('&').filter(|part| !part.is_empty());
    ItemUrl {
        raw: format!("{base}{path}"),
        host: [base],
        path: segments.split('/').skip(1).map(str::to_owned).collect(),
        query: parameters
            .map(|part| {
                let (key, value) = part.split_once('=').unwrap_or((part, ""));
                QueryParameter {
                    key: key.to_owned(),
                    value: value.to_owned(),
                }
            })
            .collect(),
    }
}
