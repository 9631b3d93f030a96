//! The desktop's preferences that winit does not expose: the color scheme on X11, and reduced motion. Both come from the desktop
//! portal; on Windows and macOS, which have none, only our own setting for motion counts.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorScheme {
    Dark,
    Light,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DesktopPreferences {
    /// `None` without a preference, after a timeout, and anywhere but on X11.
    pub scheme: Option<ColorScheme>,
    pub reduced_motion: bool,
}

/// Call before [`harden`](super::harden::harden): portals reject callers that they cannot inspect.
pub fn desktop_preferences() -> DesktopPreferences {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_wayland = is_set("WAYLAND_DISPLAY") || is_set("WAYLAND_SOCKET");
    let preferences = from_portal();
    DesktopPreferences {
        scheme: preferences.scheme.filter(|_| !is_wayland),
        ..preferences
    }
}

#[cfg(target_os = "linux")]
fn from_portal() -> DesktopPreferences {
    super::portal::preferences()
}

#[cfg(not(target_os = "linux"))]
fn from_portal() -> DesktopPreferences {
    DesktopPreferences::default()
}
