"""From the key for *Get token and copy header* to the header on the clipboard, beside curl, and *Check all*, over a slow link: TLS to the mock
console, 25 ms each way.

Run by ``scripts/bench click`` inside a private desktop, with a network of its own in which ``ADDRESS`` is this machine: it must not look
like this machine to the program, which would not use the trust store's roots then.
"""

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from Xlib import X, XK, Xatom, Xutil
from Xlib.ext import xfixes, xtest

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "desktop"))
import keyring  # noqa: E402
import programs  # noqa: E402
import windows  # noqa: E402
from behind_tls import behind_tls, listen, make_certificates, relay  # noqa: E402

ADDRESS = "10.77.0.1"
ONE_WAY_SECS = 0.025
PROFILES = 4
CHECKED, CHECKED_AT_A_TIME = 200, 4
# The program makes the first click faster in the time that a person needs for it.
BEFORE_THE_CLICK_SECS = 2
# The window counts down the seconds of a live token.
COUNTDOWN_SECS = 10
TOKEN_PATH = "/api/v3/oauth/token?grant_type=client_credentials"
# The same by the vendor's own library, which signs in at once.
PYCPG = """
import sys
import pycpg.sdk
pycpg.settings.verify_ssl_certs = sys.argv.pop()
pycpg.sdk.from_api_client(*sys.argv[1:])
"""
# What a person does on a busy day: tokens, selections, searches, Jump to, refreshes.
TURNS_OF_A_DAY, TURNS_BEFORE = 60, 10


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--python", required=True, help="one that has the vendor's library")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    make_certificates(folder, f"IP:{ADDRESS}")
    console = programs.Console(options.program)
    exchanges = []
    port = delayed(behind_tls(console.address, ADDRESS, folder), exchanges)
    url = f"https://{ADDRESS}:{port}"
    for number in range(PROFILES):
        keyring.put(f"Profile {number}", url, console.client_id, console.secret)
    os.environ["SSL_CERT_FILE"] = str(folder / "ca.pem")
    screen = windows.Screen(folder)
    firsts, laters, curls, pycpgs = [], [], [], []
    try:
        for number in range(options.rounds):
            curls.append(curl(url, console, folder))
            pycpgs.append(pycpg(url, console, folder, options.python))
            clicks, cpu_secs = click(screen, options.program, is_last=number + 1 == options.rounds)
            firsts.append(clicks[0])
            laters.extend(clicks[1:])
        memory = day(screen, options.program)
        for number in range(PROFILES, CHECKED):
            keyring.put(f"Profile {number}", url, console.client_id, console.secret)
        check_all(screen, options.program, exchanges)
    finally:
        screen.close()
        console.process.terminate()
    theirs = statistics.median(curls)
    print("| | Tokendesk | beside | ratio | goal, at most |\n|---|---|---|---|---|")
    for what, times in (("first click → header copied", firsts), ("later clicks", laters)):
        ours = statistics.median(times)
        print(f"| {what} | {ours * 1000:.0f} ms | curl: {theirs * 1000:.0f} ms | {ours / theirs:.2f} | 1.05 |")
    ours, theirs = statistics.median(firsts), statistics.median(pycpgs)
    print(f"| first click → header copied | {ours * 1000:.0f} ms | pycpg: {theirs * 1000:.0f} ms | {ours / theirs:.2f} | 0.35 |")
    for where, goal in (("live", "0.04"), ("live, window covered", "0.00"), ("live, window minimized", "0.00")):
        print(f"| processor time in {COUNTDOWN_SECS} s, token {where} | {cpu_secs[where]:.2f} s | | | {goal} s |")
    before, after = (kib / 1024 for kib in memory)
    turns = f"{TURNS_OF_A_DAY} turns of work | {after:.1f} MiB | {TURNS_BEFORE} turns: {before:.1f} MiB"
    print(f"| memory after {turns} | {after / before:.2f} | 1 |")
    whole = max(end for _, end in exchanges) - min(began for began, _ in exchanges)
    ideal = statistics.median(laters) * CHECKED / CHECKED_AT_A_TIME
    print(f"| Check all, {CHECKED} profiles | {whole:.1f} s | {CHECKED_AT_A_TIME} later clicks at a time: {ideal:.1f} s | {whole / ideal:.2f} | 1.1 |")


def delayed(port, exchanges):
    """The same, behind the slow link. Notes when each exchange began and ended."""

    def serve(client):
        began = time.monotonic()
        relay(client, socket.create_connection(("127.0.0.1", port)), ONE_WAY_SECS)
        exchanges.append((began, time.monotonic()))

    return listen(ADDRESS, serve)


def curl(url, console, folder):
    before = time.monotonic()
    command = ["curl", "--silent", "--fail", "--request", "POST", "--user", f"{console.client_id}:{console.secret}"]
    command += ["--cacert", str(folder / "ca.pem"), "--output", "/dev/null", url + TOKEN_PATH]
    subprocess.run(command, check=True)
    return time.monotonic() - before


