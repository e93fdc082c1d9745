#!/usr/bin/env bash
# Part of check.sh: the same installation with a backup of every second, and a restore to a chosen moment.
# shellcheck disable=SC2154
archive="$work/archive"
install -d -o postgres "$archive" "$archive/current" "$archive/backups" "$archive/keys" "$archive/restored"
chmod 700 "$archive/restored"
cp -r infra/backup "$archive/scripts"
chmod -R go+rX "$archive/scripts"
generation() { (cd / && as env PATH="$PATH" PGHOST="$work/socket" PGPORT=5432 PGUSER=postgres PGDATABASE=postgres PGDATA="$1" CURRENT="$archive/current" BACKUPS="$archive/backups" BACKUP_KEYS="$archive/keys" STATUS= BACKUP_SETTINGS=/dev/null "$archive/scripts/archive.sh" "${@:2}"); }
again() { as pg_ctl --pgdata="$work/data" --mode=fast --silent --wait --log="$work/data/log" restart; }

cat >> "$work/data/postgresql.auto.conf" <<CONF
archive_mode = on
archive_command = 'pgbackrest --config=$archive/current/pgbackrest.conf --stanza=tipintake archive-push %p'
CONF
chmod 700 "$work/data"
again
ok "a generation of continuous backups begins" generation "$work/data" begin
moment() { PGUSER=postgres psql --quiet --no-psqlrc --tuples-only --no-align --command "$1"; }
before="$(moment 'select count(*) from tipintake.mt_doc_tip')"
sleep 2
when="$(moment 'select clock_timestamp()')"
sleep 2
moment "delete from tipintake.mt_doc_tip where id in (select id from tipintake.mt_doc_tip limit 100)" > /dev/null
moment "select pg_switch_wal()" > /dev/null
ok "what changes is stored, and all that is stored is sound" generation "$work/data" day
ok "the moment before an accident comes back" generation "$archive/restored" restore "$archive/restored" "$when"
install -d -o postgres "$archive/socket"
ok "and starts" as pg_ctl --pgdata="$archive/restored" --log="$archive/restored/log" --silent --wait --timeout=120 --options="-c listen_addresses='' -c unix_socket_directories='$archive/socket' -c archive_mode=off" start
found() { PGHOST="$archive/socket" PGUSER=postgres psql --quiet --no-psqlrc --tuples-only --no-align --command 'select count(*) from tipintake.mt_doc_tip'; }
ok "with all $before tips, of which the live one has lost 100" test "$(found)" = "$before" -a "$(moment 'select count(*) from tipintake.mt_doc_tip')" = $((before - 100))
as pg_ctl --pgdata="$archive/restored" --mode=immediate --silent stop > /dev/null 2>&1 || true
find "$archive/keys" -name '*.conf' -exec touch --date '15 days ago' {} +
sleep 1
ok "the next generation destroys the passphrase of the last" generation "$work/data" begin
ok "so that one generation is left, with its passphrase" test "$(ls "$archive/backups" | wc -l)" = 1 -a "$(ls "$archive/keys" | wc -l)" = 1
