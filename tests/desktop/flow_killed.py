"""A program that is killed leaves no header on the clipboard, no secret on the disk, and the keyring as it was: a deletion that could still be
undone has not happened.
"""

import signal

import accessible
import keyring
import programs
from story import say, tell

LIMIT_SECS = 150
DESKTOPS = ["x11", "wayland"]
KEPT, DELETED = "Production EU", "Backup reports"


def main(run):
    console = run.console()
    for name in (KEPT, DELETED):
        keyring.put(name, console.address, console.client_id, console.secret)
    secrets = {"the secret": console.secret}
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGKILL):
        window = run.window()
        window.select(KEPT)
        window.press("Get token and copy header")
        secrets[f"the token before {number.name}"] = programs.token(programs.copied_header(window))
        kill(window, number)
        accessible.wait_for(lambda: programs.clipboard() == "", f"an empty clipboard after {number.name}")
        say(f"{number.name} with a header on the clipboard: it is gone")

    window = run.window()
    window.select(DELETED)
    window.choose("More about this profile", "Delete…")
    window.press("Delete")
    window.sees("You can undo for")
    kill(window, signal.SIGKILL)
    assert keyring.count() == 2, "The item was deleted although it could still be undone"
    window = run.window()
    window.row(DELETED)
    window.row(KEPT)
    say("Killed while a deletion could be undone: the profile is still there")
    run.leaves_no(secrets)
    window.close_though_asked()


def kill(window, number):
    window.process.send_signal(number)
    window.process.wait(accessible.PATIENCE_SECS)


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
