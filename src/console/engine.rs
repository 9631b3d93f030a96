//! What drives requests: a reqwest client for each way to a console, and a tokio runtime for each exchange. Clients are built on
//! first use and kept; a failure to build is not.

use std::future::ready;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Mutex, OnceLock, PoisonError};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, retry, tls};
use tokio::runtime::{Builder, Runtime};

use super::{proxy, trust};
use crate::model::failure::{Connect, TrustTrouble};
use crate::model::{ConsoleUrl, SignInFailure};

const USER_AGENT: &str = concat!("Tokendesk/", env!("CARGO_PKG_VERSION"));

/// The clients, each empty until it is first needed.
#[derive(Default)]
pub(super) struct Engine {
    building: Mutex<()>,
    clients: [OnceLock<Client>; 3],
}

impl Engine {
    /// The client for the way to this console; built now if it was not.
    pub(super) fn client(&self, console: &ConsoleUrl) -> Result<&Client, SignInFailure> {
        let route = Route::to(console);
        if route == Route::Remote {
            proxy::check_environment(console).map_err(SignInFailure::Proxy)?;
        }
        let slot = &self.clients[route as usize];
        if let Some(client) = slot.get() {
            return Ok(client);
        }
        // One at a time; it holds no data, so a panic of another thread in here left nothing half done.
        let _building = self.building.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = slot.get() {
            return Ok(client);
        }
        let built = build_client(route)?;
        Ok(slot.get_or_init(|| built))
    }
}

/// Runs an exchange to its end on this thread, in a runtime of its own. The connection goes with the runtime, and with it every
/// buffer that held a credential or a token; no other thread saw them.
pub(super) fn run<T>(exchange: impl Future<Output = T>) -> Result<T, SignInFailure> {
    let runtime = build_runtime()?;
    let end = runtime.block_on(exchange);
    // A plain drop would wait for a name look-up that hangs.
    runtime.shutdown_background();
    Ok(end)
}

/// The way to a console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Route {
    /// https, past a proxy if the system has one.
    Remote,
    /// https on this machine: no proxy has business there.
    LoopbackTls,
    /// http on this machine: needs no certificates either, so that the sandbox opens on a system without any.
    LoopbackPlain,
}

impl Route {
    /// The one to this console.
    fn to(console: &ConsoleUrl) -> Self {
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
    let builder = strict();
    let builder = match route {
        Route::Remote => proxied(builder).https_only(true),
        Route::LoopbackTls => loopback(builder).https_only(true),
        Route::LoopbackPlain => loopback(builder).tls_certs_only([]),
    };
    if route != Route::LoopbackPlain {
        trust::check_environment().map_err(SignInFailure::TrustStore)?;
    }
    // With these options nothing but the trust store can fail.
    builder
        .build()
        .map_err(|_no_roots| SignInFailure::TrustStore(TrustTrouble::NoneFound))
}

/// One request is one connection: nothing is followed, repeated, remembered or unpacked, whatever features of reqwest other
/// crates switch on, and no environment makes TLS write down its keys. The limits are those of the exchange.
fn strict() -> ClientBuilder {
    Client::builder()
        .user_agent(USER_AGENT)
        .http1_only()
        .tls_version_min(tls::Version::TLS_1_2)
        .tls_sslkeylogfile(false)
        // A connection in a pool keeps the bytes of its last request and reply.
        .pool_max_idle_per_host(0)
        .redirect(Policy::none())
        .referer(false)
        .retry(retry::never())
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
}

/// Past the proxy that the environment names, else the system's own.
fn proxied(builder: ClientBuilder) -> ClientBuilder {
    match proxy::from_environment() {
        Ok(Some(proxy)) => builder.proxy(proxy),
        Ok(None) => builder,
        // Only a console that is excepted from it gets here.
        Err(_not_understood) => builder.no_proxy(),
    }
}

/// No proxy, and no other machine, whatever a hosts file or a name server says of `localhost`: http goes this way in clear text.
fn loopback(builder: ClientBuilder) -> ClientBuilder {
    builder.no_proxy().dns_resolver(Loopback)
}

/// Answers every name with the addresses of this machine, in the order that systems prefer.
struct Loopback;

impl Resolve for Loopback {
    fn resolve(&self, _: Name) -> Resolving {
        let port = 0; // the one of the address
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
    async fn on_this_machine_every_name_is_this_machine() {
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
    fn only_a_remote_console_may_be_reached_through_a_proxy() {
        let route = |text: &str| Route::to(&ConsoleUrl::parse(text).unwrap());
        assert_eq!(route("https://console.example"), Route::Remote);
        assert_eq!(route("https://localhost:4285"), Route::LoopbackTls);
        assert_eq!(route("http://127.0.0.1:4280"), Route::LoopbackPlain);
        assert_eq!(route("http://[::1]"), Route::LoopbackPlain);
    }
}
