"""Counts the instructions of ``benches/instructions.rs`` by valgrind, and compares them with the counts in the repository.

Unlike times, they hardly depend on the machine, and not on what else it does.
"""

import argparse
import json
import re
import resource
import subprocess
import sys
from pathlib import Path

COUNTS = Path(__file__).with_name("instructions.json")
# One more or less of what differs between machines: the C library chooses its functions by processor.
TOLERANCE = 0.10
# With fewer, what the first frame makes for all later ones would count.
WARM_UP, COUNTED = 4, 4
WORKS = ["frame-10", "frame-10000", "search-10000", "palette-10000", "list-1000", "response-60k"]
# For their time on this machine.
TIMED = 500


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--save", action="store_true")
    options = parser.parse_args()
    known = json.loads(COUNTS.read_text()) if COUNTS.exists() else {}
    counts = {work: per_time(options.program, work) for work in WORKS}
    if options.save:
        COUNTS.write_text(json.dumps(counts, indent=4) + "\n")
    print("| work | instructions | of the known count | time here |\n|---|---|---|---|")
    too_many = []
    for work, count in counts.items():
        ratio = count / known[work] if work in known else 1.0
        print(f"| {work} | {count:,} | {ratio:.3f} | {milliseconds(options.program, work):.2f} ms |")
        if ratio > 1 + TOLERANCE:
            too_many.append(work)
    print(f"\nA frame with 10,000 profiles takes {counts['frame-10000'] / counts['frame-10']:.2f} times one with 10.")
    if too_many and not options.save:
        sys.exit(f"More than {TOLERANCE:.0%} slower: {', '.join(too_many)}. If it must be, run: scripts/bench instructions --save")


def per_time(program, work):
    return (total(program, work, WARM_UP + COUNTED) - total(program, work, WARM_UP)) // COUNTED


def total(program, work, times):
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, work, str(times)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    found = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode or not found:
        sys.exit(f"{work} could not be counted:\n{run.stderr[-2000:]}")
    return int(found[1])


def milliseconds(program, work):
    """The processor time of one of many."""

    def secs(times):
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        subprocess.run([program, work, str(times)], check=True, timeout=600)
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before

    return (secs(WARM_UP + TIMED) - secs(WARM_UP)) / TIMED * 1000


if __name__ == "__main__":
    sys.exit(main())
