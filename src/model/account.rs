//! Who signs in to a console.

use std::fmt;

use thiserror::Error;

use super::{has_hidden, visible_line};

/// The longest client ID or username that is accepted, in bytes: the vendor's client IDs are 45 at most, an e-mail address 254; the
/// keyring item has 2,560 in all.
pub const MAX_LOGIN_BYTES: usize = 256;

/// How a profile signs in. Its secret is kept apart, in [`super::StoredProfile`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Account {
    /// An API client, made under *Administration › Integrations › API clients* of the console.
    ApiClient {
        /// Its public name.
        client_id: ClientId,
    },
    /// A person's account.
    User {
        /// The name that the person signs in with.
        username: Username,
        /// Where the password is.
        password: PasswordKept,
    },
}

/// The kinds of account, without their names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AccountKind {
    /// [`Account::ApiClient`].
    #[default]
    ApiClient,
    /// [`Account::User`].
    User,
}

/// Where the password of a user account is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PasswordKept {
    /// In the keyring, with the profile.
    #[default]
    InKeyring,
    /// Nowhere: it is typed for each sign-in, and forgotten after it.
    AskedEachTime,
}

impl AccountKind {
    /// What it signs in with, in a sentence.
    pub fn noun(self) -> &'static str {
        match self {
            Self::ApiClient => "secret",
            Self::User => "password",
        }
    }
}

impl Account {
    /// The public name that the console knows this account by, to the letter.
    pub fn login(&self) -> &str {
        match self {
            Self::ApiClient { client_id } => client_id.as_str(),
            Self::User { username, .. } => username.as_str(),
        }
    }

    /// The same as it is shown: what cannot be seen in it is written out.
    pub fn shown_login(&self) -> String {
        visible_line(self.login())
    }

    /// Its kind.
    pub fn kind(&self) -> AccountKind {
        match self {
            Self::ApiClient { .. } => AccountKind::ApiClient,
            Self::User { .. } => AccountKind::User,
        }
    }

    /// Whether both are the same account to the console, wherever a password is kept.
    pub fn signs_in_as(&self, other: &Self) -> bool {
        self.kind() == other.kind() && self.login() == other.login()
    }

    /// Whether a secret is stored with the profile.
    pub fn keeps_secret(&self) -> bool {
        !matches!(
            self,
            Self::User {
                password: PasswordKept::AskedEachTime,
                ..
            }
        )
    }
}

/// The public name of an API client: trimmed, no control characters, and no `:` (HTTP Basic could not carry it).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientId(String);

/// The name that a person signs in with, often an e-mail address. The same rules as for a [`ClientId`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Username(String);

impl ClientId {
    /// Reads a typed client ID: all of it can be seen.
    pub fn parse(text: &str) -> Result<Self, LoginError> {
        seen_login(text).map(Self)
    }

    /// Reads a client ID that is in the keyring already. It may have been written elsewhere, or before the rules were as strict.
    pub fn parse_stored(text: &str) -> Result<Self, LoginError> {
        login(text).map(Self)
    }

    /// The client ID to the letter. It is shown by [`fmt::Display`].
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Username {
    /// Reads a typed username: all of it can be seen.
    pub fn parse(text: &str) -> Result<Self, LoginError> {
        seen_login(text).map(Self)
    }

    /// Reads a username that is in the keyring already. It may have been written elsewhere, or before the rules were as strict.
    pub fn parse_stored(text: &str) -> Result<Self, LoginError> {
        login(text).map(Self)
    }

    /// The username to the letter. It is shown by [`fmt::Display`].
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn seen_login(text: &str) -> Result<String, LoginError> {
    let login = login(text)?;
    if has_hidden(&login) {
        return Err(LoginError::Invisible);
    }
    Ok(login)
}

fn login(text: &str) -> Result<String, LoginError> {
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

/// Why a text is neither a client ID nor a username.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum LoginError {
    /// Nothing but white space.
    #[error("empty")]
    Empty,
    /// HTTP Basic ends the name at the first colon.
    #[error("a colon")]
    Colon,
    /// A line end, a tab, or another character that cannot be seen.
    #[error("an invisible character")]
    Invisible,
    /// Over [`MAX_LOGIN_BYTES`].
    #[error("too long")]
    TooLong,
}

impl LoginError {
    /// What is wrong, in words for the field's own line.
    pub fn message(self, kind: AccountKind) -> &'static str {
        match (self, kind) {
            (Self::Empty, AccountKind::ApiClient) => "Enter the client ID.",
            (Self::Empty, AccountKind::User) => "Enter the username.",
            (Self::Colon, AccountKind::ApiClient) => {
                "A client ID has no colon. Was the secret pasted along?"
            }
            (Self::Colon, AccountKind::User) => {
                "A username has no colon. Was the password pasted along?"
            }
            (Self::Invisible, _) => "This has a line end or another invisible character in it.",
            (Self::TooLong, AccountKind::ApiClient) => {
                "This is longer than any client ID (256 bytes at most)."
            }
            (Self::TooLong, AccountKind::User) => {
                "This is longer than any username (256 bytes at most)."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_client_id_is_trimmed_and_cannot_break_basic_authentication() {
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
    fn a_stored_login_is_sent_as_it_is_and_shown_whole() {
        let typed = "dana\u{200b}@example.com";
        assert_eq!(Username::parse(typed), Err(LoginError::Invisible));
        let account = Account::User {
            username: Username::parse_stored(typed).unwrap(),
            password: PasswordKept::default(),
        };
        assert_eq!(account.login(), typed);
        assert_eq!(account.shown_login(), "dana\\u200b@example.com");
    }

    proptest! {
        #[test]
        fn whatever_is_accepted_is_one_half_of_basic_and_reads_back_as_itself(text in prop_oneof![any::<String>(), "\\s?\\PC{0,300}:?\\s?"]) {
            if let Ok(id) = ClientId::parse(&text) {
                prop_assert!(!id.as_str().contains(':') && !has_hidden(id.as_str()));
                prop_assert!((1..=MAX_LOGIN_BYTES).contains(&id.as_str().len()));
                prop_assert_eq!(id.as_str(), text.trim());
                prop_assert_eq!(ClientId::parse(id.as_str()), Ok(id.clone()));
            }
        }
    }
}
