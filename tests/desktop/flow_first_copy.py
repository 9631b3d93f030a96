"""The first copy of all asks where it will be pasted, once the token is there; the answer holds from then on, and after a restart."""

import accessible
import programs
import screen
from story import say, tell

LIMIT_SECS = 120
EVERYDAY = True
DESKTOPS = ["x11", "wayland"]
PROFILE = "Production EU"
QUESTION = "Where will you paste it?"


def main(run):
    console, window = run.console(), run.window(first_run=True)
    window.new_profile(PROFILE, console, console.client_id, console.secret)
    cancels(window, console)
    header = answers(run, window, console)
    window.press("Clear now")
    programs.emptied(window)
    window.press("Copy header")
    programs.copied(window, lambda held: held == header, "the header on the clipboard, without a question")
    assert console.sign_ins() == 1, f"It took {console.sign_ins()} sign-ins"
    window.close_though_asked()
    is_kept(run)


def cancels(window, console):
    """Nothing is copied, and the token stays."""
    before = programs.clipboard()
    window.press("Get token and copy header")
    accessible.dialog(window.app, QUESTION)
    assert console.sign_ins() == 1, "The question came before the token"
    window.leave_dialog(QUESTION)
    window.sees("Token is live")
    assert programs.clipboard() == before, "It was copied without an answer"
    say("The first copy asked where it will be pasted; Esc copied nothing and kept the token")


def answers(run, window, console):
    """By the keyboard: an arrow, and Enter."""
    window.press("Copy header")
    accessible.dialog(window.app, QUESTION)
    run.picture("question")
    screen.keys("Down")
    second = accessible.control(window.app, "Postman, Headers tab", accessible.OPTION)
    accessible.wait_for(lambda: accessible.is_set(second), "the second answer to be chosen", app=window.app)
    window.press_keys_anew("Return")
    header = programs.copied_header(window)
    window.sees("paste it into Headers › Bulk Edit")
    console.proves(header)
    run.picture("copied")
    accessible.wait_for(lambda: 'copy = "header line"' in run.settings_file.read_text(), "the answer to be saved", app=window.app)
    say("Its answer was copied and saved, and the strip says where it goes")
    return header


def is_kept(run):
    """It is not asked again."""
    window = run.window(first_run=True)
    window.select(PROFILE)
    window.press("Get token and copy header")
    programs.copied_header(window)
    window.close_though_asked()
    say("After a restart nothing is asked")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
