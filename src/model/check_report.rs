//! The table of a check of many profiles, as it is copied and saved: plain facts, no secrets.

use std::time::Duration;

use jiff::Timestamp;

/// The whole table, in the order in which it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckReport {
    /// One line a profile.
    pub lines: Vec<CheckReportLine>,
    /// When it was made.
    pub made_at: Timestamp,
}

/// What is known of one profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckReportLine {
    /// The profile's name.
    pub profile: String,
    /// The host of its console, with the port if it has one.
    pub console: String,
    /// Its client ID or username.
    pub login: String,
    /// "accepted", "refused", "not tested", "left out", "stopped".
    pub verdict: String,
    /// Why, in a few words; empty where there is nothing to say.
    pub reason: String,
    /// How long the token would have lived.
    pub lifetime: Option<Duration>,
    /// From the request to the end.
    pub took: Option<Duration>,
    /// When it ended.
    pub at: Option<Timestamp>,
}
