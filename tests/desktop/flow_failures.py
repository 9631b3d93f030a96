"""Every failure that the sandbox can play, as a person meets it: one click, the card, and nothing else changed.

Each card is to say what
happened, what was left alone and what to do next, and the clipboard is to keep what another program put there.
"""

import programs
from story import say, tell

LIMIT_SECS = 180
OF_ANOTHER_PROGRAM = "a text of another program"
LEFT_ALONE = "Nothing was copied."
GET_TOKEN = "Get token and copy header"

# Profile of the sandbox, a part of the card's headline, a part of its details.
FAILURES = [
    ("Secret was reset", "Client ID or secret not accepted", "HTTP 401"),
    ("Fails: not permitted", "Sign-in not allowed", "HTTP 403"),
    ("Fails: plan without API access", "Your plan doesn’t include API access", "HTTP 403"),
    ("Fails: too many requests", "Too many requests", "HTTP 429"),
    ("Fails: server error", "The console is having problems", "HTTP 503"),
    ("Fails: in maintenance", "under maintenance", "HTTP 302"),
    ("Fails: maintenance page", "under maintenance", "HTTP 200"),
    ("Fails: redirected", "The console redirected", "HTTP 302"),
    ("Fails: empty response", "Empty response", "HTTP 200"),
    ("Fails: not JSON", "The response isn’t a token", "HTTP 200"),
    ("Fails: no token in the response", "No token in the response", "HTTP 200"),
    ("Fails: malformed token", "Malformed token", "HTTP 200"),
    ("Fails: another type of token", "Unsupported token type", "HTTP 200"),
    ("Fails: compressed response", "Unexpected compressed response", "HTTP 200"),
    ("Fails: response too large", "Response too large", "HTTP 200"),
    ("Fails: connection closes early", "The connection closed early", "HTTP 200"),
]


def main(run):
    programs.put_on_clipboard(OF_ANOTHER_PROGRAM)
    window = run.window("--sandbox")
    for name, headline, details in FAILURES:
        fails(window, name, headline, details)
        run.picture(slug(name))
    asks_whether_it_is_a_console(window)
    run.picture("is-this-a-console")
    cancels(window)
    assert programs.clipboard() == OF_ANOTHER_PROGRAM, "A failure touched the clipboard"
    say(f"{len(FAILURES)} failures, each with its own card; the clipboard kept what it had")
    window.close()
    window.ended()


def fails(window, name, headline, details):
    """One click, and the card that follows."""
    window.find(name)
    window.press(GET_TOKEN)
    window.sees(headline)
    window.sees(LEFT_ALONE)
    window.sees(details)
    window.sees("Try again")


def asks_whether_it_is_a_console(window):
    """After a refusal, the sandbox says of itself that it is a console."""
    window.find("Secret was reset")
    window.press("Check address")
    window.sees("is a console")
    window.sees("No credentials were sent to the console.")


def cancels(window):
    """A console that never answers does not hold the window."""
    window.find("Fails: never answers")
    window.press(GET_TOKEN)
    window.sees("Waiting for")
    window.press("Cancel")
    window.sees("No token yet")


def slug(name):
    """A name for a file."""
    return "".join(letter if letter.isalnum() else "-" for letter in name.lower()).replace("--", "-")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
