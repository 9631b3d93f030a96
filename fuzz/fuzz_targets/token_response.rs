#![no_main]

libfuzzer_sys::fuzz_target!(|body: &[u8]| tokendesk_fuzz::token_response(body));
