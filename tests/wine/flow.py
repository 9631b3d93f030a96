"""The main job under Wine, by keys: a profile, its header, a request with it, a second start, the clipboard cleared.

Wine has no bridge to screen readers, so nothing of the window can be read: each step waits for what it leaves outside the window, on the
clipboard or in the Credential Manager. The screenshots are to be looked at.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "desktop"))
import programs  # noqa: E402
import screen  # noqa: E402

# Wine starts slowly on a busy machine.
PATIENCE_SECS = 120
# Letters of other alphabets, in the path of the program.
FOLDER = "Zoë Größe-日本"
HEADER = re.compile(r"Authorization: Bearer [A-Za-z0-9._~+/-]+=*")


def main(program, random_numbers, pictures):
    pictures = Path(pictures).absolute()
    pictures.mkdir(parents=True, exist_ok=True)
    folder = Path(os.environ["TOKENDESK_SESSION"]) / "tmp" / FOLDER
    folder.mkdir(parents=True)
    program = Path(shutil.copy(program, folder / "tokendesk.exe"))
    shutil.copy(random_numbers, folder)
    says_help(program)
    # What it prints arrives too.
    console = programs.Console("wine64", str(program))
    try:
        assert not credentials(), "The account has credentials of Tokendesk already"
        window = start_window(program)
        header = first_header(console, pictures)
        console.proves(header)
        assert len(credentials()) == 1, credentials()
        print("Saved a profile, copied its header, and a request with it was answered")
        clear_by_key()
        close(window)
        users = Path(os.environ["WINEPREFIX"]) / "drive_c" / "users"
        settings = list(users.glob("*/AppData/Roaming/tokendesk/settings.toml"))
        assert len(settings) == 1, "The settings are not in APPDATA"
        assert "copy" in settings[0].read_text(), "The answer to the first copy's question was not kept"

        window = start_window(program)
        settle()
        screen.keys("ctrl+Return")
        second = wait_for(copied_header, "the header of the second start")
        assert second != header
        console.proves(second)
        picture(pictures, "second-start")
        print("The second start found the profile; one key copied its header")
        clear_by_key()
        close(window)
    finally:
        console.end()


def says_help(program):
    """Though it is a program without a console, what it prints arrives."""
    done = subprocess.run(["wine64", str(program), "--help"], check=False, capture_output=True, text=True, timeout=PATIENCE_SECS)
    assert "sandbox-console" in done.stdout, f"--help printed {done.stdout!r}, {done.stderr!r}"


def start_window(program):
    window = subprocess.Popen(["wine64", str(program), "--theme", "light"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    found = wait_for(lambda: shown("Tokendesk"), "the window")
    subprocess.run(["xdotool", "windowactivate", "--sync", found], check=False)
    settle()
    return window


def first_header(console, pictures):
    picture(pictures, "first-start")
    screen.keys("ctrl+n")
    settle()
    screen.type_text("Production EU")
    screen.keys("Tab", "ctrl+a")
    screen.type_text(console.address)
    screen.keys("Tab")
    settle()
    screen.type_text(console.client_id)
    screen.keys("Tab")
    screen.type_text(console.secret)
    settle()
    picture(pictures, "editor")
    screen.keys("ctrl+Return")
    wait_for(credentials, "the profile in the Credential Manager")
    settle()
    picture(pictures, "saved")
    screen.keys("ctrl+Return")
    # The first copy asks where it is pasted; the second answer is the header line.
    settle()
    picture(pictures, "first-copy")
    screen.keys("Down", "Return")
    header = wait_for(copied_header, "the header on the clipboard")
    settle()
    picture(pictures, "live")
    return header


def clear_by_key():
    screen.keys("ctrl+l")
    wait_for(lambda: not screen.clipboard(), "the clipboard to be empty")


def close(window):
    screen.close_window()
    wait_for(lambda: window.poll() is not None, "the window to close")


def credentials():
    """The targets of Tokendesk's credentials."""
    key = r"HKCU\Software\Wine\Credential Manager"
    found = subprocess.run(["wine64", "reg", "query", key, "/s"], capture_output=True, text=True, check=False).stdout
    return set(re.findall(r"[0-9a-f-]{36}\.tokendesk", found))


def copied_header():
    found = HEADER.fullmatch(screen.clipboard().strip())
    return found and found[0]


def shown(title):
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", f"^{title}$"], capture_output=True, text=True, check=False).stdout
    return found.split()[0] if found else None


def picture(pictures, name):
    screen.picture(pictures / f"{name}.png")


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


if __name__ == "__main__":
    main(*sys.argv[1:])
