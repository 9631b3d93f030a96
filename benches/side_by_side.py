"""Tokendesk beside its peers, in one run: every figure is a ratio, so that it holds on any machine.

Run by ``scripts/bench`` inside a private desktop.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "desktop"))
import filled  # noqa: E402
import windows  # noqa: E402

IDLE_SECS = 60
# A window after its start: caches are filled, and threads that made something ready have ended.
SETTLED_SECS = 5


def main():
    options = parse()
    bench = Bench(options)
    try:
        for profiles in options.profiles:
            bench.fill(profiles)
            bench.starts(profiles)
            bench.listings(profiles)
        bench.idle()
    finally:
        bench.close()
    Path(options.out).write_text(json.dumps(bench.rows, indent=1) + "\n")
    bench.print_table()


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--empty-window", required=True)
    parser.add_argument("--list-keyring", required=True)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--profiles", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--out", required=True)
    return parser.parse_args()


class Bench:
    """The programs, what was measured of them, and the table."""

    def __init__(self, options):
        self.options = options
        self.folder = Path(tempfile.mkdtemp())
        self.screen = windows.Screen(self.folder)
        self.rows = []
        self.table = []
        self.filled = 0
        self.memory_parts = None

    def close(self):
        self.screen.close()

    def fill(self, profiles):
        filled.fill_keyring(profiles - self.filled)
        self.filled = profiles

    def command(self, program):
        return {
            "tokendesk": [self.options.program],
            "empty window": [self.options.empty_window],
            "keepassxc": ["keepassxc"],
            "chromium": [
                "chromium",
                "--app=data:text/html,<h1>Empty",
                "--no-sandbox",
                "--no-first-run",
                "--disable-background-networking",
                f"--user-data-dir={self.folder / 'chromium'}",
            ],
        }[program]

    def starts(self, profiles):
        """One start of each program a round, so that a busy moment of the machine meets all of them."""
        programs = ["tokendesk", "keepassxc", "empty window", "chromium"]
        seen = {program: [] for program in programs}
        # The first one fills the system's caches.
        for number in range(self.options.rounds + 1):
            for program in programs:
                with self.screen.started(self.command(program), program == "tokendesk") as start:
                    times = {"mapped": start.mapped, "first pixel": start.first_pixel, "rows": start.rows}
                    time.sleep(0.3)
                if number:
                    seen[program].append(times)
                    self.note("start", profiles, program, **times)
        median = {
            program: {what: statistics.median(times[what] for times in each) for what in each[0]} for program, each in seen.items()
        }
        ours, keepassxc = median["tokendesk"], median["keepassxc"]
        where = f"{profiles:,} profiles"
        self.ratio(f"window, {where}", ours["mapped"], "KeePassXC's", keepassxc["mapped"], 0.45)
        self.ratio(f"first pixel, {where}", ours["first pixel"], "an empty window's", median["empty window"]["first pixel"], 1.15)
        self.ratio(f"first pixel, {where}", ours["first pixel"], "Chromium's", median["chromium"]["first pixel"], 0.35)
        empty = median["empty window"]["first pixel"]
        self.ratio("the empty window's first pixel instead", empty, "KeePassXC's", keepassxc["first pixel"], None)
        goal = 0.7 if profiles >= 1000 else 0.6
        self.ratio(f"rows of the list, {where}", ours["rows"], "KeePassXC's first pixel", keepassxc["first pixel"], goal)

    def listings(self, profiles):
        """All items of the keyring, as the system's own tool reads them."""
        ours, firsts, theirs = [], [], []
        for _ in range(self.options.rounds):
            before = time.monotonic()
            searched = subprocess.run(
                ["secret-tool", "search", "--all", "service", "tokendesk"], capture_output=True, text=True, check=True, timeout=100
            )
            theirs.append(time.monotonic() - before)
            assert searched.stdout.count("secret = ") == profiles, "secret-tool found another number of items"
            listed = subprocess.run([self.options.list_keyring], capture_output=True, text=True, check=True, timeout=100)
            rows, first, last = listed.stdout.split()
            assert int(rows) == profiles, "The program listed another number of profiles"
            ours.append(float(last) / 1000)
            firsts.append(float(first) / 1000)
            self.note("listing", profiles, "tokendesk", all=ours[-1], first=firsts[-1])
            self.note("listing", profiles, "secret-tool", all=theirs[-1])
        median = statistics.median
        self.ratio(f"all of {profiles:,} listed", median(ours), "secret-tool search --all", median(theirs), 0.12 if profiles >= 1000 else None)
        self.ratio(f"first of {profiles:,} listed", median(firsts), "a limit", 0.040, 1.0)

    def idle(self):
        """Memory and processor of windows that nobody touches."""
        used = {}
        for program in ["tokendesk", "keepassxc", "chromium"]:
            with self.screen.started(self.command(program), program == "tokendesk") as start:
                time.sleep(SETTLED_SECS)
                before = windows.cpu_secs(start.process)
                time.sleep(IDLE_SECS)
                used[program] = (windows.memory_kib(start.process), windows.cpu_secs(start.process) - before)
                if program == "tokendesk":
                    self.memory_parts = windows.memory_parts_kib(start.process)
                self.note("idle", self.filled, program, kib=used[program][0], cpu=used[program][1])
        memory = {program: kib / 1024 for program, (kib, _) in used.items()}
        self.ratio("memory after a minute", memory["tokendesk"], "KeePassXC's", memory["keepassxc"], 1.0, "MiB")
        self.ratio("memory after a minute", memory["tokendesk"], "Chromium's", memory["chromium"], 0.25, "MiB")
        self.table.append((f"processor time in {IDLE_SECS} s without a token", f"{used['tokendesk'][1]:.2f} s", "", "", "0.00 s"))

    def note(self, what, profiles, program, **values):
        self.rows.append({"what": what, "profiles": profiles, "program": program, **values})

    def ratio(self, what, ours, peer, theirs, goal, unit="ms"):
        """One line of the table."""
        scale = 1000 if unit == "ms" else 1
        reached = "" if goal is None else f"{goal:g}"
        figures = (f"{ours * scale:,.0f} {unit}", f"{peer}: {theirs * scale:,.0f} {unit}", f"{ours / theirs:.2f}")
        self.table.append((what, *figures, reached))

    def print_table(self):
        print("| | Tokendesk | beside | ratio | goal, at most |")
        print("|---|---|---|---|---|")
        for row in self.table:
            print("| " + " | ".join(row) + " |")
        print("\n| memory of Tokendesk | MiB |\n|---|---|")
        for part, kib in self.memory_parts.most_common():
            print(f"| {part} | {kib / 1024:.1f} |")


if __name__ == "__main__":
    sys.exit(main())
