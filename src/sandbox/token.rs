//! Tokens: signed with a key of this run, and checked to the letter.
//!
//! Shaped like the vendor's (a JWT of some 700 to 1,000 characters with `iat` and `exp`); what is in them is made up, and no
//! client should look inside.

use std::io;

use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::people::TENANT_UID;

/// Issues and checks the tokens of one run.
pub(super) struct Issuer {
    key: hmac::Key,
    /// The header of every token, encoded.
    header: String,
    /// Who issues: the console's address.
    name: String,
}

/// Why a text is no live token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Invalid {
    /// Garbled, altered, of another run, or not signed at all.
    NotOurs,
    /// Ours, but its time is over.
    Expired,
}

impl Issuer {
    /// An issuer with a new random key. Fails where the system has no random numbers.
    pub(super) fn new(base_url: &str) -> io::Result<Self> {
        let key = hmac::Key::generate(hmac::HMAC_SHA256, &SystemRandom::new())
            .map_err(io::Error::other)?;
        let header = json!({ "alg": "HS256", "typ": "JWT", "kid": Uuid::new_v4() });
        Ok(Self {
            key,
            header: URL_SAFE_NO_PAD.encode(header.to_string()),
            name: base_url.to_owned(),
        })
    }

    /// A token for an API client, live from `now` on.
    pub(super) fn issue(&self, client_id: &str, lifetime_secs: u32, now: Timestamp) -> String {
        let iat = now.as_second();
        let claims = json!({
            "iss": self.name,
            "sub": client_id,
            "aud": [self.name],
            "iat": iat,
            "nbf": iat,
            "exp": iat + i64::from(lifetime_secs),
            "jti": Uuid::new_v4(),
            "principalType": "API_CLIENT",
            "tenantUid": TENANT_UID,
            "permissions": PERMISSIONS,
        });
        let signed = format!(
            "{}.{}",
            self.header,
            URL_SAFE_NO_PAD.encode(claims.to_string())
        );
        let signature = hmac::sign(&self.key, signed.as_bytes());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    /// Whether a token was issued here and is live at `now`.
    pub(super) fn check(&self, token: &str, now: Timestamp) -> Result<(), Invalid> {
        let claims = self.own_claims(token).ok_or(Invalid::NotOurs)?;
        if now.as_second() < claims.exp {
            Ok(())
        } else {
            Err(Invalid::Expired)
        }
    }

    fn own_claims(&self, token: &str) -> Option<Claims> {
        let (signed, signature) = token.rsplit_once('.')?;
        let (header, payload) = signed.split_once('.')?;
        // What the header says is never believed (`alg: none` is the classic): it must be ours, as it was made.
        if header != self.header {
            return None;
        }
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        hmac::verify(&self.key, signed.as_bytes(), &signature).ok()?;
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
    }
}

#[derive(Deserialize)]
struct Claims {
    exp: i64,
}

/// Made up; they give the token the vendor's length.
const PERMISSIONS: [&str; 12] = [
    "customer.read",
    "users.read",
    "users.block",
    "users.unblock",
    "orgs.read",
    "devices.read",
    "devices.settings.read",
    "archives.read",
    "roles.read",
    "legal-hold.read",
    "audit-log.read",
    "storage.read",
];

#[cfg(test)]
mod tests {
    use super::*;

    const BASE_URL: &str = "http://127.0.0.1:4280";

    fn second(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn a_token_lives_to_its_last_second_and_no_longer() {
        let issuer = Issuer::new(BASE_URL).unwrap();
        let token = issuer.issue("key-1", 90, second(1_000));
        assert_eq!(issuer.check(&token, second(1_000)), Ok(()));
        assert_eq!(issuer.check(&token, second(1_089)), Ok(()));
        assert_eq!(issuer.check(&token, second(1_090)), Err(Invalid::Expired));
    }

    #[test]
    fn a_token_looks_like_the_vendors() {
        let issuer = Issuer::new(BASE_URL).unwrap();
        let client_id = "key-623076fc-d1cc-4714-b759-6fe8ca0384a3";
        let token = issuer.issue(client_id, 900, second(1_700_000_000));
        assert!((700..=1_000).contains(&token.len()), "{}", token.len());
        let token = crate::model::Token::parse(&token).unwrap();
        assert_eq!(crate::model::claims::lifetime_secs(&token), Some(900));
    }

    #[test]
    fn no_character_of_a_token_can_be_changed() {
        let issuer = Issuer::new(BASE_URL).unwrap();
        let token = issuer.issue("key-1", 90, second(1_000));
        for at in 0..token.len() {
            let mut altered = token.clone().into_bytes();
            altered[at] = if altered[at] == b'A' { b'B' } else { b'A' };
            let altered = String::from_utf8(altered).unwrap();
            assert_eq!(
                issuer.check(&altered, second(1_000)),
                Err(Invalid::NotOurs),
                "character {at}"
            );
        }
    }

    #[test]
    fn what_is_no_token_is_refused_not_a_panic() {
        let issuer = Issuer::new(BASE_URL).unwrap();
        let token = issuer.issue("key-1", 90, second(1_000));
        let (signed, signature) = token.rsplit_once('.').unwrap();
        for (at, text) in [
            "",
            ".",
            "..",
            "...",
            "opaque",
            signed,
            &format!("{signed}."),
            &format!("{signed}.{signature}="),
            &format!("{signed}.{signature}.{signature}"),
        ]
        .into_iter()
        .enumerate()
        {
            assert_eq!(
                issuer.check(text, second(1_000)),
                Err(Invalid::NotOurs),
                "case {at}"
            );
        }
    }
}
