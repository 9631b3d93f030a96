//! Tokendesk's program.

fn main() {}
