//! The only place that reads a clock. Elsewhere the time is an argument.

use std::time::Duration;

use jiff::Timestamp;

/// The wall clock, and the time since a fixed point of this boot. That includes time suspended on Linux; elsewhere it is the
/// monotonic clock.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_boot_clock_is_monotonic_and_runs() {
        let (_, first) = read();
        let (_, second) = read();
        assert!(second >= first);
        while read().1 == first {
            std::thread::yield_now();
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_boot_clock_includes_suspended_time() {
        // /proc/uptime includes it too, in hundredths of a second.
        let uptime = std::fs::read_to_string("/proc/uptime").unwrap();
        let uptime: f64 = uptime.split(' ').next().unwrap().parse().unwrap();
        let (_, boot) = read();
        assert!((boot.as_secs_f64() - uptime).abs() < 5.0);
    }
}
