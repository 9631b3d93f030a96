//! Typed and stored addresses.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| tokendesk_fuzz::console_url(text));
