#![no_main]

libfuzzer_sys::fuzz_target!(|file: &[u8]| tokendesk_fuzz::profile_file(file));
