"""From nothing to a header, as a person goes: a new profile, one click, the program started anew, one click again.

Runs on a private desktop (scripts/lib/private-desktop) with the real program, a real keyring and the sandbox console.
Everything is done by the controls' names and the keyboard. Then it looks for the secrets in all that the session left on
the disk, and at the clipboard.
"""

import os
import secrets
import string
import subprocess

import accessible
import programs
import traces
from story import LeftBehind, say, tell

LIMIT_SECS = 300
PLANTED_LENGTH = 48
# The delay after which a copied header is cleared, and what a slow machine may need on top.
CLEARED_AFTER_SECS = 60 + 20

PROFILE = "Production EU"
REFUSED = "Old key"
OF_ANOTHER_PROGRAM = "a text of another program"


def main(run):
    arguments = run.arguments
    planted = "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(PLANTED_LENGTH))
    traces.assert_search_works(run.session)
    console = run.console()
    first = first_start(run.window(theme="light"), console, planted, run.pictures)
    if arguments.vendor_clients:
        taken_by_the_vendors_client(arguments.vendor_clients, console, first)
    second = second_start(run.window(theme="dark"), console, first, run.pictures, arguments.wait_for_clearing)
    left = traces.traces(
        run.session,
        {
            "the planted secret": planted,
            "the profile's secret": console.secret,
            "the first token": token(first),
            "the second token": token(second),
        },
    )
    if left:
        raise LeftBehind("Secrets were left on the disk:\n" + "\n".join(left))
    say("No secret and no token in any file of the session: home, runtime folder, temporary folder, logs, keyring")
    say(f"Pictures are in {run.pictures}")


def first_start(window, console, planted, pictures):
    """A new profile, its header, and a second profile with a secret that the console does not accept."""
    window.new_profile(PROFILE, console, console.client_id, console.secret)
    say(f"Saved the profile “{PROFILE}” to the keyring")

    window.press("Get token and copy header")
    header = programs.copied_header(window)
    proven(console, header)
    hint = programs.clipboard("x-kde-passwordManagerHint").strip()
    assert hint == "secret", f"The copy does not ask clipboard managers to forget it: “{hint}”"
    window.sees("Token is live")
    programs.picture(pictures / "live-light.png")

    window.new_profile(REFUSED, console, console.client_id, planted)
    window.press("Get token and copy header")
    window.sees("did not accept this client ID and secret")
    assert programs.clipboard() == header, "A refused sign-in touched the clipboard"
    say(f"The console refused “{REFUSED}”, and the clipboard stayed as it was")
    programs.picture(pictures / "refused-light.png")

    window.close()
    window.press("Clear and close")
    window.ended()
    assert programs.clipboard() == "", "The header outlived the window on the clipboard"
    say("Closed the window; the clipboard is empty")
    return header


def second_start(window, console, before, pictures, wait_for_clearing):
    """The program anew: the profiles are there, and one click is enough."""
    window.sees(REFUSED)
    window.select(PROFILE)
    say(f"Started anew: “{PROFILE}” is there")

    accessible.button(window.app, "Get token and copy header")
    accessible.keys("ctrl+Return")
    header = programs.copied_header(window, other_than=before)
    proven(console, header)
    window.sees("Token is live")
    programs.picture(pictures / "live-dark.png")

    if wait_for_clearing:
        accessible.wait_for(
            lambda: programs.clipboard() == "", "an empty clipboard", CLEARED_AFTER_SECS, window.app
        )
        say("The clipboard was cleared after its delay")

    programs.put_on_clipboard(OF_ANOTHER_PROGRAM)
    window.close()
    close_though_asked(window)
    window.ended()
    assert programs.clipboard() == OF_ANOTHER_PROGRAM, "Closing the window took what another program had copied"
    say("Closed the window; what another program copied meanwhile is still on the clipboard")
    return header


def close_though_asked(window):
    """The window may have learned of the other program's copy or not: both are right, and neither may take it."""

    def look():
        return window.process.poll() is not None or accessible.shown(window.app, "Clear and close")

    if accessible.wait_for(look, "the window to close or to ask") is not True:
        window.press("Clear and close")


def proven(console, header):
    """A header counts if the console takes it."""
    assert console.accepts(header[:-4] + "AAAA") == 401, "The console takes anything, so it proves nothing"
    status = console.accepts(header)
    assert status == 200, f"The console answered {status} to the copied header"
    say(f"On the clipboard: {programs.shortened(header)}; GET /api/v3/customer/my answers HTTP {status}")


def taken_by_the_vendors_client(script, console, header):
    """The vendor's own client, unchanged, with the token that was copied."""
    environment = os.environ | {"TOKENDESK_TOKEN": token(header)}
    run = subprocess.run([script, console.address], env=environment, capture_output=True, text=True, check=False)
    # What it prints may quote what it was given, so it is kept to itself.
    assert run.returncode == 0, "The vendor's client did not take the copied token; scripts/vendor-clients tells more"
    say("The vendor's client takes the copied token and lists users with it")


def token(header):
    """The token in a header."""
    return header.removeprefix("Authorization: Bearer ")


def add_arguments(parser):
    """What only this flow takes."""
    parser.add_argument("--vendor-clients", help="scripts/vendor-clients: the vendor's client takes the copied token, too")
    parser.add_argument("--wait-for-clearing", action="store_true", help="wait until the copied header is cleared")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS, add_arguments)
