//! Pure: a token, a password or plain facts in, text out. The forms that other tools, and tickets, take.

mod activity_text;
mod basic_header;
mod check_csv;
mod check_table;
mod copy_as;
mod curl;
mod plain;
mod rotation_report;
#[cfg(test)]
mod table_tests;

pub use activity_text::activity_text;
pub use basic_header::basic_header;
pub use check_csv::check_csv;
pub use check_table::check_table_markdown;
pub use copy_as::copy_text;
pub use curl::{curl_with_password, curl_with_token};
pub use rotation_report::rotation_report;
