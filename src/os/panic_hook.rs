//! What a defect says: where it is, and never what it was about.

use std::io::Write as _;
use std::panic;
use std::thread;

/// From now on a panic prints `tokendesk: a defect at <file>:<line>` and its thread's name to standard error. Its message is not
/// printed, because it can carry a secret: an index into a token, an `unwrap` of an error that quotes what it could not read.
///
/// What becomes of the panic afterwards is unchanged: a job's is caught and told as a failure.
pub fn install() {
    panic::set_hook(Box::new(|defect| {
        let thread = thread::current();
        let name = thread.name().unwrap_or("without a name");
        let place = defect.location().map_or_else(
            || "a place that is not known".to_owned(),
            |at| format!("{}:{}", at.file(), at.line()),
        );
        // Not `eprintln!`: where standard error is closed it panics, and a panic in here ends the program.
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
        child.succeeds();
        let told = child.stderr();
        let line = told
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
        assert!(!told.contains("hunter2"));
        assert!(!child.stdout().contains("hunter2"));
    }
}
