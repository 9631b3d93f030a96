//! The console's HTTP server and its thread.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use axum::Router;
use axum::middleware::{from_fn, map_response};
use axum::routing::{get, post};
use tokio::runtime::{Builder, Runtime};

use super::secret_reset::SecretReset;
use super::sign_in_history::SignInHistories;
use super::state::{Clock, ConsoleState, SandboxCode};
use super::token_issuer::TokenIssuer;
use super::{
    client_token, login_configuration, loopback_only, reply, resources, sandbox_routes, user_token,
};
use crate::os::{Cancel, clock, thread};

/// Tests set these so that they need not wait.
#[derive(Clone)]
pub struct SandboxOptions {
    /// On 127.0.0.1; 0 for any free port.
    pub port: u16,
    /// Tokens are issued and expire by it.
    pub clock: Clock,
    /// The delay of the API client that is slow to answer.
    pub late_by: Duration,
}

impl Default for SandboxOptions {
    fn default() -> Self {
        Self {
            port: 0,
            clock: Arc::new(|| clock::read().0),
            late_by: Duration::from_secs(8),
        }
    }
}

/// A running sandbox console on 127.0.0.1. Stops when dropped.
pub struct SandboxConsole {
    state: Arc<ConsoleState>,
    stop: Cancel,
    thread: Option<JoinHandle<()>>,
}

impl SandboxConsole {
    /// Starts on `port` of 127.0.0.1, or on any free one for 0. Its tokens are invalid in any other run.
    pub fn start(port: u16) -> io::Result<Self> {
        Self::start_with(SandboxOptions {
            port,
            ..SandboxOptions::default()
        })
    }

    pub fn start_with(options: SandboxOptions) -> io::Result<Self> {
        // Here rather than in the thread, so that the caller gets the error if the port is taken.
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))?;
        listener.set_nonblocking(true)?;
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let state = Arc::new(new_state(listener.local_addr()?, options)?);
        let stop = Cancel::default();
        let thread = thread::spawn("sandbox-console", {
            let (state, stop) = (Arc::clone(&state), stop.clone());
            move || serve(&runtime, listener, state, &stop)
        })?;
        Ok(Self {
            state,
            stop,
            thread: Some(thread),
        })
    }

    /// `http://127.0.0.1:PORT`.
    pub fn base_url(&self) -> String {
        self.state.base_url.clone()
    }

    /// Token requests so far, of API clients and users, successful or not.
    pub fn sign_ins(&self) -> u64 {
        self.state.sign_ins.load(Ordering::SeqCst)
    }

    /// `LoginConfiguration` requests so far.
    pub fn login_kind_lookups(&self) -> u64 {
        self.state.login_kind_lookups.load(Ordering::SeqCst)
    }

    /// One current code for each account with two-factor sign-in.
    pub fn codes(&self) -> Vec<SandboxCode> {
        self.state.unused_codes()
    }

    /// Resets the secret of the API client that works; returns its client ID and the new secret. Its tokens stay valid.
    pub fn reset_secret(&self) -> (&'static str, String) {
        self.state.secret_reset.reset()
    }

    pub(super) fn wait(mut self) {
        join(self.thread.take());
    }
}

impl Drop for SandboxConsole {
    fn drop(&mut self) {
        self.stop.cancel();
        join(self.thread.take());
    }
}

impl fmt::Debug for SandboxConsole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SandboxConsole({})", self.state.base_url)
    }
}

fn new_state(address: SocketAddr, options: SandboxOptions) -> io::Result<ConsoleState> {
    let base_url = format!("http://{address}");
    Ok(ConsoleState {
        issuer: TokenIssuer::new(&base_url)?,
        base_url,
        late_by: options.late_by,
        histories: SignInHistories::default(),
        secret_reset: SecretReset::default(),
        clock: options.clock,
        sign_ins: AtomicU64::new(0),
        login_kind_lookups: AtomicU64::new(0),
    })
}

fn serve(runtime: &Runtime, listener: TcpListener, state: Arc<ConsoleState>, stop: &Cancel) {
    runtime.block_on(async {
        let served = async {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            axum::serve(listener, router(state)).await
        };
        // No graceful shutdown: it would wait for the late answer, which nobody will read.
        tokio::select! {
            () = stop.canceled() => {}
            end = served => if let Err(error) = end {
                tracing::warn!(%error, "the sandbox console stopped");
            }
        }
    });
}

