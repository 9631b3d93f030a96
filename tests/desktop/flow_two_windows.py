"""Two windows that edit one profile: the second save is told, and settles it by a click."""

import accessible
import keyring
from story import say, tell

LIMIT_SECS = 120
EVERYDAY = True
KEPT, RENAMED = "Production EU", "Production Europe"


def main(run):
    console, window = run.console(), run.window()
    window.new_profile(KEPT, console, console.client_id, console.secret)
    window.edit()
    other = run.window(theme="dark")
    other.sees(KEPT)
    other.edit()
    other.type("Name", RENAMED)
    other.press("Save to keyring")
    accessible.gone(other.app, "Save to keyring")
    other.close()
    other.ended()
    window.type("Name", "Mine")
    window.press("Save to keyring")
    window.sees("This profile changed since you opened it")
    run.picture("conflict")
    window.press("Compare")
    accessible.button(window.app, "Hide")
    run.picture("conflict-theirs")
    window.press("Keep my version")
    accessible.gone(window.app, "Save to keyring")
    window.sees("Mine")
    assert list(keyring.records()) == ["Mine"], "A conflict made an item, or lost one"
    say("Two windows edited one profile: the second was told, and kept its own by a click")
    window.close()
    window.ended()


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
