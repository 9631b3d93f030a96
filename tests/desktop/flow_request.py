"""A request of one's own with the token, and what the token says of itself."""

import programs
from story import say, tell

LIMIT_SECS = 90
EVERYDAY = True


def main(run):
    console, window = run.console(), run.window()
    window.new_profile("Production EU", console, console.client_id, console.secret)
    window.press("Get token and copy header")
    header = programs.copied_header(window)
    window.show_tab("Try a request")
    window.press("Send")
    window.sees("HTTP 200")
    run.picture("request")
    window.show_tab("Claims")
    window.sees("not verified")
    run.picture("claims")
    assert programs.clipboard() == header, "A request touched the clipboard"
    say("A request was answered HTTP 200; the claims of the token are told; the clipboard kept its header")
    window.close_though_asked()
    run.leaves_no({"the secret": console.secret, "the token": programs.token(header)})


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
