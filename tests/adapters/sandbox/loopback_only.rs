//! Raw requests as a web page sends them, by DNS rebinding or a blind POST.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use super::harness::Sandbox;

const PATHS: [&str; 6] = [
    "GET /sandbox/codes",
    "GET /sandbox/counts",
    "POST /sandbox/reset-secret",
    "GET /api/v1/ServerEnv",
    "GET /nothing",
    "PUT /api/v1/ServerEnv",
];

fn answer(sandbox: &Sandbox, line: &str, fields: &[String]) -> String {
    let address = sandbox.console.base_url().replace("http://", "");
    let mut wire = TcpStream::connect(address).unwrap();
    let head = [&[line.to_owned()], fields].concat().join("\r\n");
    write!(
        wire,
        "{head}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    wire.read_to_string(&mut answer).unwrap();
    answer
}

fn status(sandbox: &Sandbox, path: &str, fields: &[String]) -> u16 {
    let answer = answer(sandbox, &format!("{path} HTTP/1.1"), fields);
    answer[9..12].parse().unwrap()
}

fn host(host: &str) -> String {
    format!("Host: {host}")
}

fn origin(origin: &str) -> String {
    format!("Origin: {origin}")
}

fn port(sandbox: &Sandbox) -> String {
    sandbox.console.base_url().replace("http://127.0.0.1:", "")
}

#[test]
fn a_page_reads_nothing_by_dns_rebinding() {
    let sandbox = Sandbox::start();
    let port = port(&sandbox);
    for name in [
        format!("evil.example:{port}"),
        "evil.example".to_owned(),
        format!("localhost.evil.example:{port}"),
        format!("127.0.0.1.evil.example:{port}"),
        format!("10.9.8.7:{port}"),
        format!("0.0.0.0:{port}"),
        format!("[::ffff:127.0.0.1]:{port}"),
        format!("127.0.0.1:{port}@evil.example"),
    ] {
        for path in PATHS {
            assert_eq!(
                status(&sandbox, path, &[host(&name)]),
                403,
                "{path} of {name}"
            );
        }
    }
    let own = format!("127.0.0.1:{port}");
    let absolute = format!("GET http://evil.example:{port}/sandbox/codes HTTP/1.1");
    let answer = answer(&sandbox, &absolute, &[host(&own)]);
    assert!(answer.starts_with("HTTP/1.1 403 "), "{answer}");
    assert!(!answer.contains("code\":"), "{answer}");
}

#[tokio::test]
async fn a_blind_post_from_a_foreign_page_changes_nothing() {
    let sandbox = Sandbox::start();
    let port = port(&sandbox);
    let own = host(&format!("127.0.0.1:{port}"));
    let before = sandbox.console.reset_secret();
    for foreign in [
        "https://evil.example",
        "http://localhost:1",
        "null",
        "",
        "http://127.0.0.1.evil.example",
    ] {
        for path in PATHS {
            let fields = [own.clone(), origin(foreign)];
            assert_eq!(
                status(&sandbox, path, &fields),
                403,
                "{path} from {foreign}"
            );
        }
    }
    let twice = [own, origin(&sandbox.console.base_url()), origin("null")];
    assert_eq!(status(&sandbox, PATHS[2], &twice), 403);
    let (client_id, secret) = before;
    let reply = sandbox.sign_in(client_id, &secret).await;
    assert_eq!(reply.status(), 200, "the secret is still the one before");
}

#[test]
fn a_request_needs_exactly_one_host() {
    let sandbox = Sandbox::start();
    let own = host(&format!("127.0.0.1:{}", port(&sandbox)));
    for fields in [
        vec![],
        vec![own.clone(), own.clone()],
        vec![own, host("evil.example")],
        vec![host("")],
        vec![host("127.0.0.1/x")],
    ] {
        assert_eq!(status(&sandbox, PATHS[0], &fields), 400, "{fields:?}");
    }
    let old = answer(&sandbox, "GET /sandbox/codes HTTP/1.0", &[]);
    assert!(old.contains(" 400 "), "{old}");
}

#[test]
fn local_programs_and_own_pages_are_served() {
    let sandbox = Sandbox::start();
    let port = port(&sandbox);
    for name in [
        format!("127.0.0.1:{port}"),
        format!("localhost:{port}"),
        format!("LOCALHOST:{port}"),
        format!("localhost.:{port}"),
        format!("[::1]:{port}"),
        "127.8.9.10".to_owned(),
        "localhost:8080".to_owned(),
    ] {
        let own = [host(&name), origin(&format!("http://{name}"))];
        for fields in [&own[..1], &own] {
            assert_eq!(
                status(&sandbox, "GET /sandbox/counts", fields),
                200,
                "{fields:?}"
            );
            assert_eq!(status(&sandbox, "GET /nothing", fields), 404, "{fields:?}");
        }
    }
}
