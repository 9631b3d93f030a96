"""The Windows installer under Wine, silently: installs, updates, leaves a running program alone, and uninstalls everything but the
profiles and the settings."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import flow
import window as windows

UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Tokendesk"
INSTALLED = {"tokendesk.exe", "LICENSE-MIT", "LICENSE-APACHE", "THIRD-PARTY-LICENSES.html", "uninstall.exe"}


def main(setup, program, random_numbers, pictures):
    flow.PICTURES = Path(pictures).absolute()
    flow.PICTURES.mkdir(parents=True, exist_ok=True)
    setup = str(Path(setup).absolute())
    original = Path(program).read_bytes()
    assert run(setup, "/S") == 0, "The installation failed"
    user = one(users().glob("*/AppData/Local/Programs/Tokendesk"), "installed folder").parents[3]
    folder = user / "AppData/Local/Programs/Tokendesk"
    shortcut = user / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Tokendesk.lnk"
    assert names(folder) == INSTALLED, names(folder)
    assert (folder / "tokendesk.exe").read_bytes() == original, "Another program was installed"
    assert shortcut.exists(), "There is no shortcut in the Start menu"
    entry = registered()
    version = re.search(r'^version = "(.*)"', Path("Cargo.toml").read_text(), re.MULTILINE)[1]
    assert entry["DisplayVersion"] == version, entry
    assert int(entry["EstimatedSize"], 16) >= len(original) // 1024, entry
    print("Installed for one user, without a question")

    (folder / "tokendesk.exe").write_bytes(b"an earlier version")
    assert run(setup, "/S") == 0, "The update failed"
    assert (folder / "tokendesk.exe").read_bytes() == original, "The update left the earlier version"
    print("Updated")

    shutil.copy(random_numbers, folder)
    console = flow.programs.Console("wine64", str(folder / "tokendesk.exe"))
    try:
        window = windows.start(folder / "tokendesk.exe", "--theme", "light")
        flow.save_profile(console)
        flow.first_copy()
        assert run(setup, "/S") != 0, "The installer did not notice that Tokendesk is running"
        uninstall(folder, entry)
        assert INSTALLED <= names(folder), "The uninstaller deleted parts of a running program"
        assert registered() == entry, "The uninstaller of a running program unregistered it"
        print("A running program is neither replaced nor deleted")
        windows.clear_by_key()
        windows.close(window)
    finally:
        console.end()
    settings = one(users().glob("*/AppData/Roaming/tokendesk/settings.toml"), "settings")
    kept = settings.read_bytes(), windows.credentials()
    assert len(kept[1]) == 1, kept

    # Ours, not the installer's.
    (folder / Path(random_numbers).name).unlink()
    uninstall(folder, entry)
    windows.wait_for(lambda: not folder.exists(), "the folder to be deleted")
    windows.wait_for(lambda: not registered(), "the entry of the installed program to be deleted")
    assert not shortcut.exists(), "The shortcut stayed"
    assert (settings.read_bytes(), windows.credentials()) == kept, "The settings or the profile did not stay"
    print("Uninstalled; the profile and the settings stayed")


def users():
    return Path(os.environ["WINEPREFIX"]) / "drive_c/users"


def one(found, what):
    found = list(found)
    assert len(found) == 1, f"{what}: {found}"
    return found[0]


def names(folder):
    return {file.name for file in folder.iterdir()}


def run(*command):
    return subprocess.run(["wine64", *command], check=False, timeout=windows.PATIENCE_SECS).returncode


def uninstall(folder, entry):
    """As Windows does. It continues in a copy of itself, which the first process does not wait for, but wine64 does."""
    assert entry["QuietUninstallString"].endswith('\\uninstall.exe" /S'), entry
    run("start", "/wait", "/unix", str(folder / "uninstall.exe"), "/S")


def registered():
    """What Windows shows of the installed program. The letters of the account's name that `reg` cannot print are lost."""
    found = subprocess.run(["wine64", "reg", "query", UNINSTALL], capture_output=True, check=False).stdout
    return dict(re.findall(r"^\s+(\w+)\s+REG_\w+\s+(.*?)\s*$", found.decode(errors="replace"), re.MULTILINE))


if __name__ == "__main__":
    main(*sys.argv[1:])
