"""What a person may do wrong, and what a keyring may do: nothing is lost, and the window stays alive.

Runs on a private desktop (scripts/lib/private-desktop) with the real program, a real keyring and the sandbox console:
a deletion undone and one that is not, an editor left by accident, two windows that edit one profile, a keyring that is
frozen, and one that asks for its password.
"""

import os
import signal
import subprocess
import time

import accessible
from story import say, tell

LIMIT_SECS = 240
# How long a deletion can be undone, and what a slow machine may need on top.
UNDONE_WITHIN_SECS = 10
DELETED_AFTER_SECS = UNDONE_WITHIN_SECS + 10

KEPT = "Production EU"
DELETED = "Backup reports"
RENAMED = "Production Europe"
MAYBE_ASKING = "may be asking for its password"


def main(run):
    console, window = run.console(), run.window()
    for name in (KEPT, DELETED):
        window.new_profile(name, console, console.client_id, console.secret)
    deletes(window, run.picture)
    leaves_by_accident(window, run.picture)
    edits_in_two_windows(window, run)
    is_frozen(window, run.picture)
    asks_for_its_password(window, run.picture)
    window.close()
    window.ended()


def deletes(window, picture):
    """One deletion is undone; one is not, and is done only when its time is over."""
    ask_delete(window, DELETED)
    picture("delete-asks")
    window.press("Delete")
    window.sees("It can be undone for")
    picture("delete-undo")
    assert items() == 2, "An item was deleted while it could still be undone"
    window.press("Undo")
    window.sees(DELETED)
    ask_delete(window, DELETED)
    window.press("Delete")
    window.sees("It can be undone for")
    accessible.wait_for(lambda: items() == 1, "the item to leave the keyring", DELETED_AFTER_SECS, window.app)
    say("A deletion was undone; another left the keyring when its time was over")


def leaves_by_accident(window, picture):
    """Esc in an editor with changes asks; an untouched one closes."""
    accessible.keys("ctrl+n")
    window.type("Name", "Half a profile")
    accessible.keys("Escape")
    accessible.button(window.app, "Keep editing")
    picture("unsaved")
    window.press("Keep editing")
    name = accessible.field(window.app, "Name")
    assert accessible.text_of(name) == "Half a profile", "What was typed is gone"
    accessible.keys("Escape")
    window.press("Discard")
    accessible.gone(window.app, "Save to keyring")
    say("Esc asked before it threw typed text away")


def edits_in_two_windows(window, run):
    """The second save is told, and settles it by a click."""
    window.select(KEPT)
    edit(window)
    other = run.window(theme="dark")
    other.sees(KEPT)
    edit(other)
    other.type("Name", RENAMED)
    other.press("Save to keyring")
    accessible.gone(other.app, "Save to keyring")
    other.close()
    other.ended()
    window.type("Name", "Mine")
    window.press("Save to keyring")
    window.sees("Changed elsewhere meanwhile")
    run.picture("conflict")
    window.press("See theirs")
    accessible.button(window.app, "Hide theirs")
    run.picture("conflict-theirs")
    window.press("Keep mine")
    accessible.gone(window.app, "Save to keyring")
    window.sees("Mine")
    assert items() == 1, "A conflict made an item, or lost one"
    say("Two windows edited one profile: the second was told, and kept its own by a click")


def is_frozen(window, picture):
    """A keyring that does not answer holds nothing but the call."""
    keyring = keyring_process()
    os.kill(keyring, signal.SIGSTOP)
    try:
        accessible.keys("F5")
        window.sees(MAYBE_ASKING)
        picture("keyring-frozen")
        window.press("Cancel")
        accessible.button(window.app, "Try again")
    finally:
        os.kill(keyring, signal.SIGCONT)
    window.press("Try again")
    accessible.gone(window.app, "Try again")
    window.sees("Mine")
    say("A frozen keyring: the window stayed alive, Cancel answered, Try again read it")


def asks_for_its_password(window, picture):
    """A keyring that was restarted is locked, and asks; its answer is heard.

    The window manager here puts the question over everything, so what the window says meanwhile is looked at in the frozen case.
    """
    keyring = keyring_process()
    os.kill(keyring, signal.SIGKILL)
    accessible.wait_for(lambda: keyring_process() != keyring, "the keyring to come back", app=window.app)
    accessible.keys("F5")
    accessible.wait_for(is_asked, "the keyring's own question", app=window.app)
    # The question takes the keys a moment after it is there.
    accessible.wait_for(lambda: answered(window), "the answer to be heard", app=window.app)
    window.sees("Mine")
    window.press("Get token and copy header")
    window.sees("Token is live")
    window.press("Clear now")
    accessible.gone(window.app, "Clear now")
    say("A restarted keyring asked for its password; its answer was heard")


def answered(window):
    """Types the password if the question is still there."""
    if is_asked():
        subprocess.run(["xdotool", "type", "--delay", "15", "test"], check=True)
        accessible.keys("Return")
        time.sleep(1)
    return not is_asked() and not accessible.shown(window.app, MAYBE_ASKING)


def is_asked():
    """Whether the keyring's question is on the screen."""
    search = ["xdotool", "search", "--onlyvisible", "--class", "gcr-prompter"]
    return subprocess.run(search, capture_output=True, check=False).returncode == 0


def edit(window):
    """Opens the editor of the selected profile."""
    accessible.button(window.app, "Edit")
    accessible.keys("ctrl+e")
    accessible.button(window.app, "Save to keyring")


def ask_delete(window, name):
    """Opens the question."""
    window.select(name)
    window.press("More about this profile")
    accessible.press(accessible.control(window.app, "Delete", {"menu item"}))
    window.sees(f"Delete “{name}”?")


def items():
    """How many profiles the keyring holds. What else the tool prints holds secrets, and goes nowhere."""
    search = ["secret-tool", "search", "--all", "service", "tokendesk"]
    found = subprocess.run(search, capture_output=True, text=True, timeout=20, check=False)
    return found.stdout.count("\nlabel = ") + found.stdout.startswith("label = ")


def keyring_process():
    """The process of the keyring; it is started if there is none."""
    call = [
        "dbus-send",
        "--print-reply=literal",
        "--dest=org.freedesktop.DBus",
        "/org/freedesktop/DBus",
        "org.freedesktop.DBus.GetConnectionUnixProcessID",
        "string:org.freedesktop.secrets",
    ]
    start = ["dbus-send", "--print-reply", "--dest=org.freedesktop.secrets", "/", "org.freedesktop.DBus.Peer.Ping"]
    subprocess.run(start, capture_output=True, timeout=20, check=False)
    told = subprocess.run(call, capture_output=True, text=True, timeout=20, check=False).stdout.split()
    return int(told[-1]) if told else None


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
