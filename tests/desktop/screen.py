"""The screen that a flow runs on: its keys, its clipboard and its picture, on X11 and on Wayland alike."""

import json
import os
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

ON_WAYLAND = "WAYLAND_DISPLAY" in os.environ

PASSWORD_HINT = "x-kde-passwordManagerHint"
TEXT = "text/plain;charset=utf-8" if ON_WAYLAND else "UTF8_STRING"

# What xdotool calls its keys, as wtype calls them.
MODIFIERS = {"ctrl": "ctrl", "alt": "alt", "shift": "shift"}


def keys(*chords):
    """Presses keys, one chord after the other, such as ``ctrl+n``."""
    if not ON_WAYLAND:
        subprocess.run(["xdotool", "key", "--clearmodifiers", *chords], check=True)
        return
    for chord in chords:
        *held, key = chord.split("+")
        held = [MODIFIERS[name] for name in held]
        down = [part for name in held for part in ("-M", name)]
        up = [part for name in reversed(held) for part in ("-m", name)]
        subprocess.run(["wtype", "-s", "150", *down, "-k", key, *up], check=True)


def paste():
    """Presses the keys for pasting, in a window of any program."""
    if ON_WAYLAND:
        # A keyboard of wtype's has the keys of the call alone, and GTK overlooks the last one of a keyboard.
        subprocess.run(["wtype", "-s", "150", "-M", "ctrl", "-k", "v", "-m", "ctrl", "-k", "Shift_L"], check=True)
    else:
        keys("ctrl+v")


@contextmanager
def keyboard():
    """Plugs a keyboard in that nobody types on. Chromium crashes where one was unplugged before it started, as each of wtype's is."""
    if not ON_WAYLAND:
        yield
        return
    plugged = _keyboards()
    waiting = subprocess.Popen(["wtype", "-s", "2000000", "-k", "Shift_L"])
    try:
        while _keyboards() <= plugged:
            time.sleep(0.05)
        yield
    finally:
        waiting.kill()
        waiting.wait()


def _keyboards():
    """How many keyboards sway has."""
    inputs = subprocess.run(["swaymsg", "--raw", "--type", "get_inputs"], capture_output=True, text=True, check=True).stdout
    return sum(device["type"] == "keyboard" for device in json.loads(inputs))


def type_text(content):
    """Types letters where the cursor is."""
    if ON_WAYLAND:
        subprocess.run(["wtype", "-s", "150", "-d", "15", "--", content], check=True)
    else:
        subprocess.run(["xdotool", "type", "--delay", "15", "--", content], check=True)


def close_window():
    """Asks the window in front to close, as its frame's button does."""
    if ON_WAYLAND:
        subprocess.run(["swaymsg", "--quiet", "kill"], check=True)
    else:
        keys("alt+F4")


def titles():
    """The titles of all windows."""
    if ON_WAYLAND:
        tree = subprocess.run(["swaymsg", "--raw", "--type", "get_tree"], capture_output=True, text=True, check=True).stdout
        return [node["name"] for node in _nodes(json.loads(tree)) if node.get("pid")]
    search = ["xdotool", "search", "--onlyvisible", "--name", "", "getwindowname", "%@"]
    return subprocess.run(search, capture_output=True, text=True, check=False).stdout.splitlines()


def _nodes(node):
    """A part of sway's tree, and all below it."""
    yield node
    for below in node["nodes"]:
        yield from _nodes(below)


def clipboard(target=TEXT):
    """What the clipboard holds, as text; empty where it holds nothing of that kind."""
    if ON_WAYLAND:
        command = ["wl-paste", "--no-newline", "--type", target]
    else:
        command = ["xclip", "-selection", "clipboard", "-o", "-t", target]
    read = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    return read.stdout if read.returncode == 0 else ""


def types():
    """The types that the clipboard offers, in its order; none where it is empty."""
    command = ["wl-paste", "--list-types"] if ON_WAYLAND else ["xclip", "-selection", "clipboard", "-o", "-t", "TARGETS"]
    read = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    return read.stdout.split() if read.returncode == 0 else []


def put_on_clipboard(content):
    """Copies something, as another program would."""
    _put(["wl-copy", "--type", TEXT] if ON_WAYLAND else ["xclip", "-selection", "clipboard", "-i"], content)


def primary():
    """What a middle click would paste; empty where nothing is selected."""
    command = ["wl-paste", "--primary", "--no-newline"] if ON_WAYLAND else ["xclip", "-selection", "primary", "-o"]
    read = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    return read.stdout if read.returncode == 0 else ""


def put_on_primary(content):
    """Selects something, as another program would."""
    _put(["wl-copy", "--primary", "--type", TEXT] if ON_WAYLAND else ["xclip", "-selection", "primary", "-i"], content)


def _put(command, content):
    nowhere = subprocess.DEVNULL
    subprocess.run(command, input=content, text=True, stdout=nowhere, stderr=nowhere, timeout=10, check=True)


def click(x, y, times=1, button=1, held=None):
    """Clicks at a place of the screen; three times selects a paragraph. Button 2 is the middle one, 3 the right one; a key can be held (on X11)."""
    if not ON_WAYLAND:
        clicks = ["click", "--repeat", str(times), "--delay", "60", str(button)]
        clicks = ["keydown", held, *clicks, "keyup", held] if held else clicks
        subprocess.run(["xdotool", "mousemove", "--sync", str(x), str(y), *clicks], check=True)
        return
    presses = [f"seat - cursor press button{button}", f"seat - cursor release button{button}"]
    steps = [f"seat - cursor set {x} {y}", *presses * times]
    for step in steps:
        subprocess.run(["swaymsg", "--quiet", step], check=True)


def picture(path):
    """Writes what the screen shows."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    command = ["grim", str(path)] if ON_WAYLAND else ["import", "-window", "root", str(path)]
    subprocess.run(command, check=True, timeout=30)


def pixel(path, x, y):
    """The colour at this place of a picture, as ``#rrggbb``."""
    crop = ["convert", str(path), "-crop", f"1x1+{x}+{y}", "-depth", "8", "txt:-"]
    told = subprocess.run(crop, capture_output=True, text=True, check=True).stdout
    return next(word for word in told.split() if word.startswith("#") and len(word) >= 7)[:7].lower()
