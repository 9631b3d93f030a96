"""The running program keeps its memory from other programs of the same user, leaves no core file, and a defect prints no message.

It runs as an ordinary user: what root may read says nothing.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import accessible
from story import say, tell

LIMIT_SECS = 90
# A user whom nothing else runs as: how many processes it has is counted below.
ORDINARY = 65_432
TITLE = "Tokendesk (sandbox)"


def main(run):
    prefix = as_ordinary_user()
    home = run.session / "ordinary"
    home.mkdir(mode=0o700)
    # Where it was built may be closed to this user.
    program = shutil.copy(run.arguments.program, home)
    if prefix:
        # The session's folder is root's alone.
        run.session.chmod(0o711)
        os.chown(home, ORDINARY, ORDINARY)
    environment = os.environ | {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "TMPDIR": str(home)}
    hides_its_memory(run, [*prefix, program], prefix, environment)
    a_defect_prints_its_place_alone([*prefix, program], environment)
    says_that_it_is_not_hardened(run)


def as_ordinary_user():
    """What a command begins with that is not to run as root."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", f"--reuid={ORDINARY}", f"--regid={ORDINARY}", "--clear-groups"]


def hides_its_memory(run, program, prefix, environment):
    """Another process of the same user can read any memory but this program's."""
    open_program = subprocess.Popen([*prefix, "sleep", "600"], env=environment)
    with (run.session / "log/hardened").open("w") as log:
        window = subprocess.Popen(
            [*program, "--sandbox", "--theme", run.theme], env=environment, stdout=log, stderr=log
        )
    try:
        accessible.wait_for(lambda: has_window(window.pid), f"a window of {TITLE}", patience=40)
        owner = os.getuid() if not prefix else ORDINARY
        assert Path(f"/proc/{open_program.pid}/mem").stat().st_uid == owner, "The comparison shows nothing"
        assert Path(f"/proc/{window.pid}/mem").stat().st_uid == 0, "The process is dumpable: its memory belongs to its user"
        # Where the kernel lets no process look into another anyway, the owner above is what tells.
        if can_read_memory(prefix, open_program.pid):
            say("Another process of this user can be read: the kernel does not forbid it by itself")
        assert not can_read_memory(prefix, window.pid), "Another process of the same user can read its memory"
        limits = Path(f"/proc/{window.pid}/limits").read_text()
        soft = re.search(r"Max core file size\s+(\S+)", limits)[1]
        assert soft == "0", f"It may leave a core file of {soft} bytes"
        say("The memory of the running window is closed to its user’s other programs, and it leaves no core file")
    finally:
        for process in (window, open_program):
            process.kill()
            process.wait()


def has_window(pid):
    """Whether this process shows a window."""
    search = ["xdotool", "search", "--onlyvisible", "--all", "--pid", str(pid), "--name", re.escape(TITLE)]
    return subprocess.run(search, capture_output=True, check=False).returncode == 0


def can_read_memory(prefix, pid):
    """Whether a process of the same user may open the memory of this one."""
    look = f"open('/proc/{pid}/mem', 'rb')"
    return subprocess.run([*prefix, "python3", "-c", look], capture_output=True, check=False).returncode == 0


def a_defect_prints_its_place_alone(program, environment):
    """The window library panics over a scale factor that is none, and says it."""
    factor = "no-factor-but-a-text"
    ended = subprocess.run(
        [*program, "--sandbox"],
        env=environment | {"WINIT_X11_SCALE_FACTOR": factor},
        capture_output=True,
        text=True,
        timeout=40,
        check=False,
    )
    assert re.search(r"^tokendesk: a defect at \S+:\d+ \(thread ", ended.stderr, re.MULTILINE), (
        f"A panic printed no place. The exit code was {ended.returncode}; it printed:\n{ended.stderr}"
    )
    assert factor not in ended.stderr, f"A panic printed its message:\n{ended.stderr}"
    say("A panic prints where it was, and no message")


def says_that_it_is_not_hardened(run):
    """On a system that refuses both calls; strace refuses them here."""
    refused = ["-e", "trace=prctl,prlimit64", "-e", "inject=prctl,prlimit64:error=EPERM", "-o", "/dev/null"]
    # With -D the program is our child, and strace is not.
    process = subprocess.Popen(["strace", "-D", "-f", *refused, run.arguments.program, "--sandbox", "--theme", run.theme])
    try:
        app = accessible.application(process.pid)
        accessible.text(app, "memory isn’t protected from your other programs")
        run.picture("not-hardened")
        say("Where the system refuses to harden the process, the window says so")
    finally:
        process.kill()
        process.wait()


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
