#!/usr/bin/env bash
# An orderly stop, a start with all data, and the end of it all. Started by inside.sh.
set -euo pipefail
# shellcheck source=/dev/null
source "$CHECK/report.sh"
# shellcheck source=/dev/null
source "$CHECK/engine.sh"
cd "$WORK/tree"

ring() { within_container "$1" cat /var/lib/tipintake/keys/keyring.json | sha256sum; }
password() { sha256sum < "$WORK/secrets/database-public"; }
stopped_well() { [[ "$(docker inspect --format '{{.State.ExitCode}}' "$(container public)" "$(container staff)" "$(container database)" | sort -u)" == 0 ]]; }
receipt_answers() {
    curl --silent --show-error --fail --cacert "$WORK/authority/authority.pem" --interface "$OTHER_VISITOR" --resolve "appeal.example:443:$PUBLIC_ADDRESS" \
        --json "{\"receipt\":\"$(cat "$WORK/receipt")\"}" https://appeal.example/api/v1/receipts/status
}
is_gone() { [[ -z "$(docker ps --all --quiet)$(docker volume ls --quiet)$(docker network ls --quiet --filter name=tipintake)" ]]; }

first="$(ring staff)" old="$(password)"
expect "a key is added to the ring" compose run --rm --entrypoint /app/TipIntake prepare keys rotate --path /var/lib/tipintake/keys
second="$(ring staff)"
expect "which is another one then" test "$first" != "$second"

expect "everything stops" compose stop
expect "in order, within its time" stopped_well
expect "its containers can be thrown away" compose down
rm "$WORK"/secrets/database-*
infra/container/secrets.sh "$WORK/secrets" >> "$LOG"
expect "and made again, with other passwords" test "$old" != "$(password)"
expect "they start" compose up -d
expect "healthy as before" within 120 all_healthy
expect "with the keys that they had, at both doors" test "$(ring staff) $(ring public)" = "$second $second"
expect "and the tip: its receipt answers" within 30 receipt_answers
expect "down takes everything away" compose down --volumes
expect "no container, network or volume is left" is_gone
