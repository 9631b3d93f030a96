//! The profile file: written by *Export profiles*, read by *Import*. JSON, and with secrets an age file around it.

mod encrypted;
mod json;
mod recipients;
#[cfg(test)]
mod tests;

pub use encrypted::{encrypt, kind_of, open};
pub use json::{read, write};
pub use recipients::{Recipients, parse_recipients};
