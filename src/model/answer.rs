//! What a console answers to a request for a resource, for a person to look at.

use std::fmt;
use std::time::Duration;

use zeroize::Zeroizing;

use super::SignInReport;

/// An answer, whatever its status. Its body is other people's data: it is never shown by `Debug`, and wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status. A redirect was not followed.
    pub status: u16,
    /// The headers, in the order in which their names came first, names in lower case. Whatever is not visible ASCII is written with
    /// `\xNN`, what signs in (cookies, tokens) is left out, and what is very long is cut and says so.
    pub headers: Vec<(String, String)>,
    /// The body, as far as it was read; nothing of one that is compressed.
    pub body: Zeroizing<Vec<u8>>,
    /// The limit that the body went over, in bytes: the rest was not read.
    pub cut_at_bytes: Option<usize>,
    /// Whether the body is compressed, though nothing but plain text was asked for.
    pub is_compressed: bool,
    /// From the request to the end.
    pub took: Duration,
}

/// How a request for a resource ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GetEnd {
    /// With an answer.
    Answered(Answer),
    /// Without one.
    Failed(SignInReport),
    /// Stopped before it ended. If it was already on its way, the console may have carried it out.
    Cancelled,
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
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
    fn debug_shows_how_long_a_body_is_and_nothing_of_it() {
        let answer = Answer {
            status: 200,
            headers: vec![("x-planted".to_owned(), "PL4NTED".to_owned())],
            body: b"PL4NTED".to_vec().into(),
            cut_at_bytes: None,
            is_compressed: false,
            took: Duration::ZERO,
        };
        let shown = format!("{answer:?} {answer:#?}");
        assert!(shown.contains("body_bytes: 7"), "{shown}");
        assert!(
            !shown.contains("PL4NTED") && !shown.contains("80, 76"),
            "{shown}"
        );
    }
}
