//! Keeps other programs, core files and crash reports away from the memory of this process, which holds tokens and secrets.

use std::io;

/// On Linux, other programs of the same user can no longer trace or read the process (`PR_SET_DUMPABLE`), and it leaves no core file.
/// On Windows, the system's crash reports leave the program out. Does nothing on macOS, nor in debug builds, which a debugger must
/// reach.
///
/// Desktop portals reject an undumpable process: query them first.
///
/// After an error the process runs on with less protection: worth a line in the log, no reason to stop.
pub fn harden() -> io::Result<()> {
    if cfg!(debug_assertions) {
        Ok(())
    } else {
        restrict()
    }
}

#[cfg(target_os = "linux")]
fn restrict() -> io::Result<()> {
    use rustix::process::{
        DumpableBehavior, Resource, Rlimit, getrlimit, set_dumpable_behavior, setrlimit,
    };

    // Core files that are piped to a program ignore the limit, but not undumpable. The hard limit stays: a browser that is started
    // from here inherits it.
    let no_core_file = Rlimit {
        current: Some(0),
        ..getrlimit(Resource::Core)
    };
    let limited = setrlimit(Resource::Core, no_core_file);
    set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    Ok(limited?)
}

/// What `WerAddExcludedApplication` writes, for the name of this program's file. It stays until the installer removes it.
#[cfg(windows)]
fn restrict() -> io::Result<()> {
    use windows_registry::CURRENT_USER;

    let program = std::env::current_exe()?;
    let name = program.file_name().and_then(std::ffi::OsStr::to_str);
    let name = name.ok_or(io::ErrorKind::InvalidFilename)?;
    CURRENT_USER.create(NOT_REPORTED)?.set_u32(name, 1)?;
    Ok(())
}

#[cfg(windows)]
const NOT_REPORTED: &str =
    r"Software\Microsoft\Windows\Windows Error Reporting\ExcludedApplications";

#[cfg(not(any(target_os = "linux", windows)))]
#[expect(
    clippy::unnecessary_wraps,
    reason = "the same signature on every system"
)]
fn restrict() -> io::Result<()> {
    Ok(())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use rustix::process::{
        DumpableBehavior, Resource, Rlimit, dumpable_behavior, getrlimit, setrlimit,
    };

    use super::*;
    use crate::os::child_of_a_test::{in_child, is_child};

    #[test]
    fn a_restricted_process_is_undumpable_leaves_no_core_file_and_still_finds_its_own_program() {
        let name = "os::harden::tests::a_restricted_process_is_undumpable_leaves_no_core_file_and_still_finds_its_own_program";
        if !is_child(name) {
            in_child(name).assert_passed();
            return;
        }
        let program = std::env::current_exe().unwrap();
        let hard_limit = getrlimit(Resource::Core).maximum;
        // Some shells allow no core file to begin with.
        let all = Rlimit {
            current: hard_limit,
            maximum: hard_limit,
        };
        setrlimit(Resource::Core, all).unwrap();
        assert_eq!(dumpable_behavior(), Ok(DumpableBehavior::Dumpable));

        restrict().unwrap();

        assert_eq!(dumpable_behavior(), Ok(DumpableBehavior::NotDumpable));
        assert_eq!(getrlimit(Resource::Core).current, Some(0));
        assert_eq!(getrlimit(Resource::Core).maximum, hard_limit);
        assert_eq!(std::env::current_exe().unwrap(), program);
    }

    #[test]
    fn a_debug_build_stays_open_to_a_debugger_and_a_release_build_does_not() {
        let name = "os::harden::tests::a_debug_build_stays_open_to_a_debugger_and_a_release_build_does_not";
        if !is_child(name) {
            in_child(name).assert_passed();
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

#[cfg(all(test, windows))]
mod tests {
    use windows_registry::CURRENT_USER;

    use super::*;

    #[test]
    #[ignore = "changes the registry of this account"]
    fn a_crash_of_this_program_is_not_reported() {
        restrict().unwrap();
        let program = std::env::current_exe().unwrap();
        let name = program.file_name().unwrap().to_str().unwrap();
        let excluded = CURRENT_USER.open(NOT_REPORTED).unwrap();
        assert_eq!(excluded.get_u32(name), Ok(1));
    }
}
