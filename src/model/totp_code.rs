use std::fmt;

use secrecy::{ExposeSecret as _, SecretString};
use thiserror::Error;

const DIGITS: std::ops::RangeInclusive<usize> = 6..=8;

/// A two-factor code: 6 to 8 ASCII digits, kept as text for leading zeros. Wiped when dropped.
#[derive(Clone)]
pub struct TotpCode(SecretString);

impl TotpCode {
    /// Parses typed or pasted text. Ignores white space: apps show codes in groups.
    pub fn parse(text: &str) -> Result<Self, TotpCodeError> {
        let mut digits = String::with_capacity(*DIGITS.end());
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            if !c.is_ascii_digit() {
                return Err(TotpCodeError::NotADigit);
            }
            if digits.len() == *DIGITS.end() {
                return Err(TotpCodeError::TooLong);
            }
            digits.push(c);
        }
        match digits.len() {
            0 => Err(TotpCodeError::Empty),
            length if DIGITS.contains(&length) => Ok(Self(SecretString::from(digits))),
            _ => Err(TotpCodeError::TooShort),
        }
    }

    /// For the one request that carries it.
    pub fn expose_secret(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for TotpCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpCode(redacted)")
    }
}

/// The message for the field's error line. Never quotes the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TotpCodeError {
    #[error("Enter the code from your authenticator app.")]
    Empty,
    #[error("Use digits only.")]
    NotADigit,
    #[error("A code has 6 to 8 digits.")]
    TooShort,
    #[error("A code has at most 8 digits.")]
    TooLong,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_keeps_its_zeros_loses_its_spaces_and_is_redacted() {
        for (text, digits) in [
            ("004242", "004242"),
            (" 424 242\n", "424242"),
            ("4242 4242", "42424242"),
            ("\u{a0}042\u{2009}4242", "0424242"),
        ] {
            let code = TotpCode::parse(text).unwrap();
            assert_eq!(code.expose_secret(), digits);
            assert_eq!(format!("{code:?}"), "TotpCode(redacted)");
        }
    }

    #[test]
    fn anything_else_is_rejected_with_the_reason() {
        for (text, error) in [
            (" ", TotpCodeError::Empty),
            ("12345", TotpCodeError::TooShort),
            ("123456789", TotpCodeError::TooLong),
            ("12345a", TotpCodeError::NotADigit),
            ("１２３４５６", TotpCodeError::NotADigit),
            ("-123456", TotpCodeError::NotADigit),
        ] {
            assert_eq!(TotpCode::parse(text).map(drop), Err(error), "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_accepted_is_six_to_eight_ascii_digits(text in prop_oneof![any::<String>(), "[0-9 ]{0,12}"]) {
            if let Ok(code) = TotpCode::parse(&text) {
                let digits = code.expose_secret();
                prop_assert!(DIGITS.contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()));
                let typed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
                prop_assert_eq!(digits, typed);
            }
        }
    }
}
