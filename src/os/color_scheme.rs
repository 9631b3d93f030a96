//! Whether the desktop prefers dark or light, where the window system does not say it.
//!
//! On Windows, macOS and Wayland the window's own library knows. On X11 it does not, and the desktop portal is asked.

/// What a desktop prefers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorScheme {
    /// Light text on a dark ground.
    Dark,
    /// Dark text on a light ground.
    Light,
}

/// What the desktop prefers, by its portal. `None` where it has no preference, does not say it in time, or need not be asked
/// (anywhere but on X11).
///
/// To be called before [`harden`](super::harden::harden): portals refuse callers that they cannot look at.
pub fn desktop_prefers() -> Option<ColorScheme> {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_wayland = is_set("WAYLAND_DISPLAY") || is_set("WAYLAND_SOCKET");
    if is_wayland { None } else { by_portal() }
}

#[cfg(target_os = "linux")]
fn by_portal() -> Option<ColorScheme> {
    super::portal::preferred()
}

#[cfg(not(target_os = "linux"))]
fn by_portal() -> Option<ColorScheme> {
    None
}
