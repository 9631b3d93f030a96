use std::fmt;

use thiserror::Error;

use super::{has_hidden, visible_line};

/// In bytes. The vendor's client IDs have at most 45, an email address 254; the keyring item holds 2,560 in
/// all.
pub const MAX_LOGIN_BYTES: usize = 256;

/// How a profile signs in. [`super::StoredProfile`] holds its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Account {
    /// Created under *Administration › Integrations › API clients* of the console.
    ApiClient { client_id: ClientId },
    User {
        username: Username,
        password: PasswordStorage,
    },
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AccountKind {
    #[default]
    ApiClient,
    User,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PasswordStorage {
    /// In the keyring, with the profile.
    #[default]
    InKeyring,
    /// Not stored: typed for each sign-in.
    AskedEachTime,
}

impl AccountKind {
    /// The kind of secret, for use in sentences.
    pub fn noun(self) -> &'static str {
        match self {
            Self::ApiClient => "secret",
            Self::User => "password",
        }
    }

    /// What the secret belongs to, for use in sentences.
    pub fn login_noun(self) -> &'static str {
        match self {
            Self::ApiClient => "client ID",
            Self::User => "username",
        }
    }
}

impl Account {
    /// The client ID or username, to the letter.
    pub fn login(&self) -> &str {
        match self {
            Self::ApiClient { client_id } => client_id.as_str(),
            Self::User { username, .. } => username.as_str(),
        }
    }

    /// The login with invisible characters escaped.
    pub fn display_login(&self) -> String {
        visible_line(self.login())
    }

    pub fn kind(&self) -> AccountKind {
        match self {
            Self::ApiClient { .. } => AccountKind::ApiClient,
            Self::User { .. } => AccountKind::User,
        }
    }

    /// Whether the console sees the same account, wherever the password is stored.
    pub fn is_same_login_as(&self, other: &Self) -> bool {
        self.kind() == other.kind() && self.login() == other.login()
    }

    pub fn stores_secret(&self) -> bool {
        !matches!(
            self,
            Self::User {
                password: PasswordStorage::AskedEachTime,
                ..
            }
        )
    }
}

/// Trimmed, without control characters and without `:`, which HTTP Basic cannot carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientId(String);

/// Often an email address. Same rules as for a [`ClientId`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Username(String);

impl ClientId {
    /// Parses typed text; rejects invisible characters.
    pub fn parse(text: &str) -> Result<Self, LoginError> {
        visible_login(text).map(Self)
    }

    /// Parses text from the keyring, which another program or an older version may have written under laxer
    /// rules.
    pub fn parse_stored(text: &str) -> Result<Self, LoginError> {
        parse_login(text).map(Self)
    }

    /// To the letter; [`fmt::Display`] escapes invisible characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Username {
    /// Parses typed text; rejects invisible characters.
    pub fn parse(text: &str) -> Result<Self, LoginError> {
        visible_login(text).map(Self)
    }

    /// Parses text from the keyring, as [`ClientId::parse_stored`] does.
    pub fn parse_stored(text: &str) -> Result<Self, LoginError> {
        parse_login(text).map(Self)
    }

    /// To the letter; [`fmt::Display`] escapes invisible characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn visible_login(text: &str) -> Result<String, LoginError> {
    let login = parse_login(text)?;
    if has_hidden(&login) {
        return Err(LoginError::Invisible);
    }
    Ok(login)
}

fn parse_login(text: &str) -> Result<String, LoginError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(LoginError::Empty);
    }
    if text.contains(':') {
        return Err(LoginError::Colon);
    }
    if text.chars().any(char::is_control) {
        return Err(LoginError::Invisible);
    }
    if text.len() > MAX_LOGIN_BYTES {
        return Err(LoginError::TooLong);
    }
    Ok(text.to_owned())
}

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&visible_line(&self.0))
    }
}

impl fmt::Display for Username {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&visible_line(&self.0))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum LoginError {
    #[error("empty")]
    Empty,
    /// HTTP Basic ends the name at the first colon.
    #[error("a colon")]
    Colon,
    #[error("an invisible character")]
    Invisible,
    #[error("too long")]
    TooLong,
}

impl LoginError {
    /// The message for the field's error line.
    pub fn message(self, kind: AccountKind) -> &'static str {
        match (self, kind) {
            (Self::Empty, AccountKind::ApiClient) => "Enter the client ID.",
            (Self::Empty, AccountKind::User) => "Enter the username.",
            (Self::Colon, AccountKind::ApiClient) => {
                "A client ID has no colon. Did you paste the secret too?"
            }
            (Self::Colon, AccountKind::User) => {
                "A username has no colon. Did you paste the password too?"
            }
            (Self::Invisible, _) => "Remove the line break or invisible character.",
            (Self::TooLong, AccountKind::ApiClient) => {
                "Too long for a client ID (256 bytes at most)."
            }
            (Self::TooLong, AccountKind::User) => "Too long for a username (256 bytes at most).",
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn client_ids_are_trimmed_and_safe_for_basic_authentication() {
        assert_eq!(ClientId::parse(" key-42\n").unwrap().as_str(), "key-42");
        assert_eq!(ClientId::parse("  "), Err(LoginError::Empty));
        assert_eq!(ClientId::parse("key-42:secret"), Err(LoginError::Colon));
        assert_eq!(ClientId::parse("key\r\n42"), Err(LoginError::Invisible));
        assert_eq!(
            ClientId::parse("key-\u{200b}42"),
            Err(LoginError::Invisible)
        );
        assert_eq!(ClientId::parse(&"k".repeat(257)), Err(LoginError::TooLong));
        assert!(ClientId::parse(&"k".repeat(256)).is_ok());
    }

    #[test]
    fn a_stored_login_is_sent_verbatim_and_shown_escaped() {
        let typed = "dana\u{200b}@example.com";
        assert_eq!(Username::parse(typed), Err(LoginError::Invisible));
        let account = Account::User {
            username: Username::parse_stored(typed).unwrap(),
            password: PasswordStorage::default(),
        };
        assert_eq!(account.login(), typed);
        assert_eq!(account.display_login(), "dana\\u200b@example.com");
    }

    proptest! {
        #[test]
        fn whatever_is_accepted_fits_basic_and_parses_to_itself(text in prop_oneof![any::<String>(), "\\s?\\PC{0,300}:?\\s?"]) {
            if let Ok(id) = ClientId::parse(&text) {
                prop_assert!(!id.as_str().contains(':') && !has_hidden(id.as_str()));
                prop_assert!((1..=MAX_LOGIN_BYTES).contains(&id.as_str().len()));
                prop_assert_eq!(id.as_str(), text.trim());
                prop_assert_eq!(ClientId::parse(id.as_str()), Ok(id.clone()));
            }
        }
    }
}
