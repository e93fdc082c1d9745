#!/usr/bin/env bash
# Shows on one Debian machine that the files of this folder do what infra/docs/growing.md says: three members of etcd, three machines of PostgreSQL
# under Patroni, HAProxy, three public nodes. The leader is lost, nodes are restarted under load, limits are tried across nodes, and what a
# tip costs is measured. As root, from a clean clone; loopback and free ports only; nothing is left running. It ends with the table:
#
#   infra/cluster/check.sh [FAILOVERS] [RESTARTS] [SECONDS]        (default 2, 6, 10; about ten minutes)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

missing=()
for tool in patroni:patroni etcd:etcd-server haproxy:haproxy psql:postgresql-client /usr/lib/postgresql/15/bin/initdb:postgresql-15 setpriv:util-linux; do
    PATH="$PATH:/usr/sbin" command -v "${tool%%:*}" > /dev/null || missing+=("${tool##*:}")
done
/usr/bin/python3 -c 'import etcd' 2> /dev/null || missing+=(python3-etcd)
if (( ${#missing[@]} > 0 )); then
    # A package may start its server; here each is started by the run.
    policy=/usr/sbin/policy-rc.d
    if [[ -e "$policy" ]]; then policy=''; else printf '#!/bin/sh\nexit 101\n' > "$policy"; chmod +x "$policy"; fi
    apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends "${missing[@]}" > /dev/null
    [[ -z "$policy" ]] || rm "$policy"
fi

FAULT_REPORT="${FAULT_REPORT:-$(mktemp -d /var/tmp/tipintake-cluster-report.XXXXXX)}"
export FAULT_FAILOVERS="${1:-2}" FAULT_RESTARTS="${2:-6}" FAULT_COST_SECONDS="${3:-10}" FAULT_REPORT

echo "building"
dotnet build tests/TipIntake.Faults --configuration Release --verbosity quiet -p:UseSharedCompilation=false

echo "running: $FAULT_FAILOVERS failovers, $FAULT_RESTARTS restarts, $FAULT_COST_SECONDS s for each cost"
status=0
dotnet run --no-build --configuration Release --project tests/TipIntake.Faults -- \
    -class "*FailoverTests" -class "*MissingStandbyTests" -class "*LostStandbyTests" -class "*RollingRestartTests" -class "*SharedLimitTests" -class "*CostTests" || status=$?
cat "$FAULT_REPORT/report.md"
exit "$status"
