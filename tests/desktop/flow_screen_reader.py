"""Every screen as a screen reader gets it: names, roles, states, values, places, the keyboard in and out of dialogs, what is said.

The table in docs/ACCESSIBILITY.md is what this flow found; where it finds something else, it fails and writes the new table beside
its pictures.
"""

from pathlib import Path

import accessible
import keyring
import programs
import pyatspi
import screen
import screen_reader
from story import say, tell

LIMIT_SECS = 240
PROFILE = "Production EU"
MENU = "More about this profile"
DOCUMENT = Path(__file__).resolve().parents[2] / "docs/ACCESSIBILITY.md"
HEAD = ["names", "roles", "states", "values", "places", "secrets", "errors", "keyboard", "said"]


class Table:
    """Which check looked at which screen."""

    def __init__(self, run, window):
        self.run, self.window, self.rows = run, window, {}

    def look(self, name, *more):
        """Checks what is on the screen now; ``more`` are the checks that this story made of it itself."""
        self.rows[name] = screen_reader.checked(self.window.app, name) | set(more)
        self.run.picture("".join(letter if letter.isalnum() else "-" for letter in name.lower()))

    def lines(self):
        """As it stands in the document."""
        yield "| screen | " + " | ".join(HEAD) + " |"
        yield "|---|" + "---|" * len(HEAD)
        for name, done in self.rows.items():
            yield f"| {name} | " + " | ".join("✓" if check in done else "·" for check in HEAD) + " |"


def main(run):
    console, window = run.console(), run.window()
    listener = screen_reader.Listener(run.session)
    table = Table(run, window)
    try:
        window.sees("No profiles yet")
        table.look("No profiles yet")
        makes_a_profile(window, console, listener, table)
        gets_a_token(window, listener, table)
        opens_every_menu(window, table)
        checks(window, console, listener, table)
        opens_every_dialog(window, listener, table)
        is_refused(window, listener, table)
        window.close_though_asked()
    finally:
        listener.end()
    compare(run, table)


def makes_a_profile(window, console, listener, table):
    """The editor, with an error at its field, and the save."""
    with_keyboard_in(window, "ctrl+n", "New profile")
    window.type("Name", PROFILE)
    window.type("Console", "http://example.com")
    screen.keys("Tab")
    told = accessible.text(window.app, "Use https.")
    field = accessible.field(window.app, "Console")
    accessible.wait_for(lambda: told.name in (field.description or ""), "the error to be tied to its field", app=window.app)
    window.type("Secret", "pretend-secret")
    table.look("Editor", "errors", "keyboard", "said")
    accessible.press(accessible.control(window.app, "User account", {"radio button"}))
    accessible.field(window.app, "Password")
    table.look("Editor of a user account")
    accessible.press(accessible.control(window.app, "API client", {"radio button"}))
    window.type("Console", console.address)
    window.type("Client ID", console.client_id)
    window.type("Secret", console.secret)
    window.save(PROFILE)
    listener.says(f"{PROFILE}: Profile saved.", "polite", window.app)
    table.look("No token yet", "said")
    say("The editor: its error is tied to its field, and the save was said once")


def gets_a_token(window, listener, table):
    """The outcome is said once, and the countdown never."""
    window.press("Get token and copy header")
    programs.copied_header(window)
    listener.says("Header copied.", "polite", window.app)
    listener.is_quiet()
    table.look("Token is live", "said")
    home(window)
    window.close()
    keyboard_is_in(window, "Clear the copied header and close?")
    table.look("Clear and close", "keyboard")
    leave(window)
    window.press("Show")
    accessible.button(window.app, "Hide")
    table.look("Token shown")
    window.press("Hide")
    for tab in ("Claims", "Try a request"):
        window.show_tab(tab)
        table.look(f"Tab {tab}")
    window.press("Send")
    window.sees("HTTP 200")
    listener.says("Request: HTTP 200.", "polite", window.app)
    table.look("Tab Try a request, answered", "said")
    window.show_tab("Activity")
    window.press("Clear now")
    programs.emptied(window)
    listener.says("Clipboard cleared.", "polite", window.app)
    say("Token, copy, request and clearing were each said once; the countdown was silent")


