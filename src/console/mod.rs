//! The HTTPS client: one request per click, within limits, to the profile's own console, and what its response means. Nothing is
//! retried or followed, and the text of a library's error is never passed on.
//!
//! `client` ties the others together: `request` says what is sent, `transport` holds the HTTP clients, `exchange` runs a request within
//! its limits, and the rest parses the response.

mod body_sniff;
mod certificate;
mod client;
mod connection_check;
mod error_status;
mod errors;
mod exchange;
mod headers;
mod login_configuration;
mod proxy;
mod request;
mod response;
mod server_env;
mod token_response;
mod transport;
mod trust;

pub use client::ConsoleClient;
pub use exchange::Limits;
pub use request::Get;
