//! The table of *Check all* as it is copied and saved. Holds no secrets.

use std::time::Duration;

use jiff::Timestamp;

/// In display order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckAllReport {
    pub lines: Vec<CheckAllReportLine>,
    pub made_at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckAllReportLine {
    pub profile: String,
    /// The console's host, with its port if it has one.
    pub console: String,
    /// The client ID or username.
    pub login: String,
    /// "works", "rejected", "not tested", "left out", "stopped".
    pub verdict: String,
    /// Empty if there is nothing to say.
    pub reason: String,
    /// The lifetime of the token.
    pub lifetime: Option<Duration>,
    /// From the request to the end.
    pub took: Option<Duration>,
    pub at: Option<Timestamp>,
}
