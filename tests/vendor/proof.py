"""What the checks of the vendor's clients share: saying what was proved, accounts from the environment, two-factor codes."""

import json
import os
import sys
import time
import urllib.request


class Unproved(Exception):
    """Something is not as it was to be; says what."""


def demand(fact, otherwise):
    if not fact:
        raise Unproved(otherwise)


def proved(what):
    print(f"  {what}", flush=True)


def run(main):
    """Runs a check, and ends the process with what it came to."""
    try:
        main()
    except Unproved as error:
        sys.exit(f"Not proved: {error}.")
    except Exception as error:
        # By its kind alone: the text or the frames of another library's error could carry a credential.
        sys.exit(f"Not proved: {type(error).__module__}.{type(error).__name__} was raised.")


def pair(login, secret):
    """Two variables of the environment that only make sense together."""
    values = os.environ.get(login), os.environ.get(secret)
    if all(values):
        return values
    if any(values):
        sys.exit(f"{login} and {secret} are given together or not at all.")
    return None


def fresh_code(console, username):
    """A two-factor code of this user that the sandbox console accepts now. It tells them to anyone."""
    for _ in range(2):
        with urllib.request.urlopen(f"{console}/sandbox/codes", timeout=30) as reply:
            codes = json.load(reply)["codes"]
        code = next((code for code in codes if code["username"] == username), None)
        demand(code, "the sandbox console told no two-factor code for the two-factor user")
        if code["countsInSecs"] == 0:
            return code["code"]
        time.sleep(code["countsInSecs"])
    raise Unproved("no two-factor code came to count")


def wrong_code(code):
    """Another code of six digits."""
    return f"{(int(code) + 1) % 1_000_000:06}"
