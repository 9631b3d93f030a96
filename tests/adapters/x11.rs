//! A desktop of its own for a test: an X server on a free display, and `xclip` as the other program.
//!
//! What a test does there runs in a child process, because a program finds its display in its environment.

use std::env;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{JoinHandle, sleep};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tokendesk::os::{clock, thread};

/// Set in the child processes that [`in_child`] starts, to the name of the test.
const CHILD: &str = "TOKENDESK_TEST_CHILD";

/// An X server that only this test uses. Ends when dropped.
pub(crate) struct XServer {
    child: Child,
    /// Its display: ":7".
    pub(crate) display: String,
}

impl XServer {
    /// Starts one on a display that it finds itself.
    pub(crate) fn start() -> Self {
        let mut child = xvfb(&["-displayfd", "1"]);
        let mut number = String::new();
        let stdout = child.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut number).unwrap();
        assert!(!number.trim().is_empty(), "Xvfb ended without a display");
        Self {
            child,
            display: format!(":{}", number.trim()),
        }
    }

    /// Starts one on this display.
    pub(crate) fn start_on(display: &str) -> Self {
        let child = xvfb(&[display]);
        let socket = format!("/tmp/.X11-unix/X{}", display.trim_start_matches(':'));
        until("Xvfb listens", || std::path::Path::new(&socket).exists());
        Self {
            child,
            display: display.to_owned(),
        }
    }
}

impl Drop for XServer {
    fn drop(&mut self) {
        // Asked, not killed, so that it takes its lock file along.
        kill_process(Pid::from_child(&self.child), Signal::TERM).ok();
        self.child.wait().ok();
    }
}

fn xvfb(args: &[&str]) -> Child {
    let mut command = Command::new("Xvfb");
    command
        .args(args)
        .args(["-screen", "0", "640x480x24", "-nolisten", "tcp"])
        // Else it begins anew when the last program leaves, and refuses the next one meanwhile.
        .arg("-noreset");
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    started(&mut command, "Xvfb", "xvfb")
}

/// Runs the test `name` of this test binary again, in a child process where [`is_child`] is true, with no display but what
/// `variables` name. Fails, with what it printed, if it fails there.
pub(crate) fn in_child(name: &str, variables: &[(&str, &str)]) {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args([name, "--exact", "--nocapture"]);
    command.env(CHILD, name);
    command.env_remove("WAYLAND_DISPLAY").env_remove("DISPLAY");
    command.envs(variables.iter().copied());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let output = ended(command.spawn().unwrap(), Duration::from_mins(5));
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success() && told.contains("1 passed"),
        "in the child process:\n{told}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Whether this is the child process that runs the test `name`.
pub(crate) fn is_child(name: &str) -> bool {
    env::var(CHILD).is_ok_and(|child| child == name)
}

/// Another program that has copied something. Ends when dropped.
pub(crate) struct OtherProgram(Child);

impl OtherProgram {
    /// Copies a text.
    pub(crate) fn copies(text: &str) -> Self {
        let other = Self::offers(text, "UTF8_STRING");
        until("the other program's copy is there", || {
            paste().as_deref() == Some(text)
        });
        other
    }

    /// Copies something of this type, and gives it whatever type it is asked for.
    pub(crate) fn offers(content: &str, target: &str) -> Self {
        let other = Self::begins(content, target);
        until("the other program owns the clipboard", || {
            targets().contains(&target.to_owned())
        });
        other
    }

    /// The same, without waiting until it is there.
    fn begins(content: &str, target: &str) -> Self {
        let mut command = xclip(&["-i", "-quiet", "-t", target]);
        command.stdin(Stdio::piped());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = started(&mut command, "xclip", "xclip");
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(content.as_bytes()).unwrap();
        Self(child)
    }

    /// Whether it has lost the clipboard: it ends then.
    fn has_lost_it(&mut self) -> bool {
        self.0.try_wait().unwrap().is_some()
    }

    /// Stops it: it keeps the clipboard, and answers no more.
    pub(crate) fn hangs(&self) {
        kill_process(Pid::from_child(&self.0), Signal::STOP).unwrap();
    }
}

impl Drop for OtherProgram {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// A clipboard manager that puts a text back when the clipboard is empty. Ends when dropped.
pub(crate) struct Manager {
    ends: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Manager {
    /// Watches from now on, and restores the text so many times.
    pub(crate) fn restores(text: &str, times: usize) -> Self {
        let (ends, text) = (Arc::new(AtomicBool::new(false)), text.to_owned());
        let is_over = Arc::clone(&ends);
        let watch = move || {
            let mut restored: Vec<OtherProgram> = Vec::new();
            while !is_over.load(Ordering::Relaxed) {
                let is_free = restored.last_mut().is_none_or(OtherProgram::has_lost_it);
                if is_free && restored.len() < times && targets().is_empty() {
                    restored.push(OtherProgram::begins(&text, "UTF8_STRING"));
                }
                sleep(Duration::from_millis(10));
            }
        };
        let thread = Some(thread::spawn("manager", watch).unwrap());
        Self { ends, thread }
    }
}

impl Drop for Manager {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

/// What another program gets when it pastes text. `None` if nothing.
pub(crate) fn paste() -> Option<String> {
    paste_as("UTF8_STRING")
}

/// What another program gets when it pastes as this type. `None` if nothing.
pub(crate) fn paste_as(target: &str) -> Option<String> {
    let mut command = xclip(&["-o", "-t", target]);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let child = started(&mut command, "xclip", "xclip");
    let output = ended(child, Duration::from_secs(30));
    output
        .status
        .success()
        .then(|| String::from_utf8(output.stdout).unwrap())
}

/// The types that the clipboard's content is offered as. Empty if it is empty.
pub(crate) fn targets() -> Vec<String> {
    let targets = paste_as("TARGETS").unwrap_or_default();
    targets.lines().map(str::to_owned).collect()
}

fn xclip(args: &[&str]) -> Command {
    let mut command = Command::new("xclip");
    command.args(["-selection", "clipboard"]).args(args);
    command
}

fn started(command: &mut Command, tool: &str, package: &str) -> Child {
    command.spawn().unwrap_or_else(|error| {
        panic!("{tool} does not start ({error}); install it: apt install {package}")
    })
}

/// Waits for the end of a process whose output is short enough for a pipe; kills it past the limit.
fn ended(mut child: Child, limit: Duration) -> Output {
    let deadline = boot() + limit;
    let status: ExitStatus = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if boot() > deadline {
            child.kill().ok();
            break child.wait().unwrap();
        }
        sleep(Duration::from_millis(5));
    };
    let mut output = child.wait_with_output().unwrap();
    output.status = status;
    output
}

/// Waits for something that another process does, and fails if it does not come.
pub(crate) fn until(what: &str, is_so: impl Fn() -> bool) {
    let deadline = boot() + Duration::from_mins(1);
    while !is_so() {
        assert!(boot() < deadline, "waited in vain: {what}");
        sleep(Duration::from_millis(10));
    }
}

/// The time since the machine started: for measuring how long something took.
pub(crate) fn boot() -> Duration {
    clock::read().1
}
