"""What every flow has around it: the programs that it starts, the time that it may take, and what is kept when it fails."""

import argparse
import os
import signal
import sys
from pathlib import Path

import accessible
import programs
import screen
import traces

# What a flow ends with that could not be tried here; the runner counts it apart.
SKIPPED = 77


class LeftBehind(AssertionError):
    """A secret was found where none may be: nothing more is printed, or it would be in the next log too."""


class Skipped(Exception):
    """This flow cannot be tried here, and why."""


class Story:
    """A run of one flow."""

    def __init__(self, arguments):
        self.arguments = arguments
        self.session = Path(os.environ["TOKENDESK_SESSION"])
        self.pictures = Path(arguments.pictures)
        self.theme = arguments.theme
        self.settings_file = self.session / "home/.config/tokendesk/settings.toml"
        self.windows = []
        self.consoles = []

    def window(self, *options, theme="", first_run=False):
        """Opens a window; in the theme of this run, if no other is named (None: as its settings have it). The question before the
        first copy was answered in an earlier run, unless this is the first one."""
        theme = self.theme if theme == "" else theme
        if not first_run and not self.settings_file.exists():
            self.settings_file.parent.mkdir(parents=True, exist_ok=True)
            self.settings_file.touch(mode=0o600)
            self.settings_file.write_text('copy = "header line"\n')
        self.windows.append(programs.Window(self.arguments.program, self.session / "log", theme, *options))
        return self.windows[-1]

    def console(self):
        """Starts a sandbox console."""
        self.consoles.append(programs.Console(self.arguments.program))
        return self.consoles[-1]

    def picture(self, name):
        """Writes what the screen shows, under this name; where the picture is."""
        path = self.pictures / f"{name}.png"
        screen.picture(path)
        return path

    def leaves_no(self, secrets):
        """Looks for secrets (a name for each) in all that the session left on the disk."""
        traces.assert_search_works(self.session)
        left = traces.traces(self.session, secrets)
        if left:
            raise LeftBehind("Secrets were left on the disk:\n" + "\n".join(left))
        say("No secret in any file of the session: home, runtime folder, temporary folder, logs, keyring")

    def failed(self, error):
        """Keeps what tells why."""
        picture = self.picture("failed")
        if not isinstance(error, LeftBehind):
            for window in self.windows:
                print(f"--- {window.log.name} printed:\n{window.log.read_text()}", file=sys.stderr)
        # What was looked for and what was there is in the message; the place in the script helps nobody else.
        if isinstance(error, (AssertionError, accessible.NotFound)) and str(error):
            sys.exit(f"FAILED: {error}\nA picture of the screen: {picture}")

    def end(self):
        """Ends what still runs."""
        for window in self.windows:
            window.kill()
        for console in self.consoles:
            console.end()


def tell(flow, description, limit_secs, add_arguments=None):
    """Runs a flow with what the scripts pass. One that fails leaves a picture, and a message in place of a traceback."""
    parser = argparse.ArgumentParser(description=description.splitlines()[0])
    parser.add_argument("program", help="the tokendesk to run")
    parser.add_argument("--pictures", required=True, help="the folder for pictures of the window")
    parser.add_argument("--theme", choices=["light", "dark"], default="light")
    if add_arguments:
        add_arguments(parser)
    story = Story(parser.parse_args())

    def out_of_time(*_):
        raise accessible.NotFound(f"The whole run took more than {limit_secs} s")

    signal.signal(signal.SIGALRM, out_of_time)
    signal.alarm(limit_secs)
    try:
        flow(story)
    except Skipped as reason:
        print(f"SKIPPED: {reason}")
        sys.exit(SKIPPED)
    except BaseException as error:
        story.failed(error)
        raise
    finally:
        story.end()


def say(line):
    """One line of the story."""
    print(line, flush=True)
