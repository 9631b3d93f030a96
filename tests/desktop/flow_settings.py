"""Settings are applied at once, and are there after a restart: theme, delay, what the main button copies. The file holds no secret."""

import re
import stat

import accessible
import programs
import screen
from story import say, tell

LIMIT_SECS = 150
DESKTOPS = ["x11", "wayland"]
PROFILE = "Production EU"
# The side pane, near the window's lower left corner.
SIDE = (4, 655)
LIGHT, DARK = "#eceef2", "#12151b"
VALUE = re.compile(r"Bearer [A-Za-z0-9._~+/-]+=*")
# The shortest delay, and what a slow machine may need on top.
CLEARED_AFTER_SECS = 15 + 15


def main(run):
    console, window = run.console(), run.window(theme=None)
    window.new_profile(PROFILE, console, console.client_id, console.secret)
    # Without a setting and a desktop that says otherwise.
    side_turns(run, window, LIGHT, "before")
    window.open_settings()
    run.picture("settings")
    window.set("Dark")
    window.set("15 s")
    window.set("Header value")
    run.picture("settings-changed")
    window.leave_dialog("Settings")
    side_turns(run, window, DARK, "dark-at-once")
    copies_the_value(run, window, console)
    is_private(run, console)
    window.close()
    window.ended()
    is_kept(run)


def copies_the_value(run, window, console):
    """The button says what it copies, and the delay is the new one."""
    window.press("Get token and copy header value")
    value = programs.copied(window, VALUE.fullmatch, "a header's value on the clipboard")
    assert console.accepts(f"Authorization: {value}") == 200, "The console does not take the copied value"
    accessible.button(window.app, "Copy header value")
    run.picture("value-copied")
    programs.emptied(window, CLEARED_AFTER_SECS)
    say("The main button said and copied the value alone, and it left the clipboard after 15 s")
    window.open_settings()
    window.set("Token only")
    window.leave_dialog("Settings")
    window.press("Copy token")
    token = programs.copied(window, lambda held: held == programs.token(f"Authorization: {value}"), "the token alone")
    window.press("Clear now")
    programs.emptied(window)
    run.leaves_no({"the secret": console.secret, "the token": token})


def is_private(run, console):
    """Mode 0600, and nothing in it that tells whose it is."""
    mode = stat.S_IMODE(run.settings_file.stat().st_mode)
    assert mode == 0o600, f"The settings file has mode {mode:o}"
    written = run.settings_file.read_text()
    for what in (console.secret, console.client_id, PROFILE, "127.0.0.1", "Bearer"):
        assert what not in written, "The settings file holds a name, an address or a secret"
    say("The settings file is for its owner alone, and holds no name, no address and no secret")


def is_kept(run):
    """After a restart all is as it was set."""
    window = run.window(theme=None)
    window.select(PROFILE)
    accessible.button(window.app, "Get and copy token")
    side_turns(run, window, DARK, "dark-after-restart")
    window.open_settings()
    for name in ("Dark", "15 s", "Token only"):
        option = accessible.control(window.app, name, accessible.OPTION)
        assert accessible.is_set(option), f"“{name}” is not chosen any more"
    screen.keys("Escape")
    window.close()
    window.ended()
    say("After a restart, everything is as it was set")


def side_turns(run, window, color, name):
    """Waits until the side pane is painted in this color: what screen readers see comes before the picture."""
    painted = lambda: screen.pixel(run.picture(name), *SIDE) == color
    accessible.wait_for(painted, f"a side pane in {color} ({name})", app=window.app)


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
