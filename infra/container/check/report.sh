# shellcheck shell=bash
# One line per check, and their sum. Sourced by the others; the file $RESULTS has a line per check, the file $LOG the rest.
passed=0 failed=0

say() { printf '== %s (%d s)\n' "$*" "$SECONDS"; }

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
