//! Resetting an API client's secret.
//!
//! From then on the old secret is rejected like any wrong one. Tokens obtained with it stay valid until they expire; whether a
//! real console revokes them is unverified.

use std::sync::{Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use super::api_clients::{SandboxApiClient, resettable};

/// The resettable API client's new secret, if it was reset in this run.
#[derive(Default)]
pub(super) struct SecretReset(Mutex<Option<String>>);

impl SecretReset {
    /// Replaces the secret with a random one; returns it with its client ID.
    pub(super) fn reset(&self) -> (&'static str, String) {
        let secret = random_secret();
        *self.new_secret() = Some(secret.clone());
        (resettable().client_id, secret)
    }

    pub(super) fn accepts(&self, client: &SandboxApiClient, secret: &str) -> bool {
        let new_secret = self.new_secret();
        let valid = new_secret
            .as_deref()
            .filter(|_| client.client_id == resettable().client_id);
        secret == valid.unwrap_or(client.valid_secret())
    }

    fn new_secret(&self) -> MutexGuard<'_, Option<String>> {
        // Safe after a panic in another request: the value is replaced in one step.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Random, and as long as the other secrets.
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
    use super::super::api_clients::api_clients;
    use super::*;

    #[test]
    fn a_secret_looks_like_the_others_and_is_never_the_same() {
        let (one, other) = (random_secret(), random_secret());
        assert_ne!(one, other);
        assert_eq!(one.len(), resettable().secret.len());
    }

    #[test]
    fn only_the_resettable_client_has_another_secret_afterwards() {
        let reset = SecretReset::default();
        for _ in 0..2 {
            let (client_id, secret) = reset.reset();
            for client in api_clients() {
                let is_it = client.client_id == client_id;
                assert_eq!(reset.accepts(client, client.valid_secret()), !is_it);
                assert_eq!(reset.accepts(client, &secret), is_it);
            }
        }
    }
}