def pycpg(url, console, folder, python):
    before = time.monotonic()
    command = [python, "-c", PYCPG, url, console.client_id, console.secret, str(folder / "ca.pem")]
    subprocess.run(command, check=True)
    return time.monotonic() - before


def click(screen, program, is_last):
    """One start, and a sign-in of each profile. In the last round, what the live tokens cost afterwards."""
    # Without the question of the first copy, and with the first profile selected, not the last start's.
    settings = Path(os.environ["HOME"]) / ".config" / "tokendesk" / "settings.toml"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text('copy = "header line"\n')
    display = screen.display
    display.xfixes_query_version()
    clipboard = display.get_atom("CLIPBOARD")
    times = []
    with screen.started([program]) as start:
        time.sleep(BEFORE_THE_CLICK_SECS)
        start.window.set_input_focus(X.RevertToParent, X.CurrentTime)
        display.xfixes_select_selection_input(screen.root, clipboard, xfixes.XFixesSetSelectionOwnerNotifyMask)
        display.sync()
        time.sleep(0.2)
        for number in range(PROFILES):
            if number:
                press(display, "Down")
                time.sleep(0.5)
            screen.forget_events()
            before = time.monotonic()
            press(display, "Return", "Control_L")
            wait_for_owner(display, before)
            times.append(time.monotonic() - before)
            time.sleep(0.5)
        return times, costs(screen, start) if is_last else {}


def costs(screen, start):
    """Processor time of a window with live tokens: in sight, covered, and minimized as a window manager does it."""
    display, window = screen.display, start.window

    def cost():
        time.sleep(1)
        before = windows.cpu_secs(start.process)
        time.sleep(COUNTDOWN_SECS)
        return windows.cpu_secs(start.process) - before

    seen = {"live": cost()}
    width, height = windows.SIZE
    cover = screen.root.create_window(0, 0, width, height, 0, X.CopyFromParent, override_redirect=True)
    cover.map()
    display.sync()
    seen["live, window covered"] = cost()
    cover.destroy()
    hidden, state = display.get_atom("_NET_WM_STATE_HIDDEN"), display.get_atom("_NET_WM_STATE")
    window.change_property(state, Xatom.ATOM, 32, [hidden])
    window.change_property(display.get_atom("WM_STATE"), display.get_atom("WM_STATE"), 32, [Xutil.IconicState, 0])
    window.unmap()
    display.sync()
    seen["live, window minimized"] = cost()
    return seen


def day(screen, program):
    """What the window needs in memory after some turns of work, and after many."""
    display = screen.display
    with screen.started([program]) as start:
        time.sleep(BEFORE_THE_CLICK_SECS)
        start.window.set_input_focus(X.RevertToParent, X.CurrentTime)
        display.sync()
        for turn in range(TURNS_OF_A_DAY):
            if turn == TURNS_BEFORE:
                before = windows.memory_kib(start.process)
            work(display)
        return before, windows.memory_kib(start.process)


def work(display):
    """A token, another profile, a search, *Jump to*, each tab, a refresh."""
    press(display, "Return", "Control_L")
    time.sleep(0.7)
    press(display, "f", "Control_L")
    press(display, "p")
    time.sleep(0.2)
    press(display, "Escape")
    press(display, "Down")
    press(display, "k", "Control_L")
    time.sleep(0.2)
    for letter in "pro":
        press(display, letter)
    time.sleep(0.2)
    press(display, "Escape")
    for tab in "231":
        press(display, tab, "Control_L")
        time.sleep(0.1)
    press(display, "F5")
    time.sleep(0.3)


def check_all(screen, program, exchanges):
    """By *Jump to*, until every profile had its exchange."""
    display = screen.display
    with screen.started([program]) as start:
        time.sleep(BEFORE_THE_CLICK_SECS)
        start.window.set_input_focus(X.RevertToParent, X.CurrentTime)
        display.sync()
        time.sleep(0.2)
        press(display, "k", "Control_L")
        time.sleep(0.5)
        for letter in "checkall":
            press(display, letter)
        time.sleep(0.5)
        press(display, "Return")
        time.sleep(1)
        exchanges.clear()
        press(display, "Return", "Control_L")
        limit = time.monotonic() + 60
        while len(exchanges) < CHECKED:
            if time.monotonic() > limit:
                raise RuntimeError(f"only {len(exchanges)} profiles were checked")
            time.sleep(0.01)


def press(display, key, *held):
    codes = [display.keysym_to_keycode(XK.string_to_keysym(name)) for name in (*held, key)]
    for code in codes:
        xtest.fake_input(display, X.KeyPress, code)
    for code in reversed(codes):
        xtest.fake_input(display, X.KeyRelease, code)
    display.sync()


def wait_for_owner(display, before):
    while True:
        while display.pending_events():
            if type(display.next_event()).__name__ == "SetSelectionOwnerNotify":
                return
        if time.monotonic() - before > 10:
            raise RuntimeError("nothing was copied")
        time.sleep(0.0005)


if __name__ == "__main__":
    sys.exit(main())
