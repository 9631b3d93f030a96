//! The real adapters: a keyring on a private bus, TLS, a clipboard on an X server, files, the sandbox console over sockets. What a
//! process takes from its environment, and its memory, is tested in a child process: the test runs itself again, alone.

#[cfg(test)]
#[cfg(target_os = "linux")]
mod age_program;
#[cfg(test)]
#[cfg(any(target_os = "linux", windows))]
mod child;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod clipboard;
#[cfg(test)]
#[cfg(any(target_os = "linux", windows))]
mod console;
#[cfg(test)]
#[cfg(unix)]
mod files;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod keyring_session;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod lying_console;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod memory;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod python_configparser;
#[cfg(test)]
mod sandbox;
#[cfg(test)]
#[cfg(target_os = "linux")]
#[path = "../support/script.rs"]
mod script;
#[cfg(test)]
#[cfg(any(target_os = "linux", windows))]
#[path = "../support/tls_console.rs"]
mod tls_console;
#[cfg(test)]
mod vault;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod vendor_tools;
#[cfg(test)]
#[cfg(windows)]
mod windows_clipboard;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod x11;

/// As in the program: what is freed is overwritten.
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);
