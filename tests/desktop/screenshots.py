"""The README's screenshots: the real program with profiles in a private keyring, all of accounts of the mock console.

Runs on a private desktop (scripts/lib/private-desktop), once for each theme; scripts/screenshots does both.
"""

import keyring
import screen
from story import say, tell

LIMIT_SECS = 120
FIRST, REJECTED, CHECKED = "Acme Logistics", "Bright Dental", "Contoso Schools"
# Tags by the words of earlier versions' records.
TAGS = {FIRST: "red", REJECTED: "red", CHECKED: "red", "Acme Logistics (test)": "green"}
OTHERS = ["Acme Logistics (test)", "Delta Shipping", "Everest Foods", "Fjord Energy", "Globex", "Northwind"]


def main(run):
    console = run.console()
    for name in [FIRST, REJECTED, CHECKED, *OTHERS]:
        account = console.accounts["Secret was reset" if name == REJECTED else "Works"]
        tag = {"tag": TAGS[name]} if name in TAGS else {}
        keyring.put(name, console.address, account["Client ID"], account["Secret"], **tag)
    window = run.window()
    checked(window)
    live(window)
    picture(run, "window")
    rejected(window)
    picture(run, "refused")
    jump(window)
    picture(run, "jump")
    say(f"Three screenshots of the {run.arguments.theme} theme are in {run.pictures}")


def picture(run, name):
    """Writes what the screen shows, under this name and the theme of this run."""
    screen.picture(run.pictures / f"{name}-{run.arguments.theme}.png")


def checked(window):
    """A secret that still works."""
    window.select(CHECKED)
    window.press("Check secret")
    window.sees("Nothing was copied.")
    window.press("Close")


def live(window):
    """A token, and its header on the clipboard."""
    window.select(FIRST)
    window.press("Get token and copy header")
    window.sees("Token is live")
    window.sees("Header copied")


def rejected(window):
    """A secret that the console does not accept any more."""
    window.select(REJECTED)
    window.press("Get token and copy header")
    window.sees("Client ID or secret not accepted")


def jump(window):
    """Profiles and commands by a few letters."""
    screen.keys("ctrl+k")
    window.type("Search profiles and commands", "ac")
    window.sees(f"{FIRST}: Copy header")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
