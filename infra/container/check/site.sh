#!/usr/bin/env bash
# What an operator prepares: certificates (here of a made-up authority), the contact key, secrets, settings. Started by inside.sh.
set -euo pipefail
# shellcheck source=/dev/null
source "$CHECK/engine.sh"
secrets="$WORK/secrets"
mkdir -p "$WORK/authority" "$WORK/contact" "$secrets"

cd "$WORK/authority"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 2 -subj "/CN=Authority of the check" -keyout authority.key -out authority.pem
for door in public:appeal.example staff:staff.example; do
    name="${door#*:}"
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -subj "/CN=$name" -keyout "$name.key" -out "$name.csr"
    openssl x509 -req -in "$name.csr" -days 2 -CA authority.pem -CAkey authority.key -CAcreateserial -extfile <(echo "subjectAltName=DNS:$name") -out "$name.pem"
    cat "$name.pem" "$name.key" > "$secrets/certificate-${door%:*}.pem"
done

# On another machine, as far as this one can be another.
chown 10001 "$WORK/contact"
docker run --rm --network none --volume "$WORK/contact:/contact" tipintake:local contacts init /contact --without-passphrase
cp "$WORK/contact/contact-public.key" "$secrets/"
rm -r "$WORK/contact"

cd "$WORK/tree"
infra/container/secrets.sh "$secrets"
sed -e "s,^PUBLIC_LISTEN=.*,PUBLIC_LISTEN=$PUBLIC_ADDRESS:443," -e "s,^PUBLIC_LISTEN_PLAIN=.*,PUBLIC_LISTEN_PLAIN=$PUBLIC_ADDRESS:80," \
    -e "s,^STAFF_LISTEN=.*,STAFF_LISTEN=$STAFF_ADDRESS:443," -e "s,^SECRETS_PATH=.*,SECRETS_PATH=$secrets," infra/container/example.env > .env
