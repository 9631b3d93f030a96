"""All profiles at once: one sign-in each, a table for others without a secret in it, and what happened, told afterwards."""

import os
from pathlib import Path

import programs
from story import LeftBehind, say, tell

LIMIT_SECS = 120
PROFILE, OTHER = "Production EU", "Backup reports"


def main(run):
    console, window = run.console(), run.window()
    old = console.secret
    window.new_profile(OTHER, console, console.client_id, old)
    new = console.reset_secret()
    window.new_profile(PROFILE, console, console.client_id, new)
    checks_all(window, console, (old, new), run.picture)
    window.press("Get token and copy header")
    header = programs.copied_header(window)
    secrets = (old, new, programs.token(header))
    reads_what_happened(window, secrets, run.picture)
    window.close_though_asked()
    run.leaves_no(dict(zip(("the old secret", "the new secret", "the token"), secrets)))


def checks_all(window, console, secrets, picture):
    """Both profiles; the table as Markdown and as CSV."""
    before = console.sign_ins()
    window.choose("More", "Check all")
    window.press("Check all")
    window.sees("2 profiles: 1 accepted, 1 refused.")
    assert console.sign_ins() == before + 2, "Two profiles are to be two sign-ins"
    picture("check-all")
    window.press("Copy as Markdown")
    table = programs.copied(window, lambda text: text.startswith("Check of 2 profiles"), "the table on the clipboard")
    for name, verdict in ((PROFILE, "accepted"), (OTHER, "refused")):
        assert any(name in line and verdict in line for line in table.splitlines()), f"“{name}” is not told as {verdict}"
    assert_public(table, secrets)
    home = Path(os.environ["HOME"])
    window.press("Save as CSV")
    window.sees("Saved as")
    [saved] = home.rglob("*.csv")
    written = saved.read_bytes().decode()
    assert_public(written, secrets)
    assert written.count("\r\n") == 3, "Two profiles are three lines"
    chosen = home / "where a person said.csv"
    programs.bring("zenity", f"printf '%s\\n' '{chosen}'")
    window.press("Save as CSV")
    window.sees(chosen.name)
    assert chosen.read_bytes().decode() == written
    window.press("Close")
    say("Two profiles checked at once: one accepted, one refused; copied as a table and saved")


def reads_what_happened(window, secrets, picture):
    """*Activity*, on the screen and as text."""
    window.show_tab("Activity")
    window.sees("Secret checked: accepted")
    window.sees("Profile saved")
    picture("activity")
    window.press("Copy as text")
    told = programs.copied(window, lambda text: "Secret checked: accepted" in text, "the activity on the clipboard")
    assert_public(told, secrets)
    say("What happened is told, without secrets")


def assert_public(text, secrets):
    """What is copied for others holds no secret."""
    for number, secret in enumerate(secrets):
        if secret in text:
            raise LeftBehind(f"A copied text holds secret number {number}")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