fn router(state: Arc<ConsoleState>) -> Router {
    Router::new()
        .route("/api/v3/oauth/token", post(client_token::client_token))
        .route("/api/v3/auth/jwt", get(user_token::user_token))
        .route(
            "/api/v3/LoginConfiguration",
            get(login_configuration::login_configuration),
        )
        .route("/api/v1/ServerEnv", get(resources::server_env))
        .route("/api/v3/customer/my", get(resources::customer))
        .route("/api/v3/users", get(resources::users))
        .route("/api/v1/User", get(resources::users_v1))
        .route("/api/v1/User/my", get(resources::user_my))
        .route("/api/v1/Computer", get(resources::computers))
        .route("/api/v4/role/view", get(resources::roles))
        .route("/api/v3/orgs", get(resources::orgs))
        .route("/api/v3/org/{id}/user", get(resources::users_of_org))
        .route(sandbox_routes::CODES, get(sandbox_routes::codes))
        .route(sandbox_routes::COUNTS, get(sandbox_routes::counts))
        .route(
            sandbox_routes::RESET_SECRET,
            post(sandbox_routes::reset_secret),
        )
        .fallback(|| async { reply::not_found("The sandbox console has no such resource.") })
        .method_not_allowed_fallback(|| async { reply::method_not_allowed() })
        .layer(from_fn(loopback_only::loopback_only))
        .layer(map_response(reply::no_store))
        .with_state(state)
}

/// Does not propagate a panic of the thread: the panic hook has reported it.
fn join(thread: Option<JoinHandle<()>>) {
    if let Some(thread) = thread
        && thread.join().is_err()
    {
        tracing::warn!("the sandbox console ended by a defect");
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;

    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    use super::*;
    use crate::sandbox::api_clients;

    #[test]
    fn the_late_client_is_as_late_as_its_name_says() {
        assert_eq!(SandboxOptions::default().late_by, Duration::from_secs(8));
    }

    #[test]
    fn dropping_a_console_stops_it_even_while_an_answer_is_pending() {
        let console = SandboxConsole::start_with(SandboxOptions {
            late_by: Duration::from_hours(1),
            ..SandboxOptions::default()
        })
        .unwrap();
        let address = console.base_url().replace("http://", "");
        let port = address.rsplit(':').next().unwrap().parse().unwrap();
        let late = api_clients()
            .iter()
            .find(|client| client.name == "Answers after 8 seconds")
            .unwrap();
        let credentials = STANDARD.encode(format!("{}:{}", late.client_id, late.secret));
        let mut open = TcpStream::connect(&address).unwrap();
        write!(
            open,
            "POST /api/v3/oauth/token?grant_type=client_credentials HTTP/1.1\r\n\
             Host: {address}\r\n\
             Authorization: Basic {credentials}\r\n\r\n"
        )
        .unwrap();
        // The answer never comes; each read timeout gives the request time to arrive.
        open.set_read_timeout(Some(Duration::from_millis(20)))
            .unwrap();
        let has_arrived = (0..500).any(|_| open.read(&mut [0]).is_err() && console.sign_ins() == 1);
        assert!(has_arrived);
        drop(console);
        let end = open.read(&mut [0]).map_err(|error| error.kind());
        assert!(
            matches!(end, Ok(0) | Err(io::ErrorKind::ConnectionReset)),
            "{end:?}"
        );
        assert!(TcpStream::connect(&address).is_err());
        drop(open);
        let again = SandboxConsole::start(port).unwrap();
        assert_eq!(again.base_url(), format!("http://127.0.0.1:{port}"));
    }

    #[test]
    fn starting_on_a_taken_port_is_an_error() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port();
        let error = SandboxConsole::start(port).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AddrInUse);
    }

    #[test]
    #[cfg(target_os = "linux")] // Other systems may not have 127.0.0.2.
    fn a_console_listens_on_no_other_address() {
        let console = SandboxConsole::start(0).unwrap();
        let elsewhere = console.base_url().replace("http://127.0.0.1", "127.0.0.2");
        assert!(TcpStream::connect(elsewhere).is_err());
    }
}
