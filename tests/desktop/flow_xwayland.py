"""GNOME's compositor and Weston, which let no Wayland program manage the clipboard: it works through XWayland; without that, the window says so.

Each runs in a window of the private desktop's X server.
"""

import os
import re
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

import accessible
import keyring
import programs
from story import Skipped, say, tell

LIMIT_SECS = 180
OF_ANOTHER_PROGRAM = "a text of another program"
WITHOUT_CLIPBOARD = ("Can’t reach the clipboard", "Nothing was copied", "Click Show and copy it by hand.")


class Compositor:
    """One of them. Its programs are those in its environments: on X11 through XWayland, on both, on Wayland alone."""

    def __init__(self, name, command, its_display, keeps_copies):
        self.name, self.command, self.its_display, self.keeps_copies = name, command, its_display, keeps_copies

    def start(self, session):
        """Waits until programs can connect to both."""
        socket = f"nested-{self.command[0]}"
        log = session / "log" / self.name
        command = [part.format(socket=socket, session=session, log=log) for part in self.command]
        with (session / "log" / f"{self.name}-output").open("w") as output:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)

        def display():
            assert self.process.poll() is None, f"{self.name} ended early, with {self.process.returncode}"
            told = "".join(file.read_text() for file in (session / "log").glob(f"{self.name}*"))
            found = re.search(self.its_display, told)
            return found and found[1] if (Path(os.environ["XDG_RUNTIME_DIR"]) / socket).exists() else None

        x11 = {"DISPLAY": accessible.wait_for(display, f"{self.name} to be ready", patience=60)}
        for authority in Path(os.environ["XDG_RUNTIME_DIR"]).glob(".mutter-Xwaylandauth*"):
            x11["XAUTHORITY"] = str(authority)
        self.wayland = {"WAYLAND_DISPLAY": socket}
        self.x11, self.both = x11, x11 | self.wayland

    def end(self):
        self.process.kill()
        self.process.wait()


GNOME = Compositor("GNOME", ["mutter", "--wayland", "--nested", "--wayland-display", "{socket}"], r"public X11 display (:\d+)", False)
# It has a clipboard manager of its own, which X11 programs do not see.
WESTON = Compositor("Weston", ["weston", "--backend=x11-backend.so", "--use-pixman", "--xwayland", "--no-config", "--idle-time=0",
                    "--socket={socket}", "--log={log}"], r"xserver listening on display (:\d+)", True)  # fmt: skip


def main(run):
    console = run.console()
    keyring.put("Works", console.address, console.client_id, console.secret)
    missing = [compositor for compositor in (GNOME, WESTON) if not shutil.which(compositor.command[0])]
    for compositor in (GNOME, WESTON):
        if compositor in missing:
            continue
        compositor.start(run.session)
        try:
            header = copies(run, console, compositor, compositor.x11, "an X11 window")
            copies(run, console, compositor, compositor.both, "a Wayland window beside XWayland", other_than=header)
            says_that_it_cannot(run, compositor)
        finally:
            compositor.end()
    if missing:
        raise Skipped(f"not installed: {', '.join(compositor.command[0] for compositor in missing)}")


def copies(run, console, compositor, environment, what, other_than=""):
    """Programs of both kinds can paste the header; what they can after it was cleared, and after a kill. The header."""
    with among(environment):
        window = run.window()
        window.press("Get token and copy header")
    with among(compositor.x11):
        header = programs.copied_header(window, other_than)
    console.proves(header)
    is_pasted(window, compositor, header)
    run.picture(f"{compositor.name}-{what.split()[1]}")
    window.press("Clear now")
    window.sees("Clipboard cleared.")
    with among(compositor.x11):
        programs.emptied(window)
    left = header if compositor.keeps_copies else ""
    accessible.wait_for(lambda: on_wayland(compositor) == left, "what a clear leaves for Wayland programs", app=window.app)
    say(f"{compositor.name}, {what}: copied for all; after a clear Wayland programs paste {'it still' if left else 'nothing'}, X11 programs nothing")
    window.press("Copy header")
    is_pasted(window, compositor, header)
    window.kill()
    # The compositor may take a moment to offer its copy.
    accessible.wait_for(lambda: on_wayland(compositor) == header, "the compositor's copy after a kill")
    say(f"{compositor.name}, {what}: after a kill Wayland programs paste it still")
    return header


def is_pasted(window, compositor, header):
    with among(compositor.x11):
        programs.copied(window, lambda held: held == header, "the header for X11 programs")
    accessible.wait_for(lambda: on_wayland(compositor) == header, "the header for Wayland programs", app=window.app)


def says_that_it_cannot(run, compositor):
    """Nothing else on the clipboard is touched."""
    with among(compositor.wayland):
        subprocess.run(["wl-copy", "--type", "text/plain", OF_ANOTHER_PROGRAM], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                       timeout=20, check=True)  # fmt: skip
        window = run.window()
    window.press("Get token and copy header")
    for part in WITHOUT_CLIPBOARD:
        window.sees(part)
    run.picture(f"{compositor.name}-alone")
    assert on_wayland(compositor) == OF_ANOTHER_PROGRAM, "The clipboard does not hold what it held"
    window.kill()
    say(f"{compositor.name}, a Wayland window alone: {WITHOUT_CLIPBOARD[0]}")


def on_wayland(compositor):
    """What a Wayland program pastes."""
    with among(compositor.wayland):
        read = subprocess.run(["wl-paste", "--no-newline"], capture_output=True, text=True, timeout=20, check=False)
    return read.stdout if read.returncode == 0 else ""


@contextmanager
def among(programs_of):
    """Programs started inside the block run on this display."""
    names = ("DISPLAY", "XAUTHORITY", "WAYLAND_DISPLAY")
    before = {name: os.environ[name] for name in names if name in os.environ}

    def put(variables):
        for name in names:
            os.environ.pop(name, None)
        os.environ.update(variables)

    put(programs_of)
    try:
        yield
    finally:
        put(before)


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
