"""From nothing to a header, as a person goes: a new profile, one click, the program started anew, one click again.

Everything is done by the controls' names and the keyboard. Then it looks for the secrets in all that the session left on
the disk, and at the clipboard.
"""

import secrets
import string

import accessible
import programs
import screen
from story import say, tell

LIMIT_SECS = 120
EVERYDAY = True
DESKTOPS = ["x11", "wayland"]
PLANTED_LENGTH = 48

PROFILE = "Production EU"
REFUSED = "Old key"
OF_ANOTHER_PROGRAM = "a text of another program"


def main(run):
    planted = "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(PLANTED_LENGTH))
    console = run.console()
    first = first_start(run, console, planted)
    second = second_start(run, console, first)
    run.leaves_no(
        {
            "the planted secret": planted,
            "the profile's secret": console.secret,
            "the first token": programs.token(first),
            "the second token": programs.token(second),
        },
    )


def first_start(run, console, planted):
    """A new profile, its header, and a second profile with a secret that the console does not accept."""
    window = run.window(theme="light")
    window.new_profile(PROFILE, console, console.client_id, console.secret)
    say(f"Saved the profile “{PROFILE}” to the keyring")

    window.press("Get token and copy header")
    header = programs.copied_header(window)
    console.proves(header)
    hint = programs.clipboard(screen.PASSWORD_HINT).strip()
    assert hint == "secret", f"The copy does not ask clipboard managers to forget it: “{hint}”"
    window.sees("Token is live")
    run.picture("live-light")

    window.new_profile(REFUSED, console, console.client_id, planted)
    window.press("Get token and copy header")
    window.sees("Client ID or secret not accepted")
    assert programs.clipboard() == header, "A refused sign-in touched the clipboard"
    say(f"The console refused “{REFUSED}”, and the clipboard stayed as it was")
    run.picture("refused-light")

    window.close()
    window.press("Clear and close")
    window.ended()
    assert programs.clipboard() == "", "The header outlived the window on the clipboard"
    say("Closed the window; the clipboard is empty")
    return header


def second_start(run, console, before):
    """The program anew: the profiles are there, and one click is enough."""
    window = run.window(theme="dark")
    window.sees(REFUSED)
    window.select(PROFILE)
    say(f"Started anew: “{PROFILE}” is there")

    accessible.button(window.app, "Get token and copy header")
    screen.keys("ctrl+Return")
    header = programs.copied_header(window, other_than=before)
    console.proves(header)
    window.sees("Token is live")
    run.picture("live-dark")

    programs.put_on_clipboard(OF_ANOTHER_PROGRAM)
    window.close_though_asked()
    assert programs.clipboard() == OF_ANOTHER_PROGRAM, "Closing the window took what another program had copied"
    say("Closed the window; what another program copied meanwhile is still on the clipboard")
    return header


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
