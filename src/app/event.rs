//! What jobs and the desktop report.

use crate::app::job::{JobId, Progress, Report};
use crate::model::ClearReason;

#[derive(Clone, Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "one is made at a time, and moved once"
)]
pub enum Event {
    Progress(JobId, Progress),
    Ended(Report),
    /// The desktop session was locked, or the computer goes to sleep.
    ClearSession(ClearReason),
}
