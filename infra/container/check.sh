#!/usr/bin/env bash
# Shows that docker-compose.yml works: builds the image, brings everything up, makes the journey of a tip over TLS, looks
# at what each container may do, and takes everything away again. On Debian 12 with the .NET SDK, as root:
#   infra/container/check.sh [--cache FOLDER]
# It has an engine, a network and processes of its own: nothing else on the machine sees them, or is changed, but for
# Debian packages that are missing. No image is fetched: stand-ins are made of Debian's packages and of this machine's SDK.
# --cache keeps the stand-ins for the next time. Ends with "N of N" and 0 when all is well. Takes five to twelve minutes.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
export WORK STARTED
STARTED="$(date +%s)"
WORK="$(mktemp -d /tmp/tipintake-check.XXXXXX)"
export STANDINS="$WORK/standins" RESULTS="$WORK/results" LOG="$WORK/log" CHECK="$here/check"
[[ "${1:-}" == --cache ]] && STANDINS="${2:?--cache needs a folder}"
# shellcheck source=/dev/null
source "$here/check/report.sh"

clean_up() {
    local status=$?
    trap - EXIT
    if [[ -n "$inside" ]] && kill -9 "$inside" 2> /dev/null; then wait "$inside" 2> /dev/null || true; sleep 1; fi
    # Groups of processes that the engine leaves behind.
    find /sys/fs/cgroup -depth -type d -path "*/$(basename "$WORK")*" -exec rmdir {} \; 2> /dev/null || true
    if (( status != 0 )) || grep --quiet ^FAILED "$RESULTS"; then tail --lines=100 "$LOG" >&2; fi
    local results
    results="$(mktemp)"
    mv "$RESULTS" "$results"
    rm -rf "$WORK"
    RESULTS="$results" LOG=/dev/null expect "nothing is left: no file, no process, no mount, no group" is_clean
    summary "$results" || status=1
    rm "$results"
    exit "$status"
}
is_clean() {
    [[ ! -e "$WORK" && -z "$(find /sys/fs/cgroup -type d -name "$(basename "$WORK")" 2> /dev/null)" ]] && ! grep --quiet "$WORK" /proc/mounts && ! pgrep --full "$WORK" > /dev/null
}

[[ "$(id -u)" == 0 ]] || { echo "This has to be root: it starts a Docker engine." >&2; exit 2; }
touch "$LOG" "$RESULTS"
inside=""
trap clean_up EXIT
trap 'exit 130' INT TERM

say "packages, and a copy of what git knows"
bash "$CHECK/packages.sh" >> "$LOG" 2>&1
mkdir "$WORK/tree"
git -C "$here/../.." ls-files -z | tar -C "$here/../.." --null --files-from=- -c | tar -C "$WORK/tree" -x

say "stand-ins for the base images"
bash "$CHECK/standins.sh" >> "$LOG" 2>&1
dotnet build "$WORK/tree/infra/tools/Journey.cs" --output "$WORK/journey" >> "$LOG" 2>&1

# A network without a way out, and processes that all end with the first of them. Waited for, so that a signal ends them too.
unshare --net --mount --pid --fork --kill-child --mount-proc bash "$CHECK/inside.sh" &
inside=$!
wait "$inside"
