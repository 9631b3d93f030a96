//! The only place that starts threads: named, and running out of them is an error, not a panic.

use std::hint::black_box;
use std::io;
use std::thread::{Builder, JoinHandle};

use zeroize::Zeroize as _;

/// Ciphers leave blocks of plain text some 20 KiB deep in a debug build.
const WIPED_BYTES: usize = 256 * 1024;

/// Wipes the thread's stack when it ends: the system reuses stacks, and libraries leave blocks of what they encrypt and decrypt
/// there.
pub fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<JoinHandle<()>> {
    #[expect(clippy::disallowed_methods, reason = "this is the one place")]
    Builder::new().name(name.to_owned()).spawn(move || {
        let _wiped = WipeStack;
        work();
    })
}

/// Wipes the stack below its owner's frame on drop, and so after a panic too.
struct WipeStack;

impl Drop for WipeStack {
    fn drop(&mut self) {
        wipe_stack();
    }
}

#[inline(never)]
#[expect(clippy::large_stack_arrays, reason = "the stack is what is wiped")]
fn wipe_stack() {
    let mut below = [0_u8; WIPED_BYTES];
    below.zeroize();
    black_box(&below);
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
