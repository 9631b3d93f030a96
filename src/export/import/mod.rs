//! Readers of profiles from elsewhere: bytes in, candidates out.

mod import_text;
mod python_ini;
mod table;
mod vendor_config;

pub use import_text::{ImportTextError, import_text};
pub use table::{table, table_bytes, template};
pub use vendor_config::vendor_config;
