"""What a keyring may do: be frozen, and come back locked with a question. The window stays alive, and nothing is lost."""

import os
import signal

import accessible
import keyring
import screen
from story import say, tell

LIMIT_SECS = 150
PROFILE = "Production EU"


def main(run):
    console, window = run.console(), run.window()
    window.new_profile(PROFILE, console, console.client_id, console.secret)
    is_frozen(window, run.picture)
    asks_for_its_password(window)
    window.close()
    window.ended()


def is_frozen(window, picture):
    """A keyring that does not answer holds nothing but the call."""
    process = keyring.process()
    os.kill(process, signal.SIGSTOP)
    try:
        screen.keys("F5")
        window.sees(keyring.MAYBE_ASKING)
        picture("keyring-frozen")
        window.press("Cancel")
        accessible.button(window.app, "Try again")
    finally:
        os.kill(process, signal.SIGCONT)
    window.press("Try again")
    accessible.gone(window.app, "Try again")
    window.sees(PROFILE)
    say("A frozen keyring: the window stayed alive, Cancel answered, Try again read it")


def asks_for_its_password(window):
    """A keyring that was restarted is locked, and asks; its answer is heard.

    The window manager here puts the question over everything, so what the window says meanwhile is looked at in the frozen case.
    """
    process = keyring.process()
    os.kill(process, signal.SIGKILL)
    accessible.wait_for(lambda: keyring.process() != process, "the keyring to come back", app=window.app)
    screen.keys("F5")
    keyring.unlock(window)
    window.sees(PROFILE)
    window.press("Get token and copy header")
    window.sees("Token is live")
    window.press("Clear now")
    accessible.gone(window.app, "Clear now")
    say("A restarted keyring asked for its password; its answer was heard")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
