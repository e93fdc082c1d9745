#!/usr/bin/env bash
# Backup of every second with pgBackRest, in generations, each encrypted with a passphrase of its own: a new generation begins
# with a whole backup, and when it is over its passphrase is destroyed, and with it all that was erased before. As the account that runs PostgreSQL:
#
#   infra/backup/archive.sh begin                a new generation, and the first whole backup of it (once a week)
#   infra/backup/archive.sh day                  what has changed since (once a day), and a look at all that is stored
#   infra/backup/archive.sh restore FOLDER [WHEN]  into an empty data folder, up to the moment WHEN ('2026-11-23 08:00:00+00')
#   infra/backup/archive.sh end                  destroys generations that are older than KEEP_DAYS
#
# PostgreSQL needs archive_mode = on and
#   archive_command = 'pgbackrest --config=/var/lib/tipintake/archive/pgbackrest.conf --stanza=tipintake archive-push %p'
# Beside lib.sh's settings: PGDATA, and
# CURRENT, a folder that is PostgreSQL's alone (default /var/lib/tipintake/archive), with the settings of the generation in use.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
CURRENT="${CURRENT:-/var/lib/tipintake/archive}"
conf="$CURRENT/pgbackrest.conf"
rest() { pgbackrest --config="$conf" --stanza=tipintake "$@"; }

begin() {
    needs BACKUPS BACKUP_KEYS PGDATA
    tools pgbackrest psql
    local name
    name="$(date -u +%Y-%m-%dT%H%M%SZ)"
    mkdir -p "$BACKUPS/$name" "$BACKUP_KEYS" "$CURRENT"
    # The passphrase stands in this file alone; a copy goes to the keys' folder, and goes first when the time is over.
    cat > "$CURRENT/next.conf" <<CONF
[global]
repo1-path=$BACKUPS/$name
repo1-cipher-type=aes-256-cbc
repo1-cipher-pass=$(head --bytes 48 /dev/urandom | base64 --wrap 0)
repo1-retention-full=1
start-fast=y
log-path=$CURRENT
lock-path=$CURRENT
log-level-console=warn
compress-type=zst
archive-timeout=60
[tipintake]
pg1-path=$PGDATA
pg1-socket-path=$PGHOST
pg1-port=${PGPORT:-5432}
pg1-user=${ARCHIVE_USER:-postgres}
CONF
    cp "$CURRENT/next.conf" "$BACKUP_KEYS/$name.conf"
    sync "$BACKUP_KEYS/$name.conf"
    mv "$CURRENT/next.conf" "$conf"
    rest stanza-create
    rest --type=full backup
    rest check
    say "generation $name begins"
    ended
}

day() {
    rest --type=incr backup
    rest verify
    told backup "{\"at\":\"$(date -u +%Y-%m-%dT%H%M%SZ)\",\"ok\":true}"
}

ended() {
    needs BACKUPS BACKUP_KEYS
    find "$BACKUP_KEYS" -name '*.conf' -mtime "+$((KEEP_DAYS - 1))" -print | while read -r old; do
        cmp --quiet "$old" "$conf" && continue
        shred --remove "$old"
        rm -rf "${BACKUPS:?}/$(basename "$old" .conf)"
        say "destroyed the passphrase of generation $(basename "$old" .conf), and removed it"
    done
}

restore() {
    local folder="$1" when="${2:-}"
    [[ -z "$(ls -A "$folder")" ]] || fail "$folder is not empty"
    local to=()
    [[ -z "$when" ]] || to=(--type=time "--target=$when" --target-action=promote)
    rest --pg1-path="$folder" "${to[@]}" restore
    say "restored into $folder; start PostgreSQL there, then go on with db-apply, erasures replay and audit verify"
}

case "${1:-}" in
    begin) begin ;;
    day) day ;;
    restore) restore "${@:2}" ;;
    end) ended ;;
    *) fail "usage: archive.sh begin|day|restore FOLDER [WHEN]|end" ;;
esac
