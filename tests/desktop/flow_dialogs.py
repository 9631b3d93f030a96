"""Each dialog takes the keyboard, Esc leaves it, and the keyboard is back where it was. The sheet of shortcuts is one of them."""

import accessible
import keyring
import screen
from story import say, tell

LIMIT_SECS = 120
PROFILE = "Production EU"
SHEET = "Keyboard shortcuts"
MENU = "More about this profile"


def main(run):
    console = run.console()
    keyring.put(PROFILE, console.address, console.client_id, console.secret)
    window = run.window()
    window.select(PROFILE)
    by_key(run, window, "ctrl+n", "New profile")
    by_key(run, window, "ctrl+e", "Edit profile")
    by_key(run, window, "F1", SHEET)
    by_key(run, window, "ctrl+k", "Jump to")
    by_key(run, window, "ctrl+comma", "Settings")
    tells_the_keys(window)
    from_a_menu(run, window, MENU, "Delete…", f"Delete “{PROFILE}”?")
    from_a_menu(run, window, MENU, "Check secret reset…", f"Check secret reset · {PROFILE}")
    from_a_menu(run, window, "More", "Check all…", "Check all")
    window.close()
    window.ended()


def by_key(run, window, chord, name):
    """From a control that has the keyboard, into the dialog and back."""
    edit = accessible.button(window.app, "Edit")
    edit.queryComponent().grabFocus()
    accessible.focused(window.app, edit)
    screen.keys(chord)
    goes_in_and_out(run, window, name)
    accessible.focused(window.app, accessible.button(window.app, "Edit"))
    say(f"{chord}: “{name}” took the keyboard, and gave it back")


def from_a_menu(run, window, menu, item, name):
    """The button of the menu has the keyboard again."""
    opener = accessible.button(window.app, menu)
    opener.queryComponent().grabFocus()
    accessible.focused(window.app, opener)
    window.choose(menu, item)
    goes_in_and_out(run, window, name)
    say(f"“{item}” took the keyboard, and Esc left it")


def goes_in_and_out(run, window, name):
    """The keyboard is inside while it is open."""
    dialog = dialog_like(window, name)
    accessible.wait_for(lambda: accessible.has_focus(dialog), f"the keyboard in “{name}”", app=window.app)
    run.picture("".join(letter if letter.isalnum() else "-" for letter in name.lower()).strip("-"))
    # It must not leave the dialog.
    for _ in range(6):
        screen.keys("Tab")
        here = accessible.wait_for(lambda: accessible.has_focus(window.app), "the keyboard at a control", app=window.app)
        assert accessible.is_below(here, dialog), f"The Tab key left “{name}” for “{here.name}”"
    screen.keys("Escape")
    accessible.wait_for(lambda: not accessible.dialogs(window.app), f"“{name}” to go away", app=window.app)


def dialog_like(window, name):
    """The only dialog; its name as it is meant."""
    found = accessible.wait_for(lambda: accessible.dialogs(window.app), f"the dialog “{name}”", app=window.app)
    assert [dialog.name for dialog in found] == [name], f"The dialog is called {[dialog.name for dialog in found]}"
    return found[0]


def tells_the_keys(window):
    """The sheet tells what the keys do."""
    screen.keys("F1")
    sheet = dialog_like(window, SHEET)
    told = " ".join(node.name or "" for node in accessible.walk(sheet))
    for key in ("Ctrl K", "Ctrl N", "Ctrl F", "Ctrl E", "Ctrl L", "F1"):
        assert key in told, f"The sheet does not tell {key}"
    window.leave_dialog(SHEET)
    say("The sheet of shortcuts tells the keys")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
