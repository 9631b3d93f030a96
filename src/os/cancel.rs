//! Telling a job to stop.

use futures_lite::future::block_on;
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

    /// Waits on this thread for what `coming` brings. `None` as soon as the switch is thrown.
    pub fn unless_thrown<F: Future>(&self, coming: F) -> Option<F::Output> {
        block_on(self.0.run_until_cancelled(coming))
    }

    /// Ends when it is thrown.
    pub async fn cancelled(&self) {
        self.0.cancelled().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn throwing_one_clone_is_seen_by_all_and_by_those_who_come_later() {
        let cancel = Cancel::default();
        let (a_clone, another) = (cancel.clone(), Cancel::default());
        assert!(!cancel.is_cancelled());
        a_clone.cancel();
        assert!(cancel.is_cancelled());
        assert!(cancel.clone().is_cancelled());
        assert!(!another.is_cancelled());
    }

    #[test]
    fn what_comes_is_waited_for_until_the_switch_is_thrown() {
        let cancel = Cancel::default();
        let (tell, told) = tokio::sync::oneshot::channel();
        let teller = move || tell.send(7).unwrap();
        crate::os::thread::spawn("teller", teller).unwrap();
        assert_eq!(cancel.unless_thrown(told), Some(Ok(7)));

        let (never, told) = tokio::sync::oneshot::channel::<u8>();
        let thrower = cancel.clone();
        crate::os::thread::spawn("thrower", move || thrower.cancel()).unwrap();
        assert_eq!(cancel.unless_thrown(told), None);
        assert_eq!(cancel.unless_thrown(async { 7 }), None, "thrown before");
        drop(never);
    }

    #[test]
    fn waiting_ends_when_it_is_thrown_also_from_another_thread() {
        let cancel = Cancel::default();
        let thrower = cancel.clone();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        let thread = crate::os::thread::spawn("thrower", move || thrower.cancel()).unwrap();
        runtime.block_on(cancel.cancelled());
        thread.join().unwrap();
        assert!(cancel.is_cancelled());
    }
}
