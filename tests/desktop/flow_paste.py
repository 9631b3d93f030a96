"""A copied header is pasted by its key into a field of another program: GTK's, and a page in Chromium. A shown token is masked then."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import accessible
import programs
import screen
from story import say, tell

LIMIT_SECS = 150
DESKTOPS = ["x11", "wayland"]
READY = "ready"
# A window that is there may not have the keyboard yet: then the key is pressed again.
PASTED_WITHIN_SECS = 4
STARTED_WITHIN_SECS = 60
PRESSES = 5
# Then a shown token is masked in any case.
SHOWN_FOR_SECS = 30

PAGE = f"<title>{READY}</title><textarea autofocus oninput='document.title=value'></textarea>"
CHROMIUM = [
    "chromium",
    # It refuses to run as root without this, and reads its own page alone.
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
    f"--ozone-platform={'wayland' if screen.ON_WAYLAND else 'x11'}",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--password-store=basic",
    f"--app=data:text/html,{PAGE}",
]
GTK = [sys.executable, str(Path(__file__).with_name("gtk_field.py"))]


def main(run):
    console, window = run.console(), run.window()
    window.new_profile("Works", console, console.client_id, console.secret)
    window.press("Get token and copy header")
    header = programs.copied_header(window)
    window.press("Show")
    accessible.button(window.app, "Hide")
    shown_at = time.monotonic()
    pastes("A field of GTK", GTK, header, run.picture)
    accessible.button(window.app, "Show")
    took = time.monotonic() - shown_at
    if took < SHOWN_FOR_SECS:
        say("The shown token was masked when another window took the keyboard")
    else:
        say(f"NOT PROVED: after {took:.0f} s a shown token is masked anyway")
    if shutil.which(CHROMIUM[0]):
        profile = run.session / "chromium"
        pastes("A page in Chromium", [*CHROMIUM, f"--user-data-dir={profile}"], header, run.picture)
    else:
        say("NOT TRIED: Chromium is not installed")
    window.close_though_asked()


def pastes(what, command, header, picture):
    """Starts a program and presses the key; the title of its window is what arrived."""
    nowhere = subprocess.DEVNULL
    with screen.keyboard():
        # Chromium is many processes: they are a group, and end together.
        program = subprocess.Popen(command, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True)
        try:
            accessible.wait_for(lambda: READY in screen.titles(), f"the window of “{what}”", STARTED_WITHIN_SECS)
            arrived = next((title for title in map(press_paste, range(PRESSES)) if title), None)
            picture(what.split()[-1].lower())
        finally:
            with suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)
            program.wait()
    assert arrived, f"{what} shows nothing that was pasted"
    assert arrived == header, f"{what} shows {len(arrived)} characters of a header of {len(header)}"
    say(f"{what} shows the whole header after Ctrl+V")


def press_paste(_):
    """What the field holds after the key, or None."""
    others = set(screen.titles()) - {READY}
    screen.paste()

    def look():
        return next((title for title in screen.titles() if title not in others | {READY}), None)

    try:
        return accessible.wait_for(look, "the field to change", PASTED_WITHIN_SECS)
    except accessible.NotFound:
        return None


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
