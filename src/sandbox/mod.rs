//! The sandbox: a mock console on this machine, and sample profiles that show every outcome of a sign-in.
//!
//! It follows the vendor's documentation closely enough that the vendor's own clients work against it
//! (`scripts/vendor-clients`). It listens on loopback only and stores nothing; every secret in it is fake and public.

mod api_clients;
mod authorization_header;
mod banner;
mod caller;
mod client_token;
mod computers;
mod faults;
mod login_configuration;
mod loopback_only;
mod people;
mod query;
mod reply;
mod resources;
mod samples;
mod sandbox_routes;
mod secret_reset;
mod server;
mod sign_in_history;
mod state;
mod token_issuer;
mod totp;
mod user_authentication;
mod user_token;
mod users;

pub use api_clients::{SandboxApiClient, api_clients};
pub use banner::{banner, serve_console};
pub use samples::{sample_marks, sample_profiles};
pub use server::{SandboxConsole, SandboxOptions};
pub use state::{Clock, SandboxCode};
pub use users::{SandboxUser, users};
