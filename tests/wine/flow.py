"""The program under Wine, by keys: the main job, a file saved, what it takes from Windows, and what it says where Windows lacks something."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import window as windows
from window import clear_by_key, close, copied_header, credentials, registry, settle, shown, wait_for

sys.path.insert(0, str(Path(__file__).parent.parent / "desktop"))
import programs  # noqa: E402
import screen  # noqa: E402

# Letters of other alphabets, in the path of the program and of a file.
FOLDER = "Zoë Größe-日本"
NOT_REPORTED = r"HKCU\Software\Microsoft\Windows\Windows Error Reporting\ExcludedApplications"


def main(program, random_numbers, pictures):
    global PICTURES
    PICTURES = Path(pictures).absolute()
    PICTURES.mkdir(parents=True, exist_ok=True)
    folder = Path(os.environ["TOKENDESK_SESSION"]) / "tmp" / FOLDER
    folder.mkdir(parents=True)
    program = Path(shutil.copy(program, folder / "tokendesk.exe"))
    shutil.copy(random_numbers, folder)
    says_help(program)
    # What it prints arrives too.
    console = programs.Console("wine64", str(program))
    try:
        header = first_start(program, console)
        second_start(program, console, header)
        without_a_settings_folder(program, console)
        without_opengl(program)
    finally:
        console.end()


def settings_folder():
    return Path(os.environ["WINEPREFIX"]) / "drive_c/users" / os.environ["USER"] / "AppData/Roaming/tokendesk"


def says_help(program):
    """Though it is a program without a console, what it prints arrives."""
    done = subprocess.run(["wine64", str(program), "--help"], check=False, capture_output=True, text=True, timeout=windows.PATIENCE_SECS)
    assert "sandbox-console" in done.stdout, f"--help printed {done.stdout!r}, {done.stderr!r}"


def first_start(program, console):
    assert not credentials(), "The account has credentials of Tokendesk already"
    window = windows.start(program)
    picture("first-start")
    save_profile(console)
    header = first_copy()
    console.proves(header)
    assert len(credentials()) == 1, credentials()
    print("Saved a profile, copied its header, and a request with it was answered")
    clear_by_key()
    save_table(console)
    close(window)
    assert "copy" in (settings_folder() / "settings.toml").read_text(), "The answer to the first copy's question was not kept"
    assert "tokendesk.exe    REG_DWORD    0x1" in registry(NOT_REPORTED), "Windows would write its memory into a crash report"
    return header


def save_profile(console):
    screen.keys("ctrl+n")
    settle()
    screen.type_text("Production EU")
    screen.keys("Tab", "ctrl+a")
    screen.type_text(console.address)
    screen.keys("Tab")
    settle()
    screen.type_text(console.client_id)
    screen.keys("Tab")
    screen.type_text(console.secret)
    settle()
    picture("editor")
    screen.keys("ctrl+Return")
    wait_for(credentials, "the profile in the Credential Manager")
    settle()
    picture("saved")


def first_copy():
    screen.keys("ctrl+Return")
    # The first copy asks where it is pasted; the second answer is the header line.
    settle()
    picture("first-copy")
    screen.keys("Down", "Return")
    header = copied_header()
    settle()
    picture("live")
    return header


def save_table(console):
    """*Check all*, saved with the dialog of Windows."""
    signed_in = console.sign_ins()
    screen.keys("ctrl+k")
    settle()
    screen.type_text("check all")
    settle()
    screen.keys("Return")
    settle()
    screen.keys("Return")
    wait_for(lambda: console.sign_ins() > signed_in, "the check")
    settle()
    picture("check-all")
    # Back from *Close*.
    screen.keys("shift+Tab", "Return")
    wait_for(lambda: shown("Save as"), "the dialog of Windows")
    settle()
    # Of typed letters Wine drops those that the keyboard lacks.
    screen.put_on_clipboard(f"C:\\users\\Public\\{FOLDER}.csv")
    screen.keys("ctrl+a", "ctrl+v")
    settle()
    picture("save-as")
    screen.keys("Return")
    table = Path(os.environ["WINEPREFIX"]) / "drive_c/users/Public" / f"{FOLDER}.csv"
    wait_for(table.exists, "the table")
    lines = table.read_bytes().decode("utf-8-sig").split("\r\n")
    assert lines[1].startswith("Production EU,") and ",Works," in lines[1] and lines[2:] == [""], lines
    settle()
    picture("table-saved")
    screen.keys("Escape")
    screen.put_on_clipboard("")
    print("Saved a table as", table.name)


def second_start(program, console, first):
    window = windows.start(program)
    screen.keys("ctrl+Return")
    console.proves(copied_header(other_than=first))
    picture("second-start")
    print("The second start found the profile; one key copied its header")
    clear_by_key()
    close(window)


def without_a_settings_folder(program, console):
    """As on a profile that cannot be written: a file has its name. Nothing but the settings is lost."""
    folder = settings_folder()
    folder.rename(folder.with_name("aside"))
    folder.write_text("not a folder")
    window = windows.start(program)
    picture("no-folder")
    console.proves(first_copy())
    picture("settings-not-saved")
    clear_by_key()
    close(window)
    assert folder.read_text() == "not a folder"
    print("Without a folder for settings, the profile is there and its header was copied")


def without_opengl(program):
    """As over Remote Desktop: Windows' own OpenGL is older than 2."""
    window = subprocess.Popen(["wine64", str(program)], stderr=subprocess.DEVNULL, env=os.environ | {"MESA_GL_VERSION_OVERRIDE": "1.4"})
    wait_for(lambda: shown("Tokendesk"), "the message")
    settle()
    picture("no-opengl")
    screen.keys("Return")
    wait_for(lambda: window.poll() is not None, "the program to end")
    assert window.returncode == 1, f"It ended with {window.returncode}"
    print("Without OpenGL 2, a message says what to do")


def picture(name):
    path = PICTURES / f"{name}.png"
    screen.picture(path)
    return path


if __name__ == "__main__":
    main(*sys.argv[1:])
