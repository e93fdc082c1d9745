# shellcheck shell=bash
# One line per check, and their sum. Sourced by the others; the file $RESULTS has a line per check, the file $LOG the rest.

say() { printf '== %s (%d s)\n' "$*" $(($(date +%s) - STARTED)); }

tell() {
    printf '%s %s\n' "$1" "$2" | tee -a "$RESULTS"
}

# expect WORDS COMMAND...: the command must succeed.
expect() {
    local words="$1"
    shift
    if "$@" >> "$LOG" 2>&1; then tell ok "$words"; else tell FAILED "$words"; fi
}

# refuse WORDS COMMAND...: the command must fail.
refuse() {
    local words="$1"
    shift
    if "$@" >> "$LOG" 2>&1; then tell FAILED "$words"; else tell ok "$words"; fi
}

# within SECONDS COMMAND...: tries until it succeeds or the time is over.
within() {
    local until=$((SECONDS + $1))
    shift
    until "$@"; do
        (( SECONDS < until )) || return 1
        sleep 1
    done
}

# How many of all; ends the shell with 1 unless all are, and the way was gone to its end.
summary() {
    local all passed
    all="$(wc -l < "$1")" passed="$(grep --count '^ok ' "$1")"
    echo "$passed of $all"
    [[ "$passed" == "$all" ]]
}
