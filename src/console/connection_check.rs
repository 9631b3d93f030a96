//! The steps of *Check address* up to TLS, on a connection of its own: nothing is sent on it after the handshake. They find the way that
//! reqwest would take; whether there is a console, the real client finds out afterwards.

use std::cell::{Cell, RefCell};
use std::convert::Infallible;
use std::error::Error;
use std::future::ready;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use http::{HeaderMap, HeaderValue, Uri, header};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::dns::Name;
use hyper_util::client::legacy::connect::proxy::{SocksV4, SocksV5, Tunnel};
use hyper_util::client::proxy::matcher::Intercept;
use hyper_util::rt::TokioIo;
use reqwest::Url;
use rustls::ClientConnection;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::sleep;
use tokio_rustls::TlsConnector;
use tower::{Service, ServiceExt as _, service_fn};
use url::Host;

use super::transport::{Route, USER_AGENT};
use super::{certificate, errors, proxy};
use crate::model::connection_check::{
    Connected, Finding, PassedStep, ProxyUse, Resolution, StepKind, TlsFacts, TlsUse,
};
use crate::model::failure::{Connect, ProxyFailure, Stage};
use crate::model::{ConsoleUrl, Now, SignInFailure};
use crate::os::{Cancel, clock};

pub(super) struct ConnectionSteps<'a> {
    console: &'a ConsoleUrl,
    url: Url,
    passed: RefCell<Vec<PassedStep>>,
    current: Cell<StepKind>,
    /// When the current step began.
    since: Cell<Now>,
    /// Seen in a handshake that failed.
    tls: Cell<Option<TlsFacts>>,
}

pub(super) struct StepsTaken {
    pub(super) passed: Vec<PassedStep>,
    pub(super) failed: Option<FailedAt>,
}

pub(super) struct FailedAt {
    pub(super) step: StepKind,
    pub(super) failure: SignInFailure,
    pub(super) tls: Option<TlsFacts>,
    pub(super) took: Duration,
}

impl StepsTaken {
    pub(super) fn none(failure: SignInFailure) -> Self {
        Self {
            passed: Vec::new(),
            failed: Some(FailedAt {
                step: StepKind::Proxy,
                failure,
                tls: None,
                took: Duration::ZERO,
            }),
        }
    }
}

/// A connection to the host, directly or through a proxy.
type Wire = Box<dyn Stream>;

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

impl<'a> ConnectionSteps<'a> {
    pub(super) fn new(console: &'a ConsoleUrl) -> Self {
        Self {
            console,
            url: console.resource("/"),
            passed: RefCell::default(),
            current: Cell::new(StepKind::Proxy),
            since: Cell::new(now()),
            tls: Cell::default(),
        }
    }

    /// `None` if it was canceled. The limit is for all steps together, as it is for a request's connection.
    pub(super) async fn take(self, limit: Duration, cancel: &Cancel) -> Option<StepsTaken> {
        let result = tokio::select! {
            biased;
            () = cancel.canceled() => return None,
            result = self.take_all() => result,
            () = sleep(limit) => Err(SignInFailure::TimedOut { stage: Stage::Connecting, limit }),
        };
        let failed = result.err().map(|failure| FailedAt {
            step: self.current.get(),
            failure,
            tls: self.tls.take(),
            took: now().since(self.since.get()),
        });
        Some(StepsTaken {
            passed: self.passed.into_inner(),
            failed,
        })
    }

    async fn take_all(&self) -> Result<(), SignInFailure> {
        let proxy = self.choose_proxy()?;
        let addresses = self.resolve(proxy.as_ref()).await?;
        let wire = self.connect(proxy, addresses).await?;
        self.handshake(wire).await
    }

    fn choose_proxy(&self) -> Result<Option<Intercept>, SignInFailure> {
        let (used, proxy) = match Route::to(self.console) {
            Route::Remote => proxy::choose(self.console).map_err(SignInFailure::Proxy)?,
            Route::LoopbackTls | Route::LoopbackPlain => (ProxyUse::Loopback, None),
        };
        self.pass_untimed(Finding::Proxy(used));
        Ok(proxy)
    }

