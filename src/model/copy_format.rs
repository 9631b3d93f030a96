/// What a copy puts on the clipboard. `export` writes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CopyFormat {
    /// `Authorization: Bearer …`: for a raw request, or Postman's *Bulk Edit*.
    #[default]
    HeaderLine,
    /// `Bearer …`: for the value column of Postman's header table.
    HeaderValue,
    /// The token only: for Postman's *Authorization › Bearer Token*.
    TokenOnly,
}

impl CopyFormat {
    /// In menu order.
    pub const ALL: [Self; 3] = [Self::HeaderLine, Self::HeaderValue, Self::TokenOnly];

    /// For "header copied".
    pub fn noun(self) -> &'static str {
        match self {
            Self::HeaderLine => "header",
            Self::HeaderValue => "header value",
            Self::TokenOnly => "token",
        }
    }
}
