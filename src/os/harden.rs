//! Keeping the memory of this process, where tokens and secrets live for a while, from other programs and from core files.

use std::io;

/// Makes the process hard to look into: on Linux it can no longer be traced or read by other programs of the same user
/// (`PR_SET_DUMPABLE`), and leaves no core file. Nothing elsewhere, and nothing in debug builds, which a debugger must reach.
///
/// An undumpable process is refused by the desktop portals: whatever is to be asked of them is asked before.
///
/// An error means that the process runs on without (all of) this: worth a line in the log, no reason to stop.
pub fn harden() -> io::Result<()> {
    if cfg!(debug_assertions) {
        Ok(())
    } else {
        close()
    }
}

#[cfg(target_os = "linux")]
fn close() -> io::Result<()> {
    use rustix::process::{
        DumpableBehavior, Resource, Rlimit, getrlimit, set_dumpable_behavior, setrlimit,
    };

    // Core files that are piped to a program ignore the limit; undumpable holds there too. The hard limit stays, because a
    // browser that is started from here inherits it.
    let no_core_file = Rlimit {
        current: Some(0),
        ..getrlimit(Resource::Core)
    };
    let limited = setrlimit(Resource::Core, no_core_file);
    set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    Ok(limited?)
}

#[cfg(not(target_os = "linux"))]
#[expect(
    clippy::unnecessary_wraps,
    reason = "the same signature on every system"
)]
fn close() -> io::Result<()> {
    Ok(())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};

    use super::*;
    use crate::os::child_of_a_test::{in_child, is_child};

    #[test]
    fn a_closed_process_is_undumpable_leaves_no_core_file_and_still_finds_its_own_program() {
        let name = "os::harden::tests::a_closed_process_is_undumpable_leaves_no_core_file_and_still_finds_its_own_program";
        if !is_child(name) {
            in_child(name).succeeds();
            return;
        }
        let program = std::env::current_exe().unwrap();
        let hard_limit = getrlimit(Resource::Core).maximum;
        assert_eq!(dumpable_behavior(), Ok(DumpableBehavior::Dumpable));

        close().unwrap();

        assert_eq!(dumpable_behavior(), Ok(DumpableBehavior::NotDumpable));
        assert_eq!(getrlimit(Resource::Core).current, Some(0));
        assert_eq!(getrlimit(Resource::Core).maximum, hard_limit);
        assert_eq!(std::env::current_exe().unwrap(), program);
    }

    #[test]
    fn a_debug_build_stays_open_to_a_debugger_and_a_release_build_does_not() {
        let name = "os::harden::tests::a_debug_build_stays_open_to_a_debugger_and_a_release_build_does_not";
        if !is_child(name) {
            in_child(name).succeeds();
            return;
        }
        harden().unwrap();
        let expected = if cfg!(debug_assertions) {
            DumpableBehavior::Dumpable
        } else {
            DumpableBehavior::NotDumpable
        };
        assert_eq!(dumpable_behavior(), Ok(expected));
    }
}
