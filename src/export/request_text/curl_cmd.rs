//! curl, quoted for an interactive `cmd.exe`.

use super::{GetRequest, curl, join};
use crate::model::{ClipText, Token, Username};

/// One line. `set` is part of the shell, and curl (8.3 or newer) reads the variable, so that the
/// token isn't in the process list. `cmd.exe` writes no history to a file. A line may have 8,191 characters: enough for the vendor's
/// tokens of about 1 KiB with any path.
pub(super) fn with_token(request: &GetRequest<'_>, token: &Token) -> ClipText {
    let mut words = curl::words(request);
    words.extend([
        "--variable",
        "%CRASHPLAN_TOKEN",
        "--expand-header",
        "Authorization: Bearer {{CRASHPLAN_TOKEN}}",
    ]);
    join(&[
        // A token's alphabet has no quotes and no percent signs.
        "set \"CRASHPLAN_TOKEN=",
        token.expose_secret(),
        "\" & ",
        &quoted(&words),
        " & set \"CRASHPLAN_TOKEN=\"",
    ])
}

/// With the username only: curl prompts for the password.
pub(super) fn with_password(request: &GetRequest<'_>, username: &Username) -> ClipText {
    let mut words = curl::words(request);
    words.extend(["--user", username.as_str()]);
    ClipText::new(quoted(&words))
}

fn quoted(words: &[&str]) -> String {
    let words: Vec<_> = words.iter().map(|word| quote(word)).collect();
    words.join(" ")
}

/// For the C runtime that splits the line into arguments, then for `cmd.exe`, to which a quote after a caret is no quote.
///
/// `cmd.exe` knows no escape for `%`: it first replaces each `%NAME%` of a variable that exists. A caret behind the `%` becomes part of
/// that name, which makes it one that doesn't exist, and is dropped afterwards.
fn quote(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~/:@".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    let mut line = String::new();
    let mut is_escaped = false;
    for c in argument(word).chars() {
        if !is_escaped && !is_plain(c) && c != ' ' && c != '%' {
            line.push('^');
        }
        line.push(c);
        is_escaped = c == '%';
        if is_escaped {
            line.push('^');
        }
    }
    line
}

/// In quotes; a backslash is one unless it stands in front of a quote.
fn argument(word: &str) -> String {
    let mut text = String::from('"');
    let mut backslashes = 0;
    for c in word.chars() {
        if c == '"' {
            text.push_str(&"\\".repeat(backslashes + 1));
        }
        backslashes = if c == '\\' { backslashes + 1 } else { 0 };
        text.push(c);
    }
    text.push_str(&"\\".repeat(backslashes));
    text.push('"');
    text
}
