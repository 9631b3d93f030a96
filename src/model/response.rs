use std::fmt;
use std::time::Duration;

use zeroize::Zeroizing;

use super::SignInReport;

/// A response with any status. Its body is other people's data: redacted in `Debug`, and wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct RawResponse {
    /// Redirects are not followed.
    pub status: u16,
    /// In order of first appearance, names in lower case. Other bytes than visible ASCII are escaped as
    /// `\xNN`, credentials (cookies, tokens) are omitted, and long values are truncated with a note.
    pub headers: Vec<(String, String)>,
    /// As far as it was read; empty if compressed.
    pub body: Zeroizing<Vec<u8>>,
    /// The limit that the body exceeded, in bytes; the rest was not read.
    pub cut_at_bytes: Option<usize>,
    /// Although no compression was requested.
    pub is_compressed: bool,
    /// From the request to the end.
    pub took: Duration,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GetOutcome {
    Response(RawResponse),
    Failed(SignInReport),
    /// The console may have carried out a request that was in flight.
    Canceled,
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .field("body_bytes", &self.body.len())
            .field("cut_at_bytes", &self.cut_at_bytes)
            .field("is_compressed", &self.is_compressed)
            .field("took", &self.took)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_a_bodys_length_only() {
        let response = RawResponse {
            status: 200,
            headers: vec![("x-planted".to_owned(), "PL4NTED".to_owned())],
            body: b"PL4NTED".to_vec().into(),
            cut_at_bytes: None,
            is_compressed: false,
            took: Duration::ZERO,
        };
        let shown = format!("{response:?} {response:#?}");
        assert!(shown.contains("body_bytes: 7"), "{shown}");
        assert!(
            !shown.contains("PL4NTED") && !shown.contains("80, 76"),
            "{shown}"
        );
    }
}
