"""User accounts, as a person meets them: a password in the keyring, one that is typed each time, a two-factor code, single sign-on.

Runs on a private desktop (scripts/lib/private-desktop) with the real program, a real keyring and the sandbox console. Each header
that is copied is proven by a request. In the end no password is in any file of the session, and the one that is not to be kept
is not in the keyring either.
"""

import base64
import json
import subprocess

import accessible
import programs
import pyatspi
import traces
from story import LeftBehind, say, tell

LIMIT_SECS = 240
GET_TOKEN = "Get token and copy header"
CODE = "Two-factor code"
LOCAL, TWO_FACTOR, ASKED, SINGLE_SIGN_ON = (
    "Local user",
    "Two-factor user",
    "Password asked each time",
    "Single sign-on user",
)


def main(run):
    traces.assert_search_works(run.session)
    console, window = run.console(), run.window()
    headers = [
        with_a_stored_password(window, console),
        with_a_code(window, console, run.picture),
        with_a_typed_password(window, console, run.picture),
    ]
    without_any_password(window, console, run.picture)
    copies_a_basic_header(window, console.accounts[LOCAL], run.picture)
    window.close()
    window.press("Clear and close")
    window.ended()
    assert_nothing_left(run.session, console, headers)


def with_a_stored_password(window, console):
    """One click, as with an API client."""
    window.new_user_profile(LOCAL, console, console.accounts[LOCAL])
    window.press(GET_TOKEN)
    return proven(window, console, "")


def with_a_code(window, console, picture):
    """The console says that a code is needed before any password is sent; a wrong one is refused, the right one is good once."""
    user = console.accounts[TWO_FACTOR]
    window.new_user_profile(TWO_FACTOR, console, user)
    before = programs.clipboard()
    window.press(GET_TOKEN)
    window.sees("Two-factor code needed")
    types_where_the_cursor_is(window, CODE, "00 0000")
    picture("two-factor")
    accessible.keys("Return")
    window.sees("did not accept this username, password or code")
    window.sees("Repeated failures may lock the account")
    picture("two-factor-refused")
    assert programs.clipboard() == before, "A refused code touched the clipboard"
    window.press("Use a two-factor code")
    types_where_the_cursor_is(window, CODE, console.code(user["Username"]))
    accessible.keys("Return")
    return proven(window, console, before)


def with_a_typed_password(window, console, picture):
    """A password that is not stored is asked for at each sign-in, and forgotten after it."""
    user = console.accounts[ASKED]
    window.new_user_profile(ASKED, console, user, kept=False)
    before = programs.clipboard()
    window.press(GET_TOKEN)
    window.sees("Password needed")
    types_where_the_cursor_is(window, "Password", user["Password"])
    picture("password-asked")
    accessible.keys("Return")
    header = proven(window, console, before)
    window.press_anew("Renew")
    window.sees("Password needed")
    assert accessible.text_of(accessible.field(window.app, "Password")) == "", "The typed password was kept"
    window.press("Cancel")
    window.sees("Token is live")
    say("A password that is not stored is asked for at each sign-in")
    return header


def without_any_password(window, console, picture):
    """Single sign-on: the console says so, no password is sent, and the way out is an API client."""
    window.new_user_profile(SINGLE_SIGN_ON, console, console.accounts[SINGLE_SIGN_ON])
    window.press(GET_TOKEN)
    window.sees("This account uses single sign-on")
    picture("single-sign-on")
    window.press("Make an API client profile")
    accessible.field(window.app, "Client ID")
    typed = accessible.text_of(accessible.field(window.app, "Console"))
    assert typed == console.address, f"The new profile is for “{typed}”"
    window.press("Cancel")
    accessible.gone(window.app, "Save to keyring")
    say("An account of single sign-on is told that it cannot, and offered an API client")


def copies_a_basic_header(window, user, picture):
    """The deprecated way: a note first, and a second click."""
    window.select(LOCAL)
    window.press("More about this profile")
    accessible.press(accessible.control(window.app, "Basic header (deprecated)", {"menu item"}))
    accessible.button(window.app, "Copy Basic header")
    picture("basic-header")
    before = programs.clipboard()
    assert "Basic" not in before, "It was copied before the second click"
    window.press("Copy Basic header")
    pair = f"{user['Username']}:{user['Password']}".encode()
    header = f"Authorization: Basic {base64.b64encode(pair).decode()}"
    accessible.wait_for(lambda: programs.clipboard() == header, "the Basic header on the clipboard", app=window.app)
    say("A Basic header is copied after its note and a second click")


def types_where_the_cursor_is(window, name, content):
    """Types without looking for a field first: the cursor is to be there already."""
    field = accessible.field(window.app, name)
    accessible.wait_for(
        lambda: accessible.is_in(field, pyatspi.STATE_FOCUSED), f"the cursor in “{name}” by itself", app=window.app
    )
    subprocess.run(["xdotool", "type", "--delay", "15", "--", content], check=True)
    accessible.wait_for(lambda: len(accessible.text_of(field)) == len(content), f"all of it in “{name}”", app=window.app)


def proven(window, console, before):
    """A header counts if the console takes it."""
    header = programs.copied_header(window, other_than=before)
    window.sees("Token is live")
    status = console.accepts(header)
    assert status == 200, f"The console answered {status} to the copied header"
    say(f"On the clipboard: {programs.shortened(header)}; GET /api/v3/customer/my answers HTTP {status}")
    return header


def assert_nothing_left(session, console, headers):
    """No password and no token in a file; in the keyring only the passwords that are to be there."""
    items = subprocess.run(
        ["secret-tool", "search", "--all", "service", "tokendesk"], capture_output=True, text=True, check=True
    ).stdout
    found = [line.partition(" = ")[2] for line in items.splitlines() if line.startswith("secret = ")]
    secrets = {record["name"]: record["secret"] for record in map(json.loads, found)}
    assert secrets[ASKED] is None, "A password that is not to be kept is in the keyring"
    assert secrets[LOCAL] == console.accounts[LOCAL]["Password"], "The password in the keyring is another one"
    looked_for = {f"the password of “{name}”": console.accounts[name]["Password"] for name in (LOCAL, TWO_FACTOR)}
    looked_for |= {f"token {number}": header.partition("Bearer ")[2] for number, header in enumerate(headers)}
    left = traces.traces(session, looked_for)
    if left:
        raise LeftBehind("Secrets were left on the disk:\n" + "\n".join(left))
    say("No password and no token in any file of the session, and none in the keyring that is not to be kept")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
