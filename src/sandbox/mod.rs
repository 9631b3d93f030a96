//! The sandbox: a pretend console on this machine, and sample profiles that show every outcome of a sign-in.
//!
//! It behaves as the vendor's console is documented to, closely enough that the vendor's own clients work against it
//! (`scripts/vendor-clients`). It listens on loopback alone, keeps nothing, and every secret in it is pretend and published.
//! The window over it, and the vault that holds the samples, are other rooms' work.

mod accounts;
mod admission;
mod authenticator;
mod authorization;
mod banner;
mod codes;
mod computers;
mod counts;
mod faults;
mod guard;
mod ledger;
mod login_configuration;
mod people;
mod query;
mod reply;
mod reset;
mod resources;
mod samples;
mod server;
mod sign_in;
mod signed_in;
mod token;
mod user_token;
mod users;

pub use accounts::{SandboxAccount, accounts};
pub use banner::{banner, serve_console};
pub use codes::SandboxCode;
pub use samples::sample_profiles;
pub use server::{Clock, SandboxConsole, SandboxOptions};
pub use users::{SandboxUser, users};
