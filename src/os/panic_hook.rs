//! Reports where a panic happened, never its message.

use std::io::Write as _;
use std::panic;
use std::thread;

/// A panic prints `tokendesk: a defect at <file>:<line>` and its thread's name to standard error. Its message can contain a secret: an
/// index into a token, or an `unwrap` of an error that quotes what it could not parse.
pub fn install() {
    panic::set_hook(Box::new(|panic| {
        let thread = thread::current();
        let name = thread.name().unwrap_or("without a name");
        let place = panic.location().map_or_else(
            || "a place that is not known".to_owned(),
            |at| format!("{}:{}", at.file(), at.line()),
        );
        // Not `eprintln!`: it panics if standard error is closed, and a panic in a panic hook aborts.
        writeln!(
            std::io::stderr(),
            "tokendesk: a defect at {place} (thread {name})"
        )
        .ok();
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::os::child_of_a_test::{in_child, is_child};

    fn refused() -> Result<(), &'static str> {
        Err("hunter2-in-an-error")
    }

    #[test]
    fn a_panic_prints_its_place_and_its_thread_and_nothing_of_its_message() {
        let name = "os::panic_hook::tests::a_panic_prints_its_place_and_its_thread_and_nothing_of_its_message";
        if is_child(name) {
            install();
            let job = || refused().unwrap();
            let ended = crate::os::thread::spawn("job-7", job).unwrap().join();
            assert!(ended.is_err(), "it is still a panic");
            return;
        }
        let child = in_child(name);
        child.assert_passed();
        let stderr = child.stderr();
        let line = stderr
            .lines()
            .find(|line| line.starts_with("tokendesk:"))
            .unwrap();
        let (place, thread) = line
            .strip_prefix(&format!("tokendesk: a defect at {}:", file!()))
            .unwrap()
            .split_once(' ')
            .unwrap();
        assert!(place.parse::<u32>().is_ok(), "{line}");
        assert_eq!(thread, "(thread job-7)");
        assert!(!stderr.contains("hunter2"));
        assert!(!child.stdout().contains("hunter2"));
    }
}
