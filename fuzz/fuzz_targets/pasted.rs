#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| tokendesk_fuzz::pasted(text));