def opens_every_menu(window, table):
    """Menus take the keyboard, and give it back."""
    for opener in ("Copy as", MENU, "More"):
        button = accessible.button(window.app, opener)
        button.queryComponent().grabFocus()
        accessible.focused(window.app, button)
        screen.keys("Return")
        item = accessible.wait_for(lambda: first_item(window), f"the menu of “{opener}”", app=window.app)
        accessible.wait_for(lambda: first_item(window, pyatspi.STATE_FOCUSED), "the keyboard in the menu", app=window.app)
        assert item.name, "A choice has no name"
        assert any(node.getRoleName() == "menu" and node.name == opener for node in accessible.walk(window.app)), (
            f"The menu of “{opener}” is not called so"
        )
        table.look(f"Menu {opener}", "keyboard")
        screen.keys("Escape")
        accessible.wait_for(lambda: not first_item(window), "the menu to close", app=window.app)
        accessible.focused(window.app, accessible.button(window.app, opener))
    say("Each menu took the keyboard, and gave it back to its button")


def checks(window, console, listener, table):
    """A check of the stored secret, before and after a reset."""
    window.press_anew("Check secret")
    listener.says("Secret works (token kept).", "polite", window.app)
    table.look("Secret accepted", "said")
    console.reset_secret()
    window.press_anew("Check secret")
    listener.says("Secret rejected.", "assertive", window.app)
    table.look("Secret refused", "said")
    say("A check was said once: politely where it was accepted, at once where it was refused")


def opens_every_dialog(window, listener, table):
    """Each has role and name, takes the keyboard and gives it back."""
    for chord, name in (
        ("ctrl+e", "Edit profile"),
        ("F1", "Keyboard shortcuts"),
        ("ctrl+k", "Jump to"),
        ("ctrl+comma", "Settings"),
    ):
        with_keyboard_in(window, chord, name)
        table.look(name, "keyboard")
        leave(window)
    for menu, item, name in (
        (MENU, "Delete…", f"Delete “{PROFILE}”?"),
        (MENU, "Check secret reset…", f"Check secret reset · {PROFILE}"),
        ("More", "Check all…", "Check all"),
    ):
        accessible.button(window.app, menu).queryComponent().grabFocus()
        window.choose(menu, item)
        keyboard_is_in(window, name)
        table.look(item, "keyboard")
        leave(window)
    window.choose("More", "Check all…")
    window.press("Check all")
    listener.says("1 of 1 needs attention", "polite", window.app)
    table.look("Check all, ended", "said")
    window.press("Close")
    say("Every dialog has a name, is in front of the rest, took the keyboard and gave it back")


def is_refused(window, listener, table):
    """A refused sign-in, said at once; then a deletion, which can be undone."""
    screen.keys("ctrl+l")
    window.sees("No token yet")
    # The solid button asks for the new secret by now.
    window.press_anew("Try again")
    listener.says("Client ID or secret not accepted", "assertive", window.app)
    table.look("Refused", "said")
    window.choose(MENU, "Delete…")
    window.press("Delete")
    listener.says("You can undo.", "polite", window.app)
    listener.is_quiet()
    table.look("Deleted, can be undone", "said")
    window.press("Undo")
    window.sees(PROFILE)
    assert keyring.count() == 1
    say("A refusal was said at once; the seconds of an undo were not counted aloud")


def with_keyboard_in(window, chord, name):
    """Opens a dialog by its key from a control that has the keyboard."""
    home(window)
    screen.keys(chord)
    keyboard_is_in(window, name)


def home(window):
    """The keyboard at a control that is always there."""
    button = accessible.button(window.app, "New profile")
    button.queryComponent().grabFocus()
    accessible.focused(window.app, button)


def keyboard_is_in(window, name):
    """The dialog has this name, and the keyboard."""
    dialog = accessible.dialog(window.app, name)
    accessible.wait_for(lambda: accessible.has_focus(dialog), f"the keyboard in “{name}”", app=window.app)


def leave(window):
    """By Esc; the keyboard is somewhere again."""
    screen.keys("Escape")
    accessible.wait_for(lambda: not accessible.dialogs(window.app), "the dialog to go away", app=window.app)
    accessible.wait_for(lambda: accessible.has_focus(window.app), "the keyboard at a control again", app=window.app)


def first_item(window, state=pyatspi.STATE_SHOWING):
    """The first choice of the open menu that is in this state."""
    items = (node for node in accessible.walk(window.app) if node.getRoleName() in accessible.MENU_ITEM)
    return next((node for node in items if accessible.is_in(node, state)), None)


def compare(run, table):
    """What was found is what the document says."""
    found = "\n".join(table.lines())
    (run.pictures / "table.md").write_text(found + "\n")
    written = DOCUMENT.read_text()
    assert found in written, f"The table in {DOCUMENT.name} is another one. It should be:\n{found}"
    say(f"{len(table.rows)} screens are as the document says")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
