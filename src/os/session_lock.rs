//! Tells when the desktop session is locked or the computer goes to sleep. Linux only: on Windows and macOS no kept crate offers it without
//! `unsafe` code.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionSignal {
    Locked,
    Sleeping,
}

/// Calls `notify` from threads of its own, until the process ends. Without a bus that tells, it is never called.
#[cfg(target_os = "linux")]
pub fn watch(notify: impl Fn(SessionSignal) + Send + Sync + 'static) {
    super::session_bus::watch(None, None, &(std::sync::Arc::new(notify) as _));
}

#[cfg(not(target_os = "linux"))]
pub fn watch(_notify: impl Fn(SessionSignal) + Send + Sync + 'static) {}
