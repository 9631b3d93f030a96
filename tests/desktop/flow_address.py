"""*Check address*: which step of the way to a console fails, in the editor before anything is saved, and later from the menu."""

import accessible
import programs
from story import say, tell

LIMIT_SECS = 120
NAME = "Production EU"


class WithoutTls:
    """The address of a console that speaks no TLS, as somebody may type it."""

    def __init__(self, console):
        self.address = console.address.replace("http://", "https://")


def main(run):
    console = run.console()
    window = run.window()
    window.new_editor(NAME, WithoutTls(console))
    window.press("Check address")
    window.sees("Couldn’t verify 127.0.0.1")
    window.sees("Connection: Passed. 127.0.0.1:")
    window.sees("TLS: Failed.")
    window.sees("Console: Not checked")
    run.picture("address-fails")
    window.press("Copy as text")
    told = programs.copied(window, lambda text: "Connection check" in text, "the check on the clipboard")
    assert "\nFailed      TLS: " in told and "\nNot checked Console" in told, told
    assert console.sign_ins() == 0, "A check is no sign-in"
    say("The step that fails is named, with what to do, and copied as text")

    window.type("Console", console.address)
    accessible.gone(window.app, "Copy as text")
    window.press("Check address")
    window.sees("is a console")
    window.sees("TLS: Skipped. Not used")
    run.picture("address-passes")
    window.type("Client ID", console.client_id)
    window.type("Secret", console.secret)
    window.save(NAME)
    window.choose("More about this profile", "Check address")
    window.sees("is a console")
    window.sees("No credentials were sent to the console.")
    run.picture("address-of-profile")
    window.press("Close")
    assert console.sign_ins() == 0, "A check is no sign-in"
    run.leaves_no({"secret": console.secret})
    window.close()
    window.ended()
    say("The right address passed, before and after it was saved")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
