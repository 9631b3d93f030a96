"""When a program's window is there, seen from outside: by an X server without a window manager.

Times are in seconds from just before the program is started.
"""

import os
import re
import signal
import subprocess
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from Xlib import X, display, error

SIZE = (1280, 800)
LIMIT_SECS = 120
# Where the names of profiles are: text, without the dots and the edge beside it, below the search and its chips.
LIST_LEFT, LIST_WIDTH, LIST_TOP, LIST_BOTTOM = 40, 120, 90, 600
# A message takes one or two lines, five profiles take five or more.
FEWEST_LINES = 5
FEWEST_PIXELS_OF_A_LINE = 5


@dataclass
class Start:
    """What was seen of one start."""

    mapped: float = 0.0
    first_pixel: float = 0.0
    rows: float = 0.0
    process: subprocess.Popen = field(default=None, repr=False)
    window: object = field(default=None, repr=False)


class Screen:
    """A virtual screen of its own."""

    def __init__(self, folder):
        self.folder = Path(folder)
        read, write = os.pipe()
        size = f"{SIZE[0]}x{SIZE[1]}x24"
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"]
        with (self.folder / "screen.log").open("w") as log:
            self.server = subprocess.Popen(command, pass_fds=[write], stdout=log, stderr=log)
        os.close(write)
        with os.fdopen(read) as numbers:
            self.name = ":" + numbers.readline().strip()
        self.display = display.Display(self.name)
        self.root = self.display.screen().root
        self.root.change_attributes(event_mask=X.SubstructureNotifyMask)
        self.display.sync()

    def close(self):
        self.display.close()
        self.server.terminate()
        self.server.wait()

    @contextmanager
    def started(self, command, waits_for_rows=False):
        """Starts a program and watches its window; stops the program at the end."""
        environment = {**os.environ, "DISPLAY": self.name}
        self.forget_events()
        before = time.monotonic()
        with (self.folder / "program.log").open("w") as log:
            process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
        try:
            start = Start(process=process)
            window = start.window = self._mapped(process)
            start.mapped = time.monotonic() - before
            self._until(process, lambda: self._has_pixel(window))
            start.first_pixel = time.monotonic() - before
            if waits_for_rows:
                self._until(process, lambda: self._has_rows(window))
                start.rows = time.monotonic() - before
            yield start
        finally:
            # Chromium has processes of its own.
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def forget_events(self):
        self.display.sync()
        while self.display.pending_events():
            self.display.next_event()

    def _mapped(self, process):
        """The first window that is as large as one for a person; toolkits also map tiny ones."""
        limit = time.monotonic() + LIMIT_SECS
        while time.monotonic() < limit and process.poll() is None:
            while self.display.pending_events():
                event = self.display.next_event()
                if event.type == X.MapNotify and self._size(event.window)[0] >= 200:
                    return event.window
            time.sleep(0.0005)
        raise RuntimeError(f"no window: {(self.folder / 'program.log').read_text()[-500:]}")

    def _until(self, process, is_reached):
        limit = time.monotonic() + LIMIT_SECS
        while not is_reached():
            if time.monotonic() > limit or process.poll() is not None:
                raise RuntimeError(f"not reached: {(self.folder / 'program.log').read_text()[-500:]}")
            time.sleep(0.0005)

    @staticmethod
    def _size(window):
        try:
            geometry = window.get_geometry()
        except error.BadDrawable:
            return (0, 0)
        return (geometry.width, geometry.height)

    def _has_pixel(self, window):
        """Whether anything was drawn; a window is black before."""
        width, height = self._size(window)
        strip = window.get_image(width // 2, 0, 1, height, X.ZPixmap, 0xFFFFFF)
        return any(strip.data)

    def _has_rows(self, window):
        """Whether the list shows several lines of text, on a light theme."""
        _, height = self._size(window)
        lines = min(LIST_BOTTOM, height) - LIST_TOP
        picture = window.get_image(LIST_LEFT, LIST_TOP, LIST_WIDTH, lines, X.ZPixmap, 0xFFFFFF).data
        stride = LIST_WIDTH * 4
        greens = [picture[line * stride + 1 : (line + 1) * stride : 4] for line in range(lines)]
        if not any(max(line) > 200 for line in greens):
            return False
        found, was_text = 0, False
        for line in greens:
            is_text = sum(value < 110 for value in line) >= FEWEST_PIXELS_OF_A_LINE
            found += is_text and not was_text
            was_text = is_text
        return found >= FEWEST_LINES


def memory_kib(process):
    """The proportional share of memory of a program and of all that it started."""
    total = 0
    for folder in Path("/proc").iterdir():
        if not folder.name.isdecimal():
            continue
        try:
            if os.getsid(int(folder.name)) != process.pid:
                continue
            lines = (folder / "smaps_rollup").read_text().splitlines()
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total


def memory_parts_kib(process):
    """The same for the program alone, by what takes it."""
    parts, part = Counter(), ""
    for line in Path(f"/proc/{process.pid}/smaps").read_text().splitlines():
        if mapping := re.match(r"[0-9a-f]+-[0-9a-f]+ \S+ \S+ \S+ \S+ *(.*)", line):
            part = part_of(mapping[1], process)
        elif line.startswith("Pss:"):
            parts[part] += int(line.split()[1])
    return parts


def part_of(mapping, process):
    name = mapping.rpartition("/")[2]
    if mapping == str(Path(f"/proc/{process.pid}/exe").readlink()):
        return "the program's code and constants"
    if re.search(r"LLVM|_dri|libGL|libEGL|libgallium|libglapi|libz3", name):
        return "software OpenGL: Mesa and LLVM"
    if ".so" in name:
        return "other libraries"
    if re.search(r"\.(ttf|otf|ttc|pfb)|cache", name):
        return "fonts of the system"
    if name == "[heap]":
        return "heap of the main thread"
    if name.startswith("SYSV") or "memfd" in name:
        return "pictures shared with the X server"
    return "heaps of other threads, stacks, the rest"


def cpu_secs(process):
    """The time on a processor of a program and of all that it started."""
    ticks = 0
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                if os.getsid(int(folder.name)) == process.pid:
                    fields = (folder / "stat").read_text().rpartition(")")[2].split()
                    ticks += int(fields[11]) + int(fields[12])
            except (FileNotFoundError, ProcessLookupError):
                continue
    return ticks / os.sysconf("SC_CLK_TCK")
