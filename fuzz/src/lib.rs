//! The parsers of outside input, and what must hold for everything they accept.
//!
//! The sources are included by path rather than by depending on the program: the parsers stay private, and
//! neither the window nor TLS is built.
#![allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "whole files are taken in, of which the targets use a part"
)]

#[path = "../../src/model/mod.rs"]
pub mod model;

mod console;

mod import;

mod profile_file;

mod vault;

pub use console::token_response;
pub use import::{pasted, table, vendor_config};
pub use profile_file::profile_file;
pub use vault::record;

/// A response body: nothing in it is hidden, and pretty-printing changes only white space.
pub fn response_text(body: &[u8]) {
    let text = model::ResponseText::of(&model::RawResponse {
        status: 200,
        headers: Vec::new(),
        body: body.to_vec().into(),
        cut_at_bytes: None,
        is_compressed: false,
        took: std::time::Duration::ZERO,
    });
    let is_seen = |c: char| !c.is_control() || matches!(c, '\n' | '\t');
    assert!(text.raw.chars().all(is_seen));
    let Some(pretty) = &text.pretty else {
        return;
    };
    assert!(pretty.chars().all(is_seen) && pretty.len() == pretty.capacity());
    let meant = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
    let raw = text.raw.strip_prefix("\\ufeff").unwrap_or(&text.raw);
    assert!(meant(pretty) == meant(raw));
    let without_space = |text: &str| text.split_ascii_whitespace().collect::<String>();
    assert!(without_space(pretty) == without_space(raw));
}

pub fn typed(text: &str) {
    console_url(text);
    resource_path(text);
    totp_code(text);
}

/// An accepted path parses to itself and stays on its console.
fn resource_path(text: &str) {
    let Ok(path) = model::ResourcePath::parse(text) else {
        return;
    };
    assert_eq!(
        model::ResourcePath::parse(path.as_str()).as_ref(),
        Ok(&path)
    );
    assert!(
        path.as_str().starts_with("/api/v") && path.as_str().bytes().all(|b| b.is_ascii_graphic())
    );
    let Ok(console) = model::ConsoleUrl::parse("https://console.example:4285") else {
        unreachable!("a constant");
    };
    assert_eq!(
        console.resource(path.as_str()).as_str(),
        format!("{console}{path}")
    );
    let way = path.as_str().split('?').next().unwrap_or_default();
    let takes_basic = model::BasicPath::of(path.clone()).is_ok();
    assert!(!takes_basic || !way.starts_with("/api/v3/") || way == "/api/v3/auth/jwt");
}

/// An accepted code is the typed digits.
fn totp_code(text: &str) {
    let Ok(code) = model::TotpCode::parse(text) else {
        return;
    };
    let typed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    assert_eq!(code.expose_secret(), typed);
    assert!((6..=8).contains(&typed.len()) && typed.bytes().all(|b| b.is_ascii_digit()));
}

/// An accepted address parses to itself, and every resource is on that host.
fn console_url(text: &str) {
    let Ok(url) = model::ConsoleUrl::parse(text) else {
        return;
    };
    assert_eq!(model::ConsoleUrl::parse(url.as_str()).as_ref(), Ok(&url));
    assert!(
        url.host()
            .bytes()
            .all(|b| b.is_ascii_graphic() && !b"@/?#\\%".contains(&b))
    );
    assert!(url.as_str().starts_with("https://") || url.is_loopback());
    let resource = url.resource("/api/v3/oauth/token?grant_type=client_credentials");
    let expected = format!("{url}/api/v3/oauth/token?grant_type=client_credentials");
    assert_eq!(resource.as_str(), expected);
}
