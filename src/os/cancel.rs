//! Telling a job to stop.

use tokio_util::sync::CancellationToken;

/// A switch that can be thrown once, seen by threads and futures alike. Clones are the same switch.
#[derive(Clone, Debug, Default)]
pub struct Cancel(CancellationToken);

impl Cancel {
    /// Throws the switch.
    pub fn cancel(&self) {
        self.0.cancel();
    }

    /// Whether it was thrown.
    pub fn is_cancelled(&self) -> bool {
        self.0.is_cancelled()
    }

    /// Ends when it is thrown.
    pub async fn cancelled(&self) {
        self.0.cancelled().await;
    }
}
