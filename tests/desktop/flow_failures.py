"""Every failure that the sandbox can play, as a person meets it: one click, the card, and nothing else changed.

Runs on a private desktop (scripts/lib/private-desktop) with the real program in its sandbox. Each card is to say what
happened, what was left alone and what to do next, and the clipboard is to keep what another program put there.
"""

import argparse
import os
import signal
import sys
from pathlib import Path

import accessible
import programs

LIMIT_SECS = 240
OF_ANOTHER_PROGRAM = "a text of another program"
LEFT_ALONE = "Nothing was changed in the keyring, and nothing was copied."
GET_TOKEN = "Get token and copy header"

# Profile of the sandbox, a part of the card's headline, a part of its details.
FAILURES = [
    ("Secret was reset", "did not accept this client ID and secret", "HTTP 401"),
    ("Fails: not permitted", "does not permit this sign-in", "HTTP 403"),
    ("Fails: plan without API access", "does not include the API", "HTTP 403"),
    ("Fails: too many requests", "Too many requests for now", "HTTP 429"),
    ("Fails: server error", "problem of its own", "HTTP 503"),
    ("Fails: in maintenance", "under maintenance", "HTTP 302"),
    ("Fails: maintenance page", "under maintenance", "HTTP 200"),
    ("Fails: redirected", "The console sent us elsewhere", "HTTP 302"),
    ("Fails: empty reply", "The reply is empty", "HTTP 200"),
    ("Fails: not JSON", "The reply is not a token", "HTTP 200"),
    ("Fails: no token in the reply", "There is no token in the reply", "HTTP 200"),
    ("Fails: malformed token", "The token in the reply is malformed", "HTTP 200"),
    ("Fails: another type of token", "another kind of token", "HTTP 200"),
    ("Fails: compressed reply", "The reply is compressed", "HTTP 200"),
    ("Fails: reply too large", "far too large", "HTTP 200"),
    ("Fails: breaks off", "The connection to", "HTTP 200"),
]


def main():
    arguments = parse_arguments()
    session = Path(os.environ["TOKENDESK_SESSION"])
    pictures = Path(arguments.pictures)
    signal.signal(signal.SIGALRM, out_of_time)
    signal.alarm(LIMIT_SECS)
    programs.put_on_clipboard(OF_ANOTHER_PROGRAM)
    window = programs.Window(arguments.program, session / "log", arguments.theme, "--sandbox")
    try:
        for name, headline, details in FAILURES:
            fails(window, name, headline, details)
            programs.picture(pictures / f"{slug(name)}-{arguments.theme}.png")
        asks_whether_it_is_a_console(window)
        programs.picture(pictures / f"is-this-a-console-{arguments.theme}.png")
        cancels(window)
        assert programs.clipboard() == OF_ANOTHER_PROGRAM, "A failure touched the clipboard"
        print(f"{len(FAILURES)} failures, each with its own card; the clipboard kept what it had", flush=True)
        window.close()
        window.ended()
    except BaseException as error:
        programs.picture(pictures / "failed.png")
        print(f"--- {window.log.name} printed:\n{window.log.read_text()}", file=sys.stderr)
        if isinstance(error, (AssertionError, accessible.NotFound)):
            sys.exit(f"FAILED: {error}\nA picture of the screen: {pictures / 'failed.png'}")
        raise
    finally:
        window.kill()


def fails(window, name, headline, details):
    """One click, and the card that follows."""
    window.select(name)
    window.press(GET_TOKEN)
    window.sees(headline)
    window.sees(LEFT_ALONE)
    window.sees(details)
    window.sees("Try again")


def asks_whether_it_is_a_console(window):
    """After a refusal, the sandbox says of itself that it is a console."""
    window.select("Secret was reset")
    window.press("Is this a console?")
    window.sees("is a console")
    window.sees("No secret was sent with the question")


def cancels(window):
    """A console that never answers does not hold the window."""
    window.select("Fails: never answers")
    window.press(GET_TOKEN)
    window.sees("Waiting for")
    window.press("Cancel")
    window.sees("No token yet")


def slug(name):
    """A name for a file."""
    return "".join(letter if letter.isalnum() else "-" for letter in name.lower()).replace("--", "-")


def out_of_time(*_):
    """Ends a run that hangs."""
    raise accessible.NotFound(f"The whole run took more than {LIMIT_SECS} s")


def parse_arguments():
    """What the scripts pass."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the tokendesk to run")
    parser.add_argument("--pictures", required=True, help="the folder for pictures of the window")
    parser.add_argument("--theme", choices=["light", "dark"], default="light")
    return parser.parse_args()


if __name__ == "__main__":
    main()
