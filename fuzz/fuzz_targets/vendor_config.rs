//! Config files of the vendor's command-line tools.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tokendesk_fuzz::vendor_config(bytes));
