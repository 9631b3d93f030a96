"""Files for Postman: an environment without and with the token, a collection, and one that signs in; no other secret is in them."""

import json
import os
import shutil
import stat
import subprocess
import urllib.request
from pathlib import Path

import accessible
import keyring
import programs
from story import LeftBehind, say, tell

LIMIT_SECS = 120
PROFILE = "Production EU"
# What scripts/postman installs.
NEWMAN = Path(__file__).parents[2] / "target/postman/node_modules/newman/bin/newman.js"


def main(run):
    console = run.console()
    keyring.put(PROFILE, console.address, console.client_id, console.secret)
    window = run.window()
    window.select(PROFILE)
    without_a_token(window)
    window.press("Get token and copy header")
    token = programs.token(programs.copied_header(window))
    window.choose("More about this profile", "Save for Postman…")
    environment = saves(window, "Environment", "Save environment…")
    run.picture("environment")
    choose(window, "Environment with token")
    window.sees("Postman may upload the token")
    run.picture("with-token")
    chosen = replaced(window)
    collection = saves(window, "Collection", "Save collection…")
    signs_in = saves(window, "Collection that signs in", "Save collection…")
    run.picture("signs-in")
    holds_the_token_once([environment, chosen, collection, signs_in], chosen, console, token)
    sends_the_requests(chosen, collection)
    runs_in_newman(chosen, collection)
    ends_with_the_token(window)
    chosen.unlink()
    window.close_though_asked()
    run.leaves_no({"the profile's secret": console.secret, "the token": token})


def without_a_token(window):
    """What the file with a token lacks is said, and nothing is saved."""
    window.choose("More about this profile", "Save for Postman…")
    choose(window, "Environment with token")
    window.sees("There is no valid token")
    window.press("Close")


def choose(window, file):
    accessible.press(accessible.control(window.app, file, {"radio button"}))


def saves(window, file, button):
    """Without a file dialog: into the home. Returns the new file."""
    home = Path(os.environ["HOME"])
    before = set(home.rglob("*.json"))
    choose(window, file)
    window.press(button)
    window.sees("Saved as")
    window.sees("In Postman, choose Import and open this file.")
    [saved] = set(home.rglob("*.json")) - before
    is_private(saved)
    say(f"Saved {saved.name}")
    return saved


def replaced(window):
    """A file that a person chose, in place of one that others could read."""
    chosen = Path(os.environ["HOME"]) / "chosen.json"
    chosen.write_text("{}")
    chosen.chmod(0o644)
    programs.bring("zenity", f"printf '%s\\n' '{chosen}'")
    window.press("Save with token…")
    window.sees("Then delete it: the token in it works until")
    (programs.brought() / "zenity").unlink()
    is_private(chosen)
    return chosen


def is_private(path):
    mode = stat.S_IMODE(path.stat().st_mode)
    assert mode == 0o600, f"Others can read {path.name}: {mode:o}"


def holds_the_token_once(files, with_token, console, token):
    """No other file holds it, and none the credentials of the API client."""
    for file in files:
        text = file.read_text()
        if console.secret in text or console.client_id in text or (token in text) != (file == with_token):
            raise LeftBehind(f"{file.name} holds what it must not, or lacks the token")
    say("The token is in the file for which it was chosen, and the client’s credentials are in none")


def sends_the_requests(environment, collection):
    """As Postman would: the variables in place of their references."""
    values = {variable["key"]: variable["value"] for variable in json.loads(environment.read_text())["values"]}
    count = 0
    for item in json.loads(collection.read_text())["item"]:
        address = item["request"]["url"]["raw"]
        if "{{organizationID}}" in address:
            continue
        address = address.replace("{{baseUrl}}", values["baseUrl"])
        request = urllib.request.Request(address, headers={"Authorization": f"Bearer {values['token']}"})
        with urllib.request.urlopen(request, timeout=30) as reply:
            assert reply.status == 200, f"{item['name']}: {reply.status}"
        count += 1
    assert count == 6, f"{count} requests"
    say(f"The console answered all {count} requests of the collection with the environment’s token")


def runs_in_newman(environment, collection):
    """Postman's own runner, where scripts/postman installed it."""
    if not (NEWMAN.exists() and shutil.which("node")):
        say("Newman is not installed: run scripts/postman for that")
        return
    command = ["node", NEWMAN, "run", collection, "-e", environment, "--color", "off", "--reporters", "cli"]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    answered = result.stdout.count("[200 OK")
    assert result.returncode == 0 and answered == 6, f"Newman: {answered} of 6 requests, exit status {result.returncode}"
    say("Newman ran the collection in the environment")


def ends_with_the_token(window):
    """*Clear session* closes the dialog, and there is nothing to save afterwards."""
    choose(window, "Environment with token")
    accessible.button(window.app, "Save with token…")
    programs.screen.keys("ctrl+l")
    accessible.no_dialog(window.app, f"Save “{PROFILE}” for Postman")
    without_a_token(window)
    say("With the session cleared, no token can be saved")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
