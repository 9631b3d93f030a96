use super::CopyFormat;

/// Where copies are pasted: the answer to the question before the first one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PasteTarget {
    #[default]
    PostmanAuthorization,
    PostmanHeaders,
    /// curl, code, or anything else.
    Elsewhere,
}

impl PasteTarget {
    /// In the order of the question.
    pub const ALL: [Self; 3] = [
        Self::PostmanAuthorization,
        Self::PostmanHeaders,
        Self::Elsewhere,
    ];

    /// What it takes.
    pub const fn format(self) -> CopyFormat {
        match self {
            Self::PostmanAuthorization => CopyFormat::TokenOnly,
            Self::PostmanHeaders | Self::Elsewhere => CopyFormat::HeaderLine,
        }
    }

    pub const fn is_postman(self) -> bool {
        matches!(self, Self::PostmanAuthorization | Self::PostmanHeaders)
    }
}
