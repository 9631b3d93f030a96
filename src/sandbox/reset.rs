//! Resetting the secret of an API client, as an administrator does on the console's web page. A real console's API has nothing of
//! the kind.
//!
//! From then on the old secret is refused like any wrong one. Tokens that it obtained before live on to their end: whether a real
//! console does so is unverified.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use serde_json::json;
use uuid::Uuid;

use super::accounts::{SandboxAccount, resettable};
use super::server::Shared;

/// Where [`reset_secret`] stands.
pub(super) const PATH: &str = "/sandbox/reset-secret";

/// The secret that the resettable account was given in this run, if it was.
#[derive(Default)]
pub(super) struct Reset(Mutex<Option<String>>);

impl Reset {
    /// Gives the resettable account another secret.
    pub(super) fn now(&self) -> (&'static str, String) {
        let secret = random_secret();
        *self.given() = Some(secret.clone());
        (resettable().client_id, secret)
    }

    /// Whether the console accepts this secret for this account.
    pub(super) fn accepts(&self, account: &SandboxAccount, secret: &str) -> bool {
        let given = self.given();
        let valid = given
            .as_deref()
            .filter(|_| account.client_id == resettable().client_id);
        secret == valid.unwrap_or(account.valid_secret())
    }

    fn given(&self) -> MutexGuard<'_, Option<String>> {
        // A panic in another request leaves the whole of one secret or of another.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `POST /sandbox/reset-secret`.
pub(super) async fn reset_secret(State(shared): State<Arc<Shared>>) -> Response {
    let (client_id, secret) = shared.reset.now();
    Json(json!({ "client_id": client_id, "secret": secret })).into_response()
}

/// As long as the others, and random.
fn random_secret() -> String {
    const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let random = [Uuid::new_v4(), Uuid::new_v4()]
        .map(Uuid::into_bytes)
        .concat();
    let letters = random.iter().map(|byte| LETTERS[usize::from(byte % 62)]);
    let letters: String = letters.take(28).map(char::from).collect();
    format!("pretend-{letters}")
}

#[cfg(test)]
mod tests {
    use super::super::accounts::accounts;
    use super::*;

    #[test]
    fn a_secret_looks_like_the_others_and_is_never_the_same() {
        let (one, other) = (random_secret(), random_secret());
        assert_ne!(one, other);
        assert_eq!(one.len(), resettable().secret.len());
    }

    #[test]
    fn only_the_resettable_account_has_another_secret_afterwards() {
        let reset = Reset::default();
        for _ in 0..2 {
            let (client_id, secret) = reset.now();
            for account in accounts() {
                let is_it = account.client_id == client_id;
                assert_eq!(reset.accepts(account, account.valid_secret()), !is_it);
                assert_eq!(reset.accepts(account, &secret), is_it);
            }
        }
    }
}
