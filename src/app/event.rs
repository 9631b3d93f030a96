//! What jobs report.

use crate::app::job::{JobId, Progress, Report};

#[derive(Clone, Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "one is made at a time, and moved once"
)]
pub enum Event {
    Progress(JobId, Progress),
    Ended(Report),
}
