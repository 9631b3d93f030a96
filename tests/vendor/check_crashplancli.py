"""Checks the sandbox console with the vendor's own command line, unchanged: profiles of each kind are made, and used.

Usage: check_crashplancli.py CONSOLE, with its accounts in the environment (see check_pycpg.py):

TOKENDESK_CLIENT_ID, TOKENDESK_SECRET
TOKENDESK_USERNAME, TOKENDESK_PASSWORD
TOKENDESK_TWO_FACTOR_USERNAME, TOKENDESK_TWO_FACTOR_PASSWORD

The command line runs in a home of its own, which is removed; its passwords, pretend ones all, go into a file there, not into
anyone's keyring. It takes them as arguments, so they show in the list of processes: for the sandbox's accounts only.

Prints what was proved, and never a secret or a code. Exits with 1 if something was not.
"""

import os
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from proof import demand, fresh_code, pair, proved, run, wrong_code

LIMIT_SECS = 60


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    client = pair("TOKENDESK_CLIENT_ID", "TOKENDESK_SECRET")
    user = pair("TOKENDESK_USERNAME", "TOKENDESK_PASSWORD")
    two_factor = pair("TOKENDESK_TWO_FACTOR_USERNAME", "TOKENDESK_TWO_FACTOR_PASSWORD")
    if not (client and user and two_factor):
        sys.exit(__doc__)
    proved(f"crashplancli {version('crashplancli')} against {sys.argv[1]}")
    with tempfile.TemporaryDirectory() as home:
        command = CommandLine(sys.argv[1], Path(home))
        check_api_client(command, *client)
        check_user(command, *user)
        check_two_factor_user(command, *two_factor)


def check_api_client(command, client_id, secret):
    command.succeeds("profile", "create-api-client", "-n", "client", "--api-client-id", client_id, "--secret", secret)
    command.lists_users("client")
    proved("profile create-api-client: signed in, and listed users with the stored secret")


def check_user(command, username, password):
    command.succeeds("profile", "create", "-n", "user", "-u", username, "--password", password)
    command.lists_users("user")
    proved("profile create: a user signed in without a code, and listed users with the stored password")

    refusal = command.fails("profile", "create", "-n", "wrong", "-u", username, "--password", password + "x")
    demand("Invalid credentials for user" in refusal, "a wrong password was not named as the reason")
    proved("profile create: another password is refused and not stored")


def check_two_factor_user(command, username, password):
    def create(name, code):
        return "profile", "create", "-n", name, "-u", username, "--password", password, "--totp", code

    code = fresh_code(command.console, username)
    refusal = command.fails(*create("guessed", wrong_code(code)))
    demand("Invalid credentials or TOTP token" in refusal, "a wrong code was not named as the reason")
    proved("profile create --totp: a wrong code is refused, and the password not stored")

    command.succeeds(*create("two-factor", code))
    demand("A password is set" in command.succeeds("profile", "show", "two-factor"), "the password was not stored")
    proved("profile create --totp: a two-factor user signed in with a code, and the password is stored")

    command.lists_users("two-factor", "--totp", fresh_code(command.console, username))
    proved("users list --totp: the next code works with the stored password")


class CommandLine:
    """The vendor's command line, with a home of its own."""

    def __init__(self, console, home):
        self.console = console
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("TOKENDESK_", "XDG_"))
        }
        self.environment |= {
            "HOME": str(home),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CONFIG_HOME": str(home / "config"),
            # Of a package that the command line brings along; what it is asked about such a store, --assume-yes answers.
            "PYTHON_KEYRING_BACKEND": "keyrings.alt.file.PlaintextKeyring",
            "NO_COLOR": "1",
        }

    def succeeds(self, *arguments):
        """What it prints."""
        ended = self._run(*arguments)
        demand(ended.returncode == 0, f"crashplan {' '.join(arguments[:2])} failed")
        return ended.stdout

    def fails(self, *arguments):
        """What it says of the reason."""
        ended = self._run(*arguments)
        demand(ended.returncode != 0, f"crashplan {' '.join(arguments[:2])} succeeded with a wrong credential")
        return ended.stderr

    def lists_users(self, profile, *arguments):
        listed = self.succeeds("users", "list", "--profile", profile, "--format", "CSV", *arguments)
        demand(len(listed.splitlines()) > 100, "not all users were listed")

    def _run(self, *arguments):
        arguments = list(arguments)
        if arguments[1].startswith("create"):
            arguments += ["--server", self.console, "--assume-yes"]
        return subprocess.run(
            [sys.executable, "-m", "crashplancli", *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=LIMIT_SECS,
            check=False,
        )


if __name__ == "__main__":
    run(main)
