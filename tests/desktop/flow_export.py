"""Profiles in files for another computer: without secrets, under a passphrase, and to a key, each opened by the program ``age``.

No secret is in a readable file, in the logs, or in the memory of the program once the file is saved.
"""

import fcntl
import json
import os
import pty
import secrets
import string
import subprocess
import termios
from pathlib import Path

import accessible
import keyring
import memory
import programs
from story import Skipped, say, tell

LIMIT_SECS = 180
PLANTED_LENGTH = 48
WIPED_WITHIN_SECS = 5
CONSOLE = "https://console.us1.crashplan.com"
FIRST, SECOND, ASKED = "Backup reports", "Production EU", "Dana"
EXPORT = "Export…"


def main(run):
    folder = Path(os.environ["HOME"]) / "exported"
    folder.mkdir()
    stored = {FIRST: planted(), SECOND: planted()}
    for name, secret in stored.items():
        keyring.put(name, CONSOLE, "key-42", secret)
    asked = {"kind": "user", "username": "dana@example.com"}
    keyring.put(ASKED, CONSOLE, "", None, account=asked)
    before = keyring.records()
    window = run.window()
    try:
        memory.copies(window.process.pid, {"a probe": planted()})
    except memory.Unreadable as reason:
        raise Skipped(reason) from None
    window.row(ASKED)

    without_secrets(window, folder / "plain.json", stored, run.picture)
    passphrase = planted()
    with_passphrase(window, folder / "passphrase.age", stored, passphrase, run.picture)
    to_key(window, folder, stored, run.picture)
    assert keyring.records() == before, "An export changed the keyring"
    looked_for = {"a passphrase": passphrase} | {f"the secret of {name}": secret for name, secret in stored.items()}
    are_wiped(window, looked_for)
    window.close_though_asked()
    run.leaves_no(looked_for)


def without_secrets(window, path, stored, picture):
    """Readable by anybody, and it holds nothing that must be hidden."""
    window.choose("More", "Export profiles…")
    window.sees("Exports all 3 profiles.")
    picture("export")
    export_to(window, path)
    document = json.loads(path.read_text())
    assert document["format"] == "tokendesk-profiles" and document["version"] == 1
    names = [profile["name"] for profile in document["profiles"]]
    assert sorted(names) == sorted([FIRST, SECOND, ASKED]), names
    assert all("secret" not in profile for profile in document["profiles"])
    assert not any(secret in path.read_text() for secret in stored.values()), "A secret is in a file without secrets"
    window.press("Close")
    say("Exported without secrets: a JSON file that only its owner can read")


def with_passphrase(window, path, stored, passphrase, picture):
    """Typed twice; too short a one and a mistyped one are refused first."""
    window.choose("More", "Export profiles…")
    window.set("With secrets, encrypted")
    window.sees("1 profile has no saved password")
    window.type("Passphrase", "short")
    window.press(EXPORT)
    window.sees("Use at least 12 characters")
    window.type("Passphrase", passphrase)
    window.type("Repeat passphrase", passphrase[:-1])
    window.press(EXPORT)
    window.sees("The passphrases don’t match.")
    window.type("Repeat passphrase", passphrase)
    picture("export-passphrase")
    export_to(window, path)
    picture("export-saved")
    assert b"key-42" not in path.read_bytes()
    has_secrets(decrypted(path, passphrase), stored)
    window.press("Close")
    say("Exported under a passphrase: age opened the file, with every secret in it")


def to_key(window, folder, stored, picture):
    """Of another computer's age and SSH keys."""
    age, ssh = folder / "age.key", folder / "ssh"
    subprocess.run(["age-keygen", "-o", age], check=True, capture_output=True, timeout=20)
    made = subprocess.run(["age-keygen", "-y", age], check=True, capture_output=True, text=True, timeout=20)
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", ssh], check=True, timeout=20)
    public = Path(f"{ssh}.pub").read_text().strip()
    for number, (line, key) in enumerate(((made.stdout.strip(), age), (public, ssh))):
        window.choose("More", "Export profiles…")
        window.set("With secrets, encrypted")
        window.set("Private keys")
        window.type("Public keys", "nonsense")
        window.press(EXPORT)
        window.sees("Line 1: This isn’t a public key.")
        window.type("Public keys", line)
        picture("export-recipients")
        path = folder / f"to-key-{number}.age"
        export_to(window, path)
        opened = subprocess.run(["age", "--decrypt", "--identity", key, path], check=True, capture_output=True, timeout=20)
        has_secrets(opened.stdout, stored)
        window.press("Close")
    say("Exported to an age key and to an SSH key: age opened both files")


def export_to(window, path):
    """Saves where a dialog says, and looks who may read the file."""
    programs.bring("zenity", f"printf '%s\\n' '{path}'")
    window.press(EXPORT)
    window.sees("Exported 3 profiles to", patience=60)
    mode = path.stat().st_mode & 0o777
    assert mode == 0o600, f"{path.name} has the mode {mode:o}"
    left = [beside.name for beside in path.parent.iterdir() if beside.name.endswith(".part")]
    assert not left, f"Left beside the file: {left}"


def decrypted(path, passphrase):
    """What age makes of the file. It asks its terminal for the passphrase."""
    master, terminal = pty.openpty()

    def own_terminal():
        os.setsid()
        fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)

    command = ["age", "--decrypt", path]
    with subprocess.Popen(command, stdin=terminal, stdout=subprocess.PIPE, stderr=terminal, preexec_fn=own_terminal) as age:
        asked = b""
        while b"passphrase" not in asked:
            asked += os.read(master, 1024)
        os.write(master, passphrase.encode() + b"\n")
        document = age.stdout.read()
        assert age.wait(60) == 0, "age did not open the file"
    os.close(master)
    os.close(terminal)
    return document


def has_secrets(document, stored):
    """Each with its own profile; none where none is saved."""
    profiles = {profile["name"]: profile for profile in json.loads(document)["profiles"]}
    for name, secret in stored.items():
        assert profiles[name]["secret"] == secret, f"Another secret at {name}"
    assert profiles[ASKED]["account"]["password"] == "ask" and "secret" not in profiles[ASKED]


def planted():
    """A secret that nothing else holds."""
    return "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(PLANTED_LENGTH))


def are_wiped(window, looked_for):
    """Waits until no copy of any is left."""

    def look():
        return not any(memory.copies(window.process.pid, looked_for).values())

    accessible.wait_for(look, "the exported secrets to leave the memory", WIPED_WITHIN_SECS)
    say("In memory: 0 copies of the exported secrets and of the passphrase")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
