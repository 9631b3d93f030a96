//! Files for Postman, which other API tools import too. Never with the secret of an API client or a user's password.

mod collection;
mod environment;
mod file_name;
#[cfg(test)]
mod tests;

pub use collection::{collection, sign_in_collection};
pub use environment::environment;
pub use file_name::file_name;

/// Variables that the environment has and the requests use.
const BASE_URL: &str = "baseUrl";
const TOKEN: &str = "token";
const ORGANIZATION_ID: &str = "organizationID";

/// The text that stands for a variable's value.
fn reference(variable: &str) -> String {
    format!("{{{{{variable}}}}}")
}