    async fn resolve(&self, proxy: Option<&Intercept>) -> Result<Vec<SocketAddr>, SignInFailure> {
        self.begin(StepKind::Address);
        let port = self.url.port_or_known_default().unwrap_or_default();
        let at = |ip: IpAddr| SocketAddr::from((ip, port));
        let literal = match self.url.host() {
            Some(Host::Ipv4(ip)) => Some(IpAddr::from(ip)),
            Some(Host::Ipv6(ip)) => Some(IpAddr::from(ip)),
            Some(Host::Domain(_)) | None => None,
        };
        if let Some(ip) = literal {
            self.pass_untimed(Finding::Address(Resolution::Literal(ip)));
            return Ok(vec![at(ip)]);
        }
        if self.console.is_loopback() {
            self.pass_untimed(Finding::Address(Resolution::Loopback));
            return Ok(vec![
                at(Ipv6Addr::LOCALHOST.into()),
                at(Ipv4Addr::LOCALHOST.into()),
            ]);
        }
        if proxy.is_some_and(|proxy| !resolves_here(proxy)) {
            self.pass_untimed(Finding::Address(Resolution::ByProxy));
            return Ok(Vec::new());
        }
        let host = self.url.host_str().unwrap_or_default();
        let found = lookup_host((host, port)).await.into_iter().flatten();
        let mut addresses: Vec<SocketAddr> = Vec::new();
        for address in found {
            if !addresses.contains(&address) {
                addresses.push(address);
            }
        }
        if addresses.is_empty() {
            return Err(SignInFailure::CannotConnect(Connect::NotFoundOrOffline));
        }
        let ips = addresses.iter().map(SocketAddr::ip).collect();
        self.pass(Finding::Address(Resolution::Found(ips)));
        Ok(addresses)
    }

    async fn connect(
        &self,
        proxy: Option<Intercept>,
        addresses: Vec<SocketAddr>,
    ) -> Result<Wire, SignInFailure> {
        self.begin(StepKind::Connection);
        if let Some(proxy) = proxy {
            let (peer, wire) = self.connect_through(&proxy, addresses.first()).await?;
            self.pass(Finding::Connection(Connected::ThroughProxy(peer)));
            return Ok(wire);
        }
        let known = move |_: Name| ready(Ok::<_, Infallible>(addresses.clone().into_iter()));
        let connector = HttpConnector::new_with_resolver(service_fn(known));
        let uri = uri(self.url.as_str())?;
        let (peer, tcp) = tcp(connector, uri)
            .await
            .map_err(|error| errors::unsent(&*error, false))?;
        self.pass(Finding::Connection(Connected::Directly(peer)));
        Ok(Box::new(tcp))
    }

    /// As reqwest does it.
    async fn connect_through(
        &self,
        proxy: &Intercept,
        resolved: Option<&SocketAddr>,
    ) -> Result<(SocketAddr, Wire), SignInFailure> {
        let at = proxy.uri().clone();
        let unreachable = SignInFailure::Proxy(ProxyFailure::Unreachable);
        let (peer, tcp) = tcp(HttpConnector::new(), at.clone())
            .await
            .map_err(|_error| unreachable.clone())?;
        let scheme = at.scheme_str().unwrap_or_default().to_owned();
        let wire: Wire = if scheme == "https" {
            let tls = tls_to_proxy(&at, tcp).await;
            Box::new(tls.map_err(|_error| unreachable)?)
        } else {
            Box::new(tcp)
        };
        let opened = match scheme.as_str() {
            "socks4" | "socks4a" => {
                let mut socks = SocksV4::new(at, opened_before(wire));
                socks
                    .call(self.socks_target(resolved)?)
                    .await
                    .map_err(boxed)
            }
            "socks5" | "socks5h" => {
                let mut socks = SocksV5::new(at, opened_before(wire));
                if let Some((user, password)) = proxy.raw_auth() {
                    socks = socks.with_auth(user.to_owned(), password.to_owned());
                }
                socks
                    .call(self.socks_target(resolved)?)
                    .await
                    .map_err(boxed)
            }
            _ => {
                let mut tunnel = Tunnel::new(at, opened_before(wire));
                if let Some(auth) = proxy.basic_auth() {
                    tunnel = tunnel.with_auth(auth.clone());
                }
                let agent = HeaderValue::from_static(USER_AGENT);
                let headers = HeaderMap::from_iter([(header::USER_AGENT, agent)]);
                let mut tunnel = tunnel.with_headers(headers);
                tunnel.call(uri(self.url.as_str())?).await.map_err(boxed)
            }
        };
        let opened = opened.map_err(|error| errors::unsent(&*error, false))?;
        Ok((peer, opened.into_inner()))
    }

    /// By name, or by the address that it was resolved to here.
    fn socks_target(&self, resolved: Option<&SocketAddr>) -> Result<Uri, SignInFailure> {
        let port = self.url.port_or_known_default().unwrap_or_default();
        match resolved {
            Some(address) => uri(&format!("https://{address}")),
            None => uri(&format!(
                "https://{}:{port}",
                self.url.host_str().unwrap_or_default()
            )),
        }
    }

