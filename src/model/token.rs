use std::fmt;
use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use thiserror::Error;

use super::{Expiry, Now, SignInReport, clock};

/// In bytes. The vendor's are about 1 KiB.
pub const MAX_TOKEN_BYTES: usize = 8 * 1024;

/// In characters.
const SHOWN_AT_START: usize = 9;
const SHOWN_AT_END: usize = 12;
/// A shorter token is masked completely: its ends would reveal too much of it.
const SHORTEST_PARTLY_SHOWN: usize = 3 * (SHOWN_AT_START + SHOWN_AT_END);

/// A token in the alphabet of RFC 6750 (`b64token`), so that a header with it stays on one line. Wiped when
/// dropped.
#[derive(Clone)]
pub struct Token(SecretString);

impl Token {
    /// Parses a token from a console without trimming.
    pub fn parse(text: &str) -> Result<Self, TokenError> {
        if text.is_empty() {
            return Err(TokenError::Empty);
        }
        if text.len() > MAX_TOKEN_BYTES {
            return Err(TokenError::TooLong);
        }
        let body = text.trim_end_matches('=');
        let in_alphabet = |b: u8| b.is_ascii_alphanumeric() || b"-._~+/".contains(&b);
        if body.is_empty() || !body.bytes().all(in_alphabet) {
            return Err(TokenError::Malformed);
        }
        Ok(Self(SecretString::from(text)))
    }

    /// For a header, a request, or *Show*.
    pub fn expose_secret(&self) -> &str {
        self.0.expose_secret()
    }

    /// Hides the middle. The result has the same length for every token.
    pub fn masked(&self) -> String {
        let text = self.expose_secret();
        if text.len() < SHORTEST_PARTLY_SHOWN {
            return "•".repeat(22);
        }
        let (start, end) = (&text[..SHOWN_AT_START], &text[text.len() - SHOWN_AT_END..]);
        format!("{start}{}{end}", "•".repeat(22))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(redacted)")
    }
}

/// Never quotes the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TokenError {
    #[error("the token is empty")]
    Empty,
    /// A character outside RFC 6750's alphabet: a line end could inject a header.
    #[error("the token has characters that no token may have")]
    Malformed,
    #[error("the token is longer than 8 KiB")]
    TooLong,
}

/// A token with what the console said about it.
#[derive(Clone, Debug)]
pub struct Grant {
    pub token: Token,
    pub expiry: Expiry,
    pub received: Now,
    /// From the request to the end of the reply.
    pub took: Duration,
    /// How far this machine's clock is ahead of the console's, in seconds; `None` without a usable `Date`.
    pub clock_ahead_secs: Option<i64>,
}

impl Grant {
    /// The same, if far enough to matter.
    pub fn clock_difference_secs(&self) -> Option<i64> {
        clock::notable_difference(self.clock_ahead_secs)
    }
}

#[derive(Clone, Debug)]
pub enum SignInOutcome {
    Granted(Grant),
    Failed(SignInReport),
    /// The console may still have counted a request that was in flight.
    Canceled,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_the_alphabet_of_bearer_tokens_is_accepted() {
        assert!(Token::parse("eyJhbGciOiJub25lIn0.e30.").is_ok());
        assert!(Token::parse("abc-._~+/09==").is_ok());
        assert_eq!(Token::parse("").unwrap_err(), TokenError::Empty);
        for bad in [
            "a b",
            "a\r\nX-Evil: 1",
            "a\0",
            "é",
            "=",
            "a=b",
            " a",
            "\u{feff}a",
            "\"a\"",
        ] {
            assert_eq!(
                Token::parse(bad).unwrap_err(),
                TokenError::Malformed,
                "{bad:?}"
            );
        }
        assert!(Token::parse(&"a".repeat(8 * 1024)).is_ok());
        assert_eq!(
            Token::parse(&"a".repeat(8 * 1024 + 1)).unwrap_err(),
            TokenError::TooLong
        );
    }

    #[test]
    fn a_masked_token_shows_its_ends_only_if_it_is_long() {
        let text = format!("eyJjdHkiO{}fy1qRBf_rhchA", "x".repeat(500));
        let masked = Token::parse(&text).unwrap().masked();
        assert_eq!(masked, format!("eyJjdHkiO{}y1qRBf_rhchA", "•".repeat(22)));
        assert_eq!(
            Token::parse("short-token").unwrap().masked(),
            "•".repeat(22)
        );
    }

    #[test]
    fn debug_shows_nothing_of_a_token() {
        let shown = format!("{:?}", Token::parse("eyJhbGciOiJub25lIn0").unwrap());
        assert_eq!(shown, "Token(redacted)");
    }

    proptest! {
        #[test]
        fn an_accepted_token_fits_one_header_verbatim(text in prop_oneof![any::<String>(), "[!-~]{0,60}=*\\PC?"]) {
            if let Ok(token) = Token::parse(&text) {
                prop_assert_eq!(token.expose_secret(), &text);
                // These visible characters too would end or split a header value somewhere.
                let splits = |b: &u8| b"\"(),:;<>@[\\]{}".contains(b);
                let is_one_word = text.bytes().all(|b| b.is_ascii_graphic() && !splits(&b));
                prop_assert!(is_one_word);
                prop_assert!((1..=MAX_TOKEN_BYTES).contains(&text.len()));
                prop_assert!(!text.starts_with('='));
                prop_assert!(token.masked().chars().count() <= 22 + SHOWN_AT_START + SHOWN_AT_END);
            }
        }
    }
}
