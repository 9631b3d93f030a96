//! curl, quoted for POSIX shells.

use super::{GetRequest, join};
use crate::model::{ClipText, Token, Username};

/// One line without a line end: it survives ticket systems that eat backslashes, and a shell does not run it
/// on paste. The shell's own `printf` hands the token to curl (7.55 or newer), so that it isn't in the process list; for the space in
/// front, a shell that is set to (bash on Debian and Ubuntu is) keeps the line out of its history.
pub(super) fn with_token(request: &GetRequest<'_>, token: &Token) -> Option<ClipText> {
    let command = shlex::try_join(words(request)).ok()?;
    Some(join(&[
        // A token's alphabet has no quotes.
        " printf %s 'Authorization: Bearer ",
        token.expose_secret(),
        "' | ",
        &command,
        " --header @-",
    ]))
}

/// With the username only: curl prompts for the password.
pub(super) fn with_password(request: &GetRequest<'_>, username: &Username) -> Option<ClipText> {
    let mut words = words(request);
    words.extend(["--user", username.as_str()]);
    shlex::try_join(words).ok().map(ClipText::new)
}

/// Also for the other curl.
pub(super) fn words<'a>(request: &GetRequest<'a>) -> Vec<&'a str> {
    let mut words = vec!["curl"];
    if !request.has_proxy {
        words.extend(["--noproxy", "*"]);
    }
    // curl expands these as URL patterns by default.
    if request.url.contains(['[', ']', '{', '}']) {
        words.push("--globoff");
    }
    words.extend(["--request", "GET", "--url", request.url]);
    words.extend(["--header", "Accept: application/json"]);
    words
}
