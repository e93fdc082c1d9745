#!/usr/bin/env bash
# The way of a tip over TLS, through both proxies; in between the database is killed. Started by inside.sh.
set -euo pipefail
# shellcheck source=/dev/null
source "$CHECK/report.sh"
# shellcheck source=/dev/null
source "$CHECK/engine.sh"

# What must be in no log: where they came from, with what, what they said, and their receipt (written by the journey).
echo "$VISITOR" > "$WORK/private"
printf '%s\n' "$OTHER_VISITOR" "Agent of the journey" "sold at the fair on the harbour" "nobody@visitor.example" >> "$WORK/private"

redirect() { curl --silent --show-error --output /dev/null --write-out '%{http_code} %{redirect_url}\n' --resolve "appeal.example:80:$PUBLIC_ADDRESS" http://appeal.example/en/; }
expect "who asks without TLS is sent to it" test "$(redirect)" = "308 https://appeal.example/en/"

first() { within_container staff /app/TipIntake staff first-administrator "$1" 2>> "$LOG"; }
timeout 240 dotnet "$WORK/journey/Journey.dll" --public https://appeal.example --staff https://staff.example \
    --at "appeal.example=$PUBLIC_ADDRESS" --at "staff.example=$STAFF_ADDRESS" --authority "$WORK/authority/authority.pem" --from "$VISITOR" --from "$OTHER_VISITOR" \
    --agent "Agent of the journey/1.0" --text "It was sold at the fair on the harbour, in the summer of 2009." --photo "$WORK/tree/src/TipIntake/Catalogue/Demonstration/mug.jpg" \
    --link "$(first Anna)" --link "$(first Bertha)" --receipt "$WORK/receipt" --interrupt "kill -9 $(process_of database)" 2>> "$LOG" | tee -a "$RESULTS" \
    || tell FAILED "the journey broke off"

expect "the killed database was started again by itself" test "$(docker inspect --format '{{.RestartCount}}' "$(container database)")" -ge 1
if [[ -e "$WORK/receipt" ]]; then cat "$WORK/receipt" >> "$WORK/private"; fi
