#!/usr/bin/env bash
# Starts PostgreSQL in the container `database`; the first time it makes the cluster.
# The superuser has no password: it comes in through the socket only. Each role comes in from its own network only.
set -euo pipefail

data=/var/lib/postgresql/data/cluster

# Under another name until it is whole: a first start that was cut off begins anew.
if [[ ! -d "$data" ]]; then
    rm -rf "$data.unfinished"
    initdb --pgdata="$data.unfinished" --username=postgres --encoding=UTF8 --locale=C.UTF-8 --data-checksums
    mv "$data.unfinished" "$data"
fi

cat > "$data/pg_hba.conf" <<RULES
local all       postgres                                   peer
host  tipintake tipintake_public $PUBLIC_NETWORK           scram-sha-256
host  tipintake tipintake_app,tipintake_owner $STAFF_NETWORK scram-sha-256
RULES

exec postgres -D "$data" -c listen_addresses='*' -c unix_socket_directories=/var/run/postgresql "$@"
