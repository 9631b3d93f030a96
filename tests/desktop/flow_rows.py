"""Rows by mouse: a right click opens a profile's commands, a double click copies, Ctrl selects several; the window comes back."""

import tomllib

import accessible
import keyring
import programs
import screen
from story import say, tell

LIMIT_SECS = 120
NAMES = ["Alpha", "Beta", "Gamma"]


def main(run):
    console = run.console()
    for name in NAMES:
        keyring.put(name, console.address, console.client_id, console.secret)
    window = run.window()
    window.row("Gamma")
    right_click(window, run.picture)
    double_click(window, console)
    several(window, run.picture)
    remembers_its_place(run, window)


def at(window, name):
    """The middle of a row, on the screen."""
    place = window.row(name).queryComponent().getExtents(accessible.pyatspi.DESKTOP_COORDS)
    return place.x + place.width // 2, place.y + place.height // 2


def right_click(window, picture):
    """The menu is about the row that was clicked."""
    screen.click(*at(window, "Beta"), button=3)
    item = accessible.control(window.app, "Edit…", accessible.MENU_ITEM)
    accessible.wait_for(lambda: window.is_selected("Beta"), "“Beta” to be selected", app=window.app)
    picture("row-menu")
    accessible.press(item)
    accessible.dialog(window.app, "Edit profile")
    window.leave_dialog("Edit profile")
    say("A right click selected the row and opened its commands")


def double_click(window, console):
    """One sign-in, one copy."""
    before = console.sign_ins()
    screen.click(*at(window, "Alpha"), times=2)
    programs.copied_header(window)
    assert console.sign_ins() == before + 1, f"{console.sign_ins() - before} sign-ins for one double click"
    say("A double click got a token once and copied its header")


def several(window, picture):
    """Deleted after one question, and back by one undo."""
    screen.click(*at(window, "Gamma"), held="ctrl")
    window.sees("2 selected")
    picture("two-selected")
    window.press("Delete…")
    accessible.dialog(window.app, "Delete 2 profiles?")
    window.press("Delete")
    accessible.gone(window.app, "Gamma")
    window.press("Undo")
    window.row("Gamma")
    window.row("Alpha")
    say("Two rows were selected with Ctrl, deleted together, and brought back by one undo")


def remembers_its_place(run, window):
    """Size and place, as the settings file has them."""
    window.close_though_asked()
    place = tomllib.loads(run.settings_file.read_text())["window"]
    assert (place["width"], place["height"]) == (980, 660), place
    again = run.window()
    again.row("Alpha")
    again.close()
    again.ended()
    assert tomllib.loads(run.settings_file.read_text())["window"] == place, "The window wandered"
    say("The window opened where it was closed")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
