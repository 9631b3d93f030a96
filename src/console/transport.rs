//! A reqwest client for each route to a console, and a tokio runtime for each exchange.

use std::future::ready;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Mutex, PoisonError};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, retry, tls};
use tokio::runtime::{Builder, Runtime};

use super::{proxy, trust};
use crate::model::failure::{Connect, TrustStoreFailure};
use crate::model::{ConsoleUrl, SignInFailure};

pub(super) const USER_AGENT: &str = concat!("Tokendesk/", env!("CARGO_PKG_VERSION"));

/// One client for each [`Route`], built on first use and kept. A failure to build is not kept.
#[derive(Default)]
pub(super) struct Transport(Mutex<[Option<Client>; 3]>);

impl Transport {
    /// Builds the client for remote consoles and seeds the random generator of TLS, so that the first request need not wait for them. If it
    /// fails, the first request will say why.
    pub(super) fn prepare(&self) {
        self.client_for(Route::Remote).ok();
        aws_lc_rs::rand::fill(&mut [0]).ok();
    }

    pub(super) fn client(&self, console: &ConsoleUrl) -> Result<Client, SignInFailure> {
        let route = Route::to(console);
        if route == Route::Remote {
            proxy::check_environment(console).map_err(SignInFailure::Proxy)?;
        }
        self.client_for(route)
    }

    fn client_for(&self, route: Route) -> Result<Client, SignInFailure> {
        // A panic in here leaves the slot empty.
        let mut clients = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let slot = &mut clients[route as usize];
        let client = match slot.take() {
            Some(client) => client,
            None => build_client(route)?,
        };
        Ok(slot.insert(client).clone())
    }
}

/// Runs an exchange on this thread, in a runtime of its own. The connection ends with the runtime, and with it every buffer that held
/// a credential or a token; no other thread saw them.
pub(super) fn block_on<T>(exchange: impl Future<Output = T>) -> Result<T, SignInFailure> {
    let runtime = build_runtime()?;
    let outcome = runtime.block_on(exchange);
    // A plain drop would wait for a hung DNS lookup.
    runtime.shutdown_background();
    Ok(outcome)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// https, through the system's proxy if there is one.
    Remote,
    /// https to this machine, never through a proxy.
    LoopbackTls,
    /// http to this machine. Needs no certificates, so that the sandbox works on a system without any.
    LoopbackPlain,
}

impl Route {
    pub(super) fn to(console: &ConsoleUrl) -> Self {
        match (console.is_loopback(), console.as_str()) {
            (false, _) => Self::Remote,
            (true, address) if address.starts_with("https:") => Self::LoopbackTls,
            (true, _) => Self::LoopbackPlain,
        }
    }
}

fn build_runtime() -> Result<Runtime, SignInFailure> {
    Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| {
            tracing::warn!(kind = ?error.kind(), "no runtime for an exchange could be built");
            SignInFailure::CannotConnect(Connect::Other)
        })
}

fn build_client(route: Route) -> Result<Client, SignInFailure> {
    let builder = strict_builder();
    let builder = match route {
        Route::Remote => with_proxy(builder).https_only(true),
        Route::LoopbackTls => loopback_only(builder).https_only(true),
        Route::LoopbackPlain => loopback_only(builder).tls_certs_only([]),
    };
    if route != Route::LoopbackPlain {
        trust::check_environment().map_err(SignInFailure::TrustStore)?;
    }
    // With these options only loading the trust store can fail.
    builder
        .build()
        .map_err(|_no_roots| SignInFailure::TrustStore(TrustStoreFailure::NoneFound))
}

/// One request is one connection: no redirects, retries, pooling or decompression, whichever of reqwest's features other crates
/// enable, and no TLS key log. The time limits are the exchange's.
fn strict_builder() -> ClientBuilder {
    Client::builder()
        .user_agent(USER_AGENT)
        .http1_only()
        .tls_version_min(tls::Version::TLS_1_2)
        .tls_sslkeylogfile(false)
        // A pooled connection keeps the bytes of its last request and response.
        .pool_max_idle_per_host(0)
        .redirect(Policy::none())
        .referer(false)
        .retry(retry::never())
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
}

/// The proxy that the environment names, or the system's own.
fn with_proxy(builder: ClientBuilder) -> ClientBuilder {
    match proxy::from_environment() {
        Ok(Some(proxy)) => builder.proxy(proxy),
        Ok(None) => builder,
        // Only a console that bypasses the proxy gets here.
        Err(_not_understood) => builder.no_proxy(),
    }
}

/// No proxy, and no other machine, whatever a hosts file or DNS says about `localhost`: http sends credentials in clear text.
fn loopback_only(builder: ClientBuilder) -> ClientBuilder {
    builder.no_proxy().dns_resolver(Loopback)
}

/// Resolves every name to this machine.
struct Loopback;

impl Resolve for Loopback {
    fn resolve(&self, _: Name) -> Resolving {
        let port = 0; // replaced by the URL's
        let v6 = SocketAddr::from((Ipv6Addr::LOCALHOST, port));
        let v4 = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let addresses: Addrs = Box::new([v6, v4].into_iter());
        Box::pin(ready(Ok(addresses)))
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;

    #[tokio::test]
    async fn the_loopback_resolver_knows_no_other_machine() {
        for name in ["localhost", "console.example", "10.9.8.7"] {
            let addresses = Loopback.resolve(name.parse().unwrap()).await.unwrap();
            let addresses: Vec<_> = addresses.map(|address| address.ip()).collect();
            assert_eq!(
                addresses,
                [
                    IpAddr::from(Ipv6Addr::LOCALHOST),
                    IpAddr::from(Ipv4Addr::LOCALHOST)
                ],
                "{name}"
            );
        }
    }

    #[test]
    fn what_is_prepared_serves_the_first_remote_request() {
        let transport = Transport::default();
        transport.prepare();
        let is_built = |route: Route| transport.0.lock().unwrap()[route as usize].is_some();
        assert!(is_built(Route::Remote));
        assert!(!is_built(Route::LoopbackTls) && !is_built(Route::LoopbackPlain));
    }

    #[test]
    fn only_a_remote_console_may_be_reached_through_a_proxy() {
        let route = |text: &str| Route::to(&ConsoleUrl::parse(text).unwrap());
        assert_eq!(route("https://console.example"), Route::Remote);
        assert_eq!(route("https://localhost:4285"), Route::LoopbackTls);
        assert_eq!(route("http://127.0.0.1:4280"), Route::LoopbackPlain);
        assert_eq!(route("http://[::1]"), Route::LoopbackPlain);
    }
}
