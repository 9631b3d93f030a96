//! Cancellation of jobs.

use futures_lite::future::block_on;
use tokio_util::sync::CancellationToken;

/// A tokio cancellation token that threads can wait for too. Clones share its state.
#[derive(Clone, Debug, Default)]
pub struct Cancel(CancellationToken);

impl Cancel {
    pub fn cancel(&self) {
        self.0.cancel();
    }

    pub fn is_canceled(&self) -> bool {
        self.0.is_cancelled()
    }

    /// Blocks this thread. `None` as soon as it is canceled.
    pub fn block_on<F: Future>(&self, future: F) -> Option<F::Output> {
        block_on(self.0.run_until_cancelled(future))
    }

    pub async fn canceled(&self) {
        self.0.cancelled().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canceling_one_clone_cancels_all_and_those_made_later() {
        let cancel = Cancel::default();
        let (a_clone, another) = (cancel.clone(), Cancel::default());
        assert!(!cancel.is_canceled());
        a_clone.cancel();
        assert!(cancel.is_canceled());
        assert!(cancel.clone().is_canceled());
        assert!(!another.is_canceled());
    }

    #[test]
    fn a_future_is_waited_for_until_it_is_canceled() {
        let cancel = Cancel::default();
        let (sender, receiver) = tokio::sync::oneshot::channel();
        let send = move || sender.send(7).unwrap();
        crate::os::thread::spawn("sender", send).unwrap();
        assert_eq!(cancel.block_on(receiver), Some(Ok(7)));

        let (never, receiver) = tokio::sync::oneshot::channel::<u8>();
        let canceler = cancel.clone();
        crate::os::thread::spawn("canceler", move || canceler.cancel()).unwrap();
        assert_eq!(cancel.block_on(receiver), None);
        assert_eq!(cancel.block_on(async { 7 }), None, "canceled before");
        drop(never);
    }

    #[test]
    fn waiting_ends_when_another_thread_cancels() {
        let cancel = Cancel::default();
        let canceler = cancel.clone();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        let thread = crate::os::thread::spawn("canceler", move || canceler.cancel()).unwrap();
        runtime.block_on(cancel.canceled());
        thread.join().unwrap();
        assert!(cancel.is_canceled());
    }
}
