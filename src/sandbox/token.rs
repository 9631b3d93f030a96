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

/// Whom a token was issued to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Holder {
    /// The API client of this client ID.
    ApiClient(String),
    /// The person of this username.
    User(String),
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

    /// A token for `holder`, live from `now` on.
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

    /// Who holds a token that was issued here and is live at `now`.
    pub(super) fn check(&self, token: &str, now: Timestamp) -> Result<Holder, Invalid> {
        let claims = self.own_claims(token).ok_or(Invalid::NotOurs)?;
        if now.as_second() >= claims.exp {
            return Err(Invalid::Expired);
        }
        if claims.principal_type == USER {
            Ok(Holder::User(claims.sub))
        } else {
            Ok(Holder::ApiClient(claims.sub))
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
#[serde(rename_all = "camelCase")]
struct Claims {
    exp: i64,
    sub: String,
    principal_type: String,
}

const API_CLIENT: &str = "API_CLIENT";
const USER: &str = "USER";

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

    fn client(client_id: &str) -> Holder {
        Holder::ApiClient(client_id.to_owned())
    }

    #[test]
    fn a_token_lives_to_its_last_second_and_no_longer() {
        let issuer = Issuer::new(BASE_URL).unwrap();
        let token = issuer.issue(&client("key-1"), 90, second(1_000));
        assert_eq!(issuer.check(&token, second(1_000)), Ok(client("key-1")));
        assert_eq!(issuer.check(&token, second(1_089)), Ok(client("key-1")));
        assert_eq!(issuer.check(&token, second(1_090)), Err(Invalid::Expired));
    }

    #[test]
    fn a_token_tells_persons_from_api_clients() {
        let issuer = Issuer::new(BASE_URL).unwrap();
        for holder in [client("the same"), Holder::User("the same".to_owned())] {
            let token = issuer.issue(&holder, 90, second(1_000));
            assert_eq!(issuer.check(&token, second(1_000)), Ok(holder));
        }
    }

    #[test]
    fn a_token_looks_like_the_vendors() {
        let issuer = Issuer::new(BASE_URL).unwrap();
        let client_id = "key-623076fc-d1cc-4714-b759-6fe8ca0384a3";
        let token = issuer.issue(&client(client_id), 900, second(1_700_000_000));
        assert!((700..=1_000).contains(&token.len()), "{}", token.len());
        let token = crate::model::Token::parse(&token).unwrap();
        assert_eq!(crate::model::claims::lifetime_secs(&token), Some(900));
    }

    #[test]
    fn no_character_of_a_token_can_be_changed() {
        let issuer = Issuer::new(BASE_URL).unwrap();
        let token = issuer.issue(&client("key-1"), 90, second(1_000));
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
                issuer.check(text, second(1_000)),
                Err(Invalid::NotOurs),
                "case {at}"
            );
        }
    }
}
