"""A check leaves its token to be copied; one that expires soon is renewed and copied by the main key, and copied as it is by name."""

import accessible
import programs
from story import say, tell

LIMIT_SECS = 120
CHECKED, SHORT = "Works", "Lasts 90 seconds"


def main(run):
    console, window = run.console(), run.window()
    checks(run, window, console)
    renews(run, window, console)
    window.close_though_asked()


def checks(run, window, console):
    """One sign-in, nothing copied; then its header by a click."""
    window.new_profile(CHECKED, console, console.client_id, console.secret)
    window.press("Check secret")
    window.sees("Nothing was copied.")
    window.sees("Token is live")
    assert "Bearer" not in programs.clipboard(), "A check copied something"
    run.picture("checked")
    window.press("Copy header")
    console.proves(programs.copied_header(window))
    assert console.sign_ins() == 1, f"It took {console.sign_ins()} sign-ins"
    say("A check left its token, which was copied by a click without another sign-in")


def renews(run, window, console):
    """90 seconds are less than two minutes: its header is not what the main key hands out."""
    account = console.accounts[SHORT]
    before = programs.clipboard()
    window.new_profile(SHORT, console, account["Client ID"], account["Secret"])
    window.press("Get token and copy header")
    first = programs.copied_header(window, other_than=before)
    window.sees("Expires soon")
    accessible.button(window.app, "Renew and copy")
    run.picture("expires-soon")
    window.press_keys_anew("ctrl+Return")
    second = programs.copied_header(window, other_than=first)
    console.proves(second)
    assert console.sign_ins() == 3, f"It took {console.sign_ins()} sign-ins"
    window.press("Copy as")
    accessible.press(accessible.control(window.app, "Token only", accessible.MENU_ITEM))
    programs.copied(window, lambda held: held == programs.token(second), "what is left of the token")
    assert console.sign_ins() == 3, "Copying what is left of it was a sign-in"
    say("The main key renewed and copied; what was left could still be copied by name")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
