"""From a cold start to a header on the clipboard by Ctrl+K, a few letters and Enter; the keystrokes are counted."""

import accessible
import keyring
import programs
import screen
from story import say, tell

LIMIT_SECS = 90
EVERYDAY = True
DESKTOPS = ["x11", "wayland"]
MOST_KEYSTROKES = 5
FIELD = "Search profiles and commands"
OTHERS = ["Backup reports", "Customer Alpha", "Customer Beta", "Production US"]
PROFILE = "Production EU"


class Keys:
    """Presses keys and counts them; letters apart."""

    def __init__(self):
        self.strokes, self.letters = 0, 0

    def press(self, chord):
        screen.keys(chord)
        self.strokes += 1

    def type(self, letters):
        screen.type_text(letters)
        self.letters += len(letters)


def main(run):
    console = run.console()
    for name in [*OTHERS, PROFILE]:
        keyring.put(name, console.address, console.client_id, console.secret)
    header, window = from_a_cold_start(run, console)
    again_by_two_keys(window, console, header, run.picture)
    runs_a_command(window, run.picture)
    opens_without_a_sign_in(window, console)
    lists_all_commands_of_a_profile(window, run.picture)
    window.close_though_asked()
    run.leaves_no({"the secret": console.secret, "the token": programs.token(header)})


def from_a_cold_start(run, console):
    """Nothing is selected by the mouse, and nothing pressed but keys."""
    keys, window = Keys(), run.window()
    window.sees(PROFILE)
    keys.press("ctrl+k")
    accessible.dialog(window.app, "Jump to")
    accessible.focused(window.app, accessible.field(window.app, FIELD))
    keys.type("prodeu")
    accessible.wait_for(lambda: offers(window, PROFILE) and not offers(window, OTHERS[0]), "its row alone", app=window.app)
    run.picture("palette")
    keys.press("Return")
    header = programs.copied_header(window)
    accessible.no_dialog(window.app, "Jump to")
    window.sees("Token is live")
    run.picture("copied")
    assert keys.strokes <= MOST_KEYSTROKES, f"It took {keys.strokes} keystrokes"
    assert console.sign_ins() == 1, f"It took {console.sign_ins()} sign-ins"
    console.proves(header)
    say(f"A header after {keys.strokes} keystrokes and {keys.letters} letters")
    return header, window


def again_by_two_keys(window, console, header, picture):
    """What was used last comes first, and its live token is copied without another sign-in."""
    programs.put_on_clipboard("a text of another program")
    screen.keys("ctrl+k")
    accessible.focused(window.app, accessible.field(window.app, FIELD))
    picture("recent-first")
    screen.keys("Return")
    programs.copied(window, lambda held: held == header, "the same header again")
    assert console.sign_ins() == 1, "A live token was fetched again"
    say("Ctrl+K and Enter copied the header that was used last, without a sign-in")


def runs_a_command(window, picture):
    """Commands are found as profiles are; Esc leaves without doing anything."""
    screen.keys("ctrl+k")
    accessible.focused(window.app, accessible.field(window.app, FIELD))
    screen.type_text("new prof")
    accessible.wait_for(lambda: offers(window, "New profile"), "the command", app=window.app)
    picture("command")
    window.leave_dialog("Jump to")
    screen.keys("ctrl+k")
    accessible.focused(window.app, accessible.field(window.app, FIELD))
    screen.type_text("new prof")
    accessible.wait_for(lambda: offers(window, "New profile"), "the command", app=window.app)
    screen.keys("Return")
    accessible.dialog(window.app, "New profile")
    accessible.focused(window.app, accessible.field(window.app, "Name"))
    window.leave_dialog("New profile")
    say("A command was run from the same field, and Esc did nothing but leave")


def opens_without_a_sign_in(window, console):
    """Shift+Enter shows another profile, and the console hears nothing."""
    before = console.sign_ins()
    search(window, "alpha")
    accessible.wait_for(lambda: offers(window, "Customer Alpha"), "its row", app=window.app)
    screen.keys("shift+Return")
    accessible.no_dialog(window.app, "Jump to")
    accessible.wait_for(lambda: window.is_selected("Customer Alpha"), "the profile to be shown", app=window.app)
    assert console.sign_ins() == before, "Opening a profile signed in"
    say("Shift+Enter opened another profile without a sign-in")


def lists_all_commands_of_a_profile(window, picture):
    """A command of a profile that is not selected: by words of both, and by the right arrow."""
    search(window, "edit beta")
    accessible.wait_for(lambda: offers(window, "Edit Customer Beta…"), "its command", app=window.app)
    window.leave_dialog("Jump to")
    search(window, "beta")
    accessible.wait_for(lambda: offers(window, "Customer Beta"), "its row", app=window.app)
    screen.keys("Right")
    accessible.wait_for(lambda: offers(window, "Delete…"), "its commands", app=window.app)
    picture("commands-of-a-profile")
    screen.type_text("edit")
    screen.keys("Return")
    accessible.dialog(window.app, "Edit profile")
    name = accessible.text_of(accessible.field(window.app, "Name"))
    assert name == "Customer Beta", f"The editor is about “{name}”"
    window.leave_dialog("Edit profile")
    say("Every command of another profile was found, by words and by the right arrow")


def search(window, letters):
    """Opens the palette and types into it."""
    screen.keys("ctrl+k")
    accessible.focused(window.app, accessible.field(window.app, FIELD))
    screen.type_text(letters)


def offers(window, part):
    """Whether a row of the palette has this in its name."""
    dialog = accessible.dialog(window.app, "Jump to")
    return any(part in (node.name or "") and node.getRoleName() not in ("label", "entry") for node in accessible.walk(dialog))


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
