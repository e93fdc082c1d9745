#!/usr/bin/env bash
# One encrypted backup of the whole database, with a key of its own, and a ledger of what is in it. For units that can lose a
# day's work of the reviewers at worst; see archive.sh for every second. Run it once a day, as the account that owns the keys:
#
#   infra/backup/backup.sh
#
# Then it destroys the keys of backups that are older than KEEP_DAYS: what was erased since is out of reach for good.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
needs BACKUPS BACKUP_KEYS PGDATABASE
tools age age-keygen psql pg_dump

started="$(date +%s)"
name="$(date -u +%Y-%m-%dT%H%M%SZ)"
mkdir -p "$BACKUPS" "$BACKUP_KEYS"
folder="$BACKUPS/.$name.unfinished"
key="$BACKUP_KEYS/$name.key"
mkdir "$folder"
trap '[[ -d "$folder" ]] && rm -rf "$folder" "$key" && told backup "{\"at\":\"$name\",\"ok\":false}"' EXIT

age-keygen --output "$key" 2> /dev/null
recipient="$(age-keygen -y "$key")"

# Before the snapshot, so that none is signed for entries that the dump does not have.
if [[ -n "${CHECKPOINTS:-}" ]]; then
    mkdir "$folder/checkpoints"
    cp "$CHECKPOINTS"/* "$folder/checkpoints/" 2> /dev/null || true
fi

# Dump and ledger see the same moment: one session holds its snapshot open for both.
coproc HOLDER { psql --quiet --no-psqlrc --tuples-only --no-align 2> /dev/null; }
# shellcheck disable=SC2153
holder="$HOLDER_PID"
echo "begin isolation level repeatable read read only; select pg_export_snapshot();" >&"${HOLDER[1]}"
read -r -t 60 snapshot <&"${HOLDER[0]}" || fail "the database does not answer"

say "dumping $PGDATABASE"
pg_dump --format=custom --schema=tipintake --no-owner --no-privileges --snapshot="$snapshot" | age --recipient "$recipient" --output "$folder/dump.age"
say "writing its ledger"
{ echo "begin isolation level repeatable read read only; set transaction snapshot '$snapshot';"; cat "$here/ledger.sql"; } | ledger --file - | age --recipient "$recipient" --output "$folder/ledger.age"
echo "rollback;" >&"${HOLDER[1]}"
kill "$holder" 2> /dev/null || true

(cd "$folder" && sha256sum dump.age ledger.age > SHA256SUMS)
find "$folder" -type f -exec sync {} +
sync "$key"
bytes="$(stat --format=%s "$folder/dump.age")"
mv "$folder" "$BACKUPS/$name"
sync "$BACKUPS" "$BACKUP_KEYS"
trap - EXIT
told backup "{\"at\":\"$name\",\"ok\":true,\"bytes\":$bytes,\"seconds\":$(($(date +%s) - started))}"
say "$BACKUPS/$name: $((bytes / 1024 / 1024)) MiB; its key: $key"

# A backup whose key is gone is noise. The key goes first.
find "$BACKUP_KEYS" -name '*.key' -mtime "+$((KEEP_DAYS - 1))" -print | while read -r old; do
    [[ "$old" == "$key" ]] && continue
    shred --remove "$old"
    rm -rf "${BACKUPS:?}/$(basename "$old" .key)"
    say "destroyed the key of $(basename "$old" .key), and removed it"
done
