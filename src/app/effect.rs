//! What [`crate::app::App::update`] orders.

use crate::app::job::{Job, JobId};

#[derive(Clone, Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "one is made at a time, and moved once"
)]
pub enum Effect {
    /// Run this job. [`crate::app::Event::Ended`] reports its end, also after a panic.
    Run(JobId, Job),
    /// Ask this job to stop.
    Cancel(JobId),
    /// Always the last of its batch.
    CloseWindow,
}
