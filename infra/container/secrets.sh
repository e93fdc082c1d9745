#!/usr/bin/env bash
# Makes the secrets of docker-compose.yml that can be made here, and says which ones you have to bring. As root, once:
#   infra/container/secrets.sh [FOLDER]        (default: /etc/tipintake/secrets; setting SECRETS_PATH in .env)
# Running it again replaces nothing; it only puts owners and rights in order.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

folder="${1:-/etc/tipintake/secrets}"
# The accounts in the containers, by number: see Containerfile and docker-compose.yml.
service=10001 proxy=10002

umask 077
install -d -m 700 "$folder"

# A connection string with its password: a setting as a file (Secrets:Path).
connection() {
    [[ -e "$folder/$1" ]] || printf 'Host=database;Database=tipintake;Username=%s;Gss Encryption Mode=Disable;Password=%s' "$2" "$(head --bytes=24 /dev/urandom | od --address-radix=n --format=x1 | tr --delete ' \n')" > "$folder/$1"
    chown "root:$service" "$folder/$1"
    chmod 440 "$folder/$1"
}
connection database-owner tipintake_owner
connection database-staff tipintake_app
connection database-public tipintake_public

missing=0
brought() {
    if [[ -e "$folder/$1" ]]; then
        chown "root:$2" "$folder/$1"
        chmod 440 "$folder/$1"
    else
        echo "missing: $folder/$1: $3"
        missing=1
    fi
}
brought contact-public.key "$service" "the public half of the contact key, made on another machine with: TipIntake contacts init FOLDER"
brought certificate-public.pem "$proxy" "certificate, its chain and its key for the public name, in one file"
brought certificate-staff.pem "$proxy" "the same for the staff's name"

# Mounted into containers whose accounts are not the checkout's owner.
chmod a+r database.sh roles.sh haproxy.cfg ../database/roles.sql

(( missing == 0 )) && echo "All secrets are in $folder."
exit "$missing"
