"""A clipboard manager that ignores the mark and restores what is cleared: the window says so, keeps trying, and asks before it closes.

On X11 that is Parcellite, which puts its last text back whenever the clipboard is empty; on Wayland a program of this flow does the same.
"""

import subprocess
import threading

import accessible
import programs
import screen
from story import say, tell

LIMIT_SECS = 150
DESKTOPS = ["x11", "wayland"]
CLOSE_NOTICE = "Close"
RESTORED = "A clipboard manager restored it"
# The window looks for two seconds, clears again, and looks for two more.
TOLD_WITHIN_SECS = 4 + 16


def main(run):
    programs.put_on_clipboard("copied before")
    console, window = run.console(), run.window()
    window.new_profile("Works", console, console.client_id, console.secret)
    with Restorer() if screen.ON_WAYLAND else Parcellite(run.session / "home") as manager:
        window.press("Get token and copy header")
        header = programs.copied_header(window)
        accessible.wait_for(lambda: manager.has_recorded(header), "the clipboard manager to record the header")
        window.press("Clear now")
        is_told(window, header)
        run.picture("restored")
        say("Clear now: the window says that a clipboard manager restored the header")

        dismiss(window)
        screen.keys("ctrl+l")
        window.sees("No token yet")
        is_told(window, header)
        say("Ctrl+L: the same")

        dismiss(window)
        window.close()
        window.press("Clear and close")
        accessible.button(window.app, "Close anyway", patience=TOLD_WITHIN_SECS)
        window.sees(RESTORED)
        run.picture("asked")
        window.press("Close anyway")
        window.ended()
    say("Closing: the window asks once more, and says why")


def is_told(window, header):
    """The notice, and that it is true."""
    accessible.button(window.app, CLOSE_NOTICE, patience=TOLD_WITHIN_SECS)
    window.sees(RESTORED)
    assert programs.clipboard() == header, "The header is not on the clipboard any more"


def dismiss(window):
    """Closes the notice, so that the next one can be told apart."""
    window.press(CLOSE_NOTICE)
    accessible.gone(window.app, CLOSE_NOTICE)


class Parcellite:
    """The real one. It writes what it records into a file at once."""

    def __init__(self, home):
        self.history = home / ".local/share/parcellite/history"

    def __enter__(self):
        nowhere = subprocess.DEVNULL
        self.process = subprocess.Popen(["parcellite", "-n"], stdout=nowhere, stderr=nowhere)
        return self

    def has_recorded(self, text):
        return self.history.exists() and text.encode() in self.history.read_bytes()

    def __exit__(self, failure, *_):
        ended = self.process.poll() is not None
        self.process.kill()
        self.process.wait()
        assert failure or not ended, "Parcellite ended early"


class Restorer:
    """Remembers the last text, and copies it when the clipboard is empty."""

    def __init__(self):
        self.last = ""
        self.ends = threading.Event()
        self.watch = threading.Thread(target=self.restore)

    def __enter__(self):
        self.watch.start()
        return self

    def has_recorded(self, text):
        return self.last == text

    def restore(self):
        while not self.ends.wait(0.1):
            held = programs.clipboard()
            if held:
                self.last = held
            elif self.last:
                programs.put_on_clipboard(self.last)

    def __exit__(self, *_):
        self.ends.set()
        self.watch.join()


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
