"""A middle click pastes what another program selected, as Ctrl+V does: client ID and secret are split, and the selection stays."""

import accessible
import programs
import screen
from story import tell

LIMIT_SECS = 120
NAME = "Selected elsewhere"


def main(run):
    console, window = run.console(), run.window()
    window.new_editor("Selected", console)
    screen.put_on_primary(" elsewhere")
    middle_click(window, "Name")
    holds(window, "Name", NAME)
    selected = f"{console.client_id}:{console.secret}"
    screen.put_on_primary(selected)
    middle_click(window, "Client ID")
    window.sees("Split into client ID and secret.")
    holds(window, "Client ID", console.client_id)
    run.picture("split")
    assert screen.primary() == selected, "The selection of the other program is gone"
    window.save(NAME)
    window.press("Get token and copy header")
    programs.copied_header(window)
    window.close_though_asked()


def middle_click(window, name):
    """In the middle of a field."""
    place = accessible.extents(accessible.field(window.app, name))
    screen.click(place.x + place.width // 2, place.y + place.height // 2, button=2)


def holds(window, name, content):
    """Waits until a field has this text."""
    accessible.wait_for(
        lambda: accessible.text_of(accessible.field(window.app, name)) == content, f"“{content}” in “{name}”", app=window.app
    )


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
