"""Started by a launcher with ``--profile NAME --get``: the header is on the clipboard without a key; a name that is not there is told."""

import keyring
import programs
from story import say, tell

LIMIT_SECS = 90
OF_ANOTHER_PROGRAM = "a text of another program"
PROFILE, OTHER = "Production EU", "Backup reports"


def main(run):
    console = run.console()
    for name in (OTHER, PROFILE):
        keyring.put(name, console.address, console.client_id, console.secret)
    gets(run, console)
    only_selects(run, console)
    is_told_of_an_unknown_one(run, console)


def gets(run, console):
    """One sign-in, and the header."""
    window = run.window("--profile", PROFILE, "--get")
    header = programs.copied_header(window)
    window.sees("Token is live")
    assert window.is_selected(PROFILE), "Another profile is selected"
    assert console.sign_ins() == 1, f"It took {console.sign_ins()} sign-ins"
    console.proves(header)
    run.picture("got")
    window.close_though_asked()
    say("Started with a profile's name: its header is on the clipboard, after one sign-in")


def only_selects(run, console):
    """Without ``--get`` nothing is sent."""
    programs.put_on_clipboard(OF_ANOTHER_PROGRAM)
    window = run.window("--profile", PROFILE.lower())
    window.sees("No token yet")
    assert window.is_selected(PROFILE), "Another profile is selected"
    assert console.sign_ins() == 1, "Selecting a profile was a sign-in"
    window.close()
    window.ended()
    say("Without --get it is only selected")


def is_told_of_an_unknown_one(run, console):
    """No guess: no sign-in, and the clipboard stays."""
    window = run.window("--profile", "Production Mars", "--get")
    window.sees("Production Mars")
    run.picture("unknown")
    assert console.sign_ins() == 1, "Another profile was signed in"
    assert programs.clipboard() == OF_ANOTHER_PROGRAM, "The clipboard was touched"
    window.close()
    window.ended()
    say("A name that is not there is told; nothing was sent or copied")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
