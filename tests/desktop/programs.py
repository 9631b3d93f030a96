"""The programs of a run: Tokendesk's window and its sandbox console."""

import json
import os
import re
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import accessible
import screen
from screen import clipboard, picture, put_on_clipboard

__all__ = [
    "Console",
    "Window",
    "bring",
    "clipboard",
    "companion",
    "copied",
    "copied_header",
    "emptied",
    "picture",
    "put_on_clipboard",
    "shortened",
    "token",
]

# What scripts/desktop unpacks.
COMPANIONS = Path(__file__).parents[2] / "target/companions"
# Clicks on sign-ins that follow each other within half a second are one.
A_PERSON_TAKES_SECS = 0.6
HEADER = re.compile(r"Authorization: Bearer [A-Za-z0-9._~+/-]+=*")


def brought():
    """The folder in which Tokendesk finds other programs."""
    return Path(os.environ["TOKENDESK_SESSION"]) / "bin"


def companion(path):
    """A program of another project, installed or unpacked by scripts/desktop; None if it is missing."""
    return next((place for place in (Path(path), COMPANIONS / path.lstrip("/")) if place.exists()), None)


def bring(name, does):
    """Puts a program there that does this, by the shell's own commands."""
    program = brought() / name
    program.write_text(f"#!/bin/sh\n{does}\n")
    program.chmod(0o700)


