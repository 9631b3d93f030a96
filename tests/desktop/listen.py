"""Listens, in a process of its own, to what a program has a screen reader say by itself. Writes a line of JSON for each."""

import json
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
import pyatspi  # noqa: E402  (the version has to be chosen first)

# As the interface between programs and screen readers numbers them.
POLITENESS = {1: "polite", 2: "assertive"}


def heard(event):
    """One line for one announcement."""
    said = {
        "at": time.monotonic(),
        "words": str(event.any_data),
        "how": POLITENESS.get(event.detail1, str(event.detail1)),
        "of": event.host_application.name if event.host_application else "",
    }
    print(json.dumps(said), flush=True)


def main():
    pyatspi.Registry.registerEventListener(heard, "object:announcement")
    print(json.dumps({"listening": True}), flush=True)
    pyatspi.Registry.start()


if __name__ == "__main__":
    sys.exit(main())
