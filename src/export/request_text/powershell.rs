use super::{GetRequest, join};
use crate::model::{ClipText, Token};

/// One line without a line end. `PSReadLine` 2.2 and newer keeps a line that assigns text to a variable named after a token out of the
/// file of its history. Like Tokendesk, it follows no redirect.
pub(super) fn with_token(request: &GetRequest<'_>, token: &Token) -> ClipText {
    join(&[
        // A token's alphabet has no quotes.
        "$crashplanToken = '",
        token.expose_secret(),
        "'; Invoke-RestMethod -Uri ",
        &quote(&request.strict_url()),
        " -Headers @{ Accept = 'application/json'; Authorization = \"Bearer $crashplanToken\" } -MaximumRedirection 0",
    ])
}

/// PowerShell takes typographic quotes for straight ones, but a URL has none of them.
fn quote(url: &str) -> String {
    format!("'{}'", url.replace('\'', "''"))
}
