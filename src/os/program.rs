//! Starting this program a second time: to live on by itself, or to do one thing and say what came of it.

use std::env;
use std::ffi::OsStr;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::{Cancel, thread};

/// How much is read of what a second instance says, in bytes.
const MAX_SAID_BYTES: u64 = 64 * 1024;

/// Starts a second instance of this program with these arguments. It lives on when this one ends, takes nothing from this
/// one's terminal, and is not waited for.
///
/// Errors: the program was moved or replaced since it was started, or the system starts no more processes.
pub fn spawn_self(args: &[&str]) -> io::Result<()> {
    spawn(&env::current_exe()?, args)
}

fn spawn(program: &Path, args: &[&str]) -> io::Result<()> {
    let mut command = Command::new(program);
    command.args(args).stdout(Stdio::null());
    let mut child = in_group_of_its_own(command).spawn()?;
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

/// This very program.
///
/// Errors: it was moved or replaced since it was started.
pub fn own() -> io::Result<PathBuf> {
    env::current_exe()
}

/// What a program said, and how it ended.
#[derive(Debug, PartialEq, Eq)]
pub struct Said {
    /// What it wrote to its standard output, as far as 64 KiB.
    pub stdout: Vec<u8>,
    /// Its exit code; `None` if a signal ended it.
    pub code: Option<i32>,
}

/// Starts a program with those of our environment's variables that it `needs`, and waits until it closes its standard output and
/// ends. `None` as soon as `cancel` is thrown: then it is ended, and on Linux everything that it started with it.
///
/// Errors: it is not there, or the system starts no more processes or threads.
pub fn ask(
    program: &Path,
    args: &[&str],
    needs: impl Fn(&OsStr) -> bool,
    cancel: &Cancel,
) -> io::Result<Option<Said>> {
    let mut command = Command::new(program);
    command
        .args(args)
        .env_clear()
        .envs(env::vars_os().filter(|(name, _)| needs(name)))
        .stdout(Stdio::piped());
    let mut child = in_group_of_its_own(command).spawn()?;
    let said = child.stdout.take().map_or(Ok(None), |stdout| {
        let (tell, told) = tokio::sync::oneshot::channel();
        let listen = move || {
            let mut said = Vec::new();
            let end = stdout.take(MAX_SAID_BYTES).read_to_end(&mut said);
            // Nobody hears it who has cancelled.
            let _heard = tell.send(end.map(|_| said)).is_ok();
        };
        thread::spawn("second-instance", listen).map(|_| Some(told))
    });
    let said = match said {
        Ok(Some(told)) => cancel.unless_thrown(told),
        Ok(None) => None,
        Err(no_thread) => {
            end(&mut child);
            return Err(no_thread);
        }
    };
    let Some(said) = said else {
        end(&mut child);
        return Ok(None);
    };
    let code = child.wait()?.code();
    let stdout = said.map_err(io::Error::other)??;
    Ok(Some(Said { stdout, code }))
}

/// Ends a program, and the group that it leads.
fn end(child: &mut Child) {
    #[cfg(target_os = "linux")]
    let killed = {
        // It was not waited for yet, so that the number is still its own.
        let group = rustix::process::Pid::from_child(child);
        rustix::process::kill_process_group(group, rustix::process::Signal::KILL)
            .map_err(io::Error::from)
    };
    #[cfg(not(target_os = "linux"))]
    let killed = child.kill();
    if let Err(error) = killed.and_then(|()| child.wait().map(drop)) {
        tracing::debug!(%error, "a second instance could not be ended");
    }
}

/// Ctrl+C in the terminal of the first is not for the second, and nothing of the second's is for that terminal.
fn in_group_of_its_own(mut command: Command) -> Command {
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

    #[test]
    fn what_a_program_says_is_heard_with_its_exit_code() {
        let go = Cancel::default();
        let ask = |script: &str| ask(Path::new("/bin/sh"), &["-c", script], |_| true, &go).unwrap();
        let said = |stdout: &[u8], code| {
            let stdout = stdout.to_vec();
            Some(Said { stdout, code })
        };
        assert_eq!(ask("printf 'a\\nb\\0'; exit 3"), said(b"a\nb\0", Some(3)));
        assert_eq!(ask("kill -9 $$"), said(b"", None));
        let much = ask("head -c 200000 /dev/zero").unwrap();
        assert_eq!(much.stdout.len(), 64 * 1024);
    }

    #[test]
    fn a_program_that_is_asked_is_ended_by_cancel_with_all_that_it_started() {
        let dir = tempfile::tempdir().unwrap();
        let report = dir.path().join("report");
        let script = "sleep 60 & echo $! > \"$1\"; echo end >> \"$1\"; wait";
        let (cancel, thrower) = (Cancel::default(), Cancel::default());
        let its_report = report.clone();
        let person = {
            let cancel = cancel.clone();
            move || {
                until("it runs", || written(&its_report));
                cancel.cancel();
            }
        };
        thread::spawn("person", person).unwrap();
        let args = ["-c", script, "sh", report.to_str().unwrap()];
        let ask = |cancel| ask(Path::new("/bin/sh"), &args, |_| true, cancel).unwrap();
        assert_eq!(ask(&cancel), None);
        let started = written(&report).unwrap();
        let state = Path::new("/proc").join(started.lines().next().unwrap());
        until("what it started is gone", || is_over(&state).then_some(()));
        thrower.cancel();
        assert_eq!(ask(&thrower), None);
    }

    /// Gone, or dead and waiting for the first process to notice.
    fn is_over(entry: &Path) -> bool {
        fs::read_to_string(entry.join("stat")).map_or(true, |stat| stat.contains(") Z "))
    }
}
