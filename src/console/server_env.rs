//! What a reply to the question for `ServerEnv` means: whether a console gave it. Pure.

use serde_json::Value;

use super::response::Reply;
use super::{body_sniff, refusal, reply};
use crate::model::SignInFailure;
use crate::model::console_check::NotAConsole;

/// What only a console says of itself, at the top level or under `data`.
const OF_A_CONSOLE: &str = "stsBaseUrl";

/// `Ok(None)` if a console gave it; an error if a console in trouble could have given it as well as anybody.
pub(super) fn judge(reply: &Reply) -> Result<Option<NotAConsole>, SignInFailure> {
    if reply.head.status == 200 {
        return whole(reply);
    }
    match refusal::of(reply) {
        SignInFailure::Redirected { to } => Ok(Some(NotAConsole::Redirect { to })),
        SignInFailure::Refused
        | SignInFailure::Forbidden
        | SignInFailure::NotFound
        | SignInFailure::Unexpected => Ok(Some(if reply.is_web_page() {
            NotAConsole::WebPage
        } else {
            NotAConsole::Status(reply.head.status)
        })),
        // The vendor's own sentence.
        SignInFailure::NoApiAccess => Ok(None),
        trouble => Err(trouble),
    }
}

fn whole(reply: &Reply) -> Result<Option<NotAConsole>, SignInFailure> {
    if body_sniff::speaks_of_maintenance(&reply.body) {
        return Err(SignInFailure::Maintenance { status_page: None });
    }
    if reply.is_web_page() {
        return Ok(Some(NotAConsole::WebPage));
    }
    if let Some(limit_bytes) = reply.cut_at_bytes {
        return Err(SignInFailure::TooLarge { limit_bytes });
    }
    let is_console = !reply::is_encoded(&reply.headers)
        && serde_json::from_slice::<Value>(body_sniff::bare(&reply.body)).is_ok_and(|json| {
            [&json, &json["data"]]
                .iter()
                .any(|object| object[OF_A_CONSOLE].is_string())
        });
    Ok((!is_console).then_some(NotAConsole::OtherReply))
}

#[cfg(test)]
mod tests;
