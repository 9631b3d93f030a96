"""A request of one's own with the token, and what the token says of itself."""

import subprocess
import sys
import urllib.request
from pathlib import Path

import programs
from story import say, tell

LIMIT_SECS = 90
EVERYDAY = True


def main(run):
    console, window = run.console(), run.window()
    window.new_profile("Production EU", console, console.client_id, console.secret)
    window.press("Get token and copy header")
    header = programs.copied_header(window)
    window.show_tab("Try a request")
    window.press("Send")
    window.sees("HTTP 200")
    run.picture("request")
    runs_as_copied(window)
    window.press("Copy header")
    programs.copied(window, lambda held: held == header, "the header again")
    window.show_tab("Claims")
    window.sees("not verified")
    run.picture("claims")
    assert programs.clipboard() == header, "A request touched the clipboard"
    say("A request was answered HTTP 200; the claims of the token are told; the clipboard kept its header")
    window.close_though_asked()
    run.leaves_no({"the secret": console.secret, "the token": programs.token(header)})


def runs_as_copied(window):
    """The curl command, in a shell as pasted; the others where there is a program for them."""
    window.choose("Copy request as", "curl (bash, zsh)")
    command = programs.copied(window, lambda held: " | curl " in held, "a curl command")
    answered = subprocess.run(["sh", "-c", command + " --silent --show-error --fail"], capture_output=True, text=True, check=False)
    assert answered.returncode == 0 and answered.stdout.startswith("{"), f"The copied curl command failed: {answered.stderr}"
    say(f"The copied curl command was answered with {len(answered.stdout)} characters of JSON")
    is_sent_from_a_file(window, answered.stdout)
    runs_in_python(window, answered.stdout)
    is_a_variable_of_the_shell(window)
    is_written_for_other_shells(window)


def is_sent_from_a_file(window, answer):
    """The .http form: comments, one request line, headers."""
    window.choose("Copy request as", "HTTP request (.http)")
    copied = programs.copied(window, lambda held: held.startswith("###\n"), "an HTTP request")
    request, *headers, end = [line for line in copied.split("\n") if not line.startswith("#")]
    method, address = request.split(" ")
    assert method == "GET" and end == "", f"The copied HTTP request begins with {method!r} and ends with {end!r}"
    headers = dict(line.split(": ") for line in headers)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(urllib.request.Request(address, headers=headers)) as response:
        assert response.read().decode() == answer, "The copied HTTP request was answered otherwise than the curl command"
    say("The copied HTTP request had the same answer")


def runs_in_python(window, answer):
    """As a file, and as typed into the interpreter."""
    window.choose("Copy request as", "Python")
    code = programs.copied(window, lambda held: held.startswith("import requests\n"), "Python code")
    python = python_with_requests()
    if python is None:
        compile(code, "copied", "exec")
        say("The copied Python code was only compiled: no Python has the package requests")
        return
    for how in ([python, "-"], [python, "-i", "-q"]):
        ran = subprocess.run(how, input=code, capture_output=True, text=True, check=False)
        assert ran.returncode == 0 and answer in ran.stdout, f"The copied Python code failed: {ran.stderr}"
    say("The copied Python code had the same answer")


def is_a_variable_of_the_shell(window):
    """A later command of the same shell uses it."""
    window.choose("Copy request as", "Shell variable (bash, zsh)")
    line = programs.copied(window, lambda held: held.strip().startswith("CRASHPLAN_TOKEN="), "a line with a variable")
    ran = subprocess.run(["sh", "-c", line + '\nprintf %s "$CRASHPLAN_TOKEN"'], capture_output=True, text=True, check=False)
    assert ran.returncode == 0 and ran.stdout and ran.stdout in line, "The copied line sets no variable"
    say("The copied shell variable holds the token")


def is_written_for_other_shells(window):
    """There is no interpreter for these here: they are copied, and their quoting is tested beside the code."""
    window.choose("Copy request as", "curl (Windows cmd)")
    programs.copied(window, lambda held: held.startswith('set "CRASHPLAN_TOKEN=') and "/api/" in held, "a command for cmd")
    window.choose("Copy request as", "PowerShell")
    programs.copied(window, lambda held: "Invoke-RestMethod -Uri " in held, "a PowerShell command")
    say("The commands for cmd and PowerShell were copied; no interpreter ran them")


def python_with_requests():
    """One of this system, or that of `scripts/vendor-clients`; None if none has the package."""
    vendor = Path(__file__).parents[2] / "target/vendor-venv/venv/bin/python"
    for python in (sys.executable, "python3", str(vendor)):
        try:
            subprocess.run([python, "-c", "import requests"], capture_output=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        return python
    return None


if __name__ == "__main__":
    tell(main, __doc__, LIMIT_SECS)
