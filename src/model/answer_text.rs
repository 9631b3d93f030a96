//! An answer as a person reads it: as it came, and laid out.

use std::fmt;
use std::time::Duration;

use zeroize::Zeroizing;

use super::Answer;

/// An answer with its text made ready, so that the window only draws it. Other people's data: never shown by `Debug`, and wiped
/// when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct AnswerText {
    /// The HTTP status. A redirect was not followed.
    pub status: u16,
    /// The headers, in the order in which they came, names as they were sent. What is no text is shown with `\xNN`.
    pub headers: Vec<(String, String)>,
    /// The body as it came. Bytes that are no UTF-8 are replaced by U+FFFD. Nothing of one that is compressed.
    pub raw: Zeroizing<String>,
    /// The body with its JSON laid out, where it is whole JSON. Every value stands as it came.
    pub pretty: Option<Zeroizing<String>>,
    /// How much of the body was read, in bytes.
    pub body_bytes: usize,
    /// The limit that the body went over, in bytes: the rest was not read.
    pub cut_at_bytes: Option<usize>,
    /// Whether the body is compressed, though nothing but plain text was asked for.
    pub is_compressed: bool,
    /// From the request to the end.
    pub took: Duration,
}

impl AnswerText {
    /// Makes an answer ready to be read.
    pub fn of(answer: &Answer) -> Self {
        let raw = Zeroizing::new(String::from_utf8_lossy(&answer.body).into_owned());
        Self {
            status: answer.status,
            headers: answer.headers.clone(),
            raw,
            pretty: None,
            body_bytes: answer.body.len(),
            cut_at_bytes: answer.cut_at_bytes,
            is_compressed: answer.is_compressed,
            took: answer.took,
        }
    }

    /// Whether `text` is part of it, as it came or laid out, or of its headers.
    pub fn contains(&self, text: &str) -> bool {
        let is_in_pretty = |pretty: &Zeroizing<String>| pretty.contains(text);
        self.raw.contains(text)
            || self.pretty.as_ref().is_some_and(is_in_pretty)
            || self
                .headers
                .iter()
                .any(|(name, value)| name.contains(text) || value.contains(text))
    }
}

impl fmt::Debug for AnswerText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AnswerText")
            .field("status", &self.status)
            .field("body_bytes", &self.body_bytes)
            .finish_non_exhaustive()
    }
}
