//! Timeouts, connections and proxies.

use std::time::Duration;

use super::CredentialStatus::{InFlight, Unsent};
use super::MessageTemplate;
use crate::model::failure::{Connect, ProxyFailure, Stage};

pub(super) fn timed_out(host: &str, stage: Stage, limit: Duration) -> MessageTemplate {
    let secs = limit.as_secs();
    match stage {
        Stage::Keyring | Stage::LoginKindLookup | Stage::Connecting => MessageTemplate::new(
            "Connection timed out",
            format!("No connection to {host} in {secs} s. Check your network and proxy settings."),
            Unsent,
        ),
        Stage::Waiting => MessageTemplate::new(
            format!("No response in {secs} s"),
            format!("{host} accepted the request but didn’t respond. Try again in a few minutes."),
            InFlight,
        ),
        Stage::Reading => MessageTemplate::new(
            "The response took too long",
            format!(
                "{host} started to respond but didn’t finish in {secs} s. Check your network, then try again."
            ),
            InFlight,
        ),
    }
}

pub(super) fn cannot_connect(host: &str, why: Connect) -> MessageTemplate {
    match why {
        Connect::NotFoundOrOffline => MessageTemplate::new(
            format!("Can’t find {host}"),
            "Check the address and your connection.",
            Unsent,
        ),
        Connect::Refused => MessageTemplate::new(
            format!("{host} refused the connection"),
            "Nothing is listening there. Check the address and port.",
            Unsent,
        ),
        Connect::Interrupted => MessageTemplate::new(
            "The connection closed early",
            format!(
                "The response of {host} was incomplete or invalid. Check your network, then try again."
            ),
            InFlight,
        ),
        Connect::Other => MessageTemplate::new(
            format!("Can’t connect to {host}"),
            "A firewall may block the connection, or the server may not support TLS. Check the address, your network, and \
             proxy settings.",
            Unsent,
        ),
    }
}

pub(super) fn proxy(host: &str, failure: ProxyFailure) -> MessageTemplate {
    let (headline, cause) = match failure {
        ProxyFailure::NotUnderstood { variable } => (
            format!("{variable} isn’t a valid proxy"),
            format!(
                "{host} wasn’t contacted. Set {variable} to an HTTP or SOCKS proxy (for example http://proxy.example:3128 or \
                 socks5h://proxy.example:1080), remove it, or add the console to NO_PROXY; then restart Tokendesk."
            ),
        ),
        ProxyFailure::Unreachable => (
            "Can’t reach the proxy".to_owned(),
            format!(
                "This computer connects to {host} through a proxy. Check your proxy settings and network."
            ),
        ),
        ProxyFailure::AuthRequired => (
            "The proxy requires sign-in".to_owned(),
            format!(
                "It asks for credentials before it connects to {host}, or rejected the ones it got. Add them to your proxy \
                 settings, or ask your network admin."
            ),
        ),
        ProxyFailure::UnexpectedResponse => (
            "The proxy blocked the connection".to_owned(),
            format!(
                "It refused to connect to {host}, hung up, or sent an invalid response. Check your proxy settings."
            ),
        ),
    };
    MessageTemplate::new(headline, cause, Unsent)
}
