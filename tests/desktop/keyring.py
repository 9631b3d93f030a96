"""The keyring of a run: what it holds, put into it by hand, and its process."""

import json
import subprocess
import time
import uuid

import accessible
import screen

MAYBE_ASKING = "Your keyring may be locked"


def records():
    """What the keyring holds, by the name of the profile. Holds secrets: print none of it."""
    found = [line.partition(" = ")[2] for line in _search().splitlines() if line.startswith("secret = ")]
    return {record["name"]: record for record in map(json.loads, found)}


def secrets():
    """The stored secrets, by the name of the profile."""
    return {name: record["secret"] for name, record in records().items()}


def count():
    """How many profiles the keyring holds."""
    return sum(line.startswith("label = ") for line in _search().splitlines())


def put(name, console, client_id, secret, **more):
    """Stores a profile as Tokendesk does; fields such as ``pinned`` and ``tag`` by name."""
    identity = str(uuid.uuid4())
    record = {
        "v": 1,
        "rev": 1,
        "name": name,
        "console": console,
        "account": {"kind": "api_client", "client_id": client_id},
        "secret": secret,
        "saved_at": "2026-03-01T09:00:00Z",
        **more,
    }
    store = ["secret-tool", "store", "--label", f"Tokendesk: {name}", "service", "tokendesk", "username", identity]
    subprocess.run(store, input=json.dumps(record), text=True, check=True, timeout=20)
    return identity


def process():
    """The process of the keyring; it is started if there is none."""
    call = [
        "dbus-send",
        "--print-reply=literal",
        "--dest=org.freedesktop.DBus",
        "/org/freedesktop/DBus",
        "org.freedesktop.DBus.GetConnectionUnixProcessID",
        "string:org.freedesktop.secrets",
    ]
    start = ["dbus-send", "--print-reply", "--dest=org.freedesktop.secrets", "/", "org.freedesktop.DBus.Peer.Ping"]
    subprocess.run(start, capture_output=True, timeout=20, check=False)
    told = subprocess.run(call, capture_output=True, text=True, timeout=20, check=False).stdout.split()
    return int(told[-1]) if told else None


def is_asking():
    """Whether the keyring's question for its password is on the screen."""
    search = ["xdotool", "search", "--onlyvisible", "--class", "gcr-prompter"]
    return subprocess.run(search, capture_output=True, check=False).returncode == 0


def unlock(window):
    """Answers the keyring's question, once it is there, and waits until the window has heard it."""
    accessible.wait_for(is_asking, "the keyring's own question", app=window.app)

    def answered():
        # The question takes the keys a moment after it is there.
        if is_asking():
            screen.type_text("test")
            screen.keys("Return")
            time.sleep(1)
        return not is_asking() and not accessible.shown(window.app, MAYBE_ASKING)

    accessible.wait_for(answered, "the answer to be heard", app=window.app)


def _search():
    """All that the tool prints. It holds secrets, and goes nowhere."""
    search = ["secret-tool", "search", "--all", "service", "tokendesk"]
    return subprocess.run(search, capture_output=True, text=True, timeout=20, check=False).stdout
