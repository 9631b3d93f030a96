# Starts the sandbox console and reads its banner. Sourced by bash scripts that have `fail` and the folder $work, which is removed at the end.
# shellcheck shell=bash disable=SC2034,SC2154 # those scripts set $work, and read $address

start_console() { # PROGRAM
    "$1" sandbox-console --port 0 >"$work/banner" 2>"$work/errors" &
    console_pid=$!
    # The last line of the banner: after it, the banner is complete.
    for _ in $(seq 100); do
        if grep -q '^Press Ctrl+C to stop' "$work/banner"; then
            address=$(awk '$1 == "Address" { print $2; exit }' "$work/banner")
            return
        fi
        kill -0 "$console_pid" 2>/dev/null || break
        sleep 0.1
    done
    cat "$work/errors" >&2
    fail "$1 sandbox-console did not tell its address within 10 seconds."
}

# The text after a label, in one account's part of the banner.
of_account() { # NAME LABEL
    awk -v name="$1" -v label="$2" '
        /^[^ ]/ { here = ($0 == name) }
        here && index($0, "  " label "  ") == 1 { print $NF; exit }' "$work/banner"
}

stop_console() {
    if [ -n "${console_pid:-}" ]; then
        kill "$console_pid" 2>/dev/null || true
        wait "$console_pid" 2>/dev/null || true
    fi
    rm -rf "$work"
}
