//! Pure: a token or a password in, text out. The forms that other tools take.

mod check_csv;

pub use check_csv::check_csv;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use crate::model::{ClipText, CopyFormat, Secret, Token, Username};

/// A token in one of the forms that can be copied. One line, without a line end: none of the fields it is pasted into wants one.
pub fn copy_text(token: &Token, format: CopyFormat) -> ClipText {
    let token = token.expose_secret();
    ClipText::new(match format {
        CopyFormat::HeaderLine => format!("Authorization: Bearer {token}"),
        CopyFormat::HeaderValue => format!("Bearer {token}"),
        CopyFormat::TokenOnly => token.to_owned(),
    })
}

/// The header line of basic authentication, of the pair in UTF-8. Whoever has it can read the password out of it.
pub fn basic_header(username: &Username, password: &Secret) -> ClipText {
    const START: &str = "Authorization: Basic ";
    let (user, password) = (username.as_str(), password.expose_secret());
    // Made large enough at once, so that no shorter copy of the password stays behind.
    let mut pair = Zeroizing::new(String::with_capacity(user.len() + 1 + password.len()));
    for part in [user, ":", password] {
        pair.push_str(part);
    }
    let mut line = String::with_capacity(START.len() + pair.len().div_ceil(3) * 4);
    line.push_str(START);
    STANDARD.encode_string(pair.as_bytes(), &mut line);
    ClipText::new(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_basic_header_is_base64_of_the_pair_in_utf_8() {
        let username = Username::parse("dana@example.com").unwrap();
        let password = Secret::new("pä:ss ").unwrap();
        assert_eq!(
            basic_header(&username, &password).expose_secret(),
            "Authorization: Basic ZGFuYUBleGFtcGxlLmNvbTpww6Q6c3Mg"
        );
    }

    #[test]
    fn each_form_is_exactly_what_its_field_takes() {
        let token = Token::parse("eyJhbGciOiJub25lIn0.e30.c2ln").unwrap();
        for (format, text) in [
            (
                CopyFormat::HeaderLine,
                "Authorization: Bearer eyJhbGciOiJub25lIn0.e30.c2ln",
            ),
            (
                CopyFormat::HeaderValue,
                "Bearer eyJhbGciOiJub25lIn0.e30.c2ln",
            ),
            (CopyFormat::TokenOnly, "eyJhbGciOiJub25lIn0.e30.c2ln"),
        ] {
            assert_eq!(copy_text(&token, format).expose_secret(), text);
        }
    }
}
