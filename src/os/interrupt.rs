//! `Ctrl+C` while the terminal is set not to show what is typed: it must be set back first.

use std::io;
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};

use super::thread;

/// What a shell reports for a program that `Ctrl+C` ended.
const INTERRUPTED: i32 = 130;

/// How many hold it.
static HELD: AtomicUsize = AtomicUsize::new(0);
static IS_WATCHED: Mutex<bool> = Mutex::new(false);

/// While it lives, `Ctrl+C` doesn't end the process.
pub(super) struct Hold(());

/// The system's own handling cannot be restored afterwards: from now on, a thread ends the process in its place.
pub(super) fn hold() -> io::Result<Hold> {
    let mut is_watched = IS_WATCHED.lock().unwrap_or_else(PoisonError::into_inner);
    HELD.fetch_add(1, Ordering::AcqRel);
    let hold = Hold(());
    if !*is_watched {
        watch()?;
        *is_watched = true;
    }
    Ok(hold)
}

impl Drop for Hold {
    fn drop(&mut self) {
        HELD.fetch_sub(1, Ordering::AcqRel);
    }
}

/// Returns once it is in effect.
fn watch() -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()?;
    let (sender, begun) = mpsc::channel();
    let work = move || {
        runtime.block_on(async {
            let mut interrupts = match interrupts() {
                Ok(interrupts) => interrupts,
                Err(error) => {
                    let _is_waiting = sender.send(Err(error)).is_ok();
                    return;
                }
            };
            let _is_waiting = sender.send(Ok(())).is_ok();
            while interrupts.recv().await.is_some() {
                if HELD.load(Ordering::Acquire) == 0 {
                    process::exit(INTERRUPTED);
                }
            }
        });
    };
    thread::spawn("interrupt", work)?;
    let ended = |_| Err(io::ErrorKind::BrokenPipe.into());
    begun.recv().unwrap_or_else(ended)
}

#[cfg(unix)]
fn interrupts() -> io::Result<tokio::signal::unix::Signal> {
    use tokio::signal::unix::{SignalKind, signal};
    signal(SignalKind::interrupt())
}

#[cfg(windows)]
fn interrupts() -> io::Result<tokio::signal::windows::CtrlC> {
    tokio::signal::windows::ctrl_c()
}
