//! Child processes of this program: a second instance that outlives it, or a helper whose output it waits for.

use std::env;
use std::ffi::OsStr;
use std::io::{self, Read as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::{Cancel, thread};

const MAX_STDOUT_BYTES: u64 = 64 * 1024;

/// The second instance outlives this one, and has no access to its terminal.
///
/// Fails if the executable was moved or replaced since it was started, or the system is out of processes.
pub fn spawn_self(args: &[&str]) -> io::Result<()> {
    spawn(&env::current_exe()?, args)
}

fn spawn(program: &Path, args: &[&str]) -> io::Result<()> {
    let mut command = Command::new(program);
    command.args(args).stdout(Stdio::null());
    let mut child = in_own_group(command).spawn()?;
    let reap = move || {
        if let Err(error) = child.wait() {
            tracing::debug!(%error, "could not wait for a second instance");
        }
    };
    // A child that is not waited for stays a zombie until we exit.
    if let Err(error) = thread::spawn("second-instance", reap) {
        tracing::debug!(%error, "no thread to wait for a second instance");
    }
    Ok(())
}

#[derive(Debug, PartialEq, Eq)]
pub struct ProgramOutput {
    /// At most 64 KiB.
    pub stdout: Vec<u8>,
    /// `None` if it was killed by a signal.
    pub code: Option<i32>,
}

/// Runs a program until it closes its standard output and exits. It gets only the environment variables that `keeps_variable`
/// accepts. `None` as soon as `cancel` is canceled: then it is killed, on Linux with all its descendants.
///
/// Fails if it does not exist, or the system is out of processes or threads.
pub fn run(
    program: &Path,
    args: &[&str],
    keeps_variable: impl Fn(&OsStr) -> bool,
    cancel: &Cancel,
) -> io::Result<Option<ProgramOutput>> {
    let mut command = Command::new(program);
    command
        .args(args)
        .env_clear()
        .envs(env::vars_os().filter(|(name, _)| keeps_variable(name)))
        .stdout(Stdio::piped());
    let mut child = in_own_group(command).spawn()?;
    let receiver = child.stdout.take().map_or(Ok(None), |stdout| {
        let (sender, receiver) = tokio::sync::oneshot::channel();
        let read = move || {
            let mut output = Vec::new();
            let result = stdout.take(MAX_STDOUT_BYTES).read_to_end(&mut output);
            // After a cancel there is no receiver.
            sender.send(result.map(|_| output)).ok();
        };
        thread::spawn("second-instance", read).map(|_| Some(receiver))
    });
    let stdout = match receiver {
        Ok(Some(receiver)) => cancel.block_on(receiver),
        Ok(None) => None,
        Err(no_thread) => {
            kill(&mut child);
            return Err(no_thread);
        }
    };
    let Some(stdout) = stdout else {
        kill(&mut child);
        return Ok(None);
    };
    let code = child.wait()?.code();
    let stdout = stdout.map_err(io::Error::other)??;
    Ok(Some(ProgramOutput { stdout, code }))
}

/// Kills a program and its process group. By rustix, which is here anyway, not another crate for a few lines.
fn kill(child: &mut Child) {
    #[cfg(target_os = "linux")]
    let killed = {
        // Not reaped yet, so the PID cannot have been reused.
        let group = rustix::process::Pid::from_child(child);
        rustix::process::kill_process_group(group, rustix::process::Signal::KILL)
            .map_err(io::Error::from)
    };
    #[cfg(not(target_os = "linux"))]
    let killed = child.kill();
    if let Err(error) = killed.and_then(|()| child.wait().map(drop)) {
        tracing::debug!(%error, "could not kill a second instance");
    }
}

/// Ctrl+C in this program's terminal does not reach the child, and the child's output does not reach that terminal.
fn in_own_group(mut command: Command) -> Command {
    command.stdin(Stdio::null()).stderr(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::fs;
    use std::time::Duration;

    use super::*;
    use crate::os::clock;

    fn wait_until<T>(what: &str, found: impl Fn() -> Option<T>) -> T {
        let deadline = clock::read().1 + Duration::from_secs(10);
        loop {
            if let Some(found) = found() {
                return found;
            }
            assert!(clock::read().1 < deadline, "timed out after 10 s: {what}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn written(path: &Path) -> Option<String> {
        fs::read_to_string(path)
            .ok()
            .filter(|text| text.ends_with("end\n"))
    }

    #[test]
    fn a_program_runs_in_its_own_group_without_our_terminal_and_leaves_no_zombie() {
        let dir = tempfile::tempdir().unwrap();
        let report = dir.path().join("report");
        let script = "{ echo $$; cut -d' ' -f5 /proc/$$/stat; readlink /proc/$$/fd/0 /proc/$$/fd/2; echo \"$2\"; echo end; } > \"$1\"";

        let args = ["-c", script, "sh", report.to_str().unwrap(), "an argument"];
        spawn(Path::new("/bin/sh"), &args).unwrap();

        let text = wait_until("the second process reports", || written(&report));
        let lines: Vec<_> = text.lines().collect();
        let [pid, group, stdin, stderr, argument, _] = lines[..] else {
            panic!("{text}")
        };
        assert_eq!(group, pid);
        assert_eq!([stdin, stderr], ["/dev/null", "/dev/null"]);
        assert_eq!(argument, "an argument");
        let entry = Path::new("/proc").join(pid);
        wait_until("its entry in the process table is gone", || {
            (!entry.exists()).then_some(())
        });
    }

    #[test]
    fn the_second_instance_is_this_very_program() {
        let dir = tempfile::tempdir().unwrap();
        let report = dir.path().join("report");
        // The test program has an option that writes a file.
        let args = ["os::cancel::tests::", "--logfile", report.to_str().unwrap()];
        spawn_self(&args).unwrap();
        wait_until("the second instance reports", || {
            let text = fs::read_to_string(&report).ok()?;
            text.contains("os::cancel::tests::").then_some(())
        });
    }

    #[test]
    fn a_program_that_is_gone_is_an_error() {
        let error = spawn(Path::new("/no/such/program"), &[]).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn the_output_and_the_exit_code_of_a_program_come_back() {
        let cancel = Cancel::default();
        let run =
            |script: &str| run(Path::new("/bin/sh"), &["-c", script], |_| true, &cancel).unwrap();
        let output = |stdout: &[u8], code| {
            let stdout = stdout.to_vec();
            Some(ProgramOutput { stdout, code })
        };
        assert_eq!(run("printf 'a\\nb\\0'; exit 3"), output(b"a\nb\0", Some(3)));
        assert_eq!(run("kill -9 $$"), output(b"", None));
        let long = run("head -c 200000 /dev/zero").unwrap();
        assert_eq!(long.stdout.len(), 64 * 1024);
    }

    #[test]
    fn cancel_kills_a_program_with_all_that_it_started() {
        let dir = tempfile::tempdir().unwrap();
        let report = dir.path().join("report");
        let script = "sleep 60 & echo $! > \"$1\"; echo end >> \"$1\"; wait";
        let (cancel, canceled) = (Cancel::default(), Cancel::default());
        let its_report = report.clone();
        let person = {
            let cancel = cancel.clone();
            move || {
                wait_until("it runs", || written(&its_report));
                cancel.cancel();
            }
        };
        thread::spawn("person", person).unwrap();
        let args = ["-c", script, "sh", report.to_str().unwrap()];
        let run = |cancel| run(Path::new("/bin/sh"), &args, |_| true, cancel).unwrap();
        assert_eq!(run(&cancel), None);
        let started = written(&report).unwrap();
        let state = Path::new("/proc").join(started.lines().next().unwrap());
        wait_until("what it started is gone", || is_dead(&state).then_some(()));
        canceled.cancel();
        assert_eq!(run(&canceled), None);
    }

    /// Gone, or a zombie.
    fn is_dead(entry: &Path) -> bool {
        fs::read_to_string(entry.join("stat")).map_or(true, |stat| stat.contains(") Z "))
    }
}
