//! The sandbox: a pretend console on this machine, and sample profiles that show every outcome of a sign-in.
//!
//! It behaves as the vendor's console is documented to, closely enough that the vendor's own clients work against it
//! (`scripts/vendor-clients`). It listens on loopback alone, keeps nothing, and every secret in it is pretend and published.
//! The window over it, and the vault that holds the samples, are other rooms' work.

mod accounts;
mod banner;
mod bearer;
mod faults;
mod people;
mod query;
mod reply;
mod resources;
mod server;
mod sign_in;
mod token;

pub use accounts::{SandboxAccount, accounts, sample_profiles};
pub use banner::{banner, serve_console};
pub use server::{Clock, SandboxConsole, SandboxOptions};
