//! The reader of replies.

#[path = "../../src/console/reply.rs"]
pub mod reply;

/// A body from a console: at most a token that one header can carry.
pub fn reply(body: &[u8]) {
    let Ok(reply) = reply::parse(body) else {
        return;
    };
    let token = reply.token.expose_secret();
    assert!(!token.is_empty() && token.len() <= crate::model::token::MAX_TOKEN_BYTES);
    assert!(token.bytes().all(|b| b.is_ascii_graphic()));
    if let Some(secs) = crate::model::claims::lifetime_secs(&reply.token) {
        assert!(secs > 0);
    }
}
