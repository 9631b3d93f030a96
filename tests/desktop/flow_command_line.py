"""The commands for scripts, as a script calls them: their formats, their exit statuses, and what they leave unsaid."""

import fcntl
import json
import os
import pty
import select
import signal
import subprocess
import termios
from datetime import UTC, datetime
from pathlib import Path

import accessible
import keyring
import programs
from story import say, tell

LIMIT_SECS = 120
EVERYDAY = True
PROFILE = "Production EU"
# An invisible character, which another program can write.
HIDDEN = "Back\u202eup"
KEYRING, NO_PROFILE, AMBIGUOUS, REJECTED, NOT_ALLOWED, CONSOLE, INPUT_MISSING = 3, 4, 5, 6, 7, 8, 10


def main(run):
    console = run.console()
    ids = fill(console)
    commands = Commands(run.arguments.program)
    lists(commands, console, ids)
    prints_tokens(commands, console, ids)
    fails(commands, console)
    takes_passwords(commands, console)
    asks_at_a_terminal(commands, console)
    checks(commands, console)
    survives_its_reader(commands)
    works_in_the_sandbox(commands)
    needs_a_keyring(commands, console)
    run.leaves_no({"a secret": console.secret, "a password": user(console, "Two-factor user")["Password"]})


class Commands:
    """Calls the program, as a session without a terminal does."""

    def __init__(self, program):
        self.program = program

    def call(self, *arguments, status=0, given="", **environment):
        """What it printed on standard output; fails unless it ends with this status and only a failure prints an error."""
        process = self.start(*arguments, **environment)
        out, err = process.communicate(given, timeout=40)
        assert process.returncode == status, f"{arguments} ended with {process.returncode}, not {status}: {err}"
        if status == 0:
            assert not err, f"{arguments} succeeded but told: {err}"
        else:
            assert err.startswith("error: "), f"{arguments} failed without a word: {err}"
        self.told = err
        return out

    def start(self, *arguments, **environment):
        """The process. It has no terminal."""
        return subprocess.Popen(
            [self.program, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            # A run in the background of a script ignores it, and so would its children.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            env=os.environ | environment,
        )


def user(console, name):
    return console.accounts[name]


def fill(console):
    """Profiles in the keyring; their IDs by name."""

    def put_user(name, account, saved=True):
        fields = {"kind": "user", "username": account["Username"]}
        return keyring.put(name, console.address, None, account["Password"] if saved else None, account=fields)

    rejected = console.accounts["Secret was reset"]
    slow = console.accounts["Fails: server error"]
    return {
        PROFILE: keyring.put(PROFILE, console.address, console.client_id, console.secret),
        HIDDEN: keyring.put(HIDDEN, console.address, console.client_id, console.secret),
        "Twin": keyring.put("Twin", console.address, console.client_id, console.secret),
        # A Cyrillic і.
        "Twіn": keyring.put("Twіn", console.address, console.client_id, console.secret),
        "Reset": keyring.put("Reset", console.address, rejected["Client ID"], rejected["Secret"]),
        "Broken": keyring.put("Broken", console.address, slow["Client ID"], slow["Secret"]),
        "Nowhere": keyring.put("Nowhere", "http://127.0.0.1:9", console.client_id, console.secret),
        "Asked": put_user("Asked", user(console, "Password asked each time"), saved=False),
        "Coded": put_user("Coded", user(console, "Two-factor user")),
        "Single": put_user("Single", user(console, "Single sign-on user")),
    }


def lists(commands, console, ids):
    table = commands.call("list")
    assert table.splitlines()[0].split() == ["NAME", "CONSOLE", "ACCOUNT", "ID"], table
    assert HIDDEN not in table and "Back\\u202eup" in table, "A name can trick the terminal"
    printed = commands.call("list", "--format", "json")
    assert HIDDEN not in printed, "A name can trick the terminal"
    listed = json.loads(printed)
    assert listed["version"] == 1 and not listed["unreadable"], listed
    profiles = {profile["name"]: profile for profile in listed["profiles"]}
    assert {name: profile["id"] for name, profile in profiles.items()} == ids, profiles
    assert profiles[PROFILE]["console"] == console.address
    assert profiles[PROFILE]["account"] == {"kind": "api_client", "client_id": console.client_id}
    username = user(console, "Password asked each time")["Username"]
    assert profiles["Asked"]["account"] == {"kind": "user", "username": username, "password_saved": False}
    for text in (table, printed):
        assert console.secret not in text, "A secret was listed"
    assert console.sign_ins() == 0, "Listing was a sign-in"
    say("Profiles are listed as a table and as JSON, without secrets and without a sign-in")


def prints_tokens(commands, console, ids):
    """One sign-in a call, and nothing around what was asked for."""
    header = commands.call("token", PROFILE)
    assert programs.HEADER.fullmatch(header.rstrip("\n")) and header.endswith("\n"), programs.shortened(header)
    proves(console, header.rstrip("\n"))
    token = commands.call("token", ids[PROFILE].upper(), "--format", "token").rstrip("\n")
    proves(console, f"Authorization: Bearer {token}")
    found = json.loads(commands.call("token", PROFILE.lower(), "--format", "json"))
    proves(console, f"Authorization: Bearer {found['token']}")
    assert (found["version"], found["token_type"]) == (1, "Bearer"), found.keys()
    assert found["profile"] == {"id": ids[PROFILE], "name": PROFILE} and found["console"] == console.address
    lives(found["expires_at"])
    credential = json.loads(commands.call("token", PROFILE, "--format", "exec-credential"))
    assert credential["kind"] == "ExecCredential" and credential["apiVersion"] == "client.authentication.k8s.io/v1"
    proves(console, f"Authorization: Bearer {credential['status']['token']}")
    lives(credential["status"]["expirationTimestamp"])
    assert console.sign_ins() == 4, f"Four tokens took {console.sign_ins()} sign-ins"
    say("A token is printed as a header, alone, as JSON and as an exec credential: one sign-in each, and the console takes them")


def proves(console, header):
    assert console.accepts(header[:-4] + "AAAA") == 401, "The console takes anything, so it proves nothing"
    assert console.accepts(header) == 200, "The console does not take it"


def lives(until):
    left = datetime.strptime(until, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) - datetime.now(UTC)
    assert 800 < left.total_seconds() <= 900, f"It expires in {left}"


def fails(commands, console):
    """Each failure has its status, prints nothing on standard output, and is never tried again."""
    before = console.sign_ins()
    for arguments, status, told, sign_ins in [
        (["Production Mars"], NO_PROFILE, "“Production Mars”", 0),
        (["twin"], AMBIGUOUS, "2 profiles", 0),
        (["Reset"], REJECTED, "not accepted", 1),
        (["Broken"], CONSOLE, "having problems", 1),
        (["Nowhere"], CONSOLE, "wasn’t sent", 0),
        (["Single"], NOT_ALLOWED, "single sign-on", 0),
        (["Asked"], INPUT_MISSING, "--password-stdin", 0),
        (["Coded"], INPUT_MISSING, "--code-stdin", 0),
        ([PROFILE, "--password-stdin"], 2, "API client", 0),
        ([PROFILE, "--format", "xml"], 2, "xml", 0),
        ([PROFILE, "--profile", PROFILE], 2, "--profile", 0),
    ]:
        out = commands.call("token", *arguments, status=status)
        assert not out and told in commands.told, f"{arguments}: {commands.told}"
        before += sign_ins
        assert console.sign_ins() == before, f"{arguments} took {console.sign_ins() - before + sign_ins} sign-ins"
    commands.call("token", "twin", status=AMBIGUOUS)
    assert "Twіn" in commands.told and "127.0.0.1" in commands.told, commands.told
    say("Failures have a status each, leave standard output empty, and are never tried again")


def takes_passwords(commands, console):
    """From standard input, where no other program sees them."""
    asked = user(console, "Password asked each time")
    header = commands.call("token", "Asked", "--password-stdin", given=asked["Password"] + "\n")
    proves(console, header.rstrip("\n"))
    commands.call("token", "Asked", "--password-stdin", given="\n", status=INPUT_MISSING)
    commands.call("token", "Asked", "--password-stdin", given="pretend-wrong", status=REJECTED)

    coded = user(console, "Two-factor user")
    # Held up where it has the password and waits for the code.
    process = commands.start("token", "Coded", "--password-stdin", "--code-stdin")
    process.stdin.write(coded["Password"] + "\n")
    process.stdin.flush()
    accessible.wait_for(lambda: has_read_all(process), "the command to have read the password")
    is_nowhere_in(coded["Password"], process.pid)
    out, err = process.communicate(console.code(coded["Username"]) + "\n", timeout=40)
    assert process.returncode == 0 and not err, err
    proves(console, out.rstrip("\n"))
    commands.call("token", "Coded", "--code-stdin", given="none", status=INPUT_MISSING)
    say("A password and a code are read from standard input, and are in no argument or variable")


def has_read_all(process):
    """Whether nothing is left in the pipe to its standard input."""
    return int.from_bytes(fcntl.ioctl(process.stdin, termios.FIONREAD, bytes(4)), "little") == 0


def is_nowhere_in(secret, pid):
    """Not in an argument, and not in a variable (which of a hardened process only root can look up)."""
    for place in ("cmdline", "environ"):
        try:
            content = Path(f"/proc/{pid}/{place}").read_bytes()
        except PermissionError:
            assert place == "environ", "The arguments of any process can be read"
            continue
        assert content or place == "environ", "The arguments are empty, so looking at them proves nothing"
        assert secret.encode() not in content, f"The password is in the process’s {place}"


def asks_at_a_terminal(commands, console):
    """Without echo, wherever standard output goes; Ctrl+C ends it and leaves the terminal as it was."""
    asked = user(console, "Password asked each time")
    shown, out, status = at_a_terminal(commands, ["token", "Asked"], asked["Password"] + "\r")
    assert status == 0 and f"Password of {asked['Username']}" in shown, shown
    assert asked["Password"] not in shown, "The password was shown"
    proves(console, out.rstrip("\n"))
    before = console.sign_ins()
    shown, out, status = at_a_terminal(commands, ["token", "Asked"], "\x03")
    assert (out, status) == ("", 130), (shown, status)
    assert console.sign_ins() == before, "An interrupted command signed in"
    say("What is missing is asked for at the terminal, without echo; Ctrl+C ends it")


def at_a_terminal(commands, arguments, typed):
    """Types once it asks; what the terminal showed, standard output, and the exit status."""
    reads, writes = os.pipe()
    pid, terminal = pty.fork()
    if pid == 0:
        os.dup2(writes, 1)
        os.execv(commands.program, [commands.program, *arguments])
    os.close(writes)
    shown = b""

    def more(expected):
        nonlocal shown
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                shown += os.read(terminal, 1024)
            except OSError:  # the other end is closed
                return True
        return expected in shown

    accessible.wait_for(lambda: more(b": "), "the question at the terminal")
    accessible.wait_for(lambda: not shows_what_is_typed(terminal), "the terminal not to show what is typed")
    os.write(terminal, typed.encode())
    accessible.wait_for(lambda: more(b"nothing but the end"), "the command to end")
    _, ended = os.waitpid(pid, 0)
    assert shows_what_is_typed(terminal), "The terminal was left without echo"
    os.close(terminal)
    with os.fdopen(reads) as out:
        return shown.decode(), out.read(), os.waitstatus_to_exitcode(ended)


def shows_what_is_typed(terminal):
    flags = termios.tcgetattr(terminal)[3]
    return bool(flags & termios.ECHO and flags & termios.ISIG)


def checks(commands, console):
    """One sign-in each; user accounts only if they are named."""
    before = console.sign_ins()
    printed = commands.call("check", "--format", "json", PROFILE, HIDDEN, PROFILE.upper())
    results = json.loads(printed)["results"]
    assert [(line["name"], line["result"], line["exit_status"]) for line in results] == [
        (PROFILE, "accepted", 0),
        (HIDDEN, "accepted", 0),
    ], results
    assert results[0]["http_status"] == 200 and results[0]["token_lifetime_secs"] == 900, results[0]
    assert console.sign_ins() == before + 2, "Two profiles took other than two sign-ins"

    process = commands.start("check", "--format", "json")
    out, err = process.communicate(timeout=40)
    assert not err, err
    results = {line["name"]: line["result"] for line in json.loads(out)["results"]}
    assert process.returncode == REJECTED, f"It ended with {process.returncode}"
    assert results == {
        PROFILE: "accepted",
        HIDDEN: "accepted",
        "Twin": "accepted",
        "Twіn": "accepted",
        "Reset": "rejected",
        "Broken": "not_checked",
        "Nowhere": "not_checked",
        "Asked": "skipped",
        "Coded": "skipped",
        "Single": "skipped",
    }, results
    assert console.sign_ins() == before + 2 + 6, "A user account was tried, or a profile twice"

    process = commands.start("check", "Asked", "Coded")
    table, _ = process.communicate(timeout=40)
    assert process.returncode == INPUT_MISSING and "Needs a two-factor code" in table, table
    assert console.sign_ins() == before + 2 + 6, "A user account was tried without its code"
    commands.call("check", PROFILE, "Production Mars", status=NO_PROFILE)
    assert console.sign_ins() == before + 2 + 6, "Something was sent although a name was wrong"
    say("Credentials are checked, one sign-in each; the status is that of the worst")


def survives_its_reader(commands):
    """``head`` reads a line and goes; the end of its pipe is no defect."""
    for arguments in (["list"], ["list", "--format", "json"], ["token", PROFILE]):
        process = commands.start(*arguments)
        process.stdout.close()
        process.stdin.close()
        assert (process.wait(40), process.stderr.read()) == (0, ""), arguments
    full = subprocess.run(
        [commands.program, "list"], stdin=subprocess.DEVNULL, stdout=open("/dev/full", "w"), stderr=subprocess.PIPE, text=True, timeout=40, check=False
    )
    assert full.returncode == 1 and "couldn’t be written" in full.stderr, full
    say("A reader that stops early is no failure; a full disk is one")


def works_in_the_sandbox(commands):
    assert "Works" in commands.call("--sandbox", "list")
    assert programs.HEADER.fullmatch(commands.call("token", "Works", "--sandbox").rstrip("\n"))
    shown, out, status = at_a_terminal(commands, ["token", "Password asked each time", "--sandbox"], "pretend\r")
    assert status == 0 and programs.HEADER.fullmatch(out.rstrip("\n")), shown
    say("All of it can be tried in the sandbox")


def needs_a_keyring(commands, console):
    """Without one, or with one that is locked and asks nobody, it ends."""
    nowhere = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent", "XDG_RUNTIME_DIR": "/nonexistent"}
    for arguments in (["list"], ["token", PROFILE], ["check"]):
        assert not commands.call(*arguments, status=KEYRING, **nowhere)
        assert "keyring" in commands.told, commands.told

    before = console.sign_ins()
    locked = keyring.process()
    os.kill(locked, signal.SIGKILL)
    accessible.wait_for(lambda: keyring.process() != locked, "the keyring to come back, locked")
    assert not commands.call("token", PROFILE, "--no-input", status=KEYRING)
    assert "locked" in commands.told and not keyring.is_asking(), commands.told
    process = commands.start("token", PROFILE, "--keyring-timeout", "3")
    out, err = process.communicate(timeout=40)
    assert process.returncode == KEYRING and not out, (process.returncode, err)
    assert "didn’t answer within 3 s" in err, err
    process = commands.start("list")
    accessible.wait_for(keyring.is_asking, "the keyring’s own question")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=5)
    assert process.returncode == -signal.SIGINT, process.returncode
    assert console.sign_ins() == before
    say("Without a keyring, or while it waits for someone to unlock it, a command ends; Ctrl+C ends it at once")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
