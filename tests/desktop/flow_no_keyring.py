"""No keyring at all: the window says what is missing and what to do, keeps nothing in a file, and still has its sandbox to offer."""

from pathlib import Path

import accessible
import screen
from story import say, tell

LIMIT_SECS = 90
KEYRING = "none"
PRETEND = "pretend-secret-that-no-file-may-hold"


def main(run):
    window = run.window()
    accessible.button(window.app, "Try again")
    window.sees("keyring")
    run.picture("no-keyring")
    window.press("Try again")
    accessible.button(window.app, "Try again")
    say("Without a keyring the window says so, and tries again when asked")

    console = run.console()
    screen.keys("ctrl+n")
    window.type("Name", "Production EU")
    window.type("Console", console.address)
    window.type("Client ID", console.client_id)
    window.type("Secret", PRETEND)
    window.press("Save to keyring")
    window.sees("keyring")
    accessible.button(window.app, "Save to keyring")
    run.picture("not-saved")
    assert accessible.text_of(accessible.field(window.app, "Name")) == "Production EU", "What was typed is gone"
    run.leaves_no({"what could not be stored": PRETEND})
    say("What could not be stored stayed in the editor, and in no file")
    screen.keys("Escape")
    window.press("Discard")
    window.close()
    window.ended()
    kept = [path for path in Path(run.session / "home").rglob("*tokendesk*") if path.is_file() and path.suffix != ".toml"]
    assert not kept, f"Something was kept in place of a keyring: {kept}"


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
