"""Does this credential still work? A check, a reset, and the new secret in place of the old one; each step's sign-ins are counted."""

import accessible
import keyring
import programs
import screen
from story import LeftBehind, say, tell

LIMIT_SECS = 150
PROFILE = "Production EU"
OF_ANOTHER_PROGRAM = "a text of another program"


def main(run):
    console, window = run.console(), run.window()
    old = console.secret
    window.new_profile(PROFILE, console, console.client_id, old)
    programs.put_on_clipboard(OF_ANOTHER_PROGRAM)
    checks(window, console, "Secret works")
    run.picture("check-accepted")
    new = console.reset_secret()
    checks(window, console, "Client ID or secret not accepted")
    run.picture("check-refused")
    assert programs.clipboard() == OF_ANOTHER_PROGRAM, "A check touched the clipboard"
    say("Two checks, one sign-in each: accepted, then refused after the reset; the clipboard stayed as it was")

    replaces(window, console, new, run.picture)
    window.press("Copy header")
    header = programs.copied_header(window)
    console.proves(header)
    compares(window, console, old, (old, new), run.picture)
    window.show_tab("Activity")
    window.sees("Secret works (token kept)")
    window.sees("Saved secret replaced")
    run.picture("activity")
    window.close_though_asked()
    assert keyring.secrets()[PROFILE] == new, "The keyring holds another secret"
    run.leaves_no({"the old secret": old, "the new secret": new, "the token": programs.token(header)})


def checks(window, console, verdict):
    """*Check secret*: one sign-in, and its verdict in words."""
    before = console.sign_ins()
    window.press_anew("Check secret")
    window.sees(verdict)
    assert console.sign_ins() == before + 1, "A check was not one sign-in"


def tries(window, secret, told):
    """In the dialog, *Check*: what is said of this secret."""
    window.type("New secret", secret)
    window.press_anew("Check")
    window.sees(told)


def replaces(window, console, new, picture):
    """From a refused check to a working profile: only the new secret is sent, and the old one replaced by a click."""
    before = console.sign_ins()
    # The solid button copies the token of the first check, which still works.
    window.press_anew("Enter new secret")
    tries(window, new, "The new secret works")
    is_not_lost(window, picture)
    assert console.sign_ins() == before + 1, "The stored secret was sent though it was just refused"
    picture("reset-works")
    window.press_anew("Replace saved secret")
    window.sees("Replaced at")
    picture("reset-replaced")
    window.press("Copy result")
    report = programs.copied(window, lambda text: "Replaced at" in text, "the result on the clipboard")
    assert "HTTP 200" in report and new not in report, report
    accessible.focused(window.app, accessible.button(window.app, "Close"))
    screen.keys("Return")
    accessible.gone(window.app, "Copy result")
    window.sees("Token is live")
    assert console.sign_ins() == before + 1, "Replacing the secret was a sign-in"
    assert keyring.secrets()[PROFILE] == new, "The keyring holds another secret"
    say("The new secret was tried once, and replaced the stored one; its token is kept")


def is_not_lost(window, picture):
    """Esc asks before it drops a secret that the console shows once; Enter keeps it."""
    screen.keys("Escape")
    window.sees("Discard the new secret for")
    picture("reset-discard")
    screen.keys("Return")
    window.sees("The new secret works")
    assert accessible.text_of(accessible.field(window.app, "New secret")), "The new secret is gone"
    say("Esc asked before it dropped a new secret")


def compares(window, console, wrong, secrets, picture):
    """*Check secret reset…* from the menu, with a secret that is not the new one."""
    window.choose("More about this profile", "Check secret reset…")
    before = console.sign_ins()
    tries(window, wrong, "The saved secret still works")
    assert console.sign_ins() == before + 2, "Each secret is to be tried once"
    picture("reset-does-not-work")
    window.press("Copy result")
    report = programs.copied(window, lambda text: PROFILE in text and "HTTP 401" in text, "the result on the clipboard")
    if any(secret in report for secret in secrets):
        raise LeftBehind("The result for a ticket holds a secret")
    window.press("Close")
    window.press("Discard")
    accessible.gone(window.app, "Copy result")
    say("A secret that is not the new one: told, and copied for a ticket without a secret in it")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
