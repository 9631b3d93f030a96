//! The parsers under attack, and what must be true of whatever they accept.
//!
//! Their sources are taken in by path instead of by depending on the program: the parsers stay private to their rooms, and
//! neither the window nor TLS has to be built for a run.
#![allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "whole files are taken in, of which the targets use a part"
)]

#[path = "../../src/model/mod.rs"]
pub mod model;

mod console;

mod vault;

pub use console::reply;
pub use vault::record;

/// An address: refused, or one host that reads back as itself and that every resource is on.
pub fn console_url(text: &str) {
    let Ok(url) = model::ConsoleUrl::parse(text) else {
        return;
    };
    assert_eq!(model::ConsoleUrl::parse(url.as_str()).as_ref(), Ok(&url));
    assert!(url.host().bytes().all(|b| b.is_ascii_graphic() && !b"@/?#\\%".contains(&b)));
    assert!(url.as_str().starts_with("https://") || url.is_loopback());
    let resource = url.resource("/api/v3/oauth/token?grant_type=client_credentials");
    let expected = format!("{url}/api/v3/oauth/token?grant_type=client_credentials");
    assert_eq!(resource.as_str(), expected);
}
