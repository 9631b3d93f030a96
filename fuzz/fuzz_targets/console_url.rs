//! Typed and stored addresses, and other typed input: paths and codes.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| tokendesk_fuzz::typed(text));
