//! The only place that reads a clock. Everything else is told what time it is.

use std::time::Duration;

use jiff::Timestamp;

/// The wall clock, and the time since a fixed point of this boot (suspended time included where the system has such a clock:
/// Linux; elsewhere the monotonic clock).
pub fn read() -> (Timestamp, Duration) {
    (wall(), boot())
}

#[expect(clippy::disallowed_methods, reason = "this is the one place")]
fn wall() -> Timestamp {
    Timestamp::now()
}

#[cfg(target_os = "linux")]
fn boot() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    Duration::new(
        u64::try_from(time.tv_sec).unwrap_or_default(),
        u32::try_from(time.tv_nsec).unwrap_or_default(),
    )
}

#[cfg(not(target_os = "linux"))]
fn boot() -> Duration {
    use std::sync::OnceLock;
    use std::time::Instant;

    static START: OnceLock<Instant> = OnceLock::new();
    #[expect(clippy::disallowed_methods, reason = "this is the one place")]
    let now = Instant::now();
    now.duration_since(*START.get_or_init(|| now))
}
