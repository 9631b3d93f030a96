"""Text that is selected in the window does not reach the PRIMARY selection: a shown token, a shown secret, a two-factor code.

What another program selected stays there. That each text was really selected shows when it is copied.
"""

import time

import accessible
import programs
import screen
from story import say, tell

LIMIT_SECS = 240
DESKTOPS = ["x11", "wayland"]
OF_ANOTHER_PROGRAM = "a selection of another program"
SECRET = "pretend-selected-secret"
CODE = "424242"
TWO_FACTOR = "Two-factor user"
GET_TOKEN = "Get token and copy header"
# The selection is reported once the pointer and the keys have settled; a copy that follows has seen that.
SETTLED_SECS = 0.5


def main(run):
    console, window = run.console(), run.window()
    window.new_profile("Works", console, console.client_id, console.secret)
    screen.put_on_primary(OF_ANOTHER_PROGRAM)
    assert screen.primary() == OF_ANOTHER_PROGRAM, "The PRIMARY selection cannot be read here"
    selects_a_shown_token(window, run.picture)
    selects_a_shown_secret(window, run.picture)
    selects_a_code(window, console)
    window.close_though_asked()
    stays("once the window is closed")


def selects_a_shown_token(window, picture):
    """With the pointer: three clicks take the paragraph."""
    window.press(GET_TOKEN)
    header = programs.copied_header(window)
    screen.put_on_clipboard("nothing")
    window.press("Show")
    label = accessible.text(window.app, header)
    place = accessible.extents(label)
    screen.click(place.x + place.width // 2, place.y + 8, times=3)
    picture("token-selected")
    copies(window, header)
    stays("after a shown token was selected")


def selects_a_shown_secret(window, picture):
    """By keyboard, in the editor."""
    window.edit()
    window.type("Secret", SECRET)
    window.press("Show")
    select_field(window, "Secret")
    picture("secret-selected")
    copies(window, SECRET)
    stays("after a shown secret was selected")
    screen.keys("Escape")
    window.press("Discard")


def selects_a_code(window, console):
    """A code is never masked."""
    window.new_user_profile(TWO_FACTOR, console, console.accounts[TWO_FACTOR])
    window.press(GET_TOKEN)
    window.sees("Two-factor code needed")
    window.type_where_the_cursor_is("Two-factor code", CODE)
    select_field(window, "Two-factor code")
    copies(window, CODE)
    stays("after a code was selected")


def select_field(window, name):
    """Selects all of a field's text."""
    field = accessible.field(window.app, name)
    field.queryComponent().grabFocus()
    accessible.focused(window.app, field)
    screen.keys("ctrl+a")


def copies(window, text):
    """Copies what is selected, which shows that it was."""
    time.sleep(SETTLED_SECS)
    screen.keys("ctrl+c")
    programs.copied(window, lambda held: held == text, "the selected text on the clipboard")


def stays(when):
    """Nothing of ours is on PRIMARY."""
    found = screen.primary()
    assert found == OF_ANOTHER_PROGRAM, f"PRIMARY holds {len(found)} other characters {when}"
    say(f"What another program selected is still selected {when}")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
