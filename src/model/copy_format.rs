//! The forms in which a token can be copied. How each is written is `exchange`'s business.

/// What a copy puts onto the clipboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CopyFormat {
    /// `Authorization: Bearer …`: a line for a raw request, or for Postman's *Bulk Edit*.
    #[default]
    HeaderLine,
    /// `Bearer …`: the value column of Postman's header table.
    HeaderValue,
    /// The token alone: Postman's *Authorization › Bearer Token*.
    TokenOnly,
}

impl CopyFormat {
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::HeaderLine, Self::HeaderValue, Self::TokenOnly];

    /// What the strip says was copied: "header copied".
    pub fn noun(self) -> &'static str {
        match self {
            Self::HeaderLine => "header",
            Self::HeaderValue => "header value",
            Self::TokenOnly => "token",
        }
    }
}
