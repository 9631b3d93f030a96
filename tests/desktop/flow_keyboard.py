"""Without a mouse and without a press through the accessibility tree: a new profile, its header, and out again, by keys alone."""

import accessible
import programs
import screen
from story import say, tell

LIMIT_SECS = 90
EVERYDAY = True
DESKTOPS = ["x11", "wayland"]
PROFILE = "Production EU"
MOST_STEPS = 40


def main(run):
    console, window = run.console(), run.window()
    window.sees("No profiles yet")
    screen.keys("ctrl+n")
    accessible.dialog(window.app, "New profile")
    window.type_where_the_cursor_is("Name", PROFILE)
    for name, content in (("Console", console.address), ("Client ID", console.client_id), ("Secret", console.secret)):
        tab_to(window, name)
        window.type_where_the_cursor_is(name, content)
    run.picture("filled-in")
    tab_to(window, "Save to keyring")
    screen.keys("Return")
    accessible.no_dialog(window.app, "New profile")
    accessible.wait_for(lambda: window.is_selected(PROFILE), f"“{PROFILE}” to be selected", app=window.app)
    say("A profile was filled in and saved by keys alone")

    window.press_keys_anew("ctrl+Return")
    header = programs.copied_header(window)
    console.proves(header)
    goes_all_around(window, run.picture)
    screen.keys("ctrl+l")
    programs.emptied(window)
    window.sees("No token yet")
    say("Ctrl+L forgot the token and cleared the clipboard")
    window.close()
    window.ended()


def goes_all_around(window, picture):
    """The Tab key reaches every control that a mouse reaches, shows where it is, and comes back to where it began."""
    first, seen = None, []
    for _ in range(MOST_STEPS):
        here = window.tab()
        place = (here.getRoleName(), here.name)
        if place == first:
            break
        first = first or place
        seen.append(here.name)
    else:
        raise AssertionError(f"{MOST_STEPS} times Tab did not come around: {seen}")
    picture("focus-ring")
    for name in ("Search profiles", "New profile", "Edit", "Copy header", "Copy as", "Renew", "Clear now"):
        assert name in seen, f"The Tab key does not reach “{name}”: {seen}"
    say(f"The Tab key went around over {len(seen)} controls")


def tab_to(window, name):
    """Tab until this control has the keyboard."""
    for _ in range(MOST_STEPS):
        here = window.tab()
        if here.name == name and here.getRoleName() != "label":
            return
    raise AssertionError(f"{MOST_STEPS} times Tab did not reach “{name}”")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
