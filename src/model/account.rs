//! Who signs in to a console.

use std::fmt;

use thiserror::Error;

/// The longest client ID that is accepted, in bytes: the vendor's are 45 at most; the keyring item has 2,560 in all.
pub const MAX_CLIENT_ID_BYTES: usize = 256;

/// How a profile signs in. Its secret is kept apart, in [`super::StoredProfile`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Account {
    /// An API client, made under *Administration › Integrations › API clients* of the console.
    ApiClient {
        /// Its public name.
        client_id: ClientId,
    },
}

impl Account {
    /// The public name that the console knows this account by.
    pub fn login(&self) -> &str {
        match self {
            Self::ApiClient { client_id } => client_id.as_str(),
        }
    }
}

/// The public name of an API client: trimmed, no control characters, and no `:` (HTTP Basic could not carry it).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientId(String);

impl ClientId {
    /// Reads a typed or stored client ID.
    pub fn parse(text: &str) -> Result<Self, ClientIdError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ClientIdError::Empty);
        }
        if text.contains(':') {
            return Err(ClientIdError::Colon);
        }
        if text.chars().any(char::is_control) {
            return Err(ClientIdError::ControlCharacter);
        }
        if text.len() > MAX_CLIENT_ID_BYTES {
            return Err(ClientIdError::TooLong);
        }
        Ok(Self(text.to_owned()))
    }

    /// The client ID as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a text is not a client ID, in words for the field's own line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ClientIdError {
    /// Nothing but white space.
    #[error("Enter the client ID.")]
    Empty,
    /// HTTP Basic ends the client ID at the first colon.
    #[error("A client ID has no colon. Was the secret pasted along?")]
    Colon,
    /// A line end, a tab, or another character that cannot be seen.
    #[error("This has a line end or another invisible character in it.")]
    ControlCharacter,
    /// Over [`MAX_CLIENT_ID_BYTES`].
    #[error("This is longer than any client ID (256 bytes at most).")]
    TooLong,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_client_id_is_trimmed_and_cannot_break_basic_authentication() {
        assert_eq!(ClientId::parse(" key-42\n").unwrap().as_str(), "key-42");
        assert_eq!(ClientId::parse("  "), Err(ClientIdError::Empty));
        assert_eq!(ClientId::parse("key-42:secret"), Err(ClientIdError::Colon));
        assert_eq!(
            ClientId::parse("key\r\n42"),
            Err(ClientIdError::ControlCharacter)
        );
        assert_eq!(
            ClientId::parse(&"k".repeat(257)),
            Err(ClientIdError::TooLong)
        );
        assert!(ClientId::parse(&"k".repeat(256)).is_ok());
    }

    proptest! {
        #[test]
        fn whatever_is_accepted_is_one_half_of_basic_and_reads_back_as_itself(text in prop_oneof![any::<String>(), "\\s?\\PC{0,300}:?\\s?"]) {
            if let Ok(id) = ClientId::parse(&text) {
                prop_assert!(!id.as_str().contains(|c: char| c == ':' || c.is_control()));
                prop_assert!((1..=MAX_CLIENT_ID_BYTES).contains(&id.as_str().len()));
                prop_assert_eq!(id.as_str(), text.trim());
                prop_assert_eq!(ClientId::parse(id.as_str()), Ok(id.clone()));
            }
        }
    }
}
