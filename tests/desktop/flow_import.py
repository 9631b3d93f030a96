"""Profiles come in: a pasted command, cells of a spreadsheet, 200 rows of a file, a file that no person should keep. None overwrites another.

Each secret ends in the keyring and, within seconds, nowhere else: not in the memory of the program, not in its log.
"""

import csv
import secrets
from pathlib import Path

import accessible
import keyring
import memory
import programs
import screen
from story import say, tell

LIMIT_SECS = 300
WIPED_WITHIN_SECS = 5
ROWS = 200
BOX = "Paste a curl command, ID:secret, or cells from a spreadsheet"
CHECK_FIRST = "Check each before it’s saved"


def main(run):
    console, window = run.console(), run.window()
    client = (console.client_id, console.secret)
    window.new_profile("Acme", console, "key-before", "pretend-before")
    pastes_a_command(window, console, client, run.picture)
    renames_skips_and_replaces(window, console, run.picture)
    checks_before_it_saves(window, console, client, run.picture)
    imports_a_table(window, console, run)
    refuses_what_is_no_table(window, run)
    window.close_though_asked()
    run.leaves_no({"the client's secret": console.secret})


def planted():
    return "pretend-" + secrets.token_urlsafe(32)


def paste(window, text):
    """Into the box, from the clipboard of another program."""
    window.press("Import")
    field = accessible.field(window.app, BOX)
    field.queryComponent().grabFocus()
    accessible.focused(window.app, field)
    programs.put_on_clipboard(text)
    programs.copied(window, lambda held: held == text, "the other program's text")
    screen.keys("ctrl+v")
    accessible.wait_for(lambda: accessible.text_of(field).strip() != "", "the pasted text", app=window.app)
    window.press("Review")
    accessible.dialog(window.app, "Review before importing")


def imports(window, name):
    """Presses the primary button, and waits for the result."""
    window.press(name)
    window.sees("imported")


def is_wiped(window, what, secret):
    """Not in the program's memory, once the clipboard of the other program has something else."""
    programs.put_on_clipboard("nothing")

    def look():
        return not memory.copies(window.process.pid, {what: secret})[what]

    accessible.wait_for(look, f"{what} to be wiped", WIPED_WITHIN_SECS, app=window.app)


def pastes_a_command(window, console, client, picture):
    client_id, secret = client[0], planted()
    command = (
        f"curl -X POST -u \"{client_id}:{secret}\" -H 'Accept: application/json' \\\n"
        f"  \"{console.address}/api/v3/oauth/token?grant_type=client_credentials\""
    )
    before = console.sign_ins()
    paste(window, command)
    picture("import-pasted")
    field = accessible.field(window.app, "Name, Line 1")
    accessible.type_into(window.app, field, "From the wiki")
    imports(window, "Import 1 profile")
    window.press("Close")
    assert keyring.secrets()["From the wiki"] == secret, "The secret is not the pasted one"
    assert console.sign_ins() == before, "Importing without a check was a sign-in"
    is_wiped(window, "a pasted secret once it is imported", secret)
    say("A pasted curl command is a profile, and its secret is in the keyring only")


def renames_skips_and_replaces(window, console, picture):
    kept, replaced = planted(), planted()
    cells = f"Name\tConsole\tClient ID\tSecret\nAcme\t{console.address}\tkey-a\t{kept}\n"
    paste(window, cells)
    window.sees("“Acme” exists")
    imports(window, "Import 1 profile")
    window.press("Close")
    assert keyring.secrets()["Acme"] == "pretend-before", "A profile was overwritten unasked"
    assert keyring.secrets()["Acme 2"] == kept
    paste(window, cells.replace(kept, replaced))
    # Now this account exists, under the other name.
    window.sees("This account is already saved as “Acme 2”")
    accessible.press(accessible.control(window.app, "Replace", {"radio button"}))
    window.sees("Replaces “Acme 2”")
    picture("import-replace")
    imports(window, "Import 1 profile")
    window.press("Close")
    held = keyring.records()
    assert held["Acme 2"]["secret"] == replaced and held["Acme 2"]["rev"] == 2
    assert held["Acme"]["secret"] == "pretend-before"
    say("A taken name got a number, and a known account was replaced only when that was chosen")


def checks_before_it_saves(window, console, client, picture):
    wrong = planted()
    lines = f"{console.address}\n{client[0]}:{wrong}\n"
    before = console.sign_ins()
    paste(window, lines)
    as_another(window)
    window.set(CHECK_FIRST)
    count = keyring.count()
    window.press("Import 1 profile")
    window.sees("not imported")
    picture("import-not-accepted")
    assert console.sign_ins() == before + 1, "One check is one sign-in"
    assert keyring.count() == count, "A rejected secret was saved"
    window.press("Close")
    is_wiped(window, "a rejected secret once the dialog is closed", wrong)
    paste(window, f"{console.address}\n{client[0]}:{client[1]}\n")
    as_another(window)
    window.set(CHECK_FIRST)
    imports(window, "Import 1 profile")
    assert console.sign_ins() == before + 2
    assert not programs.clipboard().startswith("Authorization"), "A check copied something"
    window.press("Close")
    say("With the check, only what the console accepts was saved, with one sign-in each")


def as_another(window):
    """The account is known: it is imported once more, under its own name."""
    accessible.press(accessible.control(window.app, "Rename", {"radio button"}))
    accessible.button(window.app, "Import 1 profile")


def imports_a_table(window, console, run):
    table = run.session / "tenants.csv"
    tenants = {f"Tenant {number:03}": planted() for number in range(ROWS)}
    with table.open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(["Name", "Console", "Client ID", "Secret", "Tag"])
        for number, (name, secret) in enumerate(tenants.items()):
            rows.writerow([name, console.address, f"key-t{number}", secret, "Production"])
        rows.writerow(["", "no address", "key-x", planted(), ""])
    choose(window, table)
    accessible.dialog(window.app, "Review before importing")
    window.sees(f"{ROWS + 1} profiles in “tenants.csv”")
    run.picture("import-table")
    imports(window, f"Import {ROWS} profiles")
    accessible.button(window.app, "Close")
    window.sees("Delete it now")
    run.picture("import-table-done")
    window.press("Close")
    held = keyring.secrets()
    assert all(held[name] == secret for name, secret in tenants.items()), "A row has another secret than its own"
    table.unlink()
    is_wiped(window, "a secret of the table", tenants["Tenant 123"])
    say(f"{ROWS} rows of a table are {ROWS} profiles, each with its own secret; the row without a console stayed out")


def choose(window, path):
    """A file, by the system's dialog."""
    programs.bring("zenity", f"printf '%s\\n' '{path}'")
    window.press("Import")
    window.press("Choose file…")


def refuses_what_is_no_table(window, run):
    count = keyring.count()
    huge = run.session / "huge.csv"
    with huge.open("wb") as out:
        out.truncate(1 << 30)
    workbook = run.session / "tenants.xlsx"
    workbook.write_bytes(b"PK\x03\x04 a workbook")
    for path, told in (
        (huge, "too large"),
        (workbook, "workbook"),
        (Path("/nonexistent/tenants.csv"), "doesn’t exist"),
    ):
        choose(window, path)
        window.sees(told)
        window.press("Cancel")
        accessible.no_dialog(window.app, "Import profiles")
    assert keyring.count() == count
    say("What is no table was named, and nothing changed")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
