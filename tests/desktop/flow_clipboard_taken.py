"""Another program copies something after our header: the bar goes as soon as the window has the focus again, *Clear now* and *Ctrl+L*
leave the other copy alone, and the window says so."""

import accessible
import programs
import screen
from story import say, tell

LIMIT_SECS = 90
DESKTOPS = ["x11", "wayland"]
OF_ANOTHER_PROGRAM = "a text of another program"


def main(run):
    console, window = run.console(), run.window()
    window.new_profile("Production EU", console, console.client_id, console.secret)
    window.press("Get token and copy header")
    header = programs.copied_header(window)
    programs.put_on_clipboard(OF_ANOTHER_PROGRAM)
    programs.copied(window, lambda held: held == OF_ANOTHER_PROGRAM, "the other program's text")
    clears_nothing_of_others(window)
    run.picture("left-alone")

    window.press("Copy header")
    programs.copied(window, lambda held: held == header, "the header again")
    promises_nothing_on_return(run, window)

    window.press("Copy header")
    programs.copied(window, lambda held: held == header, "the header again")
    programs.put_on_clipboard(OF_ANOTHER_PROGRAM)
    programs.copied(window, lambda held: held == OF_ANOTHER_PROGRAM, "the other program's text")
    screen.keys("ctrl+l")
    window.sees("No token yet")
    run.picture("forgotten")
    assert programs.clipboard() == OF_ANOTHER_PROGRAM, "Ctrl+L took what another program had copied"
    window.close_though_asked()
    assert programs.clipboard() == OF_ANOTHER_PROGRAM, "Closing took what another program had copied"
    say("What another program copied outlived Clear now, Ctrl+L and the window")


def promises_nothing_on_return(run, window):
    """The bar disappears when the window regains the focus, long before the copy is due to be cleared."""
    other = run.window()
    other.sees("Production EU")
    programs.put_on_clipboard(OF_ANOTHER_PROGRAM)
    programs.copied(window, lambda held: held == OF_ANOTHER_PROGRAM, "the other program's text")
    other.close()
    other.ended()
    accessible.gone(window.app, "Clear now")
    window.sees("left as is")
    assert programs.clipboard() == OF_ANOTHER_PROGRAM, "The window took what another program had copied"


def clears_nothing_of_others(window):
    """Where the window has seen the other copy already, there is nothing to clear any more."""

    def look():
        button = accessible.shown(window.app, "Clear now")
        if button:
            accessible.press(accessible.button(window.app, "Clear now"))
        return accessible.shown(window.app, "left as is") or not button

    accessible.wait_for(look, "the window to leave it alone", app=window.app)
    assert programs.clipboard() == OF_ANOTHER_PROGRAM, "Clear now took what another program had copied"


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
