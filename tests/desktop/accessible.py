"""The window as a screen reader sees it: find a control by role and name, press it, type into it, read it.

Control names are a contract of the program, so nothing here looks at positions or colours. Each search waits, up to a
limit, since the window answers in its own time; a search that fails shows the tree it looked at.
"""

import time

import gi

gi.require_version("Atspi", "2.0")
import pyatspi  # noqa: E402  (the version has to be chosen first)
from gi.repository import Atspi, GLib  # noqa: E402

import screen  # noqa: E402

BUTTON = {"push button", "button", "toggle button", "link"}
# A console is chosen from a list or typed: both are fields.
FIELD = {"entry", "text", "password text", "combo box"}
MENU_ITEM = {"menu item", "check menu item", "radio menu item"}
OPTION = MENU_ITEM | BUTTON | {"radio button", "check box", "combo box", "list item"}
DIALOG = {"dialog", "alert"}
STATE_SELECTED = pyatspi.STATE_SELECTED

PATIENCE_SECS = 20
PAUSE_SECS = 0.1

# A program that hangs must fail this run, not hang it too.
Atspi.set_timeout(5_000, 15_000)


class NotFound(Exception):
    """What was looked for did not come in time."""


def application(pid, patience=PATIENCE_SECS):
    """The program with this process id, once it shows a window."""

    def look():
        for app in applications():
            if app.get_process_id() == pid and app.childCount > 0:
                return app
        return None

    return wait_for(look, f"a window of process {pid}", patience)


def applications():
    """All programs that show themselves to screen readers."""
    return [app for app in pyatspi.Registry.getDesktop(0) if app]


def button(app, name, patience=PATIENCE_SECS):
    """The button with this name, once it can be pressed."""
    found = control(app, name, BUTTON, patience)
    wait_for(lambda: is_in(found, pyatspi.STATE_ENABLED), f"“{name}” to be enabled", patience, app)
    return found


def field(app, name, patience=PATIENCE_SECS):
    """The text field with this name."""
    return control(app, name, FIELD, patience)


def control(app, name, roles, patience=PATIENCE_SECS):
    """The showing control with this name and one of these roles. A dialog lies over the rest, so the last one counts."""

    def look():
        found = [node for node in walk(app) if node.getRoleName() in roles and node.name == name]
        return next((node for node in reversed(found) if is_in(node, pyatspi.STATE_SHOWING)), None)

    return wait_for(look, f"“{name}” ({', '.join(sorted(roles))})", patience, app)


def dialog(app, name, patience=PATIENCE_SECS):
    """The dialog with this name."""
    return control(app, name, DIALOG, patience)


def dialogs(app):
    """All dialogs that are open."""

    def look():
        # In a list of one, so that none is an answer too.
        return [[node for node in walk(app) if node.getRoleName() in DIALOG]]

    return wait_for(look, "the dialogs", app=app)[0]


def is_below(node, top):
    """Whether a control is this one, or inside it."""
    while node is not None:
        if node == top:
            return True
        node = node.parent
    return False


def extents(node):
    """Where a control lies in its window, in pixels."""
    return node.queryComponent().getExtents(pyatspi.WINDOW_COORDS)


def is_inside(node, width, height):
    """Whether all of a control lies inside a window of this size."""
    place = extents(node)
    return place.x >= 0 and place.y >= 0 and place.x + place.width <= width and place.y + place.height <= height


def is_set(node):
    """Whether an option is chosen or a box ticked, by whichever state tells it for its role."""
    return any(is_in(node, state) for state in (pyatspi.STATE_CHECKED, pyatspi.STATE_SELECTED, pyatspi.STATE_PRESSED))


def no_dialog(app, name, patience=PATIENCE_SECS):
    """Waits until this dialog is gone."""

    def look():
        return not any(node.getRoleName() in DIALOG and node.name == name for node in walk(app))

    wait_for(look, f"the dialog “{name}” to go away", patience, app)


def text(app, part, patience=PATIENCE_SECS):
    """Waits until some control's name or text contains this."""
    return wait_for(lambda: shown(app, part), f"a text with “{part}”", patience, app)


def shown(app, part):
    """The first control whose name or text contains this, or None."""
    return next((node for node in walk(app) if part in (node.name or "") or part in text_of(node)), None)


def gone(app, name, patience=PATIENCE_SECS):
    """Waits until no control has this name."""
    wait_for(
        lambda: not any(node.name == name for node in walk(app)), f"“{name}” to go away", patience, app
    )


def press(node):
    """Does what a click does, once the control offers it."""
    wait_for(lambda: "Action" in pyatspi.listInterfaces(node), f"“{node.name}” to offer an action")
    if not node.queryAction().doAction(0):
        raise NotFound(f"“{node.name}” could not be pressed")


def type_into(app, node, content):
    """Types into a field by the keyboard, in place of what is there, and looks whether it arrived."""
    node.queryComponent().grabFocus()
    focused(app, node)
    screen.keys("ctrl+a")
    screen.type_text(content)

    hidden = node.getRoleName() == "password text"

    def arrived():
        value = text_of(node)
        return len(value) == len(content) if hidden else value == content

    what = f"{len(content)} characters" if hidden else f"“{content}”"
    wait_for(arrived, f"{what} in “{node.name}”", app=app)
    if hidden and content in text_of(node):
        raise AssertionError(f"“{node.name}” shows its text to screen readers")


def focused(app, node, patience=PATIENCE_SECS):
    """Waits until this control has the keyboard."""
    wait_for(lambda: is_in(node, pyatspi.STATE_FOCUSED), f"the keyboard at “{node.name}”", patience, app)


def has_focus(app):
    """The control that has the keyboard, or None."""
    return next((node for node in walk(app) if is_in(node, pyatspi.STATE_FOCUSED) and node.getRole() != pyatspi.ROLE_FRAME), None)


def wait_for(look, what, patience=PATIENCE_SECS, app=None):
    """Asks again and again until the answer is true; gives that answer."""
    end = time.monotonic() + patience
    while True:
        try:
            if found := look():
                return found
        except GLib.Error:
            pass  # the control went away while it was asked
        if time.monotonic() > end:
            tree = f"\nThe window showed:\n{describe(app)}" if app else ""
            raise NotFound(f"Waited {patience} s for {what}.{tree}")
        time.sleep(PAUSE_SECS)


def is_in(node, state):
    """Whether the control is in this state."""
    return node.getState().contains(state)


def text_of(node):
    """What a control's text interface says; nothing where it has none."""
    if "Text" not in pyatspi.listInterfaces(node):
        return ""
    return node.queryText().getText(0, -1)


def walk(node):
    """The control and all below it."""
    yield node
    for index in range(node.childCount):
        child = node.getChildAtIndex(index)
        if child is not None:
            yield from walk(child)


def describe(node, depth=1):
    """The tree in lines: role, name, text, and whether it can be used."""
    try:
        line = f"{'  ' * depth}{node.getRoleName()} “{node.name}”"
        value = text_of(node)
        if value and value != node.name:
            line += f" = “{value}”"
        if not is_in(node, pyatspi.STATE_ENABLED):
            line += " (not enabled)"
        below = [describe(child, depth + 1) for child in node if child is not None]
    except GLib.Error as error:
        return f"{'  ' * depth}(went away: {error.message})"
    return "\n".join([line, *below])
