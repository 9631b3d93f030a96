//! How much memory this process takes, as the system counts it.

use std::fs;

/// What a lie may cost at its worst moment.
const LIMIT_KIB: u64 = 10 * 1024;

/// The memory that was in use when this was made, and a fresh high-water mark.
pub(crate) struct Gauge {
    before_kib: u64,
}

impl Gauge {
    pub(crate) fn start() -> Self {
        // 5 sets the high-water mark back to what is in use (proc(5)).
        fs::write("/proc/self/clear_refs", "5").unwrap();
        Self {
            before_kib: status_kib("VmRSS:"),
        }
    }

    /// Fails if more than the limit was in use beyond that at any time since.
    pub(crate) fn assert_small(&self, what: &str) {
        let grown = status_kib("VmHWM:").saturating_sub(self.before_kib);
        assert!(grown < LIMIT_KIB, "{what}: {grown} KiB more");
    }
}

fn status_kib(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kib = line.and_then(|value| value.trim().strip_suffix(" kB"));
    kib.unwrap().trim().parse().unwrap()
}

#[test]
fn the_gauge_sees_memory_that_was_used_and_given_back() {
    let gauge = Gauge::start();
    drop(std::hint::black_box(vec![1_u8; 40 << 20]));
    let caught = std::panic::catch_unwind(|| gauge.assert_small("a large buffer"));
    assert!(caught.is_err());
}
