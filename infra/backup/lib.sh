#!/usr/bin/env bash
# What the scripts of this folder share. Settings come from the environment, or from the file that BACKUP_SETTINGS names
# (default /etc/tipintake/backup.env):
#
#   BACKUPS       folder of the backups; anybody may have it
#   BACKUP_KEYS   folder of their keys, on another mount; whoever has both can read everything
#   KEEP_DAYS     so long a backup is kept; then its key is destroyed, and with it all that was erased since (default 14)
#   CHECKPOINTS   folder of the audit trail's checkpoints; what was signed until then goes with each backup (default: none)
#   STATUS        folder for the outcome of the last run, which the staff's status page reads (default: none)
#   TIPINTAKE     the program, for restores (default /opt/tipintake/current/TipIntake)
#   PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSFILE …   the database, as its owner
settings="${BACKUP_SETTINGS:-/etc/tipintake/backup.env}"
if [[ -r "$settings" ]]; then
    set -a
    # shellcheck disable=SC1090
    . "$settings"
    set +a
fi

KEEP_DAYS="${KEEP_DAYS:-14}"
TIPINTAKE="${TIPINTAKE:-/opt/tipintake/current/TipIntake}"
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
umask 077

say() { printf '%s  %s\n' "$(date -u +%H:%M:%S)" "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }
needs() { local name; for name in "$@"; do [[ -n "${!name:-}" ]] || fail "$name is not set (see $here/lib.sh)"; done; }
tools() { local tool; for tool in "$@"; do command -v "$tool" > /dev/null || fail "$tool is missing: apt-get install $(package_of "$tool")"; done; }
package_of() { case "$1" in age | age-keygen) echo age ;; pgbackrest) echo pgbackrest ;; pg_amcheck | pg_checksums) echo postgresql-15 ;; *) echo postgresql-client ;; esac; }

# Where Debian keeps the programs of PostgreSQL's server.
for folder in /usr/lib/postgresql/*/bin; do [[ -d "$folder" ]] && PATH="$PATH:$folder"; done

ledger() { psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --tuples-only --no-align --field-separator ' ' "$@"; }

# told NAME JSON: the outcome of a run, for the status page; there as a whole or not at all.
told() {
    [[ -n "${STATUS:-}" ]] || return 0
    mkdir -p "$STATUS"
    printf '%s\n' "$2" > "$STATUS/.$1.next"
    chmod 644 "$STATUS/.$1.next"
    mv "$STATUS/.$1.next" "$STATUS/$1.json"
}
