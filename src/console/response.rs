//! A reply as it was received, before anything is made of it.

use jiff::Timestamp;
use reqwest::Url;
use reqwest::header::HeaderMap;
use zeroize::Zeroizing;

use super::body_sniff;
use crate::model::{Now, clock};

/// What is kept of the head of a reply.
#[derive(Clone, Copy)]
pub(super) struct Head {
    /// Its status.
    pub(super) status: u16,
    /// When the request left. No token of the reply existed before, so a countdown from here never ends late.
    pub(super) sent: Now,
    /// When it was here.
    pub(super) received: Now,
    /// When it was written, by the console's clock.
    pub(super) date: Option<Timestamp>,
}

impl Head {
    /// How far our clock is ahead of the console's, at least.
    pub(super) fn clock_ahead_secs(&self) -> Option<i64> {
        let date = self.date?;
        Some(clock::ahead_secs(date, self.sent.wall, self.received.wall))
    }

    /// One that came at once.
    #[cfg(test)]
    pub(super) fn without_date(status: u16, at: Now) -> Self {
        Self {
            status,
            sent: at,
            received: at,
            date: None,
        }
    }
}

/// A reply, as far as it is worth reading.
pub(super) struct Reply {
    /// What is kept of its head in any case.
    pub(super) head: Head,
    /// The fields of its head.
    pub(super) headers: HeaderMap,
    /// What was asked.
    pub(super) url: Url,
    /// With status 200 the whole body, if it is not cut. Otherwise what could be had of its start, perhaps nothing.
    pub(super) body: Zeroizing<Vec<u8>>,
    /// The limit that a body with status 200 went over, in bytes.
    pub(super) cut_at_bytes: Option<usize>,
}

impl Reply {
    /// Whether its body is a web page. Of one that is announced as too long, only what it is labelled as is known.
    pub(super) fn is_web_page(&self) -> bool {
        let unread = self.cut_at_bytes.is_some() && self.body.is_empty();
        body_sniff::is_web_page(&self.body)
            || (unread && body_sniff::is_labelled_web_page(&self.headers))
    }
}
