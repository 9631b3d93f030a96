"""A real logind: Debian's ``elogind``, which needs no systemd, on a system bus of its own.

``scripts/desktop`` unpacks it, because as a package it would replace systemd. It needs root. What it writes to ``/run`` stays in a mount
namespace of its own; in a container that allows none, ``/run`` is the container's, and one logind runs after the other.
"""

import os
import subprocess
import time
from pathlib import Path

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402
from programs import COMPANIONS  # noqa: E402
from story import Skipped  # noqa: E402

# Each release of Debian has its own place for the first one.
PROGRAMS = ["/lib/elogind/elogind", "/usr/lib/elogind/elogind", "/usr/libexec/elogind"]
LOGINCTL = ["/bin/loginctl", "/usr/bin/loginctl"]
LIBRARIES = ["/lib/elogind", "/usr/lib/elogind", "/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu"]
NAME, PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
MANAGER = "org.freedesktop.login1.Manager"
STARTS_WITHIN_SECS = 60
BUS = """<busconfig><type>system</type><listen>unix:path={path}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""


class Logind:
    """Runs it, with one session. Windows that open then find its bus."""

    def __init__(self, folder):
        self.folder = Path(folder) / "logind"
        self.folder.mkdir()
        self.processes = []
        if os.getuid() != 0:
            raise Skipped("elogind needs root")
        self.program, self.loginctl_program = unpacked(PROGRAMS), unpacked(LOGINCTL)

    def __enter__(self):
        bus = self.folder / "bus"
        config = self.folder / "bus.conf"
        config.write_text(BUS.format(path=bus))
        self.start("dbus-daemon", f"--config-file={config}", "--nofork")
        wait_for(bus.exists, "the system bus")
        os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = f"unix:path={bus}"
        apart = ["unshare", "--mount", "sh", "-c", "mount -t tmpfs tmpfs /run && exec \"$@\"", "sh"]
        can_be_apart = subprocess.run([*apart, "true"], capture_output=True, check=False).returncode == 0
        command = [*(apart if can_be_apart else []), str(self.program)]
        address = os.environ["DBUS_SYSTEM_BUS_ADDRESS"]
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.bus = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        wait_for(lambda: self.runs(command), "logind")
        self.session, self.alive = self.begin_session()
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.terminate()
            process.wait()

    def start(self, *command):
        with (self.folder / "log").open("a") as log:
            self.processes.append(subprocess.Popen(command, env=self.environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log))

    def environment(self):
        libraries = ":".join(str(COMPANIONS / library.lstrip("/")) for library in LIBRARIES)
        return os.environ | {"LD_LIBRARY_PATH": libraries}

    def runs(self, command):
        """Starts it until it stays: where another one runs, it ends at once."""
        if len(self.processes) < 2 or self.processes[-1].poll() is not None:
            del self.processes[1:]
            self.start(*command)
        return self.is_there()

    def is_there(self):
        owned = self.bus.call_sync(
            "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
            GLib.Variant("(s)", [NAME]), None, Gio.DBusCallFlags.NONE, -1, None,
        )  # fmt: skip
        return owned.unpack()[0]

    def begin_session(self):
        """As a login does; it lives as long as the file that comes back."""
        session = (os.getuid(), os.getpid(), "test", "x11", "user", "", "", 0, "", ":9", False, "", "", [])
        reply, files = self.bus.call_with_unix_fd_list_sync(
            NAME, PATH, MANAGER, "CreateSession", GLib.Variant("(uusssssussbssa(sv))", session),
            None, Gio.DBusCallFlags.NONE, -1, None, None,
        )  # fmt: skip
        return reply.unpack()[0], files

    def loginctl(self, *arguments):
        subprocess.run([self.loginctl_program, *arguments], env=self.environment(), check=True, timeout=20, capture_output=True)


def unpacked(places):
    """The program of the package, not the machine's own."""
    found = next((COMPANIONS / place.lstrip("/") for place in places if (COMPANIONS / place.lstrip("/")).exists()), None)
    if not found:
        raise Skipped(f"no elogind in {COMPANIONS}")
    return found


def wait_for(is_true, what):
    end = time.monotonic() + STARTS_WITHIN_SECS
    while not is_true():
        assert time.monotonic() < end, f"Waited {STARTS_WITHIN_SECS} s for {what}"
        time.sleep(0.05)
