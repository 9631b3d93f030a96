"""The smallest window: every control has its place, the editor scrolls, and its buttons stay in sight."""

import accessible
import programs
from story import say, tell

LIMIT_SECS = 90
SCREEN = "720x480"
WIDTH, HEIGHT = 720, 480


def main(run):
    console, window = run.console(), run.window()
    window.new_editor("A profile with a name that is as long as a name may be: 64 signs"[:64], console)
    all_inside(window, "Save to keyring", "Cancel", "Test")
    run.picture("editor")
    window.type("Client ID", console.client_id)
    window.type("Secret", console.secret)
    run.picture("editor-filled")
    window.save("A profile with a name")
    window.press("Get token and copy header")
    header = programs.copied_header(window)
    console.proves(header)
    window.sees("Token is live")
    run.picture("live")
    all_inside(window, "Copy header", "Copy as", "Renew", "Edit", "More about this profile", "New profile", "Clear now")
    window.choose("More", "Check all…")
    run.picture("check-all")
    all_inside(window, "Check all", "Close")
    window.press("Close")
    window.close()
    run.picture("closing")
    all_inside(window, "Clear and close", "Cancel")
    window.press("Clear and close")
    window.ended()
    say("In 720 by 480 points, every control that is needed lies inside the window")


def all_inside(window, *names):
    """Whether these controls lie inside the window, whole."""
    for name in names:
        accessible.control(window.app, name, accessible.BUTTON)
        found = [node for node in accessible.walk(window.app) if node.name == name and node.getRoleName() in accessible.BUTTON]
        assert any(accessible.is_inside(node, WIDTH, HEIGHT) for node in found), f"“{name}” does not lie inside the window"


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
