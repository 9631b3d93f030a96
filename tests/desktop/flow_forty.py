"""Forty profiles, as a provider has them: by arrows, by End, by a search, and the one that was selected last is there again."""

import accessible
import keyring
import screen
from story import say, tell

LIMIT_SECS = 120
COUNT = 40
NAMES = [f"Customer {number:02}" for number in range(1, COUNT + 1)]


def main(run):
    console = run.console()
    for name in NAMES:
        keyring.put(name, console.address, console.client_id, console.secret)
    window = run.window()
    accessible.wait_for(lambda: window.rows(), "the list", app=window.app)
    run.picture("forty")
    goes_by_keys(window, run.picture)
    searches(window, run.picture)
    window.close()
    window.ended()
    again = run.window()
    accessible.wait_for(lambda: again.is_selected(NAMES[16]), f"“{NAMES[16]}” to be selected again", app=again.app)
    run.picture("remembered")
    again.close()
    again.ended()
    say("The profile that was selected last is selected, and in view, after a restart")


def goes_by_keys(window, picture):
    """Arrows move by one, Home and End to the ends, and the row comes into view."""
    window.select(NAMES[0])
    window.row(NAMES[0]).queryComponent().grabFocus()
    accessible.focused(window.app, window.row(NAMES[0]))
    # As fast as fingers are: the second comes before the row has the keyboard that the first moved to.
    screen.keys("Down")
    screen.keys("Down")
    selected(window, NAMES[2])
    accessible.focused(window.app, window.row(NAMES[2]))
    screen.keys("Up")
    selected(window, NAMES[1])
    screen.keys("End")
    selected(window, NAMES[-1])
    window.sees(NAMES[-1])
    picture("end")
    screen.keys("Home")
    selected(window, NAMES[0])
    say("Arrows, End and Home move in the list of forty, and the row is in view")


def searches(window, picture):
    """Ctrl+F, letters; the rest of the list is hidden, not gone."""
    screen.keys("ctrl+f")
    window.type_where_the_cursor_is("Search profiles", "17")
    accessible.wait_for(lambda: len(window.rows()) == 1, "one row", app=window.app)
    picture("search")
    window.select(NAMES[16])
    screen.keys("ctrl+f")
    accessible.focused(window.app, accessible.field(window.app, "Search profiles"))
    screen.keys("Escape")
    accessible.wait_for(lambda: len(window.rows()) > 1, "the whole list again", app=window.app)
    selected(window, NAMES[16])
    say("A search found one of forty, and Esc brought the others back")


def selected(window, name):
    """Waits until this row is the selected one."""
    accessible.wait_for(lambda: window.is_selected(name), f"“{name}” to be selected", app=window.app)


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
