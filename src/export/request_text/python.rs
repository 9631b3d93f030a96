//! Python with the package `requests`. Can be pasted into a file, and into the interpreter, which ends a function at a blank line.

use super::{GetRequest, join};
use crate::model::{ClipText, Token, Username};

/// A function, because `requests` would replace a header by what `.netrc` has for the host.
pub(super) fn with_token(request: &GetRequest<'_>, token: &Token) -> ClipText {
    join(&[
        "import requests\n\ndef bearer(request):\n    request.headers[\"Authorization\"] = \"Bearer ",
        // A token's alphabet has no quotes and no backslashes.
        token.expose_secret(),
        "\"\n    return request\n\n",
        &call(request, "bearer"),
    ])
}

/// With the username only: Python prompts for the password.
pub(super) fn with_password(request: &GetRequest<'_>, username: &Username) -> ClipText {
    let username = quote(username.as_str());
    let auth = format!("({username}.encode(), getpass.getpass().encode())");
    join(&["import getpass\nimport requests\n\n", &call(request, &auth)])
}

/// Like Tokendesk, it follows no redirect.
fn call(request: &GetRequest<'_>, auth: &str) -> String {
    let url = quote(&request.strict_url());
    let proxies = if request.has_proxy {
        ""
    } else {
        "    proxies={\"http\": \"\", \"https\": \"\"},\n"
    };
    format!(
        "response = requests.get(\n    {url},\n    headers={{\"Accept\": \"application/json\"}},\n    auth={auth},\n{proxies}    \
         allow_redirects=False,\n    timeout=60,\n)\nprint(response.status_code, response.reason)\nprint(response.text)\n"
    )
}

/// Everything but printable ASCII is escaped.
fn quote(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        '"' | '\\' => format!("\\{c}"),
        ' '..='~' => c.to_string(),
        _ => format!("\\U{:08x}", u32::from(c)),
    });
    format!("\"{}\"", escaped.collect::<String>())
}
