#!/usr/bin/env bash
# Shows that the version in this checkout can take the place of an older one without a gap, and give it back: both behind HAProxy on one database while
# tips arrive. On one Debian machine with haproxy and postgresql:
#
#   infra/upgrade/check.sh REVISION [TIPS_PER_SECOND]          (default 200)
#
# REVISION is anything git knows. The figures go to the folder that FAULT_REPORT names, if it names one.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
(( $# >= 1 )) || { echo "usage: infra/upgrade/check.sh REVISION [TIPS_PER_SECOND]" >&2; exit 1; }
command -v haproxy > /dev/null || [[ -x /usr/sbin/haproxy ]] || { echo "HAProxy is missing: apt-get install haproxy" >&2; exit 1; }

old="$(mktemp -d /var/tmp/tipintake-old-version.XXXXXX)"
trap 'rm -rf "$old"' EXIT
infra/upgrade/old.sh "$1" "$old"
UPGRADE_OLD="$old" UPGRADE_RATE="${2:-200}" dotnet run --project tests/TipIntake.Faults -- -class "*.UpgradeTests" -showLiveOutput
