//! A request for an `.http` file.

use super::{GetRequest, join};
use crate::model::{ClipText, Token};

/// Begins with a separator, since it is also pasted below other requests. Like Tokendesk, it follows no redirect; `JetBrains`' client keeps it
/// out of its own history.
pub(super) fn with_token(request: &GetRequest<'_>, token: &Token) -> ClipText {
    join(&[
        "###\n# @no-redirect\n# @no-log\nGET ",
        &request.strict_url(),
        "\nAccept: application/json\nAuthorization: Bearer ",
        token.expose_secret(),
        "\n",
    ])
}
