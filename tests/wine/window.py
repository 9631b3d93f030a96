"""The window under Wine, by keys, and what it leaves outside.

Wine has no bridge to screen readers, so nothing of the window can be read: each step waits for what it leaves outside the window, on the
clipboard, in a file or in the Credential Manager. The screenshots are to be looked at.
"""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "desktop"))
import screen  # noqa: E402

# Wine starts slowly on a busy machine.
PATIENCE_SECS = 120
HEADER = re.compile(r"Authorization: Bearer [A-Za-z0-9._~+/-]+=*")


def start(program, *options, **variables):
    """Starts the program, and waits for its window."""
    window = subprocess.Popen(
        ["wine64", str(program), *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | variables
    )
    found = wait_for(lambda: shown("Tokendesk"), "the window")
    subprocess.run(["xdotool", "windowactivate", "--sync", found], check=False)
    settle()
    return window


def close(window):
    screen.close_window()
    wait_for(lambda: window.poll() is not None, "the window to close")
    assert window.returncode == 0, f"It ended with {window.returncode}"


def clear_by_key():
    screen.keys("ctrl+l")
    wait_for(lambda: clipboard() == "", "the clipboard to be empty")


def copied_header(other_than=""):
    def look():
        found = HEADER.fullmatch((clipboard() or "").strip())
        return found and found[0] != other_than and found[0]

    return wait_for(look, "a header on the clipboard")


def clipboard():
    """What it holds; ``None`` where Wine, which is changing it, does not answer."""
    try:
        return screen.clipboard()
    except subprocess.TimeoutExpired:
        return None


def credentials():
    """The targets of Tokendesk's credentials."""
    return set(re.findall(r"[0-9a-f-]{36}\.tokendesk", registry(r"HKCU\Software\Wine\Credential Manager")))


def registry(key):
    """The values of a key and of those below it."""
    return subprocess.run(["wine64", "reg", "query", key, "/s"], capture_output=True, text=True, check=False).stdout


def shown(title):
    """The first window in sight with this title."""
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", f"^{title}$"], capture_output=True, text=True, check=False).stdout
    return found.split()[0] if found else None


def settle(secs=3):
    """Nothing outside the window tells that it has drawn."""
    time.sleep(secs)


def wait_for(look, what):
    deadline = time.monotonic() + PATIENCE_SECS
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.3)
    raise AssertionError(f"Waited {PATIENCE_SECS} s for {what}")
