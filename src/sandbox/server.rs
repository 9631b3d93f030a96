//! The console's server: its address, its thread, its life.

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
use jiff::Timestamp;
use tokio::runtime::{Builder, Runtime};

use super::codes;
use super::codes::SandboxCode;
use super::ledger::Ledger;
use super::reset;
use super::reset::Reset;
use super::token::Issuer;
use super::{counts, guard, login_configuration, reply, resources, sign_in, user_token};
use crate::os::{Cancel, clock, thread};

/// Where the console takes the time from.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// How a console is to run. Fields, so that tests need not wait.
#[derive(Clone)]
pub struct SandboxOptions {
    /// The port on 127.0.0.1; 0 for any free one.
    pub port: u16,
    /// What it takes for the time: the beginning and the end of a token's life are reckoned by it.
    pub clock: Clock,
    /// How long the late account waits for its answer.
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

/// A running sandbox console. It listens on 127.0.0.1 alone, and stops when this is dropped.
pub struct SandboxConsole {
    shared: Arc<Shared>,
    stop: Cancel,
    thread: Option<JoinHandle<()>>,
}

impl SandboxConsole {
    /// Starts a console on `port` of 127.0.0.1, or on any free one for 0. Its tokens are void for every other run.
    pub fn start(port: u16) -> io::Result<Self> {
        Self::start_with(SandboxOptions {
            port,
            ..SandboxOptions::default()
        })
    }

    /// Starts a console with a time and a patience of its own.
    pub fn start_with(options: SandboxOptions) -> io::Result<Self> {
        // Both made here, not in the thread: a port that is taken is the caller's error.
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))?;
        listener.set_nonblocking(true)?;
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let shared = Arc::new(Shared::new(listener.local_addr()?, options)?);
        let stop = Cancel::default();
        let thread = thread::spawn("sandbox-console", {
            let (shared, stop) = (Arc::clone(&shared), stop.clone());
            move || serve(&runtime, listener, shared, &stop)
        })?;
        Ok(Self {
            shared,
            stop,
            thread: Some(thread),
        })
    }

    /// Its address: `http://127.0.0.1:PORT`.
    pub fn base_url(&self) -> String {
        self.shared.base_url.clone()
    }

    /// How many requests for a token have come in so far, of API clients and of persons, whatever became of them.
    pub fn sign_ins(&self) -> u64 {
        self.shared.sign_ins.load(Ordering::SeqCst)
    }

    /// How many questions how a username signs in have come in so far.
    pub fn kind_questions(&self) -> u64 {
        self.shared.kind_questions.load(Ordering::SeqCst)
    }

    /// A code for each account with two-factor sign-in, as of now.
    pub fn codes(&self) -> Vec<SandboxCode> {
        codes::unused(&self.shared)
    }

    /// Gives the API client that works another secret, random: its client ID and that. The old one is refused from now on; tokens
    /// live on.
    pub fn reset_secret(&self) -> (&'static str, String) {
        self.shared.reset.now()
    }

    /// Blocks for as long as it runs.
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
        write!(f, "SandboxConsole({})", self.shared.base_url)
    }
}

/// What every request of one run shares.
pub(super) struct Shared {
    pub(super) base_url: String,
    pub(super) issuer: Issuer,
    pub(super) late_by: Duration,
    pub(super) ledger: Ledger,
    pub(super) reset: Reset,
    pub(super) sign_ins: AtomicU64,
    pub(super) kind_questions: AtomicU64,
    clock: Clock,
}

impl Shared {
    fn new(address: SocketAddr, options: SandboxOptions) -> io::Result<Self> {
        let base_url = format!("http://{address}");
        Ok(Self {
            issuer: Issuer::new(&base_url)?,
            base_url,
            late_by: options.late_by,
            ledger: Ledger::default(),
            reset: Reset::default(),
            sign_ins: AtomicU64::new(0),
            kind_questions: AtomicU64::new(0),
            clock: options.clock,
        })
    }

    pub(super) fn now(&self) -> Timestamp {
        (self.clock)()
    }

    pub(super) fn count_sign_in(&self) {
        self.sign_ins.fetch_add(1, Ordering::SeqCst);
    }

    pub(super) fn count_kind_question(&self) {
        self.kind_questions.fetch_add(1, Ordering::SeqCst);
    }
}

fn serve(runtime: &Runtime, listener: TcpListener, shared: Arc<Shared>, stop: &Cancel) {
    runtime.block_on(async {
        let served = async {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            axum::serve(listener, router(shared)).await
        };
        // Not the graceful end: a late answer would hold it up, and nobody is left to hear it.
        tokio::select! {
            () = stop.cancelled() => {}
            end = served => if let Err(error) = end {
                tracing::warn!(%error, "the sandbox console stopped");
            }
        }
    });
}

fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/api/v3/oauth/token", post(sign_in::token))
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
        .route(codes::PATH, get(codes::codes))
        .route(counts::PATH, get(counts::counts))
        .route(reset::PATH, post(reset::reset_secret))
        .fallback(|| async { reply::not_found("The sandbox console has no such resource.") })
        .method_not_allowed_fallback(|| async { reply::method_not_allowed() })
        .layer(from_fn(guard::local_only))
        .layer(map_response(reply::not_to_be_kept))
        .with_state(shared)
}

/// A panic in the thread is not passed on: it was reported by the panic hook, and the console is over either way.
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
    use crate::sandbox::accounts;

    #[test]
    fn the_late_account_is_late_by_what_its_name_says() {
        assert_eq!(SandboxOptions::default().late_by, Duration::from_secs(8));
    }

    #[test]
    fn a_console_stops_when_it_is_dropped_even_while_an_answer_is_to_come() {
        let console = SandboxConsole::start_with(SandboxOptions {
            late_by: Duration::from_hours(1),
            ..SandboxOptions::default()
        })
        .unwrap();
        let address = console.base_url().replace("http://", "");
        let port = address.rsplit(':').next().unwrap().parse().unwrap();
        let late = accounts()
            .iter()
            .find(|account| account.name == "Answers after 8 seconds")
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
        // The answer never comes: each read that times out is a moment for the request to come in.
        open.set_read_timeout(Some(Duration::from_millis(20)))
            .unwrap();
        let came_in = (0..500).any(|_| open.read(&mut [0]).is_err() && console.sign_ins() == 1);
        assert!(came_in);
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
    fn a_port_that_is_taken_is_an_error_of_the_start() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port();
        let error = SandboxConsole::start(port).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AddrInUse);
    }

    #[test]
    #[cfg(target_os = "linux")] // Elsewhere, 127.0.0.2 may not be there to be asked.
    fn a_console_is_not_heard_on_any_other_address() {
        let console = SandboxConsole::start(0).unwrap();
        let elsewhere = console.base_url().replace("http://127.0.0.1", "127.0.0.2");
        assert!(TcpStream::connect(elsewhere).is_err());
    }
}
