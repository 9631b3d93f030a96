"""Clipboard managers of other projects: what they keep of a header, which is marked as secret, and what is left after it was cleared.

The table in SECURITY.md says the same. Each one records an ordinary copy before and after, so that one that does not work cannot pass.
"""

import itertools
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import accessible
import keyring
import programs
import screen
from story import Skipped, say, tell

LIMIT_SECS = 240
DESKTOPS = ["x11", "wayland"]
# What the clipboard holds after a clear.
NOTHING, HEADER, TEXT_BEFORE = "nothing", "the header", "the text before it"
MESSAGES = {NOTHING: "Clipboard cleared.", TEXT_BEFORE: "Clipboard cleared.", HEADER: "A clipboard manager restored it"}
CLOSE_NOTICE = "Close"
# The window clears, looks for two seconds, and perhaps does so again.
TOLD_WITHIN_SECS = 20
# The shortest delay on top of that.
CLEARED_WITHIN_SECS = 15 + TOLD_WITHIN_SECS
# Parcellite looks twice a second.
LOOKS_WITHIN_SECS = 3
NUMBERS = itertools.count()
KLIPPER_HISTORY = ["dbus-send", "--session", "--print-reply=literal", "--dest=org.kde.klipper", "/klipper",
                   "org.kde.klipper.klipper.getClipboardHistoryMenu"]  # fmt: skip


@dataclass
class Manager:
    """One of them, what it runs as, where its history is (a file below the home, or what a command prints), and what it does."""

    name: str
    command: list
    history: str | list
    records_header: bool
    leaves: str
    # Copies what it recorded once more, as its own.
    takes_over: bool = False
    # What the command starts, if that is another program.
    program: str = ""

    def has(self, text):
        """Whether it has recorded this, and will not touch the clipboard for it any more."""
        return text in self.recorded() and (not self.takes_over or screen.types()[:1] == ["text/plain"])

    def recorded(self):
        """Its history, as text."""
        if isinstance(self.history, str):
            try:
                return (Path.home() / self.history).read_text(errors="replace")
            except FileNotFoundError:
                return ""  # not there yet, or being rewritten
        return subprocess.run(self.history, capture_output=True, text=True, timeout=20, check=False).stdout


ON_X11 = [
    Manager("Klipper", [str(programs.companion("/usr/bin/klipper") or "klipper")], KLIPPER_HISTORY, False, TEXT_BEFORE),
    Manager("CopyQ", ["copyq"], ["copyq", "separator", "\n", "read", *map(str, range(8))], True, NOTHING),
    Manager("Clipman of Xfce", ["xfce4-clipman"], ".cache/xfce4/clipman/textsrc", True, NOTHING),
    Manager("Parcellite", ["parcellite", "-n"], ".local/share/parcellite/history", True, HEADER),
]
ON_WAYLAND = [
    Manager("clipman", ["wl-paste", "--type", "text", "--watch", "clipman", "store"], ".local/share/clipman.json", True, NOTHING,
            takes_over=True, program="clipman"),  # fmt: skip
]


def main(run):
    managers = ON_WAYLAND if screen.ON_WAYLAND else ON_X11
    missing = [manager for manager in managers if not shutil.which(manager.program or manager.command[0])]
    run.settings_file.parent.mkdir(parents=True)
    run.settings_file.touch(mode=0o600)
    run.settings_file.write_text('copy = "header line"\nclear_clipboard_after = "15 s"\n')
    console = run.console()
    keyring.put("Works", console.address, console.client_id, console.secret)
    window = run.window()
    window.press("Get token and copy header")
    header = programs.copied_header(window)
    clear_now(window, NOTHING, header, "")
    for manager in managers:
        if manager not in missing:
            meets(run, window, manager, header)
    window.close_though_asked()
    if missing:
        raise Skipped(f"not installed: {', '.join(manager.name for manager in missing)}")


def meets(run, window, manager, header):
    """Copies and clears twice, by the button and by the delay, while this manager records."""
    with (run.session / "log" / manager.name.replace(" ", "-")).open("w") as log:
        process = subprocess.Popen(manager.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        before = records(manager, process)
        copy(window, manager, header)
        clear_now(window, manager.leaves, header, before)
        before = records(manager, process)
        copy(window, manager, header)
        is_cleared(window, manager.leaves, header, before, CLEARED_WITHIN_SECS)
        run.picture(manager.name.replace(" ", "-"))
        # What it records, it records in order: the header would be there by now.
        records(manager, process)
        if manager.records_header:
            accessible.wait_for(lambda: header in manager.recorded(), f"{manager.name} to have the header still")
        else:
            assert header not in manager.recorded(), f"{manager.name} recorded the header"
    finally:
        process.kill()
        process.wait()
    kept = "keeps the header" if manager.records_header else "does not record the header"
    say(f"{manager.name} {kept}; after Clear now, and after the delay, the clipboard holds {manager.leaves}")


def records(manager, process):
    """Copies texts as other programs do until one is recorded, for the manager may not look yet; that text."""

    def look():
        assert process.poll() is None, f"{manager.name} ended early, with {process.returncode}"
        text = f"ordinary text {next(NUMBERS)}."
        screen.put_on_clipboard(text)
        end = time.monotonic() + LOOKS_WITHIN_SECS
        while not manager.has(text) and time.monotonic() < end:
            time.sleep(accessible.PAUSE_SECS)
        return text if manager.has(text) else None

    return accessible.wait_for(look, f"{manager.name} to record an ordinary copy", patience=60)


def copy(window, manager, header):
    window.press("Copy header")
    programs.copied(window, lambda held: held == header, "the header on the clipboard")
    if manager.records_header:
        accessible.wait_for(lambda: manager.has(header), f"{manager.name} to record the header", app=window.app)


def clear_now(window, leaves, header, before):
    window.press("Clear now")
    is_cleared(window, leaves, header, before, TOLD_WITHIN_SECS)


def is_cleared(window, leaves, header, before, patience):
    """What the window says, and what is there. Closes the notice, so that the next one can be told apart."""
    window.sees(MESSAGES[leaves], patience=patience)
    expected = {NOTHING: "", HEADER: header, TEXT_BEFORE: before}[leaves]
    accessible.wait_for(lambda: screen.clipboard() == expected, f"{leaves} on the clipboard", app=window.app)
    window.press(CLOSE_NOTICE)
    accessible.gone(window.app, CLOSE_NOTICE)


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
