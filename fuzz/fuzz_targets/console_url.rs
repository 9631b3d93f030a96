//! Typed and stored addresses, and what else a person types: paths and codes.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| tokendesk_fuzz::typed(text));
