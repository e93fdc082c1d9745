#!/usr/bin/env bash
# Puts a backup of backup.sh into an empty database, and makes it fit to be opened: holds it against its ledger, erases again what
# was erased since, and checks the audit trail. The doors stay closed until it says so.
#
#   infra/backup/restore.sh BACKUP_FOLDER KEY_FILE
#
# Before: an empty host's PostgreSQL with roles and database from infra/database/roles.sql; PG… as the owner, and the settings
# ConnectionStrings__TipIntake, ConnectionStrings__TipIntakeOwner, Keys__Path for TIPINTAKE. JOURNAL names the folder of the journal of erasures
# ("none" where nothing was ever erased), AUDIT_KEY the public half of the key that signs the audit trail. Checkpoints of the other machine that are
# newer than the backup tell what the trail has lost.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
(( $# == 2 )) || fail "usage: restore.sh BACKUP_FOLDER KEY_FILE"
needs PGDATABASE TIPINTAKE JOURNAL
tools age psql pg_restore
backup="$1" key="$2"
[[ ! -d "$backup/checkpoints" ]] || needs AUDIT_KEY
[[ "$JOURNAL" == none ]] || grep --quiet --recursive . "$JOURNAL" || fail "the journal of erasures in $JOURNAL is empty; if nothing was ever erased, say JOURNAL=none"

[[ -r "$key" ]] || fail "there is no key $key; without it nobody can read this backup"
(cd "$backup" && sha256sum --check --quiet SHA256SUMS) || fail "the backup was altered, or is damaged"
[[ "$(ledger --command "select count(*) from pg_tables where schemaname = 'tipintake'")" == 0 ]] || fail "the database is not empty"

work="$(mktemp -d "${WORK:-/var/tmp}/restore.XXXXXX")"
trap 'find "$work" -type f -exec shred --remove {} + 2> /dev/null || true; rm -rf "$work"' EXIT
say "decrypting"
age --decrypt --identity "$key" --output "$work/dump" "$backup/dump.age"
age --decrypt --identity "$key" --output "$work/ledger" "$backup/ledger.age"

say "restoring"
pg_restore --exit-on-error --no-owner --no-privileges --jobs="$(nproc)" --dbname="$PGDATABASE" "$work/dump"
say "holding it against its ledger"
ledger --file "$here/ledger.sql" > "$work/now"
diff "$work/ledger" "$work/now" > "$work/differences" || { head "$work/differences"; fail "what was restored is not what was backed up"; }
say "equal in $(wc -l < "$work/ledger") tables, $(awk '$1 == "mt_doc_tip" { print $2 }' "$work/ledger") tips"

say "giving the roles their rights"
"$TIPINTAKE" db-apply
if [[ "$JOURNAL" != none ]]; then
    say "erasing again what was erased since"
    "$TIPINTAKE" erasures replay --journal "$JOURNAL"
else
    say "NO JOURNAL: what was erased since the backup is there again"
fi

if [[ -d "$backup/checkpoints" ]]; then
    say "checking the audit trail, as it was signed until then"
    "$TIPINTAKE" audit verify --checkpoints "$backup/checkpoints" --key "$AUDIT_KEY"
fi

say "restored: the doors may be opened"
