#!/usr/bin/env bash
# Runs before the doors open, in the container `prepare`: makes the keys where there are none, gives the public node its
# copy of the key ring, and brings the schema up to date. Running it again changes nothing.
set -euo pipefail
umask 077

keys=/var/lib/tipintake/keys
public_keys=/var/lib/tipintake/public-keys

[[ -e "$keys/keyring.json" ]] || /app/TipIntake keys init --path "$keys"
[[ -e "$keys/audit-signing.key" ]] || /app/TipIntake audit keys init --path "$keys"

# The ring and nothing else: what signs the audit trail stays where staff are.
if ! cmp --silent "$keys/keyring.json" "$public_keys/keyring.json"; then
    cp "$keys/keyring.json" "$public_keys/keyring.json.next"
    mv "$public_keys/keyring.json.next" "$public_keys/keyring.json"
fi

/app/TipIntake db-apply
