"""A start on a locked keyring: it asks, the answer "no" is told with a way on, and the right password brings the profiles."""

import os
import signal

import accessible
import keyring
import screen
from story import say, tell

LIMIT_SECS = 120
PROFILE = "Production EU"


def main(run):
    console = run.console()
    keyring.put(PROFILE, console.address, console.client_id, console.secret)
    process = keyring.process()
    os.kill(process, signal.SIGKILL)
    accessible.wait_for(lambda: keyring.process() != process, "the keyring to come back, locked")
    window = run.window()
    accessible.wait_for(keyring.is_asking, "the keyring's own question", app=window.app)
    run.picture("question")

    def declined():
        if keyring.is_asking():
            screen.keys("Escape")
        return accessible.shown(window.app, "Try again")

    accessible.wait_for(declined, "the window to say that it could not read", app=window.app)
    assert not accessible.shown(window.app, PROFILE), "A profile is shown out of a locked keyring"
    run.picture("declined")
    say("The keyring's question was declined; the window says so, and offers to try again")

    window.press("Try again")
    keyring.unlock(window)
    window.select(PROFILE)
    window.press("Get token and copy header")
    window.sees("Token is live")
    say("Asked again and answered: the profile is there and its token is fetched")
    window.close_though_asked()


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
