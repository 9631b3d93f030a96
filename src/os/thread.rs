//! The only place that starts threads: named, and a system that has no more of them is an error, not a panic.

use std::io;
use std::thread::{Builder, JoinHandle};

/// Starts `work` on a thread of its own.
pub fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<JoinHandle<()>> {
    #[expect(clippy::disallowed_methods, reason = "this is the one place")]
    Builder::new().name(name.to_owned()).spawn(work)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_carries_its_name() {
        let named = || assert_eq!(std::thread::current().name(), Some("job-7"));
        spawn("job-7", named).unwrap().join().unwrap();
    }
}
