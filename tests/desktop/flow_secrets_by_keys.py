"""Passwords and deletions by keys alone: a password does not land in the search, Tab does not reveal it, Ctrl+Z brings a profile back."""

import accessible
import keyring
import programs
import screen
from story import say, tell

LIMIT_SECS = 120
PROFILE = "Password asked each time"
SEARCH, PASSWORD, CODE = "Search profiles", "Password", "Two-factor code"


def main(run):
    console, window = run.console(), run.window()
    user = console.accounts[PROFILE]
    window.new_user_profile(PROFILE, console, user, kept=False)
    from_the_search(window, console, user, run.picture)
    past_show(window, run.picture)
    comes_back(window, run.picture)
    window.close_though_asked()
    assert PROFILE in keyring.secrets(), "The profile is gone from the keyring"
    run.leaves_no({"the password": user["Password"]})


def from_the_search(window, console, user, picture):
    """Ctrl+F, letters, Ctrl+Enter, password, Enter."""
    screen.keys("ctrl+f")
    window.type_where_the_cursor_is(SEARCH, "Pass")
    window.press_keys_anew("ctrl+Return")
    window.sees("Password needed")
    window.type_where_the_cursor_is(PASSWORD, user["Password"])
    picture("password-from-search")
    found = accessible.text_of(accessible.field(window.app, SEARCH))
    assert found == "Pass", "What was typed after the letters is in the search"
    screen.keys("Return")
    console.proves(programs.copied_header(window))
    say("A form that was asked for from the search took the keyboard")


def past_show(window, picture):
    """From the password the Tab key goes to the code, not to what reveals the password."""
    window.press_anew("Renew")
    window.press("Use a two-factor code")
    window.sees("Password and two-factor code needed")
    window.type_where_the_cursor_is(PASSWORD, "pretend horse")
    here = window.tab()
    assert here.name == CODE, f"The Tab key went to “{here.name}”"
    picture("code-after-password")
    # Once to the button that wipes what was typed, once to press it.
    screen.keys("Escape")
    accessible.focused(window.app, accessible.button(window.app, "Cancel"))
    screen.keys("Return")
    window.sees("Token is live")
    say("The Tab key went from the password to the code")


def comes_back(window, picture):
    """The only profile is deleted and brought back by keys."""
    window.choose("More about this profile", "Delete…")
    accessible.dialog(window.app, f"Delete “{PROFILE}”?")
    screen.keys("ctrl+Return")
    undo = accessible.button(window.app, "Undo")
    accessible.focused(window.app, undo)
    picture("deleted")
    screen.keys("ctrl+z")
    accessible.wait_for(lambda: window.is_selected(PROFILE), "the profile to come back", app=window.app)
    say("Ctrl+Z undid a deletion")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
