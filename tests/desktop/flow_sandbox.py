"""The sandbox: every kind of profile to try, nothing of it in the keyring, and a banner that says so."""

import accessible
import keyring
import programs
from story import say, tell

LIMIT_SECS = 90
EVERYDAY = True


def main(run):
    window = run.window()
    window.press("Open the sandbox")
    other = sandbox_of(window)
    accessible.text(other, "Sandbox · Mock console at")
    run.picture("opened-from-the-empty-list")
    say("The empty list opened the sandbox in a window of its own")
    window.kill()

    window = run.window("--sandbox")
    window.sees("Nothing is saved.")
    window.select("Works")
    window.press("Get token and copy header")
    header = programs.copied_header(window)
    window.sees("Token is live")
    run.picture("works")
    assert keyring.count() == 0, "The sandbox put something into the keyring"
    window.press("Reset the secret of “Works”")
    window.sees("New secret of")
    run.picture("new-secret")
    window.close_though_asked()
    assert keyring.count() == 0, "The sandbox put something into the keyring"
    assert header != programs.clipboard(), "The header outlived the window on the clipboard"
    say("A pretend header was fetched and cleared; the keyring was not touched")


def sandbox_of(window):
    """The window that was opened beside this one."""

    def look():
        return next((app for app in accessible.applications() if app.get_process_id() != window.process.pid and app.childCount), None)

    return accessible.wait_for(look, "another window", app=window.app)


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
