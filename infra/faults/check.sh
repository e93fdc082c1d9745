#!/usr/bin/env bash
# Every promise about loss and load, tried on this machine, in one table: demanded, measured, held. As root on Debian 12 (disks are mounted, running processes traced):
#
#   infra/faults/check.sh            two hours and a half on two cores
#   infra/faults/check.sh --short    about twenty minutes: every fault once or a few times
#   infra/faults/check.sh --full     as long as the promises say it: most of a day
#
# OLD=REVISION: versions change from that revision of git to this one and back; without it this build stands for both.
# What each row is: infra/docs/fault-runs.md. Nothing of an installation is touched: services, databases and clusters are its own and are thrown away. The table is
# in REPORT (default: a new folder under /tmp), beside it what each part said. Ends with 1 when a promise was not held.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
cd "$here"

length="${1:-}"
case "$length" in
    --short) soak=120 overload=100 tips=20000; export FAULT_ROUNDS=3 FAULT_CUTS=100 FAULT_LEAVERS=100 FAULT_FLUSHED=500 FAULT_FULL_DISKS=1 FAULT_FAILED_FLUSHES=2 FAULT_OUTAGE=20 FAULT_SLOW_SECONDS=15 FAULT_FAILOVERS=1 FAULT_RESTARTS=10 ;;
    "") soak=3600 overload=180 tips=1000000; export FAULT_COST_SECONDS=10 FAULT_ROUNDS=50 FAULT_CUTS=1000 FAULT_LEAVERS=1000 FAULT_FLUSHED=10000 FAULT_FULL_DISKS=7 FAULT_FAILED_FLUSHES=10 FAULT_OUTAGE=60 FAULT_SLOW_SECONDS=60 FAULT_FAILOVERS=10 FAULT_RESTARTS=200 UPGRADE_RATE=200 ;;
    --full) soak=86400 overload=900 tips=1000000; export FAULT_ROUNDS=505 FAULT_CUTS=1000 FAULT_LEAVERS=1000 FAULT_FLUSHED=10000 FAULT_FULL_DISKS=20 FAULT_FAILED_FLUSHES=20 FAULT_OUTAGE=600 FAULT_SLOW_SECONDS=600 FAULT_FAILOVERS=20 FAULT_RESTARTS=200 ;;
    *) echo "check.sh: see the top of this file" >&2; exit 2 ;;
esac
export FAULT_SLOW_CONNECTIONS=4000
export FAULT_REPORT="${REPORT:-$(mktemp --directory /tmp/tipintake-faults-report-XXXXXX)}"
ulimit -n "$(ulimit -H -n)"

step() { printf '\n== %s  %s\n' "$(date +%T)" "$*"; }

step "building"
dotnet build --configuration Release -p:UseSharedCompilation=false --verbosity quiet >"$FAULT_REPORT/build.log" 2>&1 || { tail -20 "$FAULT_REPORT/build.log"; exit 1; }

if [[ -n "${OLD:-}" ]]; then
    UPGRADE_OLD="$(mktemp --directory /var/tmp/tipintake-old-version.XXXXXX)"
    export UPGRADE_OLD
    trap 'rm -rf "$UPGRADE_OLD"' EXIT
    infra/upgrade/old.sh "$OLD" "$UPGRADE_OLD" >>"$FAULT_REPORT/build.log" 2>&1
fi

# Load first: the last fault run prints the table of everything.
status=0
step "overload, $overload s each; then a soak of $soak s"
bench() { dotnet run --no-build --configuration Release --project tests/TipIntake.Benchmarks -- "$@" || (( $? == 2 )); }
bench overload --open-seconds "$overload" >"$FAULT_REPORT/overload.txt" 2>&1
bench soak --rate 510 --open-seconds "$soak" >"$FAULT_REPORT/soak.txt" 2>&1

step "a backup of $tips tips, restored on an empty host"
infra/backup/check.sh "$tips" >"$FAULT_REPORT/backup.txt" 2>&1 || status=1

step "faults"
dotnet run --no-build --configuration Release --project tests/TipIntake.Faults -- -showLiveOutput -noLogo -noColor >"$FAULT_REPORT/faults.txt" 2>&1 || status=$?
tail -5 "$FAULT_REPORT/faults.txt"

step "the table"
cat "$FAULT_REPORT/report.md"
echo "All of it: $FAULT_REPORT"
! grep --quiet '| \*\*no\*\* |$' "$FAULT_REPORT/report.md" || status=1
exit "$status"
