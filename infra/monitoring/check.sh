#!/usr/bin/env bash
# Shows that the operator's monitoring works with Debian's Prometheus: promtool takes the service's numbers and the alert rules,
# Prometheus loads both and sees the node, and every number that an alert or a panel asks for exists. From a clean clone, as root; loopback only:
#
#   infra/monitoring/check.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
work="$(mktemp -d /var/tmp/tipintake-monitoring-check.XXXXXX)"
held=0 checks=0 service='' watcher=''
command -v promtool > /dev/null || { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends prometheus > /dev/null; }

ok() { checks=$((checks + 1)); if "${@:2}" > "$work/out" 2>&1; then held=$((held + 1)); echo "ok      $1"; else echo "FAILED  $1"; tail -n 20 "$work/out"; fi; }
finish() {
    [[ -z "$watcher" ]] || kill "$watcher" 2> /dev/null || true
    [[ -z "$service" ]] || { kill "$service" && wait "$service"; } 2> /dev/null || true
    rm -rf "$work"
}
trap finish EXIT

dotnet publish src/TipIntake --configuration Release --output "$work/program" --verbosity quiet -p:UseSharedCompilation=false > "$work/build" || { cat "$work/build"; exit 1; }
mkdir "$work/told"
printf '{"at":"%s","ok":true}\n' "$(date -u +%Y-%m-%dT%H%M%SZ)" | tee "$work/told/backup.json" > "$work/told/drill.json"
export ASPNETCORE_ENVIRONMENT=Development Data__Path="$work/service" Surfaces__Public__Url=http://localhost:18790 Surfaces__Staff__Url=http://localhost:18791 \
    Surfaces__Monitoring__Url=http://localhost:9465 Monitoring__Status__Path="$work/told"
(cd "$work/program" && exec ./TipIntake > "$work/log" 2>&1) &
service=$!
for (( wait = 0; wait < 120; wait++ )); do curl --silent --fail http://localhost:18790/health/ready > /dev/null && break; sleep 1; done
(( wait < 120 )) || { tail -n 20 "$work/log"; exit 1; }
curl --silent --output /dev/null http://localhost:18790/en
curl --silent --output /dev/null --header 'Content-Type: application/json' --header "Idempotency-Key: monitoring-check-0001" --data '{"text":"Sold at the market of Olhao"}' http://localhost:18790/api/v1/objects/OBJ-2026-0001/tips
# The workers have looked, and looked again.
for (( wait = 0; wait < 120; wait++ )); do curl --silent http://localhost:9465/metrics | grep --quiet tipintake_retention_behind && break; sleep 1; done
curl --silent --fail http://localhost:9465/metrics > "$work/metrics"

accepted() { promtool check metrics < "$work/metrics" 2>&1 | grep --invert-match 'counter metrics should have\|no help text\|use base unit\|abbreviated units' > "$work/lint" || true; ! grep --quiet --ignore-case 'error' "$work/lint"; }
harmless() { ! grep --extended-regexp 'OBJ-|user_agent|client_address|url_path|127\.0\.0\.1|server_address' "$work/metrics"; }
elsewhere() { [[ "$(curl --silent --output /dev/null --write-out '%{http_code}' "http://localhost:$1/metrics")" != 200 ]]; }
ok "promtool takes the numbers" accepted
ok "none of them names an object, a person, an address or a path" harmless
ok "the public door has no numbers" elsewhere 18790
ok "nor has the staff door" elsewhere 18791
ok "promtool takes the rules" promtool check rules infra/monitoring/alerts.yml
cp infra/monitoring/*.yml "$work/"
ok "and the configuration" promtool check config "$work/prometheus.yml"

prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/numbers" --web.listen-address=127.0.0.1:9490 > "$work/prometheus.log" 2>&1 &
watcher=$!
asks() { curl --silent --get --data-urlencode "query=$1" http://127.0.0.1:9490/api/v1/query; }
for (( wait = 0; wait < 60; wait++ )); do asks 'up{door="staff"}' | grep --quiet '"1"' && break; sleep 1; done
ok "Prometheus sees the node" eval 'asks "up{door=\"staff\"}" | grep --quiet "\"1\""'
ok "and has loaded every rule" eval '[[ "$(curl --silent http://127.0.0.1:9490/api/v1/rules | grep --only-matching "\"name\":\"TipIntake" | wc -l)" == "$(grep --count "alert:" infra/monitoring/alerts.yml)" ]]'

# Some exist only once there is something to say.
later='tipintake_leads_oldest_seconds|tipintake_referrals_oldest_seconds|tipintake_placing_lag_seconds|tipintake_erasures_unwritten_seconds|tipintake_audit_faults_total|tipintake_audit_checkpoint_age_seconds'
known() {
    local name
    grep --only-matching --no-filename --extended-regexp '(tipintake|http_server|db_client|dotnet)_[a-z_]+' infra/monitoring/alerts.yml infra/monitoring/dashboard.json | sort --unique | while read -r name; do
        [[ "$name" =~ ^($later)$ ]] || grep --quiet "^${name%_bucket}" "$work/metrics" || echo "$name is nowhere"
    done > "$work/nowhere"
    ! grep . "$work/nowhere"
}
ok "every number that an alert or a panel asks for exists" known
fires() { for (( wait = 0; wait < 60; wait++ )); do curl --silent http://127.0.0.1:9490/api/v1/alerts | grep --quiet TipIntakeDown && return 0; sleep 2; done; return 1; }
ok "an alert is raised for a node that is down" fires

echo
echo "$held of $checks"
(( held == checks ))
