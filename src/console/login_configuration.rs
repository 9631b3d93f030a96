//! What a reply to the question for `LoginConfiguration` means: how a username signs in. Pure.

use serde_json::Value;

use super::response::Reply;
use super::{body_sniff, reply};
use crate::model::LoginKind;

/// At the top level or under `data`.
const LOGIN_TYPE: &str = "loginType";

/// The answer, if it is one that is understood.
pub(super) fn judge(reply: &Reply) -> Option<LoginKind> {
    let is_whole = reply.head.status == 200
        && reply.cut_at_bytes.is_none()
        && !reply::is_encoded(&reply.headers);
    if !is_whole {
        return None;
    }
    let json: Value = serde_json::from_slice(body_sniff::bare(&reply.body)).ok()?;
    let kind = [&json[LOGIN_TYPE], &json["data"][LOGIN_TYPE]]
        .into_iter()
        .find_map(Value::as_str)?;
    match kind {
        "LOCAL" => Some(LoginKind::Local),
        "LOCAL_2FA" => Some(LoginKind::LocalTwoFactor),
        "CLOUD_SSO" => Some(LoginKind::SingleSignOn),
        _ => None,
    }
}
