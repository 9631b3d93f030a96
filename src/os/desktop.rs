//! What the desktop prefers, where the window's own library does not say it: dark or light, and less motion.
//!
//! On Windows, macOS and Wayland the window's own library knows dark and light. On X11 it does not, and the desktop portal is
//! asked. Of motion it never knows; without a portal (Windows, macOS), only our own setting counts.

/// What a desktop prefers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorScheme {
    /// Light text on a dark ground.
    Dark,
    /// Dark text on a light ground.
    Light,
}

/// What is known of the desktop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Desktop {
    /// Dark or light. `None` where it has no preference, does not say it in time, or need not be asked (anywhere but on X11).
    pub scheme: Option<ColorScheme>,
    /// Whether it asks for less motion.
    pub wants_less_motion: bool,
}

/// What the desktop prefers, by its portal.
///
/// To be called before [`harden`](super::harden::harden): portals refuse callers that they cannot look at.
pub fn desktop_prefers() -> Desktop {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_wayland = is_set("WAYLAND_DISPLAY") || is_set("WAYLAND_SOCKET");
    let told = by_portal();
    Desktop {
        scheme: told.scheme.filter(|_| !is_wayland),
        ..told
    }
}

#[cfg(target_os = "linux")]
fn by_portal() -> Desktop {
    super::portal::preferred()
}

#[cfg(not(target_os = "linux"))]
fn by_portal() -> Desktop {
    Desktop::default()
}
