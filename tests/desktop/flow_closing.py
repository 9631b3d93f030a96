"""Closing while a header is on the clipboard: it asks, *Cancel* stays, and with the question switched off it clears and closes."""

import accessible
import programs
from story import say, tell

LIMIT_SECS = 90
DESKTOPS = ["x11", "wayland"]
ASKS = "Confirm before closing if a header is still on the clipboard"


def main(run):
    console, window = run.console(), run.window()
    window.new_profile("Production EU", console, console.client_id, console.secret)
    window.press("Get token and copy header")
    header = programs.copied_header(window)
    window.sees("Token is live")
    window.close()
    accessible.button(window.app, "Clear and close")
    run.picture("asks")
    window.press("Cancel")
    accessible.gone(window.app, "Clear and close")
    assert programs.clipboard() == header, "Cancel cleared the clipboard"
    say("Closing asked once; Cancel left the window and the clipboard as they were")

    window.open_settings()
    accessible.press(accessible.control(window.app, ASKS, {"check box", "toggle button"}))
    run.picture("question-off")
    window.leave_dialog("Settings")
    window.close()
    window.ended()
    assert programs.clipboard() == "", "The header outlived the window on the clipboard"
    say("With the question switched off, the window cleared the clipboard and closed")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
