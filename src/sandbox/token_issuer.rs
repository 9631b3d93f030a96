//! Issues and verifies the tokens of one run.
//!
//! They look like the vendor's: JWTs of 700 to 1,000 characters with `iat` and `exp`. The other claims are made up.

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

pub(super) struct TokenIssuer {
    key: hmac::Key,
    /// The header of every token, Base64-encoded.
    header: String,
    /// The `iss` claim: the console's address.
    name: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Holder {
    /// A client ID.
    ApiClient(String),
    /// A username.
    User(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InvalidToken {
    /// Malformed, altered, unsigned, or from another run.
    Unknown,
    Expired,
}

impl TokenIssuer {
    /// With a random key. Fails if the system has no random numbers.
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

    pub(super) fn issue(&self, holder: &Holder, lifetime_secs: u32, now: Timestamp) -> String {
        let (principal, subject) = match holder {
            Holder::ApiClient(client_id) => (API_CLIENT, client_id),
            Holder::User(username) => (USER, username),
        };
        let iat = now.as_second();
        let claims = json!({
            "iss": self.name,
            "sub": subject,
            "aud": [self.name],
            "iat": iat,
            "nbf": iat,
            "exp": iat + i64::from(lifetime_secs),
            "jti": Uuid::new_v4(),
            "principalType": principal,
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

    pub(super) fn verify(&self, token: &str, now: Timestamp) -> Result<Holder, InvalidToken> {
        let claims = self.verified_claims(token).ok_or(InvalidToken::Unknown)?;
        if now.as_second() >= claims.exp {
            return Err(InvalidToken::Expired);
        }
        if claims.principal_type == USER {
            Ok(Holder::User(claims.sub))
        } else {
            Ok(Holder::ApiClient(claims.sub))
        }
    }

    fn verified_claims(&self, token: &str) -> Option<IssuedClaims> {
        let (signed, signature) = token.rsplit_once('.')?;
        let (header, payload) = signed.split_once('.')?;
        // The header must be ours, byte for byte: a verifier that trusts it falls for `alg: none`.
        if header != self.header {
            return None;
        }
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        hmac::verify(&self.key, signed.as_bytes(), &signature).ok()?;
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct IssuedClaims {
    exp: i64,
    sub: String,
    principal_type: String,
}

const API_CLIENT: &str = "API_CLIENT";
const USER: &str = "USER";

/// Made up, to reach the length of the vendor's tokens.
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

    fn client(client_id: &str) -> Holder {
        Holder::ApiClient(client_id.to_owned())
    }

    #[test]
    fn a_token_is_valid_through_its_last_second() {
        let issuer = TokenIssuer::new(BASE_URL).unwrap();
        let token = issuer.issue(&client("key-1"), 90, second(1_000));
        assert_eq!(issuer.verify(&token, second(1_000)), Ok(client("key-1")));
        assert_eq!(issuer.verify(&token, second(1_089)), Ok(client("key-1")));
        assert_eq!(
            issuer.verify(&token, second(1_090)),
            Err(InvalidToken::Expired)
        );
    }

    #[test]
    fn a_token_names_its_kind_of_holder() {
        let issuer = TokenIssuer::new(BASE_URL).unwrap();
        for holder in [client("the same"), Holder::User("the same".to_owned())] {
            let token = issuer.issue(&holder, 90, second(1_000));
            assert_eq!(issuer.verify(&token, second(1_000)), Ok(holder));
        }
    }

    #[test]
    fn a_token_looks_like_the_vendors() {
        let issuer = TokenIssuer::new(BASE_URL).unwrap();
        let client_id = "key-623076fc-d1cc-4714-b759-6fe8ca0384a3";
        let token = issuer.issue(&client(client_id), 900, second(1_700_000_000));
        assert!((700..=1_000).contains(&token.len()), "{}", token.len());
        let token = crate::model::Token::parse(&token).unwrap();
        assert_eq!(crate::model::jwt::lifetime_secs(&token), Some(900));
    }

    #[test]
    fn no_character_of_a_token_can_be_changed() {
        let issuer = TokenIssuer::new(BASE_URL).unwrap();
        let token = issuer.issue(&client("key-1"), 90, second(1_000));
        for at in 0..token.len() {
            let mut altered = token.clone().into_bytes();
            altered[at] = if altered[at] == b'A' { b'B' } else { b'A' };
            let altered = String::from_utf8(altered).unwrap();
            assert_eq!(
                issuer.verify(&altered, second(1_000)),
                Err(InvalidToken::Unknown),
                "character {at}"
            );
        }
    }

    #[test]
    fn malformed_tokens_are_rejected_without_a_panic() {
        let issuer = TokenIssuer::new(BASE_URL).unwrap();
        let token = issuer.issue(&client("key-1"), 90, second(1_000));
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
                issuer.verify(text, second(1_000)),
                Err(InvalidToken::Unknown),
                "case {at}"
            );
        }
    }
}
