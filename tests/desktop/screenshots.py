"""The screenshots of the README, of the real program in its sandbox: nothing on them is arranged but what a person clicked.

Runs on a private desktop (scripts/lib/private-desktop), once for each theme; scripts/screenshots does both.
"""

import screen
from story import say, tell

LIMIT_SECS = 120


def main(run):
    window = run.window("--sandbox")
    live(window)
    picture(run, "window")
    refused(window)
    picture(run, "refused")
    jump(window)
    picture(run, "jump")
    say(f"Three screenshots of the {run.arguments.theme} theme are in {run.pictures}")


def picture(run, name):
    """Writes what the screen shows, under this name and the theme of this run."""
    screen.picture(run.pictures / f"{name}-{run.arguments.theme}.png")


def live(window):
    """A token, and its header on the clipboard."""
    window.select("Works")
    window.press("Get token and copy header")
    window.sees("Token is live")
    window.sees("header copied")
    window.sees("Header copied")


def refused(window):
    """A secret that the console does not accept any more."""
    window.find("Secret was reset")
    screen.keys("Escape")
    window.press("Get token and copy header")
    window.sees("did not accept this client ID and secret")


def jump(window):
    """Profiles and commands by a few letters."""
    screen.keys("ctrl+k")
    window.type("Search profiles and commands", "user")
    window.sees("Local user: Get token")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
