//! The proxy that the environment names for remote consoles. reqwest silently ignores a value it cannot use and connects directly;
//! here such a value is a failure, and nothing is sent.

use std::env;

use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use reqwest::{NoProxy, Proxy, Url};

use crate::model::ConsoleUrl;
use crate::model::connection_check::ProxyUse;
use crate::model::failure::ProxyFailure;

/// The first one that is not empty counts.
const VARIABLES: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
const ANY_CONSOLE: &str = "https://console.example";

/// `None` where it names none: then the system's own settings count.
pub(super) fn from_environment() -> Result<Option<Proxy>, ProxyFailure> {
    let Some((variable, url)) = named()? else {
        return Ok(None);
    };
    match Proxy::https(url) {
        Ok(proxy) => Ok(Some(proxy.no_proxy(NoProxy::from_string(&no_proxy())))),
        Err(_unusable) => Err(ProxyFailure::NotUnderstood { variable }),
    }
}

/// Fails where this console is behind a proxy whose address is not valid.
pub(super) fn check_environment(console: &ConsoleUrl) -> Result<(), ProxyFailure> {
    match from_environment() {
        Err(failure) if !bypasses_proxy(console) => Err(failure),
        _ => Ok(()),
    }
}

/// What reqwest will use for this remote console.
pub(super) fn choose(console: &ConsoleUrl) -> Result<(ProxyUse, Option<Intercept>), ProxyFailure> {
    check_environment(console)?;
    let (matcher, variable) = match named() {
        Ok(Some((variable, url))) => {
            let builder = Matcher::builder().https(url.as_str()).no(no_proxy());
            (builder.build(), Some(variable))
        }
        Ok(None) => (Matcher::from_system(), None),
        // Only a console that bypasses the proxy gets here.
        Err(_not_understood) => return Ok((excepted(), None)),
    };
    if let Some(proxy) = intercept(&matcher, console.as_str()) {
        // Without the user and password.
        let at = proxy.uri().to_string();
        let address = at.trim_end_matches('/').to_owned();
        return Ok((ProxyUse::Used { address, variable }, Some(proxy)));
    }
    let is_set = intercepts(&matcher, ANY_CONSOLE);
    let used = if is_set { excepted() } else { ProxyUse::NotSet };
    Ok((used, None))
}

fn excepted() -> ProxyUse {
    let is_set = |variable: &&str| env::var_os(variable).is_some();
    let variable = ["NO_PROXY", "no_proxy"].into_iter().find(is_set);
    ProxyUse::Excepted { variable }
}

/// The first variable that is not empty, and the proxy that it names.
fn named() -> Result<Option<(&'static str, Url)>, ProxyFailure> {
    let named = VARIABLES.into_iter().find_map(|variable| {
        let value = env::var_os(variable)?;
        (!value.is_empty()).then_some((variable, value))
    });
    let Some((variable, value)) = named else {
        return Ok(None);
    };
    match value.to_str().and_then(parse) {
        Some(url) => Ok(Some((variable, url))),
        None => Err(ProxyFailure::NotUnderstood { variable }),
    }
}

/// A proxy's address: `proxy.example:3128`, `http://user:password@proxy.example`, `socks5h://proxy.example`.
fn parse(value: &str) -> Option<Url> {
    let value = value.trim();
    let url = if value.contains("://") {
        Url::parse(value)
    } else {
        Url::parse(&format!("http://{value}"))
    };
    let url = url.ok().filter(|url| url.port() != Some(0))?;
    let matcher = Matcher::builder().https(url.as_str()).build();
    intercepts(&matcher, ANY_CONSOLE).then_some(url)
}

fn bypasses_proxy(console: &ConsoleUrl) -> bool {
    let matcher = Matcher::builder()
        .https("http://proxy.example")
        .no(no_proxy())
        .build();
    !intercepts(&matcher, console.as_str())
}

fn no_proxy() -> String {
    env::var("NO_PROXY")
        .or_else(|_| env::var("no_proxy"))
        .unwrap_or_default()
}

fn intercepts(matcher: &Matcher, address: &str) -> bool {
    intercept(matcher, address).is_some()
}

/// Asks the same code that reqwest uses.
fn intercept(matcher: &Matcher, address: &str) -> Option<Intercept> {
    matcher.intercept(&address.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_valid_or_it_is_none() {
        for value in [
            "proxy.example",
            "proxy.example:3128",
            " http://proxy.example:3128/ ",
            "HTTP://user:p%40ss@proxy.example",
            "https://[2001:db8::1]:8443",
            "socks4://192.0.2.1",
            "socks4a://proxy.example",
            "socks5://user:pass@proxy.example:1080",
            "socks5h://proxy.example",
        ] {
            assert!(parse(value).is_some(), "{value}");
        }
        for value in [
            " ",
            "ftp://proxy.example",
            "socks://proxy.example:1080",
            "file:///etc/proxy.pac",
            "pac+https://proxy.example/x.pac",
            "http://",
            "://proxy.example",
            "socks5:proxy.example:1080",
            "http:proxy.example:3128",
            "http://proxy.example:99999",
            "proxy.example:0",
            "proxy.example:port",
            "socks5h://proxy.example:99999",
            "http://pro xy.example",
            "http=proxy.example:80;https=proxy.example:81",
            "http://user:pa/ss@proxy.example:3128",
        ] {
            assert!(parse(value).is_none(), "{value}");
        }
    }
}
