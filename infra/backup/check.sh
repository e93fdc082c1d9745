#!/usr/bin/env bash
# Shows that backups of this folder can be restored, that what was erased stays erased, and that each check can fail. On one
# Debian machine, as root, from a clean clone; it installs what is missing, listens on loopback only and removes everything again:
#
#   infra/backup/check.sh [TIPS]          (default 20000)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
tips="${1:-20000}"
work="$(mktemp -d /var/tmp/tipintake-backup-check.XXXXXX)"
chmod 755 "$work"
port=18780
held=0 checks=0

missing=()
for tool in age:age psql:postgresql-client /usr/lib/postgresql/15/bin/initdb:postgresql-15 curl:curl pgbackrest:pgbackrest; do
    command -v "${tool%%:*}" > /dev/null || missing+=("${tool##*:}")
done
if (( ${#missing[@]} > 0 )); then
    apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends "${missing[@]}" > /dev/null
fi
PATH="$PATH:$(echo /usr/lib/postgresql/*/bin)"

ok() { checks=$((checks + 1)); if "${@:2}" > "$work/out" 2>&1; then held=$((held + 1)); echo "ok      $1"; else echo "FAILED  $1"; tail -n 20 "$work/out"; fi; }
refused() { ! "$@"; }
as() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }
service=
finish() {
    (( $? == 0 )) || tail -n 20 "$work/service.log" "$work/data/log" 2> /dev/null
    [[ -z "$service" ]] || kill "$service" 2> /dev/null || true
    as pg_ctl --pgdata="$work/data" --mode=immediate --silent stop > /dev/null 2>&1 || true
    rm -rf "$work"
}
trap finish EXIT

echo "building"
dotnet publish src/TipIntake --configuration Release --output "$work/program" --verbosity quiet -p:UseSharedCompilation=false > "$work/build" || { cat "$work/build"; exit 1; }

echo "an installation with $tips tips"
install -d -o postgres "$work/data" "$work/socket"
install -d "$work/journal"
as initdb --pgdata="$work/data" --username=postgres --auth=trust --encoding=UTF8 --data-checksums --no-instructions > /dev/null
as pg_ctl --pgdata="$work/data" --log="$work/data/log" --silent --wait --options="-c listen_addresses='' -c unix_socket_directories='$work/socket' -c unix_socket_permissions=0777 -c max_wal_size=4GB" start
export PGHOST="$work/socket" PGPORT=5432
PGUSER=postgres psql --quiet --no-psqlrc --set owner_password=x --set application_password=x --set public_password=x --set database=tipintake --file infra/database/roles.sql > /dev/null
export PGUSER=tipintake_owner PGDATABASE=tipintake
export ASPNETCORE_ENVIRONMENT=Development
export ConnectionStrings__TipIntake="Host=$work/socket;Username=tipintake_app;Database=tipintake" ConnectionStrings__TipIntakeOwner="Host=$work/socket;Username=tipintake_owner;Database=tipintake"
export Data__Path="$work/service" Keys__Path="$work/keys" Retention__Journal__Path="$work/journal" Audit__Checkpoints__Path="$work/checkpoints" Audit__Checkpoints__Every=00:00:02
export Surfaces__Public__Url="http://localhost:$port" Surfaces__Staff__Url="http://localhost:$((port + 1))"
(cd "$work/program" && exec ./TipIntake > "$work/service.log" 2>&1) &
service=$!
for (( wait = 0; wait < 120; wait++ )); do curl --silent --fail "http://localhost:$port/health/ready" > /dev/null && break; sleep 1; done
(( wait < 120 )) || { echo "the service did not start"; exit 1; }

object=
for (( wait = 0; wait < 120 && ${#object} == 0; wait++ )); do
    object="$(curl --silent "http://localhost:$port/api/v1/objects" | grep --only-matching 'OBJ-[0-9-]*' | head -n 1 || true)"
    sleep 1
done
# As senders would have sent them: words of different lengths, four countries, most without a contact.
psql --quiet --no-psqlrc --command "
    insert into tipintake.mt_doc_tip (id, data)
    select id, jsonb_build_object('id', id, 'object', '$object', 'receivedAt', to_char(now() - n * interval '1 second', 'YYYY-MM-DD\"T\"HH24:MI:SS+00:00'), 'lane', 'first', 'key', 1, 'form', 1,
        'text', 'I saw this in ' || md5(n::text) || ' near ' || md5((n / 7)::text) || repeat(' and once more', n % 12), 'country', (array['PT', 'DE', 'FR', 'PL'])[1 + n % 4])
    from (select gen_random_uuid() as id, n from generate_series(1, $tips) n) made"
canary="Kanarienvogel-$RANDOM$RANDOM"
receipt="$(curl --silent --header 'Content-Type: application/json' --header "Idempotency-Key: $canary-1" --data "{\"text\":\"$canary was sold at the market\"}" "http://localhost:$port/api/v1/objects/$object/tips" | grep --only-matching '"receipt":"[^"]*' | cut -d '"' -f 4)"
[[ -n "$receipt" ]] || { echo "no tip could be sent"; tail -n 5 "$work/service.log"; exit 1; }
sleep 4

export BACKUPS="$work/backups" BACKUP_KEYS="$work/backup-keys" STATUS="$work/status" TIPINTAKE="$work/program/TipIntake" WORK="$work"
export JOURNAL="$work/journal" CHECKPOINTS="$work/checkpoints" AUDIT_KEY="$work/keys/audit-public.key"
begun=$SECONDS
ok "a backup is made while the service runs" infra/backup/backup.sh
echo "        $(du -sh "$BACKUPS" | cut -f 1), $((SECONDS - begun)) s"
backup="$(ls -d "$BACKUPS"/*)" key="$(ls "$BACKUP_KEYS"/*)"
ok "nothing of it can be read without its key" refused grep --recursive --quiet --text "$canary" "$BACKUPS"
ok "a tip is taken back after the backup" curl --silent --fail --header 'Content-Type: application/json' --data "{\"receipt\":\"$receipt\"}" "http://localhost:$port/api/v1/receipts/withdrawal"
sleep 5
ok "the journal outside the database has it" grep --quiet Withdrawn --recursive "$work/journal"

begun=$SECONDS
ok "the drill: an empty host, the ledger equal, every page and index sound, the audit trail whole" infra/backup/drill.sh
took=$((SECONDS - begun))
cp "$work/out" "$work/drill"
sed 's/^/        /' "$work/drill"
ok "what was taken back since is erased again" grep --quiet "1 erasures are known; 1 tips were there again and are empty now" "$work/drill"
ok "the drill takes no longer than 15 minutes for a million tips: $took s for $tips" test "$took" -le 900
ok "the status says when the last drill held" grep --quiet '"ok":true' "$work/status/drill.json"

cp -r "$backup" "$work/altered"
printf 'x' | dd of="$work/altered/dump.age" bs=1 seek=5000 conv=notrunc status=none
ok "an altered backup is refused" refused infra/backup/drill.sh "$work/altered" "$key"
age-keygen --output "$work/other.key" 2> /dev/null
ok "another key opens nothing" refused infra/backup/drill.sh "$backup" "$work/other.key"
ok "and the status says so" grep --quiet '"ok":false' "$work/status/drill.json"
cp -r "$backup" "$work/stolen"
(cd "$work/stolen" && age --decrypt --identity "$key" ledger.age | sed 's/^mt_doc_tip [0-9]*/mt_doc_tip 1/' > l && rm ledger.age && age --recipient "$(age-keygen -y "$key")" --output ledger.age l && rm l && sha256sum dump.age ledger.age > SHA256SUMS)
ok "a restored database that is not what was backed up is noticed" refused infra/backup/drill.sh "$work/stolen" "$key"

touch --date '15 days ago' "$key"
ok "the key of an old backup is destroyed with the next one" infra/backup/backup.sh
ok "and the old backup is gone, the new one there" test "$(ls "$BACKUPS" | wc -l)" = 1 -a ! -e "$key"

. infra/backup/check-archive.sh

if [[ -n "${FAULT_REPORT:-}" ]]; then
    # A row of the table that infra/faults/check.sh prints.
    printf '{"Promise":"D9","Fault":"an empty host, restored from the backup","Demanded":"1,000,000 tips <= 15 min, ledger equal, what was erased stays erased, pages, indexes and trail whole","Measured":"%s tips in %s s; %s of %s checks","Held":%s,"At":"%s"}\n' \
        "$tips" "$took" "$held" "$checks" "$( (( held == checks && took <= 900 )) && echo true || echo false)" "$(date --utc +%FT%TZ)" >> "$FAULT_REPORT/rows.jsonl"
fi

echo
echo "$held of $checks"
(( held == checks ))
