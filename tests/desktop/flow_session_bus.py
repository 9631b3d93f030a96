"""A program that records the session bus sees no secret: not when it is saved, read, checked or deleted."""

import os
import subprocess

import accessible
import keyring
import programs
import traces
from story import say, tell

LIMIT_SECS = 120
NAME = "Works"
# Sent by another program without encryption: a recording that lacks it proves nothing.
IN_CLEAR = "sent-without-encryption-0123456789"


def main(run):
    recording = run.session / "recorded"
    with recording.open("wb") as out:
        monitor = subprocess.Popen(["dbus-monitor", "--session", "--binary"], stdout=out, stderr=subprocess.DEVNULL)
    try:
        accessible.wait_for(lambda: says(recording, IN_CLEAR), "the recording to begin")
        console, window = run.console(), run.window()
        window.new_profile(NAME, console, console.client_id, console.secret)
        window.press("Get token and copy header")
        token = programs.token(programs.copied_header(window))
        window.press("Check secret")
        window.sees("Secret works")
        window.choose("More about this profile", "Delete…")
        window.press("Delete")
        accessible.wait_for(lambda: keyring.count() == 0, "the deletion", patience=40)
        window.close_though_asked()
    finally:
        monitor.terminate()
        monitor.wait()
    seen = recording.read_bytes()
    for carried in (b"GetSecret", b"CreateItem", f"Tokendesk: {NAME}".encode()):
        assert carried in seen, f"The keyring's calls were not recorded: no {carried}"
    for what, secret in {"the secret": console.secret, "the token": token}.items():
        forms = [form for form, needle in traces.forms(secret).items() if needle in seen]
        assert not forms, f"The bus carried {what} {', '.join(forms)}"
    os.truncate(recording, 0)
    say(f"{len(seen):,} bytes recorded of the session bus: saved, read, checked and deleted, and no secret among them")


def says(recording, text):
    """Sends a text over the bus; whether it was recorded."""
    subprocess.run(["dbus-send", "--session", "--type=signal", "/", "com.example.Clear.Text", f"string:{text}"], check=True)
    return text.encode() in recording.read_bytes()


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
