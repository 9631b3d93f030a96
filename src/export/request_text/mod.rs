//! A request as text that other programs run.

mod curl;
mod curl_cmd;
mod http_file;
mod powershell;
mod python;

use crate::model::{ClipText, ConsoleUrl, RequestAuth, RequestFormat, ResourcePath, Token};

/// `None` if this format cannot prompt for a password, or cannot hold the username.
pub fn request_text(
    console: &ConsoleUrl,
    path: &ResourcePath,
    auth: &RequestAuth,
    format: RequestFormat,
) -> Option<ClipText> {
    let url = console.resource(path.as_str());
    let request = GetRequest {
        url: url.as_str(),
        // http is for loopback only: a proxy would see the credential in clear text.
        has_proxy: !console.is_loopback(),
    };
    match (format, auth) {
        (RequestFormat::Curl, RequestAuth::Token(token)) => curl::with_token(&request, token),
        (RequestFormat::Curl, RequestAuth::Basic(user)) => curl::with_password(&request, user),
        (RequestFormat::CurlCmd, RequestAuth::Token(token)) => {
            Some(curl_cmd::with_token(&request, token))
        }
        (RequestFormat::CurlCmd, RequestAuth::Basic(user)) => {
            Some(curl_cmd::with_password(&request, user))
        }
        (RequestFormat::Python, RequestAuth::Token(token)) => {
            Some(python::with_token(&request, token))
        }
        (RequestFormat::Python, RequestAuth::Basic(user)) => {
            Some(python::with_password(&request, user))
        }
        (RequestFormat::PowerShell, RequestAuth::Token(token)) => {
            Some(powershell::with_token(&request, token))
        }
        (RequestFormat::HttpFile, RequestAuth::Token(token)) => {
            Some(http_file::with_token(&request, token))
        }
        (RequestFormat::ShellVariable, RequestAuth::Token(token)) => Some(shell_variable(token)),
        (
            RequestFormat::PowerShell | RequestFormat::HttpFile | RequestFormat::ShellVariable,
            RequestAuth::Basic(_),
        ) => None,
    }
}

/// A GET.
struct GetRequest<'a> {
    /// ASCII, and without white space, quotes `"`, backslashes, `<` and `>`.
    url: &'a str,
    has_proxy: bool,
}

impl GetRequest<'_> {
    /// For programs that parse the URL themselves: with a `%` that encodes nothing, some would encode every other one again. Braces could
    /// be variables.
    fn strict_url(&self) -> String {
        let mut url = String::with_capacity(self.url.len());
        let bytes = self.url.as_bytes();
        for (at, c) in self.url.char_indices() {
            let is_hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
            match c {
                '%' if !(is_hex(at + 1) && is_hex(at + 2)) => url.push_str("%25"),
                '{' => url.push_str("%7B"),
                '}' => url.push_str("%7D"),
                _ => url.push(c),
            }
        }
        url
    }
}

/// Not exported, so that no other program is given it. The space in front is as for curl.
fn shell_variable(token: &Token) -> ClipText {
    // A token's alphabet has no quotes. Without them, a `~` in front would be a folder.
    join(&[" CRASHPLAN_TOKEN='", token.expose_secret(), "'"])
}

/// With exact capacity, so that reallocation leaves no copy of the token behind.
fn join(parts: &[&str]) -> ClipText {
    let mut text = String::with_capacity(parts.iter().map(|part| part.len()).sum());
    for part in parts {
        text.push_str(part);
    }
    ClipText::new(text)
}

#[cfg(test)]
mod tests;
