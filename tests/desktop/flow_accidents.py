"""What a person may do by accident: a profile deleted and brought back, one that is not, and an editor left half filled."""

import accessible
import keyring
import screen
from story import say, tell

LIMIT_SECS = 120
# How long a deletion can be undone, and what a slow machine may need on top.
UNDONE_WITHIN_SECS = 10
DELETED_AFTER_SECS = UNDONE_WITHIN_SECS + 10

KEPT, DELETED = "Production EU", "Backup reports"


def main(run):
    console, window = run.console(), run.window()
    for name in (KEPT, DELETED):
        window.new_profile(name, console, console.client_id, console.secret)
    deletes(window, run.picture)
    leaves_by_accident(window, run.picture)
    window.close()
    window.ended()


def deletes(window, picture):
    """One deletion is undone; one is not, and is done only when its time is over."""
    ask_delete(window, DELETED)
    picture("delete-asks")
    window.press("Delete")
    window.sees("You can undo for")
    picture("delete-undo")
    assert keyring.count() == 2, "An item was deleted while it could still be undone"
    window.press("Undo")
    window.sees(DELETED)
    ask_delete(window, DELETED)
    window.press("Delete")
    window.sees("You can undo for")
    accessible.wait_for(lambda: keyring.count() == 1, "the item to leave the keyring", DELETED_AFTER_SECS, window.app)
    say("A deletion was undone; another left the keyring when its time was over")


def leaves_by_accident(window, picture):
    """Esc in an editor with changes asks; an untouched one closes."""
    screen.keys("ctrl+n")
    window.type("Name", "Half a profile")
    screen.keys("Escape")
    accessible.button(window.app, "Keep editing")
    picture("unsaved")
    window.press("Keep editing")
    name = accessible.field(window.app, "Name")
    assert accessible.text_of(name) == "Half a profile", "What was typed is gone"
    screen.keys("Escape")
    window.press("Discard")
    accessible.gone(window.app, "Save to keyring")
    say("Esc asked before it threw typed text away")


def ask_delete(window, name):
    """Opens the question."""
    window.select(name)
    window.choose("More about this profile", "Delete…")
    window.sees(f"Delete “{name}”?")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
