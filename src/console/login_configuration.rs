//! Parses the response of `LoginConfiguration`: how a username signs in.

use serde_json::Value;

use super::body_sniff;
use super::response::Response;
use crate::model::LoginKind;

const LOGIN_TYPE: &str = "loginType";

/// The field is at the top level or under `data`.
pub(super) fn parse(response: &Response) -> Option<LoginKind> {
    let is_complete =
        response.head.status == 200 && response.cut_at_bytes.is_none() && !response.is_encoded();
    if !is_complete {
        return None;
    }
    let json: Value = serde_json::from_slice(body_sniff::trim(&response.body)).ok()?;
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
