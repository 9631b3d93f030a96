#![no_main]

libfuzzer_sys::fuzz_target!(|payload: &[u8]| tokendesk_fuzz::record(payload));
