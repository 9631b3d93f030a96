//! A console that lies: over real TLS, through the whole way of a click (app, runtime, job, client), against a console that
//! answers with anything at all. Whatever it says, a click is one sign-in request, the memory and the time stay within their
//! limits, and the clipboard keeps what it had unless a token came.
//!
//! Each test runs in a process of its own: for the authority that it trusts, and to measure its memory.

mod addresses;
mod checks;
mod clicks;
mod floods;
mod memory;
mod persons;
mod redirects;
mod replies;
mod window;

/// A reply with status 200 and a body, of any bytes.
fn ok(body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

/// A reply as it should be.
fn honest(token: &str) -> Vec<u8> {
    ok(format!(
        r#"{{"access_token":"{token}","token_type":"bearer","expires_in":900}}"#
    ))
}
