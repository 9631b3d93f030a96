"""Secrets in the memory of the running program: none is left within seconds of the moment at which it has served its purpose.

A secret that is pasted or typed and saved, or tested and discarded, that signed in, a token that expired, was forgotten, or whose
profile was deleted: each is counted in the writable memory of the process, whole or by its tail, as text, in UTF-16 and in Base64.
"""

import base64
import secrets
import string

import accessible
import keyring
import memory
import programs
import screen
from story import Skipped, say, tell

LIMIT_SECS = 300
PLANTED_LENGTH = 48
WIPED_WITHIN_SECS = 5
# How long a deletion can be undone, how long the short token lives, and what a slow machine may need on top.
DELETED_WITHIN_SECS = 10 + 10
EXPIRED_WITHIN_SECS = 90 + 20

WORKS, SHORT = "Works", "Lasts 90 seconds"
GET_TOKEN = "Get token and copy header"


def main(run):
    console, window = run.console(), run.window()
    try:
        memory.copies(window.process.pid, {"a probe": planted()})
    except memory.Unreadable as reason:
        raise Skipped(reason) from None
    saves_a_pasted_secret(window, console)
    fills_in_a_pasted_command(window, console)
    saves_a_typed_secret(window, console)
    discards_a_secret(window, console)
    signs_in(window, console)
    types_into_wrong_fields(window, console)
    short = gets_the_short_token(window, console)
    deletes_a_profile(window)
    waits_for_the_end_of(window, short)
    window.close_though_asked()


def gets_the_short_token(window, console):
    """Its end is what this flow waits for last."""
    account = console.accounts[SHORT]
    window.new_profile(SHORT, console, account["Client ID"], account["Secret"])
    window.press(GET_TOKEN)
    token = programs.token(programs.copied_header(window))
    window.press("Clear now")
    programs.emptied(window)
    is_in_memory(window, "a live token", token)
    return token


def saves_a_pasted_secret(window, console):
    """From the clipboard of another program into the editor, into the keyring."""
    secret = planted()
    window.new_editor("Pasted", console)
    window.type("Client ID", console.client_id)
    field = accessible.field(window.app, "Secret")
    field.queryComponent().grabFocus()
    accessible.focused(window.app, field)
    programs.put_on_clipboard(secret)
    programs.copied(window, lambda held: held == secret, "the other program's secret")
    screen.keys("ctrl+v")
    accessible.wait_for(lambda: len(accessible.text_of(field)) == len(secret), "the pasted secret", app=window.app)
    is_in_memory(window, "a pasted secret before it is saved", secret)
    window.save("Pasted")
    programs.put_on_clipboard("nothing")
    is_wiped(window, "a pasted secret once it is saved", secret)


def fills_in_a_pasted_command(window, console):
    """A curl command, as a browser copies it."""
    secret = planted()
    basic = base64.b64encode(f"{console.client_id}:{secret}".encode()).decode()
    command = f"curl '{console.address}/api/v3/oauth/token' \\\n  -X POST \\\n  -H 'authorization: Basic {basic}' \\\n  --compressed"
    accessible.button(window.app, "New profile")
    screen.keys("ctrl+n")
    window.type("Name", "From a command")
    field = accessible.field(window.app, "Paste to fill in")
    field.queryComponent().grabFocus()
    accessible.focused(window.app, field)
    programs.put_on_clipboard(command)
    programs.copied(window, lambda held: held == command, "the other program's command")
    screen.keys("ctrl+v")
    window.sees("Filled in: console, client ID, and secret.")
    assert accessible.text_of(field) == "", "Nothing stays in the field"
    is_in_memory(window, "a secret that was filled in", secret)
    window.save("From a command")
    assert keyring.secrets()["From a command"] == secret, "The keyring holds the secret of the command"
    programs.put_on_clipboard("nothing")
    is_wiped(window, "a secret from a pasted command once it is saved", secret)
    is_wiped(window, "the pasted command", command)
    say("A pasted command filled in the editor, and the keyring holds its secret")


def saves_a_typed_secret(window, console):
    """Letter by letter."""
    secret = planted()
    window.new_profile("Typed", console, console.client_id, secret)
    is_wiped(window, "a typed secret once it is saved", secret)
    window.press(GET_TOKEN)
    window.sees("Client ID or secret not accepted")
    is_wiped(window, "a refused secret", secret)


