"""Runs the flows of this folder, each on a private desktop of its own, some at a time, and counts what became of them.

A flow is a file ``flow_NAME.py``. What its desktop is to be like stands in it, in capitals: ``SCREEN = "720x480"``,
``KEYRING = "none"``, ``DESKTOPS = ["x11", "wayland"]``, ``THEME = "dark"`` (else the flows take turns), ``EVERYDAY = True`` (quick, and
covers much: ``scripts/test`` plays it, on X11). What it told and its pictures are in ``FOLDER/NAME``.
"""

import argparse
import ast
import os
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
DESKTOP = HERE.parent.parent / "scripts/lib/private-desktop"
PYTHON = "/usr/bin/python3"  # the one that has Debian's packages for screen readers
SKIPPED = 77
TOLD = "told.txt"


@dataclass
class Run:
    """One flow on one desktop."""

    name: str
    script: Path
    theme: str
    environment: dict
    limit_secs: int
    is_everyday: bool
    secs: float = 0.0
    result: int | None = None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("flows", nargs="*", metavar="FLOW", help="these alone, such as first_token or closing-wayland")
    parser.add_argument("--program", help="the tokendesk to run")
    parser.add_argument("--pictures", default="out/screenshots", metavar="FOLDER", help="where the pictures go")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time")
    parser.add_argument("--theme", choices=["light", "dark"], help="all in this one; else they take turns")
    parser.add_argument("--everyday", action="store_true", help="the few that scripts/test plays, on X11 alone")
    parser.add_argument("--list", action="store_true", help="only names the flows")
    parser.add_argument("--no-skips", action="store_true", help="a flow that could not be tried is an error")
    asked = parser.parse_args()
    runs = chosen(every_run(asked.theme), asked.flows)
    if asked.everyday:
        runs = [run for run in runs if run.is_everyday]
    if asked.list:
        for run in runs:
            print(f"{run.name:26} {ast.get_docstring(ast.parse(run.script.read_text())).splitlines()[0]}")
        return 0
    if not asked.program:
        parser.error("--program is missing")
    return play(runs, Path(asked.program).resolve(), Path(asked.pictures).resolve(), asked.jobs, asked.no_skips)


def every_run(theme):
    """All flows on all their desktops; those that may take longest first, so that none runs on alone at the end."""
    runs = []
    for turn, script in enumerate(sorted(HERE.glob("flow_*.py"))):
        facts = facts_of(script)
        for desktop in facts.get("DESKTOPS", ["x11"]):
            environment = {"TOKENDESK_DESKTOP": desktop}
            for fact in ("SCREEN", "KEYRING"):
                if fact in facts:
                    environment[f"TOKENDESK_{fact}"] = facts[fact]
            name = script.stem.removeprefix("flow_") + ("" if desktop == "x11" else f"-{desktop}")
            colours = theme or facts.get("THEME") or ("light", "dark")[turn % 2]
            is_everyday = desktop == "x11" and facts.get("EVERYDAY", False)
            runs.append(Run(name, script, colours, environment, facts["LIMIT_SECS"], is_everyday))
    return sorted(runs, key=lambda run: -run.limit_secs)


def facts_of(script):
    """The constants in capitals of a flow, without running it."""
    facts = {}
    for line in ast.parse(script.read_text()).body:
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name) and line.targets[0].id.isupper():
            try:
                facts[line.targets[0].id] = ast.literal_eval(line.value)
            except ValueError:
                pass  # one that is worked out is for the flow alone
    return facts


def chosen(runs, names):
    """The named ones; a flow's plain name means all its desktops. All, if none is named."""
    unknown = [name for name in names if not any(is_named(run, name) for run in runs)]
    if unknown:
        sys.exit(f"No such flow: {', '.join(unknown)}. There are: {', '.join(sorted(run.name for run in runs))}")
    return [run for run in runs if not names or any(is_named(run, name) for name in names)]


def is_named(run, name):
    return name in (run.name, run.script.stem.removeprefix("flow_"))


def play(runs, program, pictures, jobs, no_skips):
    """Plays them, tells each end in a line, and counts; the exit code."""
    waiting, told, began = list(runs), threading.Lock(), time.monotonic()

    def work():
        while True:
            with told:
                if not waiting:
                    return
                run = waiting.pop(0)
            output = play_one(run, program, pictures / run.name)
            with told:
                tell(run, output)

    workers = [threading.Thread(target=work) for _ in range(max(1, jobs))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    passed = sum(run.result == 0 for run in runs)
    skipped = [run.name for run in runs if run.result == SKIPPED]
    failed = [run.name for run in runs if run.result not in (0, SKIPPED)]
    flows = len({run.script for run in runs})
    print(
        f"{flows} flows in {len(runs)} runs: {passed} passed, {len(failed)} failed, {len(skipped)} skipped"
        f" ({time.monotonic() - began:.0f} s). Pictures are in {pictures}"
    )
    for what, names in (("Failed", failed), ("Skipped", skipped)):
        if names:
            print(f"{what}: {', '.join(sorted(names))}")
    for run in runs:
        if run.result != 0:
            print(f"{run.name}: {reason(pictures / run.name)}")
    return 1 if failed or (skipped and no_skips) else 0


def play_one(run, program, folder):
    """Runs a flow to its end; what it printed."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    command = [DESKTOP, PYTHON, run.script, program, "--pictures", folder, "--theme", run.theme]
    began = time.monotonic()
    with (folder / TOLD).open("w") as told:
        run.result = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=told, stderr=told, env=os.environ | run.environment, check=False
        ).returncode
    run.secs = time.monotonic() - began
    return (folder / TOLD).read_text()


def reason(folder):
    """The line that says why a flow failed or was skipped: the end of a long log shows at least this."""
    lines = (folder / TOLD).read_text().splitlines()
    return next((line for line in reversed(lines) if line.startswith(("FAILED", "SKIPPED"))), lines[-1] if lines else "it printed nothing")


def tell(run, output):
    """A line for a flow; all that it printed where it failed."""
    results = {0: "passed", SKIPPED: "SKIPPED"}
    print(f"{run.name:26} {run.secs:5.0f} s  {results.get(run.result, 'FAILED')}", flush=True)
    if run.result != 0:
        print("".join(f"    | {line}\n" for line in output.splitlines()), end="", flush=True)


if __name__ == "__main__":
    sys.exit(main())