    async fn handshake(&self, mut wire: Wire) -> Result<(), SignInFailure> {
        self.begin(StepKind::Tls);
        if Route::to(self.console) == Route::LoopbackPlain {
            self.pass_untimed(Finding::Tls(TlsUse::Unused));
            return Ok(());
        }
        let (config, witness) = certificate::witnessed_config()?;
        let name = server_name(self.url.host_str().unwrap_or_default())?;
        let mut tls = ClientConnection::new(config, name.clone())
            .map_err(|_error| SignInFailure::CannotConnect(Connect::Other))?;
        // Loading the trust store is not the network's time.
        self.begin(StepKind::Tls);
        let shaken = shake_hands(&mut wire, &mut tls).await;
        let facts = witness.facts(tls.protocol_version(), &name);
        if let Err(error) = shaken {
            self.tls.set(Some(facts));
            return Err(errors::unsent(&error, false));
        }
        self.pass(Finding::Tls(TlsUse::Used(facts)));
        tls.send_close_notify();
        // The connection has served its purpose.
        send(&mut wire, &mut tls).await.ok();
        Ok(())
    }

    fn begin(&self, step: StepKind) {
        self.current.set(step);
        self.since.set(now());
    }

    fn pass(&self, finding: Finding) {
        let took = Some(now().since(self.since.get()));
        self.passed.borrow_mut().push(PassedStep { finding, took });
    }

    fn pass_untimed(&self, finding: Finding) {
        let step = PassedStep {
            finding,
            took: None,
        };
        self.passed.borrow_mut().push(step);
    }
}

/// Whether a proxy of this kind gets the host's address instead of its name.
fn resolves_here(proxy: &Intercept) -> bool {
    matches!(proxy.uri().scheme_str(), Some("socks4" | "socks5"))
}

/// With a second address in parallel if the first one is slow, as reqwest connects.
async fn tcp<C>(mut connector: HttpConnector<C>, to: Uri) -> Result<(SocketAddr, TcpStream), Boxed>
where
    HttpConnector<C>: Service<Uri, Response = TokioIo<TcpStream>, Error: Into<Boxed>>,
{
    connector.enforce_http(false);
    connector.set_nodelay(true);
    let stream = connector.oneshot(to).await.map_err(Into::into)?;
    let stream = stream.into_inner();
    Ok((stream.peer_addr()?, stream))
}

type Boxed = Box<dyn Error + Send + Sync>;

fn boxed(error: impl Error + Send + Sync + 'static) -> Boxed {
    Box::new(error)
}

/// The connection to the proxy, for hyper-util to open the way through it.
fn opened_before(
    wire: Wire,
) -> impl Service<Uri, Response = TokioIo<Wire>, Error = io::Error, Future: Send + 'static> {
    let mut wire = Some(wire);
    service_fn(move |_: Uri| {
        let wire = wire.take().ok_or_else(|| ErrorKind::NotConnected.into());
        ready(wire.map(TokioIo::new))
    })
}

async fn tls_to_proxy(proxy: &Uri, tcp: TcpStream) -> Result<impl Stream + use<>, Boxed> {
    let config = certificate::proxy_config()?;
    let name = ServerName::try_from(proxy.host().unwrap_or_default().to_owned())?;
    Ok(TlsConnector::from(config).connect(name, tcp).await?)
}

/// An IPv6 address without its brackets.
fn server_name(host: &str) -> Result<ServerName<'static>, SignInFailure> {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    ServerName::try_from(host.to_owned())
        .map_err(|_invalid| SignInFailure::CannotConnect(Connect::Other))
}

fn uri(text: &str) -> Result<Uri, SignInFailure> {
    text.parse()
        .map_err(|_invalid| SignInFailure::CannotConnect(Connect::Other))
}

/// By hand: tokio-rustls would drop a failed connection, and with it the version.
async fn shake_hands(wire: &mut Wire, tls: &mut ClientConnection) -> io::Result<()> {
    let mut buffer = [0; 4096];
    loop {
        send(wire, tls).await?;
        if !tls.is_handshaking() {
            return Ok(());
        }
        let count = wire.read(&mut buffer).await?;
        if count == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        let mut received = &buffer[..count];
        while !received.is_empty() {
            tls.read_tls(&mut received)?;
            if let Err(error) = tls.process_new_packets() {
                // The alert that says why.
                send(wire, tls).await.ok();
                return Err(io::Error::other(error));
            }
        }
    }
}

async fn send(wire: &mut Wire, tls: &mut ClientConnection) -> io::Result<()> {
    while tls.wants_write() {
        let mut bytes = Vec::new();
        tls.write_tls(&mut bytes)?;
        wire.write_all(&bytes).await?;
    }
    wire.flush().await
}

fn now() -> Now {
    Now::from(clock::read())
}