class Window:
    """Tokendesk on the session's real keyring (or in its sandbox), in one theme. What it prints goes into a file in ``logs``."""

    opened = 0

    def __init__(self, program, logs, theme, *options):
        self.log = Path(logs) / f"tokendesk-{Window.opened}"
        Window.opened += 1
        # As chatty as it can be: a log that tells all must still tell no secret.
        # What it starts is what a flow brings, whatever else is installed: `zenity` would ask where files are to go.
        environment = os.environ | {"RUST_LOG": "trace", "RUST_BACKTRACE": "1", "PATH": str(brought())}
        with self.log.open("w") as out:
            self.process = subprocess.Popen(
                [program, *(["--theme", theme] if theme else []), *options], stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=environment
            )
        self.app = accessible.application(self.process.pid)

    def press(self, name, **how):
        """Presses the button with this name."""
        accessible.press(accessible.button(self.app, name, **how))

    def press_keys_anew(self, chord):
        """Presses keys that mean a sign-in, after a dialog: what comes faster than a person was meant for the dialog."""
        time.sleep(A_PERSON_TAKES_SECS)
        screen.keys(chord)

    def press_anew(self, name, **how):
        """The same for a sign-in that follows another of this profile: what comes faster than a person is the same click to it."""
        time.sleep(A_PERSON_TAKES_SECS)
        self.press(name, **how)

    def type(self, name, content):
        """Types into the field with this name."""
        accessible.type_into(self.app, accessible.field(self.app, name), content)

    def sees(self, part, **how):
        """Waits until the window shows this text."""
        return accessible.text(self.app, part, **how)

    def new_profile(self, name, console, client_id, secret):
        """Fills in the editor, by names and keyboard, and saves."""
        self.new_editor(name, console)
        self.type("Client ID", client_id)
        self.type("Secret", secret)
        self.save(name)

    def new_user_profile(self, name, console, user, kept=True):
        """The same for a user account of the sandbox console; its password is kept in the keyring, or asked for each time."""
        self.new_editor(name, console)
        accessible.press(accessible.control(self.app, "User account", {"radio button"}))
        self.type("Username", user["Username"])
        if kept:
            self.type("Password", user["Password"])
        else:
            accessible.press(accessible.control(self.app, "Save password in keyring", {"check box"}))
        self.save(name)

    def new_editor(self, name, console):
        """Opens an editor and fills in what every profile has."""
        accessible.button(self.app, "New profile")
        screen.keys("ctrl+n")
        accessible.button(self.app, "Cancel")
        self.type("Name", name)
        self.type("Console", console.address)

    def save(self, name):
        """Saves what stands in the editor."""
        self.press("Save to keyring")
        accessible.gone(self.app, "Save to keyring")
        self.sees(name)

    def row(self, name):
        """The row of a profile in the list."""

        def look():
            rows = (node for node in accessible.walk(self.app) if node.getRoleName() == "list item")
            return next((row for row in rows if row.name.startswith(name)), None)

        return accessible.wait_for(look, f"the row of “{name}”", app=self.app)

    def select(self, name):
        """Selects a profile in the list, and waits until it is the one that is shown: the buttons of its head are its own."""
        accessible.press(self.row(name))

        def look():
            nodes = accessible.walk(self.app)
            return any(node.getRoleName() == "heading" and (node.name or "").startswith(name) for node in nodes)

        accessible.wait_for(look, f"“{name}” to be shown", app=self.app)
        # The names of one frame are read one by one: the next ones are of this profile.
        time.sleep(0.1)

    def find(self, name):
        """Selects a profile by the search: of a long list only the rows in sight are there."""
        self.type("Search profiles", name)
        self.select(name)

    def tab(self):
        """Presses Tab; the control that has the keyboard then."""
        before = accessible.has_focus(self.app)
        screen.keys("Tab")

        def look():
            here = accessible.has_focus(self.app)
            return here if here != before else None

        return accessible.wait_for(look, "the keyboard to move on", app=self.app)

    def choose(self, menu, item):
        """Chooses from a menu, by the name of the button that opens it."""
        self.press(menu)
        accessible.press(accessible.control(self.app, item, accessible.MENU_ITEM))

    def show_tab(self, name):
        """Shows a tab below the card."""
        accessible.press(accessible.control(self.app, name, {"page tab"}))

    def set(self, option):
        """Chooses an option or ticks a box, whichever role it has."""
        accessible.press(accessible.control(self.app, option, accessible.OPTION))

    def open_settings(self):
        """By its key."""
        screen.keys("ctrl+comma")
        accessible.dialog(self.app, "Settings")

    def leave_dialog(self, name):
        """By Esc."""
        screen.keys("Escape")
        accessible.no_dialog(self.app, name)

    def rows(self):
        """The names of the profiles in the list, from top to bottom."""
        rows = [node for node in accessible.walk(self.app) if node.getRoleName() == "list item"]
        return [row.name for row in rows]

    def is_selected(self, name):
        """Whether this profile's row is the selected one."""
        return any(
            node.getRoleName() == "list item"
            and node.name.startswith(name)
            and accessible.is_in(node, accessible.STATE_SELECTED)
            for node in accessible.walk(self.app)
        )

    def edit(self):
        """Opens the editor of the selected profile by its key."""
        accessible.button(self.app, "Edit")
        screen.keys("ctrl+e")
        accessible.button(self.app, "Save to keyring")

    def type_where_the_cursor_is(self, name, content):
        """Types without looking for a field first: the cursor is to be there already."""
        field = accessible.field(self.app, name)
        accessible.focused(self.app, field)
        screen.type_text(content)
        accessible.wait_for(lambda: len(accessible.text_of(field)) == len(content), f"all of it in “{name}”", app=self.app)

    def close(self):
        """Asks the window to close, as its frame's button does."""
        screen.close_window()

    def close_though_asked(self):
        """Closes the window. A header may still be on the clipboard or not, and the window may know or not: all are right."""
        self.close()

        def look():
            return self.process.poll() is not None or accessible.shown(self.app, "Clear and close")

        if accessible.wait_for(look, "the window to close or to ask") is not True:
            try:
                self.press("Clear and close")
            except accessible.NotFound:
                # The window closed as soon as a clear in progress ended.
                if self.process.poll() is None:
                    raise
        self.ended()

    def ended(self, patience=accessible.PATIENCE_SECS):
        """Waits for the end of the process, which must be an orderly one."""
        try:
            code = self.process.wait(patience)
        except subprocess.TimeoutExpired:
            raise accessible.NotFound(
                f"The window did not close. It showed:\n{accessible.describe(self.app)}"
            ) from None
        assert code == 0, f"Tokendesk ended with {code}; it printed:\n{self.log.read_text()}"

    def kill(self):
        """For the end of a run that failed."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


class Console:
    """The sandbox console on a free port of its own. It prints its address and its accounts."""

    # A proxy of this machine has no part in what happens on it.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def __init__(self, *program):
        self.process = subprocess.Popen(
            [*program, "sandbox-console", "--port", "0"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        banner = []
        for line in self.process.stdout:
            banner.append(line.rstrip("\n"))
            if line.startswith("Press Ctrl+C"):
                break
        self.accounts = accounts_of(banner)
        told = [line.partition("  ")[2].strip() for line in banner if line.startswith("Address ")]
        if not told or not self.accounts:
            raise AssertionError("The sandbox console ended without telling its accounts:\n" + "\n".join(banner))
        self.address = told[0]
        works = self.accounts["Works"]
        self.client_id, self.secret = works["Client ID"], works["Secret"]

    def code(self, username):
        """A two-factor code of this account that was not used yet, once the console accepts it."""

        def look():
            with self.opener.open(self.address + "/sandbox/codes", timeout=10) as reply:
                codes = json.load(reply)["codes"]
            code = next(code for code in codes if code["username"] == username)
            return code["code"] if code["countsInSecs"] == 0 else None

        return accessible.wait_for(look, f"a code of {username}", patience=60)

    def reset_secret(self):
        """Gives the account that works another secret, and tells it."""
        request = urllib.request.Request(self.address + "/sandbox/reset-secret", method="POST")
        with self.opener.open(request, timeout=10) as reply:
            return json.load(reply)["secret"]

    def sign_ins(self):
        """How many sign-ins it has answered."""
        with self.opener.open(self.address + "/sandbox/counts", timeout=10) as reply:
            return json.load(reply)["signIns"]

    def accepts(self, header):
        """Sends a request with this header; the status that comes back."""
        name, value = header.split(": ", 1)
        request = urllib.request.Request(self.address + "/api/v3/customer/my", headers={name: value})
        try:
            with self.opener.open(request, timeout=10) as reply:
                return reply.status
        except urllib.error.HTTPError as error:
            return error.code

    def proves(self, header):
        """A header counts if the console takes it, and does not take anything."""
        assert self.accepts(header[:-4] + "AAAA") == 401, "The console takes anything, so it proves nothing"
        status = self.accepts(header)
        assert status == 200, f"The console answered {status} to the copied header"
        print(f"On the clipboard: {shortened(header)}; GET /api/v3/customer/my answers HTTP {status}", flush=True)

    def end(self):
        """Ends it."""
        self.process.terminate()
        self.process.wait()


def accounts_of(banner):
    """What the console tells of its accounts: their facts, by the name of the account."""
    accounts, name = {}, None
    for line in banner:
        if line and not line.startswith(" "):
            name = line
        elif line.startswith("  "):
            label, _, value = line.strip().partition("  ")
            accounts.setdefault(name, {})[label] = value.strip()
    return accounts


def copied(window, is_it, what, patience=accessible.PATIENCE_SECS):
    """Waits until the clipboard holds what is looked for; its text."""

    def look():
        held = clipboard()
        return held if is_it(held) else None

    return accessible.wait_for(look, what, patience, window.app)


def copied_header(window, other_than=""):
    """Waits for a header on the clipboard; the header."""
    return copied(window, lambda held: held != other_than and HEADER.fullmatch(held), "a header on the clipboard")


def emptied(window, patience=accessible.PATIENCE_SECS):
    """Waits until the clipboard holds nothing."""
    accessible.wait_for(lambda: clipboard() == "", "an empty clipboard", patience, window.app)


def token(header):
    """The token in a header."""
    return header.removeprefix("Authorization: Bearer ")


def shortened(header):
    """A header as it may be shown."""
    start = len("Authorization: Bearer ") + 3
    return f"{header[:start]}…({len(header)} characters)"
