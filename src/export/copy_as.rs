use crate::model::{ClipText, CopyFormat, Token};

/// One line without a line end, which no target field wants.
pub fn copy_text(token: &Token, format: CopyFormat) -> ClipText {
    let token = token.expose_secret();
    ClipText::new(match format {
        CopyFormat::HeaderLine => format!("Authorization: Bearer {token}"),
        CopyFormat::HeaderValue => format!("Bearer {token}"),
        CopyFormat::TokenOnly => token.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_is_exactly_what_its_field_takes() {
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
