"""User accounts, as a person meets them: a password in the keyring, one that is typed each time, single sign-on, a Basic header.

Each header that is copied is proven by a request. In the end no password is in any file of the session, and the one that is not
to be kept is not in the keyring either.
"""

import base64

import accessible
import keyring
import programs
import screen
from story import say, tell

LIMIT_SECS = 150
EVERYDAY = True
GET_TOKEN = "Get token and copy header"
LOCAL, ASKED, SINGLE_SIGN_ON = "Local user", "Password asked each time", "Single sign-on user"


def main(run):
    console, window = run.console(), run.window()
    headers = [with_a_stored_password(window, console), with_a_typed_password(window, console, run.picture)]
    without_any_password(window, console, run.picture)
    copies_a_basic_header(window, console.accounts[LOCAL], run.picture)
    window.close()
    window.press("Clear and close")
    window.ended()
    stored = keyring.secrets()
    assert stored[ASKED] is None, "A password that is not to be kept is in the keyring"
    assert stored[LOCAL] == console.accounts[LOCAL]["Password"], "The password in the keyring is another one"
    looked_for = {f"the password of “{name}”": console.accounts[name]["Password"] for name in (LOCAL, ASKED)}
    run.leaves_no(looked_for | {f"token {number}": programs.token(header) for number, header in enumerate(headers)})


def with_a_stored_password(window, console):
    """One click, as with an API client."""
    window.new_user_profile(LOCAL, console, console.accounts[LOCAL])
    window.press(GET_TOKEN)
    return proven(window, console, "")


def with_a_typed_password(window, console, picture):
    """A password that is not saved is asked for every time, and forgotten after it."""
    user = console.accounts[ASKED]
    window.new_user_profile(ASKED, console, user, kept=False)
    before = programs.clipboard()
    window.press(GET_TOKEN)
    window.sees("Password needed")
    window.type_where_the_cursor_is("Password", user["Password"])
    picture("password-asked")
    screen.keys("Return")
    header = proven(window, console, before)
    window.press_anew("Renew")
    window.sees("Password needed")
    assert accessible.text_of(accessible.field(window.app, "Password")) == "", "The typed password was kept"
    window.press("Cancel")
    window.sees("Token is live")
    say("A password that is not saved is asked for every time")
    return header


def without_any_password(window, console, picture):
    """Single sign-on: the console says so, no password is sent, and the way out is an API client."""
    window.new_user_profile(SINGLE_SIGN_ON, console, console.accounts[SINGLE_SIGN_ON])
    window.press(GET_TOKEN)
    window.sees("This account uses single sign-on")
    picture("single-sign-on")
    window.press("Create API client profile")
    accessible.field(window.app, "Client ID")
    typed = accessible.text_of(accessible.field(window.app, "Console"))
    assert typed == console.address, f"The new profile is for “{typed}”"
    window.press("Cancel")
    accessible.gone(window.app, "Save to keyring")
    say("An account of single sign-on is told that it cannot, and offered an API client")


def copies_a_basic_header(window, user, picture):
    """The deprecated way: a note first, and a second click."""
    window.select(LOCAL)
    window.choose("More about this profile", "Basic header (deprecated)…")
    accessible.button(window.app, "Copy Basic header")
    picture("basic-header")
    assert "Basic" not in programs.clipboard(), "It was copied before the second click"
    window.press("Copy Basic header")
    pair = f"{user['Username']}:{user['Password']}".encode()
    header = f"Authorization: Basic {base64.b64encode(pair).decode()}"
    programs.copied(window, lambda held: held == header, "the Basic header on the clipboard")
    say("A Basic header is copied after its note and a second click")


def proven(window, console, before):
    """A header that the console takes."""
    header = programs.copied_header(window, other_than=before)
    window.sees("Token is live")
    console.proves(header)
    return header


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