def discards_a_secret(window, console):
    """One that was shown and tested, and is not saved."""
    secret = planted()
    window.new_editor("Discarded", console)
    window.type("Client ID", console.client_id)
    window.type("Secret", secret)
    is_in_memory(window, "a typed secret", secret)
    screen.keys("ctrl+a", "BackSpace")
    is_wiped(window, "a typed secret that was erased", secret)
    window.type("Secret", secret)
    window.press("Show")
    is_in_memory(window, "a shown secret", secret)
    window.press("Test")
    window.sees("Client ID or secret not accepted")
    screen.keys("Escape")
    window.press("Discard")
    is_wiped(window, "a secret that was shown, tested and discarded", secret)


def signs_in(window, console):
    """With a secret that works, which is in no program's data; then everything is forgotten."""
    secret = console.reset_secret()
    window.new_profile(WORKS, console, console.client_id, secret)
    header = gets_header(window, WORKS)
    is_wiped(window, "a secret that signed in", secret)
    window.press("Show")
    window.press("Copy header")
    window.show_tab("Try a request")
    window.press("Send")
    window.sees("HTTP 200")
    window.choose("Copy request as", "curl (bash, zsh)")
    programs.copied(window, lambda held: " | curl " in held, "a curl command on the clipboard")
    window.press("Copy client ID")
    programs.copied(window, lambda held: held == console.client_id, "the client ID on the clipboard")
    screen.keys("ctrl+l")
    window.sees("No token yet")
    is_wiped(window, "a token that was shown, sent, copied as a header and for curl, pasted and forgotten", programs.token(header))


def types_into_wrong_fields(window, console):
    """Fields that mask nothing; the text goes with the session."""
    secret = planted()
    window.type("Search profiles", secret)
    is_in_memory(window, "a secret typed into the search", secret)
    screen.keys("ctrl+l")
    is_wiped(window, "a secret typed into the search, after Ctrl+L", secret)
    secret = planted()
    window.show_tab("Try a request")
    window.type("Path", secret)
    screen.keys("ctrl+l")
    is_wiped(window, "a secret typed into a request's path, after Ctrl+L", secret)
    for field in ("Client ID", "Name"):
        secret = planted()
        window.new_editor("Wrong", console)
        window.type(field, secret)
        screen.keys("ctrl+l")
        accessible.button(window.app, "Discard")
        screen.keys("ctrl+l")
        accessible.gone(window.app, "Save to keyring")
        is_wiped(window, f"a secret typed into {field}, after Ctrl+L twice", secret)


def deletes_a_profile(window):
    """Its token goes with it."""
    header = gets_header(window, WORKS)
    token = programs.token(header)
    window.choose("More about this profile", "Delete…")
    window.press("Delete")
    is_wiped(window, "the token of a deleted profile", token, DELETED_WITHIN_SECS)


def waits_for_the_end_of(window, short):
    """Nobody looks at the profile while its token expires."""
    accessible.wait_for(
        lambda: memory.copies(window.process.pid, {"it": short})["it"] == 0,
        "an expired token to leave the memory",
        EXPIRED_WITHIN_SECS,
        window.app,
    )
    say("In memory: 0 copies of an expired token")


def gets_header(window, profile):
    """A header that was pasted by another program, and cleared."""
    window.select(profile)
    window.press_anew(GET_TOKEN)
    header = programs.copied_header(window)
    window.press("Clear now")
    programs.emptied(window)
    is_in_memory(window, "a live token", programs.token(header))
    return header


def planted():
    """A secret that nothing else holds."""
    return "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(PLANTED_LENGTH))


def is_in_memory(window, what, secret):
    """A count that finds nothing must have looked."""
    found = memory.copies(window.process.pid, {what: secret})[what]
    assert found > 0, f"The search does not find {what}"


def is_wiped(window, what, secret, patience=WIPED_WITHIN_SECS):
    """Waits until no copy is left; the number of copies if some stay."""
    left = None

    def look():
        nonlocal left
        left = memory.copies(window.process.pid, {what: secret})[what]
        return left == 0

    try:
        accessible.wait_for(look, "the memory to be wiped", patience)
    except accessible.NotFound:
        raise AssertionError(f"In memory after {patience} s: {left} copies of {what}") from None
    say(f"In memory: 0 copies of {what}")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
