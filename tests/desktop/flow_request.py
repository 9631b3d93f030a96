"""A request of one's own with the token, and what the token says of itself."""

import subprocess

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
    runs_as_copied(window)
    window.press("Copy header")
    programs.copied(window, lambda held: held == header, "the header again")
    window.show_tab("Claims")
    window.sees("not verified")
    run.picture("claims")
    assert programs.clipboard() == header, "A request touched the clipboard"
    say("A request was answered HTTP 200; the claims of the token are told; the clipboard kept its header")
    window.close_though_asked()
    run.leaves_no({"the secret": console.secret, "the token": programs.token(header)})


def runs_as_copied(window):
    """The curl command, in a shell as pasted."""
    window.press("Copy as curl")
    command = programs.copied(window, lambda held: "curl" in held, "a curl command")
    answered = subprocess.run(["sh", "-c", command + " --silent --show-error --fail"], capture_output=True, text=True, check=False)
    assert answered.returncode == 0 and answered.stdout.startswith("{"), f"The copied curl command failed: {answered.stderr}"
    say(f"The copied curl command was answered with {len(answered.stdout)} characters of JSON")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
