"""An empty window says how many profiles the CrashPlan CLI has. They are imported with their secrets, and nothing of the CLI is changed.

The config file and the keyring items are like those that the real CLI makes; scripts/vendor-clients --import runs that one.
"""

import subprocess
from pathlib import Path

import accessible
import keyring
from story import say, tell

LIMIT_SECS = 120
TOOL = "crashplancli"


def main(run):
    console = run.console()
    path = Path.home() / f".{TOOL}" / "config.cfg"
    path.parent.mkdir()
    path.write_text(config(console), encoding="utf-8")
    store("production", console.client_id, console.secret)
    before = (path.read_bytes(), path.stat().st_mtime_ns, items())

    window = run.window()
    window.sees("Found 3 profiles of the CrashPlan CLI.")
    run.picture("import-vendor-empty")
    say("The empty window names the profiles of the CLI")
    window.press("Import…")
    accessible.dialog(window.app, "Import profiles")
    window.press("Review CrashPlan CLI")
    accessible.dialog(window.app, "Review before importing")
    window.sees("always checks certificates")
    window.sees("another product")
    run.picture("import-vendor-review")
    window.press("Import 2 profiles")
    window.sees("imported")
    window.press("Close")
    held = keyring.records()
    assert held["production"]["secret"] == console.secret, "The secret is not the CLI's"
    assert held["ada"].get("secret") is None, "A password came from nowhere"
    assert set(held) == {"production", "ada"}, "Incydr was imported unasked"
    say("The API client came with its secret, the user without a password; Incydr stayed out")

    assert (path.read_bytes(), path.stat().st_mtime_ns, items()) == before
    say("The CLI's file and its keyring items are as they were")
    run.leaves_no({"the client's secret": console.secret})


def config(console):
    return f"""[Internal]
default_profile = production

[production]
cpg_authority_url = {console.address}
cpg_username = {console.client_id}
ignore-ssl-errors = True
api-client-auth = True

[ada]
cpg_authority_url = {console.address}
cpg_username = ada@example.com
ignore-ssl-errors = False
api-client-auth = False

[incydr]
cpg_authority_url = https://console.us.code42.com
cpg_username = ada@example.com
ignore-ssl-errors = False
api-client-auth = False

"""


def store(profile, username, secret):
    """As python-keyring does."""
    attributes = ["application", "Python keyring library", "service", f"{TOOL}::{profile}", "username", username]
    label = f"Password for '{username}' on '{TOOL}::{profile}'"
    subprocess.run(["secret-tool", "store", "--label", label, *attributes], input=secret, text=True, check=True, timeout=20)


def items():
    """Everything about the items of the CLI. Holds a secret: print none of it."""
    search = ["secret-tool", "search", "--all", "--unlock", "application", "Python keyring library"]
    told = subprocess.run(search, capture_output=True, text=True, check=True, timeout=20).stdout
    # GNOME Keyring adds a schema to its newest item when it stores another one.
    return [line for line in told.splitlines() if "schema" not in line]


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
