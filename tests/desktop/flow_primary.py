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
# On a busy machine three clicks can be too slow to be one triple click.
TRIES = 4
COPIED_WITHIN_SECS = 3


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

    def select():
        place = accessible.extents(accessible.text(window.app, header))
        screen.click(place.x + place.width // 2, place.y + 8, times=3)

    copies(window, header, select)
    picture("token-selected")
    stays("after a shown token was selected")
    window.press("Clear now")
    programs.emptied(window)


def selects_a_shown_secret(window, picture):
    """By keyboard, in the editor."""
    window.edit()
    window.type("Secret", SECRET)
    window.press("Show")
    copies(window, SECRET, lambda: select_field(window, "Secret"))
    picture("secret-selected")
    stays("after a shown secret was selected")
    screen.keys("Escape")
    window.press("Discard")


def selects_a_code(window, console):
    """A code is never masked."""
    window.new_user_profile(TWO_FACTOR, console, console.accounts[TWO_FACTOR])
    window.press(GET_TOKEN)
    window.sees("Two-factor code needed")
    window.type_where_the_cursor_is("Two-factor code", CODE)
    copies(window, CODE, lambda: select_field(window, "Two-factor code"))
    stays("after a code was selected")


def select_field(window, name):
    """Selects all of a field's text."""
    field = accessible.field(window.app, name)
    field.queryComponent().grabFocus()
    accessible.focused(window.app, field)
    screen.keys("ctrl+a")


def copies(window, text, select):
    """Copies what is selected, which shows that it was."""
    for turn in range(TRIES):
        select()
        time.sleep(SETTLED_SECS)
        screen.keys("ctrl+c")
        patience = COPIED_WITHIN_SECS if turn + 1 < TRIES else accessible.PATIENCE_SECS
        try:
            programs.copied(window, lambda held: held == text, "the selected text on the clipboard", patience)
            break
        except accessible.NotFound:
            if turn + 1 == TRIES:
                raise
    hint = programs.clipboard(screen.PASSWORD_HINT).strip()
    assert hint == "secret", f"The copy of a selection is not marked as a secret: {hint!r}"


def stays(when):
    """Nothing of ours is on PRIMARY."""
    found = screen.primary()
    assert found == OF_ANOTHER_PROGRAM, f"PRIMARY holds {len(found)} other characters {when}"
    say(f"What another program selected is still selected {when}")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
