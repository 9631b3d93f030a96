//! Timeouts, connections and proxies.

use std::time::Duration;

use super::CredentialStatus::{InFlight, Unsent};
use super::MessageTemplate;
use crate::model::failure::{Connect, ProxyFailure, Stage};

pub(super) fn timed_out(host: &str, stage: Stage, limit: Duration) -> MessageTemplate {
    let secs = limit.as_secs();
    match stage {
        Stage::Keyring | Stage::LoginKindLookup | Stage::Connecting => MessageTemplate::new(
            "The connection took too long",
            format!("No connection to {host} within {secs} s."),
            Unsent,
            "Check the network and the proxy settings, then try again.",
        ),
        Stage::Waiting => MessageTemplate::new(
            "The console took too long to answer",
            format!("{host} took the request and did not answer within {secs} s."),
            InFlight,
            "Try again in a few minutes.",
        ),
        Stage::Reading => MessageTemplate::new(
            "The console’s answer took too long",
            format!("{host} began to answer and did not finish within {secs} s."),
            InFlight,
            "Check the network, then try again.",
        ),
    }
}

pub(super) fn cannot_connect(host: &str, why: Connect) -> MessageTemplate {
    let (headline, cause, credential, next) = match why {
        Connect::NotFoundOrOffline => (
            format!("Cannot find {host}"),
            "There is no such host, or this machine is offline: the two look the same from here.",
            Unsent,
            "Check the address and the network, then try again.",
        ),
        Connect::Refused => (
            format!("{host} does not take the connection"),
            "Nothing answers at this address and port.",
            Unsent,
            "Check the address and its port, then try again.",
        ),
        Connect::Interrupted => (
            format!("The connection to {host} broke"),
            "It ended, or something came that is no reply, before the reply was whole.",
            InFlight,
            "Check the network, then try again.",
        ),
        Connect::Other => (
            format!("Cannot connect to {host}"),
            "Something on the way did not let the connection through, or what answers there does not speak TLS as a \
             console does.",
            Unsent,
            "Check the address, the network and the proxy settings, then try again.",
        ),
    };
    MessageTemplate::new(headline, cause, credential, next)
}

pub(super) fn proxy(host: &str, failure: ProxyFailure) -> MessageTemplate {
    let (headline, cause, next) = match failure {
        ProxyFailure::NotUnderstood { variable } => {
            return MessageTemplate::new(
                format!("{variable} names no usable proxy"),
                format!(
                    "The environment variable {variable} should hold the address of an HTTP or SOCKS proxy, and does not. {host} was \
                     not contacted without a proxy."
                ),
                Unsent,
                "Correct the variable (for example http://proxy.example:3128 or socks5h://proxy.example:1080), remove it, or \
                 name the console in NO_PROXY; then restart Tokendesk.",
            );
        }
        ProxyFailure::Unreachable => (
            "The proxy cannot be reached",
            format!(
                "This system goes to {host} through a proxy, and no connection to the proxy came about."
            ),
            "Check the proxy settings and the network, then try again.",
        ),
        ProxyFailure::AuthRequired => (
            "The proxy wants a sign-in of its own",
            format!(
                "The proxy on the way to {host} requires its own sign-in, or did not accept the one that it got."
            ),
            "Add the proxy’s credentials to the proxy settings, or ask your network administrator for a way to the console.",
        ),
        ProxyFailure::UnexpectedResponse => (
            "The proxy did not open the way",
            format!(
                "The proxy on the way to {host} did not open it: it refused, broke off, or gave an answer that no proxy gives."
            ),
            "Check the proxy settings, then try again.",
        ),
    };
    MessageTemplate::new(headline, cause, Unsent, next)
}
