//! The table of *Check all* as it is copied and saved. Holds no secrets.

use std::time::Duration;

use jiff::Timestamp;

/// In display order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckAllReport {
    pub lines: Vec<CheckAllReportLine>,
    /// All that the check was for; some of them may not be listed.
    pub profiles: usize,
    /// "3 of 40 need attention · 36 work".
    pub summary: String,
    pub made_at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckAllReportLine {
    pub profile: String,
    /// The console's host, with its port if it has one.
    pub console: String,
    /// The client ID or username.
    pub login: String,
    /// Empty without one.
    pub tag: String,
    /// "Works", "Rejected", "Couldn’t check", "Skipped", "Canceled".
    pub verdict: String,
    /// HTTP, if there was a response.
    pub status: Option<u16>,
    /// Empty if there is nothing to say.
    pub reason: String,
    /// The lifetime of the token.
    pub lifetime: Option<Duration>,
    /// From the request to the end.
    pub took: Option<Duration>,
    pub at: Option<Timestamp>,
}
