//! What drives requests: one tokio runtime with one thread, and a reqwest client for each way to a console. Each is built on
//! first use and kept; a failure to build is not.

use std::sync::{Mutex, OnceLock, PoisonError};

use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, retry};
use tokio::runtime::{Builder, Runtime};

use super::trust;
use crate::model::failure::{Connect, TrustTrouble};
use crate::model::{ConsoleUrl, SignInFailure};

const USER_AGENT: &str = concat!("Tokendesk/", env!("CARGO_PKG_VERSION"));

/// The parts, each empty until it is first needed.
///
/// The runtime has a thread of its own, so that connections are looked after between calls and many threads can wait in it.
#[derive(Default)]
pub(super) struct Engine {
    building: Mutex<()>,
    runtime: OnceLock<Runtime>,
    clients: [OnceLock<Client>; 3],
}

impl Engine {
    /// What a request on this way needs; built now if it was not.
    pub(super) fn parts(&self, route: Route) -> Result<(&Runtime, &Client), SignInFailure> {
        let client = &self.clients[route as usize];
        if let (Some(runtime), Some(client)) = (self.runtime.get(), client.get()) {
            return Ok((runtime, client));
        }
        // One at a time; it holds no data, so a panic of another thread in here left nothing half done.
        let _building = self.building.lock().unwrap_or_else(PoisonError::into_inner);
        let runtime = get_or_build(&self.runtime, build_runtime)?;
        let client = get_or_build(client, || build_client(route))?;
        Ok((runtime, client))
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        // A plain drop waits for a name look-up that hangs, and closing the window with it.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// The way to a console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// https, past a proxy if the system has one.
    Remote,
    /// https on this machine: no proxy has business there.
    LoopbackTls,
    /// http on this machine: needs no certificates either, so that the sandbox opens on a system without any.
    LoopbackPlain,
}

impl Route {
    /// The one to this console.
    pub(super) fn to(console: &ConsoleUrl) -> Self {
        match (console.is_loopback(), console.as_str()) {
            (false, _) => Self::Remote,
            (true, address) if address.starts_with("https:") => Self::LoopbackTls,
            (true, _) => Self::LoopbackPlain,
        }
    }
}

fn get_or_build<T>(
    slot: &OnceLock<T>,
    make: impl FnOnce() -> Result<T, SignInFailure>,
) -> Result<&T, SignInFailure> {
    if let Some(part) = slot.get() {
        return Ok(part);
    }
    let built = make()?;
    Ok(slot.get_or_init(|| built))
}

fn build_runtime() -> Result<Runtime, SignInFailure> {
    Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("console-io")
        .enable_all()
        .build()
        .map_err(|error| {
            tracing::warn!(kind = ?error.kind(), "the console's thread could not be started");
            SignInFailure::CannotConnect(Connect::Other)
        })
}

fn build_client(route: Route) -> Result<Client, SignInFailure> {
    let builder = strict();
    let builder = match route {
        Route::Remote => builder.https_only(true),
        Route::LoopbackTls => builder.https_only(true).no_proxy(),
        Route::LoopbackPlain => builder.no_proxy().tls_certs_only([]),
    };
    if route != Route::LoopbackPlain {
        trust::check_environment().map_err(SignInFailure::TrustStore)?;
    }
    // With these options nothing but the trust store can fail.
    builder
        .build()
        .map_err(|_no_roots| SignInFailure::TrustStore(TrustTrouble::NoneFound))
}

/// One request is one request: nothing is followed, repeated, remembered or unpacked, whatever features of reqwest other
/// crates switch on. The limits are those of the exchange.
fn strict() -> ClientBuilder {
    Client::builder()
        .user_agent(USER_AGENT)
        .http1_only()
        .redirect(Policy::none())
        .referer(false)
        .retry(retry::never())
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_remote_console_may_be_reached_through_a_proxy() {
        let route = |text: &str| Route::to(&ConsoleUrl::parse(text).unwrap());
        assert_eq!(route("https://console.example"), Route::Remote);
        assert_eq!(route("https://localhost:4285"), Route::LoopbackTls);
        assert_eq!(route("http://127.0.0.1:4280"), Route::LoopbackPlain);
        assert_eq!(route("http://[::1]"), Route::LoopbackPlain);
    }
}
