"""A settings file that cannot be read is set aside, whole, with a word; the window works with its defaults, and writes a new one."""

import accessible
from story import say, tell

LIMIT_SECS = 60
EVERYDAY = True
TOLD = "Can’t use the settings file"
DAMAGED = "theme = [ this was never a settings file\n\x00\x01"


def main(run):
    run.settings_file.parent.mkdir(parents=True)
    run.settings_file.write_text(DAMAGED)
    window = run.window()
    window.sees(TOLD)
    run.picture("set-aside")
    folder = run.settings_file.parent
    aside = [path for path in folder.iterdir() if path.read_text() == DAMAGED]
    assert aside and aside != [run.settings_file], "What could not be read was not kept beside"
    window.open_settings()
    window.set("30 s")
    window.leave_dialog("Settings")
    accessible.wait_for(
        lambda: run.settings_file.exists() and run.settings_file.read_text() not in ("", DAMAGED), "a new file", app=window.app
    )
    assert aside[0].read_text() == DAMAGED, "The file that was set aside was written over"
    window.close()
    window.ended()
    again = run.window()
    again.open_settings()
    assert accessible.is_set(accessible.control(again.app, "30 s", accessible.OPTION)), "The new setting was not kept"
    assert not accessible.shown(again.app, TOLD), "It is told again though the new file is whole"
    again.leave_dialog("Settings")
    again.close()
    again.ended()
    say("A damaged file was set aside and told once; a new one holds what was set since")


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
