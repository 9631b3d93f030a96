//! Side effects requested by [`crate::app::App::update`].

use crate::app::job::{Job, JobId};

#[derive(Clone, Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "one is made at a time, and moved once"
)]
pub enum Effect {
    /// [`crate::app::Event::Ended`] reports its outcome, even after a panic.
    Run(JobId, Job),
    Cancel(JobId),
    /// Wipes what text fields and the accessibility tree remember of typed text.
    WipeFields,
    /// Always the last of its batch.
    CloseWindow,
}
