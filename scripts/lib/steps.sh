# Steps with a name, a time, a log, and advice for when they fail. Sourced by bash scripts.
# shellcheck shell=bash
#
#   steps_total=3
#   step "Formatting" "Run: cargo fmt" cargo fmt --check
#   steps_end "All checks passed."
#
# A failed step does not end the run. `step` returns the step's result, so that a caller can `skip` what depends on it.

steps_logs=${steps_logs:-target/logs}
steps_total=${steps_total:-0}
steps_done=0
steps_failed=()
steps_unchecked=()
steps_began=$SECONDS
mkdir -p "$steps_logs"
# Logs of an earlier run would be mistaken for this one's.
rm -f "$steps_logs"/[0-9][0-9]-*.log

# In a log file, an open line would be broken up by other output.
if [ -t 1 ] && [ "${CI:-}" != true ]; then steps_open_line=true; else steps_open_line=false; fi

step() { # name, advice, command…
    local name=$1 advice=$2 log began result=0
    shift 2
    steps_done=$((steps_done + 1))
    log=$steps_logs/$(printf '%02d-%s' "$steps_done" "$(tr -cs '[:alnum:]\n' '-' <<<"${name,,}")").log
    if $steps_open_line; then
        printf '[%d/%d] %s …' "$steps_done" "$steps_total" "$name"
    else
        printf '[%d/%d] %s\n' "$steps_done" "$steps_total" "$name"
    fi
    began=$SECONDS
    "$@" >"$log" 2>&1 </dev/null || result=$?
    $steps_open_line || printf '[%d/%d] %s' "$steps_done" "$steps_total" "$name"
    if [ "$result" -eq 0 ]; then
        printf '  %s\n' "$(steps_time $((SECONDS - began)))"
        return 0
    fi
    steps_failed+=("$name")
    printf '  FAILED after %s\n' "$(steps_time $((SECONDS - began)))"
    echo "    The end of $log:"
    tail -n 40 "$log" | sed 's/^/    | /'
    echo "    What to do: $advice"
    return "$result"
}

skip() { # name, reason
    steps_done=$((steps_done + 1))
    steps_failed+=("$1")
    echo "[$steps_done/$steps_total] $1  LEFT OUT: $2"
}

unchecked() { # name, reason: cannot be checked on this machine; no failure, but the last line says so
    steps_done=$((steps_done + 1))
    steps_unchecked+=("$1 ($2)")
    echo "[$steps_done/$steps_total] $1  NOT CHECKED: $2"
}

steps_end() { # closing line of a run without a failure
    local time list
    time=$(steps_time $((SECONDS - steps_began)))
    if [ "${#steps_failed[@]}" -eq 0 ]; then
        printf -v list ' Not checked: %s.' "${steps_unchecked[@]}"
        [ "${#steps_unchecked[@]}" -gt 0 ] || list=
        echo "$1$list ($time)"
        return 0
    fi
    printf -v list '%s, ' "${steps_failed[@]}"
    echo "${#steps_failed[@]} of $steps_total steps did not pass: ${list%, }. Logs are in $steps_logs. ($time)"
    return 1
}

steps_time() { # seconds
    if [ "$1" -lt 60 ]; then echo "$1 s"; else echo "$(($1 / 60)) min $(($1 % 60)) s"; fi
}
