"""Reads what ``size --format=sysv`` and ``nm --print-size`` print of a program, and prints a table of what takes the space."""

import re
import sys
from collections import Counter

SHOWN = 12
SECTIONS = {
    ".text": "code",
    ".rodata": "constants: fonts, Unicode and date tables, texts",
    ".eh_frame": "tables for unwinding after a panic",
    ".gcc_except_table": "tables for unwinding after a panic",
    ".eh_frame_hdr": "tables for unwinding after a panic",
    ".data.rel.ro": "constants with addresses",
}


def main():
    whole = int(sys.argv[1])
    sections, symbols = sys.stdin.read().split("\n\n", 1)
    kinds = Counter()
    for line in sections.splitlines():
        name, size, *_ = [*line.split(), "", ""]
        if name in SECTIONS:
            kinds[SECTIONS[name]] += int(size)
    kinds["the rest"] = whole - sum(kinds.values())

    crates = Counter()
    for line in symbols.splitlines():
        if found := re.fullmatch(r"\d+ (\d+) [tTwW] (.*)", line):
            crates[crate(found[2])] += int(found[1])
    shown = crates.most_common(SHOWN)
    shown.append(("all others", sum(crates.values()) - sum(size for _, size in shown)))

    print(f"{whole:,} bytes\n")
    table("what", kinds.most_common())
    table("code by crate", shown)


def crate(symbol):
    """The crate whose source a function is in; generic code counts for the crate that wrote it."""
    found = re.match(r"_ZN(\d+)", symbol)
    if not found:
        return "C: aws-lc" if symbol.startswith("aws_lc") else "C and others"
    first = symbol[found.end() :][: int(found[1])]
    if not first.startswith(("_$", "$", "_")):
        return first
    inner = re.search(r"(?:\$LT\$|as\$u20\$|\$RF\$|dyn\$u20\$|mut\$u20\$|^_)([a-z][a-z0-9_]*)\.\.", first)
    return inner[1] if inner else "core"


def table(heading, rows):
    print(f"| {heading} | MB |\n|---|---|")
    for name, size in rows:
        print(f"| {name} | {size / 1e6:.2f} |")
    print()


if __name__ == "__main__":
    sys.exit(main())
