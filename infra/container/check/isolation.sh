#!/usr/bin/env bash
# What a taken-over public node would find, and what the logs tell. Started by inside.sh.
set -euo pipefail
# shellcheck source=/dev/null
source "$CHECK/report.sh"
# shellcheck source=/dev/null
source "$CHECK/engine.sh"
secrets="$WORK/secrets"

address() { docker inspect --format "{{(index .NetworkSettings.Networks \"tipintake_$2\").IPAddress}}" "$(container "$1")"; }
# reaches SERVICE ADDRESS PORT
reaches() { within_container "$1" timeout 3 bash -c "exec 3<>/dev/tcp/$2/$3"; }
resolves() { within_container "$1" getent hosts "$2"; }

expect "the public node finds the database" resolves public database
expect "and reaches it" reaches public database 5432
refuse "it does not find the staff node" resolves public staff
refuse "nor the staff's proxy" resolves public proxy-staff
refuse "nor reaches the staff node by its address" reaches public "$(address staff staff-inside)" 8080
refuse "nor by its address beside the database" reaches public "$(address staff staff-database)" 8080
refuse "nor the staff's door from outside" reaches public "$STAFF_ADDRESS" 443
refuse "nor anything else out there" reaches public "$PUBLIC_ADDRESS" 443
refuse "the staff node has no way out either" reaches staff "$PUBLIC_ADDRESS" 443
refuse "nor has the database" reaches database "$PUBLIC_ADDRESS" 443

files() { within_container public bash -c 'cd /run/secrets && echo *'; }
expect "the public node holds two secrets, and they are its own" test "$(files)" = "ConnectionStrings__TipIntake contact-public.key"
ring() { within_container public bash -c 'cd /var/lib/tipintake/keys && echo *'; }
expect "of the keys it holds the ring alone" test "$(ring)" = "keyring.json"

passwords() { sed 's/.*Password=//' "$secrets/database-owner" "$secrets/database-staff"; }
# Whatever the node's account can read of its files, and what it was started with.
readable() { within_container public bash -c 'cat /proc/1/environ; cat /run/secrets/*; find /var/lib/tipintake /app /tmp -type f -readable -exec cat {} +' 2> /dev/null; }
tells() { passwords | grep --fixed-strings --file=- <(readable); }
expect "it can read its own password" grep --quiet --fixed-strings "$(sed 's/.*Password=//' "$secrets/database-public")" <(readable)
refuse "and neither the staff's nor the owner's" tells

# query NETWORK ROLE SECRET SQL: as somebody with that password in that network.
query() {
    timeout 20 docker run --rm --network "tipintake_$1" --user 999:999 --env PGCONNECT_TIMEOUT=5 --env "PGPASSWORD=$(sed 's/.*Password=//' "$secrets/$3")" \
        --entrypoint psql "$POSTGRES_IMAGE" --no-psqlrc --host=database --username="$2" --dbname=tipintake --command="$4"
}
expect "the public's role comes in from its network" query public-database tipintake_public database-public "select 1"
refuse "and may not read a tip" query public-database tipintake_public database-public "select data from tipintake.mt_doc_tip"
expect "the staff's role may, from the staff's network" query staff-database tipintake_app database-staff "select data from tipintake.mt_doc_tip"
refuse "the staff's password is of no use in the public's network" query public-database tipintake_app database-staff "select 1"
refuse "nor the owner's" query public-database tipintake_owner database-owner "select 1"

logs() { local each; for each in $(docker ps --all --quiet); do docker logs "$each" 2>&1; done; }
expect "the containers have logs" grep --quiet "Listening" <(logs)
expect "and we know what must not be in them" test "$(grep --count . "$WORK/private")" = 6
refuse "no address, agent, text, contact or receipt is in any log" grep --fixed-strings --file="$WORK/private" <(logs)
