"""A user account with a two-factor code: a wrong code is refused, the right one is good once, and nothing of it stays on the disk."""

import keyring
import programs
import screen
from story import say, tell

LIMIT_SECS = 150
GET_TOKEN = "Get token and copy header"
CODE = "Two-factor code"
PROFILE = "Two-factor user"


def main(run):
    console, window = run.console(), run.window()
    user = console.accounts[PROFILE]
    programs.put_on_clipboard("a text of another program")
    before = programs.clipboard()
    window.new_user_profile(PROFILE, console, user)
    window.press(GET_TOKEN)
    window.sees("Two-factor code needed")
    window.type_where_the_cursor_is(CODE, "00 0000")
    run.picture("two-factor")
    screen.keys("Return")
    window.sees("Username, password, or code not accepted")
    window.sees("Repeated failures can lock the account")
    run.picture("two-factor-refused")
    assert programs.clipboard() == before, "A refused code touched the clipboard"
    say("The console said that a code is needed; a wrong one was refused, and the clipboard stayed as it was")

    window.press("Use a two-factor code")
    window.type_where_the_cursor_is(CODE, console.code(user["Username"]))
    screen.keys("Return")
    header = programs.copied_header(window, other_than=before)
    window.sees("Token is live")
    console.proves(header)
    run.picture("live")
    window.close_though_asked()
    assert keyring.secrets()[PROFILE] == user["Password"], "The password in the keyring is another one"
    run.leaves_no({"the password": user["Password"], "the token": programs.token(header)})


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
