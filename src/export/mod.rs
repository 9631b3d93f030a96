//! Formats for other tools and for tickets. Pure: no I/O.

mod activity_text;
mod basic_header;
mod check_all_csv;
mod check_all_markdown;
#[cfg(test)]
mod check_all_tests;
mod connection_check_text;
mod copy_as;
mod format;
pub mod import;
pub mod postman;
pub mod profile_file;
mod request_text;
mod rotation_report;
mod token_json;

pub use activity_text::activity_text;
pub use basic_header::basic_header;
pub use check_all_csv::check_all_csv;
pub use check_all_markdown::check_all_markdown;
pub use connection_check_text::connection_check_text;
pub use copy_as::copy_text;
pub use import::vendor_config;
pub use request_text::request_text;
pub use rotation_report::rotation_report;
pub use token_json::{exec_credential, token_json};
