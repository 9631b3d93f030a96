//! A console on loopback that does what a script says, over real TLS, and remembers every byte it was sent.

use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Ipv6Addr, Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, DnType, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned, SupportedProtocolVersion};
use tokendesk::os::thread;
use uuid::Uuid;

/// How long anything here waits before the test counts as failed.
const PATIENCE: Duration = Duration::from_mins(1);

/// A certificate authority made for one test.
pub(crate) struct Ca {
    pem: String,
    issuer: Issuer<'static, KeyPair>,
    #[cfg(windows)]
    revoked: rcgen::CrlDistributionPoint,
}

/// When a certificate is valid.
#[derive(Clone, Copy)]
pub(crate) enum Validity {
    Now,
    Past,
    Future,
}

impl Ca {
    pub(crate) fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        // Of the same name, a stranger would be taken for this one with a bad signature. On Windows those of other processes count too.
        let name = format!("Authority {}", Uuid::new_v4());
        params.distinguished_name.push(DnType::CommonName, name);
        let pem = params.self_signed(&key).unwrap().pem();
        let issuer = Issuer::new(params, key);
        Self {
            pem,
            #[cfg(windows)]
            revoked: nothing_revoked(&issuer),
            issuer,
        }
    }

    /// The authority's own certificate.
    pub(crate) fn pem(&self) -> &str {
        &self.pem
    }

    /// What a server needs to speak for `name`.
    pub(crate) fn issue(&self, name: &str, validity: Validity) -> Arc<ServerConfig> {
        self.issue_for([name.to_owned()], validity)
    }

    /// What a server needs to speak for all of these.
    pub(crate) fn issue_for(
        &self,
        names: impl Into<Vec<String>>,
        validity: Validity,
    ) -> Arc<ServerConfig> {
        let key = KeyPair::generate().unwrap();
        let mut params = self.params(names);
        (params.not_before, params.not_after) = match validity {
            Validity::Now => (date_time_ymd(2020, 1, 1), date_time_ymd(2120, 1, 1)),
            Validity::Past => (date_time_ymd(2020, 1, 1), date_time_ymd(2021, 1, 1)),
            Validity::Future => (date_time_ymd(2119, 1, 1), date_time_ymd(2120, 1, 1)),
        };
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        server_config(&certificate, &key, rustls::ALL_VERSIONS)
    }

    /// What a server needs to speak for `localhost` in these versions of TLS.
    pub(crate) fn issue_in(
        &self,
        versions: &[&'static SupportedProtocolVersion],
    ) -> Arc<ServerConfig> {
        let key = KeyPair::generate().unwrap();
        let params = self.params(["localhost".to_owned()]);
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        server_config(&certificate, &key, versions)
    }

    #[cfg(windows)]
    fn params(&self, names: impl Into<Vec<String>>) -> CertificateParams {
        let mut params = CertificateParams::new(names).unwrap();
        params.crl_distribution_points.push(self.revoked.clone());
        params
    }

    #[cfg(not(windows))]
    #[expect(clippy::unused_self, reason = "only Wine asks its list")]
    fn params(&self, names: impl Into<Vec<String>>) -> CertificateParams {
        CertificateParams::new(names).unwrap()
    }
}

/// An empty list of revoked certificates: Wine accepts no certificate without one.
#[cfg(windows)]
fn nothing_revoked(issuer: &Issuer<'_, KeyPair>) -> rcgen::CrlDistributionPoint {
    let list = rcgen::CertificateRevocationListParams {
        this_update: date_time_ymd(2020, 1, 1),
        next_update: date_time_ymd(2120, 1, 1),
        crl_number: rcgen::SerialNumber::from(1),
        issuing_distribution_point: None,
        revoked_certs: Vec::new(),
        key_identifier_method: rcgen::KeyIdMethod::Sha256,
    };
    // Its path has only ASCII letters.
    let folder = std::env::var("PUBLIC").unwrap().replace('\\', "/");
    let file = format!("{folder}/{}.crl", Uuid::new_v4());
    std::fs::write(&file, list.signed_by(issuer).unwrap().der()).unwrap();
    rcgen::CrlDistributionPoint {
        uris: vec![format!("file:///{file}")],
    }
}

/// What a server needs to speak for `localhost` on nobody's word but its own, as a server or as an authority.
pub(crate) fn self_signed(is_ca: IsCa) -> Arc<ServerConfig> {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(["localhost".to_owned()]).unwrap();
    params.is_ca = is_ca;
    let certificate = params.self_signed(&key).unwrap();
    server_config(&certificate, &key, rustls::ALL_VERSIONS)
}

