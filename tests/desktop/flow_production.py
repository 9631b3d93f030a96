"""A production tag asks before a copy: Cancel leaves the clipboard as it was, and only the answer copies."""

import time

import accessible
import keyring
import programs
from story import say, tell

LIMIT_SECS = 90
PROFILE, OTHER = "Production EU", "Test EU"
QUESTION = f"Copy the header for “{PROFILE}”?"
OF_ANOTHER_PROGRAM = "a text of another program"


def main(run):
    console = run.console()
    keyring.put(PROFILE, console.address, console.client_id, console.secret, tag="red")
    keyring.put(OTHER, console.address, console.client_id, console.secret, tag="green")
    window = run.window()
    window.sees(PROFILE)
    window.open_settings()
    asks = next(node for node in accessible.walk(window.app) if (node.name or "").startswith("Confirm before copying: violet"))
    accessible.press(asks)
    run.picture("asks-before-a-copy")
    window.leave_dialog("Settings")
    programs.put_on_clipboard(OF_ANOTHER_PROGRAM)

    window.select(PROFILE)
    window.press("Get token and copy header")
    accessible.dialog(window.app, QUESTION)
    run.picture("question")
    window.press("Cancel")
    accessible.no_dialog(window.app, QUESTION)
    assert programs.clipboard() == OF_ANOTHER_PROGRAM, "Cancel touched the clipboard"
    say("Asked before a production header is copied; Cancel left the clipboard as it was")

    window.press_keys_anew("ctrl+Return")
    accessible.dialog(window.app, QUESTION)
    # What comes faster than a person was meant for what was there before the question.
    time.sleep(programs.A_PERSON_TAKES_SECS)
    accessible.press(confirming(window))
    header = programs.copied_header(window)
    console.proves(header)
    say("The answer copied it")

    window.select(OTHER)
    window.press_anew("Get token and copy header")
    programs.copied_header(window, other_than=header)
    accessible.no_dialog(window.app, f"Copy the header for “{OTHER}”?")
    say("A profile of another tag was copied without a question")
    window.close_though_asked()


def confirming(window):
    """The button of the question that is not *Cancel*."""
    dialog = accessible.dialog(window.app, QUESTION)
    buttons = [node for node in accessible.walk(dialog) if node.getRoleName() in accessible.BUTTON]
    [button] = [node for node in buttons if "opy" in node.name]
    return button


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
