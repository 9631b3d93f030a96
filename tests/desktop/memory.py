"""Counts a secret in the memory of another process.

The process is not stopped, and a page that it takes back between two reads counts as empty. Reading the memory of a hardened
process takes root; as another user this goes through ``sudo``, if that asks for no password.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import traces

# What may be left of a secret that was moved about: its tail is in every whole copy too.
TAIL_CHARACTERS = 24


class Unreadable(Exception):
    """The memory of the process cannot be read by this user."""


def copies(pid, secrets):
    """How many copies of each secret (a name for each) the writable memory of a process holds, in any form."""
    if os.geteuid() == 0:
        return count(pid, secrets)
    command = ["sudo", "--non-interactive", sys.executable, __file__, str(pid)]
    read = subprocess.run(command, input=json.dumps(secrets), capture_output=True, text=True, check=False)
    if read.returncode != 0:
        raise Unreadable("reading the memory of a hardened process takes root, or sudo without a password")
    return json.loads(read.stdout)


def count(pid, secrets):
    """The same, as root. Fails where less memory can be read than the process has."""
    needles = {name: tail_forms(secret) for name, secret in secrets.items()}
    counts = dict.fromkeys(secrets, 0)
    read_bytes = 0
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for start, end in writable(pid):
            content = read(memory, start, end)
            read_bytes += len(content)
            for name, forms in needles.items():
                counts[name] += sum(content.count(form) for form in forms)
    assert read_bytes > 1_000_000, f"Only {read_bytes} bytes of memory could be read"
    return counts


def tail_forms(secret):
    """The end of a secret in each form, without those that are the same."""
    assert len(secret) >= TAIL_CHARACTERS, "The secret is too short to be told from chance"
    return set(traces.forms(secret[-TAIL_CHARACTERS:]).values())


def writable(pid):
    """The parts of its memory that the process can write: where each starts and ends."""
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        where, rights, *_ = line.split()
        if rights.startswith("rw"):
            start, _, end = where.partition("-")
            yield int(start, 16), int(end, 16)


def read(memory, start, end):
    """As much as is there; nothing of what went away, or belongs to a device."""
    parts = []
    try:
        memory.seek(start)
        while start < end and (part := memory.read(min(end - start, 1 << 24))):
            parts.append(part)
            start += len(part)
    except (OSError, ValueError):
        pass
    return b"".join(parts)


if __name__ == "__main__":
    print(json.dumps(count(int(sys.argv[1]), json.load(sys.stdin))))
