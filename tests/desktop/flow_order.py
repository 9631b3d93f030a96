"""Pins, tags and the order of the list: chosen from menus, kept in the settings, there after a restart."""

import tomllib

import accessible
import keyring
import programs
from story import say, tell

LIMIT_SECS = 120
NAMES = ["Alpha", "Beta", "Gamma"]
PROFILE_MENU = "More about this profile"


def main(run):
    console = run.console()
    ids = {name: keyring.put(name, console.address, console.client_id, console.secret) for name in NAMES}
    window = run.window()
    order(window, NAMES)
    pins_and_tags(window, run, ids)
    sorts(window, run.picture)
    window.close_though_asked()
    is_kept(run, ids)


def marks(run, identity):
    """Pin and tag of a profile, as the settings file has them."""
    return tomllib.loads(run.settings_file.read_text()).get("marks", {}).get(identity, {}) if run.settings_file.exists() else {}


def pins_and_tags(window, run, ids):
    """Both are in the settings; the keyring is not written."""
    before = keyring.records()
    window.select("Gamma")
    window.choose(PROFILE_MENU, "Pin to top")
    order(window, ["Gamma", "Alpha", "Beta"])
    accessible.wait_for(lambda: marks(run, ids["Gamma"]).get("pinned") is True, "the pin in the settings", app=window.app)
    window.select("Beta")
    window.press(PROFILE_MENU)
    run.picture("profile-menu")
    choose_tag(window, "Tag Test")
    accessible.wait_for(lambda: marks(run, ids["Beta"]).get("tag") == "green", "the tag in the settings", app=window.app)
    accessible.wait_for(lambda: any("Test" in row for row in told(window, "Beta")), "the tag told with the row", app=window.app)
    run.picture("pinned-and-tagged")
    assert keyring.records() == before, "The keyring was written"
    say("A pin and a tag are in the list and in the settings, and the keyring's records are as before")


def sorts(window, picture):
    """By last use when that is chosen, so that no row jumps while it is used; the pinned one stays on top."""
    window.press("Get token and copy header")
    programs.copied_header(window)
    window.choose("More", "Sort by last used")
    order(window, ["Gamma", "Beta", "Alpha"])
    picture("by-last-used")
    say("Sorted by last use, with the pinned one on top")


def is_kept(run, ids):
    """After a restart: order, selection, pin and tag; then all of it is taken back."""
    window = run.window()
    order(window, ["Gamma", "Beta", "Alpha"])
    accessible.wait_for(lambda: window.is_selected("Beta"), "“Beta” to be selected again", app=window.app)
    run.picture("after-restart")
    window.choose("More", "Sort by name")
    # The pinned one, then the section of the tag, then those without one.
    order(window, ["Gamma", "Beta", "Alpha"])
    window.press(PROFILE_MENU)
    choose_tag(window, "No tag")
    accessible.wait_for(lambda: not marks(run, ids["Beta"]).get("tag"), "the tag to leave the settings", app=window.app)
    window.select("Gamma")
    window.choose(PROFILE_MENU, "Unpin")
    order(window, NAMES)
    window.close()
    window.ended()
    assert not marks(run, ids["Gamma"])["pinned"], "The pin is still in the settings"
    say("After a restart the order, the selection, the pin and the tag were there; each was taken back")


def choose_tag(window, name):
    """From the open menu of a profile; the choices may be behind an entry of their own."""

    def look():
        found = [node for node in accessible.walk(window.app) if node.getRoleName() in accessible.OPTION]
        named = {node.name: node for node in found if node.name in (name, "Tag")}
        return named.get(name) or named.get("Tag")

    entry = accessible.wait_for(look, f"the tag “{name}”", app=window.app)
    accessible.press(entry)
    if entry.name != name:
        accessible.press(accessible.control(window.app, name, accessible.OPTION))


def order(window, names):
    """Waits until the list has these rows from top to bottom."""

    def look():
        rows = window.rows()
        return len(rows) == len(names) and all(row.startswith(name) for row, name in zip(rows, names))

    accessible.wait_for(look, f"the order {', '.join(names)}", app=window.app)


def told(window, name):
    """What screen readers are told of a row: its name and its description."""
    for node in accessible.walk(window.app):
        if node.getRoleName() == "list item" and node.name.startswith(name):
            return [node.name, node.description or "", *(part.name or "" for part in accessible.walk(node))]
    return []


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
