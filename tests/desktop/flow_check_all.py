"""All profiles at once: one sign-in each, a table for others without a secret in it, and what happened, told afterwards."""

import os
from pathlib import Path

import accessible
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
    follows_up(window, console, run.picture)
    window.select(PROFILE)
    window.press("Get token and copy header")
    header = programs.copied_header(window)
    secrets = (old, new, programs.token(header))
    reads_what_happened(window, secrets, run.picture)
    window.close_though_asked()
    run.leaves_no(dict(zip(("the old secret", "the new secret", "the token"), secrets)))


def checks_all(window, console, secrets, picture):
    """Both profiles; the table as Markdown and as CSV."""
    before = console.sign_ins()
    window.choose("More", "Check all…")
    window.press("Check all")
    window.sees("1 of 2 needs attention")
    assert console.sign_ins() == before + 2, "Two profiles are to be two sign-ins"
    picture("check-all-problems")
    assert rows(window) == [OTHER], "What works is no problem"
    window.set("Problems only")
    accessible.wait_for(lambda: rows(window) == [OTHER, PROFILE], "both rows, the worst first", app=window.app)
    picture("check-all")
    window.press("Copy as Markdown")
    table = programs.copied(window, lambda text: text.startswith("Check of 2 profiles"), "the table on the clipboard")
    for name, verdict in ((PROFILE, "Works"), (OTHER, "Rejected")):
        assert any(name in line and verdict in line for line in table.splitlines()), f"“{name}” is not told as {verdict}"
    assert_public(table, secrets)
    home = Path(os.environ["HOME"])
    window.press("Save as CSV…")
    window.sees("Saved as")
    [saved] = home.rglob("*.csv")
    assert saved.read_bytes().startswith(b"\xef\xbb\xbf"), "A spreadsheet would take it for the system's old code page"
    written = saved.read_bytes().decode()
    assert_public(written, secrets)
    assert written.count("\r\n") == 3, "Two profiles are three lines"
    chosen = home / "where a person said.csv"
    programs.bring("zenity", f"printf '%s\\n' '{chosen}'")
    window.press("Save as CSV…")
    window.sees(chosen.name)
    assert chosen.read_bytes().decode() == written
    window.press("Close")
    say("Two profiles checked at once: one works, one was rejected; copied as a table and saved")


def rows(window):
    """The names in the table, in their order."""
    return [node.name for node in accessible.walk(window.app) if node.getRoleName() == "table row"]


def follows_up(window, console, picture):
    """The results are still there: a row opens its profile, its link what it names, and only what failed is checked again."""
    before = console.sign_ins()
    window.choose("More", "Check all…")
    accessible.press(accessible.control(window.app, OTHER, {"table row"}))
    accessible.no_dialog(window.app, "Check all")
    accessible.wait_for(lambda: window.is_selected(OTHER), f"“{OTHER}” to be selected", app=window.app)
    window.choose("More", "Check all…")
    window.press("Enter new secret…")
    accessible.dialog(window.app, f"Check secret reset · {OTHER}")
    picture("check-all-new-secret")
    window.press("Close")
    assert console.sign_ins() == before, "Looking at the results was a sign-in"
    window.choose("More", "Check all…")
    window.press("Check failed again")
    accessible.wait_for(lambda: console.sign_ins() == before + 1, "one sign-in", app=window.app)
    window.sees("1 of 2 needs attention")
    window.press("Close")
    say("The results stayed: a row led to its profile, a link to the new secret, and one sign-in checked what had failed")


def reads_what_happened(window, secrets, picture):
    """*Activity*, on the screen and as text."""
    window.show_tab("Activity")
    window.sees("Secret works")
    window.sees("Profile saved")
    picture("activity")
    window.press("Copy as text")
    told = programs.copied(window, lambda text: "Secret works" in text, "the activity on the clipboard")
    assert_public(told, secrets)
    say("What happened is told, without secrets")


def assert_public(text, secrets):
    """What is copied for others holds no secret."""
    for number, secret in enumerate(secrets):
        if secret in text:
            raise LeftBehind(f"A copied text holds secret number {number}")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
