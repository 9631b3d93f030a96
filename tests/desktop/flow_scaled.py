"""On a screen of twice and three times the density: the same window, as large to the eye, drawn sharp, and usable."""

import os

import accessible
import programs
from story import say, tell

LIMIT_SECS = 120
SCREEN = "2940x1980"
POINTS = (980, 660)


def main(run):
    console = run.console()
    first(run, console, 3)
    again(run, 2)


def first(run, console, scale):
    """A header at three times the density: the window is as large in points as on an ordinary screen."""
    os.environ["WINIT_X11_SCALE_FACTOR"] = str(scale)
    window = run.window()
    window.new_profile("Production EU", console, console.client_id, console.secret)
    window.press("Get token and copy header")
    console.proves(programs.copied_header(window))
    window.sees("Token is live")
    run.picture(f"scale-{scale}")
    height = height_of(window, "Copy header")
    assert 34 * scale <= height <= 60 * scale, f"A button is {height} pixels high at scale {scale}"
    window.close_though_asked()
    say(f"At scale {scale} a profile became a header, and the controls are as large to the eye")


def again(run, scale):
    """At twice the density the same screen has more room."""
    os.environ["WINIT_X11_SCALE_FACTOR"] = str(scale)
    window = run.window()
    window.select("Production EU")
    run.picture(f"scale-{scale}")
    height = height_of(window, "Get token and copy header")
    assert 34 * scale <= height <= 60 * scale, f"A button is {height} pixels high at scale {scale}"
    window.open_settings()
    run.picture(f"settings-scale-{scale}")
    window.leave_dialog("Settings")
    window.close()
    window.ended()


def height_of(window, name):
    """How high a control is, in pixels."""
    return accessible.extents(accessible.button(window.app, name)).height


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
