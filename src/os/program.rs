//! Starting this program a second time.

use std::env;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use super::thread;

/// Starts a second instance of this program with these arguments. It lives on when this one ends, takes nothing from this
/// one's terminal, and is not waited for.
///
/// Errors: the program was moved or replaced since it was started, or the system starts no more processes.
pub fn spawn_self(args: &[&str]) -> io::Result<()> {
    spawn(&env::current_exe()?, args)
}

fn spawn(program: &Path, args: &[&str]) -> io::Result<()> {
    let mut command = Command::new(program);
    command.args(args);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    // Ctrl+C in the terminal of the first is not for the second.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);

    let mut child = command.spawn()?;
    let reap = move || {
        if let Err(error) = child.wait() {
            tracing::debug!(%error, "a second instance could not be waited for");
        }
    };
    // Somebody must ask how it ended, or it stays in the process table. Without a thread for that it does, until we end.
    if let Err(error) = thread::spawn("second-instance", reap) {
        tracing::debug!(%error, "no thread to wait for a second instance");
    }
    Ok(())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::fs;
    use std::time::Duration;

    use super::*;
    use crate::os::clock;

    /// Waits for what another process does.
    fn until<T>(what: &str, found: impl Fn() -> Option<T>) -> T {
        let deadline = clock::read().1 + Duration::from_secs(10);
        loop {
            if let Some(found) = found() {
                return found;
            }
            assert!(clock::read().1 < deadline, "waited 10 s in vain: {what}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn written(path: &Path) -> Option<String> {
        fs::read_to_string(path)
            .ok()
            .filter(|text| text.ends_with("end\n"))
    }

    #[test]
    fn it_runs_in_a_group_of_its_own_without_our_terminal_and_leaves_no_zombie() {
        let dir = tempfile::tempdir().unwrap();
        let report = dir.path().join("report");
        let script = "{ echo $$; cut -d' ' -f5 /proc/$$/stat; readlink /proc/$$/fd/0 /proc/$$/fd/2; echo \"$2\"; echo end; } > \"$1\"";

        let args = ["-c", script, "sh", report.to_str().unwrap(), "an argument"];
        spawn(Path::new("/bin/sh"), &args).unwrap();

        let told = until("the second process reports", || written(&report));
        let lines: Vec<_> = told.lines().collect();
        let [pid, group, stdin, stderr, argument, _] = lines[..] else {
            panic!("{told}")
        };
        assert_eq!(group, pid);
        assert_eq!([stdin, stderr], ["/dev/null", "/dev/null"]);
        assert_eq!(argument, "an argument");
        let entry = Path::new("/proc").join(pid);
        until("its entry in the process table is gone", || {
            (!entry.exists()).then_some(())
        });
    }

    #[test]
    fn the_second_instance_is_this_very_program() {
        let dir = tempfile::tempdir().unwrap();
        let report = dir.path().join("report");
        // Of the test program there is an option that writes a file.
        let args = ["os::cancel::tests::", "--logfile", report.to_str().unwrap()];
        spawn_self(&args).unwrap();
        until("the second instance reports", || {
            let told = fs::read_to_string(&report).ok()?;
            told.contains("os::cancel::tests::").then_some(())
        });
    }

    #[test]
    fn a_program_that_is_gone_is_an_error() {
        let error = spawn(Path::new("/no/such/program"), &[]).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
    }
}
