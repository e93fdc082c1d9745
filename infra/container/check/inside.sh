#!/usr/bin/env bash
# The check itself, in a network and a space of processes of its own. Started by check.sh.
set -euo pipefail
# shellcheck source=/dev/null
source "$CHECK/report.sh"
# shellcheck source=/dev/null
source "$CHECK/engine.sh"

# Where the doors are opened, and where visitors come from: addresses that belong to nobody.
export PUBLIC_ADDRESS=198.51.100.10 STAFF_ADDRESS=198.51.100.11 VISITOR=203.0.113.7 OTHER_VISITOR=203.0.113.8
ip link set lo up
for address in "$PUBLIC_ADDRESS" "$STAFF_ADDRESS" "$VISITOR" "$OTHER_VISITOR"; do ip address add "$address/32" dev lo; done

say "an engine of its own"
start_engine
import_standins
cd "$WORK/tree"
# For building alone; site.sh writes the real one.
touch .env

say "the image"
LIMIT=600 expect "the image builds without a way to the network" compose build prepare
base="$(docker image inspect --format '{{.Size}}' "$RUNTIME_IMAGE")"
whole="$(docker image inspect --format '{{.Size}}' tipintake:local)"
expect "it adds $(( (whole - base) / 1000000 )) MB to its base, less than 150" test $((whole - base)) -lt 150000000

say "secrets, certificates, settings"
bash "$CHECK/site.sh" >> "$LOG" 2>&1

began=$SECONDS
expect "everything starts" compose up -d
expect "and all of it is healthy" within 120 all_healthy
echo "up and healthy after $((SECONDS - began)) s"
all_healthy || { keep_logs; exit 1; }

say "the journey of a tip"
bash "$CHECK/journey.sh"
say "what each container may do"
bash "$CHECK/confinement.sh"
say "what the public node cannot reach"
bash "$CHECK/isolation.sh"
say "stopping, and coming back"
if grep --quiet ^FAILED "$RESULTS"; then keep_logs; fi
bash "$CHECK/stopping.sh"
stop_engine
