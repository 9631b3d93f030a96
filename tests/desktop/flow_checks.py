"""Does this credential still work? A check, a reset, the new secret in place of the old one, and all profiles at once.

Runs on a private desktop (scripts/lib/private-desktop) with the real program, a real keyring and the sandbox console, whose sign-ins
are counted. Then a request of one's own, what the token says of itself, and what happened. In the end no secret is in any file.
"""

import json
import os
import subprocess
from pathlib import Path

import accessible
import programs
import traces
from story import LeftBehind, say, tell

LIMIT_SECS = 240
PROFILE, OTHER = "Production EU", "Backup reports"
OF_ANOTHER_PROGRAM = "a text of another program"
MORE = "More about this profile"


def main(run):
    traces.assert_search_works(run.session)
    console, window = run.console(), run.window()
    old = console.secret
    window.new_profile(PROFILE, console, console.client_id, old)
    programs.put_on_clipboard(OF_ANOTHER_PROGRAM)
    checks(window, console, "Accepted: HTTP 200")
    run.picture("check-accepted")
    new = console.reset_secret()
    checks(window, console, "did not accept this client ID and secret")
    run.picture("check-refused")
    assert programs.clipboard() == OF_ANOTHER_PROGRAM, "A check touched the clipboard"
    say("Two checks, one sign-in each: accepted, then refused after the reset; the clipboard stayed as it was")

    replaces(window, console, new, run.picture)
    header = proven(window, console)
    compares(window, console, old, (old, new), run.picture)
    tries_a_request(window, run.picture)
    window.new_profile(OTHER, console, console.client_id, old)
    checks_all(window, console, (old, new), run.picture)
    reads_what_happened(window, (old, new, token(header)), run.picture)
    window.close()
    close_though_asked(window)
    window.ended()
    assert_nothing_left(run.session, {"the old secret": old, "the new secret": new, "the token": token(header)}, new)


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
    """From a refused card to a working profile: only the new secret is sent, and the old one replaced by a click."""
    window.press("Get token and copy header")
    # On the card now, not only in the message of the check.
    window.sees("Try again")
    before = console.sign_ins()
    window.press("Enter the new secret")
    tries(window, new, "the new secret works")
    assert console.sign_ins() == before + 1, "The stored secret was sent though it was just refused"
    picture("reset-works")
    window.press_anew("Replace stored secret")
    accessible.gone(window.app, "Replace stored secret")
    window.sees("Token is live")
    assert console.sign_ins() == before + 1, "Replacing the secret was a sign-in"
    assert stored_secrets()[PROFILE] == new, "The keyring holds another secret"
    say("The new secret was tried once, and replaced the stored one; its token is kept")


def proven(window, console):
    """The token that the check obtained is the one that the card copies."""
    window.press("Copy header")
    header = programs.copied_header(window)
    assert console.accepts(header) == 200, "The console does not take the token of the check"
    return header


def compares(window, console, wrong, secrets, picture):
    """*Check a secret reset* from the menu, with a secret that is not the new one."""
    window.press(MORE)
    accessible.press(accessible.control(window.app, "Check a secret reset", {"menu item"}))
    before = console.sign_ins()
    tries(window, wrong, "The stored secret still works")
    assert console.sign_ins() == before + 2, "Each secret is to be tried once"
    picture("reset-does-not-work")
    window.press("Copy result")
    report = copied(window, lambda text: PROFILE in text and "HTTP 401" in text, "the result on the clipboard")
    assert_public(report, secrets)
    window.press("Close")
    accessible.gone(window.app, "Copy result")
    say("A secret that is not the new one: told, and copied for a ticket without a secret in it")


def tries_a_request(window, picture):
    """A GET with the token, and what the token says of itself."""
    choose_tab(window, "Try a request")
    window.press("Send")
    window.sees("HTTP 200")
    picture("request")
    choose_tab(window, "Claims")
    window.sees("not verified")
    picture("claims")
    say("A request was answered HTTP 200; the claims of the token are told")


def checks_all(window, console, secrets, picture):
    """Both profiles, one sign-in each; the table as Markdown and as CSV."""
    before = console.sign_ins()
    window.press("More")
    accessible.press(accessible.control(window.app, "Check all", {"menu item"}))
    window.press("Check all")
    window.sees("2 profiles: 1 accepted, 1 refused.")
    assert console.sign_ins() == before + 2, "Two profiles are to be two sign-ins"
    picture("check-all")
    window.press("Copy as Markdown")
    table = copied(window, lambda text: text.startswith("Check of 2 profiles"), "the table on the clipboard")
    for name, verdict in ((PROFILE, "accepted"), (OTHER, "refused")):
        assert any(name in line and verdict in line for line in table.splitlines()), f"“{name}” is not told as {verdict}"
    assert_public(table, secrets)
    window.press("Save as CSV")
    window.sees("Saved as")
    [saved] = Path(os.environ["HOME"]).rglob("*.csv")
    written = saved.read_bytes().decode()
    assert_public(written, secrets)
    assert written.count("\r\n") == 3, "Two profiles are three lines"
    window.press("Close")
    say("Two profiles checked at once: one accepted, one refused; copied as a table and saved")


def reads_what_happened(window, secrets, picture):
    """*Activity*, on the screen and as text."""
    window.select(PROFILE)
    choose_tab(window, "Activity")
    window.sees("Secret checked: accepted")
    window.sees("Stored secret replaced")
    picture("activity")
    window.press("Copy as text")
    told = copied(window, lambda text: "Stored secret replaced" in text, "the activity on the clipboard")
    assert_public(told, secrets)
    say("What happened is told, without secrets")


def choose_tab(window, name):
    """Shows a tab below the card."""
    accessible.press(accessible.control(window.app, name, {"page tab"}))


def copied(window, is_it, what):
    """What a click put onto the clipboard."""

    def look():
        held = programs.clipboard()
        return held if is_it(held) else None

    return accessible.wait_for(look, what, app=window.app)


def assert_public(text, secrets):
    """What is copied for others holds no secret."""
    for number, secret in enumerate(secrets):
        if secret in text:
            raise LeftBehind(f"A copied text holds secret number {number}")


def stored_secrets():
    """What the keyring holds, by profile."""
    items = subprocess.run(
        ["secret-tool", "search", "--all", "service", "tokendesk"], capture_output=True, text=True, check=True
    ).stdout
    found = [line.partition(" = ")[2] for line in items.splitlines() if line.startswith("secret = ")]
    return {record["name"]: record["secret"] for record in map(json.loads, found)}


def close_though_asked(window):
    """A header may still be on the clipboard, or not: both are right."""

    def look():
        return window.process.poll() is not None or accessible.shown(window.app, "Clear and close")

    if accessible.wait_for(look, "the window to close or to ask") is not True:
        window.press("Clear and close")


def assert_nothing_left(session, looked_for, new):
    """No secret and no token in a file; in the keyring the new secret alone."""
    assert stored_secrets()[PROFILE] == new, "The keyring holds another secret"
    left = traces.traces(session, looked_for)
    if left:
        raise LeftBehind("Secrets were left on the disk:\n" + "\n".join(left))
    say("No secret and no token in any file of the session")


def token(header):
    """The token in a header."""
    return header.removeprefix("Authorization: Bearer ")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
