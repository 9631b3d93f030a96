"""A locked session clears the window: tokens, typed text, activity and the copied header go, by logind and by a screen saver.

The window need not be in sight: it is on another workspace, or minimized.
"""

import subprocess
import time

import accessible
import keyring
import programs
import screen
from logind import Logind
from story import say, tell

LIMIT_SECS = 180
DESKTOPS = ["x11", "wayland"]
NAME = "Works"
TYPED = "typed and not saved"
GET_TOKEN = "Get token and copy header"
SLOW, SLOW_SECS = "Answers after 8 seconds", 9
OF_ANOTHER_PROGRAM = "copied by another program"
LOCKED = "The screen was locked, so"
SCREEN_SAVERS = {"/org/gnome/ScreenSaver": "org.gnome.ScreenSaver", "/ScreenSaver": "org.freedesktop.ScreenSaver"}


def main(run):
    with Logind(run.session) as logind:
        console = run.console()
        cancels_the_first_sign_in(run, console, logind)
        window = run.window()
        window.new_profile(NAME, console, console.client_id, console.secret)
        has_a_token(window)
        window.type("Search profiles", TYPED)
        logind.loginctl("lock-session", logind.session)
        is_cleared(window)
        run.picture("locked")
        say("loginctl lock-session: token, typed text, activity and the copied header are gone")

        for path, interface in SCREEN_SAVERS.items():
            has_a_token(window)
            out_of_sight(window)
            subprocess.run(["dbus-send", "--session", "--type=signal", path, f"{interface}.ActiveChanged", "boolean:true"], check=True)
            programs.emptied(window)
            in_sight(window)
            is_cleared(window)
            say(f"{interface}, with the window out of sight: the same")

        edits(window)
        logind.loginctl("lock-session", logind.session)
        accessible.gone(window.app, "Save to keyring")
        window.edit()
        assert accessible.text_of(accessible.field(window.app, "Secret")) == "", "The typed secret is still there"
        screen.keys("Escape")
        say("An editor with unsaved changes closes, without a question")
        accessible.wait_for(lambda: not accessible.shown(window.app, "clearing…"), "the end of the clear", app=window.app)
        window.close_though_asked()
        run.leaves_no({"the secret": console.secret})


def cancels_the_first_sign_in(run, console, logind):
    """Before anything else has happened in the window: the header of a slow console doesn't come onto the clipboard behind the lock."""
    account = console.accounts[SLOW]
    keyring.put(SLOW, console.address, account["Client ID"], account["Secret"])
    programs.put_on_clipboard(OF_ANOTHER_PROGRAM)
    window = run.window()
    window.press(GET_TOKEN)
    window.sees("Signing in")
    logind.loginctl("lock-session", logind.session)
    window.sees(LOCKED)
    window.sees("No token yet")
    time.sleep(SLOW_SECS)
    assert accessible.shown(window.app, "No token yet"), "The sign-in went on behind the lock"
    assert programs.clipboard() == OF_ANOTHER_PROGRAM, "Something was copied behind the lock"
    window.close()
    window.ended()
    say("Locked during the first sign-in: it is canceled, and nothing is copied")


def has_a_token(window):
    window.press_anew(GET_TOKEN)
    programs.copied_header(window)
    window.sees("Token is live")


def is_cleared(window):
    """As seen by a screen reader, and on the clipboard."""
    window.sees(LOCKED)
    window.sees("No token yet")
    window.sees("No activity yet")
    programs.emptied(window)
    assert accessible.text_of(accessible.field(window.app, "Search profiles")) == "", "The search is still there"


def edits(window):
    window.edit()
    window.type("Secret", TYPED)


def out_of_sight(window):
    if screen.ON_WAYLAND:
        subprocess.run(["swaymsg", "--quiet", "workspace", "2"], check=True)
    else:
        subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "Tokendesk", "windowunmap"], check=True)


def in_sight(window):
    if screen.ON_WAYLAND:
        subprocess.run(["swaymsg", "--quiet", "workspace", "1"], check=True)
    else:
        subprocess.run(["xdotool", "search", "--name", "^Tokendesk$", "windowmap"], check=True)


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
