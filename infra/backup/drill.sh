#!/usr/bin/env bash
# Proves that a backup can be restored: makes a PostgreSQL of its own on this machine, as empty as a new host, restores into it,
# looks at every page and index, and throws it away. Once a week, and after each change of the backup. Run as root or as an account
# that may run PostgreSQL:
#
#   infra/backup/drill.sh [BACKUP_FOLDER KEY_FILE]      (default: the newest)
#
# JOURNAL, AUDIT_KEY and Keys__Path as for restore.sh. Ends with 0 only when everything held.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
needs BACKUPS BACKUP_KEYS TIPINTAKE
tools age psql pg_restore initdb pg_ctl pg_amcheck pg_checksums

backup="${1:-$(find "$BACKUPS" -mindepth 1 -maxdepth 1 -type d -name '[0-9]*' | sort | tail -n 1)}"
[[ -n "$backup" ]] || fail "there is no backup in $BACKUPS"
key="${2:-$BACKUP_KEYS/$(basename "$backup").key}"
started="$(date +%s)"
host="$(mktemp -d "${WORK:-/var/tmp}/drill.XXXXXX")"

# PostgreSQL does not run as root.
as() { if (( EUID == 0 )); then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi; }
finish() {
    local status=$?
    as pg_ctl --pgdata="$host/data" --mode=immediate --silent stop > /dev/null 2>&1 || true
    rm -rf "$host"
    if (( status == 0 )); then
        told drill "{\"at\":\"$(date -u +%Y-%m-%dT%H:%M:%SZ)\",\"ok\":true,\"backup\":\"$(basename "$backup")\",\"seconds\":$(($(date +%s) - started))}"
        say "the drill held: $(($(date +%s) - started)) s"
    else
        told drill "{\"at\":\"$(date -u +%Y-%m-%dT%H:%M:%SZ)\",\"ok\":false,\"backup\":\"$(basename "$backup")\"}"
        echo "FAILED: the drill did not hold" >&2
    fi
}
trap finish EXIT

say "an empty host for $(basename "$backup")"
(( EUID != 0 )) || chown postgres: "$host"
as initdb --pgdata="$host/data" --username=drill --auth=trust --encoding=UTF8 --data-checksums --no-instructions > /dev/null
# A port is not needed: a socket in a folder that nobody else may enter.
as pg_ctl --pgdata="$host/data" --log="$host/log" --silent --wait \
    --options="-c listen_addresses='' -c unix_socket_directories='$host' -c unix_socket_permissions=0700 -c max_wal_size=4GB -c maintenance_work_mem=256MB -c log_min_messages=panic" start
unset PGPASSFILE PGPASSWORD PGSERVICE
export PGHOST="$host" PGPORT=5432 PGUSER=drill PGDATABASE=postgres
psql --quiet --no-psqlrc --set owner_password=drill --set application_password=drill --set public_password=drill --set database=tipintake --file "$here/../database/roles.sql" > /dev/null

export PGUSER=tipintake_owner PGDATABASE=tipintake
export ConnectionStrings__TipIntake="Host=$host;Username=tipintake_app;Database=tipintake"
export ConnectionStrings__TipIntakeOwner="Host=$host;Username=tipintake_owner;Database=tipintake"
"$here/restore.sh" "$backup" "$key"

say "looking at every table and index"
PGUSER=drill pg_amcheck --database=tipintake --heapallindexed --install-missing --jobs="$(nproc)"
as pg_ctl --pgdata="$host/data" --mode=fast --silent --wait stop > /dev/null
say "looking at every page"
as pg_checksums --pgdata="$host/data" --check > "$host/checksums" || { cat "$host/checksums"; fail "pages are damaged"; }
