"""A header in use: the vendor's own client takes its token, and after its delay it leaves the clipboard by itself."""

import os
import subprocess
from pathlib import Path

import programs
from story import say, tell

# It waits for the whole delay of 60 s; the other flows go on beside it.
LIMIT_SECS = 300
# The delay after which a copied header is cleared, and what a slow machine may need on top.
CLEARED_AFTER_SECS = 60 + 20
VENDOR_CLIENTS = Path(__file__).resolve().parents[2] / "scripts/vendor-clients"


def main(run):
    console, window = run.console(), run.window()
    window.new_profile("Production EU", console, console.client_id, console.secret)
    window.press("Get token and copy header")
    header = programs.copied_header(window)
    taken_by_the_vendors_client(console, header)
    window.sees("Token is live")
    run.picture("on-the-clipboard")
    programs.emptied(window, CLEARED_AFTER_SECS)
    say("The clipboard was cleared after its delay")
    window.sees("Token is live")
    run.picture("cleared")
    window.close()
    window.ended()
    say("With nothing of ours on the clipboard, the window closed without a question")
    run.leaves_no({"the secret": console.secret, "the token": programs.token(header)})


def taken_by_the_vendors_client(console, header):
    """The vendor's own client, unchanged, with the token that was copied."""
    environment = os.environ | {"TOKENDESK_TOKEN": programs.token(header)}
    run = subprocess.run([VENDOR_CLIENTS, console.address], env=environment, capture_output=True, text=True, check=False)
    # What it prints may quote what it was given, so it is kept to itself.
    assert run.returncode == 0, "The vendor's client did not take the copied token; scripts/vendor-clients tells more"
    say("The vendor's client takes the copied token and lists users with it")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
