//! Parses the response of `ServerEnv`: whether a console sent it.

use serde_json::Value;

use super::response::Response;
use super::{body_sniff, error_status};
use crate::model::SignInFailure;
use crate::model::connection_check::NotAConsole;

/// Only a console sends this field, at the top level or under `data`.
const STS_BASE_URL: &str = "stsBaseUrl";

/// `Ok(None)` if a console sent it; an error if a failing console could have sent it, but so could anyone else.
pub(super) fn parse(response: &Response) -> Result<Option<NotAConsole>, SignInFailure> {
    if response.head.status == 200 {
        return parse_complete(response);
    }
    match error_status::failure(response) {
        SignInFailure::Redirected { to } => Ok(Some(NotAConsole::Redirect { to })),
        SignInFailure::Refused
        | SignInFailure::Forbidden
        | SignInFailure::NotFound
        | SignInFailure::Unexpected => Ok(Some(if response.is_web_page() {
            NotAConsole::WebPage
        } else {
            NotAConsole::Status(response.head.status)
        })),
        // Only a console sends this sentence.
        SignInFailure::NoApiAccess => Ok(None),
        failure => Err(failure),
    }
}

fn parse_complete(response: &Response) -> Result<Option<NotAConsole>, SignInFailure> {
    if body_sniff::is_maintenance_page(&response.body) {
        return Err(SignInFailure::Maintenance { status_page: None });
    }
    if response.is_web_page() {
        return Ok(Some(NotAConsole::WebPage));
    }
    if let Some(limit_bytes) = response.cut_at_bytes {
        return Err(SignInFailure::TooLarge { limit_bytes });
    }
    let is_console = !response.is_encoded()
        && serde_json::from_slice::<Value>(body_sniff::trim(&response.body)).is_ok_and(|json| {
            [&json, &json["data"]]
                .iter()
                .any(|object| object[STS_BASE_URL].is_string())
        });
    Ok((!is_console).then_some(NotAConsole::OtherReply))
}

#[cfg(test)]
mod tests;
