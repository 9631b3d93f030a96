"""A real logind: Debian's ``elogind``, which needs no systemd, on a system bus of its own.

It is unpacked, not installed: as a package it would replace systemd. What it writes to ``/run`` stays in a mount namespace of its own, for
which it needs root.
"""

import os
import shutil
import subprocess
import time
from pathlib import Path

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402
from story import Skipped  # noqa: E402

PACKAGES = ["elogind", "libelogind0"]
NAME, PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
MANAGER = "org.freedesktop.login1.Manager"
STARTS_WITHIN_SECS = 20
BUS = """<busconfig><type>system</type><listen>unix:path={path}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""


class Logind:
    """Runs it, with one session. Windows that open then find its bus."""

    def __init__(self, folder):
        self.folder = Path(folder) / "logind"
        self.folder.mkdir()
        self.processes = []
        self.programs = unpacked(self.folder)

    def __enter__(self):
        bus = self.folder / "bus"
        config = self.folder / "bus.conf"
        config.write_text(BUS.format(path=bus))
        self.start("dbus-daemon", f"--config-file={config}", "--nofork")
        wait_for(bus.exists, "the system bus")
        os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = f"unix:path={bus}"
        mounted = "mount -t tmpfs tmpfs /run && exec \"$0\""
        self.start("unshare", "--mount", "sh", "-c", mounted, self.find("elogind/elogind"))
        address = os.environ["DBUS_SYSTEM_BUS_ADDRESS"]
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.bus = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        wait_for(self.is_there, "logind")
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
        libraries = [str(library.parent) for library in self.programs.rglob("*.so*")]
        return os.environ | {"LD_LIBRARY_PATH": ":".join(libraries)}

    def find(self, end):
        """A program of the package: each release of Debian has its own place for it."""
        return next(str(path) for path in self.programs.rglob(end.rpartition("/")[2]) if str(path).endswith(end) and path.is_file())

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
        subprocess.run([self.find("bin/loginctl"), *arguments], env=self.environment(), check=True, timeout=20, capture_output=True)


def unpacked(folder):
    """Downloads the packages, without installing them."""
    if os.getuid() != 0 or not shutil.which("apt-get"):
        raise Skipped("elogind needs root and Debian's packages")
    programs = folder / "programs"
    programs.mkdir()
    for command in (["apt-get", "download", *PACKAGES], ["apt-get", "update"], ["apt-get", "download", *PACKAGES]):
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
        if command[1] == "download" and done.returncode == 0:
            break
    else:
        raise Skipped(f"elogind could not be downloaded: {done.stderr[-300:]}")
    for package in folder.glob("*.deb"):
        subprocess.run(["dpkg-deb", "--extract", package, programs], check=True)
    return programs


def wait_for(is_true, what):
    end = time.monotonic() + STARTS_WITHIN_SECS
    while not is_true():
        assert time.monotonic() < end, f"Waited {STARTS_WITHIN_SECS} s for {what}"
        time.sleep(0.05)