fn server_config(
    certificate: &Certificate,
    key: &KeyPair,
    versions: &[&'static SupportedProtocolVersion],
) -> Arc<ServerConfig> {
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_protocol_versions(versions)
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    Arc::new(config)
}

/// One thing to do after a request.
#[derive(Clone)]
pub(crate) enum Step {
    /// Send these bytes.
    Send(Vec<u8>),
    /// Send these bytes again and again, with a short pause, until the other side is gone.
    SendForever(Vec<u8>, Duration),
    /// Wait so long.
    Pause(Duration),
    /// Send nothing, and note what comes until the other side closes.
    AwaitClose,
    /// Close, and wait until the other side has noticed.
    Close,
}

/// What was seen.
#[derive(Clone, Default)]
pub(crate) struct Log {
    /// Connections that were accepted.
    pub(crate) connections: usize,
    /// Connections that are over.
    pub(crate) closed: usize,
    /// Heads of `CONNECT`, where this stands behind a proxy; of a SOCKS proxy, host and port.
    pub(crate) tunnels: Vec<String>,
    /// The host names that TLS was asked for, where it was asked for one.
    pub(crate) names: Vec<Option<String>>,
    /// Requests, with everything that came along with their head.
    pub(crate) requests: Vec<String>,
    /// Bytes that came after a request, while [`Step::AwaitClose`] waited.
    pub(crate) afterwards: Vec<u8>,
}

/// What the bytes of a connection go through.
#[derive(Clone)]
pub(crate) enum Wire {
    Plain,
    Tls(Arc<ServerConfig>),
    /// As a proxy: first a `CONNECT`, answered with this, then TLS if it was accepted.
    Proxied(&'static str, Arc<ServerConfig>),
    /// The same over TLS of the proxy's own.
    #[cfg_attr(
        windows,
        expect(dead_code, reason = "a trust store of a file's own is needed")
    )]
    ProxiedOverTls(&'static str, Arc<ServerConfig>, Arc<ServerConfig>),
    /// As a proxy that opens no way: the first `CONNECT` gets the first answer, and so on; then it closes.
    RefusingProxy(&'static [&'static str]),
    /// As a SOCKS5 proxy (RFC 1928), for anybody or for this user with this password (RFC 1929), that answers with this status;
    /// with 0 it opens the way, and TLS follows.
    Socks(Option<[&'static str; 2]>, u8, Arc<ServerConfig>),
}

/// The running console. It stops with the process.
#[derive(Clone)]
pub(crate) struct TlsConsole {
    port: u16,
    shared: Arc<Shared>,
}

struct Shared {
    script: Mutex<VecDeque<Vec<Step>>>,
    log: Mutex<Log>,
    changed: Condvar,
}

impl TlsConsole {
    /// Serves on any port of `127.0.0.1`.
    pub(crate) fn start(wire: Wire) -> Self {
        Self::start_at("127.0.0.1:0", wire)
    }

    /// Serves there.
    pub(crate) fn start_at(address: &str, wire: Wire) -> Self {
        let listener = TcpListener::bind(address).unwrap();
        let console = Self {
            port: listener.local_addr().unwrap().port(),
            shared: Arc::new(Shared {
                script: Mutex::default(),
                log: Mutex::default(),
                changed: Condvar::new(),
            }),
        };
        let shared = Arc::clone(&console.shared);
        let accept = move || {
            for stream in listener.incoming().map_while(Result::ok) {
                shared.note(|log| log.connections += 1);
                let (shared, wire) = (Arc::clone(&shared), wire.clone());
                let serve = move || {
                    let _broken = serve(&shared, wire, stream);
                    shared.note(|log| log.closed += 1);
                };
                thread::spawn("connection", serve).unwrap();
            }
        };
        thread::spawn("console", accept).unwrap();
        console
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// What to do after the next request that has no script yet.
    pub(crate) fn then(&self, steps: impl Into<Vec<Step>>) -> &Self {
        self.shared.script.lock().unwrap().push_back(steps.into());
        self
    }

    /// Sends these bytes after the next request, and keeps the connection.
    pub(crate) fn then_send(&self, bytes: impl Into<Vec<u8>>) -> &Self {
        self.then([Step::Send(bytes.into())])
    }

    /// What was seen so far.
    pub(crate) fn log(&self) -> Log {
        self.shared.log.lock().unwrap().clone()
    }

    /// What was seen once `seen` is true of it.
    pub(crate) fn wait_until(&self, seen: impl Fn(&Log) -> bool) -> Log {
        let log = self.shared.log.lock().unwrap();
        let waiting = |log: &mut Log| !seen(log);
        let (log, wait) = self
            .shared
            .changed
            .wait_timeout_while(log, PATIENCE, waiting)
            .unwrap();
        assert!(!wait.timed_out(), "the console never saw it");
        log.clone()
    }
}

impl Shared {
    fn note(&self, change: impl FnOnce(&mut Log)) {
        change(&mut self.log.lock().unwrap());
        self.changed.notify_all();
    }
}

fn serve(shared: &Shared, wire: Wire, mut tcp: TcpStream) -> io::Result<()> {
    tcp.set_read_timeout(Some(PATIENCE))?;
    let config = match wire {
        Wire::Plain => return converse(shared, &tcp.try_clone()?, tcp),
        Wire::Tls(config) => config,
        Wire::RefusingProxy(answers) => {
            let tunnel = read_head(&mut tcp)?;
            let mut answer = "";
            shared.note(|log| {
                answer = answers.get(log.tunnels.len()).unwrap_or(&"");
                log.tunnels.push(tunnel);
            });
            tcp.write_all(answer.as_bytes())?;
            tcp.shutdown(Shutdown::Write)?;
            return tcp.read_to_end(&mut Vec::new()).map(drop);
        }
        Wire::Socks(credential, status, config) => {
            let target = open_socks(&mut tcp, credential)?;
            shared.note(|log| log.tunnels.push(target));
            tcp.write_all(&[5, status, 0, 1, 0, 0, 0, 0, 0, 0])?;
            if status != 0 {
                return tcp.read_to_end(&mut Vec::new()).map(drop);
            }
            config
        }
        Wire::ProxiedOverTls(answer, own, config) => {
            let own = ServerConnection::new(own).map_err(io::Error::other)?;
            let mut wire = StreamOwned::new(own, tcp.try_clone()?);
            let tunnel = read_head(&mut wire)?;
            shared.note(|log| log.tunnels.push(tunnel));
            wire.write_all(answer.as_bytes())?;
            return serve_tls(shared, config, &tcp, wire);
        }
        Wire::Proxied(answer, config) => {
            let tunnel = read_head(&mut tcp)?;
            shared.note(|log| log.tunnels.push(tunnel));
            tcp.write_all(answer.as_bytes())?;
            config
        }
    };
    serve_tls(shared, config, &tcp.try_clone()?, tcp)
}

fn serve_tls(
    shared: &Shared,
    config: Arc<ServerConfig>,
    tcp: &TcpStream,
    mut wire: impl Read + Write,
) -> io::Result<()> {
    let mut connection = ServerConnection::new(config).map_err(io::Error::other)?;
    while connection.is_handshaking() {
        connection.complete_io(&mut wire)?;
    }
    let name = connection.server_name().map(str::to_owned);
    shared.note(|log| log.names.push(name));
    converse(shared, tcp, StreamOwned::new(connection, wire))
}

/// Agrees on who asks, and returns what for: `host:port`.
fn open_socks(tcp: &mut TcpStream, credential: Option<[&str; 2]>) -> io::Result<String> {
    let method = if credential.is_some() { 2 } else { 0 };
    let [version, methods] = read_array(tcp)?;
    assert_eq!(version, 5);
    if !read_exactly(tcp, methods)?.contains(&method) {
        tcp.write_all(&[5, 0xff])?;
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    tcp.write_all(&[5, method])?;
    if let Some(credential) = credential {
        let [_version, length] = read_array(tcp)?;
        let user = read_exactly(tcp, length)?;
        let [length] = read_array(tcp)?;
        let password = read_exactly(tcp, length)?;
        let is_known = [user, password] == credential.map(|text| text.as_bytes().to_vec());
        tcp.write_all(&[1, u8::from(!is_known)])?;
        if !is_known {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
    }
    let [_version, _connect, _reserved, kind] = read_array(tcp)?;
    let host = match kind {
        1 => Ipv4Addr::from(read_array(tcp)?).to_string(),
        3 => {
            let [length] = read_array(tcp)?;
            String::from_utf8(read_exactly(tcp, length)?).map_err(io::Error::other)?
        }
        _ => Ipv6Addr::from(read_array::<16>(tcp)?).to_string(),
    };
    let port = u16::from_be_bytes(read_array(tcp)?);
    Ok(format!("{host}:{port}"))
}

fn read_array<const N: usize>(wire: &mut impl Read) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    wire.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn read_exactly(wire: &mut impl Read, length: u8) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; usize::from(length)];
    wire.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Request, script, request, script, until one side closes.
fn converse(shared: &Shared, tcp: &TcpStream, mut wire: impl Read + Write) -> io::Result<()> {
    loop {
        let request = read_head(&mut wire)?;
        shared.note(|log| log.requests.push(request));
        let steps = shared.script.lock().unwrap().pop_front();
        for step in steps.unwrap_or_else(|| vec![Step::Close]) {
            match step {
                Step::Send(bytes) => {
                    wire.write_all(&bytes)?;
                    wire.flush()?;
                }
                Step::SendForever(bytes, pause) => loop {
                    wire.write_all(&bytes)?;
                    wire.flush()?;
                    std::thread::sleep(pause);
                },
                Step::Pause(pause) => std::thread::sleep(pause),
                Step::AwaitClose => {
                    let mut rest = Vec::new();
                    let end = wire.read_to_end(&mut rest);
                    shared.note(|log| log.afterwards.extend(rest));
                    return end.map(drop);
                }
                Step::Close => {
                    tcp.shutdown(Shutdown::Write)?;
                    return wire.read_to_end(&mut Vec::new()).map(drop);
                }
            }
        }
    }
}

fn read_head(wire: &mut impl Read) -> io::Result<String> {
    let (mut head, mut buffer) = (Vec::new(), [0; 4096]);
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        match wire.read(&mut buffer)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            count => head.extend_from_slice(&buffer[..count]),
        }
    }
    String::from_utf8(head).map_err(io::Error::other)
}
