use serde::{Deserialize, Serialize};

/// What a copy puts on the clipboard. `export` writes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CopyFormat {
    /// `Authorization: Bearer …`: for a raw request, or Postman's *Bulk Edit*.
    #[default]
    #[serde(rename = "header line")]
    HeaderLine,
    /// `Bearer …`: for the value column of Postman's header table.
    #[serde(rename = "header value")]
    HeaderValue,
    /// The token only: for Postman's *Authorization › Bearer Token*.
    #[serde(rename = "token only")]
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
