"""What has to be true of a screen as a screen reader gets it, and what it was told by itself.

The checks of one screen are functions that return what is wrong, in lines; none is right. ``CHECKS`` is the table's head.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import accessible
import pyatspi
from accessible import is_in

CONTROLS = accessible.BUTTON | accessible.FIELD | accessible.OPTION | {"page tab", "timer", "progress bar"}
NAMED = CONTROLS | accessible.DIALOG | {"heading", "frame", "table", "page tab list", "list box", "menu"}
# What stands around controls, and what is only read.
AROUND = {"application", "panel", "label", "heading", "scroll pane", "scroll bar", "status bar", "static", "image", "list", "list box", "menu"}
TABLE = {"table", "table row", "table cell", "table column header", "column header", "row header"}
KNOWN = CONTROLS | NAMED | AROUND | TABLE | {"page tab list", "separator", "tool tip", "filler", "grouping", "section"}
MASK = "•"
QUIET_SECS = 3.5


def names(nodes):
    """Every control, dialog and heading says what it is."""
    return [f"a {role(node)} has no name" for node in nodes if role(node) in NAMED and not (node.name or "").strip()]


def roles(nodes):
    """Every role is one that is meant, and what can be pressed has the role of a control."""
    wrong = [f"“{node.name}” is a {role(node)}" for node in nodes if role(node) not in KNOWN]
    pressed = [node for node in nodes if can_be_pressed(node) and role(node) not in CONTROLS | {"scroll bar"} | TABLE]
    return wrong + [f"“{node.name}” can be pressed, and is a {role(node)}" for node in pressed]


def states(nodes):
    """One control has the keyboard at most; one of a group is chosen; what is enabled can be reached."""
    wrong = []
    focused = [node.name for node in nodes if is_in(node, pyatspi.STATE_FOCUSED) and role(node) != "frame"]
    if len(focused) > 1:
        wrong.append(f"the keyboard is at {focused} at once")
    for node in nodes:
        chosen = {"radio button": pyatspi.STATE_CHECKED, "page tab": pyatspi.STATE_SELECTED}
        group = [child for child in node if child is not None and role(child) in chosen]
        if group and sum(is_in(child, chosen[role(child)]) for child in group) != 1:
            wrong.append(f"of {[child.name for child in group]} not one is chosen")
        if group and not any(is_in(child, pyatspi.STATE_FOCUSABLE) for child in group):
            wrong.append(f"none of {[child.name for child in group]} can be reached")
        if role(node) == "check box" and not is_in(node, pyatspi.STATE_CHECKABLE):
            wrong.append(f"“{node.name}” does not say whether it is ticked")
        if role(node) in accessible.DIALOG and not is_in(node, pyatspi.STATE_MODAL):
            wrong.append(f"“{node.name}” does not say that it is in front of the rest")
    return wrong


def values(nodes):
    """Fields tell their text, a countdown its time, a bar how far it is."""
    wrong = []
    for node in nodes:
        if role(node) in ("entry", "password text") and "Text" not in pyatspi.listInterfaces(node):
            wrong.append(f"“{node.name}” does not tell its text")
        if role(node) == "timer" and "left" not in node.name:
            wrong.append(f"a countdown says “{node.name}”")
        if role(node) == "progress bar":
            value = node.queryValue()
            if not value.minimumValue <= value.currentValue <= value.maximumValue:
                wrong.append(f"“{node.name}” is at {value.currentValue}")
    return wrong


def places(nodes):
    """No two controls lie at one place, and none is told twice."""
    wrong, seen = [], {}
    for node in nodes:
        if role(node) not in CONTROLS or "Component" not in pyatspi.listInterfaces(node):
            continue
        place = accessible.extents(node)
        key = (place.x, place.y, place.width, place.height)
        if place.width > 0 and key in seen:
            wrong.append(f"“{node.name}” lies where “{seen[key]}” lies")
        seen[key] = node.name
        if node.description and node.description == node.name:
            wrong.append(f"“{node.name}” is described by its name once more")
    return wrong


def secrets(nodes):
    """A password field gives no character away."""
    fields = [node for node in nodes if role(node) == "password text"]
    return [f"“{node.name}” shows its text" for node in fields if set(accessible.text_of(node)) - {MASK}]


CHECKS = {"names": names, "roles": roles, "states": states, "values": values, "places": places, "secrets": secrets}
# Which roles a check is about; where none is on the screen, there is nothing to check.
ABOUT = {"secrets": {"password text"}, "values": {"entry", "password text", "timer", "progress bar"}}


def nodes_of(app):
    """All that is shown."""
    return [node for node in accessible.walk(app) if role(node) == "application" or is_in(node, pyatspi.STATE_SHOWING)]


def checked(app, screen):
    """Runs every check; which of them had something to look at. Fails with all that is wrong on this screen."""
    # A control may go away while it is looked at: then it is looked again.
    wrong, here = accessible.wait_for(lambda: looked_at(app), screen, app=app)
    wrong = [f"{screen}, {line}" for line in wrong]
    assert not wrong, "\n".join(wrong) + "\n" + accessible.describe(app)
    return {name for name in CHECKS if name not in ABOUT or ABOUT[name] & here}


def looked_at(app):
    """What every check finds wrong, and the roles that there are."""
    nodes = nodes_of(app)
    wrong = [f"{name}: {line}" for name, check in CHECKS.items() for line in check(nodes)]
    return wrong, {role(node) for node in nodes}


def role(node):
    """Its role's name."""
    return node.getRoleName()


def can_be_pressed(node):
    """Whether it offers an action."""
    return "Action" in pyatspi.listInterfaces(node) and node.queryAction().nActions > 0


class Listener:
    """What the program has a screen reader say, in order."""

    def __init__(self, folder):
        self.path = Path(folder) / "said"
        with self.path.open("w") as out:
            script = Path(__file__).with_name("listen.py")
            self.process = subprocess.Popen([sys.executable, script], stdout=out, stderr=subprocess.STDOUT)
        accessible.wait_for(lambda: self.path.read_text(), "the listener")
        self.heard = 0

    def lines(self):
        """All announcements so far."""
        lines = map(json.loads, self.path.read_text().splitlines())
        return [line for line in lines if "words" in line]

    def says(self, part, how, app):
        """Waits until this is said, in this way; then listens on, whether it is said again or anything else with it."""

        def look():
            return next((line for line in self.lines()[self.heard :] if part in line["words"]), None)

        said = accessible.wait_for(look, f"“{part}” to be said; it said {self.lines()}", app=app)
        time.sleep(0.5)
        new = self.lines()[self.heard :]
        self.heard += len(new)
        again = sum(line["words"].count(part) for line in new)
        assert again == 1, f"“{part}” was said {again} times: {new}"
        assert said["how"] == how, f"“{part}” was said {said['how']}"

    def is_quiet(self):
        """While only seconds pass, nothing is said."""
        time.sleep(QUIET_SECS)
        new = self.lines()[self.heard :]
        assert not new, f"It talked while nothing happened: {new}"

    def end(self):
        """Ends it."""
        self.process.terminate()
        self.process.wait()
